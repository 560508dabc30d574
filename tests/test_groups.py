"""Who was above whom on a day: the rule, link by link, and the groups, figures and texts that follow from it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import vigie
from tests.desks import desk_of
from vigie.desk import Desk
from vigie.evidence import Evidence
from vigie.groups.ownership import Against, Owners, owners, spells
from vigie.groups.recorded import Named, periods
from vigie.groups.same import Pair, same
from vigie.outputs.text import Page
from vigie.questions.suppliers import GroupLine
from vigie.records.judgement import Judgement, Undoing, Verdict
from vigie.records.ownership import OwnershipLink, Party, Relation

END = date(2026, 1, 1)
ROW = Evidence("0" * 64, "row=2")


def link(
    child: str, parent: str, since: int | None = None, until: int | None = None, relation: Relation = Relation.DECLARED
) -> OwnershipLink:
    """A link between two invented organizations, from the first day of one year until the first of another."""
    begins, ends = (None if year is None else date(year, 1, 1) for year in (since, until))
    return OwnershipLink(
        Party(child, child), Party(parent, parent), relation, begins, ends, "desk.toml", "invented", False, ()
    )


def year(day: date | None) -> int | None:
    return None if day is None else day.year


def told(found: Owners) -> list[tuple[str, str, int | None, int | None]]:
    """Who was under whom, with years."""
    every = [one for ownerships in found.by_child.values() for one in ownerships]
    return [(one.child, one.parent, year(one.since), year(one.until)) for one in every]


def against(found: Owners) -> list[tuple[str, Against, set[str]]]:
    return [(one.child, one.against, {link.parent.id for link in one.links}) for one in found.contradictions]


def test_a_link_counts_from_its_first_day_until_its_last() -> None:
    found = owners([link("b", "a", 2020, 2022)])

    assert told(found) == [("b", "a", 2020, 2022)]
    assert [(one.head, year(one.since)) for one in spells("b", found)] == [
        ("b", None),
        ("a", 2020),
        ("b", 2022),
    ]


def test_two_parents_of_one_weight_contradict_each_other_only_while_both_hold() -> None:
    found = owners([link("c", "a", 2020, 2024), link("c", "b", 2022)])

    assert told(found) == [("c", "a", 2020, 2022), ("c", "b", 2024, None)]
    assert against(found) == [("c", Against.OTHER_PARENT, {"a", "b"})]
    assert (found.contradictions[0].since, found.contradictions[0].until) == (date(2022, 1, 1), date(2024, 1, 1))


def test_a_parent_further_up_the_chain_contradicts_nobody() -> None:
    chain = [
        link("c", "b", relation=Relation.DIRECTLY_CONSOLIDATED),
        link("b", "a", relation=Relation.DIRECTLY_CONSOLIDATED),
    ]

    found = owners(
        [
            *chain,
            link("c", "a", relation=Relation.NAMED_IN_RECORD),
            link("c", "a", relation=Relation.ULTIMATELY_CONSOLIDATED),
        ]
    )

    assert told(found) == [("b", "a", None, None), ("c", "b", None, None)]
    assert found.contradictions == ()


def test_what_weighs_more_decides_and_what_weighs_less_is_shown() -> None:
    found = owners([link("c", "b", relation=Relation.NAMED_IN_RECORD), link("c", "a")])

    assert told(found) == [("c", "a", None, None)]
    assert against(found) == [("c", Against.WEIGHTIER_PARENT, {"b"})]


@pytest.mark.parametrize(
    "circle",
    [
        [link("a", "b"), link("b", "a")],
        [link("a", "b"), link("b", "c"), link("c", "a")],
        [link("a", "b", 2020), link("b", "c", 2021), link("c", "a", 2019)],
    ],
)
def test_a_chain_that_comes_back_counts_nowhere(circle: list[OwnershipLink]) -> None:
    found = owners([*circle, link("x", "y")])

    assert told(found) == [("x", "y", None, None)]
    assert {one.against for one in found.contradictions} == {Against.CIRCLE}
    assert [one.head for one in spells("a", found)] == ["a"]


def test_a_circle_that_was_never_closed_on_one_day_is_none() -> None:
    found = owners([link("a", "b", 2020, 2021), link("b", "a", 2021, 2022)])

    assert told(found) == [("a", "b", 2020, 2021), ("b", "a", 2021, 2022)]


@pytest.mark.parametrize(
    "relation",
    [Relation.FRANCHISE, Relation.LICENSED_BRAND, Relation.FUND_MANAGED, Relation.SUBFUND, Relation.FEEDER, Relation.REPORTED_PARENT],
)  # fmt: skip
def test_what_is_not_ownership_never_counts(relation: Relation) -> None:
    assert told(owners([link("b", "a", relation=relation)])) == []


def named(parent: str, day: int, *, child: str = "c", seen: int = 1) -> Named:
    return Named(
        Party(child, child), Party(parent, parent), date(2020, 1, day), date(2021, 1, seen), "usaspending", ROW
    )


def days(found: list[OwnershipLink]) -> list[tuple[str, int, int]]:
    return [(one.parent.id, one.since.day, one.until.day) for one in found if one.since and one.until]


def test_a_parent_named_in_records_holds_from_the_first_to_the_last_that_names_it() -> None:
    assert days(list(periods([named("a", 3), named("a", 9), named("a", 5)]))) == [("a", 3, 10)]


def test_nothing_is_carried_across_a_record_that_names_another_parent() -> None:
    assert days(list(periods([named("a", 3), named("b", 5), named("a", 9)]))) == [
        ("a", 3, 4),
        ("b", 5, 6),
        ("a", 9, 10),
    ]


def test_of_one_day_what_was_seen_last_stands() -> None:
    assert days(list(periods([named("a", 3), named("b", 3, seen=2)]))) == [("b", 3, 4)]


def test_two_parents_on_one_day_of_one_capture_contradict_each_other() -> None:
    found = owners(periods([named("a", 3), named("b", 3), named("a", 9)]))

    assert [one.since and one.since.day for one in found.by_child["c"]] == [9]
    assert against(found) == [("c", Against.OTHER_PARENT, {"a", "b"})]


def test_a_supplier_that_names_itself_has_no_other_parent_that_day() -> None:
    found = owners(periods([named("c", 3), named("c", 5), named("a", 9)]))

    assert [(one.parent, one.since and one.since.day) for one in found.by_child["c"]] == [("a", 9)]


def judged(left: str, right: str, verdict: Verdict, *, undone: bool = False) -> Judgement:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    taken_back = Undoing("desk", "misread", moment) if undone else None
    return Judgement(1, left, right, verdict, "desk", "seen in a filing", moment, taken_back)


def test_sure_pairs_are_one_organization_and_a_register_names_it() -> None:
    found = same([Pair("name:a", "name:b", 0.9, ()), Pair("lei:1", "name:a", 0.99, ())], [], [])

    assert {found.of("name:a"), found.of("name:b")} == {"lei:1"}
    assert found.of("name:c") == "name:c"


def test_a_name_as_sure_of_two_of_one_register_is_left_to_a_person() -> None:
    pairs = [Pair("lei:1", "name:a", 0.99, ()), Pair("lei:2", "name:a", 0.98, ())]

    found, decided = same(pairs, [], []), same(pairs, [], [judged("lei:2", "name:a", Verdict.DIFFERENT)])

    assert found.of("name:a") == "name:a"
    assert list(found.undecided) == pairs
    assert decided.of("name:a") == "lei:1"


def test_two_ids_of_one_register_are_never_one_organization() -> None:
    chain = [Pair("lei:1", "name:a", 0.99, ()), Pair("name:a", "name:b", 0.98, ()), Pair("lei:2", "name:b", 0.97, ())]

    found = same(chain, [], [])

    assert found.of("name:b") == found.of("name:a") == "lei:1" != found.of("lei:2")
    assert found.undecided == (chain[2],)


def test_a_judgement_is_stronger_than_any_score() -> None:
    sure, unsure = Pair("name:a", "name:b", 1.0, ()), Pair("name:c", "name:d", 0.1, ())

    found = same(
        [sure], [unsure], [judged("name:b", "name:a", Verdict.DIFFERENT), judged("name:c", "name:d", Verdict.SAME)]
    )

    assert found.of("name:a") != found.of("name:b")
    assert found.of("name:c") == found.of("name:d")
    assert found.undecided == ()


def test_what_is_judged_different_stays_apart_by_every_way_round() -> None:
    pairs = [Pair("name:a", "name:b", 0.9, ()), Pair("name:b", "name:c", 0.8, ())]

    found = same(pairs, [], [judged("name:a", "name:c", Verdict.DIFFERENT)])

    assert found.of("name:a") == found.of("name:b") != found.of("name:c")
    assert found.undecided == (pairs[1],)


def test_another_spelling_of_what_is_judged_different_is_not_asked_about() -> None:
    sure, unsure = Pair("name:a", "name:aa", 1.0, ()), Pair("name:aa", "name:b", 0.5, ())

    found = same([sure], [unsure], [judged("name:a", "name:b", Verdict.DIFFERENT)])

    assert found.undecided == ()


def test_a_judgement_undone_counts_no_more() -> None:
    sure = Pair("name:a", "name:b", 1.0, ())

    assert same([sure], [], [judged("name:a", "name:b", Verdict.DIFFERENT, undone=True)]).of("name:b") == "name:a"


def test_unsure_is_an_answer_that_joins_nothing_and_is_asked_no_more() -> None:
    sure = Pair("name:a", "name:b", 1.0, ())

    found = same([sure], [], [judged("name:a", "name:b", Verdict.UNSURE)])

    assert found.of("name:a") != found.of("name:b")
    assert (found.undecided, found.unsure) == ((), (sure,))  # money goes on hanging on it


# -- on a desk ------------------------------------------------------------------------------------------------------------

ROWS = [
    "ICE,70TEST24F00000001,ALPHA INC,100.00,2023-05-01,0,,,PARTS",
    "ICE,70TEST24F00000002,BETA LLC,30.00,2023-06-01,0,,,PARTS",
    "ICE,70TEST24F00000002,BETA LLC,7.00,2024-03-01,P00001,,,PARTS",
    "ICE,70TEST24F00000003,GAMMA LTD,1.00,2023-07-01,0,,,PARTS",
]
LINK = '[[link]]\nchild = "Beta"\nparent = "Alpha"\nsource = "invented"\n'
SALE = '[[divestiture]]\norganization = "Beta"\nseller = "Alpha"\nannounced = 2023-11-01\nsource = "invented"\n'


def sums(desk: Desk, name: str) -> Decimal | None:
    return desk.group(name, on=END).figures[0].amount


def test_an_announced_sale_is_a_banner_and_changes_nothing(tmp_path: Path) -> None:
    with desk_of(tmp_path, ROWS, LINK + SALE) as desk:
        answer = desk.group("Alpha", on=END)

    page = Page("en", 80).write(answer)

    assert answer.figures[0].amount == Decimal("137.00")
    assert "Announced: Beta is to be sold by Alpha (invented)." in page


def test_a_closed_sale_moves_actions_from_its_day_on(tmp_path: Path) -> None:
    with desk_of(tmp_path, ROWS, LINK + SALE + 'closed = 2024-03-01\nto = "Gamma"\n') as desk:
        alpha, gamma = desk.group("Alpha", on=END), desk.group("Gamma", on=END)
        sales = desk.sales("Alpha", on=END)
        suppliers = desk.suppliers("ICE", on=END)

    assert alpha.figures[0].amount == sales.figures[0].amount == Decimal("130.00")
    assert gamma.figures[0].amount == Decimal("8.00")
    assert {line.group: line.figures[0].amount for line in suppliers.groups} == {
        "ALPHA INC": Decimal("130.00"), "GAMMA LTD": Decimal("8.00"),
    }  # fmt: skip
    assert [member.belongs for member in alpha.members] == [True, False]
    assert "Sold: Beta left Alpha on 1 March 2024, to Gamma" in Page("en", 100).write(alpha)
    assert "n'appartient plus à Alpha depuis le 1er mars 2024, au profit de Gamma" in Page("fr", 100).write(alpha)
    assert "Sold: Beta left Alpha on 1 March 2024, to Gamma" in Page("en", 100).write(sales)
    assert "Its actions count under the seller before that day" in " ".join(Page("en", 100).write(suppliers).split())


def test_a_link_taken_away_is_gone_everywhere_after_a_rebuild(tmp_path: Path) -> None:
    with desk_of(tmp_path, ROWS, LINK) as desk:
        assert sums(desk, "Alpha") == Decimal("137.00")
    (tmp_path / "desk" / "desk.toml").write_text("format = 1\n")

    with vigie.open(tmp_path / "desk") as desk:
        desk.rebuild()
        answer, suppliers = desk.group("Alpha", on=END), desk.suppliers("ICE", on=END)

    assert answer.figures[0].amount == desk_sum(suppliers.groups, "ALPHA INC") == Decimal("100.00")
    assert [member.organization.name for member in answer.members] == ["ALPHA INC"]


def desk_sum(lines: tuple[GroupLine, ...], group: str) -> Decimal | None:
    (line,) = (one for one in lines if one.group == group)
    return line.figures[0].amount


def test_a_franchise_is_shown_and_never_counted(tmp_path: Path) -> None:
    with desk_of(tmp_path, ROWS, LINK + 'relation = "franchise"\n') as desk:
        answer = desk.group("Alpha", on=END)

    assert answer.figures[0].amount == Decimal("100.00")
    assert [one.links[0].relation for one in answer.uncounted] == [Relation.FRANCHISE]
    assert "franchise of Alpha, which is not ownership (invented)" in " ".join(Page("en", 80).write(answer).split())


def test_shares_and_what_they_come_to_so_far(tmp_path: Path) -> None:
    with desk_of(tmp_path, ROWS, LINK) as desk:
        answer = desk.suppliers("ICE", on=END)

    assert [line.share for line in answer.suppliers] == [Decimal("0.7246"), Decimal("0.2681"), Decimal("0.0072")]
    assert [line.cumulated for line in answer.groups] == [Decimal("0.9928"), Decimal("1.0000")]
    assert answer.groups[0].suppliers == ("ALPHA INC", "BETA LLC")


def test_contradicting_declarations_count_for_nobody_and_are_shown(tmp_path: Path) -> None:
    other = '[[link]]\nchild = "Beta"\nparent = "Gamma"\nsource = "rumor"\n'
    with desk_of(tmp_path, ROWS, LINK + other) as desk:
        alpha, gamma = desk.group("Alpha", on=END), desk.group("Gamma", on=END)

    assert (alpha.figures[0].amount, gamma.figures[0].amount) == (Decimal("100.00"), Decimal("1.00"))
    assert [one.against for one in alpha.uncounted] == [Against.OTHER_PARENT]
    assert "sources of one weight name different parents" in " ".join(Page("en", 80).write(alpha).split())
