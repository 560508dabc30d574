"""Beneficial Ownership Data Standard: organizations that own organizations, as anybody states it.

Publisher: whoever states it; the standard is that of Open Ownership, versions 0.2 to 0.4. Reference:
standard.openownership.org. Licence: that of the publisher. Known limits: made to name persons, so a file that has them is refused
whole; a person nobody names is left out, and a link to it is set aside; a share may be told as a least part; of a record told
several times the last is taken. Read are the first five names, identifiers and interests of each.
"""

from pathlib import Path

import duckdb

from vigie.archive.capture import Capturing
from vigie.records.ownership import Relation
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Days, Source
from vigie.sources.published import day_of, make_cells, proven_days, publish
from vigie.sources.reading import Reading, day_checks, find_faults, form_check
from vigie.sources.registers import (
    SHARE,
    lay_organizations,
    lay_ownerships,
    lei_checks,
    name_of,
    period_check,
    reading_of,
)

_PLACES = range(1, 6)
_INTEREST = ("interest", "level", "exact", "minimum", "above", "starts", "ends")
_FIELDS = (
    "record", "kind", "status", "stated", "name", "jurisdiction", "since", "until", "subject", "party", "reason",
    *(f"{part}_{place}" for part in ("other_name", "scheme", "identifier", *_INTEREST) for place in _PLACES),
)  # fmt: skip
# Interests that are a part of the organization; all others are ways to control it
_SHARES = ("shareholding", "votingRights", "voting-rights")


def read_statements(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read statements into the temporary views ``organizations_read`` and ``ownerships_read`` of ``db``: one link an interest.

    ``share`` is exact, or the least it can be; ``state`` has the kind of the interest in the standard's words. An owner that is
    not told has no parent and the standard's reason.
    """
    publish(db, taken, _FIELDS, folder)
    forms = proven_days(db, taken, _FIELDS, where=where)
    make_cells(db, taken, _cells(forms))
    checks = [*lei_checks("lei"), *day_checks("since", "until"), period_check()]
    checks += [form_check("share", SHARE, "share.format", empty=True)]
    checks += [
        """select row, 'party' as field, 'ownership.party' as code, coalesce(party, subject) as found from cells
        where kind = 'ownership' and (child is null or (parent is null and reason is null))""",
        "select row, 'record' as field, 'name.missing' as code, told_of as found from cells where kind = 'organization' and child is null",
    ]
    find_faults(db, checks)
    lay_organizations(
        db,
        {
            "scheme": "child_scheme",
            "identifier": "child_identifier",
            "name": "nullif(child, '')",
            "withdrawn": "withdrawn",
        }
        | {name: name for name in ("other_names", "jurisdiction", "country", "since", "until")},
        only="kind = 'organization'",
    )
    lay_ownerships(
        db,
        {"child": "nullif(child, '')", "parent": "nullif(parent, '')"}
        | {
            name: name
            for name in ("child_scheme", "child_identifier", "parent_scheme", "parent_identifier", "relation", "since", "until",
                         "state", "share", "reason", "withdrawn")
        },
        only="kind = 'ownership'",
    )  # fmt: skip
    return reading_of(db, taken, "organizations_read", "ownerships_read")


def _cells(forms: dict[str, Days]) -> str:
    """One row of cells is an organization as stated, or one interest of one party in another; a name withheld is empty."""
    lei = " ".join(f"when scheme_{n} = 'XI-LEI' then {{told}}_{n}" for n in _PLACES)
    first = ", ".join(f"case when scheme_{n} is not null then {{told}}_{n} end" for n in _PLACES)
    identifier = f"coalesce(case {lei} end, {first})".format(told="identifier")
    scheme = f"replace(lower(coalesce(case {lei} end, {first})), 'xi-lei', 'lei')".format(told="scheme")
    others = ", ".join(name_of(f"other_name_{n}") for n in _PLACES)
    interests = " union all ".join(
        f"""select row, {n} as place, interest_{n} as interest, level_{n} as level, exact_{n} as exact, minimum_{n} as minimum,
            above_{n} as above, {day_of(f"starts_{n}", forms)} as starts, {day_of(f"ends_{n}", forms)} as ends
        from published where {"true" if n == 1 else f"interest_{n} is not null or level_{n} is not null"}"""  # noqa: S608
        for n in _PLACES
    )
    shares = ", ".join(f"'{kind}'" for kind in _SHARES)
    return f"""
with entities as ( -- one row: an organization as last stated
    select row, record, coalesce({name_of("name")}, '') as name, {scheme} as scheme, {identifier} as identifier,
        list_sort(list_distinct([{others}])) as other_names, jurisdiction, {day_of("since", forms)} as since,
        {day_of("until", forms)} as until, coalesce(status = 'closed', false) as withdrawn
    from published where kind in ('entity', 'entityStatement')
    qualify row_number() over (partition by record order by stated desc, row desc) = 1
),
interests as ({interests})
select row, 'organization' as kind, record as told_of, cast(null as varchar) as subject, cast(null as varchar) as party,
    scheme as child_scheme, identifier as child_identifier, name as child, cast(null as varchar) as parent_scheme,
    cast(null as varchar) as parent_identifier, cast(null as varchar) as parent, other_names, jurisdiction,
    left(jurisdiction, 2) as country, cast(null as varchar) as relation, cast(null as varchar) as state, since, until,
    cast(null as varchar) as share, cast(null as varchar) as reason, withdrawn, case when scheme = 'lei' then identifier end as lei
from entities
union all
select told.row, 'ownership', concat_ws(' ', told.record, told.stated, place), subject, party, children.scheme, children.identifier,
    children.name, parents.scheme, parents.identifier, parents.name, [], null, null,
    case when party is null and reason is not null then '{Relation.UNSPECIFIED_OWNER}'
        when interest in ({shares}) then '{Relation.OWNED}' else '{Relation.CONTROLLED}' end,
    nullif(concat_ws(', ', interest, level), ''), starts, ends, coalesce(exact, minimum, above), reason,
    coalesce(status = 'closed', false), null
from published as told join interests on interests.row = told.row
    left join entities as children on children.record = subject left join entities as parents on parents.record = party
where kind in ('relationship', 'ownershipOrControlStatement')
"""  # noqa: S608  only our own names
