"""The options of choices by the numbers of one set, whatever their order: a case names options, and never numbers."""

from collections.abc import Mapping
from fractions import Fraction

from perfrules.formula import Node, build, postorder
from perfrules.formula.node import constant
from perfrules.model import IndicatorSet

Options = Mapping[str, Mapping[int, int]]
"""For inputs that are a choice, the new number of each option by its own number."""


def options_between(old: IndicatorSet, new: IndicatorSet) -> tuple[Options, Options]:
    """
    Return the new numbers of the options of both sets, for the choices in which they differ.

    Options that are gone have numbers after all that there are.
    """
    there = {field.key: [option.id for option in field.choices] for field in new.evidence if field.type == "choice"}
    found: dict[str, Mapping[int, int]] = {}
    for field in old.evidence:
        before = [option.id for option in field.choices]
        if before and there.get(field.key, before) != before:
            numbers = {option: number for number, option in enumerate(there[field.key])}
            for option in before:
                numbers.setdefault(option, len(numbers))
            found[field.key] = {number: numbers[option] for number, option in enumerate(before)}
    return found, {key: {number: number for number in range(len(there[key]))} for key in found}


def renumbered(root: Node, options: Options) -> Node:
    """Return *root* with the new numbers of options, and what stands for each option in their order."""
    if not options:
        return root
    made: dict[Node, Node] = {}
    for node in postorder([root]):
        args = tuple(made[arg] for arg in node.args)
        tested = _tested(node, options)
        if tested is not None:
            name, number = tested
            args = (args[0], constant(Fraction(options[name][number])))
        same = node if args == node.args else Node(node.op, args, node.value)
        made[node] = _in_order(same, options) if node.op == "choose" else same
    return made[root]


def _tested(test: Node, options: Options) -> tuple[str, int] | None:
    """Return of which choice a condition asks whether it is one option, and the number of the option."""
    if test.op != "equal" or test.args[0].op != "input" or str(test.args[0].value) not in options:
        return None
    number = build.value_of(test.args[1])
    return None if number is None else (str(test.args[0].value), int(number))


def _in_order(root: Node, options: Options) -> Node:
    """Return a choice by the options of one input, with new numbers already, in the order of the numbers."""
    first = _tested(root.args[0], options)
    if first is None:
        return root
    arms: dict[int, Node] = {}
    node = root
    while node.op == "choose" and (test := _tested(node.args[0], options)) is not None and test[0] == first[0]:
        arms.setdefault(test[1], node.args[1])
        node = node.args[2]
    left = set(options[first[0]].values()) - arms.keys()
    if len(left) < 2:  # noqa: PLR2004 - what is left stands for one option, or for none
        arms |= dict.fromkeys(left, node)
        node = arms.pop(max(arms))
    read = root.args[0].args[0]
    for number in sorted(arms, reverse=True):
        node = build.choose(Node("equal", (read, constant(Fraction(number)))), arms[number], node)
    return node


__all__ = ["Options", "options_between", "renumbered"]
