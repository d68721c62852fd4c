"""Plans: the steps of all outputs for inputs within certain ranges, with few registers that are used over and over."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

import attrs
import numpy as np

from perfrules.content import ByContent
from perfrules.formula import Node
from perfrules.formula.inputs import Input
from perfrules.readings.columns.lanes import DOUBLE, NAMES, WIDTH
from perfrules.readings.columns.lowering import Known, Lowered, lowered
from perfrules.readings.columns.planning import planned
from perfrules.readings.columns.states import Logic
from perfrules.readings.columns.steps import Ref, Step, Steps, constant
from perfrules.readings.columns.wholes import ColumnWholes
from perfrules.readings.exact.values import Values
from perfrules.readings.exact.whole import Whole

_BITS: Final = (1, 2, 4)


@attrs.frozen
class Output:
    """
    Where an output's numbers are after a block: a number, over a divisor where it has one, and its state.

    Attributes:
        value: whole numbers of the output's unit.
        divisor: what they are over, or None.
        state: the bits of the state, or None where every row has one.
        lane: the widest arithmetic on the way, by name.

    """

    value: Ref
    divisor: Ref | None
    state: Ref | None
    lane: str

    @property
    def refs(self) -> tuple[Ref, ...]:
        """All its operands."""
        return tuple(ref for ref in (self.value, self.divisor, self.state) if ref is not None)


@attrs.frozen(eq=False, repr=False)
class Plan(ByContent):
    """
    What is done with a block.

    Attributes:
        steps: the instructions, in order.
        outputs: where the outputs are afterwards; None for one that has no end, and is left to the exact reading.
        doubtful: where rows that the exact reading must do are told, or None.
        checks: numbers that are above 0 in every row, or else the plan does not hold, by the formula that they stand
            for.

    """

    steps: tuple[Step, ...]
    outputs: tuple[Output | None, ...]
    doubtful: Ref | None
    checks: tuple[tuple[Node, Ref], ...]


@attrs.frozen(eq=False)
class Wanted:
    """What plans are made for: formulas over inputs, each with the unit of its whole numbers (None: a quotient)."""

    inputs: tuple[Input, ...]
    roots: tuple[Node, ...]
    units: tuple[Fraction | None, ...]
    divisors: frozenset[Node]


def plan_for(wanted: Wanted, known: Mapping[str, Known], cells: Sequence[str], zeros: Iterable[Node]) -> Plan:
    """
    Return the plan for inputs of which *known* tells the ranges and *cells* the types.

    Divisors other than *zeros* are held not to be 0; the plan checks it.
    """
    assumed = wanted.divisors.difference(zeros)
    wholes = ColumnWholes()
    results, checks = lowered(wholes, wanted.inputs, wanted.roots, known, assumed)
    logic = Logic(Values(wholes))
    parts = [_parts(logic, one, unit) for one, unit in zip(results, wanted.units, strict=True)]
    doubt = logic.any(*(one.state.doubtful for one in results if not one.unending))
    needed = [part for each in parts for part in each if part is not None]
    steps, refs = planned(wholes, cells, needed, [doubt, *checks.values()])
    made = _Making(steps, refs, _ways(steps.made))
    outputs = tuple(made.output(each) if each else None for each in parts)
    doubtful = None if doubt.op == "constant" and not doubt.value else refs[doubt]
    return Plan(tuple(steps.made), outputs, doubtful, tuple((node, refs[part]) for node, part in checks.items()))


Parts = tuple[Whole, Whole | None, Whole | None, Whole | None, Whole | None]
"""A number, its divisor, and the three bits of its state."""


def _parts(logic: Logic, one: Lowered, unit: Fraction | None) -> Parts | tuple[()]:
    """Return what an output is made of, in its unit, and 0 where it is not there; nothing for one without end."""
    factor, whole = one.result
    wholes = logic.values.wholes
    above, below = whole if isinstance(whole, tuple) else (whole, wholes.constant(1))
    factor /= unit or 1
    if one.unending or (unit is not None and (below.op != "constant" or factor.denominator > 1)):
        return ()
    bits = one.state[:3]
    away = logic.any(*bits)
    above, below = wholes.scaled(factor.numerator, above), wholes.scaled(factor.denominator, below)
    if away is not logic.never:
        above = wholes.pick([(away, wholes.constant(0))], above)
        below = wholes.pick([(away, wholes.constant(1))], below)
    missing, not_applicable, undefined = (None if bit is logic.never else bit for bit in bits)
    return above, None if unit else below, missing, not_applicable, undefined


@attrs.frozen(eq=False, repr=False)
class _Making(ByContent):
    """Finds the outputs among the steps."""

    steps: Steps
    refs: Mapping[Whole, Ref]
    ways: Sequence[int]

    def output(self, parts: Parts) -> Output:
        above, below, *bits = parts
        value, divisor = self.refs[above], None if below is None else self.refs[below]
        state = self._state([None if bit is None else self.refs[bit] for bit in bits])
        return Output(value, divisor, state, self._lane(value, divisor))

    def _state(self, bits: Sequence[Ref | None]) -> Ref | None:
        out: Ref | None = None
        steps = self.steps
        for weight, bit in zip(_BITS, bits, strict=True):
            if bit is None:
                continue
            part = constant(weight * bit.at) if bit.is_constant else steps.plain(bit)
            if weight > 1 and not part.is_constant:
                part = steps.whole(np.multiply, [part, constant(weight)], (0, weight))
            out = part if out is None else steps.whole(np.add, [out, part], (0, 7))
        return out

    def _lane(self, *refs: Ref | None) -> str:
        """Return the widest arithmetic that goes into an output."""
        return _WAYS[max((self.ways[ref.at] for ref in refs if ref and ref.kind in ("step", "view")), default=0)]


def _ways(steps: Sequence[Step]) -> list[int]:
    """Return for every step how wide the arithmetic is that goes into it."""
    out: list[int] = []
    for step in steps:
        own = len(NAMES) if step.lane in DOUBLE else WIDTH["float64" if step.lane == "float32" else step.lane]
        out.append(max([own, *(out[ref.at] for ref in step.operands if ref.kind in ("step", "view"))]))
    return out


_WAYS: Final = (*NAMES, "float64 with bounds")


def pruned(plan: Plan) -> Plan:
    """Return *plan* without the steps that nothing reads."""
    ends = [ref for output in plan.outputs if output for ref in output.refs]
    ends += [ref for _, ref in plan.checks] + ([plan.doubtful] if plan.doubtful else [])
    read: set[int] = {ref.at for ref in ends if ref.kind in ("step", "view")}
    for at in range(len(plan.steps) - 1, -1, -1):
        if at in read:
            read.update(ref.at for ref in plan.steps[at].operands if ref.kind in ("step", "view"))
    order = sorted(read)
    place = {old: new for new, old in enumerate(order)}

    def moved(ref: Ref) -> Ref:
        return Ref(ref.kind, place[ref.at], ref.lane, ref.low, ref.high) if ref.kind in ("step", "view") else ref

    kept = [plan.steps[at] for at in order]
    steps = tuple(Step(step.function, tuple(map(moved, step.operands)), step.lane, step.more) for step in kept)
    outputs = tuple(
        output
        and attrs.evolve(
            output,
            value=moved(output.value),
            divisor=output.divisor and moved(output.divisor),
            state=output.state and moved(output.state),
        )
        for output in plan.outputs
    )
    checks = tuple((node, moved(ref)) for node, ref in plan.checks)
    return Plan(steps, outputs, plan.doubtful and moved(plan.doubtful), checks)
