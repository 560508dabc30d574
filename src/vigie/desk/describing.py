"""What the words of new rows say: the normal form of each supplier, topics and statements of each text."""

from typing import Any

import duckdb

from vigie.groups.names import normal_form
from vigie.privacy import INDIVIDUAL, WITHHELD
from vigie.topics.lexicon import hits
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
        "texts": [text for text in texts if WITHHELD not in text],
        "names": [name for name in names if name != INDIVIDUAL and WITHHELD not in name],
    }


def name_suppliers(db: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``supplier_name``: the normal form of each supplier's name that arrives."""
    found = db.execute(
        """select supplier from arrival where supplier is not null
        union select supplier from award_new where supplier is not null
        union select supplier from subaward_new where supplier is not null"""
    ).fetchall()
    names = [name for (name,) in found]
    db.execute(
        "create or replace temp table supplier_name as select unnest($names) as name, unnest($keys) as key",
        {"names": names, "keys": [INDIVIDUAL if name == INDIVIDUAL else normal_form(name) for name in names]},
    )


# One row of wording is one text with its classifications, and what they say; held are those posted before
_TEXTS = """
create or replace temp table texts as
select description, product_service, naics from posted_anew
union select description, product_service, naics from fresh_line
union select description, product_service, naics from award_new
"""
_HELD = """
create or replace temp table wording as
select distinct description as description_, product_service as product_service_, naics as naics_, topics, topic_words, closed_out,
    continues, term
from contract_version as held
where exists (
    select 1 from texts where texts.description is not distinct from held.description
        and texts.product_service is not distinct from held.product_service
        and texts.naics is not distinct from held.naics
)
"""
_UNREAD = """
select description, product_service, naics from texts
where not exists (
    select 1 from wording where description_ is not distinct from description
        and product_service_ is not distinct from product_service and naics_ is not distinct from naics
)
"""
_READ = """
insert into wording by name select
    unnest(cast($descriptions as varchar[])) as description_, unnest(cast($product_services as varchar[])) as product_service_,
    unnest(cast($naics as varchar[])) as naics_, unnest(cast($topics as varchar[][])) as topics,
    unnest(cast($words as varchar[][])) as topic_words, unnest(cast($closed_out as boolean[])) as closed_out,
    unnest(cast($continues as boolean[])) as continues, unnest(cast($terms as varchar[])) as term
"""


def describe(db: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``wording``: what each distinct text that arrives says; texts held are not read again.

    Awards that arrive are told what their texts say at once, and all that arrive the normal form of their supplier.
    """
    db.execute(_TEXTS)
    db.execute(_HELD)
    texts: list[tuple[Any, ...]] = db.execute(_UNREAD).fetchall()
    found = [hits(text[0] or "", (text[1], text[2])) for text in texts]
    said = [read_wording(text[0] or "") for text in texts]
    db.execute(
        _READ,
        {
            "descriptions": [text[0] for text in texts],
            "product_services": [text[1] for text in texts],
            "naics": [text[2] for text in texts],
            "topics": [[hit.topic for hit in one] for one in found],
            "words": [[hit.words for hit in one] for one in found],
            "closed_out": [one.closed_out for one in said],
            "continues": [one.continues for one in said],
            "terms": [one.term for one in said],
        },
    )
    for table in ("award", "subaward"):
        db.execute(
            f"update {table}_new set supplier_key = supplier_name.key from supplier_name where supplier_name.name = supplier"  # noqa: S608
        )
    db.execute(
        """update award_new set topics = wording.topics, topic_words = wording.topic_words, closed_out = wording.closed_out,
            continues = wording.continues, term = wording.term
        from wording where wording.description_ is not distinct from description
            and wording.product_service_ is not distinct from product_service and wording.naics_ is not distinct from naics"""
    )
