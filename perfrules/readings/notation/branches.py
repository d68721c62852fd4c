"""The choices of a formula, each chain of them as one list read from the top."""

from collections.abc import Iterable, Mapping

import attrs

from perfrules.content import ByContent
from perfrules.formula import Node
from perfrules.formula.chains import Arm, arms, heads
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
        arm: the arm itself.

    """

    label: str
    condition: str
    numbers: str
    taken: bool | None
    value: str
    arm: Arm


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
    chains = (_Chain(head, labels, wording, trace) for head in heads(choices))
    return tuple(branch for chain in chains for branch in chain.listed(plain, numbered))


@attrs.frozen(eq=False, repr=False)
class _Chain(ByContent):
    head: Node
    labels: Mapping[Node, str]
    wording: Wording
    trace: Trace | None

    def listed(self, plain: Printer, numbered: Printer | None) -> list[Branch]:
        """Return the arms of the chain, from the top."""
        out: list[Branch] = []
        is_open = True
        for arm in arms(self.head):
            is_taken = self._truth(arm) if is_open else False
            out.append(self._branch(arm, plain, numbered if is_open else None, is_taken))
            is_open = is_open and is_taken is False
        if any(branch.taken is None for branch in out):
            return [attrs.evolve(branch, taken=None) for branch in out]
        return out

    def _truth(self, arm: Arm) -> bool | None:
        if self.trace is None or arm.otherwise:
            return None if self.trace is None else True
        value = self.trace.value(arm.condition)
        return None if value is None else bool(value)

    def _branch(self, arm: Arm, plain: Printer, numbered: Printer | None, is_taken: bool | None) -> Branch:  # noqa: FBT001
        value = plain.term(arm.value).text
        if arm.otherwise:
            label = self.wording.say("otherwise")
            return Branch(label, label, "", is_taken, value, arm)
        label = self.labels.get(arm.choice, "")
        name = self.wording.label(label) if label else self.wording.say("tier {number}", number=arm.place)
        numbers = "" if numbered is None else numbered.term(arm.condition).text
        return Branch(name, plain.term(arm.condition).text, numbers, is_taken, value, arm)
