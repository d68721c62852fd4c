"""Checks on tables (参数表): one shape, in order, and known before any evidence."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from perfrules.definition.checks.ladders import ladder
from perfrules.definition.checks.names import Declared, declared_names
from perfrules.definition.checks.view import View
from perfrules.definition.checks.walk import walk
from perfrules.expression import FUNCTIONS, calls, codes, names, parse_all
from perfrules.formula import Quantity
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.model import NumberTable, Parameter, Table
from perfrules.model.table import LIMITS, SHAPES
from perfrules.problems import Key, Problem

_TWO = 2


def shapes(view: View) -> Iterator[Problem]:
    """Yield tables, and rows of tables, that have no shape, or keys of several."""
    for table, path in _everything(view):
        if any(view.draft.is_broken("table", _name_at(path), key) for key in SHAPES):
            continue
        name, stated = _name_at(path), table.shapes
        if len(stated) != 1:
            message = text("the table `{table}` has nothing to look up", table=name)
            if stated:
                message = text(
                    "the table `{table}` has `{one}` and `{other}`", table=name, one=stated[0], other=stated[1]
                )
            advice = text("a table has one of {shapes}", shapes=", ".join(f"`{key}`" for key in SHAPES))
            yield view.problem("PR162", message, (*path, *stated[1:2]), advice)
            continue
        for key, message, advice in _SHAPED[table.shape](table, name):
            yield view.problem("PR162", message, (*path, *key), advice)
        for foreign in _FOREIGN[table.shape]:
            if getattr(table, foreign, None) is not None:
                yield view.problem("PR162", _idle(foreign, table), (*path, foreign), text("take it out"))


def _idle(key: str, table: NumberTable) -> Text:
    return text("`{key}` says nothing in a table with `{shape}`", key=key, shape=table.shape)


def _everything(view: View) -> Iterator[tuple[NumberTable, Key]]:
    """Yield every table, and every row that is a table of numbers, with its path."""
    for table in view.whole.table:
        path: Key = ("table", table.key)
        yield table, path
        for name, row in (table.rows or {}).items():
            if isinstance(row, NumberTable):
                yield row, (*path, "rows", name)


def _name_at(path: Key) -> str:
    return str(path[1])


Told = Iterator[tuple[Key, Text, Text]]
_END = text('say "refuse", "hold", "extend" or a number')


def _rows(table: NumberTable, name: str) -> Told:
    rows = table.rows or {} if isinstance(table, Table) else {}
    inner = [row for row in rows.values() if isinstance(row, Mapping)]
    if not rows or not all(inner):
        yield ("rows",), text("the table `{table}` has no rows", table=name), text("write a value for each key")
    first = next(iter(rows.values()), None)
    if isinstance(table, Table) and table.of_unit and _sort(first) is not NumberTable:
        yield ("of_unit",), _idle("of_unit", table), text("take it out")
    for key, row in rows.items():
        if _sort(row) is not _sort(first):
            message = text("the row `{row}` is of another sort than the rows above it", row=key)
            yield ("rows", key), message, text("let all rows be values, rows by a second key, or tables of numbers")
            return


def _sort(row: object) -> type:
    return next((sort for sort in (Quantity, NumberTable) if isinstance(row, sort)), Mapping)


def _limits(table: NumberTable, name: str) -> Told:
    limits = getattr(table, table.shape)
    if not isinstance(limits, tuple):
        message = text("`below` takes a list of limits, unless the table has `points`")
        yield (table.shape,), message, text("put the limits into brackets: [ … ]")
    elif not limits:
        yield (table.shape,), text("the table `{table}` has no limits", table=name), text("write one at least")
    elif table.values is not None and len(table.values) != len(limits) + 1:
        values = {"limits": len(limits), "values": len(table.values), "needed": len(limits) + 1}
        message = text("{limits} limits need {needed} values, and there are {values}", **values)
        yield ("values",), message, text("the first value is for no limit, the last for all of them")


def _tiers(table: NumberTable, _name: str) -> Told:
    for index, tier in enumerate(table.tiers or ()):
        if (tier.value is None) == (tier.marks is None):
            message = text("a tier of a table has either `value` or `marks`")
            yield ("tiers", index), message, text("write `marks` where the table gives marks, else `value`")
        for pair in (("at_least", "above"), ("at_most", "below")):
            if all(key in tier.limits for key in pair):
                message = text("a tier has `{one}` or `{other}`, not both", one=pair[0], other=pair[1])
                yield ("tiers", index, pair[1]), message, text("take one of them out")
    if not table.tiers:
        yield ("tiers",), text("there is at least one tier"), text("write the tiers from the top")


def _points(table: NumberTable, name: str) -> Told:
    count = len(table.points or ())
    if count < _TWO:
        message = text("a line needs two points, and `{table}` has {count}", table=name, count=count)
        yield ("points",), message, text("write [number, value] for each point")
    for key in ("below", "beyond"):
        if getattr(table, key) is None:
            message = text("the table `{table}` does not say what holds `{key}` its points", table=name, key=key)
            yield (key,), message, _END
    if isinstance(table.below, tuple):
        yield ("below",), text("`below` is a list of limits, and the table has `points`"), _END


_SHAPED = {"rows": _rows, "tiers": _tiers, "points": _points, **dict.fromkeys(LIMITS, _limits)}
_FOREIGN = {
    "rows": ("values", "beyond"),
    "tiers": ("values", "beyond", "otherwise"),
    "points": ("values", "otherwise"),
    **dict.fromkeys(LIMITS, ("beyond", "otherwise")),
}
"""The keys that say nothing beside each shape."""


def order(view: View) -> Iterator[Problem]:
    """Yield limits and points that are not in order, and tiers that are never reached."""
    for table, path in _everything(view):
        for key in LIMITS:
            listed = getattr(table, key)
            if isinstance(listed, tuple):
                yield from _rising(view, (*path, key), [view.number(limit) for limit in listed], text("limit"))
        places = [view.number(place) for place, _ in table.points or ()]
        yield from _rising(view, (*path, "points"), places, text("point"))
        for step in ladder(table.tiers, view.number, text("tier")) if table.tiers else ():
            where: Key = (*path, "tiers", step.index, *([step.key] if step.key else []))
            yield view.problem(step.code, step.text, where, step.advice)


def _rising(view: View, path: Key, numbers: Sequence[Fraction | None], what: Text) -> Iterator[Problem]:
    for index, (one, other) in enumerate(pairwise(numbers), start=1):
        if one is not None and other is not None and one >= other:
            values = {"what": what, "number": index + 1, "limit": number_text(other), "before": number_text(one)}
            message = text("{what} {number} ({limit}) does not lie above the one before it ({before})", **values)
            yield view.problem("PR163", message, (*path, index), text("write them in order, each once"))


def known(view: View) -> Iterator[Problem]:
    """Yield numbers in tables that are not known before any evidence."""
    declared = declared_names(view.whole)
    unread = {use.path for use in view.uses if use.errors or not use.names <= declared.keys()}
    for table in view.whole.table:
        for found in walk(table, ("table", table.key)):
            if isinstance(found.value, Quantity) and found.path not in unread and view.number(found.value) is None:
                values = {"written": found.value.written, "table": table.key}
                message = text("`{written}` in the table `{table}` is not known before scoring", **values)
                advice = text("write a number, or an expression of parameters")
                if _reads_parameters_only(found.value, declared):
                    message = text("`{written}` in the table `{table}` has no exact number", **values)
                    advice = text("write a decimal or a fraction, or let a measure work it out")
                yield view.problem("PR164", message, found.path, advice)


def _reads_parameters_only(quantity: Quantity, declared: Mapping[str, Declared]) -> bool:
    """Return whether an expression, and all that it names, reads parameters and nothing else."""
    waiting, seen = [quantity], set[str]()
    while waiting:
        written = waiting.pop().written
        tree = parse_all(written)[0] if isinstance(written, str) else None
        if tree is None:
            continue
        if any(True for _ in codes(tree)) or not {name for name, _ in calls(tree)} <= FUNCTIONS.keys():
            return False
        for name in {name for name, _ in names(tree)} - seen:
            entry = declared.get(name)
            if not isinstance(entry, Parameter):
                return False
            seen.add(name)
            waiting.append(entry.value)
    return True


CHECKS = (shapes, order, known)
