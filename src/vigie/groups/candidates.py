"""Which of many organizations are worth comparing: those that share a rare word, in DuckDB, in bounded memory.

A name is looked up by keys: each rare word, and words that differ from it in one letter; its first two words written
as one; all its words that tell something, whatever their order; identifiers. A word that is no word of the right
side, and one letter off a frequent one, is read as that one too. A key that more names of the right side have than
the cap is no key. Of the pairs found, those are kept that could still come to "review" if everything not yet looked
at spoke for them, and of each organization the most promising.
"""

import math

import duckdb

from vigie.groups.legal_forms import legal_forms
from vigie.groups.spelling import LOOKS
from vigie.groups.weights import Weights
from vigie.groups.words import rarities

# A key of more names than this on the right says too little
_CAP = 100
# Of an organization of the left side, so many are compared
_MOST = 12
# A word in which a letter is changed is another word where it is shorter
_SHORTEST_MISSPELLED = 5

# Points of a pair that is compared whatever its words
_CERTAIN = 100

_DROPPED = "’ʼ\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

# The temporary tables that only lead to the pairs
_MADE = (
    "tells", "left_name", "right_name", "left_word", "right_word", "vocabulary", "near", "corrected", "put_right",
    "left_keyed", "right_keyed", "found", "left_rare", "right_rare", )  # fmt: skip

_TELLS = "create or replace temp table tells as select unnest($words) as word, unnest($tells) as tells"
# One row is a name of an organization, numbered, its words written plainly
_NAMES = """
create or replace temp table {side}_name as
with written as (  -- one row is a name
    select id, name from {table} where name is not null
    union all select id, unnest(other_names) from {table} where len(other_names) > 0
)
select row_number() over () as m, id, string_split(trim(regexp_replace(lower(strip_accents(replace(replace(
    if(strlen(name) = length(name), name, translate(name, $looks, $plain)), '''', ''), '.', ''))), '[^\\pL\\pN]+', ' ', 'g')), ' ') as words
from written
"""
# One row is a word of a name
_WORDS = "create or replace temp table {side}_word as select m, unnest(list_distinct(words)) as word from {side}_name"
# One row is a word of the right side: in how many names it stands, how much it tells
_VOCABULARY = """
create or replace temp table vocabulary as
select word, count(*) as names, coalesce(any_value(tells.tells), 1.0) as tells
from right_word left join tells using (word) where word <> '' group by word
"""
# One row is a word of the left side beside one of the right, one letter off: a letter changed, left out, put in or two swapped
_NEAR = """
create or replace temp table near as
with sought as (  -- one row is a word of the left side that the right one has not, or seldom
    select distinct word from left_word left join vocabulary using (word) where length(word) >= {shortest} and coalesce(names, 0) <= {cap}
), cut as (  -- one row is such a word, whole or without one of its letters
    select word, hash(substr(word, 1, letter - 1) || substr(word, letter + 1)) as rest
    from (select word, unnest(range(1, length(word) + 2)) as letter from sought)
), held as (  -- the same of the words of the right side
    select word, names, tells, hash(substr(word, 1, letter - 1) || substr(word, letter + 1)) as rest
    from (select *, unnest(range(1, length(word) + 2)) as letter from vocabulary where length(word) >= {shortest})
)
select cut.word as sought, held.word as held, any_value(names) as names, any_value(tells) as tells
from cut join held using (rest)
where cut.word <> held.word and damerau_levenshtein(cut.word, held.word) <= 1
group by all
"""
# One row is a word of the left side that the right one has not, and the frequent word it is one letter off
_CORRECTED = """
create or replace temp table corrected as
select sought, max_by(held, (names, held)) as held from near
where names > {cap} and sought not in (select word from vocabulary) group by sought
"""
# One row is a name with its keys of several words: all that tell something, the first, the first two written as one
_KEYED = """
create or replace temp table {side}_keyed as
with every_word as (  -- one row is a name
    select m, bit_xor(hash(word)) as every from {side}_word
    where word not in (select word from tells where tells = 0) and word <> '' group by m
)
select m, coalesce(every, 0) as every, hash(words[if(words[1] = 'the', 2, 1)]) as head,
    hash(words[1] || coalesce(words[2], '')) as first
from {side}_name left join every_word using (m)
"""
# One row is a name of the left side as it would be with a word put right
_PUT_RIGHT = """
create or replace temp table put_right as
with words as (  -- one row is a word of a name that has such a word
    select m, coalesce(held, left_word.word) as word, coalesce(tells.tells, 1.0) as tells
    from left_word join (select distinct m from left_word join corrected on left_word.word = sought) using (m)
        left join corrected on sought = left_word.word left join tells on tells.word = coalesce(held, left_word.word)
)
select m, bit_xor(hash(words.word)) filter (where tells > 0) as every,
    if(len(any_value(left_name.words)) > 1, hash(coalesce(any_value(one.held), any_value(left_name.words[1]))
        || coalesce(any_value(two.held), any_value(left_name.words[2]))), 0) as first
from words join left_name using (m)
    left join corrected as one on one.sought = left_name.words[1] left join corrected as two on two.sought = left_name.words[2]
group by m
"""
# One row is a pair of names and how much the rare words tell by which it was found
_FOUND = """
create or replace temp table found as
with words as (  -- one row is a rare word of a name, as the right side spells it
    select m, word as held, tells from left_word join vocabulary using (word) where names <= {cap}
    union all select m, held, near.tells from left_word join near on sought = word where names <= {cap}
), sought as (  -- one row is a key of several words of a name of the left side
    select hash(1, every) as key, m from left_keyed union select hash(2, first), m from left_keyed
    union select hash(1, every), m from put_right union select hash(2, first), m from put_right
    union select hash(3, first), m from left_keyed where first <> head union select hash(4, head), m from left_keyed
), several as (  -- one row is a key of several words of a name of the right side
    select hash(1, every) as key, m, 2 * {certain} as tells from right_keyed
    union all select hash(2, first), m, 0 from right_keyed
    union all select hash(4, first), m, {certain} from right_keyed where first <> head
    union all select hash(3, head), m, {certain} from right_keyed where first <> head
), few as (  -- keys that few have
    select key from several where key in (select key from sought) group by key having count(*) <= {cap}
), met as (  -- one row is a key that two names share
    select words.m as left_m, right_word.m as right_m, tells from words join right_word on held = right_word.word
    union all select sought.m, several.m, several.tells from sought join several using (key) semi join few using (key)
)
select left_m, right_m, sum(tells) as tells from met group by all
"""
# One row is a name that was found and how much its rare words tell together
_RARE = """
create or replace temp table {side}_rare as
select m, sum(coalesce(vocabulary.tells, 1.0)) as rare
from (select distinct {side}_m as m from found) join {side}_name using (m)
    left join {side}_word using (m) left join vocabulary using (word)
where coalesce(names, 0) <= {cap} and not regexp_full_match(word, '[0-9]*') and word not in (select sought from corrected)
group by m
"""
# One row is a pair of organizations worth comparing, numbered
_WORTH = """
create or replace temp table worth as
with lacking as (  -- one row is a pair of names and how much of what their rare words tell the other lacks
    select left_m, right_m, tells, greatest(coalesce(one.rare, 0), coalesce(other.rare, 0), tells) as most,
        greatest(coalesce(one.rare, 0) - tells, 0) as left_lacks, greatest(coalesce(other.rare, 0) - tells, 0) as right_lacks
    from found left join left_rare as one on left_m = one.m left join right_rare as other on right_m = other.m
), bounded as (  -- one row is a pair of names and the most points it could come to
    select left_m, right_m, {start} + {others}
        + if(one.head = other.head or one.first = other.head or one.head = other.first, {head}, {near}) + {cover} * (tells + 1) / (most + 1)
        + {only} * (left_lacks + right_lacks) + {lacks} * least(left_lacks, right_lacks, 1) as points, tells
    from lacking join left_keyed as one on left_m = one.m join right_keyed as other on right_m = other.m
), likely as (  -- one row is a pair of organizations, of two names each perhaps
    select left_name.id as left_id, right_name.id as right_id, points, tells
    from bounded join left_name on left_m = left_name.m join right_name on right_m = right_name.m where points >= {least}
    union all select one.id, other.id, {certain}, {certain} from (select id, unnest(identifiers) as identifier from {left}) as one
        join (select id, unnest(identifiers) as identifier from {right}) as other using (identifier)
), promising as (  -- one row is a pair of organizations, among the best of the left one
    select left_id, right_id from (select left_id, right_id, max(points) as points, max(tells) as tells from likely {apart} group by all)
    qualify row_number() over (partition by left_id order by points desc, tells desc, right_id) <= {most}
), pairs as (  -- one row is a pair in the order in which it is told
    select distinct {pair} from promising
)
select row_number() over (order by left_id, right_id) as number, left_id, right_id from pairs
"""
_BETWEEN_TWO = {"pair": "left_id, right_id", "apart": ""}
_WITHIN_ONE = {
    "pair": "least(left_id, right_id) as left_id, greatest(left_id, right_id) as right_id",
    "apart": "where left_id <> right_id",
}
# What the organizations of a table say besides their names, and the features that look at it
_SAYS = """
select count(country) > 0, count(city) + count(postal_code) > 0, count(*) filter (where len(parents) > 0) > 0 from {table}
"""
_TOLD = ("same_country", "same_place", "shared_parent")


# Of so few organizations each is compared with each: looking for keys would take longer
_FEW = 12
_EACH_WITH_EACH = """
create or replace temp table worth as
select row_number() over (order by one.id, other.id) as number, one.id as left_id, other.id as right_id
from {left} as one join {right} as other on {apart}
"""


def find_candidates(db: duckdb.DuckDBPyConnection, left: str, right: str, by: Weights) -> int:
    """Make the temporary table ``worth`` (number, left_id, right_id), numbered from 1; the number of its rows.

    Where ``left`` is ``right``, each unordered pair stands once, the smaller id left.
    """
    if max(_count(db, left), _count(db, right)) <= _FEW:
        apart = "one.id < other.id" if left == right else "true"
        db.execute(_EACH_WITH_EACH.format(left=left, right=right, apart=apart))
        return _count(db, "worth")
    share_a_key(db, left, right)
    for side in ("left", "right"):
        db.execute(_RARE.format(side=side, cap=_CAP))
    pairs = _WITHIN_ONE if left == right else _BETWEEN_TWO
    points = _points(db, left, right, by)
    db.execute(_WORTH.format(left=left, right=right, certain=_CERTAIN, most=_MOST, **points, **pairs))
    for table in _MADE:
        db.execute(f"drop table {table}")
    return _count(db, "worth")


def _count(db: duckdb.DuckDBPyConnection, table: str) -> int:
    counted = db.execute(f"select count(*) from {table}").fetchone()  # noqa: S608  only our own names
    return int(counted[0]) if counted else 0


def share_a_key(db: duckdb.DuckDBPyConnection, left: str, right: str) -> None:
    """Make the temporary tables ``found`` (left_m, right_m, tells): pairs of names that share a key, ``left_name``
    and ``right_name`` (m, id, words),
    and those that lead to them."""
    tells = {**rarities(), **dict.fromkeys(legal_forms(None).single, 0.0)}
    db.execute(_TELLS, {"words": list(tells), "tells": list(tells.values())})
    looks = {"looks": LOOKS[0] + _DROPPED, "plain": LOOKS[1]}
    for side, table in (("left", left), ("right", right)):
        db.execute(_NAMES.format(side=side, table=table), looks)
        db.execute(_WORDS.format(side=side))
    rule = {"cap": _CAP, "shortest": _SHORTEST_MISSPELLED, "certain": _CERTAIN}
    for step in (_VOCABULARY, _NEAR, _CORRECTED, _PUT_RIGHT):
        db.execute(step.format(**rule))
    for side in ("left", "right"):
        db.execute(_KEYED.format(side=side))
    db.execute(_FOUND.format(**rule))


def _points(db: duckdb.DuckDBPyConnection, left: str, right: str, by: Weights) -> dict[str, float]:
    """The points by which a pair is bounded: what each feature can give at most where only rare words have been looked at."""
    left_says, right_says = (db.execute(_SAYS.format(table=table)).fetchone() or () for table in (left, right))
    said = [one or other for one, other in zip(left_says, right_says, strict=True)]
    told = ("contained_name", *(feature for feature, says in zip(_TOLD, said, strict=True) if says))
    return {
        "start": by.start,
        "cover": by.points["shared_words"],
        "head": by.points["same_first_word"],
        "near": by.points["nearly_same_first_word"],
        "only": by.points["words_only_one_has"],
        "lacks": by.points["words_each_lacks"],
        "others": sum(max(0.0, by.points[feature]) for feature in told),
        "least": math.log(by.review / (1 - by.review)),
    }
