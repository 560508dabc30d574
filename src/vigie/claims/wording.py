"""The words by which texts in English and French say what a claim is about; own short lists, no source has one."""

import re
from functools import lru_cache

from vigie.topics.lexicon import text_hits

# Public bodies as newspapers call them, by the acronym the desk knows
BUYERS = {
    "Immigration and Customs Enforcement": "ICE",
    "US Immigration and Customs Enforcement": "ICE",
    "Immigration & Customs Enforcement": "ICE",
    "police de l'immigration": "ICE",
    "police américaine de l'immigration": "ICE",
    "police fédérale de l'immigration": "ICE",
    "Department of Homeland Security": "DHS",
    "Homeland Security": "DHS",
    "département de la Sécurité intérieure": "DHS",
    "département américain de la Sécurité intérieure": "DHS",
    "ministère de la Sécurité intérieure": "DHS",
    "ministère américain de la Sécurité intérieure": "DHS",
    "Customs and Border Protection": "CBP",
    "Border Patrol": "CBP",
    "douanes américaines": "CBP",
    "police américaine des frontières": "CBP",
}

# Topics as newspapers name them, beside the lexicon's own phrases
_TOPICS = {
    "skip-tracing": r"recherche de personnes|localis\w+ (?:des?|les) (?:personnes|migrants?|étrangers|foreigners)|skip-?trac\w+"
    r"|track(?:ing)? down (?:people|migrants|immigrants)|traqu\w+ (?:des?|les) (?:migrants|étrangers)",
    "hotline": r"hotline|helpline|standard téléphonique|numéro vert|ligne téléphonique|ligne d['’](?:appel|assistance|écoute)",
    "call-center": r"call[- ]cent(?:er|re)s?|centres? d['’]appels?",
    "biometrics": r"reconnaissance faciale|facial[- ]recognition|biométri\w+|biometric\w*",
    "electronic-monitoring": r"bracelets? (?:électroniques?|GPS)|ankle[- ](?:monitors?|bracelets?)|surveillance électronique",
    "detention": r"centres? de (?:rétention|détention)|detention (?:cent(?:er|re)s?|facilit\w+|beds?)|places? de rétention",
    "removal-transport": r"vols? (?:charters?|d['’](?:expulsion|éloignement))|deportation flights?|charter flights?",
    "border-wall": r"mur (?:à la|de la) frontière|mur frontalier|border wall",
    "guard-services": r"gardiennage|guard services?|security guards?|agents? de sécurité",
    "weapons": r"munitions?|ammunition|armes à feu|firearms?|tasers?",
    "translation": r"interprètes?|interprétariat|traduction|interpret(?:ers?|ing)|translation",
    "software": r"logiciels?|software|licen[cs]es?",
    "it-services": r"services informatiques|IT services|développement (?:de )?logiciel\w*",
    "medical": r"soins médicaux|services? médica\w+|medical (?:care|services?)",
    "surveillance": r"drones?|spyware|logiciels? espions?|outils? de surveillance|surveillance (?:tools?|technology)",
    "data-broker": r"courtiers? en données|data brokers?|données de localisation|location data",
}


@lru_cache(maxsize=1)
def _topic_patterns() -> dict[str, re.Pattern[str]]:
    return {topic: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for topic, words in _TOPICS.items()}


def topics_named(text: str) -> dict[str, tuple[int, int]]:
    """The topics a text names, each with where its first words stand."""
    found = {hit.topic: _place(text, hit.words) for hit in text_hits(text)}
    for topic, pattern in _topic_patterns().items():
        if match := pattern.search(text):
            found.setdefault(topic, match.span())
    return {topic: place for topic, place in found.items() if not _in_a_name(text, *place)}


def _in_a_name(text: str, start: int, end: int) -> bool:
    """Whether words are part of a proper name, as in "ICE's Detention Compliance office"."""
    begins = start == 0 or text[:start].rstrip()[-1:] in '.!?:—–«“"' or not text[start:end][:1].isupper()
    return not begins and re.match(r"[ \u00a0][A-Z][a-z]", text[end : end + 3]) is not None


def _place(text: str, words: str) -> tuple[int, int]:
    start = text.find(words)
    return (start, start + len(words)) if start >= 0 else (0, len(text))


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


# A signed instrument, an order under a framework, or money for one
CONTRACT = _any(
    r"contract(?:s|ed|ing)?", r"deals?", r"awards?", r"(?:task |delivery )?orders?", r"contrats?", r"marchés?(?: publics?)?",
    r"commandes?", r"accords?", r"agreements?", r"partenariats?", r"partnerships?", r"avenants?", r"amendments?", r"modifications?",
)  # fmt: skip
CONTRACTS_COUNTED = _any(
    r"contracts?", r"contrats?", r"marchés?(?: publics?)?", r"deals?", r"orders?", r"commandes?", r"bons de commande"
)
WORTH = _any(
    r"worth",
    r"valued? at",
    r"costs?",
    r"vaut",
    r"valent",
    r"s['’]élève(?:nt)? à",
    r"se monte à",
    r"coûte(?:nt)?",
    r"d['’]un montant",
)
AMENDMENT = _any(r"amendments?", r"avenants?", r"modifications?", r"extensions?", r"rallonges?", r"top-ups?")
SUPPLIERS_COUNTED = _any(
    r"suppliers?", r"companies", r"firms?", r"contractors?", r"vendors?", r"businesses", r"fournisseurs?", r"entreprises?",
    r"sociétés?", r"prestataires?", r"titulaires?",
)  # fmt: skip
# Sells to, works for
SELLS = _any(
    r"sell(?:s|ing)?", r"sold", r"suppl(?:y|ies|ied|ying)", r"provid(?:e|es|ed|ing)", r"work(?:s|ed"
    r"|ing)? (?:closely )?(?:with|for)",
    r"contract(?:s|ed)?", r"deals?", r"signed", r"won", r"w[io]ns", r"awarded", r"hired?", r"tapped", r"paid", r"suppliers?",
    r"contractors?", r"vend(?:s|u|re|ent)?", r"fourni\w*", r"travaill\w+", r"collabor\w+", r"sign[éèe]\w*", r"remport\w+",
    r"décroch\w+",
    r"obten\w+", r"obtient", r"contrats?", r"marchés?", r"attribu\w+", r"confi[éèe]\w*", r"prestataires?", r"fournisseurs?", r"gèr\w+",
    r"manag(?:es?|ed|ing)", r"runs?", r"running", r"operat(?:es?|ed|ing)", r"géré\w*", r"gest\w+",
)  # fmt: skip
SIGNED = _any(
    r"sign(?:s|ed|ing)?", r"awarded", r"won", r"inked", r"landed", r"secured", r"concluded", r"signature", r"sign[éèe]\w*",
    r"conclu\w*", r"remport\w+", r"décroch\w+", r"attribu\w+", r"obtenu\w*", r"notifi\w+", r"passé\w*", r"agreed",
    r"handed", r"placed", r"(?:contracts?|orders?|deals?) (?:of|dated)",
    r"(?:contrats?|marchés?|commandes?)(?: de [\w&. -]{2,40})? (?:du|daté\w* du)",
)  # fmt: skip
# "never" with selling or signing right behind it; never hidden, never so closely is something else
NEVER = _any(
    r"(?:has|have|had)? ?never (?:before )?(?:had|signed|worked|sold|won|received|been awarded|been paid|provided|supplied"
    r"|held|done business|contracted)(?! (?:so|as|more|such|off)\b)",
    r"(?:n['’]a|n['’]ont|n['’]avait|n['’]avaient) jamais (?:rien )?(?:eu|signé|travaillé|vendu|remporté|obtenu|fourni|collaboré"
    r"|décroché|été (?:payée?|titulaire|fournisseur)|passé|conclu)"
    r"(?! (?:aussi|autant|si|plus)\b)",
)  # fmt: skip
# Says that there is none now; whether it is over no record may tell
NO_CONTRACT = _any(
    r"(?:has|have|had|holds?) no (?:current |active |direct )?(?:contracts?|deals?)",
    r"(?:does|do|did) not (?:have|hold) (?:any|a) contracts?", r"(?:does|do|did) not (?:work|sell)",
    r"(?:n['’]a|n['’]ont|n['’]avait) (?:aucun|pas de|plus de|plus aucun) (?:contrats?|marchés?)",
    r"ne (?:travaille|collabore|vend)(?:nt)? (?:pas|plus)",
    r"without (?:any|a) contract", r"sans aucun contrat",
)  # fmt: skip
# Anything that may turn a sentence round: of what it denies, nothing is claimed
NEGATED = _any(
    r"never", r"not", r"no longer", r"no", r"denie[sd]", r"denying", r"without", r"jamais", r"ne", r"n", r"pas", r"plus aucun", r"aucune?",
    r"dément\w*", r"nie", r"sans",
)  # fmt: skip
# "the first of its kind" is no first contract
OF_ITS_KIND = _any(
    r"of its kind",
    r"du genre",
    r"de ce type",
    r"of the kind",
    r"this year",
    r"cette année",
    r"since",
    r"depuis",
    r"under (?:the|this)",
    r"in (?:the )?(?:series|months?|years?)",
)
FIRST = _any(
    r"(?:its|the|a|their|his)?\s?(?:very )?first(?:-ever)? (?:contract|deal|order|award|time)", r"for the first time",
    r"(?:premier|tout premier) (?:contrat|marché)", r"première (?:commande|fois)", r"pour la première fois",
)  # fmt: skip
UNUSUAL = _any(
    r"not what (?:we|it|they) usually do(?:es)?", r"unusual", r"habituellement", r"inhabitue\w+", r"usually", r"d['’]habitude",
)  # fmt: skip
# Not over yet, or over
CURRENT = _any(
    r"current(?:ly)?", r"active", r"ongoing", r"open", r"live", r"in force", r"existing", r"en cours", r"actuel(?:s|le|les"
    r"|lement)?",
    r"acti(?:fs?|ves?)", r"en vigueur", r"ouverts?",
)  # fmt: skip
ONLY = _any(
    r"only",
    r"just",
    r"no more than",
    r"seulement",
    r"ne\b.{0,30}\bque",
    r"n['’].{0,30}\bque",
    r"pas plus de",
    r"uniquement",
)
TOTAL = _any(
    r"total(?:s|ling|ing|ed)?", r"in all", r"altogether", r"overall", r"combined", r"cumul\w*", r"au total", r"en tout",
    r"in contracts",
    r"of contracts", r"de contrats", r"en contrats", r"worth of (?:contracts|work|business)",
)  # fmt: skip

# What an amount is called: by what the words near it say
BASES = {
    "incentive": _any(r"bonus(?:es)?", r"incentives?", r"success fees?", r"primes?", r"intéressement", r"gratifications?"),
    "outlaid": _any(
        r"paid(?: out)?", r"pays?", r"payments?", r"received", r"pocket(?:s|ed)", r"collected", r"earned", r"banked", r"billed",
        r"vers[éèe]\w*",
        r"pay[éèe]\w*", r"touch[éèe]\w*", r"empoch\w+", r"encaiss\w+", r"perçu\w*", r"reçu\w*", r"factur\w+", r"déboursé\w*",
        r"spent", r"dépensé\w*",
    ),
    "ceiling": _any(
        r"ceilings?", r"caps?", r"capped(?: at)?", r"maximum", r"up to", r"as much as",
        r"could (?:reach|be worth|rise|bring|total)", r"potentially", r"potential value",
        r"not[- ]to[- ]exceed", r"plafonds?", r"plafonn\w+", r"jusqu['’](?:à|au)", r"pourrai\w+ (?:atteindre|rapporter|valoir)",
        r"à la clé", r"potentiel\w*", r"au maximum",
    ),
}  # fmt: skip
# Money that is none of a contract: turnover, budgets, laws, markets
NOT_OF_CONTRACTS = _any(
    r"turnover", r"revenues?", r"profits?", r"earnings", r"market cap\w*", r"valued? at", r"valuation", r"salar(?:y|ies)",
    r"budgets?", r"bill",
    r"law", r"fund(?:ing)? round", r"raised", r"shares?", r"sales of", r"annual sales", r"chiffre d['’]affaires", r"bénéfices?",
    r"capitalisation", r"valoris\w+", r"salaires?",
    r"loi", r"plan", r"levée de fonds", r"levé", r"dividendes?", r"fin(?:e|ed|es)", r"amendes?", r"donat\w+", r"dons?", r"lobbying",
    r"acqui(?:red|sition|s|siti\w+)", r"rachat",
    r"bought (?:by|for)", r"racheté\w*",
)  # fmt: skip
# What no record of purchases can say: deaths, crimes, opinions, motives, staff, sizes of firms
OUTSIDE = {
    "deaths": _any(
        r"kill(?:s|ed|ing)?", r"dead", r"deaths?", r"died", r"shot", r"murder\w*", r"tu[ée](?:e|s|es|r)?", r"morts?",
        r"décè[sd]\w*", r"abattu\w*", r"bless[ée]\w*", r"injured",
    ),
    "crimes": _any(
        r"crimes?", r"criminal\w*", r"illegal(?:ly)?", r"fraud\w*", r"brib\w+", r"corrupt\w*", r"violat\w+", r"accomplices?",
        r"complic\w+", r"illéga\w+", r"fraude\w*",
        r"arrest(?:ed|ations?|er)?", r"violent\w*", r"violences?", r"lawsuits?", r"plaintes?", r"poursui\w+",
    ),
    "staff": _any(
        r"employs", r"emploie(?:nt)?", r"employees?", r"employers", r"staff", r"workers", r"salariés?", r"employés?", r"collaborateurs",
        r"travailleurs", r"headcount", r"effectifs?",
    ),
    "company": _any(
        r"founded", r"listed on", r"headquarter\w*", r"based in", r"turnover", r"revenues?", r"profits?", r"market leader",
        r"fondée?", r"créée? (?:par|en)", r"basée?", r"cotée?",
        r"CAC 40", r"chiffre d['’]affaires", r"leader", r"numéro \d+", r"siège", r"bénéfices?",
    ),
    "opinion": _any(
        r"said", r"says", r"denounc\w+", r"condemn\w+", r"outrage\w*", r"call(?:s|ed|ing)? (?:for|on)", r"urg(?:e|es|ed|ing)",
        r"demand(?:s|ed|ing|e|ent|é)?", r"believ\w+", r"should", r"shame\w*",
        r"scandal\w*", r"dénon\w+", r"estim\w+", r"critiqu\w+", r"regrett\w+", r"indign\w+", r"scandal\w*", r"honte\w*",
        r"déclar\w+", r"accus\w+", r"contraires? (?:aux?|to)", r"opposed",
        r"unacceptable", r"inacceptable", r"inquiet\w*", r"qualifi\w+", r"moral\w*", r"values", r"valeurs",
    ),
    "motive": _any(r"because", r"in order to", r"motiv\w+", r"want(?:s|ed)? to", r"parce que?", r"afin de", r"veu(?:t|lent)",
    r"souhait\w+", r"voul\w+", r"intend\w+"),
}  # fmt: skip
# Words that stand for what was named before
CARRIED_SUBJECT = _any(
    r"the (?:company|firm|group|subsidiary|supplier|contractor|vendor|business|giant|outfit)", r"its (?:US |American )?subsidiary",
    r"it", r"they", r"la (?:société|filiale|firme|compagnie)",
    r"l['’]entreprise", r"le (?:groupe|prestataire|fournisseur|titulaire|géant)", r"sa filiale(?: américaine)?", r"elle", r"il",
)  # fmt: skip
CARRIED_CONTRACT = _any(
    r"(?:the|this|that) (?:contract|deal|order|award|agreement)", r"one of (?:these|them|those)",
    r"l['’]un (?:d['’]eux|de ces contrats)", r"(?:le|ce|du|au) (?:contrat|marché)", r"(?:la|cette) commande", r"l['’]accord",
)  # fmt: skip
