"""Checklists: 要素法, in all its forms."""

from fractions import Fraction

import pytest

from perfrules.formula import Condition, absent, number, read
from perfrules.formula.node import TRUE
from perfrules.problems import SymbolError
from perfrules.rubrics import PointSymbol, award, misfits
from tests.rubrics.marking import kind, marks, value

THREE = 'kind = "checklist", points = [{ id = "a" }, { id = "b" }, { id = "c" }]'


def point(given, full=1, *, part=None):
    """Return a point with these marks; it takes part always, or as the input *part* says."""
    condition = Condition(TRUE) if part is None else read(part) == 1
    return PointSymbol("p", number(given), number(full), condition)


def score(*points):
    """Return the marks of a checklist of 3 marks with these points; the input "in" is 1, "out" is 0."""
    return value(award(kind(THREE), number(3), points=points), **{"in": Fraction(1), "out": Fraction(0)})


def test_the_marks_of_the_points_are_added():
    """Σ marks, whatever the full marks, where no point can drop out."""
    assert 2 == score(point(1), point(0), point(1))


def test_the_plain_sum_is_emitted_where_nothing_drops_out():
    """A checklist without rescaled points is a sum and nothing else."""
    symbol = award(kind(THREE), number(3), points=(point(read("a")), point(read("b"))))
    assert "a + b" == repr(symbol.node)


def test_points_that_drop_out_leave_their_marks_to_the_others():
    """Full × Σ marks ÷ Σ full marks of the points that take part; what is out may be absent."""
    assert 3 == score(point(1), point(absent("not_applicable"), part="out"))
    assert 2 == score(point(1), point(1, part="in"), point(0))
    assert 1.5 == score(point(1), point(0), point(absent("missing"), part="out"))


def test_no_point_left_is_not_applicable():
    """Where every point drops out, the leaf is not applicable."""
    assert [2] == score(point(absent("not_applicable"), part="out"), point(absent("missing"), part="out"))


def test_points_are_needed():
    """Without points there is nothing to add."""
    with pytest.raises(SymbolError):
        marks(THREE, 3)


@pytest.mark.parametrize(
    ("points", "path"),
    [
        ("", ("points",)),
        ('{ id = "a" }, { id = "a" }', ("points", 1, "id")),
        ('{ id = "a", marks = 1 }, { id = "b" }', ("points", 1)),
        ('{ id = "a" }, { id = "b", weight = 2 }', ("points", 0)),
        ('{ id = "a", marks = 1, weight = 2 }', ("points", 0, "weight")),
        ('{ id = "a", credit = "x", zero_at = 2 }', ("points", 0, "credit")),
    ],
)
def test_misfits_are_told(points, path):
    """Points have ids of their own and one way to share the marks."""
    assert path in [where for where, _ in misfits(kind(f'kind = "checklist", points = [{points}]'))]
