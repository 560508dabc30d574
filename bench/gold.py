"""Verdicts on native sentences with gold verdicts: what is found, and the table of confusion."""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import vigie
from bench.claims import on_day
from vigie.records.claim import ClaimVerdict

HERE = Path(__file__).parent / "claims_gold"


def gold(half: str, *, missed: bool) -> None:
    """Print precision and recall of extraction by kind, and gold against given verdicts, for one half of the sentences.

    A claim is found where the text has one of its kind; each gold claim is matched with one of the found ones.
    """
    rows = [json.loads(line) for line in (HERE / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()]
    wanted, given, right, table = Counter[str](), Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "desk"
        subprocess.run([sys.executable, "-m", "vigie", "demo", "--desk", str(folder)], capture_output=True, check=True)
        with vigie.open(folder) as desk:
            for row in rows:
                found = [(str(one.kind), str(one.verdict)) for one in on_day(desk, row["text"]).claims]
                given.update(kind for kind, _ in found)
                for claim in row["claims"]:
                    wanted[claim["kind"]] += 1
                    of_kind = [one for one in found if one[0] == claim["kind"]]
                    if not of_kind:
                        table[claim["verdict"], "none found"] += 1
                    else:
                        best = next((one for one in of_kind if one[1] == claim["verdict"]), of_kind[0])
                        found.remove(best)
                        right[claim["kind"]] += 1
                        table[claim["verdict"], best[1]] += 1
                    if missed and (not of_kind or best[1] != claim["verdict"]):
                        print(f"  {row['id']} {claim['kind']} {claim['verdict']}: {of_kind or found} | {row['text']}")
    print(f"{half}: {len(rows)} sentences, {sum(wanted.values())} claims")
    for kind in sorted(wanted):
        print(f"  {kind}: found {right[kind]} of {wanted[kind]}; given in all {given[kind]}")
    print(
        f"  recall {sum(right.values()) / sum(wanted.values()):.3f}, precision {sum(right.values()) / sum(given.values()):.3f}"
    )
    for verdict in ClaimVerdict:
        told = {one: number for (gold_verdict, one), number in table.items() if gold_verdict == verdict}
        print(f"  gold {verdict}: " + ", ".join(f"{one} {number}" for one, number in sorted(told.items())))
    wrong = sum(number for (gold_verdict, one), number in table.items() if one == "contradicted" != gold_verdict)
    print(f"  wrong contradictions: {wrong}")
