"""How much a word of a name tells: words that stand in many names tell little, rare ones most.

Publisher: GLEIF, level 1 data, legal names of 2,985,939 organizations, October 2025, CC0; counted by tools/make_words.py.
Known limits: Europe and funds weigh more there than among suppliers of the United States.
"""

import csv
import math
from functools import lru_cache
from importlib import resources

# They tell nothing in any of the languages of the records
CONNECTING = frozenset(
    "the a an and of for in on at by to or de du des la le les et en au aux y e und der die das von van di da".split()
)
# A word that names a country is told apart by the country itself, so it tells less than its rarity says
_COUNTRY_WORD = 0.3
# A word in one name of twenty tells nothing
_NOTHING = math.log(20)
# Usual abbreviations in supplier registers; each is an own short list, no source has one
ABBREVIATIONS = dict(
    one.split("=")
    for one in """
    tech=technologies technology=technologies intl=international svcs=services svc=services serv=services
    service=services mgmt=management mgt=management grp=group mfg=manufacturing govt=government gov=government
    natl=national univ=university sys=systems system=systems solution=solutions assoc=associates assn=association
    eng=engineering engr=engineering dev=development comm=communications telecom=telecommunications info=information
    bros=brothers ent=enterprises enterprise=enterprises ind=industries inds=industries industry=industries
    equip=equipment const=construction ctr=center centre=center dept=department dist=distributors lab=laboratories
    labs=laboratories st=saint mt=mount cdn=canadian prof=professional product=products elec=electric usa=america
    us=america
    """.split()
)


@lru_cache(maxsize=1)
def rarities() -> dict[str, float]:
    """How much each frequent word tells, 0 to 1; a word not here is rare and tells 1."""
    content = resources.files("vigie.groups").joinpath("words.csv").read_text(encoding="utf-8")
    counts = {row["word"]: int(row["names"]) for row in csv.DictReader(content.splitlines())}
    every = counts.pop("")
    most = math.log(every / min(counts.values())) - _NOTHING
    found = {word: max(0.0, (math.log(every / count) - _NOTHING) / most) for word, count in counts.items()}
    return {**found, **dict.fromkeys(CONNECTING, 0.0), **dict.fromkeys(_country_words(), _COUNTRY_WORD)}


def _country_words() -> set[str]:
    from babel import Locale

    from vigie.groups.spelling import spelled

    names = {name for lang in ("en", "fr") for code, name in Locale(lang).territories.items() if len(code) == 2}
    return {words[0] for name in names if len(words := spelled(name)) == 1} | {"america", "usa", "canadian", "american"}
