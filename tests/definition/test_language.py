"""The language of a set is one that there are words in."""

from tests.definition.builders import LEAF, problems_of


def test_languages_there_are():
    """Names and reasons are Chinese or English; another language is told where it stands, not when it is printed."""
    assert () == problems_of('language = "en"\n' + LEAF)
    (found,) = problems_of('language = "fr"\n' + LEAF)
    assert ("PR024", ("language",)) == (found.code, found.place.key)
