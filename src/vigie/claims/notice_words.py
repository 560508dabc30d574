"""The words by which texts tell of a notice: what it is called, what it demands, where and by when; own short lists."""

import re

# What a notice is called; the first that stands in a sentence says its kind
KIND = re.compile(
    r"(?<!\w)(?:request for information|requests? for proposals?|RFI|RFP|call for (?:tenders|bids)|tender|solicitation"
    r"|sources sought|notice|demande d['’]informations?"
    r"|avis d['’]appel d['’]offres|appel d['’]offres|avis de marché|avis|consultation)(?!\w)",
    re.IGNORECASE,
)
# Who answers a notice, and what is planned under it
ABOUT = re.compile(
    r"(?<!\w)(?:interested (?:vendors|parties|suppliers|firms|companies)|prestataires? intéressée?s?|candidats?|bidders?"
    r"|respondents?|soumissionnaires?|recherche des prestataires"
    r"|seeks? (?:vendors|contractors|suppliers|a contractor)|opérationnel\w*|operational|responses? (?:are )?due"
    r"|doivent répondre|must respond)(?!\w)",
    re.IGNORECASE,
)
DEADLINE = re.compile(
    r"(?<!\w)(?:répondre|réponses?|respond|responses?|due|deadline|date limite|échéance|closing|clôture|submit\w*|déposer)(?!\w)",
    re.IGNORECASE,
)
POSTED = re.compile(r"(?<!\w)(?:publi\w+|posted|issued|released|diffus\w+|mis en ligne|dévoil\w+)(?!\w)", re.IGNORECASE)
STARTING = re.compile(
    r"(?<!\w)(?:opérationnel\w*|operational|up and running|en service|start(?:s|ing)?|begin\w*|lancé\w*|d[ée]marr\w+)(?!\w)",
    re.IGNORECASE,
)
HOURS = re.compile(
    r"(?<!\w)(?:24 ?h(?:eures)?(?: ?/ ?| sur )24(?: ?h)?|24/7|24[ -]hours?(?: a day)?|around the clock|round-the-clock"
    r"|7 ?j(?:ours)?(?: ?/ ?| sur )7)(?!\w)",
    re.IGNORECASE,
)
# What is demanded, by the word a notice would use
REQUIREMENTS = {
    "cloud": r"cloud[- ](?:based )?(?:telephony|phone)\w*|téléphonie (?:cloud|dans le nuage|en nuage)",
    "multilingual": r"(?:multilingual|bilingual) (?:staff|personnel|agents|operators|workforce)|personnel (?:multilingue"
    r"|bilingue)|agents (?:multilingues|bilingues)",
    "interactive voice response": r"interactive voice response|réponse vocale interactive|serveur vocal interactif|IVR",
    "data integration": r"(?:secure )?data integration|intégration sécurisée (?:des|de) données|intégration (?:des|de) données",
    "surge": r"surge (?:staffing|capacity|plans?)|plans? de renfort(?: de personnel)?|renforts? de personnel",
    "clearance": r"security clearances?|habilitations? (?:de sécurité|secret)",
    "encryption": r"encrypt\w+|chiffrement",
    "reporting": r"(?:daily|weekly|monthly) reports?|rapports? (?:quotidiens?|hebdomadaires?|mensuels?)",
}  # fmt: skip
REQUIRED = {demand: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for demand, words in REQUIREMENTS.items()}
# A place behind a word of place
SITE = re.compile(
    r"(?<!\w)(?:in|at|à|near|près de)\s(?P<site>[A-ZÀ-Ý][\w'’-]+(?:[ -][A-ZÀ-Ý][\w'’-]+)?(?:, [A-Z][\w'’-]+)?)"
)
