"""The normal form under which two spellings of one organization's name meet, and nothing else does."""

import re
import unicodedata

# Legal forms say how an organization is set up, not which one it is (first form: US, FR, UK, DE; ISO 20275 later)
_LEGAL_FORMS = frozenset(
    """
    inc incorporated llc lc corp corporation co company ltd limited lp llp lllp rllp pllc plc pc pbc na
    sa sas sarl sasu snc se scop gmbh ag kg bv nv ab oy spa srl pty jv
    """.split()
)


def normal_form(name: str) -> str:
    """The name in lower case without accents, punctuation, legal form and article; never empty for a name with a letter.

    "GEO GROUP, INC., THE" and "The GEO Group, Inc." meet; "PARAGON SYSTEMS" and "PARAGON SOLUTIONS" do not.
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    # L.L.C. and B.I. are one word each
    letters = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", letters)
    words = re.sub(r"[^\w]+", " ", letters.replace("'", "").replace("’", "").replace("&", " and ")).split()
    kept = [word for word in words if word not in _LEGAL_FORMS]
    if len(kept) > 1 and kept[0] == "the":
        kept = kept[1:]
    if len(kept) > 1 and kept[-1] == "the":
        kept = kept[:-1]
    return " ".join(kept or words) or name.strip().casefold()
