"""Partial scoring: what the result can still be while evidence is missing."""

from collections.abc import Mapping
from fractions import Fraction

import attrs

from perfrules.case import Bound
from perfrules.content import ByContent
from perfrules.formula.inputs import MISSING
from perfrules.model import IndicatorSet
from perfrules.program import Program
from perfrules.readings.exact import Trace
from perfrules.scoring.award import EvidenceRead, Exact, exact_number
from perfrules.scoring.naming import Naming
from perfrules.scoring.peers import unasked

MISSING_CODE = "PR601"
"""Of what stops a whole score and not a partial one: evidence is missing where it is really read."""


@attrs.frozen(eq=False, repr=False)
class Outlook(ByContent):
    """
    What is possible while evidence is missing.

    Attributes:
        missing: what is missing, in the order in which the tree reads it.
        interval: least and most marks of the headline result; None at an end that is open.
        grades: the grades that are possible, best first.

    """

    missing: tuple[EvidenceRead, ...]
    interval: tuple[Exact | None, Exact | None]
    grades: tuple[str, ...]


def outlook(
    indicator_set: IndicatorSet,
    program: Program,
    bound: Bound,
    trace: Trace,
    names: Mapping[str, Naming],
) -> Outlook:
    """Return what the headline result of *indicator_set* can still be; every completion of the case lies within."""
    from perfrules.readings.interval import Intervals  # not loaded for whole scores

    plan = program.nodes[indicator_set.results[0]]
    known: dict[str, Fraction | None] = {}
    for item, value in zip(program.inputs, bound.row, strict=True):
        if value is not None:
            known[item.name] = Fraction(value, 10**item.places) if isinstance(value, int) else None
    intervals = Intervals(program.inputs, known)
    ends = intervals.bounds(plan.marks)
    low, high = (None, None) if ends.empty else (exact_number(ends.low), exact_number(ends.high))
    grades: tuple[str, ...] = ()
    if plan.grade is not None:
        names_of = program.grades[plan.code]
        reach = intervals.bounds(plan.grade)
        if not reach.empty:
            first = 0 if reach.low is None else int(reach.low)
            last = len(names_of) - 1 if reach.high is None else int(reach.high)
            grades = tuple(dict.fromkeys(names_of[first : last + 1]))
    return Outlook(missing(indicator_set, program, trace, names), (low, high), grades)


def missing(
    indicator_set: IndicatorSet, program: Program, trace: Trace, names: Mapping[str, Naming]
) -> tuple[EvidenceRead, ...]:
    """Return the evidence that is really read and is missing, each once."""
    from perfrules.scoring.refusal import absent_inputs, asked, fields_of  # not loaded for whole scores

    found: dict[str, None] = {}
    silent = unasked(program, trace)
    fields = fields_of(indicator_set, program, trace)
    for plan in asked(indicator_set, program, trace):
        if trace.state(plan.marks) & MISSING:
            absent = absent_inputs(trace, plan.marks, MISSING)
            found |= dict.fromkeys(fields.get(name, name) for name in absent if name not in silent)
    return tuple(
        EvidenceRead(name, names[name].label, None, names[name].unit, absent="missing", note=names[name].collect)
        for name in found
    )
