"""Splink's probabilities of given pairs of names, run by a Python that has ``splink==5.0.0`` (and nothing of Vigie):
the peer's configuration.

``splink_pairs.py`` reads a JSON list of [left, right, left normal form, right normal form] and writes the list of probabilities.
``splink_pairs.py FOLDER`` scores the pairs of left.parquet and right.parquet there and writes {"pairs": …, "processor": …, "peak": …}.
Both are trained without labels, as Splink's guide does: u by random pairs, m by expectation maximisation.
"""

import json
import resource
import sys
import time
from pathlib import Path

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

SETTINGS = {
    "link_type": "link_only",
    "comparisons": [
        cl.NameComparison("normal").configure(term_frequency_adjustments=True),
        cl.ExactMatch("head").configure(term_frequency_adjustments=True),
        cl.ArrayIntersectAtSizes("words", [4, 3, 2, 1]),
    ],
    "blocking_rules_to_generate_predictions": [block_on("pairs", arrays_to_explode=["pairs"])],
    "probability_two_random_records_match": 0.001,
    "retain_matching_columns": False,
}
# What both sides need: the normal form, its first word, its words, the numbers of the pairs in which the name stands
_TABLE = """
create table {side}_side as select {side}_id as unique_id, any_value({side}_normal) as normal,
    split_part(any_value({side}_normal), ' ', 1) as head, list_distinct(string_split(any_value({side}_normal), ' '))
    as words, list(number) as pairs from pair group by {side}_id
"""


_SCORED = "select unique_id_l, unique_id_r, match_probability from {name}"


def trained(db: duckdb.DuckDBPyConnection) -> Linker:
    """A linker of the tables left_side and right_side, trained without labels."""
    api = DuckDBAPI(connection=db)
    sides = [api.register("left_side"), api.register("right_side")]
    linker = Linker(sides, SettingsCreator(**SETTINGS), log_level="ERROR")
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("head"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("normal"))
    return linker


def of_names(pairs: list[list[str]]) -> list[float]:
    """The probability of each pair, in order; 0 where Splink gives none."""
    db = duckdb.connect()
    columns = {
        name: [pair[place] for pair in pairs]
        for place, name in enumerate(("left", "right", "left_normal", "right_normal"))
    }
    db.execute(
        """create table pair as
        select row_number() over () as number, 'l' || a as left_id, 'r' || b as right_id, left_normal, right_normal from (
            select unnest($left) as a, unnest($right) as b, unnest($left_normal) as left_normal, unnest($right_normal) as right_normal)""",
        columns,
    )
    for side in ("left", "right"):
        db.execute(_TABLE.format(side=side))
    rows = trained(db).inference.predict(threshold_match_probability=0)
    found = db.execute(_SCORED.format(name=rows.physical_name)).fetchall()
    scored = {(left, right): score for left, right, score in found}
    return [scored.get(("l" + left, "r" + right), 0.0) for left, right, _, _ in pairs]


def of_folder(folder: Path) -> dict[str, float]:
    """How long the pairs of a folder take, training and reading left out, and the most memory held."""
    db = duckdb.connect(config={"threads": 2})
    for side in ("left", "right"):
        db.execute(f"create table {side}_side as select * from '{folder / side}.parquet'")  # noqa: S608
    linker = trained(db)
    began = time.process_time()
    rows = linker.inference.predict()
    took = time.process_time() - began
    counted = db.execute(f"select count(*) from {rows.physical_name}").fetchone()  # noqa: S608
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"pairs": counted[0] if counted else 0, "processor": took, "peak": peak}


if __name__ == "__main__":
    print(json.dumps(of_folder(Path(sys.argv[1])) if len(sys.argv) > 1 else of_names(json.load(sys.stdin))))
