import pytest

from perfrules.expression import parse_all


def refused(expression):
    """Return the code and column of each error."""
    tree, errors = parse_all(expression)
    assert tree is None
    return [(error.code, error.column) for error in errors]


@pytest.mark.parametrize(
    ("expression", "column"),
    [
        ("", 0),
        ("   ", 3),
        ("spent /", 7),
        ("a +* b", 3),
        ("a b", 2),
        ("a 5", 2),
        ("'a' 'b'", 4),
        ('f"x"', 1),
        ("2 (3)", 2),
        ("(a) (b)", 4),
        ("a, b", 1),
        ("(a", 0),
        ("f(a, (b)", 1),
        ("a)", 1),
        ("(a]", 2),
        ("a)(b", 1),
        ("(a +)", 4),
        ("a not b", 2),
        ("a not", 2),
        (".5", 0),
        ("a.5", 2),
        ("a..b", 2),
        ("if a else b", 0),
        ("f(,)", 2),
        ("a ==", 4),
    ],
)
def test_pieces_follow_each_other_as_they_can(expression, column):
    """Operands and operators take turns, and brackets come in pairs; the column is that of the piece at fault."""
    assert [("PR301", column)] == refused(expression)


@pytest.mark.parametrize("expression", ["f(*a)", "f(a, *b)", "f(**a)", "x[0]", "f(a)[0]"])
def test_stars_and_subscripts_do_not_exist(expression):
    """Arguments are not spread, and values have no parts."""
    assert ["PR305"] == [code for code, _ in refused(expression)]


def test_powers_upon_powers_end():
    """Sums of powers may be long; powers of powers count as levels."""
    assert () == parse_all(" + ".join(["x ** 2"] * 60))[1]
    assert [("PR302", 151)] == refused("9" + "**9" * 60)


def test_a_share_before_a_value_is_no_remainder():
    """`95 % x` is refused at its percent sign."""
    assert [("PR308", 3)] == refused("95 % x")
    assert [("PR308", 2)] == refused("95%(x)")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("(", ")"),
        ("-", ""),
        ("not ", ""),
        ("1 if x else ", ""),
        ("f(", ")"),
        ("f(1, ", ")"),
        ("-(", ")"),
        ("1 + 2 * (", ")"),
        ("(1 if x else ", ")"),
    ],
)
def test_nesting_is_bounded(before, after):
    """Fifteen levels are read; more than fifty are a problem, whatever they are made of."""
    assert parse_all(before * 15 + "x" + after * 15)[0] is not None
    for depth in (51, 100, 150):
        assert ["PR302"] == [code for code, _ in refused(before * depth + "x" + after * depth)]


def test_long_sums_are_not_deep():
    """A sum of five hundred terms is one level."""
    tree, errors = parse_all(" + ".join(["a"] * 500))
    assert () == errors
    assert 500 == len(tree.root.parts)


def test_the_length_is_bounded():
    """Two thousand characters are read, and not one more."""
    assert parse_all("x" * 2000)[0] is not None
    assert [("PR302", 2000)] == refused("x" * 2001)
    assert [("PR302", 2000)] == refused("-" * 5000 + "x")
    assert [("PR302", 2000)] == refused("x" * 1_000_000)
