"""What compiling knows and gathers: names and their formulas, inputs, problems."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Final, Literal, Protocol

import attrs

from perfrules.expression import (
    Function,
    MeasureValue,
    NumberValue,
    Scope,
    Term,
    Value,
    evaluate_all,
    parse_all,
    value_of,
)
from perfrules.formula import Condition, Quantity, Symbol, absent, cell, choose, number, read
from perfrules.formula.inputs import Input
from perfrules.formula.node import FALSE, Node
from perfrules.language import Text, text
from perfrules.model import IndicatorSet, Measure
from perfrules.problems import ExpressionError, Place, Problem
from perfrules.program.inputs import field_inputs, field_value, rounded
from perfrules.program.order import Part, parts_in_order
from perfrules.program.population import PopulationMeasure, population_term
from perfrules.program.tables import Call, table_value
from perfrules.readings.defined import defined

DIVIDES: Final = text("the divisor is not 0").template
"""What the choice between a measure and its `when_zero` is called."""
Path = tuple[str | int, ...]


class Places(Protocol):
    """Where the parts of a definition stand in their files."""

    @property
    def place(self) -> Callable[[Path], Place]:
        """Gives the place of a key path, such as ("indicator", "B1.1.2", "measure")."""

    @property
    def inside(self) -> Callable[[Path, str, int], Place]:
        """Gives the place of a character, from 0, of the expression written at a key path."""


_NONE: Mapping[str, Value] = {}
_MOST_WITHIN = 15
_MOST_WRITTEN_OUT = 20_000
"""How often measures with arguments may be written out: within each other, and in one set."""


class _Names(Mapping[str, Value]):
    """All names of a set; a measure's formula is made when it is first read."""

    def __init__(self, context: "Context", extra: Mapping[str, Value]) -> None:
        self.context, self.extra = context, extra

    def __getitem__(self, name: str) -> Value:
        return self.extra[name] if name in self.extra else self.context.value(name)

    def __iter__(self) -> Iterator[str]:
        yield from self.extra
        yield from self.context.declared

    def __len__(self) -> int:
        return len(self.extra) + len(self.context.declared)


@attrs.define(eq=False, repr=False)
class Context:
    """
    The state of one compilation.

    Problems are gathered, never raised: where a formula cannot be made, the constant 0 stands in for it, so that all
    problems of a definition are found at once.
    """

    set: IndicatorSet
    functions: Mapping[str, Function]
    where: Places
    problems: dict[Problem, None] = attrs.field(factory=dict)
    inputs: dict[str, Input] = attrs.field(factory=dict)
    node: Callable[[str, str], Symbol] = attrs.field(default=lambda _what, _code: number(0))
    declared: dict[str, Callable[[], Value]] = attrs.field(factory=dict)
    places: dict[str, int] = attrs.field(factory=dict)
    expressions: dict[Path, Node | None] = attrs.field(factory=dict)
    calls: dict[str, Call] = attrs.field(factory=dict)
    populations: dict[str, PopulationMeasure] = attrs.field(factory=dict)
    order: tuple[Part, ...] = attrs.field(init=False)
    _values: dict[str, Value] = attrs.field(factory=dict)
    _busy: list[str] = attrs.field(factory=list)
    _within: int = 0
    _written_out: int = 0
    _refused: bool = False

    def __attrs_post_init__(self) -> None:
        self.order = tuple(parts_in_order(self.set))
        for parameter in self.set.parameter:
            self.declared[parameter.key] = lambda p=parameter: NumberValue(  # type: ignore[misc]
                self.number(p.value, p.path),
                p.unit or None,
            )
        for table in self.set.table:
            self.declared[table.key] = lambda t=table: table_value(self, t)  # type: ignore[misc]
        for sort, name in self.order:
            if sort == "name" and name in self.declared:
                self._whole(name)
        for field in self.set.evidence:
            for item in field_inputs(field):
                self.inputs[item.name] = item
            self.declared[field.key] = lambda f=field: field_value(f, self.places)  # type: ignore[misc]
        for measure in self.set.measure:
            self.declared[measure.key] = lambda m=measure: self._measure(m)  # type: ignore[misc]

    def _whole(self, name: str) -> None:
        value = self.value(name)
        exact = value.symbol.node.value if isinstance(value, NumberValue) else None
        if isinstance(exact, Fraction) and exact.denominator == 1:
            self.places[name] = int(exact)

    def value(self, name: str) -> Value:
        """Return what *name* stands for; raise KeyError where the set does not declare it."""
        if name not in self._values:
            make = self.declared[name]
            if name in self._busy:
                circle = " → ".join([*self._busy[self._busy.index(name) :], name])
                raise ExpressionError(
                    text("`{name}` is defined by itself: {circle}", name=name, circle=circle), 0, "PR130"
                )
            self._busy.append(name)
            try:
                self._values[name] = make()
            finally:
                self._busy.pop()
        return self._values[name]

    def _measure(self, measure: Measure) -> Value:
        path = ("measure", measure.key, "value")
        if measure.of:

            def body(terms: Sequence[Term]) -> Term:
                given = {name: value_of(term) for name, term in zip(measure.of, terms, strict=True)}
                with self._writing_out():
                    return Term(self._measured(measure, path, given), measure.unit or None)

            return MeasureValue(measure.of, body)
        return NumberValue(cell(measure.key, self._measured(measure, path, _NONE)), measure.unit or None)

    @contextmanager
    def _writing_out(self) -> Iterator[None]:
        """Count that a measure with arguments is written out once more; raise ExpressionError beyond all measure."""
        self._written_out += 1
        self._refused |= self._within >= _MOST_WITHIN or self._written_out > _MOST_WRITTEN_OUT
        if self._refused:  # until this use is left: each of very many calls in it would be refused for itself
            message = text(
                "measures with arguments are written out more than {levels} times within each other, "
                "or {times} times in all",
                levels=_MOST_WITHIN,
                times=_MOST_WRITTEN_OUT,
            )
            raise ExpressionError(message, 0, "PR302", text("let a measure without arguments stand between"))
        self._within += 1
        try:
            yield
        finally:
            self._within -= 1
            self._refused &= self._within > 0

    def _measured(self, measure: Measure, path: Path, extra: Mapping[str, Value]) -> Symbol:
        value = self.number(measure.value, path, extra)
        if measure.when_zero is not None:
            word = measure.when_zero.written == "missing"
            instead = absent("missing") if word else self.number(measure.when_zero, (*path[:-1], "when_zero"), extra)
            counts = {read(below).node for found in self.populations.values() for _, _, below in found.inputs}
            divides = defined(value.node, refusals=False, divisions_only=True, never_zero=counts)
            value = choose(Condition(divides, value.labels), value, instead, why=DIVIDES)
        return rounded(value, measure.rounding, self.places)[1]

    def report(self, code: str, message: Text, path: Path, advice: Text | None = None) -> None:
        """Record a problem at the key path *path* of the definition."""
        problem = Problem(code, message, self.where.place(path), advice)
        self.problems.setdefault(problem)

    def input(self, item: Input) -> Symbol:
        """Declare an input and return its symbol."""
        self.inputs.setdefault(item.name, item)
        return read(item.name)

    def number(self, quantity: Quantity, path: Path, extra: Mapping[str, Value] = _NONE) -> Symbol:
        """Return the formula of *quantity*, which may read the *extra* names as well as the set's."""
        return self.term(quantity, path, extra).symbol

    def term(self, quantity: Quantity, path: Path, extra: Mapping[str, Value] = _NONE) -> NumberValue:
        """Return the formula of *quantity* with its unit."""
        if not isinstance(quantity.written, str):
            return NumberValue(number(quantity), None)
        term = self._evaluated(quantity.written, path, extra, "number")
        if term is None or not isinstance(term.value, Symbol):
            return NumberValue(number(0), None)
        return NumberValue(term.value, term.unit)

    def condition(self, written: str, path: Path, extra: Mapping[str, Value] = _NONE) -> Condition:
        """Return the formula of a condition."""
        term = self._evaluated(written, path, extra, "condition")
        return term.value if term is not None and isinstance(term.value, Condition) else Condition(FALSE)

    def _evaluated(
        self, written: str, path: Path, extra: Mapping[str, Value], wanted: Literal["number", "condition"]
    ) -> Term | None:
        tree, errors = parse_all(written)
        term = None
        if tree is not None and not errors:
            term, errors = evaluate_all(tree, self.scope(extra), wanted=wanted)
        for error in errors:
            self._report(error, path, written)
        if term is not None and isinstance(term.value, Symbol | Condition):
            formula = term.value.node
            self.expressions[path] = formula if self.expressions.get(path, formula) is formula else None
        return term

    def scope(self, extra: Mapping[str, Value] = _NONE) -> Scope:
        """Return the names and functions that expressions of this set may use."""
        return Scope(
            names=_Names(self, extra),
            functions=self.functions,
            node=self.node,
            population=lambda form, arguments: population_term(self, form, arguments),
        )

    def _report(self, error: ExpressionError, path: Path, written: str) -> None:
        problem = Problem(error.code, error.text, self.where.inside(path, written, error.column), error.advice)
        self.problems.setdefault(problem)
