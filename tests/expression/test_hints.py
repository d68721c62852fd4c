import keyword

from perfrules.expression import hints
from perfrules.expression.lexer import OPERATOR_WORDS


def test_every_refused_sign_says_what_to_write():
    """A sign that people try has advice."""
    assert all(hints.for_sign(sign) is not None for sign in hints.REFUSED_SIGNS)
    assert hints.for_sign("@") is None


def test_longer_signs_are_found_before_shorter():
    """`//` is not two signs."""
    assert sorted(map(len, hints.REFUSED_SIGNS), reverse=True) == list(map(len, hints.REFUSED_SIGNS))


def test_every_word_of_python_has_advice():
    """Words that are kept back say so."""
    assert all(str(hints.for_word(word)) for word in set(keyword.kwlist) - OPERATOR_WORDS)


def test_what_cannot_be_printed_is_shown_by_its_code():
    """Messages never carry control characters."""
    assert "aU+0000bU+200B" == hints.shown("a\x00b\u200b")


def test_functions_of_other_languages_have_a_counterpart():
    """Whoever knows spreadsheets or Python is told the word that stands here."""
    assert "write `least(a, b)` instead" == str(hints.for_function("MIN"))
    assert "`rounding`" in str(hints.for_function("ceiling"))
    assert hints.for_function("leest") is None
