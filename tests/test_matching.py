"""Names that meet and names that must not: traps over real names, and what holds of any two names."""

import inspect
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.groups.features import FEATURES, Found
from vigie.groups.match import match, reason
from vigie.groups.matching import Band, compare
from vigie.groups.names import normal_form
from vigie.groups.pair import Pair
from vigie.groups.weights import weights
from vigie.messages import catalogue
from vigie.records.organization import Identifier, Organization, Scheme


def named(name: str, country: str | None = None, **said: tuple[str, ...]) -> Organization:
    return Organization(name, country=country, **said)  # type: ignore[arg-type]


# -- traps ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("CADDELL CONSTRUCTION CO.(DE), LLC", "DELL MARKETING L.P."),
        ("CADDELL", "DELL"),
        ("RYDELL CHEVROLET", "DELL INC."),
        ("FRADELLA'S", "DELL"),
        ("HEADSPACE INC.", "EADS"),
        ("LEADSONLINE LLC", "EADS"),
        ("GEMINI INDUSTRIES INC", "CAPGEMINI"),
        ("GEMINI INDUSTRIES INC", "CAPGEMINI GOVERNMENT SOLUTIONS LLC"),
        ("6157866 CANADA INC", "7655762 CANADA INC"),
    ],
)
def test_names_with_letters_in_common_are_different(left: str, right: str) -> None:
    assert compare(named(left), named(right)).band is Band.DIFFERENT


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("PARAGON SYSTEMS, INC.", "PARAGON SOLUTIONS, LLC"),
        ("PARAGON SYSTEMS, INC.", "PARAGON PROFESSIONAL SERVICES, LLC"),
        ("PARAGON SOLUTIONS, LLC", "PARAGON PROFESSIONAL SERVICES, LLC"),
        ("BOOZ ALLEN HAMILTON SERVICES LLC", "BOOZ ALLEN HAMILTON"),
        ("GENERAL DYNAMICS", "GENERAL DYNAMICS INFORMATION TECHNOLOGY, INC."),
        ("SIEMENS", "SIEMENS CANADA LTD"),
        ("MAGNET FORENSICS INC", "MAGNET FORENSICS, LLC"),
        ("GEO INTERNATIONAL LLC", "THE GEO GROUP, INC."),
        ("KNAPPETT INDUSTRIES (2006) LTD", "KNAPPETT INDUSTRIES LTD"),
    ],
)
def test_units_and_neighbors_are_never_the_same_by_themselves(left: str, right: str) -> None:
    assert compare(named(left), named(right)).band is not Band.SAME


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("GEO GROUP, INC., THE", "The GEO Group, Inc."),
        ("B.I. INCORPORATED", "B I INC"),
        ("Société Générale S.A.", "SOCIETE GENERALE"),
        ("CHEROKEE NATION GOVERNMENT SOLUTIONS LLC", "CHEROKEE NATION GOVERNMENT SOLUTIONS, L.L.C."),
        ("SCIENCE APPLICATIONS INTERNATIONAL CORP", "Science Applications International Corporation"),
        ("UNIFIRST CORPORATION", "UNI FIRST CORP"),
        ("REGENTS OF THE UNIVERSITY OF MINNESOTA", "REGENTS OF UNIVERSITY OF MINNESOTA"),
        ("ACCENTURE FEDERAL SERVICES LLC", "ACCENTURE FEDERAL SERVCIES LLC"),
    ],
)
def test_spellings_of_one_name_are_the_same(left: str, right: str) -> None:
    assert compare(named(left), named(right)).band is Band.SAME


def test_one_name_in_two_countries_is_not_the_same() -> None:
    gibraltar, ireland = named("ACCENTURE PLC", "GI"), named("Accenture plc", "IE")

    compared = compare(gibraltar, ireland)

    assert compared.band is Band.REVIEW
    assert "differing_countries" in {one.feature for one in compared.reasons}


def test_one_name_with_two_leis_is_different() -> None:
    left = Organization("ACCENTURE PLC", identifiers=(Identifier(Scheme.LEI, "549300JY6CF6DO4YFQ03"),))
    right = Organization("Accenture plc", identifiers=(Identifier(Scheme.LEI, "96950077L0TN7BAROX36"),))

    assert compare(left, right).band is Band.DIFFERENT


def test_an_identifier_joins_before_names() -> None:
    uei = Identifier(Scheme.UEI, "YLQMY5SGNE55")

    assert (
        compare(Organization("3M", identifiers=(uei,)), Organization("MINNESOTA MINING", identifiers=(uei,))).band
        is Band.SAME
    )


def test_identifiers_that_both_agree_and_contradict_wait_for_a_person() -> None:
    uei = Identifier(Scheme.UEI, "YLQMY5SGNE55")
    left = Organization("3M", identifiers=(uei, Identifier(Scheme.SIREN, "732829320")))
    right = Organization("3M", identifiers=(uei, Identifier(Scheme.SIREN, "356000000")))

    assert compare(left, right).band is Band.REVIEW


@pytest.mark.parametrize(
    "odd", ["ACM\u0415 INC", "AC\u200bME INC", "ACME\ufeff INC", "\U0001d400CME INC", "AC\u00adME INC"]
)
def test_a_name_with_deceiving_characters_never_merges_by_itself(odd: str) -> None:
    compared = compare(named(odd), named("ACME INC"))

    assert normal_form(odd) != normal_form("ACME INC")
    assert compared.band is Band.REVIEW
    assert "deceiving_characters" in {one.feature for one in compared.reasons}


def test_a_name_that_meets_only_by_a_trading_name_waits_for_a_person() -> None:
    compared = compare(named("MVM INC DBA ACTION SERVICES"), named("ACTION SERVICES"))

    assert compared.band is Band.REVIEW
    assert normal_form("MVM INC DBA ACTION SERVICES") == normal_form("MVM INC d/b/a Action Services") == "mvm"


def test_a_legal_form_is_one_in_its_country() -> None:
    assert normal_form("NOKIA OYJ", "FI") == "nokia"
    assert normal_form("NOKIA OYJ") == "nokia oyj"
    assert normal_form("Łódź Sp. z o.o.", "PL") == "lodz"
    assert compare(named("NOKIA OYJ"), named("Nokia Oyj", "FI")).band is Band.SAME


# -- what holds of any two names --------------------------------------------------------------------------------------

NAMES = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(
            "GEO Group, INC. THE The LLC & d/b/a Ltd L.L.C. É б \u200b B I 54 s.a. Co PARAGON SYSTEMS".split(" ")
        ),
        max_size=7,
    ).map(" ".join),
)


@given(NAMES)
def test_a_normal_form_is_its_own_normal_form(name: str) -> None:
    assert normal_form(normal_form(name)) == normal_form(name)


@given(NAMES, NAMES)
def test_the_order_of_the_two_does_not_matter(left: str, right: str) -> None:
    one, other = compare(named(left), named(right)), compare(named(right), named(left))

    assert (one.score, one.band) == (other.score, other.band)


@given(NAMES)
def test_points_add_up_to_the_score(name: str) -> None:
    compared = compare(named(name), named("PARAGON SYSTEMS"))

    assert {one.feature for one in compared.reasons} <= set(weights().points)
    assert 0 <= compared.score <= 1


# -- the catalogue and the list of weights ----------------------------------------------------------------------------


@pytest.mark.parametrize("feature", FEATURES, ids=lambda one: one.__name__)
def test_readers_see_the_sentence_of_the_docstring(feature: Callable[[Pair], Found]) -> None:
    sentence = inspect.getdoc(feature) or ""

    assert catalogue()[f"feature.{feature.__name__}"]["en"] == sentence.splitlines()[0]


def test_every_feature_has_its_weight() -> None:
    assert set(weights().points) == {feature.__name__ for feature in FEATURES}
    assert weights().stops < set(weights().points)


@pytest.mark.parametrize("feature", FEATURES, ids=lambda one: one.__name__)
def test_the_page_has_the_weight_that_counts(feature: Callable[[Pair], Found]) -> None:
    page = (Path(__file__).parents[1] / "docs" / "matching.md").read_text(encoding="utf-8")

    assert f"| `{feature.__name__}` | {weights().points[feature.__name__]:+g} |" in page


# -- many at once -----------------------------------------------------------------------------------------------------


def held(names: list[str], threads: int = 1) -> duckdb.DuckDBPyConnection:
    db = duckdb.connect()
    db.execute(f"set threads = {threads}")
    db.execute(
        """create table listed as select 'name:' || name as id, name, cast(null as varchar) as country, cast(null as varchar) as region,
            cast(null as varchar) as city, cast(null as varchar) as postal_code, cast([] as varchar[]) as identifiers,
            cast([] as varchar[]) as other_names, cast([] as varchar[]) as parents
        from (select unnest($names) as name)""",
        {"names": names},
    )
    return db


LISTED = [
    "THE GEO GROUP, INC.", "GEO Group Inc", "GEO INTERNATIONAL LLC", "VM WARE INC", "VMWARE, INC.", "ACCENTURE FEDERAL SERVICES LLC",
    "ACCENTURE FEDERAL SERVCIES LLC", "GENERAL DYNAMICS CORP", "GENERAL DYNAMCS CORPORATION", "CADDELL", "DELL", "CAPGEMNI", "CAPGEMINI",
    "ACM\u0415 TURBINES", "ACME TURBINES", "INDUSTRIES GEMINI", "GEMINI INDUSTRIES",
]  # fmt: skip


def test_every_kind_of_key_finds_its_pair() -> None:
    db = held(LISTED)

    match(db, "listed", "listed", "found")

    pairs = {
        (left.removeprefix("name:"), right.removeprefix("name:")): band
        for left, right, band in db.execute("select left_id, right_id, band from found").fetchall()
    }
    assert pairs == {
        ("GEO Group Inc", "THE GEO GROUP, INC."): "same",
        ("GEO Group Inc", "GEO INTERNATIONAL LLC"): "review",
        ("GEO INTERNATIONAL LLC", "THE GEO GROUP, INC."): "review",
        ("VM WARE INC", "VMWARE, INC."): "same",
        ("ACCENTURE FEDERAL SERVCIES LLC", "ACCENTURE FEDERAL SERVICES LLC"): "same",
        ("GENERAL DYNAMCS CORPORATION", "GENERAL DYNAMICS CORP"): "review",
        ("CAPGEMINI", "CAPGEMNI"): "review",
        ("ACME TURBINES", "ACM\u0415 TURBINES"): "review",
        ("GEMINI INDUSTRIES", "INDUSTRIES GEMINI"): "same",
    }


def test_many_at_once_give_what_compare_gives_whatever_the_threads() -> None:
    one, two = held(LISTED, threads=1), held(LISTED, threads=2)

    match(one, "listed", "listed", "found")
    match(two, "listed", "listed", "found")

    rows = one.execute("select * from found").fetchall()
    assert rows == two.execute("select * from found").fetchall()
    for left, right, score, band, reasons in rows:
        compared = compare(named(left.removeprefix("name:")), named(right.removeprefix("name:")))
        assert (score, band) == (compared.score, compared.band)
        assert [reason(text).feature for text in reasons] == [one.feature for one in compared.reasons]


def test_an_identifier_finds_its_pair_whatever_the_names() -> None:
    db = held(["MINNESOTA MINING", "3M COMPANY"])
    db.execute("update listed set identifiers = ['uei:YLQMY5SGNE55']")

    match(db, "listed", "listed", "found")

    assert db.execute("select band from found").fetchall() == [("same",)]


def test_the_same_name_is_compared_before_many_that_begin_alike() -> None:
    twins = ["BEAZLEY SOLUTIONS INTERNATIONAL LIMITED", "Beazley Solutions International Ltd"]
    db = held(
        [*twins, *(f"BEAZLEY {place} SYNDICATE {number}" for number, place in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))]
    )

    match(db, "listed", "listed", "found")

    found = db.execute("select left_id, right_id from found where band = 'same'").fetchall()
    assert found == [("name:" + twins[0], "name:" + twins[1])]
