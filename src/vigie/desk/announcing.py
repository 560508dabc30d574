"""What the words of new notices say: their topics, and whether one calls itself a request for information."""

import duckdb

from vigie.topics.lexicon import text_hits, trace_pattern
from vigie.topics.wording import INFORMATION_TEXT, INFORMATION_TITLE

# So many notices are read at a time; their texts are long
_MANY = 4_096
# One row is a notice in whose title or text a phrase of the lexicon may stand; most have none, which is soon seen
_TEXTS = """
select rowid, title, coalesce(description, '') from notice_new
where rowid between $first and $last and regexp_matches(translate(concat_ws(' | ', title, description), 'İı', 'ii'), $traces, 'i')
"""
_TOPICS = """
update notice_new set topics = found.topics, topic_words = found.words
from (
    select unnest(cast($rows as bigint[])) as place, unnest(cast($topics as varchar[][])) as topics,
        unnest(cast($words as varchar[][])) as words
) as found
where notice_new.rowid = found.place
"""
_ASKS = """
update notice_new set asks_information = regexp_matches(title, $title, 'i') or regexp_matches(coalesce(description, ''), $text, 'i')
"""


def describe_notices(db: duckdb.DuckDBPyConnection) -> None:
    """Tell the notices that arrive what their words say. A title and a text are read apart, so that no phrase spans both."""
    (count,) = db.execute("select count(*) from notice_new").fetchone() or (0,)
    for first in range(0, count, _MANY):
        values = {"first": first, "last": first + _MANY - 1, "traces": trace_pattern()}
        _name_topics(db, db.execute(_TEXTS, values).fetchall())
    db.execute(_ASKS, {"title": INFORMATION_TITLE, "text": INFORMATION_TEXT})


def _name_topics(db: duckdb.DuckDBPyConnection, texts: list[tuple[int, str, str]]) -> None:
    rows, topics, words = [], [], []
    for row, title, description in texts:
        first: dict[str, str] = {}
        for hit in (*text_hits(title), *text_hits(description)):
            first.setdefault(hit.topic, hit.words)
        if first:
            rows.append(row)
            topics.append(list(first))
            words.append(list(first.values()))
    if rows:
        db.execute(_TOPICS, {"rows": rows, "topics": topics, "words": words})
