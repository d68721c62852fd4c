"""Aggregations of strangers: what fails is told where it stands, and spoils no more than the marks of its branch."""

from fractions import Fraction

import attrs
import pytest

import perfrules as pr
from perfrules.plugins import Registry
from tests.plugins.strangers import plugin

SET = """\
format = "perfrules/indicator-set/1"
id = "test/strangers"
edition = "1"
title = "Strangers"
source = [{ id = "s", title = "A rule" }]
leaf = { full_marks = 10, rubric = { kind = "judged", reason = false } }
total = { aggregation = "stranger" }
indicator = [{ code = "A", name = "A" }, { code = "B", name = "B" }]
"""


def stranger(combine, shares=lambda _, __: None):
    """Return an aggregation of somebody else's."""
    body = {"name": "stranger", "rescales": False, "combine": combine, "shares": shares}
    return attrs.frozen(type("Stranger", (), body))


def load(folder, form):
    """Return the rules of a set whose total is combined by *form*."""
    path = folder / "set.toml"
    path.write_text(SET, encoding="utf-8")
    return pr.load(path, registry=Registry.builtin().with_plugin(plugin(perfrules_aggregations=[form])))


@pytest.mark.parametrize(
    ("combine", "said"),
    [
        (lambda _, __: None, "None is not an exact number"),
        (lambda _, __: 2.5, "2.5 is not an exact number"),
        (lambda _, children: children[9].marks, "`combine` raised IndexError"),
        (lambda _, children: max(child.marks for child in children), "a symbol is not a number yet"),
        (lambda _, children: children[0].takes_part, "a symbol is not a number yet"),
    ],
    ids=["nothing", "float", "raises", "asks", "condition"],
)
def test_a_combination_that_fails(tmp_path, combine, said):
    """An aggregation that fails is one problem at the branch that uses it."""
    with pytest.raises(pr.DefinitionError) as caught:
        load(tmp_path, stranger(combine))
    (problem,) = caught.value.problems
    assert ("PR510", "total") == (problem.code, problem.place.key[0])
    assert f"the aggregation `stranger` of total: {said}" in problem.text.into("en")


def test_a_plain_number(tmp_path):
    """An aggregation may give a number that is no symbol."""
    assert Fraction(20) == load(tmp_path, stranger(lambda _, __: 20)).score({"A/marks": 3, "B/marks": 4}).marks


def test_shares_that_fail(tmp_path):
    """Shares that raise, are too many or inexact say nothing of where marks were lost; the ledger still adds up."""
    for shares in (lambda _, __: 1 / 0, lambda _, __: (1, 1, 1), lambda _, __: (0.5, 0.5)):
        form = stranger(lambda _, children: pr.total(child.marks for child in children), shares)
        card = load(tmp_path, form).score({"A/marks": 3, "B/marks": 4})
        assert [("total", Fraction(13), "aggregation")] == [(loss.code, loss.marks, loss.sort) for loss in card.ledger]
