"""Which suppliers held the companies of a list may be: pairs the matching finds, and those that people judged."""

from dataclasses import dataclass

import duckdb

from vigie.groups.match import match, reason
from vigie.groups.matching import Band, Reason
from vigie.groups.names import normal_form
from vigie.questions.suppliers_held import ORGANIZATIONS, SupplierHeld
from vigie.questions.verdicts import Verdicts
from vigie.records.judgement import Judgement, Verdict
from vigie.records.listed import Listed


@dataclass(frozen=True, slots=True)
class Found:
    """A supplier that a company of a list may be: ``same`` where it is sure, by its score or by a judgement."""

    id: str
    score: float | None
    reasons: tuple[Reason, ...]
    judgement: Judgement | None
    same: bool

    @property
    def apart(self) -> bool:
        """Whether a person judged it to be another organization."""
        return self.judgement is not None and self.judgement.verdict is Verdict.DIFFERENT


def matched(db: duckdb.DuckDBPyConnection, lines: tuple[Listed, ...], suppliers: str) -> list[dict[str, Found]]:
    """The suppliers that the matching finds for each line in a table of organizations, by their ids.

    What somebody watches is their secret: nothing of the list stays in ``db``.
    """
    organizations = [line.organization for line in lines]
    db.execute(f"create or replace temp table line_listed ({ORGANIZATIONS})")
    db.execute(
        """insert into line_listed select unnest($ids), unnest($names), unnest(cast($countries as varchar[])), null,
            unnest(cast($cities as varchar[])), unnest(cast($codes as varchar[])), unnest(cast($identifiers as varchar[][])),
            unnest(cast($others as varchar[][])), unnest(cast($parents as varchar[][]))""",
        {
            "ids": [str(place) for place in range(len(lines))],
            "names": [one.name for one in organizations],
            "countries": [one.country for one in organizations],
            "cities": [one.city for one in organizations],
            "codes": [one.postal_code for one in organizations],
            "identifiers": [[f"{each.scheme}:{each.value}" for each in one.identifiers] for one in organizations],
            "others": [list(one.other_names) for one in organizations],
            "parents": [list(one.parents) for one in organizations],
        },
    )
    match(db, "line_listed", suppliers, "line_matched")
    pairs: list[dict[str, Found]] = [{} for _ in lines]
    for place, id, score, band, reasons in db.execute("from line_matched").fetchall():
        why = tuple(map(reason, reasons))
        pairs[int(place)][id] = Found(id, score, why, None, band == Band.SAME and not lines[int(place)].doubtful)
    db.execute("drop table line_listed")
    db.execute("drop table line_matched")
    return pairs


def judged_too(
    line: Listed, pairs: dict[str, Found], judged: Verdicts, held: dict[str, SupplierHeld]
) -> dict[str, Found]:
    """The pairs of a line as people judged them, with those that people alone found."""
    one = line.organization
    ids = [f"name:{normal_form(one.name)}", *(f"{each.scheme}:{each.value}" for each in one.identifiers)]
    decided = dict(pairs)
    for id in (*pairs, *(other for other in judged.beside(ids) if other in held)):
        if (judgement := judged.of(ids, [id, *held[id].identifiers])) is None:
            continue
        score, reasons = (pairs[id].score, pairs[id].reasons) if id in pairs else (None, ())
        decided[id] = Found(id, score, reasons, judgement, judgement.verdict is Verdict.SAME)
    return decided
