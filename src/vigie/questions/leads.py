"""Which contracts may follow from a solicitation: facts where a record says so, else leads with their reasons, for a person to decide."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from vigie.evidence import Evidence
from vigie.questions.contract import contract
from vigie.questions.lead_words import Rarity, are_alike, together, words_of
from vigie.questions.seen import coverage_of
from vigie.questions.standing import CONTRACT_COLUMNS, CONTRACTS, STANDING, Asked, read_contract
from vigie.records.contract import Contract
from vigie.records.coverage import Coverage
from vigie.records.judgement import Judgement, Verdict
from vigie.records.lead import Feature, Lead, LeadDecision, LeadReason, LeadState, Solicitation, number_key

# An award is looked for up to ten months after the last notice
_WINDOW = timedelta(days=300)
# Fewer contracts of a day, or frameworks one after the other, are chance
_SEVERAL = 3
# The part of a title's weight that shared words must exceed
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Leads:
    """What may follow from a solicitation, as of a day: contracts of which a record says so, then those a person confirmed, then leads,
    then those rejected; each by the day of signing and number. None of it enters a figure of any other answer.

    ``office`` None: the number does not tell it, and no lead is looked for.
    """

    solicitation: Solicitation
    office: str | None
    on: date
    known: date | None
    leads: tuple[Lead, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class _Signing:
    contract: str
    piid: str
    supplier: str
    day: date
    framework: str | None
    description: str
    capture: int
    row: int


# One row is the signing of a contract
_SIGNINGS = f"""
with {STANDING.format(only="regexp_full_match(modification, '0+')")}
select contract, piid, supplier, action_date, framework, coalesce(description, ''), capture, row from standing
order by action_date, piid
"""  # noqa: S608  only our own fragments

# One row is a contract with a row that names the solicitation it was awarded under
_RECORDED = """
with named as (
    select contract, capture, row, solicitation from award where $known is null or seen <= $known
    union all
    select contract, capture, row, solicitation from version join sighting on version.number = sighting.version
    where $known is null or seen <= $known
)
select contract, arg_min(capture, struct_pack(capture, row)), arg_min(row, struct_pack(capture, row)) from named
where upper(regexp_replace(solicitation, '[^A-Za-z0-9]', '', 'g')) = $key
group by contract
"""

_CONTRACTS = f"""
with {STANDING.format(only="list_contains($contracts, contract)")},
counted_actions as (
    select *, true as counted from standing
),
{CONTRACTS}
select {CONTRACT_COLUMNS} from contracts
"""  # noqa: S608  only our own fragments


def leads(db: duckdb.DuckDBPyConnection, found: Solicitation, judgements: Iterable[Judgement], asked: Asked) -> Leads:
    """Answer which contracts may follow from a solicitation; ``judgements`` are those that stand."""
    values = {"on": asked.on, "known": asked.known}
    agencies = list(found.buyers) or None
    signings = [_Signing(*row) for row in db.execute(_SIGNINGS, values | {"agencies": agencies}).fetchall()]
    recorded = _recorded(db, found, signings, asked)
    decided = _decided(found, judgements)
    reasons = _reasons(found, signings)
    ids = {*recorded, *decided, *reasons}
    contracts = _contracts(db, ids, asked)
    descriptions = {one.contract: one.description for one in signings}
    listed = [
        _lead(one, descriptions.get(one.id), recorded.get(one.id), decided.get(one.id), reasons.get(one.id, ()))
        for one in contracts
    ]
    order = list(LeadState)
    listed.sort(key=lambda one: (order.index(one.state), one.contract.signed or date.max, one.contract.piid))
    return Leads(
        solicitation=found,
        office=found.office,
        on=asked.on,
        known=asked.known,
        leads=tuple(listed),
        coverage=coverage_of(db, agencies=agencies, known=asked.known, contracts=contracts),
    )


def _lead(
    contract: Contract,
    description: str | None,
    recorded: tuple[LeadReason, Evidence] | None,
    judgement: Judgement | None,
    reasons: tuple[LeadReason, ...],
) -> Lead:
    state = LeadState(judgement.verdict.value) if judgement else LeadState.LEAD
    return Lead(
        state=LeadState.RECORDED if recorded else state,
        contract=contract,
        description=description,
        reasons=((recorded[0],) if recorded else ()) + reasons,
        decision=LeadDecision(judgement.number, judgement.by, judgement.why, judgement.moment) if judgement else None,
        evidence=(recorded[1],) if recorded else (),
    )


def _recorded(
    db: duckdb.DuckDBPyConnection, found: Solicitation, signings: Iterable[_Signing], asked: Asked
) -> dict[str, tuple[LeadReason, Evidence]]:
    """The contracts a record ties to the solicitation, by id, with the row that does."""
    rows = db.execute(_RECORDED, {"key": found.key, "known": asked.known}).fetchall()
    by_id = {
        id: (LeadReason(Feature.SOLICITATION, (found.number,)), asked.evidence(capture, row))
        for id, capture, row in rows
    }
    for one in signings:
        if (
            found.title and number_key(one.piid) == found.key
        ):  # notices of an award or a justification bear the contract's own number
            by_id.setdefault(
                one.contract, (LeadReason(Feature.OWN_NUMBER, (one.piid,)), asked.evidence(one.capture, one.row))
            )
    return by_id


def _decided(found: Solicitation, judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The judgements about leads of the solicitation, by the contract's id."""
    decided = {}
    for one in judgements:
        if one.verdict in (Verdict.CONFIRMED, Verdict.REJECTED) and one.right == f"notice:{found.key}":
            decided[one.left.removeprefix("contract:")] = one
    return decided


def _contracts(db: duckdb.DuckDBPyConnection, ids: set[str], asked: Asked) -> list[Contract]:
    """The contracts of these ids that are held by the day asked about, some by the summary of their award alone."""
    values = {"contracts": sorted(ids), "on": asked.on, "known": asked.known, "agencies": None}
    held = [read_contract(row, asked) for row in db.execute(_CONTRACTS, values).fetchall()]
    summed = (contract(db, id, asked) for id in sorted(ids - {one.id for one in held}))
    return [*held, *(life.contract for life in summed if life is not None)]


# -- why a contract may follow --------------------------------------------------------------------------------------


def _reasons(found: Solicitation, signings: list[_Signing]) -> dict[str, tuple[LeadReason, ...]]:
    """The reasons by contract, of those whose words are enough of one; signed by the same office, in the window."""
    office, posted = found.office, found.last_posted
    if office is None or posted is None:
        return {}
    rarity = Rarity(one.description for one in signings)
    near = [one for one in signings if one.piid.startswith(office) and posted <= one.day <= posted + _WINDOW]
    worded = {one.contract: said for one in near if (said := _of_words(found, one, rarity))}
    likely = [one for one in near if one.contract in worded]
    bursts, runs = _bursts(likely), _runs(likely)
    return {
        one.contract: (
            *worded[one.contract],
            LeadReason(Feature.OFFICE, (office,)),
            LeadReason(Feature.DAYS, count=(one.day - posted).days),
            *bursts.get(one.contract, ()),
            *runs.get(one.contract, ()),
        )
        for one in likely
    }


def _of_words(found: Solicitation, one: _Signing, rarity: Rarity) -> tuple[LeadReason, ...]:
    """The reasons that lie in words; empty where words alone are no reason."""
    title, said = words_of(found.title), words_of(one.description)
    if len(found.key) > 5 and found.key in number_key(one.description):
        return (LeadReason(Feature.NUMBER_IN_WORDS, (found.number,)),)
    shared = tuple(dict.fromkeys(word for word in title if word in said and rarity.is_rare(word)))
    run = together(title, said)
    if any(map(rarity.is_rare, run)) and rarity.share({*run, *shared}, title) > _MOST:
        return (LeadReason(Feature.TOGETHER, run),)
    supplier = _supplier_named(found, one.supplier)
    if supplier and shared:
        return (LeadReason(Feature.SUPPLIER, supplier), LeadReason(Feature.TITLE, shared))
    if rarity.share(shared, title) <= _MOST or (len(shared) == 1 and not rarity.is_telling(shared[0])):
        return ()
    return (LeadReason(Feature.TITLE, shared),)


def _supplier_named(found: Solicitation, supplier: str) -> tuple[str, ...]:
    """The supplier's name as the solicitation has it, to the end of its first two words; empty where it has not."""
    words = re.findall(r"[^\W_]+", supplier)[:2]
    if not words or len(words[0]) < 4:
        return ()
    pattern = r"[\W_]+".join(map(re.escape, words))
    named = re.search(rf"(?<!\w){pattern}(?!\w)", f"{found.title}\n{found.description}", re.IGNORECASE)
    return (named[0],) if named else ()


def _bursts(likely: list[_Signing]) -> dict[str, tuple[LeadReason, ...]]:
    """Contracts signed on the same or adjacent days with alike descriptions, in the order of their days."""
    groups: list[list[_Signing]] = []
    for one in likely:
        words = set(words_of(one.description))
        for group in groups:
            close = one.day - group[-1].day <= timedelta(days=1)
            if close and are_alike(words, set(words_of(group[0].description))):
                group.append(one)
                break
        else:
            groups.append([one])
    return {
        one.contract: (LeadReason(Feature.BURST, count=len(group), since=group[0].day, until=group[-1].day),)
        for group in groups
        if len(group) >= _SEVERAL
        for one in group
    }


def _runs(likely: list[_Signing]) -> Mapping[str, tuple[LeadReason, ...]]:
    """Frameworks whose numbers follow each other without a gap, told of each order under one of them."""
    numbered: dict[tuple[str, int], str] = {}
    for one in likely:
        if one.framework and (tail := re.search(r"\d+$", one.framework)):
            numbered[one.framework[: tail.start()], int(tail[0])] = one.framework
    run_of: dict[str, LeadReason] = {}
    for stem, number in numbered:
        if (stem, number - 1) in numbered:
            continue
        end = number
        while (stem, end + 1) in numbered:
            end += 1
        if end - number + 1 >= _SEVERAL:
            reason = LeadReason(Feature.RUN, (numbered[stem, number], numbered[stem, end]), end - number + 1)
            run_of |= {numbered[stem, at]: reason for at in range(number, end + 1)}
    return {one.contract: (run_of[one.framework],) for one in likely if one.framework in run_of}
