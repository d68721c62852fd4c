"""
The order in which the parts of a set are made: each after those that it reads.

Parts are made on demand, one within another, as deep as Python's stack allows. Made in this order, a part finds what it
reads there already, however long the chains of a set are. What is overlooked here is still made on demand.
"""

from collections.abc import Iterator
from typing import Literal

from perfrules.expression import codes, in_order, names, parse_all
from perfrules.formula import Quantity
from perfrules.model import Indicator, IndicatorSet
from perfrules.rubrics import quantities

Part = tuple[Literal["name", "node"], str]


def parts_in_order(indicator_set: IndicatorSet) -> Iterator[Part]:
    """Yield the nodes, measures without arguments and parameters; nodes as a walk of the tree leaves them."""
    reads: dict[Part, list[Part]] = {}
    for node in indicator_set.indicators:
        children = indicator_set.children.get(node.code, ())
        reads["node", node.code] = [*(("node", child.code) for child in children), *_read_by_node(node)]
    for gate in indicator_set.gates:
        if gate.limit is None:
            continue  # grades are made when all marks are
        for written in (gate.when, gate.limit[1]):
            reads.setdefault(("node", gate.on), []).extend(_read(written))
    for measure in indicator_set.measure:
        if not measure.of:
            reads["name", measure.key] = [*_read(measure.value), *_read(measure.when_zero)]
    for parameter in indicator_set.parameter:
        reads["name", parameter.key] = [*_read(parameter.value)]
    yield from in_order(reads)


def _read_by_node(node: Indicator) -> Iterator[Part]:
    for written in (node.measure, node.target, node.applies, node.weight):
        yield from _read(written)
    for case in node.rubric:
        yield from _read(case.when)
        for _, written in quantities(case.rubric):
            yield from _read(written)


def _read(written: Quantity | str | None) -> Iterator[Part]:
    """Yield the names and nodes that an expression reads."""
    text = written.written if isinstance(written, Quantity) else written
    tree = parse_all(text)[0] if isinstance(text, str) else None
    if tree is not None:
        yield from (("name", name) for name, _ in names(tree))
        yield from (("node", code) for _, code, _ in codes(tree))
