"""What speaks for and against two organizations being one: each feature looks at a pair and says how much, and by which words.

The first line of each docstring is the sentence readers see; its French stands in the catalogue. A score is 0
(nothing to say) to 1; a feature that may exceed 1 says so. What a score is worth, for or against, stands in
weights.toml.
"""

from collections.abc import Callable

from vigie.groups.names import normal_form
from vigie.groups.pair import Pair
from vigie.groups.prepared import Prepared
from vigie.records.organization import Organization, Scheme

Found = tuple[float, str]
_NOTHING: Found = (0.0, "")
# A word tells more than this where fewer than one name in a thousand has it
_RARE = 0.6
# An organization has one of each; of UEI, DUNS and CAGE it has one a place
_ONE_EACH = (Scheme.LEI, Scheme.SIREN, Scheme.CIK)


def shared_identifier(pair: Pair) -> Found:
    """Both have the same identifier."""
    shared = sorted(set(pair.left.identifiers) & set(pair.right.identifiers))
    return (1.0, " ".join(f"{one.scheme.name} {one.value}" for one in shared)) if shared else _NOTHING


def contradicting_identifiers(pair: Pair) -> Found:
    """Both have an identifier of which an organization has only one, and these differ."""
    return _contradiction(pair, _ONE_EACH)


def differing_registrations(pair: Pair) -> Found:
    """Both are registered as suppliers, under different numbers."""
    return _contradiction(pair, (Scheme.UEI, Scheme.DUNS, Scheme.CAGE))


def _contradiction(pair: Pair, schemes: tuple[Scheme, ...]) -> Found:
    for scheme in schemes:
        left = {one.value for one in pair.left.identifiers if one.scheme is scheme}
        right = {one.value for one in pair.right.identifiers if one.scheme is scheme}
        if left and right and not left & right:
            return 1.0, f"{scheme.name} {min(left)} / {min(right)}"
    return _NOTHING


def same_normal_form(pair: Pair) -> Found:
    """The names are the same but for legal form, capitals, accents and punctuation."""
    same = pair.left_name.normal == pair.right_name.normal
    return (1.0, pair.left_name.normal) if same else _NOTHING


def same_words(pair: Pair) -> Found:
    """The names have the same words in another order, or differ only in abbreviations and connecting words."""
    left, right = pair.left_name, pair.right_name
    if left.normal == right.normal or left.numbers != right.numbers or pair.near or pair.left_only or pair.right_only:
        return _NOTHING
    return (1.0, " ".join(pair.shared)) if pair.shared else _NOTHING


def same_letters(pair: Pair) -> Found:
    """The names have the same letters, with spaces in other places."""
    left, right = pair.left_name, pair.right_name
    if left.normal == right.normal or left.compact != right.compact:
        return _NOTHING
    return 1.0, f"{left.normal} / {right.normal}"


def shared_words(pair: Pair) -> Found:
    """The names share words; the more of what their words tell is shared, the more it says."""
    met = pair.met
    if not met:
        return _NOTHING
    return met / (met + max(pair.left_lacking, pair.right_lacking)), _met(pair)


def contained_name(pair: Pair) -> Found:
    """All words of one name stand in the other."""
    if bool(pair.left_only) == bool(pair.right_only):
        return _NOTHING
    return min(1.0, pair.met), _met(pair)


def same_first_word(pair: Pair) -> Found:
    """The names begin with the same word, the rarer the more it says."""
    head = pair.left_name.head
    return (pair.left_name.told.get(head, 0.0), head) if head == pair.right_name.head else _NOTHING


def nearly_same_first_word(pair: Pair) -> Found:
    """The names begin with words that are spelled nearly alike."""
    left, right = pair.left_name.head, pair.right_name.head
    for one in pair.near:
        if one.left.partition(" ")[0] == left and one.right.partition(" ")[0] == right:
            return one.tells, f"{one.left} / {one.right}"
    return _NOTHING


def misspelled_words(pair: Pair) -> Found:
    """Words of the names meet only but for a letter or an ending; the rarer the word, the more doubt."""
    if not pair.near:
        return _NOTHING
    return min(1.0, sum(one.tells for one in pair.near)), ", ".join(f"{one.left} / {one.right}" for one in pair.near)


def misspelled_rare_word(pair: Pair) -> Found:
    """A word by which the names could be told apart meets only but for a letter or an ending."""
    rare = [one for one in pair.near if one.tells > _RARE]
    return (1.0, ", ".join(f"{one.left} / {one.right}" for one in rare)) if rare else _NOTHING


def words_only_one_has(pair: Pair) -> Found:
    """A name has words that the other lacks: the more and the rarer, the more it says."""
    if not pair.left_only and not pair.right_only:
        return _NOTHING
    return min(3.0, pair.left_lacking + pair.right_lacking), _only(pair)


def rarest_word_lacking(pair: Pair) -> Found:
    """The word of a name that tells most is lacking in the other."""
    lacking = [name.rarest for name, only in _sides(pair) if name.rarest in only]
    return (len(lacking) / 2, " / ".join(lacking)) if lacking else _NOTHING


def words_each_lacks(pair: Pair) -> Found:
    """Each name has words of its own that the other lacks."""
    least = min(pair.left_lacking, pair.right_lacking, 1.0)
    return (least, _only(pair)) if least else _NOTHING


def initials(pair: Pair) -> Found:
    """One name is, or begins with, the initials of the other."""
    for short, long in ((pair.left_name, pair.right_name), (pair.right_name, pair.left_name)):
        letters = long.initials
        if len(letters) > 2 and short.head == letters and not (long.told.keys() & short.told.keys()):
            return 1.0, f"{short.head} / {long.normal}"
    return _NOTHING


def joint_venture(pair: Pair) -> Found:
    """One is a joint venture, which is an organization beside its partners, and the other is not."""
    left, right = pair.left_name, pair.right_name
    return (1.0, f"{left.normal} / {right.normal}") if left.joint != right.joint else _NOTHING


def differing_numbers(pair: Pair) -> Found:
    """The names have different numbers, or one has a number that the other lacks."""
    left, right = pair.left_name.numbers, pair.right_name.numbers
    if left == right:
        return _NOTHING
    return (1.0 if left and right else 0.1), f"{' '.join(sorted(left)) or '–'} / {' '.join(sorted(right)) or '–'}"


def differing_legal_forms(pair: Pair) -> Found:
    """The names have legal forms that one organization cannot both have."""
    left, right = pair.left_name.forms, pair.right_name.forms
    if not left or not right or left & right:
        return _NOTHING
    return 1.0, f"{' '.join(sorted(left))} / {' '.join(sorted(right))}"


def frequent_words_only(pair: Pair) -> Found:
    """The words that meet are frequent in names of organizations and could mean another one."""
    told = min(1.0, pair.met)
    return (1.0 - told, _met(pair)) if told < 1.0 else _NOTHING


def same_country(pair: Pair) -> Found:
    """Both are in the same country."""
    same = pair.left.country is not None and pair.left.country == pair.right.country
    return (1.0, str(pair.left.country)) if same else _NOTHING


def differing_countries(pair: Pair) -> Found:
    """They are in different countries."""
    return _differ(pair, lambda one: one.country)


def same_place(pair: Pair) -> Found:
    """Both have the same postal code or the same city."""
    left, right = pair.left, pair.right
    if left.country and right.country and left.country != right.country:
        return _NOTHING
    if left.postal_code and right.postal_code and _postal(left) == _postal(right):
        return 1.0, _postal(left)
    if left.city and right.city and normal_form(left.city) == normal_form(right.city):
        return 0.7, left.city
    return _NOTHING


def differing_regions(pair: Pair) -> Found:
    """They are in different regions of one country."""
    return _NOTHING if pair.left.country != pair.right.country else _differ(pair, lambda one: one.region)


def shared_parent(pair: Pair) -> Found:
    """Sources name the same parent for both, or one as the parent of the other."""
    left = {normal_form(parent) for parent in pair.left.parents}
    right = {normal_form(parent) for parent in pair.right.parents}
    both = (left & right) | (left & {pair.right_name.normal}) | (right & {pair.left_name.normal})
    return (1.0, "; ".join(sorted(both))) if both else _NOTHING


def trading_name(pair: Pair) -> Found:
    """The names meet only by one under which an organization trades, or that a source lists beside its own."""
    primary = pair.left_name.primary and pair.right_name.primary
    return _NOTHING if primary else (1.0, f"{pair.left_name.name} / {pair.right_name.name}")


def deceiving_characters(pair: Pair) -> Found:
    """A name has invisible characters or letters of another script that look like Latin ones."""
    left, right = pair.left_name.deceiving, pair.right_name.deceiving
    return _NOTHING if left == right == "" else (1.0, f"{left} {right}".strip())


def _sides(pair: Pair) -> tuple[tuple[Prepared, tuple[str, ...]], tuple[Prepared, tuple[str, ...]]]:
    return (pair.left_name, pair.left_only), (pair.right_name, pair.right_only)


def _met(pair: Pair) -> str:
    return " ".join((*pair.shared, *(one.left for one in pair.near)))


def _only(pair: Pair) -> str:
    return f"{' '.join(pair.left_only) or '–'} / {' '.join(pair.right_only) or '–'}"


def _differ(pair: Pair, told: Callable[[Organization], str | None]) -> Found:
    left, right = told(pair.left), told(pair.right)
    return _NOTHING if left is None or right is None or left == right else (1.0, f"{left} / {right}")


def _postal(organization: Organization) -> str:
    # US postal codes are given with five digits or nine
    code = (organization.postal_code or "").replace(" ", "").upper()
    return code[:5] if organization.country in (None, "US") and code[:5].isdigit() else code


# In the order in which reasons are shown
FEATURES: tuple[Callable[[Pair], Found], ...] = (
    shared_identifier, contradicting_identifiers, differing_registrations, same_normal_form, same_words, same_letters, shared_words,
    contained_name, same_first_word, nearly_same_first_word, misspelled_words, misspelled_rare_word,
    words_only_one_has, rarest_word_lacking, words_each_lacks, initials, joint_venture, differing_numbers,
    differing_legal_forms, frequent_words_only, same_country, differing_countries, same_place, differing_regions,
    shared_parent, trading_name, deceiving_characters, )  # fmt: skip
