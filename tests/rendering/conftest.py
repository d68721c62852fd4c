"""The real project's scorecard, scored once."""

from pathlib import Path

import pytest

import perfrules as pr

CASE = Path(__file__).parent.parent.parent / "perfrules_shanghai" / "cases" / "hezuo-2017" / "case.toml"


@pytest.fixture(scope="session")
def case():
    """Return the case of the real project."""
    return pr.read_case(CASE)


@pytest.fixture(scope="session")
def rules():
    """Return the rules of the real project."""
    return pr.load("shanghai/it-operations")


@pytest.fixture
def card(rules, case):
    """Return a fresh scorecard of the real project: its reasons are in the language first asked for."""
    return rules.score(case)


@pytest.fixture
def partial(rules, case):
    """Return the scorecard without what was spent."""
    return rules.score(case.with_evidence({"spent": None}), partial=True)


@pytest.fixture(scope="session")
def roads():
    """Return the rules of a set with gates, shares of the full marks, and points that may not apply."""
    return pr.load(Path(__file__).parent / "roads.toml")


@pytest.fixture(scope="session")
def seasons():
    """Return the rules of a set with a choice list of rubrics, and a band with a condition."""
    return pr.load(Path(__file__).parent / "seasons.toml")
