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
    """Make the table ``supplier_name``: the normal form of each supplier's name in ``arrival``."""
    found = db.execute("select distinct supplier from arrival where supplier is not null").fetchall()
    names = [name for (name,) in found]
    db.execute(
        "create or replace temp table supplier_name as select unnest($names) as name, unnest($keys) as key",
        {"names": names, "keys": [INDIVIDUAL if name == INDIVIDUAL else normal_form(name) for name in names]},
    )


# One row of wording is one text with its classifications, and what they say; held are those posted before
_HELD = """
create or replace temp table wording as
select distinct description as description_, product_service as product_service_, naics as naics_, topics, topic_words, closed_out,
    continues, term
from contract_version as held
where exists (
    select 1 from posted_anew where posted_anew.description is not distinct from held.description
        and posted_anew.product_service is not distinct from held.product_service
        and posted_anew.naics is not distinct from held.naics
)
"""
_UNREAD = """
select distinct description, product_service, naics from posted_anew
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
    """Make the table ``wording``: what each distinct text of ``posted_anew`` says; texts held are not read again."""
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
