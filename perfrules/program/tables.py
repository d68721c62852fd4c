"""From tables (参数表) to formulas: each call becomes a choice, or lines between points, under a name of its own."""

import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from perfrules.content import ByContent
from perfrules.expression import Argument, ChoiceValue, TableValue, Term, fail_kind, joint
from perfrules.formula import Condition, End, Node, Quantity, Symbol, all_of, cell, choose, number, piecewise, refused
from perfrules.formula.printing import plain
from perfrules.language import Text, text
from perfrules.model import NumberTable, Table, TableRow
from perfrules.problems import ExpressionError, suggestion

if TYPE_CHECKING:
    from perfrules.program.context import Context

Path = tuple[str | int, ...]
Rows = Mapping[str, TableRow]
TESTS: Mapping[str, Callable[[Symbol, Symbol], Condition]] = {
    "above": operator.gt,
    "at_least": operator.ge,
    "below": operator.lt,
    "at_most": operator.le,
}
"""What a limit asks of a number."""
_RISING = ("above", "at_least")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_LONGEST = 60


@attrs.frozen(eq=False, repr=False)
class Call(ByContent):
    """A call of a table: its key, and the formulas of its arguments, or the texts that they are."""

    table: str
    arguments: tuple[Node | str, ...]


def table_value(context: "Context", table: Table) -> TableValue:
    """Return what the name of *table* stands for in expressions."""
    looking = _Looking(context, table)
    names = ["key", "other"] if table.is_double else ["key" if table.rows is not None else "x"]
    return TableValue(table.count, f"{table.key}({', '.join(names)})", looking.term)


@attrs.frozen(eq=False, repr=False)
class _Looking:
    """Looks arguments up in one table."""

    context: "Context"
    table: Table

    @property
    def path(self) -> Path:
        return ("table", self.table.key)

    def term(self, arguments: Sequence[Argument]) -> Term:
        """Return what a call with *arguments* gives: under a name of its own, unless it is a constant."""
        found = self._found(arguments)
        if found.node.op != "constant":
            call = Call(self.table.key, tuple(_argument(argument) for argument in arguments))
            found = cell(self._name(call), found)
        return Term(found, self.table.unit or None)

    def _name(self, call: Call) -> str:
        """Return the name of a call; calls with the same arguments have the same."""
        calls = self.context.calls
        written = ", ".join(part if isinstance(part, str) else plain(part) for part in call.arguments)
        name = f"{call.table}({written if len(written) <= _LONGEST else '…'})"
        while calls.get(name, call) != call:
            name += "′"
        calls[name] = call
        return name

    def _found(self, arguments: Sequence[Argument]) -> Symbol:
        if self.table.rows is not None:
            return self._row(self.table.rows, arguments, (*self.path, "rows"))
        return self._of_number(self.table, arguments[0], self.path)

    def _of_number(self, table: NumberTable, argument: Argument, path: Path) -> Symbol:
        """Return what the limits, tiers or points that stand at *path* give for a number."""
        joint(Term(number(0), self.table.of_unit or None), argument.number, argument.column)
        if table.points is not None:
            return self._line(table, argument.symbol, path)
        found = self._tier if table.tiers is not None else self._counted
        return found(table, argument.symbol, path)

    def _line(self, table: NumberTable, x: Symbol, path: Path) -> Symbol:
        points = [
            (
                self.context.number(place, (*path, "points", index, 0)),
                self.context.number(value, (*path, "points", index, 1)),
            )
            for index, (place, value) in enumerate(table.points or ())
        ]
        ends = self._end(table.below, (*path, "below")), self._end(table.beyond, (*path, "beyond"))
        return piecewise(x, points, *ends, by=self.table.key)

    def _end(self, end: object, path: Path) -> End | Symbol:
        if isinstance(end, Quantity):
            return self.context.number(end, path)
        return "hold" if end == "hold" else "extend" if end == "extend" else "refuse"

    def _tier(self, table: NumberTable, x: Symbol, path: Path) -> Symbol:
        found: Symbol | None = None
        for index, tier in reversed(list(enumerate(table.tiers or ()))):
            where: Path = (*path, "tiers", index)
            key, quantity = tier.given
            value = self.context.number(quantity or Quantity(0), (*where, key))
            tests = [TESTS[side](x, self.context.number(limit, (*where, side))) for side, limit in tier.limits.items()]
            found = value if found is None else choose(all_of(*tests), value, found)
        return number(0) if found is None else found

    def _counted(self, table: NumberTable, x: Symbol, path: Path) -> Symbol:
        """Return how many limits *x* passes, or the value that stands for this number."""
        key = table.shape
        limits = [self.context.number(limit, (*path, key, at)) for at, limit in enumerate(getattr(table, key))]
        if table.values is None:
            values = [number(count) for count in range(len(limits) + 1)]
        else:
            values = [self.context.number(value, (*path, "values", at)) for at, value in enumerate(table.values)]
        # The limit that is hardest to pass comes last: who passes it passes all.
        found = values[0]
        for limit, value in zip(limits if key in _RISING else reversed(limits), values[1:], strict=True):
            found = choose(TESTS[key](x, limit), value, found)
        return found

    def _row(self, rows: Rows, arguments: Sequence[Argument], path: Path) -> Symbol:
        """Return the value of the row of the first argument; of rows in it, that of the second."""
        argument, rest = arguments[0], arguments[1:]
        value = argument.term.value

        def of(name: str) -> Symbol:
            row = rows[name]
            if isinstance(row, NumberTable):
                return self._of_number(row, rest[0], (*path, name))
            if isinstance(row, Mapping):
                return self._row(row, rest, (*path, name))
            return self.context.number(row, (*path, name))

        if isinstance(value, str):
            return self._written(value, rows, of, argument)
        if isinstance(value, ChoiceValue):
            return self._chosen(value, rows, of, argument, path)
        return self._numbered(rows, of, argument, path)

    def _written(self, name: str, rows: Rows, of: Callable[[str], Symbol], argument: Argument) -> Symbol:
        if name in rows:
            return of(name)
        if isinstance(self.table.otherwise, Quantity):
            return self.context.number(self.table.otherwise, (*self.path, "otherwise"))
        message = text("the table `{table}` has no row `{row}`", table=self.table.key, row=name)
        raise ExpressionError(message, argument.column, "PR210", suggestion(name, rows))

    def _chosen(
        self, choice: ChoiceValue, rows: Rows, of: Callable[[str], Symbol], argument: Argument, path: Path
    ) -> Symbol:
        """Return the row of the option that is chosen; every row is one of an option."""
        for name in rows:
            if name not in choice.options:
                message = text("the row `{row}` is no option of `{choice}`", row=name, choice=argument.source)
                self.context.report("PR209", message, (*path, name), suggestion(name, choice.options))
        missing = [name for name in choice.options if name not in rows]
        if missing and self.table.otherwise is None:
            message = text(
                "the table `{table}` has no row for {options} of `{choice}`",
                table=self.table.key,
                options=", ".join(f"`{name}`" for name in missing),
                choice=argument.source,
            )
            self.context.report("PR209", message, path, _ADVICE)
            return number(0)
        known = [(index, name) for index, name in enumerate(choice.options) if name in rows]
        found = self._otherwise(choice.symbol) if missing else of(known.pop()[1])
        return _chain(choice.symbol, ((index, of(name)) for index, name in reversed(known)), found)

    def _numbered(self, rows: Rows, of: Callable[[str], Symbol], argument: Argument, path: Path) -> Symbol:
        """Return the row of a whole number."""
        foreign = [name for name in rows if not _WHOLE.fullmatch(name)]
        if foreign and not any(_NUMBER.fullmatch(name) for name in rows):
            fail_kind(argument.term, "choice", argument.source, argument.column)
        for name in foreign:
            message = text(
                "the row `{row}` is no whole number, and `{number}` is one", row=name, number=argument.source
            )
            self.context.report("PR209", message, (*path, name), _whole_number(name))
        if foreign:
            return number(0)
        if self.table.otherwise is None:
            message = text(
                "`{number}` may be a number that no row of `{table}` has", number=argument.source, table=self.table.key
            )
            self.context.report("PR209", message, path, _ADVICE)
            return number(0)
        x = argument.symbol
        return _chain(x, ((int(name), of(name)) for name in reversed(list(rows))), self._otherwise(x))

    def _otherwise(self, value: Symbol) -> Symbol:
        otherwise = self.table.otherwise
        if isinstance(otherwise, Quantity):
            return self.context.number(otherwise, (*self.path, "otherwise"))
        return refused(self.table.key, value)


_ADVICE: Text = text('write the rows, or `otherwise`: a value, or "refuse"')


def _whole_number(name: str) -> Text:
    """Return how a row of a whole number is written."""
    sign, digits = "-" if name.startswith("-") else "", name.lstrip("+-").lstrip("0") or "0"
    if _NUMBER.fullmatch(name) and _WHOLE.fullmatch(sign + digits):
        return text("write `{number}`: without zeros or a plus before it", number=sign + digits)
    return text("write rows such as `2014`, without zeros before them, or take this one out")


def _chain(value: Symbol, rows: Iterable[tuple[int, Symbol]], otherwise: Symbol) -> Symbol:
    found = otherwise
    for key, result in rows:
        found = choose(value == key, result, found)
    return found


def _argument(argument: Argument) -> Node | str:
    value = argument.term.value
    if isinstance(value, str):
        return value
    return value.symbol.node if isinstance(value, ChoiceValue) else argument.symbol.node
