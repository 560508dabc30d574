"""The actions that stand, as known by a day, up to a day; and the contracts they make. Every question begins here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from vigie.evidence import Evidence, rows_pointer
from vigie.money import Basis, Figure
from vigie.records.contract import Contract, gaps, status

# One row is an action as known by $known (null: by now), up to $on, with what a list of contracts needs of it. ``moment`` orders
# the actions of a contract.
STANDING_LEAN = """
standing as (
    select
        contract, agency, piid, modification, action_date, struct_pack(action_date, modification) as moment,
        supplier, supplier_key, obligated * n as obligated, ends, framework, topics, closed_out, continues, term, capture, row
    from {lines}
    where action_date <= $on and ($known is null or seen <= $known)
        and ($agencies is null or list_contains($agencies, agency))
    group by all
    having sum(n) > 0
)"""
# The same with everything held of it
STANDING = """
standing as (
    select
        contract, agency, piid, modification, action_date, struct_pack(action_date, modification) as moment,
        supplier, supplier_key, obligated * n as obligated, obligated_to_date * n as obligated_to_date, ceiling * n as ceiling,
        exercised * n as exercised, outlaid * n as outlaid, ends, pricing, framework,
        description, product_service, naics, topics, topic_words, closed_out, continues, term, capture, row
    from contract_version
    where action_date <= $on and ($known is null or seen <= $known)
        and ($agencies is null or list_contains($agencies, agency))
        and ({only})
    group by all
    having sum(n) > 0
)"""

# One row is a contract; ``counted`` says which of its actions count towards the answer
CONTRACTS_OF = """
numbers as ( -- one row: a contract with every modification held, also those dated after the day asked
    select contract, list(distinct modification) as held
    from {lines}
    where ($known is null or seen <= $known) and contract in (select contract from counted_actions)
    group by contract
),
summaries as ( -- one row: the end date the newest summary of an award gives, and the last action it knows of
    select contract, max_by(struct_pack(ends, last_action_date), struct_pack(moment, capture)) as summary
    from award where ($known is null or seen <= $known) and contract in (select contract from counted_actions)
    group by contract
),
closings as (
    select *, max(moment) filter (where closed_out) over (partition by contract) as closed_at from counted_actions
),
contracts as (
    select
        contract, any_value(agency) as agency, any_value(piid) as piid, max_by(supplier, moment) as supplier,
        min(action_date) filter (where regexp_full_match(modification, '0+')) as signed, max(action_date) as last_action,
        max_by(framework, moment) filter (where framework is not null) as framework,
        -- an action after the one that gave an end date can have moved it
        coalesce(
            last(ends order by moment),
            case when any_value(summary).last_action_date >= max(action_date) then any_value(summary).ends end
        ) as ends,
        max_by(term, moment) filter (where term is not null) as term,
        max(closed_at).action_date as closed_out,
        coalesce(bool_or((continues or obligated > 0) and moment > closed_at), false) as continues_after,
        coalesce(bool_or(continues and closed_out), false) as says_both,
        list(modification order by moment) as modifications, any_value(numbers.held) as held,
        list_sort(list_distinct(flatten(list(topics) filter (where counted)))) as topics,
        count(*) filter (where counted) as actions,
        sum(obligated) filter (where counted) as obligated,
        list(struct_pack(capture, row) order by moment) filter (where counted) as rows
    from closings join numbers using (contract) left join summaries using (contract)
    group by contract
    having bool_or(counted)
)"""
CONTRACTS = CONTRACTS_OF.format(lines="contract_version")

CONTRACT_COLUMNS = (
    "contract, agency, piid, supplier, signed, last_action, ends, framework, term, closed_out, continues_after, says_both, "
    "modifications, held, topics, obligated, rows"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What every question is given: the day asked about, what was known by when, and the files behind the rows.

    ``on``: actions up to and including this day. ``known``: what had been seen by this day; None: by now. ``files``: the
    hash of each capture's kept file, by capture number. ``currency`` of the records asked (ISO 4217).
    """

    on: date
    known: date | None
    files: dict[int, str]
    currency: str

    def evidence(self, capture: int, row: int) -> Evidence:
        """The evidence for one row."""
        return Evidence(self.files[capture], f"row={row}")

    def figure(self, basis: Basis, amount: Decimal | None, day: date, capture: int, row: int) -> Figure:
        """An amount one row states, as of a day."""
        return Figure(basis, self.currency, amount, day, (self.evidence(capture, row),))

    def obligated(self, amount: Decimal | None, rows: Iterable[dict[str, int]]) -> Figure:
        """A sum of obligations with the rows that make it."""
        return self.total(Basis.OBLIGATED, amount, rows)

    def spanned(self, amount: Decimal | None, spans: Iterable[dict[str, int]]) -> Figure:
        """A sum of obligations of very many rows, with the span in which they lie in each file."""
        evidence = {self.files[one["capture"]]: f"row={one['first']}-{one['last']}" for one in spans}
        found = tuple(Evidence(sha256, pointer) for sha256, pointer in sorted(evidence.items()))
        return Figure(Basis.OBLIGATED, self.currency, amount, self.on, found)

    def total(self, basis: Basis, amount: Decimal | None, rows: Iterable[dict[str, int]]) -> Figure:
        """A sum with the rows that make it: one piece of evidence a file, in the order of the hashes."""
        by_file: dict[str, list[int]] = {}
        for place in rows:
            by_file.setdefault(self.files[place["capture"]], []).append(place["row"])
        evidence = tuple(Evidence(sha256, rows_pointer(found)) for sha256, found in sorted(by_file.items()))
        return Figure(basis, self.currency, amount, self.on, evidence)


def read_contract(row: tuple[Any, ...], asked: Asked) -> Contract:
    """A contract from one row of CONTRACT_COLUMNS."""
    (contract_id, agency, piid, supplier, signed, last_action, ends, framework, term, closed_out, continues_after, says_both,
     modifications, held, topics, amount, rows) = row  # fmt: skip
    return Contract(
        id=contract_id,
        piid=piid,
        buyer=agency,
        supplier=supplier,
        signed=signed,
        status=status(
            closed_out=closed_out, continues_after=continues_after, says_both=says_both, ends=ends, on=asked.on
        ),
        last_action=last_action,
        ends=ends,
        term=term,
        framework=framework,
        topics=tuple(topics or ()),
        figures=(asked.obligated(amount, rows),),
        gaps=gaps(modifications, held=held),
        evidence=tuple(asked.evidence(place["capture"], place["row"]) for place in rows),
    )
