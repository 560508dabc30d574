"""The demo's figures, recomputed from the raw rows by a second, simple program that shares nothing with Vigie."""

import csv
import gzip
import random
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

Row = dict[str, str]
PROGRAM = {f"70CDCR26D{number:08d}" for number in (3, 5, 6, 8, *range(12, 22))}


def raw_rows(path: Path) -> list[Row]:
    """Every row of a gzipped CSV."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def latest(rows: Iterable[Row]) -> list[Row]:
    """Of each action the row seen last."""
    found: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        key = row["Agency"], row["Award ID"], row["Modification"]
        if key not in found or row["last_seen"] > found[key]["last_seen"]:
            found[key] = row
    return list(found.values())


def total(rows: Iterable[Row]) -> Decimal:
    """The sum of the obligations."""
    return sum((Decimal(row["Federal Action Obligation"]) for row in rows), Decimal(0))


def ice(rows: Iterable[Row], on: str) -> list[Row]:
    """The actions of ICE up to a day."""
    return [row for row in latest(rows) if row["Agency"] == "ICE" and row["Action Date"] <= on]


def supplied(rows: Iterable[Row], name: str, on: str) -> list[Row]:
    """The actions of one supplier with ICE up to a day."""
    return [row for row in ice(rows, on) if row["Recipient Name"] == name]


def program(rows: Iterable[Row], on: str) -> list[Row]:
    """The actions under the fourteen frameworks."""
    return [row for row in ice(rows, on) if (row["Generated Award ID"].split("_") + [""] * 5)[4] in PROGRAM]


def naming(rows: Iterable[Row], on: str) -> list[Row]:
    """The actions of ICE whose description names skip tracing."""
    return [row for row in ice(rows, on) if re.search(r"SKIP[ -]?TRAC", row["Transaction Description"])]


def with_contracts(rows: Iterable[Row], on: str) -> list[Row]:
    """Those and every action of a contract whose signing names it."""
    rows = list(rows)
    signed = {row["Award ID"] for row in naming(rows, on) if row["Modification"] == "0"}
    named = {(row["Award ID"], row["Modification"]) for row in naming(rows, on)}
    return [
        row for row in ice(rows, on) if row["Award ID"] in signed or (row["Award ID"], row["Modification"]) in named
    ]


def shuffled(rows: list[Row], seed: int) -> tuple[list[Row], dict[str, str]]:
    """The same rows with the amounts and the suppliers' names dealt anew, and which name each now has."""
    rnd = random.Random(seed)
    amounts = [row["Federal Action Obligation"] for row in rows]
    rnd.shuffle(amounts)
    names = sorted({row["Recipient Name"] for row in rows})
    dealt = names[:]
    rnd.shuffle(dealt)
    other = dict(zip(names, dealt, strict=True))
    new = [
        row | {"Federal Action Obligation": amount, "Recipient Name": other[row["Recipient Name"]]}
        for row, amount in zip(rows, amounts, strict=True)
    ]
    return new, other


def write_rows(rows: list[Row], path: Path) -> Path:
    """The rows as a CSV file."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path
