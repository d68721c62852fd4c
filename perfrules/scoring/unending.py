"""What stops a score where numbers have no end: no value, or none that is certain."""

from collections.abc import Callable, Iterable

from perfrules.formula import Node
from perfrules.formula.inputs import UNCERTAIN
from perfrules.language import text
from perfrules.problems import Place, Problem
from perfrules.readings.exact import Trace, reached
from perfrules.reals import MOST_DIGITS

Listed = Callable[[Iterable[str]], str]
_UNENDING = frozenset(("log", "power", "exp"))


def without_value(
    code: str, read: Iterable[Node], trace: Trace, listed: Listed, place: Callable[[str], Place]
) -> list[Problem]:
    """Return the problem of a logarithm or root among what was *read* of a node; none where each has a value."""
    bases = [part.args[0] for part in read if part.op in ("log", "power") and _is_outside(part, trace)]
    if not bases:
        return []
    inputs = [str(part.value) for base in bases for part in reached(trace, base) if part.op == "input"]
    said = text("{code} takes a logarithm or root of a number that has none: {names}", code=code, names=listed(inputs))
    advice = text("a logarithm needs a number above 0, a root one that is at least 0; check the value")
    return [Problem("PR611", said, place(inputs[0]) if inputs else Place(), advice)]


def _is_outside(node: Node, trace: Trace) -> bool:
    value = trace.number(node.args[0])
    return value is not None and trace.state(node) != 0 and not trace.state(node.args[0])


def uncertain(code: str, roots: Iterable[Node], trace: Trace, listed: Listed, place: Callable[[str], Place]) -> Problem:
    """Return the problem of a node whose marks cannot be told with certainty."""
    read = [part for root in roots if trace.state(root) & UNCERTAIN for part in reached(trace, root)]
    first = [part for part in read if trace.state(part) & UNCERTAIN and not any(map(trace.state, part.args))]
    inputs = [str(part.value) for part in read if part.op == "input"]
    template = "{code} needs more than {most} digits to be certain: {names}"
    if any(part.op in _UNENDING for part in first):
        template = (
            "{code} computes a number that is too large: {names}"
            if inputs
            else "{code} computes a number that is too large, whatever the evidence"
        )
    said = text(template, code=code, most=MOST_DIGITS, names=listed(inputs))
    advice = text("check the values; or let the definition round each step first, so that the next one is exact again")
    return Problem("PR612", said, place(inputs[0]) if inputs else Place(), advice)
