"""Weighted sums: terms in their order, weights that fall by steps as sums of sums, so that plain sums are shared."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from perfrules.readings.columns.steps import Ref, Steps, constant

_FEWEST: Final = 3
"""How many terms and different weights it takes before sums of sums are worth it."""

Terms = Sequence[tuple[int, Ref]]


def summed(steps: Steps, first: int, terms: Terms) -> Ref:
    """Return *first* and the *terms*, each a weight and a number."""
    fixed = first + sum(weight * ref.at for weight, ref in terms if ref.is_constant)
    parts = [(weight, ref) for weight, ref in terms if not ref.is_constant]
    if not parts:
        return constant(fixed)
    plus = [part for part in parts if part[0] > 0]
    minus = [(-weight, ref) for weight, ref in parts if weight < 0]
    if not plus:
        return _less(steps, constant(fixed), minus)
    out = _plus(steps, plus)
    out = _less(steps, out, minus)
    if fixed:
        out = steps.whole(np.add, [out, constant(fixed)], (out.low + fixed, out.high + fixed))
    return out


def _scaled(steps: Steps, weight: int, ref: Ref) -> Ref:
    if weight == 1:
        return ref if ref.lane != "bool" else steps.plain(ref)
    return steps.whole(np.multiply, [steps.plain(ref), constant(weight)], (weight * ref.low, weight * ref.high))


def _plus(steps: Steps, terms: Terms) -> Ref:
    weights = {weight for weight, _ in terms}
    if len(terms) >= _FEWEST and len(weights) >= _FEWEST:
        return _by_steps(steps, sorted(terms, key=lambda term: -term[0]))
    out = _scaled(steps, *terms[0])
    for weight, ref in terms[1:]:
        out = _added(steps, out, _scaled(steps, weight, ref))
    return out


def _added(steps: Steps, left: Ref, right: Ref) -> Ref:
    return steps.whole(np.add, [left, right], (left.low + right.low, left.high + right.high))


def _by_steps(steps: Steps, terms: Terms) -> Ref:
    """Return the sum over the weights from the greatest: each step down times the sum of the terms so far."""
    so_far: Ref | None = None
    out: Ref | None = None
    falls = [*(weight for weight, _ in terms[1:]), 0]
    for (weight, ref), after in zip(terms, falls, strict=True):
        so_far = _scaled(steps, 1, ref) if so_far is None else _added(steps, so_far, ref)
        if weight != after:
            part = _scaled(steps, weight - after, so_far)
            out = part if out is None else _added(steps, out, part)
    return out if out is not None else constant(0)


def _less(steps: Steps, out: Ref, terms: Terms) -> Ref:
    for weight, ref in terms:
        part = _scaled(steps, weight, ref)
        out = steps.whole(np.subtract, [out, part], (out.low - part.high, out.high - part.low))
    return out
