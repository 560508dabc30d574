"""Names that might be a person's, kept out of every answer until somebody has judged them: the tables are read through a mask.

The mask stands before everything a question reads: where a record has a waiting name, it reads what stands for it, and its
normal form likewise; one name, one stand-in, so that nothing counts, compares or joins otherwise than without the mask.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import duckdb

from vigie.groups.observed import name_id
from vigie.ledger.tables import NAMING, SCHEMAS
from vigie.privacy import INDIVIDUAL, WITHHELD
from vigie.privacy.bare_names import sentinel, waiting_key
from vigie.questions.waiting import Unjudged
from vigie.records.judgement import Judgement, Verdict

# One row is a name of which every spelling is bare; another one, with a legal form or the like, says it is an organization's
_BARE = """
select key, list_sort(list(distinct name)) as spellings from spelling group by key having bool_and(bare) order by key
"""
# A table read through the mask: rows with bare names stand apart, so that all others are found as fast as before
_SHOWN = """
create or replace temp view {table} as
select * from plain_{table} union all by name select recorded.* replace ({replaced}) from bare_{table} as recorded {joins}
"""
# Descriptions may repeat the name of the supplier
_DESCRIPTION = f"""
case when supplier_hidden.name is null then description
    else regexp_replace(description, '(?i)\\b' || regexp_escape(recorded.supplier) || '\\b', '{WITHHELD}', 'g') end as description
"""
# Reasons quote the words they compare: only what was compared is left of them; and an individual is nobody's namesake
_PAIRS_SHOWN = f"""
create or replace temp view pair as
with ids as (select distinct 'name:' || key as id, 'name:' || shown_key as shown_id from hidden_name)
select coalesce(ours.shown_id, left_id) as left_id, coalesce(theirs.shown_id, right_id) as right_id, score, band,
    case when ours.id is null and theirs.id is null then reasons
        else string_split(regexp_replace(array_to_string(reasons, chr(10)), '(?m)^([^|]*[|][^|]*[|]).*$', '\\1', 'g'), chr(10))
    end as reasons
from pair_recorded left join ids as ours on ours.id = left_id left join ids as theirs on theirs.id = right_id
where coalesce(ours.shown_id, '') <> 'name:{INDIVIDUAL}' and coalesce(theirs.shown_id, '') <> 'name:{INDIVIDUAL}'
"""  # noqa: S608  only our own names


@dataclass(frozen=True, slots=True)
class HiddenName:
    """A name that is not shown: its normal form, the ways records write it, and what stands for both."""

    key: str
    spellings: tuple[str, ...]
    shown_key: str
    shown: str


class Mask:
    """The names that are not shown, over the tables of one generation."""

    def __init__(self, hidden: Iterable[HiddenName], *, released: Iterable[str] = ()) -> None:
        self.hidden = tuple(hidden)
        self._ids = {name_id(one.key): name_id(one.shown_key) for one in self.hidden}
        self._released = tuple(released)
        self._ids |= {name_id(waiting_key(key)): name_id(key) for key in self._released}
        self._by_name = {name: one for one in self.hidden for name in one.spellings}
        written = sorted({name.upper() for name in self._by_name}, key=lambda name: (-len(name), name))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, written))})(?!\w)", re.I) if written else None
        self._shown = {name.upper(): one.shown for name, one in self._by_name.items()}

    def unjudged(self) -> tuple[Unjudged, ...]:
        """The names that wait for somebody's judgement, in the order of their normal forms."""
        waiting = (one for one in self.hidden if one.shown != INDIVIDUAL)
        return tuple(Unjudged(name_id(one.key), one.spellings, one.shown_key) for one in waiting)

    def meant(self, written: str) -> str | None:
        """The id under which a bare name is judged, from its id, the id that stands for it or the name; None: there is no such name.

        It is the id that stands for the name, so that a judgement does not repeat the name.
        """
        bare = {waiting_key(one.key): {name_id(one.key), *one.spellings} for one in self.hidden}
        bare |= {waiting_key(key): {name_id(key)} for key in self._released}
        found = (id for id, ways in bare.items() if written.upper() in {name_id(id).upper(), *map(str.upper, ways)})
        return next((name_id(id) for id in found), None)

    def of_shown(self, judgements: Iterable[Judgement]) -> Iterator[Judgement]:
        """Judgements of the organizations by the ids they are shown under, whichever id they were made by."""
        for one in judgements:
            right = one.right and self._ids.get(one.right, one.right)
            yield replace(one, left=self._ids.get(one.left, one.left), right=right)

    def text(self, cell: str) -> str:
        """A text in which what stands for each hidden name is in its place."""
        if self._pattern is None:
            return cell
        return self._pattern.sub(lambda found: self._shown.get(found[0].upper(), WITHHELD), cell)

    def lay(self, db: duckdb.DuckDBPyConnection) -> None:
        """Put the mask over the tables opened in ``db``: rows that name nobody hidden are read as before."""
        if not self.hidden:
            return
        db.execute(
            """create or replace temp table hidden_name as
            select unnest($names) as name, unnest($keys) as key, unnest($shown_keys) as shown_key, unnest($shown) as shown""",
            {
                "names": list(self._by_name),
                "keys": [one.key for one in self._by_name.values()],
                "shown_keys": [one.shown_key for one in self._by_name.values()],
                "shown": [one.shown for one in self._by_name.values()],
            },
        )
        db.execute("drop view if exists pair_recorded")
        db.execute("alter view pair rename to pair_recorded")
        db.execute(_PAIRS_SHOWN)
        for table, columns in NAMING.items():
            if db.execute(f"select 1 from bare_{table} limit 1").fetchone():  # noqa: S608  only our own names
                db.execute(_shown(table, columns))


def _shown(table: str, columns: tuple[str, ...]) -> str:
    replaced = [f"coalesce({name}_hidden.shown, recorded.{name}) as {name}" for name in columns]
    for name in columns:
        key = f"{name}_key"
        if f"{key} varchar" in SCHEMAS[table]:
            replaced.append(f"coalesce({name}_hidden.shown_key, recorded.{key}) as {key}")
    if "description varchar" in SCHEMAS[table]:
        replaced.append(_DESCRIPTION)
    joins = " ".join(
        f"left join hidden_name as {name}_hidden on {name}_hidden.name = recorded.{name}" for name in columns
    )
    return _SHOWN.format(table=table, replaced=", ".join(replaced), joins=joins)


def read_mask(
    db: duckdb.DuckDBPyConnection, judgements: Iterable[Judgement] = (), *, declared: Iterable[str] = ()
) -> Mask:
    """The mask over what is recorded in ``db``, as it was opened: every bare name, but those somebody has spoken for.

    Judged an organization, a name is shown; judged an individual, it is withheld for good. ``declared`` are ids of organizations
    that desk.toml names: whoever wrote them there has said that they are.
    """
    verdicts = {one.left: one.verdict for one in judgements if one.undone is None and one.right is None}
    said = set(declared)
    hidden, released = [], []
    for key, spellings in db.execute(_BARE).fetchall():
        stand_in = waiting_key(key)
        verdict = verdicts.get(name_id(key)) or verdicts.get(name_id(stand_in))
        if verdict is Verdict.INDIVIDUAL:
            hidden.append(HiddenName(key, tuple(spellings), INDIVIDUAL, INDIVIDUAL))
        elif verdict is Verdict.ORGANIZATION or name_id(key) in said:
            released.append(key)
        else:
            hidden.append(HiddenName(key, tuple(spellings), stand_in, sentinel(key)))
    return Mask(hidden, released=released)
