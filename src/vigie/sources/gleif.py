"""GLEIF: who is who, by legal entity identifier (LEI), and who consolidates whom.

Publisher: Global Legal Entity Identifier Foundation. Reference: the common data formats LEI-CDF 3.1, RR-CDF 2.1 and reporting
exceptions 2.1. Licence: CC0 1.0. Known limits: an organization that needs no LEI has none; a parent is that of consolidated
accounts, as the child reports it, once a year at best; a record lapses where nobody pays for it, and says nothing new from then
on. A delta lists what changed, not what there is.

An organization is identified by its LEI. A relationship is one child, one parent and one type; several periods of it may be
told. Days are those the source writes, in whatever zone.
"""

from pathlib import Path

import duckdb

from vigie.archive.capture import Capturing
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Source
from vigie.sources.published import day_of, make_cells, proven_days, publish
from vigie.sources.reading import Reading, day_checks, find_faults
from vigie.sources.registers import (
    is_told,
    lay_organizations,
    lay_ownerships,
    lei_checks,
    missing_check,
    name_of,
    period_check,
    reading_of,
)

# A record that says of itself that it was issued wrongly, twice or not at all (LEI-CDF 3.1, RegistrationStatus)
_WITHDRAWN = "coalesce(registration in ('ANNULLED', 'CANCELLED', 'DUPLICATE'), false) or deleted is not null"

_OTHER_NAMES = tuple(f"other_name_{place}" for place in range(1, 11))
_ORGANIZATION = (
    "identifier", "name", *_OTHER_NAMES, "city", "region", "country", "postal_code", "registered_at", "registered_as", "category",
    "legal_form", "jurisdiction", "state", "since", "until", "successor", "registration", "deleted",
)  # fmt: skip

_PERIODS = range(1, 6)
_RELATIONSHIP = (
    "child", "child_type", "parent", "parent_type", "relation", "state", "registration", "deleted",
    *(f"{part}_{place}" for place in _PERIODS for part in ("since", "until", "period")),
)  # fmt: skip

_REASONS = tuple(f"reason_{place}" for place in range(1, 6))
_EXCEPTION = ("child", "relation", *_REASONS, "deleted")


def read_organizations(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read level 1 into the temporary view ``organizations_read`` of ``db``; two records of one LEI that differ are both set
    aside."""
    publish(db, taken, _ORGANIZATION, folder)
    forms = proven_days(db, taken, _ORGANIZATION, where=where)
    plain = ("city", "region", "country", "postal_code", "registered_at", "registered_as", "category", "legal_form",
             "jurisdiction", "state", "successor", "registration")  # fmt: skip
    days = ", ".join(f"{day_of(name, forms)} as {name}" for name in ("since", "until", "deleted"))
    make_cells(
        db,
        taken,
        f"""select row, upper(trim(identifier)) as identifier, upper(trim(identifier)) as told_of, nullif(trim(name), '') as name,
            {", ".join(f"nullif(trim({name}), '') as {name}" for name in plain)}, {days}, {", ".join(_OTHER_NAMES)}
        from published where {is_told(_ORGANIZATION)}""",  # noqa: S608  only our own names
    )
    checks = [
        *lei_checks("identifier"),
        missing_check("identifier", "lei.format"),
        missing_check("name", "name.missing"),
    ]
    find_faults(db, [*checks, *day_checks("since", "until", "deleted"), period_check()])
    others = ", ".join(map(name_of, _OTHER_NAMES))
    lay_organizations(
        db,
        {name: name for name in plain}
        | {
            "scheme": "'lei'",
            "identifier": "identifier",
            "name": name_of("name"),
            "other_names": f"list_sort(list_distinct([{others}]))",
            "country": "coalesce(country, left(jurisdiction, 2))",
            "since": "since",
            "until": "until",
            "withdrawn": _WITHDRAWN,
        },
    )
    return reading_of(db, taken, "organizations_read")


def read_ownerships(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read relationships, or reporting exceptions, into the temporary view ``ownerships_read`` of ``db``.

    ``since`` and ``until`` are those of the relationship; periods of accounts and of documents are not told. A parent of itself, an
    end before the beginning and a type we have no word for are set aside.
    """
    if any(column.field == "parent" for column in taken.columns):
        _make_relationships(db, taken, where, folder)
    else:
        _make_exceptions(db, taken, where, folder)
    relations = ", ".join(f"'{theirs}': '{ours}'" for theirs, ours in source.relations.items())
    told = f"map {{{relations}}}[relation]"
    checks = [
        *lei_checks("child", "parent"),
        missing_check("child", "lei.format"),
        *day_checks("since", "until", "deleted"),
        period_check(),
        f"select row, 'relation' as field, 'ownership.relation' as code, relation as found from cells where {told} is null",  # noqa: S608
        "select row, 'parent' as field, 'ownership.self' as code, parent as found from cells where child = parent",
        """select row, 'parent_type' as field, 'ownership.node' as code, concat_ws(' ', child_type, parent_type) as found from cells
            where child_type <> 'LEI' or parent_type <> 'LEI'""",
    ]
    find_faults(db, checks)
    lay_ownerships(
        db,
        {name: name for name in ("since", "until", "state", "registration", "reason")}
        | {
            "child_scheme": "'lei'",
            "child_identifier": "child",
            "parent_scheme": "case when parent is not null then 'lei' end",
            "parent_identifier": "parent",
            "relation": told,
            "withdrawn": _WITHDRAWN,
        },
    )
    return reading_of(db, taken, "ownerships_read")


def _make_relationships(db: duckdb.DuckDBPyConnection, taken: TakenIn, where: str, folder: Path) -> None:
    publish(db, taken, _RELATIONSHIP, folder)
    forms = proven_days(db, taken, _RELATIONSHIP, where=where)

    def of_relationship(part: str) -> str:
        told = [
            f"when period_{place} = 'RELATIONSHIP_PERIOD' then {day_of(f'{part}_{place}', forms)}" for place in _PERIODS
        ]
        return f"case {' '.join(told)} end as {part}"

    make_cells(
        db,
        taken,
        f"""select *, concat_ws(' ', child, parent, relation) as told_of from (
            select row, upper(trim(child)) as child, upper(trim(parent)) as parent, child_type, parent_type,
                nullif(trim(relation), '') as relation, state, registration, null as reason, {day_of("deleted", forms)} as deleted,
                {of_relationship("since")}, {of_relationship("until")}
            from published where {is_told(_RELATIONSHIP)}
        )""",  # noqa: S608  only our own names
    )


def _make_exceptions(db: duckdb.DuckDBPyConnection, taken: TakenIn, where: str, folder: Path) -> None:
    publish(db, taken, _EXCEPTION, folder)
    forms = proven_days(db, taken, _EXCEPTION, where=where)
    make_cells(
        db,
        taken,
        f"""select *, concat_ws(' ', child, relation) as told_of from (
            select row, upper(trim(child)) as child, cast(null as varchar) as parent, 'LEI' as child_type, 'LEI' as parent_type,
                nullif(trim(relation), '') as relation, cast(null as varchar) as state, cast(null as varchar) as registration,
                concat_ws(', ', {", ".join(_REASONS)}) as reason, {day_of("deleted", forms)} as deleted,
                cast(null as varchar) as since, cast(null as varchar) as until
            from published where {is_told(_EXCEPTION)}
        )""",  # noqa: S608  only our own names
    )
