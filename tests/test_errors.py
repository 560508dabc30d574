"""The table of errors: each has a docstring, a code of its own, an exit status, its words in both languages."""

import inspect
import string

import pytest

from vigie import errors
from vigie.errors import VigieError
from vigie.messages import LANGUAGES, catalogue

CLASSES = [one for _, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, VigieError)]
LEAVES = [one for one in CLASSES if not any(other is not one and issubclass(other, one) for other in CLASSES)]


def test_there_are_errors() -> None:
    assert len(LEAVES) > 20


@pytest.mark.parametrize("error", CLASSES, ids=lambda one: one.__name__)
def test_an_error_is_named_and_documented(error: type[VigieError]) -> None:
    assert error.__name__.endswith("Error")
    assert (error.__doc__ or "").endswith(".")
    assert error.__name__ in (errors.__doc__ or "")
    assert error.exit_status in (2, 65, 69, 70, 74, 75, 77)


def test_codes_are_not_shared() -> None:
    codes = [error.code for error in LEAVES]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("error", LEAVES, ids=lambda one: one.__name__)
def test_an_error_has_its_words_in_both_languages(error: type[VigieError]) -> None:
    for lang in LANGUAGES:
        words = catalogue()[f"error.{error.code}"][lang]
        values = {name: name for _, name, _, _ in string.Formatter().parse(words) if name}
        if error is errors.UnknownContractError:
            values["on"] = None  # type: ignore[assignment]  # a day or nothing

        if error is errors.ListOfPeopleError:
            values = {"where": "a.csv", "kind": "birth", "column": "DOB"}

        if error is errors.PersonsListedError:
            values = {"where": "a.csv", "kind": "birth", "column": "DOB"}

        if error is errors.DocumentOfPeopleError:
            values = {"where": "a.pdf", "kind": "birth", "row": 3}  # type: ignore[dict-item]

        if error is errors.ManifestError:
            values = {"where": "a.csv", "reason": "rows", "found": "3", "expected": "4"}

        if error is errors.DecisionsError:
            values = {"where": "desk.toml", "reason": "no_day", "found": "from = 3"}

        said = error(**values).message(lang)

        assert "{" not in said


def test_a_message_says_where_what_was_expected_and_what_to_do(tmp_path: object) -> None:
    said = errors.FileTypeError(where="a.csv", found="HTML", expected="CSV").message("en")

    assert said.startswith("a.csv: ")
    assert "HTML" in said
    assert "expected CSV" in said
    assert "Nothing was stored" in said
    assert "fetch the file again" in said
