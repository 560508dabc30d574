"""Real captures: a small part that ships, and all 61 dated versions where they are present, held against the raw files."""

import csv
import fcntl
import gzip
import itertools
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import vigie
from tests.conftest import SHARED, needs_shared
from vigie.archive.capture import Doubt
from vigie.cli.main import run
from vigie.desk import Desk, create
from vigie.desk.handed import handed_over
from vigie.questions.changes import Changes
from vigie.records.change import Absence

SHIPPED = Path(__file__).parent / "history"
WHOLE = SHARED / "us" / "usaspending-transactions" / "history"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ON = date(2026, 12, 31)
BRIDGE = "70CDCR24FR0000006"
# The orders for skip tracing that were extended; all but one on 11 March 2026
EXTENDED = [f"70CDCR26FR{number:07d}" for number in (13, 14, 15, 17, 18, 19, 20, 21, 22, 23, 24, 25)]


def built(folder: Path, history: Path, *, batches: int, seed: int) -> Path:
    """A desk of all captures of a folder, in a shuffled order and in several batches."""
    files = sorted(history.glob("*.csv.gz"))
    random.Random(seed).shuffle(files)
    create(folder)
    with vigie.open(folder) as desk:
        for place in range(batches):
            handed = handed_over(files[place::batches], history / "index.json", seen=NOW.date())
            desk.load_all(handed, source="usaspending", now=NOW)
    return folder


def built_once(tmp_path_factory: pytest.TempPathFactory, history: Path, *, batches: int) -> Path:
    """The same, built by one of the workers for all of them."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    folder = shared / f"history-{batches}"
    with open(shared / f"{folder.name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            shutil.rmtree(folder, ignore_errors=True)
            built(folder, history, batches=batches, seed=61)
            (folder / "built").touch()
    return folder


@pytest.fixture(scope="session")
def shipped_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of the captures that ship; nobody writes to it."""
    return built_once(tmp_path_factory, SHIPPED, batches=2)


@pytest.fixture(scope="session")
def whole_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of all 61 captures; nobody writes to it."""
    return built_once(tmp_path_factory, WHOLE, batches=3)


@pytest.fixture
def shipped(shipped_folder: Path) -> Iterator[Desk]:
    """The small desk, opened."""
    with vigie.open(shipped_folder) as desk:
        yield desk


@pytest.fixture
def whole(whole_folder: Path) -> Iterator[Desk]:
    """The large desk, opened."""
    with vigie.open(whole_folder) as desk:
        yield desk


def bridge_amount(desk: Desk, known: date | None) -> Decimal | None:
    """What amendment P00012 of the bridge contract added, as known by a day."""
    actions = desk.contract(BRIDGE, on=ON, known=known).actions
    (found,) = [one.obligated for one in actions if one.modification == "P00012"]
    return found


def march(desk: Desk) -> Changes:
    return desk.changes(since=date(2026, 3, 10), until=date(2026, 3, 11), buyer="ICE")


def says_the_programme_was_extended(changes: Changes) -> bool:
    """Whether the twelve orders are one event, and nothing else is said of them."""
    found = [event for event in changes.programs if "70CDCR26FR0000024" in {order.piid for order in event.orders}]
    alone = {one.piid for one in (*changes.happened, *changes.published)}
    return (
        len(found) == 1
        and [order.piid for order in found[0].orders] == EXTENDED
        and (found[0].since, found[0].until, found[0].term) == (date(2026, 3, 10), date(2026, 3, 11), "60 DAYS")
        and found[0].topics == ("skip-tracing",)
        and found[0].figures[0].amount == Decimal(0)
        and not alone & set(EXTENDED)
    )


# -- what ships -----------------------------------------------------------------------------------------------------------


def test_what_ships_is_small_and_says_where_it_is_from() -> None:
    files = sorted(SHIPPED.iterdir())

    assert len([path for path in files if path.name.endswith(".csv.gz")]) == 9
    assert sum(path.stat().st_size for path in files) < 300_000
    assert "USAspending.gov" in (SHIPPED / "README.md").read_text(encoding="utf-8")


def test_what_ships_holds_nobody(shipped: Desk) -> None:
    held = shipped.coverage(on=ON).captures

    assert len(held) == 9
    assert not any(one.redacted or one.set_aside_rows or one.notes.get("privacy.redacted") for one in held)


@needs_shared
def test_what_ships_is_what_the_tool_makes(tmp_path: Path) -> None:
    tool = Path(__file__).parents[1] / "tools" / "make_history.py"

    subprocess.run([sys.executable, str(tool), str(WHOLE), str(tmp_path)], check=True)

    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made.pop("index.json") == (SHIPPED / "index.json").read_bytes()
    assert {name: gzip.decompress(content) for name, content in made.items()} == {
        path.name: gzip.decompress(path.read_bytes()) for path in SHIPPED.glob("*.csv.gz")
    }


def test_twelve_orders_extended_are_one_programme_event(shipped: Desk) -> None:
    changes = march(shipped)

    assert says_the_programme_was_extended(changes)
    assert len(changes.programs) == 1
    (event,) = changes.programs
    assert {order.happened for order in event.orders} == {date(2026, 3, 10), date(2026, 3, 11)}
    assert {order.seen for order in event.orders} == {date(2026, 3, 16)}
    assert {order.absent for order in event.orders} == {date(2026, 3, 10)}
    assert {order.lag for order in event.orders} == {5, 6}
    assert changes.happened == ()


def test_the_command_line_says_the_same_as_json(shipped_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(
        ["changes", "--since", "2026-03-10", "--until", "2026-03-11", "--buyer", "ICE", "--format", "json",
         "--desk", str(shipped_folder)]
    )  # fmt: skip

    said = capsys.readouterr()
    assert (status, said.err) == (0, "")
    (event,) = json.loads(said.out)["programs"]
    assert [order["piid"] for order in event["orders"]] == EXTENDED
    assert event["term"] == "60 DAYS"


def test_nobody_knew_of_the_extension_before_it_was_published(shipped: Desk) -> None:
    found = shipped.changes(since=date(2026, 3, 10), until=date(2026, 3, 11), known=date(2026, 3, 15))

    assert (found.programs, found.happened) == ((), ())


def test_an_amount_reads_as_it_did_when_it_was_known(shipped: Desk) -> None:
    early = [bridge_amount(shipped, known) for known in (date(2026, 3, 2), date(2026, 3, 24), date(2026, 4, 19))]
    late = [bridge_amount(shipped, known) for known in (date(2026, 4, 20), date(2026, 8, 22), None)]

    assert early == [Decimal("2306976.66")] * 3
    assert late == [Decimal("2295794.15")] * 3


def test_a_corrected_amount_and_day_are_one_correction(shipped: Desk) -> None:
    changes = shipped.changes(since=date(2026, 4, 1), until=date(2026, 4, 30), buyer="ICE")

    (change,) = [one for one in changes.corrected if one.piid == BRIDGE]
    assert (change.modification, change.seen) == ("P00012", date(2026, 4, 20))
    assert [(one.field, one.before, one.now) for one in change.differences] == [
        ("action_date", date(2026, 2, 19), date(2026, 2, 24)),
        ("obligated", Decimal("2306976.66"), Decimal("2295794.15")),
    ]
    assert change.before is not None
    assert shipped.evidence(change.before.sha256, change.before.pointer).rows[0].cells["Action Date"] == "2026-02-19"
    assert (
        shipped.evidence(change.evidence.sha256, change.evidence.pointer).rows[0].cells["Action Date"] == "2026-02-24"
    )


def test_frameworks_published_half_an_hour_later_are_no_corrections(shipped: Desk) -> None:
    changes = shipped.changes(since=date(2026, 2, 13), until=date(2026, 3, 1))

    assert changes.corrected == ()
    order = shipped.contract("70CDCR26FR0000024", on=ON, known=date(2026, 2, 13)).contract
    assert order.framework == "70CDCR26D00000015"


def test_another_order_of_loading_answers_alike(shipped: Desk, tmp_path: Path) -> None:
    spans = [
        (date(2026, 2, 1), date(2026, 3, 9)),
        (date(2026, 3, 10), date(2026, 3, 11)),
        (date(2026, 3, 12), date(2026, 8, 31)),
    ]
    with vigie.open(built(tmp_path / "desk", SHIPPED, batches=4, seed=7)) as other:
        for since, until in spans:
            assert other.changes(since=since, until=until) == shipped.changes(since=since, until=until)


# -- all 61 versions ------------------------------------------------------------------------------------------------------

Key = tuple[str, str, str]


class Raw:
    """The versions of one fiscal year as sets of actions, in the order in which they were captured."""

    def __init__(self, year: int, since: str = "") -> None:
        entries = json.loads((WHOLE / "index.json").read_text(encoding="utf-8"))
        found = sorted((one["commit_date"], one["file"]) for one in entries if one["fy"] == year)
        self.moments = [moment for moment, _ in found if moment >= since]
        self.versions = [_rows(WHOLE / Path(file).name) for moment, file in found if moment >= since]

    def actions(self, version: int) -> set[Key]:
        return {(row["Agency"], row["Award ID"], row["Modification"]) for row in self.versions[version]}


def key(absence: Absence) -> Key:
    """An absent action as the raw files name it."""
    return {"7012": "ICE", "7014": "CBP"}[absence.buyer], absence.piid, absence.modification


def _cells(path: Path) -> list[tuple[str, ...]]:
    """The rows of a raw file, without its header."""
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return list(map(tuple, csv.reader(file)))[1:]


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.battery
@needs_shared
def test_all_versions_in_any_order_hold_the_actions_and_the_money_they_must(whole: Desk) -> None:
    (source,) = whole.health().sources
    held = whole.coverage(on=ON)

    assert (source.captures, source.set_aside) == (61, 0)
    assert (source.versions, source.actions) == (63_317, 63_088)
    ice = next(one for one in held.buyers if one.buyer == "7012")
    assert (ice.actions, ice.figures[0].amount) == (27_454, Decimal("22476979031.30"))
    assert sum(one.actions for one in held.buyers) == 63_088


@pytest.mark.battery
@needs_shared
def test_the_files_that_are_cut_are_found_and_no_other(whole: Desk) -> None:
    names = {one.number: one.file_name for one in whole.coverage(on=ON).captures}

    cut = [one for one in whole.health().listings if Doubt.CUT in one.doubts]

    assert sorted((names[one.capture][:17], one.buyer, one.found) for one in cut) == [
        ("FY2021_2026-02-13", "7012", 900),
        ("FY2021_2026-02-17", "7014", 5_100),
        ("FY2022_2026-02-13", "7012", 3_000),
        ("FY2023_2026-02-17", "7012", 3_300),
    ]
    assert {names[one.capture] for one in cut} == {
        "FY2021_2026-02-13_7f66b0a1.csv.gz", "FY2021_2026-02-17_17af7019.csv.gz",
        "FY2022_2026-02-13_e79a8ae8.csv.gz", "FY2023_2026-02-17_17af7019.csv.gz",
    }  # fmt: skip
    assert all(one.last_amount is not None and one.last_amount >= 0 for one in cut)
    (not_cut,) = [one for one in whole.health().listings if one.found == 5_200 and one.until == date(2023, 9, 30)]
    assert names[not_cut.capture] == "FY2023_2026-02-13_7f66b0a1.csv.gz"
    assert not_cut.last_amount is not None
    assert Decimal(-48_900_000) < not_cut.last_amount < Decimal(-48_700_000)


@pytest.mark.battery
@needs_shared
def test_every_august_file_repeats_rows_as_the_raw_files_do(whole: Desk) -> None:
    names = {one.number: one.file_name for one in whole.coverage(on=ON).captures}
    listings = [one for one in whole.health().listings if one.seen >= date(2026, 8, 4)]

    found: dict[str, int] = {}
    for one in listings:
        found[names[one.capture]] = found.get(names[one.capture], 0) + one.repeated

    repeated = {}
    for path in WHOLE.glob("*_2026-08-*.csv.gz"):
        if "2026-08-03" not in path.name:
            rows = _cells(path)
            repeated[path.name] = len(rows) - len(set(rows))
    assert found == repeated


@needs_shared
def test_a_naive_comparison_of_daily_files_would_call_withdrawn_what_returns() -> None:
    daily = [
        {(row["Generated Award ID"], row["Modification"]) for row in rows} for rows in Raw(2026, "2026-08-03").versions
    ]

    vanished = [daily[place - 1] - daily[place] for place in range(1, len(daily))]
    returned = [gone & set().union(*daily[place + 1 :]) for place, gone in enumerate(vanished, start=1)]

    assert sum(map(len, vanished)) == 1_464
    assert sum(map(len, returned)) == 1_388


@pytest.mark.battery
@needs_shared
def test_day_by_day_in_august_nothing_is_called_withdrawn_that_returns(whole: Desk) -> None:
    last_year, this_year = Raw(2025, "2026-08-04"), Raw(2026, "2026-08-03")
    versions = [this_year.actions(place) for place in range(len(this_year.versions))]
    later = [set().union(*versions[place:], *map(last_year.actions, range(place, 20))) for place in range(1, 21)]

    wrong, absent = [], {}
    for place, moment in enumerate(this_year.moments[1:], start=1):
        day = date.fromisoformat(moment[:10])
        changes = whole.changes(since=day, until=day, known=day)
        wrong += [one for one in changes.withdrawn if key(one) in later[place]]
        absent[day] = {key(one) for one in changes.not_observed if one.happened >= date(2025, 10, 1)}
    since_then = whole.changes(since=date(2026, 8, 4), until=date(2026, 8, 22))

    assert wrong == []
    # what a naive comparison sees vanish is said to be not observed, on that day and by what was known on it
    assert absent == {
        date.fromisoformat(this_year.moments[place][:10]): versions[place - 1] - versions[place]
        for place in range(1, len(versions))
    }
    held = versions[-1] | last_year.actions(len(last_year.versions) - 1)
    assert not held & {key(one) for one in (*since_then.withdrawn, *since_then.not_observed)}


@pytest.mark.battery
@needs_shared
def test_the_extension_of_march_is_one_programme_event_among_all_that_happened(whole: Desk) -> None:
    changes = march(whole)

    said = [*changes.happened, *changes.published, *(order for event in changes.programs for order in event.orders)]
    of_these_days = sorted(
        (one.piid, one.modification) for one in said if one.happened in (changes.since, changes.until)
    )
    assert says_the_programme_was_extended(changes)
    assert of_these_days == sorted(
        (row["Award ID"], row["Modification"])
        for row in _rows(WHOLE / "FY2026_2026-08-22_15b1aa27.csv.gz")
        if row["Agency"] == "ICE" and row["Action Date"] in ("2026-03-10", "2026-03-11")
    )


@pytest.mark.battery
@needs_shared
def test_no_action_is_said_to_happen_or_be_published_twice(whole: Desk) -> None:
    for month in (3, 8):
        changes = whole.changes(since=date(2026, month, 1), until=date(2026, month, 31))

        said = [*changes.happened, *changes.published, *(order for event in changes.programs for order in event.orders)]
        keys = [(one.contract, one.modification) for one in said]
        assert sorted(keys) == sorted(set(keys))


@pytest.mark.battery
@needs_shared
def test_the_bridge_contract_reads_by_what_was_known(whole: Desk) -> None:
    assert bridge_amount(whole, date(2026, 2, 24)) == Decimal("2306976.66")
    assert bridge_amount(whole, date(2026, 4, 19)) == Decimal("2306976.66")
    assert bridge_amount(whole, date(2026, 4, 20)) == Decimal("2295794.15")
    assert bridge_amount(whole, None) == Decimal("2295794.15")


@pytest.mark.battery
@needs_shared
def test_what_is_known_on_a_day_of_capture_is_what_the_raw_files_said_by_then(whole: Desk) -> None:
    entries = json.loads((WHOLE / "index.json").read_text(encoding="utf-8"))
    ordered = sorted((one["commit_date"], Path(one["file"]).name) for one in entries)
    latest: dict[Key, Decimal] = {}
    expected: dict[str, tuple[int, Decimal]] = {}
    for day, captured in itertools.groupby(ordered, key=lambda one: one[0][:10]):
        for _, name in captured:
            # the first nine columns of every file are agency, award, supplier, amount, day, amendment, two labels and words
            for agency, award, _, amount, _, amendment, *_ in _cells(WHOLE / name):
                if agency == "ICE":
                    latest[agency, award, amendment] = Decimal(amount or 0)
        expected[day] = len(latest), sum(latest.values(), Decimal(0))

    found = {}
    asked = list(expected)[::3]
    for day in asked:
        held = whole.coverage(on=ON, known=date.fromisoformat(day)).buyers
        found[day] = next((one.actions, one.figures[0].amount) for one in held if one.buyer == "7012")

    assert found == {day: expected[day] for day in asked}
