"""Changes and health as text, CSV and JSON, from answers made by hand: the sentences of every branch, in both languages."""

import csv
import io
import itertools
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from vigie.archive.capture import Doubt
from vigie.evidence import Evidence
from vigie.groups.buyers import buyers
from vigie.messages import LANGUAGES
from vigie.money import Basis, Figure
from vigie.outputs.csv import to_csv
from vigie.outputs.json import to_json
from vigie.outputs.text import Page
from vigie.privacy import INDIVIDUAL
from vigie.questions.changes import Changes
from vigie.questions.contract import ContractLife
from vigie.questions.health import Health
from vigie.questions.sales import Sales
from vigie.questions.suppliers import SupplierLine, Suppliers
from vigie.questions.undecided import Undecided
from vigie.records.change import Absence, Captured, Change, ChangeKind, Difference, Observation, ProgramEvent
from vigie.records.completeness import BuyerHealth, Lag, ListingFound, PeriodHealth, Shortfall, SourceHealth
from vigie.records.contract import Action, Contract, Gaps, Status
from vigie.records.coverage import Coverage
from vigie.records.ladder import Terms

SHA = "ab" * 32
ICE = buyers()["7012"]
UNTIL = date(2026, 3, 11)
YEAR = {"since": date(2020, 10, 1), "until": date(2021, 9, 30)}
HELD = Coverage(date(2020, 10, 1), date(2026, 8, 20), True, (), {}, (), ("usaspending",), "awarded_by")
EMPTY = Coverage(None, None, False, (), {}, (), (), "awarded_by")
SHORT = Shortfall(
    source="usaspending", buyer="7014", **YEAR, found=5100, last_amount=Decimal("0.00"),
    doubts=(Doubt.CUT, Doubt.REPEATED), sha256=SHA,
)  # fmt: skip
CUT = replace(HELD, floor=False, incomplete=(SHORT,))


def figures(amount: str | None, *, on: date = UNTIL) -> tuple[Figure, ...]:
    exact = None if amount is None else Decimal(amount)
    return (Figure(Basis.OBLIGATED, "USD", exact, on, (Evidence(SHA, "row=7"),)),)


ORDER = Change(
    kind=ChangeKind.AMENDMENT,
    contract="7012_70TEST26FR0000013",
    piid="70TEST26FR0000013",
    buyer="7012",
    supplier="ALPHA INC",
    modification="P00001",
    framework="70TEST26D00000003",
    description="EXTEND 60 DAYS",
    happened=date(2026, 3, 10),
    seen=date(2026, 3, 16),
    absent=date(2026, 3, 10),
    absent_complete=False,
    lag=6,
    figures=figures("0.00"),
    says_closed_out=False,
    says_continues=True,
    term="60 DAYS",
    topics=("skip-tracing",),
    differences=(),
    before=None,
    evidence=Evidence(SHA, "row=7"),
)
PLAIN = replace(ORDER, says_continues=False, term=None, topics=())
EVENT = ProgramEvent(
    since=date(2026, 3, 10),
    until=date(2026, 3, 11),
    topics=("skip-tracing",),
    term="60 DAYS",
    says_closed_out=False,
    says_continues=True,
    figures=figures("0.00"),
    orders=(ORDER, replace(ORDER, piid="70TEST26FR0000014", happened=date(2026, 3, 11), figures=figures("2.50"))),
)
GONE = Absence(
    contract="7012_70TEST26P00000001",
    piid="70TEST26P00000001",
    buyer="7012",
    supplier="BETA LLC",
    modification="P00002",
    happened=date(2025, 12, 23),
    last_seen=date(2026, 2, 13),
    absences=(),
    figures=figures("3641.03"),
    evidence=Evidence(SHA, "row=9"),
)
NOTHING = Changes(
    buyer=ICE,
    since=date(2026, 3, 10),
    until=UNTIL,
    known=None,
    programs=(),
    happened=(),
    published=(),
    corrected=(),
    withdrawn=(),
    not_observed=(),
    deleted=(),
    undated=0,
    captures=(Captured(date(2026, 3, 10), False, SHA),),
    coverage=HELD,
)


def missed(*days: tuple[int, int, bool]) -> Absence:
    return replace(GONE, absences=tuple(Observation(date(2026, month, day), whole, SHA) for month, day, whole in days))


def written(answer: object, lang: str = "en", width: int = 80, limit: int = 20) -> str:
    """The answer on one line, its unbreakable spaces made plain."""
    return " ".join(Page(lang, width, limit).write(answer).split())


def happened(change: Change, lang: str = "en") -> str:
    return written(replace(NOTHING, happened=(change,)), lang)


# -- changes: the head ----------------------------------------------------------------------------------------------------


def test_the_title_names_the_buyer_and_the_days() -> None:
    assert written(NOTHING).startswith("Changes at U.S. Immigration and Customs Enforcement (ICE) on 10–11 March 2026 ")
    assert written(NOTHING, "fr").startswith(
        "Changements : Service de l'immigration et des douanes des États-Unis (ICE), du 10 au 11 mars 2026 "
    )
    assert written(replace(NOTHING, buyer=None, until=date(2026, 4, 1))).startswith(
        "Changes at all public bodies held, from 10 March to 1 April 2026 "
    )
    assert "As it was known on 20 March 2026." in written(replace(NOTHING, known=date(2026, 3, 20)))


@pytest.mark.parametrize(
    ("captures", "en", "fr"),
    [
        ((), "In these days no list of one moment was captured, so nothing can be called published, withdrawn or not",
         "aucune liste prise à un moment donné n'a été capturée"),
        ((Captured(date(2026, 3, 10), True, SHA),), "One capture in these days: 10 March 2026, complete.",
         "Une capture en ces jours : 10 mars 2026, complète."),
        ((Captured(date(2026, 3, 10), False, SHA),), "One capture in these days: 10 March 2026, incomplete.",
         "Une capture en ces jours : 10 mars 2026, incomplète."),
        ((Captured(date(2026, 3, 10), False, SHA), Captured(date(2026, 3, 11), True, SHA)),
         "2 captures in these days, 1 complete; the first 10 March 2026, the last 11 March 2026.",
         "2 captures en ces jours, 1 complète ; la première le 10 mars 2026, la dernière le 11 mars 2026."),
    ],
)  # fmt: skip
def test_it_says_what_was_captured_in_these_days(captures: tuple[Captured, ...], en: str, fr: str) -> None:
    answer = replace(NOTHING, captures=captures)

    assert en in written(answer)
    assert fr in written(answer, "fr")


def test_no_change_found_is_said_of_these_captures_only() -> None:
    assert "No change found in these captures. What this rests on" in written(NOTHING)
    assert "Aucun changement trouvé dans ces captures." in written(NOTHING, "fr")
    assert "No change found in what is held." in written(replace(NOTHING, captures=()))


def test_an_empty_desk_says_that_nothing_is_loaded() -> None:
    said = written(replace(NOTHING, captures=(), coverage=EMPTY))

    assert "Nothing yet. Next: vigie load" in said
    assert "No change found" not in said


# -- changes: the sections ------------------------------------------------------------------------------------------------


def test_a_program_event_lists_its_orders_once() -> None:
    english, french = (written(replace(NOTHING, programs=(EVENT,)), lang) for lang in LANGUAGES)

    assert "1 program event: orders amended alike, not listed again below" in english
    assert (
        "2 orders under frameworks of one office and year amended alike on 10–11 March 2026: "
        "an extension or option of “60 DAYS” "
        "topics: skip tracing · first seen on 16 March 2026 · USD 0.00 in all "
        "10 March 2026 · 70TEST26FR0000013 P00001 · ALPHA INC "
        "11 March 2026 · 70TEST26FR0000014 P00001 · ALPHA INC · USD +2.50 "
    ) in english
    assert (
        "2 commandes de contrats-cadres d'un même bureau et d'une même année, modifiées de même du 10 au 11 mars 2026 : "
        "prolongation ou option de « 60 DAYS » "
    ) in french
    assert "0 actions of these days 0 actions of other days, first seen in these 0 corrections" in english
    assert "0 acte retiré : absent de captures complètes d'au moins deux jours" in french


@pytest.mark.parametrize(
    ("closed", "goes_on", "term", "en", "fr"),
    [
        (True, False, None, "closed out", "clôture"),
        (False, True, None, "an extension, or an option exercised", "prolongation, ou option levée"),
        (False, False, "30 DAYS", "a term of “30 DAYS”", "durée de « 30 DAYS »"),
        (True, True, "30 DAYS", "closed out; an extension or option of “30 DAYS”",
         "clôture ; prolongation ou option de « 30 DAYS »"),
    ],
)  # fmt: skip
def test_what_an_amendment_says_of_its_contract_is_told(
    closed: bool, goes_on: bool, term: str | None, en: str, fr: str
) -> None:
    change = replace(PLAIN, says_closed_out=closed, says_continues=goes_on, term=term)

    assert f"it says: {en} first seen" in happened(change)
    assert f"il dit : {fr} vu d'abord" in happened(change, "fr")


@pytest.mark.parametrize(
    ("kind", "framework", "en", "fr"),
    [
        (ChangeKind.AMENDMENT, "X", "amendment P00001", "avenant P00001"),
        (ChangeKind.NEW_ORDER, "X", "new order under framework X", "nouvelle commande sous le contrat-cadre X"),
        (ChangeKind.NEW_CONTRACT, "-NONE-", "new contract", "nouveau contrat"),
        (ChangeKind.NEW, None, "new contract or order, framework not held",
         "nouveau contrat ou nouvelle commande, contrat-cadre non détenu"),
    ],
)  # fmt: skip
def test_the_kind_of_a_change_is_told_in_words(kind: ChangeKind, framework: str | None, en: str, fr: str) -> None:
    change = replace(PLAIN, kind=kind, framework=framework)

    assert f"70TEST26FR0000013 USD 0.00 {en} · ALPHA INC first seen" in happened(change)
    assert f" {fr} · ALPHA INC vu d'abord" in happened(change, "fr")


@pytest.mark.parametrize(
    ("amount", "en", "fr"),
    [
        ("58591.26", "USD +58,591.26", "+58 591,26 USD"),
        ("-5843207.35", "USD -5,843,207.35", "-5 843 207,35 USD"),
        ("0.00", "USD 0.00", "0,00 USD"),
        (None, "not reported", "non déclaré"),
    ],
)
def test_money_goes_up_or_down(amount: str | None, en: str, fr: str) -> None:
    change = replace(PLAIN, figures=figures(amount))

    assert f"10 March 2026 · 70TEST26FR0000013 {en} amendment" in happened(change)
    assert f"10 mars 2026 · 70TEST26FR0000013 {fr} avenant" in happened(change, "fr")


@pytest.mark.parametrize(
    ("lag", "en", "fr"),
    [
        (None, "first seen 16 March 2026; when it was published is not known",
         "vu d'abord le 16 mars 2026 ; on ne sait pas quand il a été publié"),
        (0, "first seen 16 March 2026, the same day", "vu d'abord le 16 mars 2026, le jour même"),
        (1, "first seen 16 March 2026, one day later", "vu d'abord le 16 mars 2026, un jour plus tard"),
        (1897, "first seen 16 March 2026, 1,897 days later", "vu d'abord le 16 mars 2026, 1 897 jours plus tard"),
        (-41, "first seen 16 March 2026, ahead of its day",
         "vu d'abord le 16 mars 2026, en avance sur son jour"),
    ],
)  # fmt: skip
def test_the_day_first_seen_and_the_lag_are_told(lag: int | None, en: str, fr: str) -> None:
    change = replace(PLAIN, lag=lag)

    assert en in happened(change)
    assert fr in happened(change, "fr")


def test_what_was_published_says_what_the_capture_before_lacked() -> None:
    whole = replace(PLAIN, happened=date(2026, 2, 24), absent=date(2026, 3, 2), absent_complete=True)
    answer = replace(NOTHING, published=(whole, replace(whole, absent_complete=False), replace(whole, absent=None)))

    english, french = (written(answer, lang) for lang in LANGUAGES)

    assert "3 actions of other days, first seen in these 24 February 2026" in english
    assert "6 days later · absent from a complete capture of 2 March 2026 24 February" in english
    assert (
        "6 days later · absent from a capture of 2 March 2026 that was incomplete, so it may have been published before"
    ) in english
    assert "absent d'une capture complète du 2 mars 2026" in french
    assert "absent d'une capture incomplète du 2 mars 2026, donc peut-être publié avant" in french


def test_an_action_is_held_against_the_one_before_it() -> None:
    change = replace(PLAIN, differences=(Difference("supplier", "BETA LLC", INDIVIDUAL),))

    assert (
        "unlike the action before it: supplier BETA LLC → individual contractor (name withheld) first seen"
    ) in happened(change)
    assert "autrement que l'acte précédent : fournisseur BETA LLC → prestataire individuel" in happened(change, "fr")


DIFFERENCES = (
    Difference("action_date", date(2026, 8, 3), date(2026, 7, 28)),
    Difference("supplier", None, "ALPHA INC"),
    Difference("obligated", Decimal("46785.00"), None),
    Difference("framework", "-NONE-", "70TEST26D00000003"),
    Difference("description", None, "EXTEND"),
    Difference("ceiling", Decimal("10.00"), Decimal("20.00")),
    Difference("ends", None, date(2026, 9, 30)),
)


def test_a_correction_shows_each_field_before_and_now() -> None:
    answer = replace(NOTHING, corrected=(replace(PLAIN, absent=None, lag=None, differences=DIFFERENCES),))

    english, french = (written(answer, lang) for lang in LANGUAGES)

    assert "1 correction: an action that reads otherwise than before" in english
    assert (
        "since the capture of 16 March 2026: day 3 August 2026 → 28 July 2026; "
        "supplier supplier not reported → ALPHA INC; obligated USD 46,785.00 → not reported; "
        "framework none → 70TEST26D00000003; words “not held” → “EXTEND”; ceiling USD 10.00 → USD 20.00; "
        "end not held → 30 September 2026"
    ) in english
    assert "depuis la capture du 16 mars 2026 : jour 3 août 2026 → 28 juillet 2026 ; fournisseur" in french
    assert "when it was published is not known" not in english


def test_withdrawn_tells_only_on_which_days_it_was_there_and_not() -> None:
    gone = missed((2, 24, False), (2, 28, True), (3, 2, True), (3, 10, False), (4, 20, True))
    english, french = (written(replace(NOTHING, withdrawn=(gone,)), lang) for lang in LANGUAGES)

    assert (
        "1 action withdrawn: absent from complete captures of two days or more "
        "23 December 2025 · 70TEST26P00000001 USD +3,641.03 amendment P00002 · BETA LLC "
        "present on 13 February 2026, absent on 28 February, 2 March and 20 April 2026 (complete captures)"
    ) in english
    assert ("présent le 13 février 2026, absent les 28 février, 2 mars et 20 avril 2026 (captures complètes)") in french
    assert "delet" not in english
    assert "supprim" not in french


def test_many_complete_captures_without_it_are_counted_after_five() -> None:
    gone = missed(*((3, day, True) for day in range(1, 8)))
    answer = replace(NOTHING, withdrawn=(replace(gone, modification="0"),))

    assert (
        "signing · BETA LLC present on 13 February 2026, "
        "absent on 1 March, 2 March, 3 March, 4 March and 5 March 2026 (complete captures), "
        "then from 2 complete captures more"
    ) in written(answer)
    assert "puis encore de 2 captures complètes" in written(answer, "fr")


@pytest.mark.parametrize(
    ("absence", "en", "fr"),
    [
        (missed((3, 1, False)), "not observed in 1 incomplete capture since 13 February 2026",
         "non observé dans 1 capture incomplète depuis le 13 février 2026"),
        (missed((3, 1, True)), "not observed in 1 complete capture since 13 February 2026",
         "non observé dans 1 capture complète depuis le 13 février 2026"),
        (missed((3, 1, False), (3, 2, True), (3, 3, False)),
         "not observed in 2 incomplete captures and 1 complete capture since 13 February 2026",
         "non observé dans 2 captures incomplètes et 1 capture complète depuis le 13 février 2026"),
    ],
)  # fmt: skip
def test_not_observed_counts_complete_and_incomplete_captures(absence: Absence, en: str, fr: str) -> None:
    answer = replace(NOTHING, not_observed=(absence,))

    assert en in written(answer)
    assert fr in written(answer, "fr")
    assert "1 action not observed any more, which proves nothing yet" in written(answer)


def test_undated_actions_are_counted_and_not_listed() -> None:
    assert (
        "2 actions of other days were first seen in these days, and no earlier capture lists their period; "
        "when they were published is not known."
    ) in written(replace(NOTHING, undated=2))
    assert "1 acte d'un autre jour a été vu pour la première fois" in written(replace(NOTHING, undated=1), "fr")
    assert "no earlier capture lists" not in written(NOTHING)


def test_buyers_are_told_apart_only_where_several_were_asked_about() -> None:
    answer = replace(NOTHING, programs=(EVENT,), happened=(PLAIN,), not_observed=(missed((3, 1, False)),))

    every, one = written(replace(answer, buyer=None)), written(answer)

    assert "ICE · topics: skip tracing" in every
    assert "ICE · amendment P00001" in every
    assert "ICE · amendment P00002" in every
    assert "ICE · " not in one


def test_no_more_than_the_limit_is_shown_and_the_rest_is_counted() -> None:
    orders = tuple(replace(ORDER, piid=f"70TEST26FR00001{number:02}") for number in range(30))
    answer = replace(NOTHING, programs=(replace(EVENT, orders=orders),), happened=(PLAIN,) * 1500)

    few, every = written(answer, limit=2), written(answer, limit=0)

    assert "30 orders under frameworks" in few
    assert "70TEST26FR0000101" in few
    assert "70TEST26FR0000102" not in few
    assert "… and 28 more; --limit 0 shows all." in few
    assert "… and 1,498 more; --limit 0 shows all." in few
    assert "… et 1 498 de plus ; --limit 0 montre tout." in written(answer, "fr", limit=2)
    assert every.count("first seen 16 March 2026, 6 days later") == 1500
    assert "--limit" not in every


def test_the_answer_ends_with_a_row_to_look_up() -> None:
    assert written(replace(NOTHING, withdrawn=(missed((3, 1, True), (3, 2, True)),))).endswith(
        "To see the rows behind a figure: vigie evidence abababababab row=9"
    )
    assert "vigie evidence" not in written(NOTHING)


FULL = replace(
    NOTHING,
    buyer=None,
    programs=(EVENT,),
    happened=(PLAIN, replace(PLAIN, supplier="=A LONG NAME OF A COMPANY " * 5)),
    published=(replace(PLAIN, happened=date(2026, 2, 24)),),
    corrected=(replace(PLAIN, differences=DIFFERENCES),),
    withdrawn=(missed((2, 28, True), (3, 2, True)),),
    not_observed=(missed((3, 1, False)),),
    undated=4395,
    coverage=CUT,
)


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_changes_fit_the_terminal(lang: str, width: int) -> None:
    lines = Page(lang, width).write(FULL).splitlines()

    assert [line for line in lines if len(line) > width and " " in line.strip()] == []
    assert "" not in [line for line, after in itertools.pairwise(lines) if line == after]


# -- what the answer cannot promise ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_incomplete_period_is_named_with_its_reasons(lang: str) -> None:
    said = written(FULL, lang)

    expected = {
        "en": "Incomplete: CBP, 1 October 2020 – 30 September 2021. Every listing held of this period is in doubt, and nothing else is "
        "held of it; the last one (file abababababab, 5,100 rows, ending with USD 0.00): it is sorted by falling amount and "
        "ends at a whole page, before any amount below zero; rows came twice; for each another may be missing. Sums over "
        "this period can be too high as well as too low.",
        "fr": "Incomplet : CBP, 1er octobre 2020 – 30 septembre 2021. Chaque liste détenue de cette période est mise en doute, et rien "
        "d'autre n'en est détenu ; la dernière (fichier abababababab, 5 100 lignes, finissant par 0,00 USD) : elle est triée "
        "par montant décroissant",
    }  # fmt: skip
    assert expected[lang] in said
    assert "A sum is a floor" not in said
    assert "Une somme est un minimum" not in said


CONTRACT = Contract(
    id="7012_70TEST26FR0000013", piid="70TEST26FR0000013", buyer="7012", supplier="ALPHA INC", signed=date(2026, 1, 2),
    status=Status.NOT_HELD, last_action=date(2026, 3, 10), ends=None, term=None, framework=None, topics=(), figures=figures("5.00"),
    gaps=Gaps((), None), evidence=(Evidence(SHA, "row=7"),),
)  # fmt: skip
ACTION = Action(
    modification="0", action_date=date(2026, 1, 2), supplier="ALPHA INC", obligated=Decimal("5.00"),
    obligated_to_date=Decimal("5.00"), framework=None, description=None, topics=(), words=(), classifications=(),
    says_closed_out=False, says_continues=False, evidence=Evidence(SHA, "row=7"),
)  # fmt: skip


def sums(amount: str | None, coverage: Coverage, lang: str) -> tuple[str, str, str]:
    """The same sum as sales, as suppliers and as the life of a contract."""
    found = figures(amount)
    contract = replace(CONTRACT, figures=found)
    line = SupplierLine("ALPHA INC", 1, 1, found, (), None, None)
    sales = Sales("Alpha", ICE, UNTIL, None, (), (), found, (contract,), 1, None, None, coverage)
    suppliers = Suppliers(
        ICE, None, None, (), None, UNTIL, None, (line,), (), Undecided(0, ()), (), 1, 1, found, (), (), None, coverage
    )
    life = ContractLife(contract, UNTIL, None, (ACTION,), (), Terms(), (), (), (), (), (), (), coverage)
    return written(sales, lang), written(suppliers, lang), written(life, lang)


@pytest.mark.parametrize(
    ("amount", "coverage", "expected"),
    [
        ("5.00", HELD, ("At least USD 5.00 obligated in 1 contract, recorded since 1 October 2020.",
                        "At least USD 5.00 obligated, 1 supplier, 1 action, recorded since 1 October 2020.",
                        "At least USD 5.00 obligated in 1 action held.")),
        ("5.00", CUT, ("USD 5.00 obligated in 1 contract, in what is held since 1 October 2020.",
                       "USD 5.00 obligated, 1 supplier, 1 action, in what is held since 1 October 2020.",
                       "USD 5.00 obligated in what is held: 1 action.")),
        ("-5.00", HELD, ("USD -5.00 obligated net in 1 contract, in what is held since 1 October 2020: more was taken back",
                         "USD -5.00 obligated net, 1 supplier, 1 action, in what is held since 1 October 2020: more was",
                         "USD -5.00 obligated net in what is held, 1 action: more was taken back than promised.")),
        (None, HELD, ("No amount is reported in 1 contract, in what is held since 1 October 2020.",
                      "No amount is reported: 1 supplier, 1 action, in what is held since 1 October 2020.",
                      "No amount is reported in what is held: 1 action.")),
    ],
)  # fmt: skip
def test_at_least_is_said_only_where_it_is_true(
    amount: str | None, coverage: Coverage, expected: tuple[str, str, str]
) -> None:
    said = sums(amount, coverage, "en")

    assert [words in page for words, page in zip(expected, said, strict=True)] == [True, True, True]
    assert [page.count("At least") for page in said] == [expected[0].count("At least")] * 3


def test_at_least_is_as_true_in_french() -> None:
    assert all("Au moins 5,00 USD" in page for page in sums("5.00", HELD, "fr"))
    assert not any("Au moins" in page for page in sums("5.00", CUT, "fr"))
    assert all("il a été repris plus que promis" in page for page in sums("-5.00", HELD, "fr"))
    assert all("Aucun montant n'est déclaré" in page for page in sums(None, HELD, "fr"))


def test_the_range_of_a_topic_says_where_it_rests_on_what_is_held_alone() -> None:
    line = SupplierLine("ALPHA INC", 1, 1, figures("5.00"), figures("9.00"), None, None)
    answer = Suppliers(
        ICE,
        "hotline",
        None,
        (),
        None,
        UNTIL,
        None,
        (line,),
        (),
        Undecided(0, ()),
        (),
        1,
        1,
        figures("5.00"),
        figures("9.00"),
        (),
        None,
        HELD,
    )

    assert "1 supplier: USD 5.00 in 1 action that say so" in written(answer)
    assert "1 supplier, in what is held: USD 5.00 in 1 action that say so" in written(replace(answer, coverage=CUT))
    assert "1 fournisseur, dans ce qui est détenu : 5,00 USD" in written(replace(answer, coverage=CUT), "fr")


# -- health ---------------------------------------------------------------------------------------------------------------

SOURCE = SourceHealth("usaspending", 61, date(2026, 2, 13), date(2026, 8, 22), 0, (), 63088, 63317, 6, 15)
PERIOD = PeriodHealth(
    **YEAR, captures=2, complete=0, last=date(2026, 2, 17), last_complete=None, found=5298, held=5295, missing=3
)
BUYER = BuyerHealth(
    buyer="7012", captures=61, complete=3, first=date(2026, 2, 13), last=date(2026, 8, 22), longest_gap=64, returned=756,
    lag=Lag(1961, 8, 41, 98),
    periods=(PERIOD, replace(PERIOD, found=None, missing=0), replace(PERIOD, held=5298, missing=0)),
)  # fmt: skip
LISTING = ListingFound(
    source="usaspending", capture=1, sha256=SHA, seen=date(2026, 2, 17), buyer="7014", **YEAR, found=5100, expected=None,
    repeated=0, set_aside=0, last_amount=Decimal("0.00"), complete=True, doubts=(), page=100, low=5400, high=8400,
    lacking=None, earlier=None,
)  # fmt: skip


def doubted(*doubts: Doubt, **values: int | date | None) -> ListingFound:
    return replace(LISTING, complete=False, doubts=doubts, **values)  # type: ignore[arg-type]


def healthy(*listings: ListingFound) -> Health:
    return Health(None, (SOURCE,), (BUYER,), listings)


def test_health_of_a_source_and_a_buyer() -> None:
    said = written(healthy(LISTING))

    assert (
        "USAspending contract actions: 61 captures from 13 February to 22 August 2026; 63,317 readings of 63,088 actions: "
        "supplier, amount or day; framework changed in 6, words in 15. Rows set aside: 0. Columns nobody declared: none."
    ) in said
    assert "ICE: 61 captures from 13 February to 22 August 2026, 3 complete" in said
    assert "Longest time between two captures: 64 days." in said
    assert (
        "half within 8 days, nine in ten within 41 days, the longest 98 days (1,961 actions dated since the first capture)."
    ) in said
    assert "756 actions were absent from a capture and seen again later." in said
    assert (
        "1 October 2020 – 30 September 2021: 2 captures, 0 complete; 5,298 rows listed, 5,295 actions held: at least 3 missing."
    ) in said
    assert "2 captures, 0 complete; every listing is cut, 5,295 actions held." in said
    assert "5,298 rows listed, 5,298 actions held. The rules" in said


def test_health_in_french() -> None:
    said = written(healthy(doubted(Doubt.CUT, Doubt.VOLUME)), "fr")

    assert "63 317 lectures de 63 088 actes" in said
    assert "ICE : 61 captures du 13 février au 22 août 2026, 3 complètes" in said
    assert "la moitié en 8 jours au plus, neuf sur dix en 41 jours au plus, le plus long 98 jours" in said
    assert "5 298 lignes dans la liste, 5 295 actes détenus : au moins 3 en moins." in said
    assert "CBP, 1er octobre 2020 – 30 septembre 2021, vue le 17 février 2026, fichier abababababab :" in said
    assert "5 100 lignes par montant décroissant s'arrêtent à une page entière de 100 avec 0,00 USD" in said
    assert "Une liste est mise en doute quand elle est triée par montant décroissant" in said


def test_what_is_not_known_of_a_buyer_is_not_printed() -> None:
    bare = replace(BUYER, longest_gap=None, returned=0, lag=None, periods=())

    said = written(replace(healthy(LISTING), buyers=(bare,)))

    assert (
        "ICE: 61 captures from 13 February to 22 August 2026, 3 complete The rules A listing is called complete" in said
    )


def test_columns_nobody_declared_are_named() -> None:
    source = replace(SOURCE, columns_unknown=("Colour", "Size"), set_aside=12)

    assert "Rows set aside: 12. Columns nobody declared: 'Colour', 'Size'." in written(
        replace(healthy(LISTING), sources=(source,))
    )


@pytest.mark.parametrize(
    ("listing", "evidence", "rule"),
    [
        (doubted(Doubt.CUT),
         "5,100 rows in falling order of amount end at a whole page of 100 with USD 0.00, before any amount below zero: cut.",
         "it is sorted by falling amount and ends at a whole page, before any amount below zero"),
        (doubted(Doubt.VOLUME), "5,100 rows, where this source publishes 5,400 to 8,400 in a fiscal year.",
         "it has fewer or more rows than this source publishes of this buyer in a fiscal year"),
        (doubted(Doubt.COUNT, expected=5200), "The source counted 5,200 rows, the file has 5,100 rows.",
         "the source counted another number than it gave"),
        (doubted(Doubt.SET_ASIDE, set_aside=7), "Rows not understood: 7.", "rows of it were not understood"),
        (doubted(Doubt.PERIOD),
         "Nobody says which days it lists; they are taken to be those from its first to its last action.",
         "nobody says which days it lists, and they are no whole fiscal year"),
        (doubted(Doubt.FEWER, lacking=1200, earlier=date(2026, 2, 13)),
         "Of the actions that the capture of 13 February 2026 has of these days, it lacks 1,200: more likely an extract",
         "it lacks more than a tenth, or more than ten, of the actions that an earlier complete capture has of the same days"),
        (doubted(Doubt.OUTSIDE), "Noticed when it was captured: rows came that were not asked for.",
         "rows came that were not asked for"),
        (doubted(Doubt.CUT, page=None), "Noticed when it was captured: it is sorted by falling amount", "it is sorted"),
        (doubted(Doubt.CUT, Doubt.REPEATED, repeated=4), "Exact repetitions of rows: 4; for each another may be missing.",
         "rows came twice; for each another may be missing"),
    ],
)  # fmt: skip
def test_each_doubt_has_its_evidence_and_its_rule(listing: ListingFound, evidence: str, rule: str) -> None:
    said = written(healthy(LISTING, listing))

    head = "What speaks against a listing CBP, 1 October 2020 – 30 September 2021, seen 17 February 2026, file abababababab:"
    assert head in said
    assert evidence in said
    assert f"A listing is doubted where {rule}" in said


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("doubt", list(Doubt))
def test_every_doubt_can_be_told(doubt: Doubt, lang: str) -> None:
    assert "{" not in written(healthy(doubted(doubt, expected=1, repeated=1)), lang)


def test_repeated_rows_alone_are_summed_up_by_period() -> None:
    repeating = [doubted(Doubt.REPEATED, repeated=count) for count in (1, 99, 5)]

    said = written(healthy(LISTING, *repeating))
    alike = written(healthy(LISTING, repeating[0]))

    assert "What speaks against a listing" not in said
    assert (
        "Repeated rows; for each another may be missing CBP, 1 October 2020 – 30 September 2021: in 3 of 4 captures, 1 to 99 rows."
    ) in said
    assert "in 1 of 2 captures, 1 row." in alike


def test_health_without_a_doubt_says_what_complete_means() -> None:
    said = written(healthy(LISTING))

    assert said.endswith(
        "The rules A listing is called complete as long as nothing speaks against it, which is no proof."
    )


def test_health_without_listings_or_without_records_says_so() -> None:
    assert written(Health(None, (SOURCE,), (), ())).endswith(
        "No file held lists what its source had at one moment, so nothing can be said of completeness, gaps or lateness."
    )
    assert "Nothing yet. Next: vigie load" in written(Health(None, (), (), ()))
    assert "As it was known on 1 March 2026." in written(Health(date(2026, 3, 1), (), (), ()))


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_health_fits_the_terminal(lang: str, width: int) -> None:
    listings = [doubted(doubt, repeated=3, expected=9) for doubt in Doubt]

    lines = Page(lang, width).write(healthy(*listings)).splitlines()

    assert max(map(len, lines)) <= width


# -- CSV and JSON -----------------------------------------------------------------------------------------------------------


def lines(answer: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(answer, "en"))))


def test_csv_has_one_line_a_change_with_its_section_and_event() -> None:
    found = lines(FULL)

    assert [line["section"] for line in found] == [
        "programs", "programs", "happened", "happened", "published", "corrected", "withdrawn", "not_observed",
    ]  # fmt: skip
    assert [line["program"] for line in found] == ["1", "1", "", "", "", "", "", ""]
    assert found[0] | {"topics": "skip-tracing"} == {
        "section": "programs", "kind": "amendment", "buyer": "7012", "piid": "70TEST26FR0000013", "modification": "P00001",
        "supplier": "ALPHA INC", "framework": "70TEST26D00000003", "happened": "2026-03-10", "seen": "2026-03-16",
        "absent": "2026-03-10", "absent_complete": "False", "lag": "6", "basis": "obligated", "currency": "USD",
        "amount": "0.00", "term": "60 DAYS", "says_closed_out": "False", "says_continues": "True", "topics": "skip-tracing",
        "differences": "", "program": "1", "sha256": SHA, "pointer": "row=7",
    }  # fmt: skip


def test_csv_writes_differences_and_absences_in_one_cell_and_no_formula() -> None:
    found = lines(FULL)

    assert found[5]["differences"].startswith(
        "action_date: 2026-08-03 → 2026-07-28; supplier:  → ALPHA INC; obligated: "
    )
    assert found[6]["absent"] == "2026-02-28; 2026-03-02"
    assert found[6]["absent_complete"] == "True; True"
    assert found[6]["seen"] == "2026-02-13"
    assert found[3]["supplier"].startswith("'=A LONG NAME")


def test_csv_of_health_has_one_line_a_listing() -> None:
    (line,) = lines(healthy(doubted(Doubt.CUT, Doubt.VOLUME)))

    assert line == {
        "source": "usaspending", "capture": "1", "sha256": SHA, "seen": "2026-02-17", "buyer": "7014", "since": "2020-10-01",
        "until": "2021-09-30", "found": "5100", "expected": "", "repeated": "0", "set_aside": "0", "last_amount": "0.00",
        "complete": "False", "doubts": "cut_at_page; volume", "page": "100", "low": "5400", "high": "8400",
        "lacking": "", "earlier": "",
    }  # fmt: skip


def test_json_of_changes_has_days_nulls_and_whether_an_absence_is_withdrawn() -> None:
    found = json.loads(to_json(FULL, "en"))

    assert found["buyer"] is None
    assert found["programs"][0]["since"] == "2026-03-10"
    assert found["programs"][0]["orders"][0]["kind"] == "amendment"
    assert found["corrected"][0]["differences"][6] == {"field": "ends", "before": None, "now": "2026-09-30"}
    assert [one["withdrawn"] for one in (*found["withdrawn"], *found["not_observed"])] == [True, False]
    assert found["captures"] == [{"day": "2026-03-10", "complete": False, "sha256": SHA}]
    assert found["coverage"]["incomplete"][0]["doubts"] == ["cut_at_page", "rows_repeated"]


def test_json_of_health_names_doubts_by_code() -> None:
    found = json.loads(to_json(healthy(doubted(Doubt.CUT)), "fr"))

    assert found["listings"][0]["doubts"] == ["cut_at_page"]
    assert found["listings"][0]["last_amount"] == "0.00"
    assert found["buyers"][0]["lag"] == {"actions": 1961, "median": 8, "ninth_decile": 41, "longest": 98}
    assert found["buyers"][0]["periods"][0]["last_complete"] is None
