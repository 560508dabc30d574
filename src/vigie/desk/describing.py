"""What the words of new rows say: the normal form of each supplier, topics and statements of each text."""

from typing import Any

import duckdb

from vigie.desk.announcing import describe_notices
from vigie.groups.names import normal_form
from vigie.ledger.parents import PARENT_NAMES
from vigie.privacy import INDIVIDUAL, PLACE, WITHHELD
from vigie.privacy.bare_names import is_bare
from vigie.topics.lexicon import hits, label_hits, text_hits
from vigie.topics.wording import read_wording


def held_texts(db: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Texts and names of the ledger that the rule of privacy, under which they were kept, leaves as they are."""

    def column(query: str) -> list[str]:
        return [cell for (cell,) in db.execute(query).fetchall()]

    texts = column("select distinct description from version where description is not null")
    names = column(
        """select distinct supplier from version where supplier is not null
        union select distinct product_service from version where product_service is not null
        union select distinct naics from version where naics is not null"""
    )
    return {
        "texts": [text for text in texts if WITHHELD not in text and PLACE not in text],
        "names": [name for name in names if name != INDIVIDUAL and WITHHELD not in name],
    }


def know_normal_forms(db: duckdb.DuckDBPyConnection) -> None:
    """Give ``db`` the functions ``normal_form`` of a name and ``normal_forms`` of several."""
    db.create_function("normal_form", lambda name: normal_form(name), ["VARCHAR"], "VARCHAR")
    db.create_function("normal_forms", lambda names: list(map(normal_form, names)), ["VARCHAR[]"], "VARCHAR[]")


def name_suppliers(db: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``supplier_name``: the normal form of each name of a supplier, and of a supplier's parent, that arrives."""
    found = db.execute(
        f"""{PARENT_NAMES} union select supplier from arrival where supplier is not null
        union select supplier from award_new where supplier is not null
        union select supplier from subaward_new where supplier is not null
        union select supplier from notice_new where supplier is not null"""  # noqa: S608  only our own column lists
    ).fetchall()
    names = [name for (name,) in found]
    db.execute(
        "create or replace temp table supplier_name as select unnest($names) as name, unnest($keys) as key",
        {"names": names, "keys": [INDIVIDUAL if name == INDIVIDUAL else normal_form(name) for name in names]},
    )


# One row is a name that arrives and that no record held has, in whatever place records write names of organizations
_NAMES_NEW = """
with said as (
    select name from supplier_name
    union select parent from arrival union select parent from award_new union select parent from subaward_new
    union select prime_supplier from subaward_new
    union select child from ownership_new where child_scheme is null
    union select parent from ownership_new where parent_scheme is null
    union select protester from protest_new union select supplier from reported_new
)
select name from said where name is not null and name <> $individual and name not in (select name from spelling)
"""


def lay_spellings(db: duckdb.DuckDBPyConnection) -> None:
    """Fill the table ``spelling_new``: each name that arrives for the first time, and whether it might be a person's."""
    names = [name for (name,) in db.execute(_NAMES_NEW, {"individual": INDIVIDUAL}).fetchall()]
    db.execute(
        "insert into spelling_new select unnest($keys), unnest($names), unnest($bare)",
        {"keys": list(map(normal_form, names)), "names": names, "bare": list(map(is_bare, names))},
    )


# One row is a text with its classifications, as an action or an award that arrives has them
_TEXTS = """
create or replace temp table texts as
select coalesce(description, '') as description, product_service, naics from posted_anew
union select coalesce(description, ''), product_service, naics from fresh_line
union select coalesce(description, ''), product_service, naics from award_new
"""
# One row is what one text says
_TEXT_WORDING = """
create or replace temp table text_wording as select
    unnest(cast($texts as varchar[])) as text, unnest(cast($topics as varchar[][])) as topics,
    unnest(cast($words as varchar[][])) as topic_words, unnest(cast($closed_out as boolean[])) as closed_out,
    unnest(cast($continues as boolean[])) as continues, unnest(cast($terms as varchar[])) as term
"""
# One row is a text with classifications that name a topic, and the topics of both
_CLASSIFIED = """
create or replace temp table classified as select
    unnest(cast($texts as varchar[])) as text, unnest(cast($product_services as varchar[])) as product_service_,
    unnest(cast($naics as varchar[])) as naics_, unnest(cast($topics as varchar[][])) as topics_of_both,
    unnest(cast($words as varchar[][])) as words_of_both
"""


def describe(db: duckdb.DuckDBPyConnection) -> None:
    """Make the tables ``text_wording`` and ``classified``: what each text that arrives says, alone and with its labels.

    Awards that arrive are told what their texts say at once, and all that arrive the normal form of their supplier.
    """
    db.execute(_TEXTS)
    texts = [text for (text,) in db.execute("select distinct description from texts").fetchall()]
    found = [text_hits(text) for text in texts]
    said = [read_wording(text) for text in texts]
    db.execute(
        _TEXT_WORDING,
        {
            "texts": texts,
            "topics": [[hit.topic for hit in one] for one in found],
            "words": [[hit.words for hit in one] for one in found],
            "closed_out": [one.closed_out for one in said],
            "continues": [one.continues for one in said],
            "terms": [one.term for one in said],
        },
    )
    _classify(db)
    describe_notices(db)
    for table in ("award", "subaward", "notice"):
        db.execute(
            f"update {table}_new set supplier_key = supplier_name.key from supplier_name where supplier_name.name = supplier"  # noqa: S608
        )
    db.execute(
        """update award_new set topics = worded.topics, topic_words = worded.topic_words, closed_out = worded.closed_out,
            continues = worded.continues, term = worded.term
        from (
            select award_new.capture, award_new.row, coalesce(topics_of_both, text_wording.topics) as topics,
                coalesce(words_of_both, text_wording.topic_words) as topic_words, text_wording.closed_out, text_wording.continues,
                text_wording.term
            from award_new join text_wording on text = coalesce(description, '')
                left join classified on classified.text = coalesce(description, '')
                    and product_service_ is not distinct from product_service and naics_ is not distinct from naics
        ) as worded
        where worded.capture = award_new.capture and worded.row = award_new.row"""
    )


def _classify(db: duckdb.DuckDBPyConnection) -> None:
    labels = db.execute("select product_service from texts union select naics from texts").fetchall()
    telling = [label for (label,) in labels if label and label_hits(label)]
    both: list[tuple[Any, ...]] = db.execute(
        """select distinct description, product_service, naics from texts
        where list_contains($labels, product_service) or list_contains($labels, naics)""",
        {"labels": telling},
    ).fetchall()
    found = [hits(text, (product_service or "", naics or "")) for text, product_service, naics in both]
    db.execute(
        _CLASSIFIED,
        {
            "texts": [text for text, _, _ in both],
            "product_services": [product_service for _, product_service, _ in both],
            "naics": [naics for _, _, naics in both],
            "topics": [[hit.topic for hit in one] for one in found],
            "words": [[hit.words for hit in one] for one in found],
        },
    )
