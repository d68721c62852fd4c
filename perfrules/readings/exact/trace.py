"""What a traced evaluation gives: the state and the exact value of every node, and what was really read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Any, Final, Literal

import attrs

from perfrules.formula import Node, postorder
from perfrules.formula.inputs import UNCERTAIN, UNDEFINED
from perfrules.reals import Approximate, digits_of


class _Absence(Enum):
    NOT_APPLICABLE = "not_applicable"

    def __repr__(self) -> str:
        return self.name


NOT_APPLICABLE: Final = _Absence.NOT_APPLICABLE
"""Stands in a row of evidence where a value does not apply (不适用); None stands where it is missing (缺失)."""

_NONE: Final[frozenset[Node]] = frozenset()
_BROKEN: Final = UNDEFINED | UNCERTAIN

Row = Sequence[int | Literal[_Absence.NOT_APPLICABLE] | None]


@attrs.frozen(eq=False, repr=False)
class Trace:
    """
    One evaluation: of every node its state and its exact value.

    States are sums of 1 (missing), 2 (not applicable), 4 (undefined: a division by zero, or a logarithm or root that is
    not defined) and 8 (too large, or too close to a boundary, to be certain); 0 is given.
    Nodes in the arm of a choice that is not taken have state and value too; `reached` tells them from those that count.
    """

    _values: tuple[Any, ...] = attrs.field(repr=False)
    _places: Mapping[Node, tuple[int, int, int]] = attrs.field(repr=False)

    def knows(self, node: Node) -> bool:
        """Return whether *node* is of the traced formulas."""
        return node in self._places

    def state(self, node: Node) -> int:
        """Return the state of *node*; raise KeyError for a node that is not of the traced formulas."""
        state: int = self._values[self._places[node][0]]
        return state

    def picked(self, places: Iterable[int]) -> tuple[int, ...]:
        """Return what was computed at some *places*."""
        return tuple(self._values[place] for place in places)

    def value(self, node: Node) -> Fraction | bool | None:
        """
        Return the number of *node*, the truth of a condition, or None where the state is not 0.

        A number without end is given as an `Approximate`: its first thirty digits.
        """
        state, above, below = self._places[node]
        if self._values[state]:
            return None
        if node.is_truth:
            return bool(self._values[above])
        number = self._values[above]
        if type(number) is int or isinstance(number, int | Fraction):
            return Fraction(number, self._values[below])
        return Approximate(digits_of(number))

    def number(self, node: Node) -> Fraction | None:
        """Return the number of *node*, or None where there is none; raise TypeError for a condition."""
        value = self.value(node)
        if isinstance(value, bool):
            message = f"{node!r} is a condition, not a number"
            raise TypeError(message)
        return value

    def holds(self, node: Node) -> bool:
        """Return whether the condition *node* is given and true."""
        return self.value(node) is True


@attrs.frozen(eq=False, repr=False)
class Traced:
    """Formulas ready to be traced: called with a row, one value for each input, it returns a `Trace`; never raises."""

    _computed: Callable[[Sequence[Any]], tuple[Any, ...]] = attrs.field(repr=False)
    _places: Mapping[Node, tuple[int, int, int]] = attrs.field(repr=False)
    _given: tuple[int, ...] = attrs.field(repr=False)

    def __call__(self, row: Row) -> Trace:
        """Return the trace of *row*."""
        if None not in row and NOT_APPLICABLE not in row:
            return Trace(self._computed((*row, *self._given)), self._places)
        numbers = [value if isinstance(value, int) else 0 for value in row]
        states = [0 if isinstance(value, int) else 1 if value is None else 2 for value in row]
        return Trace(self._computed((*numbers, *states)), self._places)

    @cached_property
    def _deciding(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Where the states of all nodes, and the truths of all conditions, stand."""
        states = dict.fromkeys(state for state, _, _ in self._places.values())
        truths = dict.fromkeys(above for node, (_, above, _) in self._places.items() if node.is_truth)
        return tuple(states), tuple(truths)

    def outline(self, trace: Trace) -> tuple[int, ...] | None:
        """
        Return what decides what *trace* has read: the state of every node, and whether each condition holds.

        None where something is undefined or uncertain: there the numbers matter too.
        """
        states, truths = self._deciding
        found = trace.picked(states)
        return None if any(state & _BROKEN for state in found) else (*found, *trace.picked(truths))


def reached(trace: Trace, root: Node, *, through_cells: bool = True, through_tests: bool = False) -> Iterator[Node]:
    """
    Yield each node that *root* really read, once, in reading order, *root* first.

    Of a choice only the condition and the arm taken are read (the condition alone where it is absent itself);
    `and` and `or` are read up to the operand that decides. With *through_cells* false other cells are yielded but not
    entered. What `given` and `applicable` ask about does no harm when absent, and is entered with *through_tests* only.
    """
    seen: set[Node] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        yield node
        closed = (node.op == "cell" and not through_cells and node is not root) or (
            node.op in ("given", "applicable") and not through_tests
        )
        if not closed:
            stack.extend(reversed(_read(trace, node)))


def certain(
    trace: Trace, roots: Iterable[Node], wanted: Callable[[Node], bool], *, through_tests: bool = False
) -> frozenset[Node]:
    """
    Return the nodes, of those that are *wanted*, that *roots* will read whatever is still missing.

    Where the condition of a choice is absent, that is what the condition reads, and what both arms read.
    """
    roots = tuple(roots)
    found: dict[Node, frozenset[Node]] = {}
    for node in postorder(roots):
        own = frozenset((node,)) if wanted(node) else _NONE
        if node.op == "choose" and trace.state(node.args[0]):
            condition, then, otherwise = (found[arg] for arg in node.args)
            found[node] = own | condition | (then & otherwise)
        elif node.op in ("given", "applicable") and not through_tests:
            found[node] = own
        else:
            found[node] = own.union(*(found[arg] for arg in _read(trace, node)))
    return _NONE.union(*(found[root] for root in roots))


def _read(trace: Trace, node: Node) -> Sequence[Node]:
    if node.op == "choose":
        condition, then, otherwise = node.args
        if trace.state(condition):
            return (condition,)
        return (condition, then if trace.value(condition) else otherwise)
    if node.op in ("and", "or"):
        for count, operand in enumerate(node.args, 1):
            if trace.state(operand) or trace.value(operand) is (node.op == "or"):
                return node.args[:count]
    return node.args
