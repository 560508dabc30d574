"""How well amounts, numbers and days are read, on sets that others labelled, beside other libraries; and how fast."""

import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

from bench.grammar_readers import Reader, around, ours, peers
from bench.grammar_sets import Case, cases
from vigie.grammar.amounts import amounts
from vigie.grammar.counts import counts
from vigie.grammar.days import days
from vigie.grammar.shares import shares

_RUNNING = (
    "The company was awarded a contract of up to $365m in December, of which 4.8 million dollars were obligated on 18 December 2025. "
    "Its director would not say what the work is for, and the agency did not answer our questions about it. "
    "It has held 13 contracts with the department since 2007, and the work is 95 percent of what its unit there sells. "
    "A notice of 7 November asks who could answer between 6,000 and 7,000 calls per day from June 2026 on. "
)


def grammar(folder: Path, missed: str | None) -> None:
    """Print how many cases of each set and language are read right, tuned and held back, and how many words a second; ``missed``: the
    set whose tuned cases are listed that are not."""
    left_out: Counter[str] = Counter()
    every = list(cases(folder, left_out))
    readers: dict[str, Reader | None] = {"ours": ours, "ours, or a longer time around it": around, **peers()}
    groups: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in every:
        groups[case.of, case.lang or "any"].append(case)
    for (of, lang), group in sorted(groups.items()):
        halves = {"held back": [case for case in group if case.held_back]}
        halves["tuned"] = [case for case in group if not case.held_back]
        print(f"{of} ({lang}): {len(group)} cases")
        for name, read in readers.items():
            print(f"  {name}: " + "; ".join(_right(read, half, part) for part, half in halves.items()))
        if missed == of:
            for case in halves["tuned"]:
                if not ours(case):
                    print(f"    missed: {case.text!r} {case.says}")
    for reason, number in sorted(left_out.items()):
        print(f"not counted: {number} of {reason}")
    _speed()


def _right(read: Reader | None, half: list[Case], part: str) -> str:
    if read is None:
        return f"{part} not installed"
    answers = [answer for case in half if (answer := read(case)) is not None]
    return f"{part} {sum(answers)} of {len(answers)}" if answers else f"{part}: not what it reads"


def _speed() -> None:
    read = [f"{sentence}. " for sentence in _RUNNING.split(". ") if sentence]
    on = date(2026, 1, 27)
    began = time.process_time()
    found = 0
    for number in range(200 * len(read)):  # no two alike, so that nothing is remembered
        text = f"{read[number % len(read)]}({number})"
        found += len([*amounts(text, "en"), *counts(text, "en"), *shares(text, "en"), *days(text, "en", on)])
    seconds = time.process_time() - began
    words = 200 * len(_RUNNING.split())
    print(f"running text: {found:,} figures in {words:,} words, {words / seconds:,.0f} words a second of processor")
