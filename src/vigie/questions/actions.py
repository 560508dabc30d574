"""The actions of contracts, as of a day: of one for its life, of several at once for what is told of many."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import duckdb

from vigie.questions.standing import STANDING, Asked
from vigie.records.contract import Action

# One row is an action
ACTION_COLUMNS = """modification, action_date, supplier, obligated, framework, description, topics, topic_words, closed_out, continues,
product_service, naics, capture, row"""
_ACTIONS = f"""
with {STANDING.format(only="list_contains($contracts, contract)")}
select contract, {ACTION_COLUMNS}, obligated_to_date from standing order by contract, moment
"""  # noqa: S608  only our own fragments


def actions_of(db: duckdb.DuckDBPyConnection, contracts: Iterable[str], asked: Asked) -> dict[str, tuple[Action, ...]]:
    """The actions up to the day asked of each contract of which any is held, by our id, in the order (day, modification)."""
    values = {"contracts": list(contracts), "on": asked.on, "known": asked.known, "agencies": None}
    found: dict[str, list[Action]] = {}
    for contract, *line in db.execute(_ACTIONS, values).fetchall():
        found.setdefault(contract, []).append(read_action(tuple(line), line[-1], asked))
    return {contract: tuple(actions) for contract, actions in found.items()}


def read_action(line: tuple[Any, ...], to_date: Decimal | None, asked: Asked) -> Action:
    """An action from one row of ACTION_COLUMNS and one column more."""
    (modification, day, supplier, amount, framework, description, topics, words, closed_out, continues, product_service, naics,
     capture, row, _) = line  # fmt: skip
    return Action(
        modification=modification,
        action_date=day,
        supplier=supplier,
        obligated=amount,
        obligated_to_date=to_date,
        framework=framework,
        description=description,
        topics=tuple(topics or ()),
        words=tuple(words or ()),
        classifications=tuple(label for label in (product_service, naics) if label),
        says_closed_out=bool(closed_out),
        says_continues=bool(continues),
        evidence=asked.evidence(capture, row),
    )
