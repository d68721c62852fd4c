"""What must hold of what an aggregation gives, whatever the children."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st

from perfrules.aggregation import Aggregation, Child, combined
from perfrules.formula import Condition, Node, number, read
from perfrules.formula.inputs import MISSING, NOT_APPLICABLE
from perfrules.formula.node import FALSE, TRUE
from perfrules.language import Text, text
from perfrules.testing.checks.agreement import Readings, at_most, worded
from perfrules.testing.checks.examples import Data, Example
from perfrules.testing.checks.faults import Search, staying
from perfrules.testing.checks.reference import Answer, interpret
from perfrules.testing.checks.unending import same
from perfrules.testing.drawing.cases import cases

FULL = 10
_PART = {"always": Condition(TRUE), "never": Condition(FALSE)}


@attrs.frozen
class Drawn:
    """
    A child that was drawn.

    Attributes:
        marks: its marks, from 0 to 10.
        weight: its weight.
        part: whether it takes part: "always", "never", or "in" or "out", as only evidence tells.

    """

    marks: Fraction
    weight: int
    part: str

    @property
    def counts(self) -> bool:
        """Whether it takes part, and has a weight."""
        return self.weight > 0 and self.part in ("always", "in")

    def __str__(self) -> str:
        return f"{worded(0, self.marks)} (weight {self.weight}, {self.part})"


CHILDREN = st.lists(
    st.builds(
        Drawn,
        st.fractions(0, FULL, max_denominator=4) | st.sampled_from((Fraction(0), Fraction(FULL))),
        st.sampled_from((1, 2, 3, 0)),
        st.sampled_from(("always", "in", "out", "never")),
    ),
    min_size=1,
    max_size=4,
)


@attrs.frozen(eq=False)
class Combining:
    """One aggregation, asked for what it makes of children."""

    aggregation: Aggregation

    def faults(self, children: Sequence[Drawn]) -> Iterator[Text]:
        """Yield what does not hold for *children*."""
        for fault in staying(lambda: self._faults(children), text("`combine`")):
            yield text("{fault}; the children are {children}", fault=fault, children=", ".join(map(str, children)))

    def _faults(self, children: Sequence[Drawn]) -> Iterator[Text]:
        there = [child for child in children if child.counts]
        state, value = self._result(children)
        if not there:
            if state != NOT_APPLICABLE:
                yield text("where no child takes part it is {value}, not `not applicable`", value=worded(state, value))
            return
        if state:
            yield text("it has no value: {value}", value=worded(state, value))
            return
        yield from self._alike(children, there, value)
        yield from self._within(there, value)
        yield from self._shares(children, value)
        missing, _ = self._result(children, missing=children.index(there[0]))
        if not missing & MISSING:
            yield text("where the marks of a child that takes part are missing it has a value all the same")

    def _alike(self, children: Sequence[Drawn], there: Sequence[Drawn], value: Fraction) -> Iterator[Text]:
        """Yield where children that are out, or the order, make a difference."""
        if not same(value, self._result(there)[1]):
            yield text("children that take no part change it: it is {value}", value=worded(0, value))
        if not same(value, self._result(children[::-1])[1]):
            yield text("the order of the children changes it: it is {value}", value=worded(0, value))

    def _within(self, there: Sequence[Drawn], value: Fraction) -> Iterator[Text]:
        """Yield where it leaves the scale, or falls where a child rises."""
        most = self._result([attrs.evolve(child, marks=Fraction(FULL)) for child in there])[1]
        if not (at_most(Fraction(0), value) and at_most(value, most)):
            template = "it is {value}, and with full marks of every child {most}: it leaves the scale"
            yield text(template, value=worded(0, value), most=worded(0, most))
        if getattr(self.aggregation, "promises", "higher") != "higher":
            return
        for place, child in enumerate(there):
            better = [*there[:place], attrs.evolve(child, marks=Fraction(FULL)), *there[place + 1 :]]
            after = self._result(better)[1]
            if not at_most(value, after):
                template = (
                    'it falls from {value} to {after} where a child rises to 10; write `promises = "none"` if it may'
                )
                yield text(template, value=worded(0, value), after=worded(0, after))
                return

    def _shares(self, children: Sequence[Drawn], value: Fraction) -> Iterator[Text]:
        made, facts = _made(children)
        shares = self.aggregation.shares(made)
        if shares is None:
            return
        if len(shares) != len(made):
            yield text(
                "`shares` gives {number} factors for {children} children", number=len(shares), children=len(made)
            )
            return
        factors = [_value(number(share).node, facts)[1] for share in shares]
        added = sum((factor * child.marks for factor, child in zip(factors, children, strict=True)), Fraction(0))
        if not same(value, added):
            template = "Σ share × marks is {added}, and `combine` gives {value}: the ledger would not add up"
            yield text(template, added=worded(0, added), value=worded(0, value))

    def _result(self, children: Sequence[Drawn], missing: int | None = None) -> Answer:
        made, facts = _made(children)
        if missing is not None:
            facts[f"m{missing}"] = MISSING
        return _value(combined(self.aggregation, made).node, facts)


def _made(children: Sequence[Drawn]) -> tuple[list[Child], dict[str, Fraction | int]]:
    """Return the children as an aggregation reads them, and what is read: marks of those that are out are missing."""
    made, facts = [], {}
    for place, child in enumerate(children):
        asked = read(f"p{place}") == 1
        made.append(Child(read(f"m{place}"), number(FULL), number(child.weight), _PART.get(child.part, asked)))
        facts[f"m{place}"] = child.marks if child.counts else MISSING
        facts[f"p{place}"] = Fraction(child.part == "in")
    return made, facts


def _value(node: Node, facts: Mapping[str, Fraction | int]) -> Answer:
    return interpret([node], facts)[node]


def branches(name: str) -> st.SearchStrategy[Data]:
    """Give definitions with a branch of the aggregation *name* over judged leaves, some of which may be out."""

    def made(leaves: list[tuple[int, str]]) -> Data:
        nodes = [{"code": "B", "name": "B", "aggregation": name, "rounding": {"places": 2}, "not_applicable": "null"}]
        for place, (weight, answer) in enumerate(leaves):
            nodes.append(leaf(f"B.{place}", "B") | {"weight": weight} | ({"not_applicable": answer} if answer else {}))
        return {"total": {"not_applicable": "null", "missing": "null"}, "indicator": nodes}

    first = st.tuples(st.sampled_from((1, 2)), st.sampled_from(("", "rescale", "drop")))
    rest = st.lists(st.tuples(st.sampled_from((1, 2, 0)), st.sampled_from(("", "rescale", "drop"))), max_size=3)
    return st.tuples(first, rest).map(lambda both: made([both[0], *both[1]]))


def leaf(code: str, parent: str) -> Data:
    """Return a leaf of 10 marks that an evaluator gives."""
    rubric = {"kind": "judged", "reason": False}
    return {"code": code, "parent": parent, "name": code, "full_marks": FULL, "rubric": rubric}


def branch_faults(name: str, example: Example, search: Search) -> Iterator[Text]:
    """Yield where the readings of branches of the aggregation *name* do not agree."""

    def faults(drawn: tuple[Data, Any]) -> Iterator[Text]:
        data, chooser = drawn
        other = attrs.evolve(example, data=data)
        found = other.problems()
        if found:
            yield text("a branch does not load: {problem}", problem=f"{found[0].code} {found[0].text}")
            return
        readings = Readings(other.rules())
        yield from readings.notation_faults()
        yield from readings.faults(chooser.draw(cases(readings.rules)))

    yield from search.first(st.tuples(branches(name), st.data()), faults)
