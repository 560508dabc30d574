"""Makes the legal forms that ship: country and form, in the spelling of normal forms, from the ISO 20275 list.

Usage: python tools/make_legal_forms.py elf-codes-1.4.1.csv src/vigie/groups/legal_forms.csv

The list is GLEIF's Entity Legal Form code list (CC0), https://www.gleif.org/en/about-lei/code-lists/iso-20275-entity-legal-forms-code-list.
Abbreviations are taken, and outside North America the name in full of a form that has one. Left out is what also says what an
organization does or where it is: a bank without "bank" is another organization.
"""

import csv
import re
import sys
from pathlib import Path

from vigie.groups.spelling import spelled

# Words by which a form says what its organization does, or that are no form but a note in the list
_TELLING = frozenset(
    """
    administration ambasciate ambassade association assn assoc bank banka bezirk botschaft branch bund caisse canton cantone
    chartered communaute commune compagnie comune condominium confederation confederazione consorzio coop cooperatie cooperatif
    cooperation cooperative cooperatives corporation de credit distretto district einfache electric embassy enterprise etranger estero
    etrangere fiduciaire foreign foundation fondation fund gemeinde indigenous indivisioni indivisions insurance kanton loan local
    mutual natura nature no op operative other paroisse parish partnerships pool power procura procuration prokura public religious
    religieuse savings social society sole stiftung trust trustco trustee undivided union
    """.split()
)
# Abbreviations that are also places, names or other words where English is written
_AMBIGUOUS = frozenset(
    "au bc br bt bi ca cn cp cra dba edo cdc emc eu fa gen gp mbe np nl ok on op pp ps per son tr up ms".split()
)
# Where names in full are kinds of business ("development corporation") more often than forms
_ABBREVIATIONS_ONLY = ("US", "CA")
_LONGEST = 6


def forms(row: dict[str, str]) -> set[str]:
    """The spellings of one line of the list that are taken."""
    abbreviations = re.split("[;,]", f"{row['Abbreviations Local language']};{row['Abbreviations transliterated']}")
    in_full = any(abbreviations) and row["Country Code (ISO 3166-1)"] not in _ABBREVIATIONS_ONLY
    named = [row["Entity Legal Form name Local name"]] if in_full else []
    found = {" ".join(spelled(form)) for form in (*abbreviations, *named) if "(" not in form}
    return {form for form in found if _taken(form, form in {" ".join(spelled(one)) for one in abbreviations})}


def _taken(form: str, abbreviated: bool) -> bool:
    words = form.split()
    if not words or len(words) > _LONGEST or not form.isascii() or words[0] in ("a", "an", "or"):
        return False
    if len(words) == 1:
        return (
            abbreviated and len(form) > 1 and form not in _AMBIGUOUS and (form == "corporation" or form not in _TELLING)
        )
    spanish = words[-2:] == ["de", "cv"] or words[:2] == ["s", "de"]
    return spanish or not set(words) & (_TELLING - {"corporation"})


def main(published: Path, shipped: Path) -> None:
    """Write the extract of the published list."""
    with published.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Country Code (ISO 3166-1)"]]
    lines = sorted({(row["Country Code (ISO 3166-1)"], form) for row in rows for form in forms(row)})
    with shipped.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("country", "form"))
        writer.writerows(lines)
    print(f"{shipped}: {len(lines)} forms of {len({country for country, _ in lines})} countries")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
