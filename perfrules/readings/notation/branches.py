"""The choices of a formula, each chain of them as one list read from the top."""

from collections.abc import Iterable, Mapping

import attrs

from perfrules.content import ByContent
from perfrules.formula import Node
from perfrules.readings.notation.terms import Printer
from perfrules.readings.notation.walk import Trace, ordered, taken
from perfrules.readings.notation.wording import Wording

_NO_LABELS: Mapping[Node, str] = {}


@attrs.frozen(eq=False, repr=False)
class Branch(ByContent):
    """
    One arm of a choice (选项), of a chain of choices read from the top.

    Attributes:
        label: what the arm is called: its own label, or "第 2 档" in a chain.
        condition: under which it is taken, with names; for the last arm that it is the one left.
        numbers: the condition with the case's numbers put in; "" for the last arm, where the condition was not reached,
            and without a trace.
        taken: whether it was taken; None without a trace, or where a condition above it has no value.
        value: what it gives, with names.
        node: the formula it gives.
        chain: the first choice of the chain it belongs to.
        place: its place in the chain, from 1.

    """

    label: str
    condition: str
    numbers: str
    taken: bool | None
    value: str
    node: Node
    chain: Node
    place: int


def branches(
    root: Node,
    labels: Mapping[Node, str] = _NO_LABELS,
    trace: Trace | None = None,
    *,
    wording: Wording | None = None,
    through_cells: bool = False,
) -> tuple[Branch, ...]:
    """
    Return the arms of each choice reached from *root*, chain by chain in reading order.

    With a *trace* only what was read is entered: the choices inside an arm that was not taken are left out.

    Args:
        root: a formula; where it is a cell itself, it is entered.
        labels: what choices are called.
        trace: the values of one case.
        wording: language, names and units; English and bare names where there is none.
        through_cells: whether other cells are entered as well.

    """
    wording = wording or Wording()
    plain, numbered = Printer(wording), None if trace is None else Printer(wording, trace)

    def reads(node: Node) -> Iterable[Node]:
        if node.op == "cell" and node is not root and not through_cells:
            return ()
        if node.op in ("given", "applicable"):  # asks whether there is a value, and not for the value
            return ()
        if node.op == "choose" and trace is not None:
            arm = taken(node, trace)
            return node.args[:1] if arm is None else (node.args[0], arm)
        return node.args

    choices = [node for node in ordered([root], reads) if node.op == "choose"]
    inner = {node.args[2] for node in choices if node.args[2].op == "choose"}
    heads = [node for node in choices if node not in inner]
    return tuple(branch for head in heads for branch in _Chain(head, labels, wording, trace).listed(plain, numbered))


@attrs.frozen(eq=False, repr=False)
class _Chain(ByContent):
    head: Node
    labels: Mapping[Node, str]
    wording: Wording
    trace: Trace | None

    def listed(self, plain: Printer, numbered: Printer | None) -> list[Branch]:
        """Return the arms of the chain, from the top."""
        out: list[Branch] = []
        node, is_open = self.head, True
        while node.op == "choose":
            truth = self._truth(node.args[0]) if is_open else False
            numbers = numbered.term(node.args[0]).text if numbered and is_open else ""
            out.append(self._arm(node, plain, numbers, truth, len(out) + 1))
            is_open, node = is_open and truth is False and self.trace is not None, node.args[2]
        last = self.trace is not None and is_open
        unknown = self.trace is None or any(branch.taken is None for branch in out)
        label = self.wording.say("otherwise")
        value = plain.term(node).text
        out.append(Branch(label, label, "", None if unknown else last, value, node, self.head, len(out) + 1))
        return [attrs.evolve(branch, taken=None) for branch in out] if unknown else out

    def _truth(self, condition: Node) -> bool | None:
        if self.trace is None:
            return None
        value = self.trace.value(condition)
        return None if value is None else bool(value)

    def _arm(self, node: Node, plain: Printer, numbers: str, truth: bool | None, place: int) -> Branch:  # noqa: FBT001
        label = self.labels.get(node, "")
        name = self.wording.label(label) if label else self.wording.say("tier {number}", number=place)
        condition, value = plain.term(node.args[0]).text, plain.term(node.args[1]).text
        return Branch(name, condition, numbers, truth, value, node.args[1], self.head, place)
