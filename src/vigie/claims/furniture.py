"""What stands on a page around a text: the lines of sites and republishers, which claim nothing."""

import re

# By reason; a line is left out only where it is nothing else
_LINES = {
    "republisher": r"read (?:entire|full|original|the full) article|read more(?:: .*)?|lire la suite(?: .*)?"
    r"|lire l['’]article(?: .*)?|originally published .*"
    r"|publié initialement .*|source ?: ?https?://\S+|via \S+",
    "age": r"(?:publié |published |updated |mis à jour )?(?:il y a )?\d+ (?:minutes?|hours?|days?|heures?|jours?|min"
    r"|h)(?: ago)?(?: \d+)?",
    "sharing": r"(?:share|partager|tweet|follow us|suivez-nous|print|imprimer|e-?mail|copy link|copier le lien|whatsapp"
    r"|facebook|linkedin|twitter|x)(?:[ |,/•·-]+(?:share|partager"
    r"|tweet|print|imprimer|e-?mail|whatsapp|facebook|linkedin|twitter|x))*(?: (?:this|cet) article)?(?: (?:on|sur) \w+)?",
    "subscribing": r"(?:subscribe|sign up|abonnez-vous|inscrivez-vous|s['’]abonner|newsletter|log ?in|se connecter"
    r"|become a member|support us|faire un don|donate)\b.{0,80}",
    "cookies": r".{0,60}\b(?:cookies?|privacy policy|politique de confidentialité|terms of (?:use|service)|mentions légales"
    r"|all rights reserved|tous droits réservés)\b.{0,80}|©.{0,80}",
    "byline": r"(?:by|par) \[withheld\].{0,60}|(?:by|par) [^.]{3,60}|(?:photo|image|crédits?|credit|illustration|getty|afp"
    r"|reuters|ap photo)\b ?[:/©-].{0,100}",
    "selling": r"(?:call (?:us|now)|book a (?:meeting|demo|call)|call or book .*|contact us|contactez-nous"
    r"|we['’]re ready to help|get in touch|request a demo|prenez rendez-vous"
    r"|demander une démo)\b.{0,40}",
    "related": r"(?:read also|see also|related(?: articles?)?|lire aussi|à lire aussi|voir aussi|sur le même sujet"
    r"|more on this story|most read|les plus lus)\b.{0,160}",
    "marks": r"[\W_]+",
    "tags": r"[^.!?|]{1,40}(?: ?\| ?[^.!?|]{0,40}){2,}|(?:tags?|mots[- ]clés|étiquettes|keywords) ?: ?.{0,160}|(?:#\w+[ ,]*){1,12}",
}
_PATTERNS = {reason: re.compile(rf"\s*(?:{lines})\s*", re.IGNORECASE) for reason, lines in _LINES.items()}
_LONGEST = 200


def furniture(line: str) -> str | None:
    """Why a line is none of the text, by reason; None: it is of the text."""
    if len(line) > _LONGEST:
        return None
    return next((reason for reason, pattern in _PATTERNS.items() if pattern.fullmatch(line)), None)
