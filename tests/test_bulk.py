"""Official bulk files: two ways of posting, the monthly delta, each real file, days, and the hostile ones."""

import csv
import io
import json
import random
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

import vigie
from tests.bounded import load_bounded
from tests.bulk.made import DELTA, FULL, HERE, SEEN, action, blobs, deletion, lines, load, rows_of, table, zipped
from tests.conftest import SHARED, needs_shared
from tests.zips import Part, built
from vigie.desk import Desk, create, open_desk
from vigie.errors import CaptureConflictError, DayOrderError, InputError, VigieError
from vigie.evidence import pointer_rows
from vigie.ledger.generations import Generations
from vigie.ledger.tables import open_tables
from vigie.privacy import INDIVIDUAL
from vigie.privacy.cells import without_people
from vigie.privacy.lists import person_value
from vigie.records.contract import Status
from vigie.sources import source
from vigie.sources.header import headless, recognize
from vigie.sources.layout import Kind

LATER = date(2026, 8, 20)
ON = date(2030, 1, 1)


def asked(folder: Path, query: str) -> list[tuple[object, ...]]:
    """The answer of the ledger's own tables."""
    generations = Generations(folder / "ledger")
    with duckdb.connect() as db:
        open_tables(db, generations, generations.newest())
        return db.execute(query).fetchall()


def money(folder: Path) -> dict[tuple[str, str], Decimal]:
    """What stands, by award and amendment number, by plain sums over the postings."""
    found = asked(
        folder, "select piid, modification, sum(obligated) from contract_version group by all having sum(n) <> 0"
    )
    return {(str(piid), str(modification)): Decimal(str(amount)) for piid, modification, amount in found}


# -- contracts met for the first time go a short way --------------------------------------------------------------------


def histories(seed: int) -> list[dict[str, str]]:
    """Contracts with some actions each, out of order."""
    rnd = random.Random(seed)
    rows = []
    for number in range(40):
        piid = f"70TEST26F{number:08d}"
        for place in range(rnd.choice([1, 1, 2, 5])):
            day = date(2025, rnd.randint(1, 12), rnd.randint(1, 28)).isoformat()
            said = {
                "recipient_name": rnd.choice(["ALPHA INC", "BETA LLC"]),
                "transaction_description": rnd.choice(
                    ["", "SUPPORT", "SKIP TRACING", "CLOSEOUT OF CONTRACT", 'SAID "X", Y']
                ),
                "potential_total_value_of_award": rnd.choice(["", "1000.00", "999999999999.00"]),
                "current_total_value_of_award": rnd.choice(["", "500.25"]),
                "period_of_performance_current_end_date": rnd.choice(["", "2026-01-31"]),
                "product_or_service_code_description": rnd.choice(["", "SUPPORT- PROFESSIONAL: OTHER"]),
            }
            amount = rnd.choice(["", "0.00", f"{rnd.randint(-9999, 99999)}.{rnd.randint(0, 99):02d}"])
            rows.append(action(piid, "0" if place == 0 else f"P{place:05d}", amount, day, **said))
    rnd.shuffle(rows)
    return rows


@pytest.mark.parametrize("seed", [1, 2])
def test_one_zip_several_in_any_order_and_plain_tables_hold_the_same(seed: int, tmp_path: Path) -> None:
    rows = histories(seed)
    parts = [(f"{place}.zip", zipped({f"{place}.csv": table(rows[place::3])})) for place in range(3)]
    random.Random(seed).shuffle(parts)

    load(tmp_path / "one", ("all.zip", zipped({"all.csv": table(rows)})))
    load(tmp_path / "members", ("all.zip", zipped({f"{place}.csv": table(rows[place::4]) for place in range(4)})))
    load(tmp_path / "batch", *parts)
    for part in parts:
        load(tmp_path / "several", part)
    load(tmp_path / "plain", ("all.csv", table(rows)))

    expected = lines(tmp_path / "one")
    assert len(expected) == len(rows)
    for name in ("members", "batch", "several", "plain"):
        assert lines(tmp_path / name) == expected, name


@pytest.mark.parametrize("seed", [3])
def test_a_rebuild_holds_the_same_and_so_do_versions_and_sightings(seed: int, tmp_path: Path) -> None:
    rows = histories(seed)
    load(tmp_path / "desk", ("1.zip", zipped({"1.csv": table(rows[:50])})))
    load(tmp_path / "desk", ("2.zip", zipped({"2.csv": table(rows[50:])})), seen=LATER)
    query = """select contract, version.modification, obligated, ends, ceiling, seen, capture, row
        from version join sighting on sighting.version = version.number and sighting.action = version.action order by all"""
    before, posted = lines(tmp_path / "desk"), asked(tmp_path / "desk", query)

    with vigie.open(tmp_path / "desk") as desk:
        desk.rebuild()

    assert lines(tmp_path / "desk") == before
    assert asked(tmp_path / "desk", query) == posted
    assert len(posted) == len(rows)
    numbers = asked(tmp_path / "desk", "select count(*), count(distinct number) from version")
    assert numbers == [(len(rows), len(rows))]


def test_running_amounts_and_days_are_those_of_a_second_program(tmp_path: Path) -> None:
    rows = histories(4)
    expected = []
    for piid in {row["award_id_piid"] for row in rows}:
        history = sorted(
            (row["action_date"], row["modification_number"], row["federal_action_obligation"])
            for row in rows
            if row["award_id_piid"] == piid
        )
        running: Decimal | None = None
        for place, (day, modification, amount) in enumerate(history):
            if amount:
                running = (running or Decimal(0)) + Decimal(amount)
            until = history[place + 1][0] if place + 1 < len(history) else None
            expected.append((piid, modification, day, until, running))

    load(tmp_path / "desk", ("all.zip", zipped({"all.csv": table(rows)})))

    found = asked(
        tmp_path / "desk",
        """select piid, modification, cast(action_date as varchar), cast(valid_to as varchar), obligated_to_date
        from contract_version order by all""",
    )
    assert found == sorted(expected, key=lambda one: one[:2])


def test_an_action_known_already_goes_the_general_way_and_others_the_short_one(tmp_path: Path) -> None:
    first = [action(), action(modification="P00001", amount="5.00", day="2025-12-01")]
    second = [action(modification="P00002", amount="7.00", day="2025-11-20"), action("70TEST26F00000002")]

    load(tmp_path / "desk", ("1.zip", zipped({"1.csv": table(first)})))
    load(tmp_path / "desk", ("2.zip", zipped({"2.csv": table(second)})))
    load(tmp_path / "whole", ("all.zip", zipped({"all.csv": table(first + second)})))

    assert lines(tmp_path / "desk") == lines(tmp_path / "whole")
    totals = asked(
        tmp_path / "desk",
        """select modification, obligated_to_date * n from contract_version where piid = '70TEST26F00000001'
        group by all having sum(n) > 0 order by 2""",
    )
    assert [amount for _, amount in totals][-1] == Decimal("112.00")


def test_a_second_file_refused_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    sound = ("1.zip", zipped({"1.csv": table([action()])}))
    load(tmp_path / "desk", ("0.zip", zipped({"0.csv": table([action("70TEST26F00000009")])})))
    before, held = blobs(tmp_path / "desk"), lines(tmp_path / "desk")

    for bad in (b"x,y,z\n1,2,3\n", table([action(transaction_description="A123456789")])):
        with pytest.raises(VigieError):
            load(tmp_path / "desk", sound, ("2.zip", zipped({"2.csv": bad})))

        assert blobs(tmp_path / "desk") == before
        assert lines(tmp_path / "desk") == held
        assert not (tmp_path / "desk" / "scratch").exists()


def test_two_files_of_one_day_that_contradict_each_other_leave_nothing(tmp_path: Path) -> None:
    one = ("1.zip", zipped({"1.csv": table([action()])}))
    other = ("2.zip", zipped({"2.csv": table([action(amount="101.00")])}))

    with pytest.raises(CaptureConflictError):
        load(tmp_path / "desk", one, other)

    assert blobs(tmp_path / "desk") == []


def test_a_reading_stopped_midway_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    path = tmp_path / "many.zip"
    path.write_bytes(zipped({"many.csv": table(histories(5))}))
    create(folder)

    def stop(stage: str, done: int, total: int) -> None:
        if (stage, done) == ("posting", 2):
            raise KeyboardInterrupt

    with open_desk(folder, progress=stop) as desk, pytest.raises(KeyboardInterrupt):
        desk.load(path, source="usaspending", seen=SEEN)

    assert blobs(folder) == []
    (loaded,) = load(folder, ("many.zip", path.read_bytes()))
    assert loaded.capture.kept_rows == len(histories(5))


# -- the monthly delta --------------------------------------------------------------------------------------------------

BASE = [
    action(), action(modification="P00001", amount="50.25", day="2025-12-01"),
    action(modification="P00002", amount="-20.00", day="2026-01-10"), action("70TEST26F00000002", amount="1000.00"),
    action("70TEST26F00000003", amount="7.77"),
]  # fmt: skip
MONTH = [
    deletion("70TEST26F00000001", "P00001"),
    action(modification="P00002", amount="-25.00", day="2026-01-10", correction_delete_ind="C", agency_id="7012"),
    action("70TEST26F00000004", amount="3.00", correction_delete_ind="", agency_id="7012"),
    deletion("70TEST26F00000003", "0"),
    deletion("70TEST26F00000099", "0"),
]
FULL_ZIP = ("full.zip", zipped({"full.csv": table(BASE)}))
DELTA_ZIP = ("delta.zip", zipped({"delta.csv": table(MONTH, DELTA)}))


def by_key(*files: Iterable[dict[str, str]]) -> dict[tuple[str, str], Decimal]:
    """What stands after these files by a second, simple program: the latest row of each transaction key."""
    held: dict[str, dict[str, str]] = {}
    for rows in files:
        for row in rows:
            key = row["contract_transaction_unique_key"]
            if row.get("correction_delete_ind") == "D":
                held.pop(key, None)
            else:
                held[key] = row
    return {
        (row["award_id_piid"], row["modification_number"]): Decimal(row["federal_action_obligation"])
        for row in held.values()
    }


@pytest.fixture
def updated(tmp_path: Path) -> Path:
    """A desk that took in the full archive, and the monthly delta on a later day."""
    load(tmp_path / "desk", FULL_ZIP)
    load(tmp_path / "desk", DELTA_ZIP, seen=LATER)
    return tmp_path / "desk"


def test_a_delta_leaves_what_a_second_program_leaves(updated: Path) -> None:
    assert money(updated) == by_key(BASE, MONTH)
    assert sum(money(updated).values()) == Decimal("1078.00")


def test_a_delta_equals_a_desk_made_again_and_one_that_took_both_at_once(updated: Path, tmp_path: Path) -> None:
    posted = lines(updated)

    with vigie.open(updated) as desk:
        desk.rebuild()
    # both in one batch, each with its day, is what a rebuild does too; here the delta comes first
    load(tmp_path / "turned", DELTA_ZIP, seen=LATER)
    load(tmp_path / "turned", FULL_ZIP)

    assert lines(updated) == posted
    assert lines(tmp_path / "turned") == posted
    assert money(tmp_path / "turned") == by_key(BASE, MONTH)


def test_what_was_known_before_the_delta_still_shows_the_action_deleted(updated: Path) -> None:
    number = "70TEST26F00000001"
    with vigie.open(updated) as desk:
        before = desk.contract(number, on=ON, known=SEEN)
        now = desk.contract(number, on=ON)
        gone = desk.contract("70TEST26F00000003", on=ON, known=SEEN)
        with pytest.raises(VigieError):
            desk.contract("70TEST26F00000003", on=ON)

    assert [(one.modification, one.obligated_to_date) for one in before.actions] == [
        ("0", Decimal("100.00")), ("P00001", Decimal("150.25")), ("P00002", Decimal("130.25")),
    ]  # fmt: skip
    assert [(one.modification, one.obligated_to_date) for one in now.actions] == [
        ("0", Decimal("100.00")), ("P00002", Decimal("75.00")),
    ]  # fmt: skip
    assert gone.contract.figures[0].amount == Decimal("7.77")


def test_a_deletion_leaves_a_tombstone(updated: Path) -> None:
    found = asked(updated, "select piid, modification, withdrawn from version where withdrawn order by all")

    assert found == [
        ("70TEST26F00000001", "P00001", True), ("70TEST26F00000003", "0", True), ("70TEST26F00000099", "0", True),
    ]  # fmt: skip
    assert money(updated).keys() & {("70TEST26F00000099", "0"), ("70TEST26F00000003", "0")} == set()


def test_an_action_deleted_can_come_back(updated: Path) -> None:
    again = action("70TEST26F00000003", amount="8.88", correction_delete_ind="C")

    load(updated, ("next.zip", zipped({"next.csv": table([again], DELTA)})), seen=date(2026, 9, 20))

    assert money(updated)["70TEST26F00000003", "0"] == Decimal("8.88")
    with vigie.open(updated) as desk:
        assert desk.contract("70TEST26F00000003", on=ON, known=SEEN).contract.figures[0].amount == Decimal("7.77")
        with pytest.raises(VigieError):
            desk.contract("70TEST26F00000003", on=ON, known=LATER)


def test_a_delta_is_no_listing_and_nothing_is_missing_from_it(updated: Path) -> None:
    with vigie.open(updated) as desk:
        full, delta = desk.coverage(on=ON).captures

    assert len(full.listings) == 1
    assert delta.listings == ()
    assert (delta.source_rows, delta.kept_rows, delta.set_aside_rows) == (5, 5, 0)


def test_a_delta_of_a_plain_table_says_the_same_as_one_in_a_zip(updated: Path, tmp_path: Path) -> None:
    load(tmp_path / "plain", ("full.csv", table(BASE)))

    (loaded,) = load(tmp_path / "plain", ("delta.csv", table(MONTH, DELTA)), seen=LATER)

    assert loaded.set_aside == ()
    assert lines(tmp_path / "plain") == lines(updated)


def test_a_transaction_number_of_the_key_alone_is_read_alike_in_a_zip_and_plainly(tmp_path: Path) -> None:
    row = action(transaction_number="", contract_transaction_unique_key="7012_-NONE-_70TEST26F00000001_0_-NONE-_3")

    load(tmp_path / "zip", ("a.zip", zipped({"a.csv": table([row])})))
    load(tmp_path / "plain", ("a.csv", table([row])))

    assert money(tmp_path / "zip") == money(tmp_path / "plain")


def test_transactions_of_one_amendment_are_told_apart_by_their_number_and_deleted_by_it(tmp_path: Path) -> None:
    second = action(
        amount="9.00",
        transaction_number="1",
        contract_transaction_unique_key="7012_-NONE-_70TEST26F00000001_0_-NONE-_1",
    )
    gone = deletion("70TEST26F00000001", "0") | {
        "contract_transaction_unique_key": second["contract_transaction_unique_key"]
    }
    load(tmp_path / "desk", ("full.zip", zipped({"full.csv": table([action(), second])})))
    assert money(tmp_path / "desk") == {
        ("70TEST26F00000001", "0"): Decimal("100.00"),
        ("70TEST26F00000001", "0.1"): Decimal("9.00"),
    }

    load(tmp_path / "desk", ("delta.zip", zipped({"delta.csv": table([gone], DELTA)})), seen=LATER)

    assert money(tmp_path / "desk") == {("70TEST26F00000001", "0"): Decimal("100.00")}


def test_an_order_counted_under_a_framework_is_deleted_by_its_own_key(tmp_path: Path) -> None:
    def order(framework: str, amount: str) -> dict[str, str]:
        return action(
            "0001", amount=amount, parent_award_id_piid=framework, contract_award_unique_key=f"CONT_AWD_0001_7012_{framework}_7012",
            contract_transaction_unique_key=f"7012_7012_0001_0_{framework}_0",
        )  # fmt: skip

    orders = [order("70CDCR20D00000001", "1.00"), order("70CDCR20D00000002", "2.00")]
    gone = deletion("0001", "0") | {"contract_transaction_unique_key": "7012_7012_0001_0_70CDCR20D00000001_0"}
    load(tmp_path / "desk", ("full.zip", zipped({"full.csv": table(orders)})))

    load(tmp_path / "desk", ("delta.zip", zipped({"delta.csv": table([gone], DELTA)})), seen=LATER)

    standing = asked(
        tmp_path / "desk", "select contract, sum(obligated) from contract_version group by all having sum(n) > 0"
    )
    assert standing == [("7012_0001_70CDCR20D00000002", Decimal("2.00"))]


def test_a_correction_and_a_deletion_of_one_action_in_one_file_are_both_set_aside(tmp_path: Path) -> None:
    both = [action(correction_delete_ind="C"), deletion("70TEST26F00000001", "0")]

    (loaded,) = load(tmp_path / "desk", ("delta.zip", zipped({"delta.csv": table(both, DELTA)})))

    assert [(one.row, one.code) for one in loaded.set_aside] == [(2, "row.conflict"), (3, "row.conflict")]


# -- real files, against a second program -------------------------------------------------------------------------------

NAMES_2018 = next(one for one in source("usaspending").layouts if one.name == "prime-transactions-2018").header
EXTRACTS = sorted(HERE.glob("*.csv"))


def total(rows: Iterable[dict[str, str]], column: str) -> Decimal:
    return sum((Decimal(row[column]) for row in rows if row[column]), Decimal(0))


@pytest.mark.parametrize("path", EXTRACTS, ids=lambda path: path.name)
def test_an_extract_holds_nobody(path: Path) -> None:
    declared = source("usaspending")
    with open(path, encoding="utf-8", newline="") as file:
        first, *rest = csv.reader(file)
    header = headless(declared, first)
    rows = rest if header is None else [first, *rest]
    found = recognize(declared, list(header or first), where=path.name)

    for row in rows:
        cells = dict(zip(found.names, row, strict=True))
        assert not any(person_value(cell) for cell in row)
        assert not any(cells[name] for name in found.layout.columns_of_people if name in cells)
        for column in found.taken.values():
            if column.kind in (Kind.TEXT, Kind.SUPPLIER):
                assert without_people(cells[column.name]) == cells[column.name]


def test_the_extracts_are_small_and_there() -> None:
    assert len(EXTRACTS) == 4
    assert sum(path.stat().st_size for path in HERE.iterdir() if path.is_file()) < 160_000


AWARDS = SHARED / "us" / "usaspending-awards"
OLD = SHARED / "us" / "usaspending-2018"
SUBAWARDS = SHARED / "us" / "usaspending-subawards" / "Contracts_Subawards_ICE_2020-2025.csv"
MINNESOTA = AWARDS / "Contracts_PrimeAwardSummaries_MN_excel-resaved.csv"


def check_awards(path: Path, folder: Path, *, in_zip: bool) -> tuple[int, Decimal]:
    """Load award summaries and hold the ledger's table and each contract's page against the file."""
    rows = rows_of(path)
    content = zipped({path.name: path.read_bytes()}) if in_zip else path.read_bytes()
    (loaded,) = load(folder, (f"{path.stem}.zip" if in_zip else path.name, content))
    assert loaded.set_aside == ()
    sums = ", ".join(f"sum({name})" for name in ("obligated", "outlaid", "exercised", "ceiling"))
    (found,) = asked(folder, f"select count(*), {sums} from award")  # noqa: S608
    columns = (
        "total_obligated_amount",
        "total_outlayed_amount",
        "current_total_value_of_award",
        "potential_total_value_of_award",
    )
    expected = [total(rows, column) if any(row[column] for row in rows) else None for column in columns]
    assert found == (len(rows), *expected)
    ends = {str(award): end for award, end in asked(folder, "select award, cast(ends as varchar) from award")}
    for row in rows:
        written = row["period_of_performance_current_end_date"]
        if "/" in written:
            month, day, year = written.split(" ")[0].split("/")
            century = "20" if int(year) < 57 else "19"
            written = f"{century}{year}-{int(month):02d}-{int(day):02d}"
        assert ends[row["contract_award_unique_key"]] == (written[:10] or None)
    numbers = {str(award): str(number) for award, number in asked(folder, "select award, contract from award")}
    with vigie.open(folder) as desk:
        for row in rows[:: max(1, len(rows) // 8)]:
            award = row["contract_award_unique_key"]
            (summary,) = [one for one in desk.contract(numbers[award], on=ON).summaries if one.award == award]
            assert summary.totals[0].figure.amount == Decimal(row["total_obligated_amount"])
    return len(rows), expected[0] or Decimal(0)


@pytest.mark.parametrize("in_zip", [False, True])
def test_award_summaries_as_downloaded(in_zip: bool, tmp_path: Path) -> None:
    found = check_awards(HERE / "awards_pristine.csv", tmp_path / "desk", in_zip=in_zip)

    assert found == (5, Decimal("60374.50"))


@pytest.mark.parametrize("in_zip", [False, True])
def test_award_summaries_a_spreadsheet_saved_again(in_zip: bool, tmp_path: Path) -> None:
    found = check_awards(HERE / "awards_minnesota_resaved.csv", tmp_path / "desk", in_zip=in_zip)

    assert found[0] == 22


@needs_shared
@pytest.mark.parametrize("in_zip", [False, True])
def test_the_awards_of_minnesota(in_zip: bool, tmp_path: Path) -> None:
    found = check_awards(MINNESOTA, tmp_path / "desk", in_zip=in_zip)

    assert found == (1_369, Decimal("351129069.99"))


def counted(folder: Path, on: date) -> tuple[int, int, int, int]:
    """How many contracts are open, ended, without end date and not begun on a day, as the desk says."""
    with vigie.open(folder) as desk:
        answer = desk.statuses("ICE", on=on)
    by_date = {state: sum(one.contracts for one in answer.compared if one.by_date is state) for state in Status}
    assert answer.contracts == sum(by_date.values())
    return by_date[Status.OPEN], by_date[Status.ENDED], by_date[Status.NOT_HELD], answer.not_begun


def counted_again(rows: list[dict[str, str]], on: date) -> tuple[int, int, int, int]:
    """The same by a second program."""

    def day(cell: str) -> date | None:
        if not cell:
            return None
        month, day, year = map(int, cell.split(" ")[0].split("/"))
        return date((2000 if year < 57 else 1900) + year, month, day)

    found = {"open": 0, "ended": 0, "none": 0, "later": 0}
    for row in rows:
        begun, ends = day(row["award_base_action_date"]), day(row["period_of_performance_current_end_date"])
        if begun is not None and begun > on:
            found["later"] += 1
        elif ends is None:
            found["none"] += 1
        else:
            found["open" if on <= ends else "ended"] += 1
    return found["open"], found["ended"], found["none"], found["later"]


def test_statuses_of_awards_by_their_end_dates(tmp_path: Path) -> None:
    path = HERE / "awards_minnesota_resaved.csv"
    load(tmp_path / "desk", (path.name, path.read_bytes()))

    for on in (date(2005, 1, 1), date(2020, 6, 1), date(2025, 1, 1), date(2025, 9, 30)):
        assert counted(tmp_path / "desk", on) == counted_again(rows_of(path), on)
    assert counted(tmp_path / "desk", date(2025, 1, 1))[0] > 0


@needs_shared
def test_statuses_of_the_awards_of_minnesota(tmp_path: Path) -> None:
    load(tmp_path / "desk", (MINNESOTA.name, MINNESOTA.read_bytes()))

    assert counted(tmp_path / "desk", date(2025, 1, 1)) == (15, 1_320, 31, 3)
    for on in (date(2010, 3, 31), date(2019, 10, 1), date(2025, 1, 1)):
        assert counted(tmp_path / "desk", on) == counted_again(rows_of(MINNESOTA), on)


def transactions_of_2018(path: Path) -> list[dict[str, str]]:
    assert NAMES_2018 is not None
    # one of the six files has a header row after all
    return [row for row in rows_of(path, NAMES_2018) if row["award_id_piid"] != "award_id_piid"]


def check_transactions(paths: list[Path], folder: Path, *, in_zip: bool) -> tuple[list[int], Decimal]:
    """Load tables of 2018 and hold the ledger, to the cent and the day, against the files."""
    rows = [transactions_of_2018(path) for path in paths]
    for path in paths:
        name, content = path.name, path.read_bytes()
        loaded = load(folder, (f"{path.stem}.zip", zipped({name: content})) if in_zip else (name, content))
        assert loaded[0].set_aside == ()
    every = [row for part in rows for row in part]
    (found,) = asked(folder, "select count(*), sum(obligated) from version")
    assert found == (len(every), total(every, "federal_action_obligation"))
    days = asked(folder, "select cast(action_date as varchar), cast(ends as varchar) from version order by all")
    expected = []
    for row in every:
        day, month, year = row["action_date"].split("/")
        ends = row["period_of_performance_current_end_date"]
        end = None
        if ends:
            parts = ends.split(" ")[0].split("/")
            end = (
                f"{'20' if int(parts[2]) < 57 else '19'}{parts[2]}-{parts[1]}-{parts[0]}"
                if len(parts[2]) == 2
                else None
            )
            end = end or f"{parts[2]}-{parts[1]}-{parts[0]}"
        expected.append((f"{year}-{month}-{day}", end))
    assert sorted(days, key=repr) == sorted(expected, key=repr)
    return [len(part) for part in rows], total(every, "federal_action_obligation")


@pytest.mark.parametrize("in_zip", [False, True])
def test_transactions_of_2018_without_a_header_row(in_zip: bool, tmp_path: Path) -> None:
    found = check_transactions([HERE / "transactions_2018.csv"], tmp_path / "desk", in_zip=in_zip)

    assert found[0] == [16]
    supplier = next(
        row for row in transactions_of_2018(HERE / "transactions_2018.csv") if row["federal_action_obligation"]
    )
    with vigie.open(tmp_path / "desk") as desk:
        sold = desk.sales(supplier["recipient_name"], on=ON)
    same = [
        one
        for one in transactions_of_2018(HERE / "transactions_2018.csv")
        if one["recipient_name"] == supplier["recipient_name"]
    ]
    assert sold.figures[0].amount == total(same, "federal_action_obligation")


@pytest.mark.battery
@needs_shared
@pytest.mark.parametrize("in_zip", [False, True])
def test_all_transactions_of_2018(in_zip: bool, tmp_path: Path) -> None:
    found = check_transactions(sorted(OLD.glob("fy*.csv")), tmp_path / "desk", in_zip=in_zip)

    assert found == ([157, 193, 444, 936, 1_739, 2_203], Decimal("832205941.18"))


def check_subawards(path: Path, folder: Path, *, in_zip: bool) -> tuple[int, Decimal, Decimal, int]:
    """Load subawards and hold the ledger and the contracts' pages against the file."""
    rows = rows_of(path)
    content = zipped({path.name: path.read_bytes()}) if in_zip else path.read_bytes()
    (loaded,) = load(folder, (f"{path.stem}.zip" if in_zip else path.name, content))
    assert loaded.set_aside == ()
    assert asked(folder, "select count(*), sum(amount) from subaward") == [(len(rows), total(rows, "subaward_amount"))]
    assert money(folder) == {}
    seen: set[tuple[str, ...]] = set()
    once, again = [], 0
    for row in rows:
        key = (row["prime_award_unique_key"], row["subawardee_uei"] or row["subawardee_name"], row["subaward_amount"],
               row["subaward_action_date"])  # fmt: skip
        again += key in seen
        once += [] if key in seen else [row]
        seen.add(key)
    return len(rows), total(rows, "subaward_amount"), total(once, "subaward_amount"), again


def told(folder: Path, desk: Desk) -> tuple[Decimal, int]:
    """What the answers about all organizations rest on together: the sum and the number of the reports, each once, for one can be
    told of a supplier and of the group above it; persons cannot be asked for."""
    reports = asked(folder, "select supplier, row, amount from subaward")
    amounts = {int(str(row)): Decimal(str(amount)) for _, row, amount in reports}
    shown = {int(str(row)) for name, row, _ in reports if name == INDIVIDUAL}
    for name in {str(name) for name, _, _ in reports if name != INDIVIDUAL}:
        beside = desk.sales(name, on=ON).subawarded
        assert beside is not None
        own = [row for place in beside.figure.evidence for span in pointer_rows(place.pointer) for row in span_of(span)]
        assert beside.figure.amount == sum((amounts[row] for row in own), Decimal(0))
        shown.update(own)
    return sum((amounts[row] for row in shown), Decimal(0)), len(shown)


def span_of(span: tuple[int, int]) -> range:
    return range(span[0], span[1] + 1)


@pytest.mark.parametrize("in_zip", [False, True])
def test_subawards_are_a_basis_of_their_own(in_zip: bool, tmp_path: Path) -> None:
    count, _, once, again = check_subawards(HERE / "subawards_ice.csv", tmp_path / "desk", in_zip=in_zip)

    assert (count, again) == (18, 3)
    with vigie.open(tmp_path / "desk") as desk:
        assert told(tmp_path / "desk", desk) == (once, count - again)
        assert desk.sales(rows_of(HERE / "subawards_ice.csv")[0]["subawardee_name"], on=ON).figures == ()


@needs_shared
@pytest.mark.parametrize("in_zip", [False, True])
def test_all_subawards(in_zip: bool, tmp_path: Path) -> None:
    found = check_subawards(SUBAWARDS, tmp_path / "desk", in_zip=in_zip)

    assert found == (482, Decimal("275545535.38"), Decimal("261655389.84"), 39)
    with vigie.open(tmp_path / "desk") as desk:
        assert told(tmp_path / "desk", desk) == (Decimal("261655389.84"), 482 - 39)


# -- how days are written -----------------------------------------------------------------------------------------------


def resaved(*days: str, column: str = "award_base_action_date") -> bytes:
    """Award summaries with these days in one column."""
    (first, *_) = rows_of(HERE / "awards_pristine.csv")
    rows = []
    for number, day in enumerate(days):
        key = f"CONT_AWD_70TEST26F{number:08d}_7012_-NONE-_-NONE-"
        blank = {name: "" for name in first if name.endswith("_date")}
        rows.append(
            first | blank | {"contract_award_unique_key": key, "award_id_piid": f"70TEST26F{number:08d}", column: day}
        )
    return table(rows, list(first))


def read_days(folder: Path, content: bytes, field: str = "first_action_date") -> list[object]:
    load(folder, ("a.csv", content))
    found = asked(folder, f"select cast({field} as varchar) from award order by piid")  # noqa: S608
    return [day for (day,) in found]


def test_months_first_proven_by_one_day_after_the_twelfth(tmp_path: Path) -> None:
    found = read_days(tmp_path / "desk", resaved("3/4/21", "11/13/99", "1/2/56", "1/2/57", "12/31/00"))

    assert found == ["2021-03-04", "1999-11-13", "2056-01-02", "1957-01-02", "2000-12-31"]


def test_months_first_with_a_time(tmp_path: Path) -> None:
    content = resaved("5/31/21 0:00", "6/1/22 00:00", column="period_of_performance_potential_end_date")

    assert read_days(tmp_path / "desk", content, "ends_potential") == ["2021-05-31", "2022-06-01"]


def test_days_of_the_pristine_layout(tmp_path: Path) -> None:
    assert read_days(tmp_path / "desk", resaved("2021-03-04", "2021-04-03")) == ["2021-03-04", "2021-04-03"]


@pytest.mark.parametrize("days", [("3/4/21", "5/6/21"), ("3/14/21", "13/4/21"), ("12/12/21",)])
def test_days_that_nothing_proves_are_refused(days: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(DayOrderError) as refusal:
        load(tmp_path / "desk", ("a.csv", resaved(*days)))

    assert refusal.value.code == "date.order"
    assert "a.csv" in refusal.value.message("en")
    assert refusal.value.message("fr") != refusal.value.message("en")
    assert blobs(tmp_path / "desk") == []


@pytest.mark.parametrize("day", ["2/30/21", "0/13/21", "3/0/21", "3/14/2021", "14.03.2021", "3/14/21 10:30"])
def test_a_day_that_is_none_sets_its_row_aside(day: str, tmp_path: Path) -> None:
    (loaded,) = load(tmp_path / "desk", ("a.csv", resaved("3/14/21", "3/15/21", day)))

    assert [(one.row, one.code) for one in loaded.set_aside] == [(4, "date.format")]


def old(**days: str) -> bytes:
    assert NAMES_2018 is not None
    (first, *_) = transactions_of_2018(HERE / "transactions_2018.csv")
    blank = {name: "" for name in first if name.startswith("period_")}
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow([(first | blank | days)[name] for name in NAMES_2018])
    return text.getvalue().encode()


def test_days_first_with_and_without_a_time_column_by_column(tmp_path: Path) -> None:
    content = old(
        action_date="03/04/2018", period_of_performance_start_date="05/06/18 00:00",
        period_of_performance_current_end_date="07/08/56 12:31", period_of_performance_potential_end_date="09/10/57 00:00",
    )  # fmt: skip

    load(tmp_path / "desk", ("a.csv", content))

    days = ", ".join(f"cast({field} as varchar)" for field in ("action_date", "starts", "ends", "ends_potential"))
    assert asked(tmp_path / "desk", f"select {days} from version") == [  # noqa: S608
        ("2018-04-03", "2018-06-05", "2056-08-07", "1957-10-09")
    ]


# -- hostile files --------------------------------------------------------------------------------------------------------

HOSTILE = SHARED / "hostile"


def bounded(path: Path, folder: Path) -> dict[str, Any]:
    """What became of a file within bounds; a refusal names it in both languages and leaves nothing."""
    found = load_bounded(path, folder)
    if found["outcome"] == "reject":
        assert path.name in found["en"]
        assert path.name in found["fr"]
        assert found["en"] != found["fr"]
        assert found["exit"] in (65, 77)
        assert blobs(folder) == []
    return found


def hostile_cases(kinds: tuple[str, ...]) -> list[dict[str, object]]:
    if not HOSTILE.is_dir():
        return []
    cases = [json.loads(line) for line in (HOSTILE / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
    return [case for case in cases if case["kind"] in kinds]


@needs_shared
def test_there_are_hostile_zips() -> None:
    assert len(hostile_cases(("zip",))) > 8


@needs_shared
@pytest.mark.parametrize("case", hostile_cases(("csv", "zip", "gz", "pii")), ids=lambda case: str(case["id"]))
def test_a_hostile_file_ends_as_it_must_within_bounds(case: dict[str, object], tmp_path: Path) -> None:
    found = bounded(HOSTILE / str(case["file"]), tmp_path / "desk")

    assert found["outcome"] == case["outcome"]
    assert found["rows"] == [case["rows_ok"], case["rows_bad"]]
    codes = found["codes"]
    assert isinstance(codes, list)
    assert case["code"] in codes if case["code"] else not codes


@pytest.mark.battery
@needs_shared
@pytest.mark.parametrize("case", hostile_cases(("csv", "pii")), ids=lambda case: str(case["id"]))
def test_a_hostile_table_in_a_zip_ends_as_it_does_alone(case: dict[str, object], tmp_path: Path) -> None:
    content = (HOSTILE / str(case["file"])).read_bytes()
    (tmp_path / "a.zip").write_bytes(built(Part(b"a.csv", content, method=0)))

    found = bounded(tmp_path / "a.zip", tmp_path / "desk")

    assert found["outcome"] == case["outcome"]
    assert found["rows"] == [case["rows_ok"], case["rows_bad"]]
    codes = found["codes"]
    assert isinstance(codes, list)
    assert case["code"] in codes if case["code"] else not codes


ROWS = table([action(), action("70TEST26F00000002"), action("70TEST26F00000003")])
RECORD = b"contract_transaction_unique_key"
ZIPS: list[tuple[str, Callable[[], bytes], str]] = [
    ("encrypted", lambda: built(Part(content=ROWS, listed={"flags": 1})), "zip.encrypted"),
    ("a zip in a zip", lambda: built(Part(b"inner.zip", zipped({"a.csv": ROWS}))), "zip.nested"),
    ("a zip beside a table", lambda: built(Part(content=ROWS), Part(b"inner.zip", zipped({"a.csv": ROWS}))), "zip.nested"),
    ("a zip named as a table", lambda: built(Part(b"a.csv", zipped({"a.csv": ROWS}))), "zip.nested"),
    ("a gzip named as a table", lambda: built(Part(b"a.csv", b"\x1f\x8b" + bytes(50))), "zip.nested"),
    ("an absolute path", lambda: built(Part(b"/etc/a.csv", ROWS)), "zip.path"),
    ("a way out", lambda: built(Part(b"../../a.csv", ROWS)), "zip.path"),
    ("a drive", lambda: built(Part(b"C:a.csv", ROWS)), "zip.path"),
    ("a link", lambda: built(Part(b"a.csv", b"/etc/passwd", listed={"mode": 0o120777 << 16})), "zip.path"),
    ("a name twice", lambda: built(Part(b"a.csv", ROWS), Part(b"a.csv", ROWS)), "zip.path"),
    ("too many members", lambda: zipped({f"{number}.csv": b"" for number in range(1_001)}), "zip.count"),
    ("a bomb", lambda: zipped({"a.csv": ROWS + b"0" * (100 << 20)}), "zip.ratio"),
    ("a wrong checksum", lambda: built(Part(content=ROWS, listed={"crc": 7})), "zip.crc"),
    ("a readme only", lambda: zipped({"README.txt": b"nothing here"}), "zip.empty"),
    ("a folder only", lambda: built(Part(b"a/", b"", method=0)), "zip.empty"),
    ("cut", lambda: zipped({"a.csv": ROWS})[:-40], "zip.corrupt"),
    ("another packing", lambda: built(Part(content=ROWS, listed={"method": 12})), "zip.method"),
    ("a web page in it", lambda: zipped({"a.csv": b"<!DOCTYPE html><html><body>Down</body></html>"}), "file.type_mismatch"),
    ("an error answer in it", lambda: zipped({"a.csv": b'{"detail": "Rate limit exceeded"}'}), "file.type_mismatch"),
    ("UTF-16 in it", lambda: zipped({"a.csv": ROWS.decode().encode("utf-16")}), "csv.encoding"),
    ("nothing in it", lambda: zipped({"a.csv": b""}), "file.empty"),
    ("a header in it", lambda: zipped({"a.csv": table([])}), "file.empty"),
    ("semicolons in it", lambda: zipped({"a.csv": ROWS.replace(b",", b";")}), "csv.delimiter"),
    ("a quote never closed in it", lambda: zipped({"a.csv": ROWS + b'7012,"cut'}), "csv.unclosed_quote"),
    ("a required column gone", lambda: zipped({"a.csv": ROWS.replace(b"federal_action_obligation", b"quirk")}), "schema.missing_column"),
    ("a column twice", lambda: zipped({"a.csv": ROWS.replace(b"recipient_uei", b"recipient_name")}), "csv.duplicate_column"),
    ("numbers of persons", lambda: zipped({"a.csv": table([action(transaction_description="LOCATE A123456789")])}),
     "privacy.person_locating"),
    ("a column of persons", lambda: zipped({"a.csv": table([action(date_of_birth="x")], (*FULL, "date_of_birth"))}),
     "privacy.person_locating"),
    ("persons in the second member", lambda: zipped({"1.csv": ROWS, "2.csv": table([action(naics_code="A123456789")])}),
     "privacy.person_locating"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "make", "code"), ZIPS, ids=[one[0] for one in ZIPS])
def test_a_zip_of_ours_is_refused_within_bounds(
    case: str, make: Callable[[], bytes], code: str, tmp_path: Path
) -> None:
    (tmp_path / "a.zip").write_bytes(make())

    found = bounded(tmp_path / "a.zip", tmp_path / "desk")

    assert (found["outcome"], found["codes"]) == ("reject", [code])


SOUND_ZIPS: list[tuple[str, Callable[[], bytes]]] = [
    ("Zip64", lambda: built(Part(content=ROWS, wide=True), wide=True)),
    ("a descriptor", lambda: built(Part(content=ROWS, descriptor="<4s3L"))),
    ("a name in capitals", lambda: zipped({"A/B.CSV": ROWS})),
    ("stored", lambda: built(Part(content=ROWS, method=0))),
    ("a readme beside it", lambda: zipped({"README.txt": b"x", "a.csv": ROWS})),
    ("a large text packed well", lambda: zipped({"a.csv": ROWS, "b.csv": table([])})),
]


@pytest.mark.parametrize(("case", "make"), SOUND_ZIPS, ids=[one[0] for one in SOUND_ZIPS])
def test_a_sound_zip_is_taken_within_bounds(case: str, make: Callable[[], bytes], tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(make())

    found = bounded(tmp_path / "a.zip", tmp_path / "desk")

    assert (found["outcome"], found["rows"], found["codes"]) == ("accept", [3, 0], ["privacy.column_dropped"])


def test_columns_of_people_are_dropped_from_a_zip_and_counted(tmp_path: Path) -> None:
    secret = {
        "recipient_phone_number": "2025550147", "recipient_fax_number": "2025550148",
        "highly_compensated_officer_1_name": "JANE EXAMPLE", "highly_compensated_officer_1_amount": "400000.00",
        "recipient_address_line_1": "1 EXAMPLE STREET",
    }  # fmt: skip

    (loaded,) = load(tmp_path / "desk", ("a.zip", zipped({"a.csv": table([action(**secret)])})))

    everything = b"".join(path.read_bytes() for path in (tmp_path / "desk").rglob("*") if path.is_file())
    with vigie.open(tmp_path / "desk") as desk:
        (shown,) = desk.evidence(loaded.capture.sha256, "row=2").rows
    assert not any(value in repr(shown.cells) for value in secret.values())
    assert not any(value.encode() in everything for value in secret.values())
    assert set(secret) <= set(loaded.capture.columns_left_out)
    assert loaded.capture.notes["privacy.column_dropped"] > 40


def test_a_zip_held_already_changes_nothing(tmp_path: Path) -> None:
    load(tmp_path / "desk", FULL_ZIP)
    before, held = blobs(tmp_path / "desk"), lines(tmp_path / "desk")

    (again,) = load(tmp_path / "desk", FULL_ZIP)

    assert again.already_held
    assert (blobs(tmp_path / "desk"), lines(tmp_path / "desk")) == (before, held)


def test_a_kept_table_that_was_changed_is_found(tmp_path: Path) -> None:
    (loaded,) = load(tmp_path / "desk", FULL_ZIP)
    (path,) = (tmp_path / "desk" / "archive" / "blobs").rglob("*.parquet")
    assert path.stem == loaded.capture.sha256
    path.chmod(0o600)
    with duckdb.connect() as db:
        db.execute(f"create table held as from read_parquet('{path}')")
        db.execute("update held set federal_action_obligation = '1.00' where federal_action_obligation = '100.00'")
        db.execute(f"copy held to '{path}' (format parquet)")

    with vigie.open(tmp_path / "desk") as desk, pytest.raises(VigieError) as refusal:
        desk.verify()

    assert refusal.value.code == "desk.damaged"


def test_input_errors_of_zips_leave_with_one_status() -> None:
    assert {one.exit_status for one in (InputError, DayOrderError, CaptureConflictError)} == {65}
