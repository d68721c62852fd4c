"""What the proofs of one set share: the search, plain bounds, and the words for how something was decided."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from perfrules.coverage import Reaching
from perfrules.formula import Node, postorder
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.model.indicator_set import TOTAL
from perfrules.proof.boxes import Ask, decided
from perfrules.proof.claims import EFFORT, Claim, Example, Sort
from perfrules.proof.worlds import by_conditions
from perfrules.readings.defined import inputs_of
from perfrules.readings.exact import Trace, traced
from perfrules.readings.interval import Intervals
from perfrules.scoring import Rules
from perfrules.solving import Row, Search, evidence_of

MOST_SPLIT = 400
"""Formulas of more nodes are not asked again of parts: each time would take too long."""


@attrs.frozen(eq=False, slots=False)
class Work:
    """
    The means of proof for one set.

    Attributes:
        rules: the rules; those of a definition that has problems as well.
        effort: in how many parts ranges are split for one claim, at most.

    """

    rules: Rules
    effort: int = EFFORT
    _evidence: dict[Row, Mapping[str, Any] | None] = attrs.field(factory=dict, init=False)

    @cached_property
    def search(self) -> Search:
        """What finds evidence."""
        return Search(self.rules)

    @cached_property
    def reaching(self) -> Reaching:
        """What finds evidence that reaches a place."""
        return Reaching(self.rules, self.search)

    @cached_property
    def intervals(self) -> Intervals:
        """The bounds of formulas over all evidence."""
        return Intervals(self.rules.program.inputs)

    @cached_property
    def unmarked(self) -> frozenset[str]:
        """The nodes without marks, of which nothing is claimed: leaves that are left open, and all above them."""
        found: set[str] = set()
        for node in reversed(list(self.rules.set.walk())):
            if (node.open and node.code not in self.rules.set.children) or node.code in found:
                found |= {node.code, node.parent or TOTAL}
        return frozenset(found if self.rules.set.has_total else found | {TOTAL})

    def example(self, row: Row, shows: Text) -> Example | None:
        """Return the case of *row*; None where no case can say it."""
        if row not in self._evidence:
            self._evidence[row] = evidence_of(self.rules, row, str(text("counterexample")))
        evidence = self._evidence[row]
        return None if evidence is None else Example(evidence, shows)

    def always(self, code: str, sort: Sort, about: Text, condition: Node, shows: Callable[[Row], Text]) -> Claim:
        """Return what becomes of the claim that *condition* holds for all evidence; *shows* words a counterexample."""
        if self.intervals.truth(condition) is True:
            return Claim(code, sort, about, "proved", text("plain bounds"))
        row = self.violation(condition)
        example = None if row is None else self.example(row, shows(row))
        if example is not None:
            return Claim(code, sort, about, "refuted", example.shows, (example,))
        parts = self.split(lambda intervals: intervals.truth(condition), [condition])
        if parts is not None:
            return Claim(code, sort, about, "proved", text("split in {number}", number=parts))
        worlds = by_conditions(condition, self.intervals.truth, self.effort)
        if worlds is not None:
            return Claim(code, sort, about, "proved", text("by {number} cases of its conditions", number=worlds))
        return Claim(code, sort, about, "undecided", self.why([condition]))

    def violation(self, condition: Node) -> Row | None:
        """Return a row for which *condition* does not hold, by exact scoring; None where none is found."""
        trace = traced(self.rules.program.inputs, (condition,))

        def goal(found: Trace, _: Row) -> bool:
            return found.value(condition) is False

        return self.search.find(goal, [condition], trace)

    def split(self, ask: Ask, roots: Sequence[Node]) -> int | None:
        """Return in how many parts the ranges of what *roots* read are split until *ask* says yes; None for never."""
        if sum(1 for _ in postorder(roots)) > MOST_SPLIT:
            return None
        return decided(self.rules.program.inputs, self.reads(roots), ask, self.effort)

    def reads(self, roots: Sequence[Node]) -> tuple[str, ...]:
        """Return the names of the inputs that *roots* read."""
        return tuple(dict.fromkeys(name for root in roots for name in inputs_of(root)))

    def why(self, roots: Sequence[Node]) -> Text:
        """Return why a claim about *roots* is not decided, and what would help."""
        inputs = {item.name: item for item in self.rules.program.inputs}
        read = [inputs[name] for name in self.reads(roots) if name in inputs]
        for end in ("low", "high"):
            sides = ("at_least", "above") if end == "low" else ("at_most", "below")
            names = [item.name for item in read if all(getattr(item, side) is None for side in sides)]
            if names:
                return text(
                    "the range of {names} has no end: declare `{side}`, or what it is a part of (`part_of`)",
                    names=", ".join(f"`{name}`" for name in names[:3]),
                    side=sides[0],
                )
        if sum(1 for _ in postorder(roots)) > MOST_SPLIT:
            return text("it reads too much to be split: cap or clamp it")
        return text("{effort} parts are not enough: try a greater `--effort`, or cap or clamp it", effort=self.effort)

    def shown(self, row: Row, node: Node) -> str:
        """Return the number of *node* for *row*, as text."""
        number = self.search.trace(row).number(node)
        return "—" if number is None else number_text(number)
