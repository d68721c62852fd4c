"""The check of a case whose set is there, without scoring it."""

from collections.abc import Sequence

from perfrules.case.bind import Binder
from perfrules.case.case import Case
from perfrules.formula.inputs import Input
from perfrules.model import IndicatorSet
from perfrules.plugins import Registry
from perfrules.problems import Problem


def check_case(
    case: Case, indicator_set: IndicatorSet, inputs: Sequence[Input], registry: Registry | None = None
) -> tuple[Problem, ...]:
    """
    Return what is wrong with the evidence of *case*, warnings included, in order of place.

    Missing evidence is not among it: whether it is needed depends on the branches that scoring takes.
    """
    return Binder(indicator_set, inputs, registry).bind(case).problems
