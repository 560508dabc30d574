"""Many organizations matched with many: candidates from DuckDB, each compared as ``compare`` does, the same and the doubtful kept."""

from collections.abc import Callable, Iterator
from typing import Any

import duckdb

from vigie.groups.candidates import find_candidates
from vigie.groups.matching import Band, Comparison, Reason, compare
from vigie.groups.weights import weights
from vigie.records.organization import Identifier, Organization, Scheme

# Pairs held in memory at once
_BATCH = 50_000
_COLUMNS = ("id", "name", "country", "region", "city", "postal_code", "identifiers", "other_names", "parents")
# One row is an organization that stands in a pair
_COMPARED = (
    "create or replace temp table {side}_compared as select {columns} from {table} semi join worth on id = {side}_id"
)
# One row is a pair with what both sides say of themselves
_SIDE_BY_SIDE = f"""
select {", ".join(f"one.{column}" for column in _COLUMNS)}, {", ".join(f"other.{column}" for column in _COLUMNS)}
from worth join left_compared as one on one.id = left_id join right_compared as other on other.id = right_id
where number > $start and number <= $start + {_BATCH}
order by number
"""  # noqa: S608  only our own names


def match(
    db: duckdb.DuckDBPyConnection,
    left: str,
    right: str,
    into: str,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Create the table ``into``: left_id, right_id, score, band, reasons; only pairs that are "same" or "review".

    ``left`` and ``right`` are tables with the columns id, name, country, region, city, postal_code (texts),
    identifiers (texts as "lei:…"), other_names and parents (lists of texts). Where they are one table, each unordered
    pair stands once, the smaller id left. The result does not depend on the number of threads. ``reasons`` are texts
    that ``reason`` reads. ``progress`` is told how many pairs of how many are compared.
    """
    every = find_candidates(db, left, right, weights())
    for side, table in (("left", left), ("right", right)):
        db.execute(_COMPARED.format(side=side, table=table, columns=", ".join(_COLUMNS)))
    db.execute(
        f"create or replace table {into} (left_id varchar, right_id varchar, score double, band varchar, reasons varchar[])"
    )
    for start in range(0, every, _BATCH):
        rows = db.execute(_SIDE_BY_SIDE, {"start": start}).fetchall()
        _insert(db, into, list(_judged(rows)))
        if progress is not None:
            progress(min(start + _BATCH, every), every)
    for table in ("worth", "left_compared", "right_compared"):
        db.execute(f"drop table {table}")


def _judged(rows: list[tuple[Any, ...]]) -> Iterator[tuple[str, str, Comparison]]:
    half = len(_COLUMNS)
    organizations: dict[tuple[int, str], Organization] = {}
    for row in rows:
        sides = []
        for side, start in ((0, 0), (1, half)):
            key = (side, row[start])
            if key not in organizations:
                organizations[key] = organization(row[start + 1 : start + half])
            sides.append(organizations[key])
        compared = compare(*sides)
        if compared.band is not Band.DIFFERENT:
            yield row[0], row[half], compared


def organization(row: tuple[Any, ...]) -> Organization:
    """The organization of a row: name, country, region, city, postal_code, identifiers, other_names, parents."""
    name, country, region, city, postal_code, identifiers, other_names, parents = row
    parted = (one.partition(":") for one in identifiers or ())
    return Organization(
        name=name,
        other_names=tuple(other_names or ()),
        identifiers=tuple(Identifier(Scheme(scheme), value) for scheme, _, value in parted),
        country=country,
        region=region,
        city=city,
        postal_code=postal_code,
        parents=tuple(parents or ()),
    )


def _insert(db: duckdb.DuckDBPyConnection, into: str, found: list[tuple[str, str, Comparison]]) -> None:
    db.execute(
        f"""insert into {into} select unnest(cast($left as varchar[])), unnest(cast($right as varchar[])),
            unnest(cast($scores as double[])), unnest(cast($bands as varchar[])), unnest(cast($reasons as varchar[][]))""",
        {
            "left": [one for one, _, _ in found],
            "right": [other for _, other, _ in found],
            "scores": [compared.score for _, _, compared in found],
            "bands": [compared.band.value for _, _, compared in found],
            "reasons": [[written(reason) for reason in compared.reasons] for _, _, compared in found],
        },
    )


def written(reason: Reason) -> str:
    """A reason as a text: feature, points with two decimals, words, parted by "|"."""
    return f"{reason.feature}|{reason.points:+.2f}|{reason.words}"


def reason(text: str) -> Reason:
    """The reason of a text that ``written`` gave."""
    feature, points, words = text.split("|", 2)
    return Reason(feature, float(points), words)
