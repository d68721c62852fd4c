"""Marks of a kind with numbers in place of symbols, by the interpreter of the tests."""

from decimal import Decimal

import tomli

from perfrules.definition.structure import Structurer
from perfrules.formula import Condition, Quantity, Symbol, number
from perfrules.plugins import Registry
from perfrules.rubrics import award, bind
from perfrules.testing.checks.reference import interpret

STRUCTURER = Structurer(Registry.builtin().rubric_kinds)


def kind(written):
    """Return the kind that a line of TOML says, such as `kind = "tiers", tiers = []`."""
    return STRUCTURER.rubric(tomli.loads(f"rubric = {{ {written} }}", parse_float=Decimal)["rubric"])


def bound(rubric, names=None, conditions=None):
    """Return *rubric* with numbers as constants, and expressions looked up in *names* and *conditions*."""

    def quantity(value: Quantity, _path) -> Symbol:
        return (names or {})[value.written] if isinstance(value.written, str) else value.symbol

    def condition(value: str, _path) -> Condition:
        return (conditions or {})[value]

    return bind(rubric, quantity, condition)


def value(symbol, **inputs):
    """Return the number of *symbol*, or its state in brackets where it has none."""
    state, exact = interpret([symbol.node], inputs)[symbol.node]
    return exact if state == 0 else [state]


def marks(rubric, full, names=None, conditions=None, **reading):
    """Return the marks of *rubric*, a kind or its TOML, for the numbers `measure`, `target`, `answer`."""
    rubric = kind(rubric) if isinstance(rubric, str) else rubric
    given = {name: part if isinstance(part, tuple) else number(part) for name, part in reading.items()}
    return value(award(bound(rubric, names, conditions), number(full), **given))
