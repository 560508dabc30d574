"""Groups over the real records that ship: the figures that were printed, and the names that must not meet."""

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import vigie
from vigie.desk import Desk
from vigie.errors import WordlessNameError
from vigie.outputs.text import Page
from vigie.questions.suppliers import Suppliers

FIRST, LAST = date(2025, 1, 20), date(2026, 1, 16)
# Names of USAspending.gov as shipped (2026-08-22) that look alike and are not one organization
STRANGERS = [
    ("DELL", "CADDELL CONSTRUCTION"), ("DELL", "RYDELL"), ("DELL", "FRADELLA'S"), ("CAPGEMINI", "GEMINI INDUSTRIES"),
    ("PARAGON PROFESSIONAL SERVICES", "PARAGON SYSTEMS"), ("PARAGON SYSTEMS", "PARAGON SOLUTIONS"),
    ("PARAGON PROFESSIONAL SERVICES", "PARAGON SOLUTIONS"), ("GEO GROUP", "GEO INTERNATIONAL"),
]  # fmt: skip


@pytest.fixture
def demo(demo_folder: Path) -> Iterator[Desk]:
    with vigie.open(demo_folder) as desk:
        yield desk


def test_the_seven_largest_by_name_and_by_group(demo: Desk) -> None:
    answer = demo.suppliers("ICE", since=FIRST, on=LAST)

    assert (answer.actions, answer.figures[0].amount) == (4232, Decimal("5371940812.42"))
    assert percent(answer.suppliers[6].cumulated) == Decimal("60.7")
    assert percent(answer.groups[6].cumulated) == Decimal("63.7")


def percent(part: Decimal | None) -> Decimal | None:
    return None if part is None else (100 * part).quantize(Decimal("0.1"))


def test_the_seven_largest_with_the_units_of_one_group_joined_and_nothing_else(
    demo_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(demo_folder, tmp_path / "desk")
    declared = (tmp_path / "desk" / "desk.toml").read_text(encoding="utf-8")
    kept = [entry for entry in declared.split("[[link]]")[1:] if "The GEO Group" in entry]
    (tmp_path / "desk" / "desk.toml").write_text(
        "format = 1\n" + "".join("[[link]]" + one.split("[[")[0] for one in kept)
    )

    with vigie.open(tmp_path / "desk") as desk:
        answer = desk.suppliers("ICE", since=FIRST, on=LAST)

    joined = [line.suppliers for line in answer.groups if len(line.suppliers) > 1]
    assert ("B.I. INCORPORATED", "GEO TRANSPORT, INC.", "THE GEO GROUP, INC.") in joined
    assert percent(answer.groups[6].cumulated) == Decimal("63.7")


def test_both_countings_have_the_same_money(demo: Desk) -> None:
    def total(answer: Suppliers) -> tuple[Decimal, Decimal, Decimal | None]:
        by_name, by_group = (
            sum((line.figures[0].amount or Decimal(0) for line in lines), Decimal(0))
            for lines in (answer.suppliers, answer.groups)
        )
        return by_name, by_group, answer.figures[0].amount

    for buyer in ("ICE", "CBP", "DHS"):
        by_name, by_group, every = total(demo.suppliers(buyer, on=date(2026, 8, 20)))
        assert by_name == by_group == every


def test_the_units_of_geo_and_on_whose_word(demo: Desk) -> None:
    answer = demo.group("GEO Group", on=date(2026, 1, 31))

    public = {member.organization.name: member.links[0].public_record for member in answer.members if member.links}
    assert answer.group.name == "THE GEO GROUP, INC."
    assert public == {"B.I. INCORPORATED": True, "GEO TRANSPORT, INC.": False, "GEO CARE SERVICES, LLC": False}
    assert all(member.belongs for member in answer.members)
    assert answer.figures[0].amount == sum(
        (member.figures[0].amount or Decimal(0) for member in answer.members), Decimal(0)
    )
    assert answer.figures[0].amount == demo.sales("GEO Group", on=date(2026, 1, 31)).figures[0].amount


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_names_that_look_alike_are_not_joined(one: str, other: str, demo: Desk) -> None:
    everybody = demo.organizations()
    organizations = {
        side: {
            id for id, keys in everybody.keys.items() if any(key == word or key.startswith(f"{word} ") for key in keys)
        }
        for side, word in (("one", one.casefold().replace("'", "")), ("other", other.casefold().replace("'", "")))
    }

    assert all(organizations.values()), organizations
    assert organizations["one"].isdisjoint(organizations["other"])
    heads = {side: {everybody.head(id, date(2026, 1, 31)) for id in ids} for side, ids in organizations.items()}
    assert heads["one"].isdisjoint(heads["other"])


@pytest.mark.parametrize(
    ("asked", "strangers"), [("EADS", {"HEADSPACE INC", "LEADSONLINE LLC"}), ("Dell", {"CADDELL CONSTRUCTION CO"})]
)
def test_a_name_inside_another_means_nobody(asked: str, strangers: set[str], demo: Desk) -> None:
    found = {candidate.organization.name for candidate in demo.who(asked, on=LAST).candidates}

    assert not {name for name in found if any(name.startswith(stranger.split()[0]) for stranger in strangers)}


def test_a_name_that_is_a_public_bodys_is_told_so_and_one_without_words_refused(demo: Desk) -> None:
    answer = demo.who("ICE", on=LAST)

    assert answer.buyer is not None
    assert answer.buyer.codes == ("7012",)
    assert 'vigie suppliers "ICE"' in Page("en", 100).write(answer)
    with pytest.raises(WordlessNameError):
        demo.who(" ", on=LAST)


def test_a_name_misspelled_finds_its_organization(demo: Desk) -> None:
    best = demo.who("Palantir Technologie", on=LAST).candidates[0]

    assert best.organization.name.startswith("PALANTIR")
    assert best.reasons[0].points > 0
