"""What other tools are given: OCDS held against the official schema, FollowTheMoney against its own, to the cent and without people."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

import vigie
from tests.bulk.made import HERE as BULK
from tests.bulk.made import action, load, rows_of, table, zipped
from vigie.cli.main import run
from vigie.desk import Desk
from vigie.desk.exporting import exchange, meant
from vigie.errors import NothingToExportError, UnknownGroupError
from vigie.money import add
from vigie.outputs.exact_json import exact_json
from vigie.outputs.ftm import to_ftm
from vigie.outputs.ocds import EXTENSION, to_ocds

HERE = Path(__file__).parent / "exports"
DOCS = Path(vigie.__file__).parents[2] / "docs"
ON = date(2024, 12, 31)
ALPHA, FIRST = "Alpha Holding", "70TEST24F00000001"
NEVER_SHOWN = re.compile(r"JANE|EXAMPLE, |individual contractor|awaiting review", re.IGNORECASE)


def ocds(desk: Desk, name: str, *, buyer: str | None = None, on: date = ON, known: date | None = None) -> Any:
    """A release package with its amounts as decimals."""
    written = to_ocds(exchange(desk, meant(desk, name, buyer=buyer, on=on, known=known)))
    return json.loads(written, parse_float=Decimal)


def ftm(desk: Desk, name: str, *, buyer: str | None = None, on: date = ON) -> list[dict[str, Any]]:
    written = to_ftm(exchange(desk, meant(desk, name, buyer=buyer, on=on, known=None)))
    return [json.loads(line) for line in written.splitlines()]


def of_schema(entities: Iterable[dict[str, Any]], schema: str) -> dict[str, dict[str, list[str]]]:
    """The properties of the entities of one schema, by id."""
    return {one["id"]: one["properties"] for one in entities if one["schema"] == schema}


# -- OCDS ---------------------------------------------------------------------------------------------------------


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def merged(target: Any, patch: Any) -> Any:
    """A JSON document with a merge patch applied (RFC 7396), as extensions of OCDS are."""
    if not isinstance(patch, dict):
        return patch
    found = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        found[key] = merged(found.get(key), value)
    return found


def closed(schema: Any) -> Any:
    """A schema that refuses every field it does not name."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(value) for key, value in schema.items()}
    return found | {"additionalProperties": False} if isinstance(schema.get("properties"), dict) else found


def is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


def is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme)


# the formats the schema names, for the library checks them only with further packages
FORMATS = FormatChecker(formats=())
FORMATS.checks("date-time", raises=ValueError)(is_moment)
FORMATS.checks("uri", raises=ValueError)(is_uri)


def validator(*, strict: bool) -> Draft4Validator:
    """The official schema; ``strict``: with our extension in it, refusing every field that neither names."""
    package, release = (read(HERE / "ocds" / f"{name}-schema.json") for name in ("release-package", "release"))
    if strict:
        package, release = (
            closed(package),
            closed(merged(release, read(DOCS / "ocds-extension" / "release-schema.json"))),
        )
    held = Resource.from_contents(release, default_specification=DRAFT4)
    registry: Registry[Any] = Registry().with_resource(package["properties"]["releases"]["items"]["$ref"], held)
    return Draft4Validator(package, registry=registry, format_checker=FORMATS)


def faults(package: Any, *, strict: bool = False) -> list[str]:
    # amounts as numbers of any kind, as every reader of JSON has them
    plain = json.loads(exact_json(package))
    return [f"{list(one.absolute_path)}: {one.message[:200]}" for one in validator(strict=strict).iter_errors(plain)]


@pytest.mark.parametrize(
    ("name", "buyer"),
    [(ALPHA, "ICE"), (ALPHA, None), ("Gamma Corp", None), ("70TEST24C00000004", None), ("70TEST23D00000002", None)],
)
@pytest.mark.parametrize("strict", [False, True], ids=["official", "with our extension and nothing else"])
def test_a_package_is_valid(tiny: Desk, name: str, buyer: str | None, strict: bool) -> None:
    package = ocds(tiny, name, buyer=buyer)

    assert faults(package, strict=strict) == []
    assert package["releases"]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("releases", 0, "contracts", 0, "awardID"), None),
        (("releases", 0, "contracts", 0, "dateSigned"), "2024-02-30"),
        (("releases", 0, "contracts", 0, "status"), "ended"),
        (("releases", 0, "tag"), ["signed"]),
        (("releases", 0, "contracts", 0, "figures", 0, "value", "currency"), "dollars"),
        (("releases", 0, "contracts", 0, "obligation"), "12"),
        (("uri",), "no address"),
        (("publishedDate",), None),
    ],
)
def test_what_is_not_valid_would_be_seen(tiny: Desk, place: tuple[str | int, ...], value: object) -> None:
    package = ocds(tiny, ALPHA, buyer="ICE")
    *way, last = place
    found = package
    for step in way:
        found = found[step]
    if value is None:
        del found[last]
    else:
        found[last] = value

    assert len(faults(package, strict=True)) == 1


def test_the_package_of_a_group_has_what_its_sales_have(tiny: Desk) -> None:
    package = ocds(tiny, ALPHA, buyer="ICE")
    sales = tiny.sales(ALPHA, buyer="ICE", on=ON)

    figures = {
        one["contracts"][0]["id"]: figure["value"]["amount"]
        for one in package["releases"]
        for figure in one["contracts"][0]["figures"]
    }

    assert figures == {one.id: one.figures[0].amount for one in sales.contracts}
    assert figures == {
        "7012_70TEST24F00000001": Decimal("1300.00"),
        "7012_70TEST24F00000002": Decimal("300.00"),
        "7012_70TEST24F00000003": Decimal("4000.00"),
        "7012_70TEST24F00000006": Decimal("90.00"),
    }
    assert sum(figures.values()) == sales.figures[0].amount


def test_actions_add_up_to_the_figure_of_their_contract(demo: Desk) -> None:
    package = ocds(demo, "GEO Group", on=date(2026, 8, 22))

    assert len(package["releases"]) == 132
    for release in package["releases"]:
        contract = release["contracts"][0]
        actions = [contract["signing"]] if "signing" in contract else []
        actions += contract.get("amendments", [])
        added = add(one["obligated"]["amount"] if "obligated" in one else None for one in actions)
        assert [added] == [one["value"]["amount"] for one in contract["figures"]], contract["id"]


def test_the_shipped_records_are_valid_and_every_figure_has_its_rows(demo: Desk) -> None:
    package = ocds(demo, "Capgemini", buyer="ICE", on=date(2026, 1, 26))

    assert faults(package, strict=True) == []
    assert sum(one["contracts"][0]["figures"][0]["value"]["amount"] for one in package["releases"]) == Decimal(
        "116210775.42"
    )
    for one in package["releases"]:
        for place in one["contracts"][0]["figures"][0]["evidence"]:
            assert demo.evidence(place["sha256"], place["pointer"]).rows


def test_one_contract_of_a_package(tiny: Desk) -> None:
    (release,) = ocds(tiny, "70TEST24C00000004")["releases"]

    places = [release["contracts"][0]["signing"]["evidence"], release["contracts"][0]["amendments"][0].pop("evidence")]
    assert [place[0]["pointer"] for place in places] == ["row=9", "row=10"]
    del release["contracts"][0]["signing"]["evidence"], release["contracts"][0]["figures"][0]["evidence"]
    assert release == {
        "ocid": "ocds-vigie-7012_70TEST24C00000004",
        "id": release["id"],
        "date": "2024-12-31T00:00:00Z",
        "tag": ["award", "contract"],
        "initiationType": "tender",
        "parties": [
            {
                "id": "x_us_subtier-7012",
                "name": "U.S. Immigration and Customs Enforcement",
                "identifier": {"scheme": "x_us_subtier", "id": "7012"},
                "roles": ["buyer"],
            },
            {"id": "name:delta", "name": "DELTA LIMITED", "roles": ["supplier"]},
        ],
        "buyer": {"id": "x_us_subtier-7012", "name": "U.S. Immigration and Customs Enforcement"},
        "awards": [{"id": "7012_70TEST24C00000004", "suppliers": [{"id": "name:delta", "name": "DELTA LIMITED"}]}],
        "contracts": [
            {
                "id": "7012_70TEST24C00000004",
                "awardID": "7012_70TEST24C00000004",
                "description": "VICTIMS OF IMMIGRATION CRIME ENGAGEMENT (VOICE) HOTLINE",
                "status": "terminated",
                "dateSigned": "2024-01-10T00:00:00Z",
                "signing": {"obligated": {"amount": Decimal("700.10"), "currency": "USD"}},
                "amendments": [
                    {
                        "id": "P00001",
                        "date": "2024-08-01T00:00:00Z",
                        "description": "VOICE HOTLINE  THIS IS A CLOSEOUT MODIFICATION",
                        "obligated": {"amount": Decimal("0.00"), "currency": "USD"},
                    }
                ],
                "figures": [
                    {
                        "basis": "obligated",
                        "value": {"amount": Decimal("700.10"), "currency": "USD"},
                        "date": "2024-12-31T00:00:00Z",
                    }
                ],
            }
        ],
    }


def test_an_order_names_its_framework_and_its_value_is_never_what_was_obligated(tiny: Desk) -> None:
    releases = ocds(tiny, "70TEST23D00000002")["releases"]

    assert [one["relatedProcesses"] for one in releases] == [
        [{"id": "1", "relationship": ["framework"], "scheme": "x_piid", "identifier": "70TEST23D00000002"}]
    ]
    assert not any("value" in one["contracts"][0] or "value" in one["awards"][0] for one in releases)


def test_what_a_source_states_is_told_in_the_fields_made_for_it(tmp_path: Path) -> None:
    said = {
        "recipient_uei": "ABCDEFGH1234", "period_of_performance_start_date": "2025-11-04",
        "period_of_performance_current_end_date": "2026-11-03", "current_total_value_of_award": "1234567890123456.78",
        "potential_total_value_of_award": "999999999999.00",
    }  # fmt: skip
    load(tmp_path / "desk", ("a.zip", zipped({"a.csv": table([action(amount="1234567890123456.78", **said)])})))

    with vigie.open(tmp_path / "desk") as desk:
        package = ocds(desk, "70TEST26F00000001", on=date(2026, 8, 1))
        entities = ftm(desk, "70TEST26F00000001", on=date(2026, 8, 1))

    (release,) = package["releases"]
    contract = release["contracts"][0]
    assert faults(package, strict=True) == []
    assert contract["period"] == {"startDate": "2025-11-04T00:00:00Z", "endDate": "2026-11-03T00:00:00Z"}
    assert contract["value"] == {"amount": Decimal("1234567890123456.78"), "currency": "USD"}
    assert [one["basis"] for one in contract["figures"]] == ["obligated", "exercised"]
    assert release["parties"][1]["identifier"] == {"scheme": "x_uei", "id": "ABCDEFGH1234"}
    (awarded,) = of_schema(entities, "ContractAward").values()
    assert (awarded["startDate"], awarded["endDate"]) == (["2025-11-04"], ["2026-11-03"])
    (made,) = of_schema(entities, "Contract").values()
    assert (made["amount"], made["currency"]) == (["1234567890123456.78"], ["USD"])
    (supplier,) = of_schema(entities, "Organization").values()
    assert supplier["uniqueEntityId"] == ["ABCDEFGH1234"]


def test_what_is_not_held_is_said_beside_the_figures(tiny: Desk) -> None:
    lacking, begun = (ocds(tiny, number)["releases"][0]["contracts"][0] for number in (FIRST, "70TEST24F00000007"))
    awards = [of_schema(ftm(tiny, number), "ContractAward") for number in (FIRST, "70TEST24F00000007")]

    assert (lacking["missingAmendments"], "heldFrom" in lacking) == (["P00002"], False)
    assert (begun["heldFrom"], "signing" in begun, "dateSigned" in begun) == ("P00004", False, False)
    assert [one["description"] for found in awards for one in found.values()] == [
        ["amendment P00002 not held"],
        ["held from amendment P00004 on"],
    ]


def test_a_contract_counts_only_the_actions_of_the_days_its_supplier_belonged(tiny: Desk) -> None:
    (of_group,) = (one for one in ocds(tiny, ALPHA)["releases"] if one["ocid"].endswith("70TEST24F00000003"))
    (of_itself,) = ocds(tiny, "70TEST24F00000003")["releases"]

    assert "amendments" not in of_group["contracts"][0]
    assert [one["id"] for one in of_itself["contracts"][0]["amendments"]] == ["P00001"]


def test_what_is_not_reported_is_left_out_and_is_not_zero(tiny: Desk) -> None:
    contract = ocds(tiny, "70TEST24F00000008")["releases"][0]["contracts"][0]
    (award,) = of_schema(ftm(tiny, "70TEST24F00000008"), "ContractAward").values()

    assert (contract["figures"], contract["signing"].keys()) == ([], {"evidence"})
    assert award.keys() == {"contract", "supplier", "date", "documentNumber", "recordId"}


def test_a_contract_known_by_its_summary_alone(tmp_path: Path) -> None:
    summary = rows_of(BULK / "awards_pristine.csv")[0] | {
        "contract_award_unique_key": "CONT_AWD_70TEST26F00000001_7012_-NONE-_-NONE-", "award_id_piid": "70TEST26F00000001",
        "recipient_name": "ALPHA INC", "award_base_action_date": "2025-01-15", "award_latest_action_date": "2025-03-15",
        "period_of_performance_start_date": "2025-01-16", "total_obligated_amount": "300.00",
        "current_total_value_of_award": "500.00",
    }  # fmt: skip
    load(tmp_path / "desk", ("awards.zip", zipped({"awards.csv": table([summary], list(summary))})))

    with vigie.open(tmp_path / "desk") as desk:
        package, early = (ocds(desk, "70TEST26F00000001", on=on) for on in (date(2026, 8, 1), date(2025, 2, 1)))

    contract = package["releases"][0]["contracts"][0]
    assert faults(package, strict=True) == faults(early, strict=True) == []
    assert contract["value"] == {"amount": Decimal("500.00"), "currency": "USD"}
    assert contract["period"]["startDate"] == "2025-01-16T00:00:00Z"
    assert {one["basis"]: one["value"]["amount"] for one in contract["figures"]}["obligated"] == Decimal("300.00")
    assert "value" not in early["releases"][0]["contracts"][0]


def test_a_package_of_the_same_answer_is_the_same_to_the_byte_and_another_answer_has_other_ids(tiny: Desk) -> None:
    package, again, earlier = (ocds(tiny, ALPHA, on=day) for day in (ON, ON, date(2024, 4, 1)))

    assert package == again
    assert package["uri"] != earlier["uri"]
    assert {one["id"] for one in package["releases"]}.isdisjoint(one["id"] for one in earlier["releases"])
    assert all("#" not in one["id"] for one in package["releases"])


def test_known_is_what_had_been_seen(tiny: Desk) -> None:
    before = ocds(tiny, "70TEST24F00000006", known=date(2024, 2, 1))
    after = ocds(tiny, "70TEST24F00000006")

    assert [one["releases"][0]["contracts"][0]["figures"][0]["value"]["amount"] for one in (before, after)] == [
        Decimal("100.00"),
        Decimal("90.00"),
    ]


def test_the_extension_is_named_and_its_files_are_there(tiny: Desk) -> None:
    package = ocds(tiny, ALPHA)
    described = read(DOCS / "ocds-extension" / "extension.json")

    assert package["extensions"] == [EXTENSION]
    assert all((DOCS / "ocds-extension" / name).is_file() for name in described["schemas"])
    assert set(described["name"]) == {"en", "fr"}


# -- FollowTheMoney -----------------------------------------------------------------------------------------------

SCHEMATA = read(HERE / "ftm" / "schemata.json")


def lineage(schema: str) -> Iterator[str]:
    yield schema
    for above in SCHEMATA[schema]["extends"]:
        yield from lineage(above)


def entity_faults(entities: list[dict[str, Any]]) -> Iterator[str]:
    """What the schemata of FollowTheMoney do not allow."""
    by_id = {one["id"]: one for one in entities}
    if len(by_id) < len(entities):
        yield "an id stands twice"
    for one in entities:
        every = list(lineage(one["schema"]))
        allowed = {key: said for name in every for key, said in SCHEMATA[name]["properties"].items()}
        yield from (f"{one['schema']} needs {key}" for name in every for key in SCHEMATA[name]["required"]
                    if key not in one["properties"] and not (one["schema"] == "Contract" and key == "name"))  # fmt: skip
        for key, values in one["properties"].items():
            if key not in allowed:
                yield f"{one['schema']} has no {key}"
                continue
            yield from (f"{key}: {value!r}" for value in values if not fits(value, allowed[key], by_id))


def fits(value: str, said: dict[str, str], by_id: dict[str, dict[str, Any]]) -> bool:
    match said["type"]:
        case "entity":
            return value in by_id and said["range"] in set(lineage(by_id[value]["schema"]))
        case "date":
            return date.fromisoformat(value).isoformat() == value
        case "number":
            return re.fullmatch(r"-?\d+\.\d\d", value) is not None
    return bool(value.strip())


@pytest.mark.parametrize("name", [ALPHA, "Gamma Corp", "70TEST24C00000004", "70TEST23D00000002"])
def test_entities_are_what_the_schemata_allow(tiny: Desk, name: str) -> None:
    entities = ftm(tiny, name)

    assert list(entity_faults(entities)) == []
    assert {one["schema"] for one in entities} >= {"PublicBody", "Contract", "ContractAward"}


def test_what_the_schemata_do_not_allow_would_be_seen(tiny: Desk) -> None:
    entities = ftm(tiny, ALPHA)
    changed = next(one for one in entities if one["schema"] == "Ownership")
    changed["properties"] |= {"asset": ["vigie-body-7012"], "startDate": ["2024-1-1"], "shares": ["1"]}
    del changed["properties"]["owner"]

    with pytest.raises(ValueError, match="isoformat"):
        list(entity_faults(entities))
    changed["properties"]["startDate"] = ["2024-01-01"]
    found = list(entity_faults(entities))

    assert found == ["Ownership needs owner", "asset: 'vigie-body-7012'", "Ownership has no shares"]


def test_the_entities_of_a_group(tiny: Desk) -> None:
    entities = ftm(tiny, ALPHA, buyer="ICE")
    names = {
        id: one["name"][0] for one in entities for id in [one["id"]] for one in [one["properties"]] if "name" in one
    }

    owned = [
        (names[one["owner"][0]], names[one["asset"][0]], one.get("startDate"), one.get("endDate"), one["summary"])
        for one in of_schema(entities, "Ownership").values()
    ]
    awarded = {one["documentNumber"][0]: (names[one["supplier"][0]], one["amount"], one["summary"])
               for one in of_schema(entities, "ContractAward").values()}  # fmt: skip

    basis = ["obligated to date (promised, not yet paid), up to 2024-12-31"]
    assert sorted(owned) == [
        ("ALPHA HOLDING, INC.", "BETA SERVICES LLC", ["2024-01-01"], None, ["desk.toml"]),
        ("ALPHA HOLDING, INC.", "GAMMA CORP.", None, ["2024-07-01"], ["desk.toml"]),
    ]
    assert awarded == {
        "70TEST24F00000001": ("ALPHA HOLDING, INC.", ["1300.00"], basis),
        "70TEST24F00000002": ("BETA SERVICES LLC", ["300.00"], basis),
        "70TEST24F00000003": ("GAMMA CORP.", ["4000.00"], basis),
        "70TEST24F00000006": ("ALPHA HOLDING, INC.", ["90.00"], basis),
    }
    assert {names[id] for id in of_schema(entities, "Company")} == {"BETA SERVICES LLC", "GAMMA CORP."}


def test_ids_are_those_of_every_desk_and_every_day(tiny: Desk) -> None:
    whole = {one["id"]: one["schema"] for one in ftm(tiny, ALPHA)}
    part = {one["id"]: one["schema"] for one in ftm(tiny, "70TEST24F00000001", on=date(2023, 12, 1))}

    assert part.items() <= whole.items()
    assert of_schema(ftm(tiny, "70TEST24C00000004"), "Contract").keys() == {
        "vigie-contract-7110f9de53ed2481b3dcb106a45327e6"
    }
    assert of_schema(ftm(tiny, "70TEST24C00000004"), "Organization").keys() == {
        "vigie-organization-72dfede02d48028a7c2cef022eea90d8"
    }


@pytest.mark.skipif(find_spec("followthemoney") is None, reason="needs followthemoney, which needs a compiler and ICU")
def test_followthemoney_itself_loads_the_entities(tiny: Desk, demo: Desk) -> None:
    from followthemoney import model

    for entities in (ftm(tiny, ALPHA), ftm(demo, "GEO Group", on=date(2026, 8, 22))):
        for one in entities:
            loaded = model.get_proxy(one)
            model.get(one["schema"]).validate(one)
            kept = {key: sorted(values) for key, values in loaded.to_dict()["properties"].items()}
            assert kept == {key: sorted(values) for key, values in one["properties"].items()}
            assert all(prop.type.clean(value) == value for prop in loaded.iterprops() for value in loaded.get(prop))


# -- both ---------------------------------------------------------------------------------------------------------


def test_individual_contractors_are_left_out_and_counted(tiny: Desk) -> None:
    given = exchange(tiny, meant(tiny, "70TEST24P00000009", buyer=None, on=ON, known=None))

    assert (given.contracts, given.parties, given.individuals, given.waiting) == ((), (), 1, 0)
    assert to_ftm(given) == ""
    with pytest.raises(NothingToExportError) as refusal:
        to_ocds(given)
    assert "(1)" in refusal.value.message("en")


def test_names_that_wait_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [action(recipient_name="QUORLE VANTH", transaction_description="WORK BY QUORLE VANTH")]
    load(tmp_path / "desk", ("a.zip", zipped({"a.csv": table(rows)})))

    with vigie.open(tmp_path / "desk") as desk:
        given = exchange(desk, meant(desk, "70TEST26F00000001", buyer=None, on=date(2026, 8, 1), known=None))

    assert (given.contracts, given.parties, given.individuals, given.waiting) == ((), (), 0, 1)


def test_no_export_of_the_shipped_records_has_a_name_that_is_not_shown(demo: Desk) -> None:
    for name in ("GEO Group", "Capgemini", "70CDCR24FR0000006"):
        given = exchange(demo, meant(demo, name, buyer=None, on=date(2026, 8, 22), known=None))
        for written in (to_ocds(given), to_ftm(given)):
            assert NEVER_SHOWN.search(written) is None


def test_sales_with_a_limit_are_no_answer_to_hand_over(tiny: Desk) -> None:
    with pytest.raises(ValueError, match="limit"):
        exchange(tiny, tiny.sales(ALPHA, on=ON, limit=1))


def test_a_name_with_a_digit_that_is_no_number_is_a_group(tiny: Desk) -> None:
    with pytest.raises(UnknownGroupError):
        meant(tiny, "3 Alphas", buyer=None, on=ON, known=None)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("0.10"), "0.10"),
        (Decimal("-1234567890123456.78"), "-1234567890123456.78"),
        (Decimal("1E+3"), "1000"),
        ({}, "{}"),
        ([], "[]"),
        ({"é": ["a\n", 1, True]}, '{\n  "é": [\n    "a\\n",\n    1,\n    true\n  ]\n}'),
    ],
)
def test_json_has_numbers_as_they_are(value: object, written: str) -> None:
    assert exact_json(value) == written
    assert json.loads(written) is not None


@pytest.mark.parametrize("value", [1.5, None, Decimal("NaN"), date(2024, 1, 1)])
def test_what_json_cannot_say_exactly_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        exact_json([value])


@pytest.mark.parametrize("tool", ["ocds", "ftm"])
def test_the_command_writes_a_new_file_or_to_the_terminal_the_same(
    tool: str, tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["export", tool, ALPHA, "--buyer", "ICE", "--on", "2024-12-31", "--desk", str(tiny_folder), "--lang", "en"]
    file = tmp_path / "made.json"

    assert run([*asked, "-o", str(file)]) == 0
    assert "Written" in capsys.readouterr().out
    assert run(asked) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == (file.read_text(encoding="utf-8"), "")
    assert run([*asked, "--into", str(file)]) == 74
    assert "there already" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == said.out


@pytest.mark.parametrize(("lang", "words"), [("en", "Nothing was written"), ("fr", "Rien n'a été écrit")])
def test_nothing_to_hand_over_is_said_and_no_file_is_left(
    lang: str, words: str, tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["export", "ocds", "70TEST24P00000009", "--on", "2024-12-31", "--desk", str(tiny_folder), "--lang", lang]

    assert run([*asked, "-o", str(tmp_path / "made.json")]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "made.json").exists()


def test_what_is_left_out_is_said_beside_the_entities(tiny_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["export", "ftm", "70TEST24P00000009", "--on", "2024-12-31", "--desk", str(tiny_folder), "--lang", "en"]

    assert run(asked) == 0

    said = capsys.readouterr()
    assert said.out == ""
    assert "individual contractors (1)" in said.err
