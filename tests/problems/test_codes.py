"""The codes of problems, as a whole."""

import tomllib
from pathlib import Path

import pytest

from perfrules.problems import CODES
from perfrules.problems.retired import RETIRED

PUBLISHED = Path(__file__).with_name("published.toml")
"""Every code that was ever published, with the title that it had: lines are added here, never changed or removed."""


@pytest.fixture(scope="module")
def published():
    """Return the titles of all codes that were ever published."""
    return tomllib.loads(PUBLISHED.read_text(encoding="utf-8"))


def test_every_code_is_published_with_what_it_means(published):
    """A new code is added to the list; one that is on it keeps its title, which says what it means."""
    live = {code.code: code.title for code in CODES.values()}
    assert live == {code: title for code, title in published["codes"].items() if code not in published["retired"]}


def test_a_retired_code_is_never_used_again(published):
    """What is retired stays on the list and is no code any more."""
    assert set() == {code for code in published["retired"] if code in CODES}
    assert set() == published["retired"].keys() - published["codes"].keys()


def test_a_retired_code_keeps_its_page(published):
    """What a code said, and what there is now, stays to be read."""
    kept = {code: retired.title.into("en") for code, retired in RETIRED.items()}
    assert {code: published["codes"][code] for code in published["retired"]} == kept


def test_there_are_at_least_forty_codes_over_definitions_and_cases():
    """Files, definitions, formulas, expressions and cases are told apart finely."""
    assert 40 <= sum(1 for code in CODES if code[2] in "01234")


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.code)
def test_every_page_is_complete(code):
    """Each code says what is wrong, why it matters, what to do, and shows it wrong and right."""
    assert code.title[0].islower() or not code.title[0].isalpha() or code.title[:2].isupper()
    assert all(sentence.endswith((".", "!", ")")) for sentence in (code.meaning, code.why, code.mend))
    assert code.bad
    assert code.good
    assert code.bad != code.good
