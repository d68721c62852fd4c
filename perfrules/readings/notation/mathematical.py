"""A formula as one line of mathematics, with names or with the numbers of one case."""

from collections.abc import Callable, Sequence
from fractions import Fraction

import attrs

from perfrules.content import ByContent
from perfrules.formula import Node
from perfrules.readings.notation.term import Term
from perfrules.readings.notation.terms import Printer
from perfrules.readings.notation.unwrapped import unwrapped
from perfrules.readings.notation.walk import Trace, ordered, picked_operand, taken
from perfrules.readings.notation.wording import Wording
from perfrules.reals import Approximate


def mathematical(
    node: Node,
    wording: Wording | None = None,
    trace: Trace | None = None,
    *,
    through: Callable[[str], bool] = lambda _: True,
) -> str:
    """
    Return *node* as one line: "3 × min(预算执行率, 100%)", or with the numbers of a case put in.

    With a *trace* each cell that was read and that *through* lets pass is a step of its own, in the order of computing:
    "19.000 ÷ 19.369 = 98.09%；3 × 98.0948…% = 2.94". A choice shows the arm that was taken, after the conditions that
    led to it. A percent is shown as a result with two decimals, half-up, or with those of the wording; what goes into
    the next step has its own digits, cut with "…" where they have no end.

    Args:
        node: a number or a condition; of a cell what it is made of is written.
        wording: language, names, units and all else that formulas are put into words with; English and bare names where
            there is none.
        trace: the values of one case.
        through: which cells are steps of their own, by name; the others stand for themselves.

    """
    wording = wording or Wording()
    if trace is None:
        return _line(node, wording)
    if node.is_truth:
        return Printer(wording, trace).term(node).text
    return _steps(node, wording, trace, through)


def _line(node: Node, wording: Wording) -> str:
    """Return the formula with names; a rounding of the whole stands behind it."""
    bare = unwrapped(node, wording, Printer(wording))
    formula = _whole(bare.term, bare.node, wording, share=bare.share)
    for words in bare.roundings:
        formula = wording.say("{formula}, rounded {how}", formula=formula, how=words)
    return formula


def _whole(term: Term, node: Node, wording: Wording, *, share: bool) -> str:
    return wording.exact(node.value, share=share) if isinstance(node.value, Fraction) else term.text


@attrs.frozen(eq=False, repr=False)
class _Step(ByContent):
    """One step: the cell it belongs to, the formula behind it, and that formula's term."""

    head: Node
    core: Node
    term: Term
    share: bool


def _steps(root: Node, wording: Wording, trace: Trace, through: Callable[[str], bool]) -> str:
    printer = Printer(wording, trace)
    steps: dict[Node, _Step] = {}

    def before(head: Node) -> list[Node]:
        core, share = _core(head, wording, trace, through)
        called = wording.call(core) if core is head else None
        term = printer.term(core) if called is None else _called(printer, *called)
        steps[head] = _Step(head, core, term, share or term.share)
        cells = dict.fromkeys((*term.cells, *([core] if core.op == "cell" else [])))
        return [cell for cell in cells if cell is not head and through(str(cell.value))]

    lines: list[str] = []
    for head in ordered([root], before):
        step = steps[head]
        if head in (root, step.core) or step.core.op not in ("constant", "input", "absent", "cell"):
            line = _written(step, wording, trace)
            lines.extend([line] if line not in lines else [])
    return wording.join(lines)


def _called(printer: Printer, name: str, arguments: Sequence[Node | str]) -> Term:
    """Return the call of a table: 到达系数(近)."""
    parts = [Term(part) if isinstance(part, str) else printer.term(part) for part in arguments]
    cells = tuple(cell for part in parts for cell in part.cells)
    return Term(f"{name}({', '.join(part.text for part in parts)})", cells=cells)


def _core(head: Node, wording: Wording, trace: Trace, through: Callable[[str], bool]) -> tuple[Node, bool]:
    """Return the formula that a cell stands for, behind cells, roundings and arms that only pass it on."""
    node, share = head, False
    while True:
        share = share or (node.op == "cell" and wording.is_share(node))
        if node.op == "cell" and node is not head and not through(str(node.value)):
            return node, share
        passed = None if wording.call(node) else _passed(node, trace)
        if passed is None:
            return node, share
        node = passed


def _passed(node: Node, trace: Trace) -> Node | None:
    if node.op in ("cell", "round"):
        return node.args[0]
    inner = None
    if node.op == "choose":
        inner = taken(node, trace)
    elif node.op in ("least", "most"):
        inner = picked_operand(node, trace)
    return inner if inner is not None and inner.op in ("cell", "round") else None


def _written(step: _Step, wording: Wording, trace: Trace) -> str:
    """Return one step: what led to it, what is computed, what comes out."""
    text = _whole(step.term, step.core, wording, share=step.share)
    value = trace.value(step.head)
    result = (
        wording.state(trace.state(step.head))
        if value is None
        else wording.result(step.head, Fraction(value), share=step.share)
    )
    same = value is not None and trace.value(step.core) == value
    if step.core.op == "input" and step.head.op in ("input", "cell") and (same or value is None):
        line = text
    else:
        same = value is not None and text == wording.number(Fraction(value), share=step.share)
        # What is only rounded is not computed: 2.5 ≈ 3. What has no end is not what its first digits are.
        sign = "≈" if step.core.op == "input" or isinstance(trace.value(step.core), Approximate) else "="
        line = text if same or text == result else f"{text} {sign} {result}"
    if not step.term.tests:
        return line
    comma, colon = ("，", "：") if wording.language == "zh" else (", ", ": ")
    return comma.join(step.term.tests) + colon + line
