import tomllib
from functools import partial

import attrs
import pytest

from perfrules.expression import evaluate_all, parse_all
from perfrules.expression.statistics import STATISTICS
from perfrules.formula import read
from perfrules.problems.codes_expression import CODES
from perfrules.program.population import population_term


class Compiling:
    """As much of a compilation as functions over the population ask for."""

    def __init__(self):
        self.populations, self.inputs = {}, {}

    def input(self, item):
        """Return the number that an input is."""
        return read(item.name)


def _found(line, scope):
    compiling = Compiling()
    functions = {**scope.functions, **{form.name: form() for form in STATISTICS}}
    over = partial(population_term, compiling)
    scope = attrs.evolve(scope, functions=functions, population=over)
    ((key, written),) = tomllib.loads(line).items()
    tree, errors = parse_all(written)
    if tree is not None:
        wanted = "condition" if key == "when" else "number"
        _, errors = evaluate_all(tree, scope, wanted=wanted)
    return [error.code for error in errors]


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_the_examples_of_a_code_have_the_problem_and_its_mending(scope, code):
    """The bad example gives just this code, and the good one gives none."""
    assert [code.code] == _found(code.bad, scope)
    assert [] == _found(code.good, scope)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_the_page_of_a_code_says_everything(code):
    """Title, meaning, reason and mending are there, as sentences."""
    assert code.title[0].islower()
    for sentence in (code.meaning, code.why, code.mend):
        assert sentence.endswith(".")
