"""Cases (分情形): a question that is open is asked again where a condition in it holds, and where it does not."""

from collections.abc import Callable, Mapping

from perfrules.formula import Node, build, postorder
from perfrules.formula.node import FALSE, TRUE

_ATOMS = frozenset(("given", "applicable", "at_least", "above", "equal"))


def by_conditions(condition: Node, truth: Callable[[Node], bool | None], effort: int) -> int | None:
    """
    Return into how many cases *condition* falls until *truth* says yes of each; None where *effort* are not enough.

    Conditions that it reads are taken to hold, and not to hold, one after the other in reading order.
    """
    waiting, asked, proved = [condition], 0, 0
    while waiting:
        formula = waiting.pop()
        asked += 1
        if formula is TRUE or (formula is not FALSE and truth(formula) is True):
            proved += 1
            continue
        atom = _asked_next(formula)
        if atom is None or asked + len(waiting) >= effort:
            return None
        waiting += [where(formula, atom, value) for value in (FALSE, TRUE)]
    return proved


def _asked_next(formula: Node) -> Node | None:
    """Return the first condition that a choice asks, however it is made up; else the first simple one."""
    nodes = tuple(postorder([formula]))
    tests = {node.args[0] for node in nodes if node.op == "choose"}
    asked = (node for node in nodes if node in tests and node.op not in ("not", "true", "false"))
    return next(asked, None) or next((node for node in nodes if node.op in _ATOMS), None)


def where(formula: Node, atom: Node, value: Node) -> Node:
    """Return *formula* with *value*, true or false, in the place of the condition *atom*, and what follows from it."""
    found: dict[Node, Node] = {atom: value}
    for node in postorder([formula]):
        if node not in found:
            kept = node.args
            if node.op == atom.op and node.op in ("and", "or") and set(atom.args) <= set(kept):
                kept = (atom, *(arg for arg in kept if arg not in atom.args))  # part of a longer list of conditions
            args = tuple(found[arg] for arg in kept)
            found[node] = node if args == node.args else _made(node, args)
    return found[formula]


def _made(node: Node, args: tuple[Node, ...]) -> Node:
    make = _MAKE.get(node.op)
    return Node(node.op, args, node.value) if make is None else make(node, args)


_MAKE: Mapping[str, Callable[[Node, tuple[Node, ...]], Node]] = {
    "choose": lambda _, args: build.choose(*args),
    "and": lambda _, args: build.both("and", args),
    "or": lambda _, args: build.both("or", args),
    "not": lambda _, args: build.negate(*args),
    "add": lambda _, args: build.add(*args),
    "multiply": lambda _, args: build.multiply(*args),
    "subtract": lambda _, args: build.subtract(*args),
    "divide": lambda _, args: build.divide(*args),
    "at_least": lambda node, args: build.compare(node.op, *args),
    "above": lambda node, args: build.compare(node.op, *args),
    "equal": lambda node, args: build.compare(node.op, *args),
}
