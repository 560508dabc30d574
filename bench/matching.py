"""How good the matching of names is, on labels others wrote: our bands and thresholds, beside exact normal form and Splink.

Families are judged by B-cubed over those held back, pairs one by one. Nothing but the names is used: no set has more.
"""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from bench.clusters import Quality, b_cubed, clusters
from bench.labels import Families, Pairs, read_labels
from bench.matching_fit import examples, fit
from vigie.groups.matching import Band, Comparison, compare
from vigie.groups.names import normal_form
from vigie.records.organization import Organization

_THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.28, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.85, 0.95)
_GOAL = Quality(0.97, 0.80)
# Names of a set that is judged: beyond it, the families of a fixed hash are taken until they are so many
_MOST = 6000


def measure(path: Path, *, splink: str | None) -> None:
    """Print precision and recall on a set of labels; ``splink`` is a Python that has Splink 5, None to leave it out."""
    labels = read_labels(path)
    print(f"{path.name}:")
    if isinstance(labels, Pairs):
        _pairs(labels, splink)
    else:
        _families(labels.part(held_back=True).first(_MOST), splink)


def refit(path: Path) -> None:
    """Print the weights fitted on the families for fitting, with what they come to there; nothing is written."""
    labels = read_labels(path)
    if not isinstance(labels, Families):
        raise ValueError(f"{path}: weights are fitted on families")
    for name, points in fit(labels.part(held_back=False)).items():
        print(f"{name} = {points}")
    print("with the weights that ship, on the families for fitting:")
    _families(labels.part(held_back=False), None)


def _families(families: Families, splink: str | None) -> None:
    print(f"  {len(families.of)} names of {len(set(families.of.values()))} families")
    _say("exact normal form", b_cubed(_by(families, normal_form), families.of))
    _say("first word alone", b_cubed(_by(families, lambda name: normal_form(name).split(" ")[0]), families.of))
    pairs = examples(families)
    compared = [(_compared(left, right), left, right) for left, right in pairs]
    for band in (Band.SAME, Band.REVIEW):
        accepted = [(one.score, left, right) for one, left, right in compared if _in(one.band, band)]
        _say(
            f"band {band}{'' if band is Band.SAME else ' and better'}",
            b_cubed(clusters(families.of, accepted), families.of),
        )
    _ladder("threshold", [(one.score, left, right) for one, left, right in compared], families)
    if splink is not None:
        scores = _splink(splink, pairs)
        _ladder("Splink, probability", [(score, *pair) for score, pair in zip(scores, pairs, strict=True)], families)


def _ladder(what: str, scored: list[tuple[float, str, str]], families: Families) -> None:
    for threshold in _THRESHOLDS:
        accepted = [one for one in scored if one[0] >= threshold]
        _say(f"{what} {threshold:.2f}", b_cubed(clusters(families.of, accepted), families.of))


def _pairs(pairs: Pairs, splink: str | None) -> None:
    print(f"  {len(pairs.of)} pairs, {sum(match for _, _, match in pairs.of)} of them one organization")
    _say("exact normal form", _judged(pairs, [normal_form(left) == normal_form(right) for left, right, _ in pairs.of]))
    compared = [_compared(left, right) for left, right, _ in pairs.of]
    _say("band same", _judged(pairs, [one.band is Band.SAME for one in compared]))
    _say("band same or review", _judged(pairs, [one.band is not Band.DIFFERENT for one in compared]))
    scored = {"threshold": [one.score for one in compared]}
    if splink is not None:
        scored["Splink, probability"] = _splink(splink, [(left, right) for left, right, _ in pairs.of])
    for what, scores in scored.items():
        for threshold in _THRESHOLDS:
            _say(f"{what} {threshold:.2f}", _judged(pairs, [score >= threshold for score in scores]))


def _judged(pairs: Pairs, accepted: list[bool]) -> Quality:
    right = sum(match and taken for (_, _, match), taken in zip(pairs.of, accepted, strict=True))
    return Quality(right / max(1, sum(accepted)), right / max(1, sum(match for _, _, match in pairs.of)))


def _compared(left: str, right: str) -> Comparison:
    return compare(Organization(left), Organization(right))


def _in(band: Band, least: Band) -> bool:
    return band is Band.SAME or (least is Band.REVIEW and band is Band.REVIEW)


def _by(families: Families, key: Callable[[str], str]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    return {name: numbers.setdefault(key(name), len(numbers)) for name in families.of}


def _splink(python: str, pairs: list[tuple[str, str]]) -> list[float]:
    """The probabilities Splink gives the same pairs, in a process of its own."""
    task = [python, str(Path(__file__).with_name("splink_pairs.py"))]
    names = [(left, right, normal_form(left), normal_form(right)) for left, right in pairs]
    told = subprocess.run(task, input=json.dumps(names), stdout=subprocess.PIPE, text=True, check=True)
    return list(json.loads(told.stdout))


def _say(what: str, found: Quality) -> None:
    met = found.precision >= _GOAL.precision and found.recall >= _GOAL.recall
    print(f"  {what}: precision {found.precision:.3f}, recall {found.recall:.3f}{', goal met' if met else ''}")
