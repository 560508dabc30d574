"""The interface other programs use: described, paged, cached, and unmoved by whatever it is sent."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from schemathesis import openapi as described
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from starlette.testclient import TestClient

from tests.web.conftest import TODAY
from tests.web.test_pages import ADDRESSES, address
from vigie.messages import LANGUAGES
from vigie.web.addresses import PLACES, Asked
from vigie.web.app import make
from vigie.web.openapi import ANSWERS, openapi
from vigie.web.pages import Site
from vigie.web.posted import MOST_BYTES
from vigie.web.safety import Doors, set_password

NAUGHTY: list[str] = json.loads((Path(__file__).parent / "naughty" / "blns.json").read_text(encoding="utf-8"))
# What people send to see whether a page trusts them: markup, queries, paths, templates, formulas, headers
INJECTIONS = [
    "' or '1'='1", "'; drop table contract_version; --", "\" or \"\"=\"", "1 union select null", "%' or 1=1 --", "$on", "{keys}",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg/onload=alert(1)>",
    "javascript:alert(1)", "{{7*7}}", "${7*7}", "<%= 7*7 %>",
    "../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd\0.json", "file:///etc/passwd",
    "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd", "+1+1",
    "x\r\nSet-Cookie: a=b", "x\nHost: example.org", "a" * 401, "\ud7ff\ue000\ufffd", "\u202e\u2066abc",
    "٢٠٢٦-٠١-٢٦", "2026-01-26T00:00:00Z",
    "NaN", "1e999", "-1", "0x7f", "null", "undefined", "[]", "{}", "%", "%%", "%s%n", "\\", "\\u0000", "row=1-999999999", "row=9-1",
]  # fmt: skip


def answer_schema(kind: str) -> dict[str, Any]:
    document = json.loads(openapi())
    path = f"/en/{PLACES[kind].word('en')}" + ("/{name}" if PLACES[kind].named else "") + ".json"
    schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return {**schema, "components": document["components"]}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", [kind for kind in ADDRESSES if kind in ANSWERS])
def test_an_answer_is_what_the_description_says(demo_pages: TestClient, kind: str, lang: str) -> None:
    answer = demo_pages.get(address(kind, lang, "json"))

    assert answer.headers["content-type"] == "application/json"
    jsonschema.Draft202012Validator(answer_schema(kind)).validate(answer.json())
    assert answer.json()["asked"]["kind"] == kind


def test_rows_are_what_the_description_says(demo_pages: TestClient) -> None:
    first = demo_pages.get(address("group", "en", "json")).json()["answers"]["sales"]["contracts"][0]["evidence"][0]

    answer = demo_pages.get("/en/evidence/" + first["sha256"] + ".json", params={"rows": first["pointer"]})

    jsonschema.Draft202012Validator(answer_schema("evidence")).validate(answer.json())
    assert answer.json()["answers"]["evidence"]["rows"]


def test_a_notice_is_what_the_description_says(tiny_pages: TestClient) -> None:
    listed = tiny_pages.get("/en/notices.json").json()["answers"]["notices"]["announced"]
    numbers = [one["number"] or one["id"] for one in listed]

    assert len(numbers) > 5
    for number in numbers:
        answer = tiny_pages.get(Asked("en", PLACES["notice"], number, {}, "json").address())
        jsonschema.Draft202012Validator(answer_schema("notice")).validate(answer.json())


def test_a_long_list_comes_in_parts_that_make_the_whole(demo_pages: TestClient) -> None:
    whole = demo_pages.get("/en/buyer/ICE.json", params={"on": "2026-01-26", "limit": "2000"}).json()
    names = [line["supplier"] for line in whole["answers"]["suppliers"]["suppliers"]]
    there = "/en/buyer/ICE.json?on=2026-01-26&limit=300"
    found = []
    while there is not None:
        part = demo_pages.get(there).json()
        found += [line["supplier"] for line in part["answers"]["suppliers"]["suppliers"]]
        assert part["answers"]["suppliers"]["figures"] == whole["answers"]["suppliers"]["figures"]
        there = part["next"]

    assert whole["next"] is None or len(names) == 2000
    assert found[: len(names)] == names
    assert len(names) > 300


@pytest.mark.parametrize("cursor", ["x", "!!", "AAAA", "////"])
def test_a_cursor_of_nobodys_is_refused(demo_pages: TestClient, cursor: str) -> None:
    answer = demo_pages.get("/fr/acheteur/ICE.json", params={"curseur": cursor})

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:vigie:page.parameter"
    assert cursor in answer.json()["detail"]


@pytest.mark.parametrize(
    ("there", "status", "said"),
    [
        ("/en/group/Capgimini Goverment", 404, "CAPGEMINI GOVERNMENT SOLUTIONS LLC"),
        ("/en/contract/70CDCR24FR0009996", 404, "70CDCR24FR0000006"),
        ("/en/buyer/IEC", 404, "ICE"),
        ("/en/group/Capgemini?on=2026-02-31", 400, "2026-02-28"),
        ("/en/group/Capgemini?on=26/01/2026", 400, "2026-01-26"),
        ("/en/group/Capgemini?on=0001-01-01", 400, "1900-01-01"),
        ("/en/group/Capgemini?achetuer=ICE", 400, "buyer"),
        ("/en/group/Capgemini?buyer=ICE&buyer=CBP", 400, "buyer"),
        ("/en/changes?since=2020-01-01&until=2026-01-01", 400, "2024-12-31"),
        ("/en/nowhere", 404, "/en/nowhere"),
        ("/de/group/Capgemini", 404, "/de/group"),
        ("/en/contract/70CDCR24FR0000006.pdf", 404, "70CDCR24FR0000006.pdf"),
        ("/en/evidence/00000000?rows=row=1", 404, "00000000"),
    ],
)
def test_what_cannot_be_asked_is_told_what_to_do(demo_pages: TestClient, there: str, status: int, said: str) -> None:
    page = demo_pages.get(there)
    data = demo_pages.get(there, headers={"accept": "application/json"})

    assert page.status_code == data.status_code == status
    assert said in page.text
    assert said in data.json()["detail"]
    assert "Traceback" not in page.text + data.text


def broken_by(tiny_pages: TestClient, kind: str, texts: list[str]) -> list[tuple[str, str, int]]:
    """Which texts break a page, as its name or as one of its parameters, asked for as a page or as JSON."""
    place = PLACES[kind]
    broken = []
    for place_of_text in (*(("name",) if place.named else ()), *place.asked):
        for words in texts:
            name = words if place_of_text == "name" else "x"
            parameters = {} if place_of_text == "name" else {place_of_text: words}
            there = Asked("en", place, name, parameters, "json" if "json" in place.shapes and len(words) % 2 else None)
            answer = tiny_pages.get(there.address().encode("utf-8", "replace").decode())
            if answer.status_code >= 500 or (
                "alert(1)</script>" in answer.text and "json" not in answer.headers["content-type"]
            ):
                broken.append((place_of_text, words, answer.status_code))
    return broken


@pytest.mark.parametrize("kind", ["group", "contract", "buyer", "notices", "search", "changes", "evidence", "topic"])
def test_nothing_that_is_sent_breaks_a_page(tiny_pages: TestClient, kind: str) -> None:
    assert broken_by(tiny_pages, kind, [*NAUGHTY[::12], *INJECTIONS]) == []


@pytest.mark.battery
@pytest.mark.parametrize("kind", PLACES)
def test_no_naughty_text_breaks_a_page(tiny_pages: TestClient, kind: str) -> None:
    assert len(NAUGHTY) == 485
    assert broken_by(tiny_pages, kind, NAUGHTY) == []


def test_what_is_too_large_is_refused_with_the_limit(tiny_pages: TestClient) -> None:
    sent = tiny_pages.post("/en/check", data={"text": "a " * 25_000_000})

    assert sent.status_code == 413
    assert f"{MOST_BYTES // 1_000_000} MB" in sent.text


def test_a_request_under_a_foreign_name_is_refused(tiny_pages: TestClient) -> None:
    """A name of somebody else's that leads to this machine (DNS rebinding) reads nothing."""
    for host in ("example.org", "127.0.0.1.example.org", "", "localhost.evil"):
        answer = tiny_pages.get("/en/coverage.json", headers={"host": host})
        assert answer.status_code == 403
        assert "captures" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://example.org"},
        {"origin": "null"},
    ],
)
def test_a_form_of_somebody_elses_page_is_refused(tiny_pages: TestClient, headers: dict[str, str]) -> None:
    assert tiny_pages.post("/en/check", data={"text": "x"}, headers=headers).status_code == 403


def test_other_machines_need_the_password(tiny_folder: Path) -> None:
    set_password(tiny_folder, "correct horse")
    hash = (tiny_folder / "password.argon2id").read_text(encoding="ascii").strip()
    doors = Doors(["testserver"], hash)
    application, at_hand = make(tiny_folder, doors, Site(), today=lambda: TODAY, progress=lambda *told: None)

    with TestClient(application, follow_redirects=False) as client:
        assert client.get("/en/coverage").headers["location"] == "/en/sign-in"
        assert client.get("/en/coverage.json").status_code == 401
        assert client.get("/openapi.json").status_code == 401
        assert client.post("/en/sign-in", data={"password": "wrong"}).status_code == 403
        entered = client.post("/en/sign-in", data={"password": "correct horse"})
        assert entered.status_code == 303
        assert {"HttpOnly", "SameSite=strict"} <= set(entered.headers["set-cookie"].split("; "))
        assert client.get("/en/coverage").status_code == 200
        for _ in range(12):
            client.post("/en/sign-in", data={"password": "wrong"})
        assert client.post("/en/sign-in", data={"password": "correct horse"}).status_code == 403
    at_hand.close()
    assert hash.startswith("$argon2id$")
    assert (tiny_folder / "password.argon2id").stat().st_mode & 0o077 == 0


def test_a_load_shows_on_the_next_page(tiny_folder: Path) -> None:
    import vigie
    from tests.conftest import with_notices

    application, at_hand = make(
        tiny_folder, Doors(["testserver"], None), Site(), today=lambda: TODAY, progress=lambda *told: None
    )
    with TestClient(application) as client:
        before = client.get("/en/notices.json").json()["answers"]["notices"]["announced"]
        with_notices(tiny_folder)
        after = client.get("/en/notices.json").json()["answers"]["notices"]["announced"]
    at_hand.close()

    assert (before, len(after) > 5) == ([], True)
    assert vigie.__version__


# -- Schemathesis: cases made from the description ------------------------------------------------------------------------

# A schema cannot say that a period ends after it begins, or that a cursor is one that was given: such cases are refused with 400
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance, negative_data_rejection,
    unsupported_method,
]  # fmt: skip


def generated(folder: Path, cases: int) -> tuple[int, list[str]]:
    """How many cases were made from the description and asked, and what was wrong with them."""
    from hypothesis import HealthCheck, Phase, settings

    application, at_hand = make(
        folder, Doors(["testserver", "localhost"], None), Site(), today=lambda: TODAY, progress=lambda *told: None
    )
    schema = described.from_asgi("/openapi.json", application)
    asked, wrong = 0, []
    for result in schema.get_all_operations():
        operation: Any = result.ok()  # type: ignore[union-attr]

        @settings(
            max_examples=cases, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )  # fmt: skip
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            try:
                case.call_and_validate(checks=CHECKS)
            except Exception as failure:  # what is wrong is listed, so that one failure hides no other
                wrong.append(f"{case.method} {case.formatted_path} {case.query}: {str(failure)[:300]}")

        from hypothesis import given

        given(case=operation.as_strategy())(ask)()
    at_hand.close()
    return asked, wrong


def test_cases_made_from_the_description(tiny_once_with_notices: Path) -> None:
    asked, wrong = generated(tiny_once_with_notices, 10)

    assert wrong == []
    assert asked >= 350


@pytest.mark.battery
def test_five_thousand_cases_made_from_the_description(tiny_once_with_notices: Path) -> None:
    asked, wrong = generated(tiny_once_with_notices, 140)

    assert wrong == []
    assert asked >= 5_000
