"""The plugin as it is installed, and how many establishments it rates as published."""

import csv
from pathlib import Path

import perfrules as pr

PUBLISHED = Path(__file__).parent.parent / "cases" / "published.csv"
SCORES = ("hygiene", "structural", "confidence_in_management")


def test_the_plugin_works():
    """What it brings can be used."""
    plugin = pr.Registry.installed().plugin("fhrs")
    assert "working" == plugin.status
    assert () == plugin.problems


def test_all_establishments_but_two_are_rated_as_published():
    """389,134 of 389,136; `cases/published.toml` says which two are not."""
    rules = pr.load("fhrs/rating")
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    as_published = [row for row in rows if row["published_rating"] == rules.score({k: row[k] for k in SCORES}).grade]
    assert 389_136 == sum(int(row["establishments"]) for row in rows)
    assert 389_134 == sum(int(row["establishments"]) for row in as_published)


def test_less_is_better():
    """The best sum is 0; all of it is above the best."""
    card = pr.load("fhrs/rating").score(dict.fromkeys(SCORES, 5))
    assert "lower" == card["total"].better
    assert 15 == card.marks
    assert 15 == sum(entry.marks for entry in card.ledger)
    assert card.rate is None
