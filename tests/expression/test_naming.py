import keyword

import pytest

from perfrules.expression import canonical, is_identifier


@pytest.mark.parametrize(
    ("written", "plain"), [("spent", "spent"), ("ＡＢ１", "AB1"), ("ﬁeld", "field"), ("预算", "预算")]
)
def test_names_are_compared_in_their_nfkc_form(written, plain):
    """Names that look alike are the same name."""
    assert plain == canonical(written)


@pytest.mark.parametrize("name", ["spent", "_x", "预算金额", "x1", "ｘ１"])
def test_letters_digits_and_underscores_are_names(name):
    """Chinese names are names like any other."""
    assert is_identifier(name)


@pytest.mark.parametrize("name", ["", "1x", "a-b", "a b", "a.b", "²", "x½", "95%", *keyword.kwlist])
def test_signs_and_words_of_python_are_no_names(name):
    """What an expression could not read is no name."""
    assert not is_identifier(name)
