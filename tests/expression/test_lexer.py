from fractions import Fraction

import pytest

from perfrules.expression.lexer import tokens


def read(expression):
    """Return the pieces of *expression*, which has no errors."""
    pieces, errors = tokens(expression)
    assert () == errors
    return pieces


def refused(expression):
    """Return the code and column of each error."""
    return [(error.code, error.column) for error in tokens(expression)[1]]


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        ("0", Fraction(0)),
        ("0.30000000000000000001", Fraction(30000000000000000001, 10**20)),
        ("1e5", Fraction(100_000)),
        ("25E-1", Fraction(5, 2)),
        ("1e+30", Fraction(10**30)),
        ("95%", Fraction(19, 20)),
        ("12.5 %", Fraction(1, 8)),
        ("123456789012345678901234567890", Fraction(123456789012345678901234567890)),
    ],
)
def test_numbers_are_exactly_what_is_written(written, exact):
    """A number is taken from its digits, and never passes through a binary float."""
    (token,) = read(written)
    assert ("number", exact) == (token.kind, token.value)


@pytest.mark.parametrize(
    "written",
    [
        "1" * 31,
        "0." + "1" * 30,
        "1e31",
        "1e-31",
        "1e999999999",
        "1e" + "9" * 1000,
        "007",
        "0x10",
        "1_000",
        "1j",
        "24h",
        "1.",
        "1.2.3",
        "5if",
        "3个",
    ],
)
def test_numbers_beyond_the_bounds_are_refused(written):
    """Every number has one reading and a bounded size."""
    assert "PR304" == refused(written)[0][0]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2020-01-01", "2020-01-01"),
        ("2020-10-01", "2020-10-01"),
        ("2020-01-10", "2020-01-10"),
        ("2020/01/1", "2020-01-01"),
        ("2020.1.31", "2020-01-31"),
        ("2020年1月1日", "2020-01-01"),
    ],
)
def test_a_date_without_quotes_is_told_to_have_them(written, day):
    """Once, and not as three numbers of which two start with 0."""
    _, errors = tokens(f"finished >= {written} and passed")
    assert [("PR304", 12, f"`{written}` is not a number", f"a date stands in quotes: `'{day}'`")] == [
        (error.code, error.column, str(error.text), str(error.advice)) for error in errors
    ]


@pytest.mark.parametrize("written", ["2020 - 1 - 1", "2020-10-11", "2020/10/11", "2020.01-5", "2020.5/1.5", "2020-0-5"])
def test_arithmetic_with_years_is_none(written):
    """Numbers may stand without spaces between them."""
    assert () == tokens(written)[1]


def test_names_are_canonical_and_know_their_place():
    """A name's place is that of the text as written, whatever its canonical form."""
    name, sign, number = read("ｓｐｅｎｔ + 1")
    assert ("name", "spent", 0, 5) == (name.kind, name.text, name.start, name.end)
    assert ("sign", 6) == (sign.kind, sign.start)
    assert 8 == number.start


@pytest.mark.parametrize(
    ("sign", "instead"),
    [
        ("×", "*"),
        ("÷", "/"),
        ("（", "("),
        ("５", "5"),
        ("，", ","),
        ("≥", ">="),
        ("＝", "=="),
        ("％", "%"),
        ("“", '"'),
        ("&&", "and"),
        ("||", "or"),
        ("<>", "!="),
        ("~", "not"),
        ("=", "=="),
    ],
)
def test_lookalikes_are_refused_with_the_plain_sign(sign, instead):
    """Full-width signs are not guessed at: the error says which sign to write."""
    (error,) = tokens(f"a {sign} b")[1]
    assert ("PR303", 2) == (error.code, error.column)
    assert f"`{instead}`" in str(error.advice)


@pytest.mark.parametrize("sign", ["\x00", "\ud800", "\u200b", "🙂", "@", "$", "`", "\\", ";", ":", "{", "?", "#"])
def test_every_other_character_is_refused(sign):
    """No character is let through that the language does not name, and none is printed raw that cannot be."""
    (error,) = tokens(f"a {sign}")[1]
    assert ("PR303", 2) == (error.code, error.column)
    assert str(error).isprintable()


@pytest.mark.parametrize("word", ["lambda", "for", "is", "True", "None", "await", "import", "yield", "class"])
def test_words_of_python_are_refused(word):
    """The words of Python mean nothing here, not even as names."""
    assert [("PR305", 0)] == refused(word)


@pytest.mark.parametrize(
    ("expression", "column"), [("x % y", 2), ("x%", 1), ("95%x", 2), ("95%and x", 2), ("% 3", 0), ("95%%", 3)]
)
def test_a_percent_sign_belongs_to_a_number(expression, column):
    """There is no modulo: a percent sign that is not part of a number is a problem."""
    assert [("PR308", column)] == refused(expression)


@pytest.mark.parametrize(("expression", "code"), [('"a', "PR301"), ("'a\\n'", "PR303"), ('"a\nb"', "PR303")])
def test_texts_end_and_have_plain_characters(expression, code):
    """A text has no escapes and no line breaks, and ends."""
    assert [(code, 0)] == refused(expression)


def test_all_errors_are_found_at_once():
    """One bad sign does not hide the next."""
    assert [("PR303", 2), ("PR305", 4), ("PR304", 11)] == refused("a × lambda 0x1")
