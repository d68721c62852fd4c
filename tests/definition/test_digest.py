"""Digests of sets: once published, a set keeps its digest whatever the library learns to say later."""

from perfrules.definition.load import check_definition
from tests.definition.builders import REGISTRY, document

SMALL = """
format = "perfrules/indicator-set/1"
id = "example/kept"
edition = "2020"
title = "支出"

[evidence.spent]
type = "number"
at_least = 0

[measure.part]
value = "spent / 200"

[total]
full_marks = 10

[[indicator]]
code = "A"
name = "支出"
full_marks = 10.0
measure = "part"
rubric = { kind = "proportional", cap = 1 }
"""
PUBLISHED = "4b8cc3f974cadf74dcd62599cb6d4a4fd87a423f858d733e1db25e1bfe405da4"
"""The digest of `SMALL` as the library gave it before it knew tables: it is in scorecards, and must never change."""


def digest(text):
    """Return the digest of the set that *text* defines."""
    found, problems = check_definition(document(text), REGISTRY)
    assert found is not None, "\n".join(map(str, problems))
    return found.digest


def test_a_set_keeps_its_digest():
    """What a later version of the library could say beside it is no part of a set that does not say it."""
    assert PUBLISHED == digest(SMALL)


def test_an_empty_section_of_a_later_version_says_nothing():
    """A table changes the digest, and a section for tables without any does not."""
    assert PUBLISHED == digest(f"{SMALL}\n[table]\n")
    table = "[table]\nlevel = { rows = { 1 = 10, 2 = 8 }, otherwise = 0 }\n"
    assert PUBLISHED != digest(f"{SMALL}\n{table}")
