"""Large tables taken in as they are unpacked: streamed through a pipe into one pass of DuckDB, never unpacked to disk.

The pass is strict: it takes a table in which nothing is wrong. Where anything is, the table is read again row by row, by the
same reader as small files, and what is wrong is said and set aside there; so there is one judge of what is wrong. The pass
withholds people from texts and names as it goes; labels and numbers, of which few differ, are gone through after it.

What is kept is a table of the columns taken, in the source's spelling and order; the record in row N of the published table
stands in row N. A row set aside is kept as empty cells, so that all others keep their numbers.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import duckdb
import numpy as np

from vigie.archive.capture import SetAside
from vigie.archive.pipes import fed
from vigie.archive.tables import StoredTable, named, quoted, stored_table
from vigie.errors import FileEmptyError, PersonsListedError
from vigie.privacy.awardees import organization_named
from vigie.privacy.memory import Memory
from vigie.sources.file import csv_text
from vigie.sources.header import Header, header_of, headless, recognize
from vigie.sources.intake import TakenIn, check_header, check_values
from vigie.sources.json_lines import JsonLines
from vigie.sources.layout import Column, Kind, Source
from vigie.sources.table import LONGEST_FIELD, Row, Table
from vigie.sources.withholding import BETWEEN, Withholding
from vigie.sources.zip_file import Member
from vigie.sources.zip_gate import Contents

_SUPPLIERS = (Kind.SUPPLIER, Kind.ADDRESSED)
_HEADER_WITHIN = 1 << 20
_BUFFER = 32 << 20
_PARQUET = "format parquet"
# Rows with long texts are not gathered by the hundred thousand
_LONG_ROWS = "format parquet, row_group_size 8192"
_MEMORY = "700MB"
# What the number of a contract would have to hold to be one of a person
_PERHAPS_A_PERSON = (
    "[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4}|A[-# ]{0,2}[0-9]{3}[- ]?[0-9]{3}|[12][ 0-9AB]{12}|(?i:BORN|BIRTH|DOB|NAISSANCE)"
    "|[^\\x00-\\x7F]"
)

# A blank between a comma or line end and a quote that begins or ends a cell
_BESIDE_QUOTE = re.compile(rb'[,\n] +"(?![",\r\n])|(?<![",\n])" +[,\r\n]')
_AROUND = 16
_QUOTE, _BLANK = ord('"'), ord(" ")


class _IrregularError(Exception):
    """The table has something the strict pass is not meant for."""


def take_in_streamed(
    members: Sequence[Member],
    source: Source,
    *,
    where: str,
    memory: Memory,
    progress: Callable[[int, int], None],
    folder: Path,
) -> TakenIn:
    """Read the members of a zip that have one header as one table; ``folder`` takes the Parquet file made of it.

    Raises what ``take_in`` raises, and the errors of ``Member.stream``.
    """
    header = read_header(members[0], source)
    taking = _Streaming(members, header, where, memory, progress, folder)
    try:
        taking.pass_over(strictly=True)
    except (duckdb.InvalidInputException, duckdb.ConversionException, _IrregularError):
        taking = _Streaming(members, header, where, memory, progress, folder)
        taking.pass_over(strictly=False)
    return taking.result()


def take_in_lines(
    lines: JsonLines,
    source: Source,
    *,
    memory: Memory,
    progress: Callable[[int, int], None],
    folder: Path,
) -> TakenIn:
    """Read a file of JSON lines; ``folder`` takes the Parquet file made of it.

    Raises PersonsListedError, the InputErrors of a header, and those of ``JsonLines``.
    """
    names = lines.names()
    check_header(names, source, lines.where)
    header = recognize(source, names, where=lines.where)
    taking = _Streaming([lines], header, lines.where, memory, progress, folder)
    taking.pass_over(strictly=False)
    return taking.result()


def tables_of(contents: Contents, source: Source) -> list[list[Member]]:
    """The members of a zip that make one table together, those of one header, in the order of the zip; a document is one alone.

    Raises what ``read_header`` raises, for any of them.
    """
    tables: dict[tuple[str, ...], list[Member]] = {}
    for member in contents.tables:
        names = read_header(member, source).names if member.is_table else (member.name,)
        tables.setdefault(names, []).append(member)
    return list(tables.values())


def take_in_again(table: StoredTable, source: Source, *, layout: str, aside: list[SetAside]) -> TakenIn:
    """A large table of the archive, taken in again; ``aside`` are its rows set aside when it was first read."""
    with duckdb.connect() as db:
        described = db.execute(f"describe select * from read_parquet({quoted(table.path)})").fetchall()  # noqa: S608
        (rows,) = db.execute(f"select count(*) from read_parquet({quoted(table.path)})").fetchone() or (0,)  # noqa: S608
    declared = next(one for one in source.layouts if one.name == layout)
    header = header_of(declared, [name for name, *_ in described])
    return TakenIn(
        header=header,
        columns=tuple(header.taken.values()),
        kept=table,
        redacted=True,
        rows=table.path,
        source_rows=rows,
        set_aside=aside,
    )


def read_header(member: Member, source: Source) -> Header:
    """The header of a table in a zip, held against the layouts of a source.

    Raises what ``recognize`` raises, PersonsListedError when a column lists or locates people, and the errors of
    ``Member.stream`` when its beginning cannot be unpacked.
    """
    start = b"".join(_parts_within(member.stream(_HEADER_WITHIN), _HEADER_WITHIN))
    table = Table(io.StringIO(csv_text(start, where=member.where), newline=""), where=member.where)
    if (names := headless(source, table.header)) is not None:
        table.names_are(names)
    check_header(table.header, source, member.where)
    return recognize(source, table.header, where=member.where)


def _parts_within(parts: Iterator[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for part in parts:
        yield part
        size += len(part)
        if size >= most:
            return


class _Streaming:
    def __init__(
        self,
        members: Sequence[Member | JsonLines],
        header: Header,
        where: str,
        memory: Memory,
        progress: Callable[[int, int], None],
        folder: Path,
    ) -> None:
        self.members = members
        self.header = header
        self.where = where
        self.memory = memory
        self.progress = progress
        self.columns = tuple(header.taken.values())
        self.path = folder / "rows.parquet"
        self.withholding = Withholding(memory, values_withheld=header.layout.values_withheld)
        self.set_aside: list[SetAside] = []
        self.spill = folder / "spill"

    # -- the pass --------------------------------------------------------------------------------------------------

    def pass_over(self, *, strictly: bool) -> None:
        """Make the Parquet file of the columns taken, without people."""
        given = list(self.header.names) if strictly else [column.name for column in self.columns]
        parts = self._as_published() if strictly else self._row_by_row()
        with fed(parts) as pipe, self._database() as db:
            types = {name: "VARCHAR" for name in given}
            # cells beyond the last column are dropped where they are null: so none is, while it is read
            ends = ", new_line = '\\n'" if not strictly or all(map(_ends_with_lf, self._packed())) else ""
            reading = f"""read_csv({quoted(pipe)}, header = false, auto_detect = false, strict_mode = true, delim = ',',
                quote = '"', escape = '"', nullstr = '\x07', columns = {_struct(types)}, buffer_size = {_BUFFER},
                max_line_size = {LONGEST_FIELD if strictly else 64 * LONGEST_FIELD}{ends})"""
            try:
                db.execute(f"copy (select {self._cells()} from {reading}) to {quoted(self.path)} ({self._shape()})")  # noqa: S608
            except duckdb.Error:
                if self.withholding.refused:
                    raise _IrregularError from None  # read again row by row, to say where
                raise
        with self._database() as db:
            if strictly:
                self._check_regular(db)
            self._go_through_labels(db)

    def _database(self) -> duckdb.DuckDBPyConnection:
        db = duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(self.spill)})
        withholding = self.withholding
        db.create_function("without_people_in_text", withholding.text, ["VARCHAR"] * 4, "VARCHAR")
        db.create_function("without_person", withholding.supplier, ["VARCHAR"] * 2, "VARCHAR")
        db.create_function("without_address", withholding.addressed, ["VARCHAR"] * 2, "VARCHAR")
        db.create_function("without_city", withholding.city, ["VARCHAR"] * 3, "VARCHAR")
        db.create_function("organization_named", organization_named, ["VARCHAR"], "VARCHAR")
        db.create_function("without_contacts", withholding.label, ["VARCHAR"], "VARCHAR")
        db.create_function("without_row", withholding.row, ["VARCHAR"], "VARCHAR", side_effects=True)
        return db

    def _cells(self) -> str:
        """The columns taken without people, empty where the row is a person's."""
        held = {column.name for column in self.columns}
        people = [
            f"coalesce(list_contains([{', '.join(map(_text, rows.values))}], {named(rows.column)}), false)"
            for rows in self.header.layout.people
            if rows.column in held and not rows.listed
        ]
        if not people:
            return ", ".join(f"{self._cell(column)} as {named(column.name)}" for column in self.columns)
        is_person, first = " or ".join(people), self.columns[0]
        # the first cell of such a row counts it
        empty = {first.name: f"nullif(without_row(coalesce({named(first.name)}, '')), '')"}
        return ", ".join(
            f"case when {is_person} then {empty.get(column.name, 'null')} else {self._cell(column)} end as {named(column.name)}"
            for column in self.columns
        )

    def _cell(self, column: Column) -> str:
        name = named(column.name)
        cell = f"nullif({name}, '')"
        suppliers = _together([self._supplier(one) for one in self.columns if one.kind in _SUPPLIERS])
        texts = [named(one.name) for one in self.columns if one.kind is Kind.TEXT]
        classifications = _together([named(one.name) for one in self.columns if one.classifies])
        if column.kind is Kind.CITY:
            return f"nullif(without_city({cell}, {classifications}, {_together(texts)}), '')"
        if column.kind is Kind.TEXT:
            return f"without_people_in_text({cell}, {suppliers}, {classifications}, {_together(texts if len(texts) > 1 else [])})"
        if column.kind is Kind.SUPPLIER:
            return f"without_person({cell}, {suppliers})"
        if column.kind is Kind.ADDRESSED:
            return f"nullif(without_address({cell}, {suppliers}), '')"
        return cell

    def _supplier(self, column: Column) -> str:
        """A supplier as the texts of its row are held against it."""
        name = named(column.name)
        return f"organization_named({name})" if column.kind is Kind.ADDRESSED else name

    # -- the two ways of feeding it ---------------------------------------------------------------------------------

    def _as_published(self) -> Iterator[bytes]:
        """The bytes of the members without their header rows; stops at what the strict pass is not meant for."""
        total, done = sum(member.size for member in self.members), 0
        for member in self._packed():
            check = _Regular()
            head: bytes | None = b""
            last = b"\n"
            for part in member.stream():
                done += len(part)
                self.progress(done, total)
                check.part(part)
                rest = part
                if head is not None:
                    head += part
                    if b"\n" not in head:
                        continue
                    rest, head = self._without_header(head), None
                if rest:
                    last = rest[-1:]
                    yield rest
            check.end()
            if head is not None:
                raise _IrregularError
            if last != b"\n":
                yield b"\n"

    def _shape(self) -> str:
        return _PARQUET if self._packed() else _LONG_ROWS

    def _packed(self) -> list[Member]:
        return [member for member in self.members if isinstance(member, Member)]

    def _without_header(self, start: bytes) -> bytes:
        """The beginning of a member without its header row, where it has one."""
        line, _, rest = start.partition(b"\n")
        if _names(line) == list(self.header.names):
            return rest
        if self.header.layout.header is None:
            raise _IrregularError
        return start

    def _row_by_row(self) -> Iterator[bytes]:
        """The rows of the members as CSV of the columns taken; a row set aside as empty cells."""
        total, done = sum(member.size for member in self.members), 0
        number = 2
        for member in self.members:
            for rows in _in_steps(self._rows(member), 2_000):
                written = io.StringIO(newline="")
                writer = csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL)
                for row in rows:
                    writer.writerow(self._taken(row, number))
                    number += 1
                content = written.getvalue().encode()
                done = min(total, done + len(content))
                self.progress(done, total)
                yield content

    def _rows(self, member: Member | JsonLines) -> Iterator[Row]:
        if isinstance(member, JsonLines):
            return member.rows(self.header.names)
        unpacked = io.BufferedReader(_Bytes(member.stream()))
        lines = io.TextIOWrapper(unpacked, encoding="utf-8-sig", errors="surrogateescape", newline="")
        table = Table(lines, where=member.where)
        if tuple(table.header) != self.header.names:  # a file without header row
            table.names_are(self.header.names)
        return table.rows()

    def _taken(self, row: Row, number: int) -> list[str]:
        cells = [row.cells[place] for place in self.header.taken] if row.fault is None else row.cells
        judged = cells
        if row.fault is None:
            # texts of which values are withheld are gone through by the pass
            spared = Kind.TEXT if self.header.layout.values_withheld else None
            judged = [
                cell
                for cell, column in zip(cells, self.columns, strict=True)
                if column.kind.holds_words and column.kind is not spared
            ]
        elif self.header.layout.record.of_register:
            judged = []
        for cell in judged:
            if kind := self.memory.person_kind(cell):
                raise PersonsListedError(where=self.where, kind=kind, row=number)
        if row.fault is None:
            return cells
        self.set_aside.append(SetAside(number, None, row.fault, row.found))
        return [""] * len(self.columns)

    # -- after it ---------------------------------------------------------------------------------------------------

    def _check_regular(self, db: duckdb.DuckDBPyConnection) -> None:
        """Raise _IrregularError when a row repeats the header, which only the reader row by row sets aside."""
        first = self.columns[0].name
        found = db.execute(
            f"select count(*) from read_parquet({quoted(self.path)}) where {named(first)} = $name",  # noqa: S608
            {"name": first},
        ).fetchone()
        if found and found[0]:
            raise _IrregularError

    def _go_through_labels(self, db: duckdb.DuckDBPyConnection) -> None:
        """Refuse what leads to a person in a label or a number; take contacts out of labels."""
        touched = []
        for column in self.columns:
            if column.kind in (Kind.TEXT, *_SUPPLIERS) or not column.kind.holds_words:
                continue
            name = named(column.name)
            cells = f"select distinct {name} from read_parquet({quoted(self.path)}) where {name} is not null"  # noqa: S608
            if column.kind not in (Kind.LABEL, Kind.CITY):
                cells += f" and regexp_matches({name}, '{_PERHAPS_A_PERSON}')"
            for (cell,) in db.execute(cells).fetchall():
                if kind := self.memory.person_kind(cell):
                    raise PersonsListedError(where=self.where, kind=kind, column=column.name)
                if column.kind in (Kind.LABEL, Kind.CITY) and self.memory.without_contacts(cell).text != cell:
                    touched.append(column)
                    break
        if touched:
            self._rewrite(db, touched)

    def _rewrite(self, db: duckdb.DuckDBPyConnection, touched: list[Column]) -> None:
        cells = [
            f"without_contacts({named(column.name)}) as {named(column.name)}"
            if column in touched
            else named(column.name)
            for column in self.columns
        ]
        again = self.path.with_name("again.parquet")
        query = f"select {', '.join(cells)} from read_parquet({quoted(self.path)})"  # noqa: S608
        db.execute(f"copy ({query}) to {quoted(again)} ({self._shape()})")
        again.replace(self.path)

    def result(self) -> TakenIn:
        """What was taken in."""
        with duckdb.connect() as db:
            (rows,) = db.execute(f"select count(*) from read_parquet({quoted(self.path)})").fetchone() or (0,)  # noqa: S608
        if not rows:
            raise FileEmptyError(where=self.where, found=str(sum(member.size for member in self.members)))
        notes = self.withholding.notes
        check_values(notes["privacy.value"], rows, self.where)
        notes.update(self.header.notes())
        return TakenIn(
            header=self.header,
            columns=self.columns,
            kept=stored_table(self.path),
            redacted=True,
            rows=self.path,
            source_rows=rows,
            set_aside=self.set_aside,
            notes=notes,
        )


class _Regular:
    """Raises _IrregularError for bytes the strict pass would read otherwise than the reader row by row."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._before = b""

    def part(self, part: bytes) -> None:
        if b"\0" in part:
            raise _IrregularError
        if not part.isascii() or self._decoder.getstate()[0]:
            self._decode(part)
        if _beside_quote(self._before + part[:_AROUND]) or _beside_quote(part):
            raise _IrregularError
        self._before = part[-_AROUND:]

    def end(self) -> None:
        self._decode(b"", final=True)

    def _decode(self, part: bytes, *, final: bool = False) -> None:
        try:
            self._decoder.decode(part, final)
        except UnicodeDecodeError:
            raise _IrregularError from None


def _beside_quote(part: bytes) -> bool:
    """Whether a blank stands between a quote and the edge of a cell; the places to look at are found all at once."""
    letters = np.frombuffer(part, dtype=np.uint8)
    quotes, blanks = letters == _QUOTE, letters == _BLANK
    places = np.flatnonzero((quotes[:-1] & blanks[1:]) | (blanks[:-1] & quotes[1:]))
    return any(_BESIDE_QUOTE.search(part, max(0, place - _AROUND), place + _AROUND) for place in places.tolist())


def _ends_with_lf(member: Member) -> bool:
    """Whether the first line of a member ends with LF alone; it is all the pass is told of line ends."""
    start = b"".join(_parts_within(member.stream(_HEADER_WITHIN), _HEADER_WITHIN))
    line, end, _ = start.partition(b"\n")
    return bool(end) and not line.endswith(b"\r")


def _together(cells: list[str]) -> str:
    """Cells of a row as one text, in SQL."""
    return f"concat_ws('{BETWEEN}', {', '.join(cells)})" if cells else "''"


def _names(line: bytes) -> list[str]:
    text = line.removeprefix(b"\xef\xbb\xbf").removesuffix(b"\r").decode("utf-8", "replace")
    try:
        return [name.strip() for name in next(csv.reader([text], strict=True), [])]
    except csv.Error:
        raise _IrregularError from None


def _in_steps(rows: Iterable[Row], step: int) -> Iterator[list[Row]]:
    held: list[Row] = []
    for row in rows:
        held.append(row)
        if len(held) == step:
            yield held
            held = []
    if held:
        yield held


class _Bytes(io.RawIOBase):
    """A file read from parts of bytes."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._rest = memoryview(part)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def _struct(types: dict[str, str]) -> str:
    return "{" + ", ".join(f"{_text(name)}: '{kind}'" for name, kind in types.items()) + "}"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
