"""The tables of the ledger: their columns, their files, and how they are opened.

``version``: one row is one thing a source said of one action; corrected, it says another. ``sighting``: one row is one
time it was seen to say so. ``listing``: one row is what one capture lists of one buyer, and how complete. ``contract_version``:
one row is an action in the history of its contract, as posted: ``n`` is 1 when it came to be known and -1, amounts negated,
when it was known better; so plain sums stay right, ``sum(n) > 0`` is what stands now, and with ``seen <= K`` what had
been seen by day K. ``moved``: the suppliers of each contract that
has had several. ``award`` and ``subaward``: one row is what one capture says of a whole award, or of one report of a subaward;
what was seen last stands. ``organization`` and ``ownership``: one row is what one capture says of an organization, or of whose it is;
contradictions stand beside each other. ``protest`` and ``reported``: one row is what one capture says of a protest, or of an amount
that a third party reports. ``notice``: one row is what one capture says of one notice; ``absent`` names what its layout has no column
for. ``document``: one row is a page of a document attached to a record, or a piece of one. ``spelling``: one
row is a name as records write it, with its normal form, and whether it is bare, so that it might be a person's
(``vigie.privacy.bare_names``). Rows with such a name stand in files of their own: a table
like ``version`` is ``plain_version`` and ``bare_version``.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import duckdb

from vigie.archive.capture import Listing
from vigie.ledger.generations import CaptureHeld, Generation, Generations, Segment

# What a source says of an action: its fields and their types. ``absent`` names those its layout has no column for, in one
# text; ``withdrawn`` says that the source has deleted the action, and then nothing else is said of it.
_SAID_TYPES = {
    "contract": "varchar", "agency": "varchar", "piid": "varchar", "modification": "varchar", "action_date": "date",
    "supplier": "varchar", "supplier_key": "varchar", "obligated": "decimal(18, 2)", "framework": "varchar", "description": "varchar",
    "product_service": "varchar", "naics": "varchar", "ceiling": "decimal(18, 2)", "exercised": "decimal(18, 2)",
    "outlaid": "decimal(18, 2)", "starts": "date", "ends": "date", "ends_potential": "date", "pricing": "varchar",
    "supplier_uei": "varchar", "parent": "varchar", "parent_uei": "varchar", "competition": "varchar", "office": "varchar",
    "solicitation": "varchar", "product_service_code": "varchar", "naics_code": "varchar", "withdrawn": "boolean", "absent": "varchar",
}  # fmt: skip
SAID = ", ".join(_SAID_TYPES)
# Of these, what stands in the history of a contract and a layout may lack: as said last by a layout that has it
CARRIED = ("framework", "product_service", "naics", "ceiling", "exercised", "outlaid", "ends", "pricing")
# Amounts of a line, negated where it is posted away
AMOUNTS = ("obligated", "obligated_to_date", "ceiling", "exercised", "outlaid")
_LINE_TYPES = {
    **{name: _SAID_TYPES[name] for name in ("contract", "agency", "piid", "modification", "action_date")},
    "valid_to": "date",
    **{name: _SAID_TYPES[name] for name in ("supplier", "supplier_key", "obligated")},
    "obligated_to_date": "decimal(38, 2)",
    "description": "varchar",
    **{name: _SAID_TYPES[name] for name in CARRIED},
    "topics": "varchar[]", "topic_words": "varchar[]", "closed_out": "boolean", "continues": "boolean", "term": "varchar",
    "capture": "integer", "row": "integer",
}  # fmt: skip
# One line of a contract's history, without when it was posted
LINE = ", ".join(_LINE_TYPES)
# The summary of a whole award, and a subaward, as one row of a capture has it
_AWARD_TYPES = {
    "contract": "varchar", "award": "varchar", "agency": "varchar", "piid": "varchar", "framework": "varchar",
    **{name: "decimal(18, 2)" for name in ("obligated", "outlaid", "exercised", "ceiling")},
    **{name: "date" for name in ("first_action_date", "last_action_date", "starts", "ends", "ends_potential")},
    **{name: "varchar" for name in ("supplier", "supplier_key", "supplier_uei", "parent", "parent_uei", "description", "product_service",
                                    "product_service_code", "naics", "naics_code", "pricing", "competition", "office", "solicitation")},
    "topics": "varchar[]", "topic_words": "varchar[]", "closed_out": "boolean", "continues": "boolean", "term": "varchar",
}  # fmt: skip
_SUBAWARD_TYPES = {
    "contract": "varchar", "award": "varchar", "agency": "varchar", "piid": "varchar", "framework": "varchar", "report": "varchar",
    "subaward_number": "varchar", "amount": "decimal(18, 2)", "action_date": "date", "prime_supplier": "varchar", "supplier": "varchar",
    "supplier_key": "varchar", "supplier_uei": "varchar", "parent": "varchar", "parent_uei": "varchar", "description": "varchar",
}  # fmt: skip
# An organization as one row of a capture has it. ``key`` is the normal form of its name; ``withdrawn``: the source takes the record back.
_ORGANIZATION_TYPES = {
    "scheme": "varchar", "identifier": "varchar", "name": "varchar", "key": "varchar", "other_names": "varchar[]",
    "other_keys": "varchar[]", **{name: "varchar" for name in ("country", "region", "city", "postal_code", "legal_form",
    "registered_at", "registered_as", "jurisdiction", "category", "state", "registration", "successor")},
    "since": "date", "until": "date", "withdrawn": "boolean",
}  # fmt: skip
# Whose an organization is, as rows of a capture have it. Known by identifier, by name or by both; ``parent`` null where none is
# given, and ``reason`` says why. ``since`` and ``until`` are days the source gives for the link itself, ``until`` the first on which it
# no longer held; where it only shows the link on days, ``since`` is the first of them and ``last_seen`` the last, shown by ``last_row``.
_OWNERSHIP_TYPES = {
    **{name: "varchar" for name in ("child_scheme", "child_identifier", "child", "child_key", "parent_scheme", "parent_identifier",
                                    "parent", "parent_key", "relation")},
    "since": "date", "until": "date", "last_seen": "date", "last_row": "integer", "state": "varchar", "registration": "varchar",
    "share": "decimal(9, 6)", "reason": "varchar", "withdrawn": "boolean",
}  # fmt: skip
# A page of a document attached to a record, or a part of one, without people
_DOCUMENT_TYPES = {
    "record": "varchar", "kind": "varchar", "title": "varchar", "unit": "varchar", "page": "integer", "text": "varchar",
}  # fmt: skip
# A protest as one row of a capture has it: ``file`` is what its file numbers share; ``reported``: a third party says so. And an amount a
# third party reports of a framework.
_PROTEST_TYPES = {
    **{name: "varchar" for name in ("record", "file", "file_number", "protester", "protester_key", "buyer", "agency", "solicitation",
                                    "solicitation_key", "case_type", "outcome")},
    "filed": "date", "due": "date", "decided": "date", "reported": "boolean", "said_by": "varchar", "says_protest": "boolean",
}  # fmt: skip
_REPORTED_TYPES = {
    **{name: "varchar" for name in ("framework", "first_order", "supplier", "supplier_key", "supplier_uei", "basis")},
    "amount": "decimal(18, 2)", "currency": "varchar", "day": "date", "said_by": "varchar",
}  # fmt: skip
# A notice as one row of a capture has it. ``supplier`` is the awardee; moments are UTC; ``asks_information``: it says of itself that it is
# a request for information
_NOTICE_TYPES = {
    **{name: "varchar" for name in ("id", "number", "number_key", "title", "kind", "kind_said", "base_said", "department",
                                    "department_code", "subtier", "subtier_code", "office", "office_code", "posted_said")},
    "posted": "date", "posted_moment": "timestamp", "deadline_said": "varchar", "deadline": "date", "deadline_moment": "timestamp",
    **{name: "varchar" for name in ("set_aside", "naics", "product_service_code", "city", "state", "country", "award_number")},
    "award_day": "date", "award_amount": "decimal(18, 2)", "supplier": "varchar", "supplier_key": "varchar", "link": "varchar",
    "description": "varchar", "topics": "varchar[]", "topic_words": "varchar[]", "asks_information": "boolean", "absent": "varchar",
}  # fmt: skip
_SIGHTED_TYPES = {"capture": "integer", "row": "integer", "seen": "date", "moment": "timestamp"}


def _schema(*types: dict[str, str]) -> str:
    return ", ".join(f"{name} {kind}" for part in types for name, kind in part.items())


ARRIVAL = _schema(_SAID_TYPES, _SIGHTED_TYPES, {"last_seen": "date"}).replace("supplier_key varchar, ", "")
SCHEMAS = {
    "version": _schema({"number": "integer", "action": "integer"}, _SAID_TYPES),
    "sighting": """
capture integer, row integer, version integer, action integer, seen date, moment timestamp, last_seen date
""",
    "listing": """
capture integer, buyer varchar, since date, until date, found integer, expected integer, repeated integer, set_aside integer,
last_amount decimal(18, 2), doubts varchar[], complete boolean, seen date, moment timestamp
""",
    "contract_version": _schema(_LINE_TYPES, {"seen": "date", "batch": "integer", "n": "tinyint"}),
    "moved": "contract varchar, supplier_key varchar",
    "award": _schema(_AWARD_TYPES, _SIGHTED_TYPES),
    "spelling": "key varchar, name varchar, bare boolean",
    "pair": "left_id varchar, right_id varchar, score double, band varchar, reasons varchar[]",
    "subaward": _schema(_SUBAWARD_TYPES, _SIGHTED_TYPES),
    "organization": _schema(_ORGANIZATION_TYPES, _SIGHTED_TYPES),
    "ownership": _schema(_OWNERSHIP_TYPES, _SIGHTED_TYPES),
    "document": _schema(_DOCUMENT_TYPES, _SIGHTED_TYPES),
    "protest": _schema(_PROTEST_TYPES, _SIGHTED_TYPES),
    "reported": _schema(_REPORTED_TYPES, _SIGHTED_TYPES),
    "notice": _schema(_NOTICE_TYPES, _SIGHTED_TYPES),
}
# The order of a table's rows on the disk; versions stand in the order in which they are numbered
_ORDER = {
    "sighting": "action, seen, moment, capture, row",
    "listing": "capture, buyer",
    "contract_version": "supplier_key, contract, action_date, modification, seen, n",
    "moved": "contract, supplier_key",
    "spelling": "key, name",
    "award": "supplier_key, contract, capture, row",
    "subaward": "supplier_key, contract, capture, row",
    "organization": "scheme, identifier, name, capture, row",
    "document": "record, capture, row",
    "ownership": "child_scheme, child_identifier, child_key, relation, since, capture, row",
    "protest": "file, solicitation_key, capture, row",
    "reported": "framework, capture, row",
    "notice": "number_key, id, capture, row",
}
# Rows of long texts are not gathered by the hundred thousand
_SHAPES = {"notice": ", row_group_size 8192"}
# The tables whose rows name organizations, with the columns that do
NAMING = {
    "contract_version": ("supplier",), "version": ("supplier", "parent"), "award": ("supplier", "parent"),
    "subaward": ("supplier", "parent", "prime_supplier"), "ownership": ("child", "parent"),
    "protest": ("protester",), "reported": ("supplier",),
    "notice": ("supplier",),
}  # fmt: skip
SCHEMAS |= {f"bare_{table}": SCHEMAS[table] for table in NAMING}
_ORDER |= {f"bare_{table}": _ORDER[table] for table in NAMING if table in _ORDER}


def open_tables(db: duckdb.DuckDBPyConnection, generations: Generations, generation: Generation | None) -> None:
    """Make the tables of one generation readable in ``db``, and ``capture``, the captures they rest on."""
    views = ["drop table if exists day_held"]
    for table, schema in SCHEMAS.items():
        paths = generations.paths(generation, table) if generation else []
        files = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
        rows = f"read_parquet([{files}])" if paths else f"empty_{table}"
        view = f"plain_{table}" if table in NAMING else table
        views.append(f"create temp table if not exists empty_{table} ({schema})")
        views.append(f"create or replace temp view {view} as select * from {rows}")  # noqa: S608
    for table in NAMING:
        bare = f"union all by name select * from bare_{table}" if has_bare_rows(generation, table) else ""  # noqa: S608
        views.append(f"create or replace temp view {table} as select * from plain_{table} {bare}")  # noqa: S608
    db.execute(";\n".join(["begin", *views, "commit"]))
    hold_captures(db, generation.captures if generation else ())


def hold_days(db: duckdb.DuckDBPyConnection) -> None:
    """Make the small table ``day_held``, where these tables have none yet: one row is a buyer, a day of actions and a day on which
    they were posted, with the net of them, and whether any of them has a ceiling or an end."""
    try:
        db.execute("select 1 from day_held limit 0")
    except duckdb.CatalogException:
        db.execute(
            """create temp table day_held as
            select agency, action_date, seen, sum(n) as n, bool_or(ceiling is not null or ends is not null) as has_terms
            from contract_version group by agency, action_date, seen"""
        )


def has_bare_rows(generation: Generation | None, table: str) -> bool:
    """Whether any row of a table names an organization by a name that might be a person's."""
    return generation is not None and any(segment.table == f"bare_{table}" for segment in generation.segments)


def hold_captures(db: duckdb.DuckDBPyConnection, captures: Iterable[CaptureHeld]) -> None:
    """Make the table ``capture``; ``place`` orders captures of one moment, whatever the order they were loaded in."""
    db.execute("create or replace temp table capture (number integer, sha256 varchar, source varchar, place integer)")
    ordered = sorted(captures, key=lambda one: (one.sha256, one.number))
    if ordered:
        db.execute(
            """insert into capture
            select unnest($numbers), unnest($hashes), unnest($sources), unnest(range(len($numbers)))""",
            {
                "numbers": [one.number for one in ordered],
                "hashes": [one.sha256 for one in ordered],
                "sources": [one.source for one in ordered],
            },
        )


def lay_listings(
    db: duckdb.DuckDBPyConnection, capture: int, listings: Iterable[Listing], seen: date, moment: datetime
) -> None:
    """Add what a capture lists to the temporary table ``listing_new``."""
    for one in listings:
        db.execute(
            """insert into listing_new by name
            select $capture as capture, $buyer as buyer, $since as since, $until as until, $found as found, $expected as expected,
                $repeated as repeated, $set_aside as set_aside, $last_amount as last_amount, cast($doubts as varchar[]) as doubts,
                $complete as complete, $seen as seen, cast($moment as timestamp) as moment""",
            {
                "capture": capture, "buyer": one.buyer, "since": one.since, "until": one.until, "found": one.found,
                "expected": one.expected, "repeated": one.repeated, "set_aside": one.set_aside,
                "last_amount": one.last_amount, "doubts": [doubt.value for doubt in one.doubts],
                "complete": one.complete, "seen": seen, "moment": moment.astimezone(UTC).replace(tzinfo=None),
            },
        )  # fmt: skip


def write(
    db: duckdb.DuckDBPyConnection, generations: Generations, *, rows: str, table: str, number: int
) -> Segment | None:
    """Write the rows of a table or view as a new segment of a table; None where there are none."""
    generations.segments.mkdir(parents=True, exist_ok=True)
    unfinished = generations.segments / f".{table}.part"
    order = f"order by {_ORDER[table]}" if table in _ORDER else ""
    written = db.execute(
        f"copy (select * from {rows} {order}) to '{str(unfinished).replace(chr(39), chr(39) * 2)}' "  # noqa: S608
        f"(format parquet, compression zstd{_SHAPES.get(table.removeprefix('bare_'), '')})"
    ).fetchone()
    if not written or not written[0]:
        unfinished.unlink()
        return None
    return generations.adopt(unfinished, table=table, number=number, rows=written[0])


def standing_lines(generations: Generations) -> list[tuple[object, ...]]:
    """Every line that stands in the newest generation, without its batch, in a fixed order: two desks that hold the same
    records agree on it, whatever the way they came to hold them."""
    with duckdb.connect() as db:
        open_tables(db, generations, generations.newest())
        return db.execute(
            """select contract, modification, action_date, valid_to, supplier, obligated * n, obligated_to_date * n, framework,
                description, product_service, naics, ceiling * n, exercised * n, outlaid * n, ends, pricing, topics, closed_out,
                continues, term, seen,
                (select sha256 from capture where number = contract_version.capture) as file, row, sum(n)
            from contract_version group by all having sum(n) <> 0 order by all"""
        ).fetchall()
