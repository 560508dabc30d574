"""What registers say of organizations, read into rows: the checks they share, repetitions, contradictions.

``cells`` is made by each source: one row a row of its file, with ``told_of``, the text that tells what a row is about from what
others are about.
"""

from collections.abc import Iterable

import duckdb

from vigie.privacy import INDIVIDUAL, WITHHELD
from vigie.sources.intake import TakenIn
from vigie.sources.reading import Reading, rows_set_aside

# What can be said of an organization, and of whose it is; what a source does not say is null
ORGANIZATION = {
    "scheme": "varchar", "identifier": "varchar", "name": "varchar", "other_names": "varchar[]", "country": "varchar",
    "region": "varchar", "city": "varchar", "postal_code": "varchar", "legal_form": "varchar", "registered_at": "varchar",
    "registered_as": "varchar", "jurisdiction": "varchar", "category": "varchar", "state": "varchar", "registration": "varchar",
    "successor": "varchar",
    "since": "date", "until": "date", "withdrawn": "boolean",
}  # fmt: skip
OWNERSHIP = {
    "child_scheme": "varchar", "child_identifier": "varchar", "child": "varchar", "parent_scheme": "varchar",
    "parent_identifier": "varchar", "parent": "varchar", "relation": "varchar", "since": "date", "until": "date", "last_seen": "date",
    "last_row": "integer", "state": "varchar", "registration": "varchar", "share": "decimal(9, 6)", "reason": "varchar",
    "withdrawn": "boolean",
}  # fmt: skip

UEI = "[A-Z0-9]{12}"
# A part in per cent
SHARE = r"100(\.0{1,6})?|[0-9]{1,2}(\.[0-9]{1,6})?"
_LEI = "[0-9A-Z]{18}[0-9]{2}"


def _said(types: dict[str, str], made: dict[str, str]) -> str:
    """SQL for everything that can be said: what a source says by the SQL ``made`` gives for it, null for the rest."""
    return ", ".join(f"cast({made.get(name, 'null')} as {kind}) as {name}" for name, kind in types.items())


def name_of(field: str) -> str:
    """SQL for a name; null where it is empty, or withheld, all of it or a part: what is left of it would meet others."""
    return f"case when not contains({field}, '{WITHHELD}') then nullif(nullif(trim({field}), ''), '{INDIVIDUAL}') end"


def is_told(fields: Iterable[str]) -> str:
    """SQL that holds for a row of ``published`` that is not empty: those of people and those set aside are."""
    return f"coalesce({', '.join(fields)}) is not null"


def lei_checks(*fields: str) -> list[str]:
    """SQL that finds the cells of these fields in ``cells`` that are no LEI (ISO 17442) or have a wrong check digit; empty
    ones are not reported."""
    return [
        check
        for field in fields
        for check in (
            f"""select row, '{field}' as field, 'lei.format' as code, {field} as found from cells
            where not regexp_full_match({field}, '{_LEI}')""",  # noqa: S608  only our own names
            f"""select row, '{field}' as field, 'lei.check' as code, {field} as found from cells
            where regexp_full_match({field}, '{_LEI}') and {_remainder(field)} <> 1""",  # noqa: S608
        )
    ]


def _remainder(field: str) -> str:
    """SQL for the remainder of an LEI by 97, letters read as 10 to 35 (ISO 7064, MOD 97-10)."""
    remainder = "0"
    for place in range(1, 21):
        letter = f"ascii(substr({field}, {place}, 1))"
        remainder = f"(({remainder}) * if({letter} > 57, 100, 10) + {letter} - if({letter} > 57, 55, 48)) % 97"
    return remainder


def missing_check(field: str, code: str) -> str:
    """SQL that finds the rows of ``cells`` where a field is empty."""
    return f"select row, '{field}' as field, '{code}' as code, '' as found from cells where {field} is null"  # noqa: S608


def period_check() -> str:
    """SQL that finds the rows of ``cells`` that end before they begin."""
    return """select row, 'until' as field, 'period.reversed' as code, since || ' … ' || until as found from cells
        where try_cast(until as date) < try_cast(since as date)"""


# One row of again is a sound row about something another is about too, and what it says
_AGAIN = """
create or replace temp table again_{view} as
with sound as (
    select row, told_of from cells where row not in (select row from faults) and {only}
),
repeated as (
    select told_of from sound group by told_of having count(*) > 1
)
select row, told_of, {said} from cells where {only} and row in (select row from sound semi join repeated using (told_of))
"""
# One row of repetitions is what several rows say alike: the first of them, how many others
_REPETITIONS = """
create or replace temp table repetitions_{view} as
select min(row) as row, told_of, count(*) - 1 as repeated from again_{view} group by told_of, {names}
"""
_CONFLICTS = """
insert into faults
select row, null, 'organization.conflict', told_of from repetitions_organizations_read
qualify count(*) over (partition by told_of) > 1
"""
_SOUND = """
create or replace temp view {view} as select row, {said} from cells
where {only} and row not in (
    select row from faults union all select row from again_{view} where row not in (select row from repetitions_{view})
)
"""


def lay_organizations(db: duckdb.DuckDBPyConnection, made: dict[str, str], *, only: str = "true") -> None:
    """Make ``organizations_read``: the sound rows of ``cells``, repetitions folded onto the first; of two that contradict each other
    neither wins. ``only``: those of which this holds."""
    view = {"view": "organizations_read", "only": only, "said": _said(ORGANIZATION, made)}
    db.execute(_AGAIN.format(**view))
    db.execute(_REPETITIONS.format(**view, names=", ".join(ORGANIZATION)))
    db.execute(_CONFLICTS)
    db.execute(_SOUND.format(**view))


def lay_ownerships(db: duckdb.DuckDBPyConnection, made: dict[str, str], *, only: str = "true") -> None:
    """Make ``ownerships_read``: the sound rows of ``cells``, repetitions folded onto the first; contradictions are kept, for it is
    not the reading that decides. A row of which one party is withheld, because it looks like a person, is none. ``only``: those
    of which this holds."""
    child, parent = (
        f"coalesce({made.get(name, 'null')}, {made.get(f'{name}_identifier', 'null')})" for name in ("child", "parent")
    )
    told = f"{child} is not null and coalesce({parent}, {made.get('reason', 'null')}) is not null"
    view = {"view": "ownerships_read", "only": f"{only} and {told}", "said": _said(OWNERSHIP, made)}
    db.execute(_AGAIN.format(**view))
    db.execute(_REPETITIONS.format(**view, names=", ".join(OWNERSHIP)))
    db.execute(_SOUND.format(**view))


def reading_of(db: duckdb.DuckDBPyConnection, taken: TakenIn, *views: str) -> Reading:
    """What became of the rows of a register's file, those of these views taken."""
    found = repeated = 0
    for view in views:
        found += sum(count for (count,) in db.execute(f"select count(distinct row) from {view}").fetchall())  # noqa: S608
        folded = db.execute(f"select cast(coalesce(sum(repeated), 0) as integer) from repetitions_{view}")  # noqa: S608
        repeated += sum(count for (count,) in folded.fetchall())
    notes = dict(taken.notes) | ({"row.duplicate": repeated} if repeated else {})
    return Reading(found, repeated, (), rows_set_aside(db, taken), notes)
