"""What of the records held can be searched for, as entries of an index."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

import duckdb

from vigie.groups.buyers import acronym, buyers
from vigie.groups.names import normal_form
from vigie.groups.observed import name_id
from vigie.groups.organizations import Organizations
from vigie.ledger.search_index import Entry
from vigie.privacy import INDIVIDUAL
from vigie.privacy.bare_names import is_sentinel
from vigie.records.event import plain_number
from vigie.records.program import Program
from vigie.topics.lexicon import lexicon


class Shelf(StrEnum):
    """Where an entry stands. NUMBER has the numbers of contracts, ACTION the descriptions of their actions."""

    ORGANIZATION = "organization"
    BUYER = "buyer"
    PROGRAM = "program"
    TOPIC = "topic"
    NUMBER = "number"
    ACTION = "action"
    FRAMEWORK = "framework"
    NOTICE = "notice"


# One row is one way a supplier's name is written, with its first day and since when it was known; gone: when it was corrected away.
# Those with most rows come first
_SPELLINGS = """
with written as (
    select supplier_key, supplier, action_date as day, seen, n from contract_version
    union all select supplier_key, supplier, first_action_date, seen, 1 from award
    union all select supplier_key, supplier, action_date, seen, 1 from subaward
)
select supplier_key, supplier, min(day), min(seen), case when sum(n) <= 0 then max(seen) end,
    sum(sum(n)) over (partition by supplier_key) as rows
from written where supplier is not null and supplier_key <> $individual
group by supplier_key, supplier order by rows desc, supplier_key, supplier
"""
# One row is a contract; the newest first
_NUMBERS = """
with numbered as (
    select contract, piid, agency, action_date as day, seen, n from contract_version
    union all select contract, piid, agency, first_action_date, seen, 1 from award
)
select contract, piid, any_value(agency), min(day) as first, min(seen), case when sum(n) <= 0 then max(seen) end
from numbered group by contract, piid order by first desc, contract
"""
# One row is what actions of one day say of a contract, or its summary; the newest first
_ACTIONS = """
with said as (
    select contract, piid, agency, supplier, supplier_key, coalesce(description, '') as description, action_date as day, seen, n
    from contract_version
    union all select contract, piid, agency, supplier, supplier_key, coalesce(description, ''), first_action_date, seen, 1 from award
)
select contract, piid, any_value(agency), supplier, any_value(supplier_key), description, day, min(seen),
    case when sum(n) <= 0 then max(seen) end
from said group by contract, piid, supplier, description, day order by day desc, contract, description, supplier
"""
_FRAMEWORKS = """
with numbered as (
    select framework, action_date as day, seen, n from contract_version
    union all select framework, first_action_date, seen, 1 from award
    union all select framework, day, seen, 1 from reported
)
select framework, min(day) as first, min(seen), case when sum(n) <= 0 then max(seen) end
from numbered where framework is not null and framework <> '-NONE-' group by framework order by first desc, framework
"""
# One row is a title a notice was posted under, the newest first
_NOTICES = """
select id, any_value(number), any_value(number_key), title, any_value(department), min(posted) as day, min(seen)
from notice where title is not null group by id, title order by day desc, id, title
"""


def named(everybody: Organizations, programs: Iterable[Program]) -> list[Entry]:
    """What is found by a name that no row alone gives: public bodies, topics, programs, organizations that links name."""
    return [*_bodies(), *_topics(), *_programs(programs), *_parties(everybody)]


def recorded(db: duckdb.DuckDBPyConnection) -> Iterator[Entry]:
    """What rows give: suppliers, contracts, frameworks, notices. Individual contractors, and names that wait to be judged, are not in
    it: nobody can look for them."""
    for key, name, day, seen, gone, rows in db.execute(_SPELLINGS, {"individual": INDIVIDUAL}).fetchall():
        if not is_sentinel(name):
            yield Entry(
                Shelf.ORGANIZATION,
                name_id(key),
                name,
                keys=(key,),
                beside=(key,),
                told={"rows": str(rows)},
                day=day,
                seen=seen,
                gone=gone,
            )
    for contract, piid, agency, day, seen, gone in db.execute(_NUMBERS).fetchall():
        yield Entry(
            Shelf.NUMBER,
            contract,
            "",
            numbers=tuple(dict.fromkeys((plain_number(piid), plain_number(contract)))),
            told={"piid": piid, "buyer": agency},
            day=day,
            seen=seen,
            gone=gone,
        )
    for number, day, seen, gone in db.execute(_FRAMEWORKS).fetchall():
        yield Entry(Shelf.FRAMEWORK, number, "", numbers=(plain_number(number),), day=day, seen=seen, gone=gone)
    for id, number, key, title, department, day, seen in db.execute(_NOTICES).fetchall():
        yield Entry(
            Shelf.NOTICE,
            number or id,
            title,
            numbers=tuple(dict.fromkeys(filter(None, (key, plain_number(id))))),
            beside=(department or "",),
            told={"buyer": department},
            day=day,
            seen=seen,
        )
    yield from _said(db)


def _said(db: duckdb.DuckDBPyConnection) -> Iterator[Entry]:
    for contract, piid, agency, supplier, key, description, day, seen, gone in db.execute(_ACTIONS).fetchall():
        named = supplier or ""
        unnamed = key == INDIVIDUAL or is_sentinel(named)
        yield Entry(
            Shelf.ACTION,
            contract,
            description,
            beside=(acronym(agency),) if unnamed else (named, acronym(agency)),
            told={"piid": piid, "buyer": agency, "supplier": supplier},
            day=day,
            seen=seen,
            gone=gone,
        )


def _bodies() -> Iterator[Entry]:
    for code, buyer in buyers().items():
        for name in dict.fromkeys((buyer.acronym, *buyer.names.values(), *buyer.aliases, code)):
            yield Entry(Shelf.BUYER, code, name, keys=(normal_form(name),))


def _topics() -> Iterator[Entry]:
    for id, topic in lexicon().items():
        for name in dict.fromkeys((*topic.names.values(), *topic.aliases, id)):
            yield Entry(Shelf.TOPIC, id, name, keys=(normal_form(name),))


def _programs(programs: Iterable[Program]) -> Iterator[Entry]:
    for program in programs:
        numbers = (plain_number(program.solicitation),) if program.solicitation else ()
        for name in dict.fromkeys((program.id, *program.names.values())):
            yield Entry(Shelf.PROGRAM, program.id, name, keys=(normal_form(name),), numbers=numbers)


def _parties(everybody: Organizations) -> Iterator[Entry]:
    """Organizations under the names links and registers have; what their rows say stands in ``recorded``."""
    linked = {(party.id, party.name) for link in everybody.links for party in (link.child, link.parent)}
    linked |= {(id, party.name) for id, party in everybody.parties.items() if not id.startswith("name:")}
    for id, name in sorted(linked):
        if name != INDIVIDUAL and not is_sentinel(name):
            key = normal_form(name)
            yield Entry(Shelf.ORGANIZATION, id, name, keys=(key,), beside=(key,))
