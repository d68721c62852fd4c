"""A scope with one name of every kind, and a reading of formulas that knows nothing of the library's own."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import ClassVar

import attrs
import pytest

from perfrules.expression import (
    ChoiceValue,
    DateValue,
    FlagValue,
    MeasureValue,
    NumberValue,
    RecordsValue,
    Scope,
    SurveyValue,
    Term,
)
from perfrules.formula import Condition, Node, Symbol, cell, number, read, round_fraction

Formula = Symbol | Condition
_COMPARED = {"at_least": Fraction.__ge__, "above": Fraction.__gt__, "equal": Fraction.__eq__}


@attrs.frozen
class Doubled:
    """A function of a plugin."""

    name: ClassVar[str] = "doubled"

    def apply(self, x: Symbol) -> Symbol:
        """Return twice *x*."""
        return x * 2


@attrs.frozen
class Broken:
    """A function of a plugin that uses a symbol as if it were a number."""

    name: ClassVar[str] = "broken"

    def apply(self, x: Symbol, y: Symbol | None = None) -> Symbol:
        """Fail."""
        return x if x > 0 else y


@attrs.frozen
class Wordy:
    """A function of a plugin that gives a text."""

    name: ClassVar[str] = "wordy"

    def apply(self, *xs: Symbol) -> str:
        """Return no number."""
        return f"{len(xs)}"


@pytest.fixture(scope="session")
def scope() -> Scope:
    """One name of every kind."""
    weighted = {"very": (read("q/very"), number(1)), "fairly": (read("q/fairly"), number(Fraction(1, 2)))}
    names = {
        "spent": NumberValue(read("spent"), "万元"),
        "budget": NumberValue(read("budget"), "万元"),
        "repair_hours": NumberValue(read("repair_hours"), "h"),
        "x": NumberValue(read("x")),
        "y": NumberValue(read("y")),
        "timely": NumberValue(read("timely"), "%"),
        "数量": NumberValue(read("数量")),
        "signed": FlagValue(read("signed") == 1),
        "category": ChoiceValue(read("category"), ("city", "town", "village"), (number(3), number(2), number(1))),
        "kind": ChoiceValue(read("kind"), ("new", "old"), (None, None)),
        "accepted": DateValue(read("accepted")),
        "due": DateValue(read("due")),
        "satisfaction": SurveyValue(weighted),
        "habits": SurveyValue({"often": (read("h/often"), None), "never": (read("h/never"), number(0))}),
        "fault_log": RecordsValue({"faults": read("fault_log/faults"), "in_time": read("fault_log/in_time")}),
        "ratio": MeasureValue(("part", "whole"), lambda terms: Term(terms[0].value / terms[1].value, "1")),
    }
    functions = {function.name: function for function in (Doubled(), Broken(), Wordy())}
    return Scope(names=names, functions=functions, node=lambda what, code: cell(f"{what}:{code}", read(code)))


def value(formula: Formula, inputs: Mapping[str, Fraction]) -> Fraction | bool:
    """Return the value of *formula*; raise ZeroDivisionError where a division by 0 is reached."""
    return _value(formula.node, inputs)


def _value(node: Node, inputs: Mapping[str, Fraction]) -> Fraction | bool:
    lazily: dict[str, Callable[[], Fraction | bool]] = {
        "constant": lambda: node.value,
        "true": lambda: True,
        "false": lambda: False,
        "input": lambda: inputs[node.value],
        "choose": lambda: _value(node.args[1 if _value(node.args[0], inputs) else 2], inputs),
        "and": lambda: all(_value(arg, inputs) for arg in node.args),
        "or": lambda: any(_value(arg, inputs) for arg in node.args),
        "given": lambda: all(name in inputs for name in [node.args[0].value]),
    }
    if node.op in lazily:
        return lazily[node.op]()
    args = [_value(arg, inputs) for arg in node.args]
    if node.op in _COMPARED:
        return _COMPARED[node.op](*args)
    return {
        "add": lambda: sum(args),
        "subtract": lambda: args[0] - args[1],
        "multiply": lambda: _product(args),
        "divide": lambda: args[0] / args[1],
        "least": lambda: min(args),
        "most": lambda: max(args),
        "not": lambda: not args[0],
        "round": lambda: round_fraction(args[0], node.value),
        "cell": lambda: args[0],
    }[node.op]()


def _product(args: list[Fraction]) -> Fraction:
    out = Fraction(1)
    for arg in args:
        out *= arg
    return out


@pytest.fixture(scope="session")
def compute() -> Callable[[Formula, Mapping[str, Fraction]], Fraction | bool]:
    """Return the independent reading of formulas."""
    return value
