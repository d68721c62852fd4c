"""What must hold of the other parts of a plugin: functions of expressions, evidence readers, renderers."""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, get_type_hints

import attrs
from hypothesis import strategies as st

from perfrules.case.records import Records
from perfrules.formula import Condition, Node, number, read
from perfrules.formula.inputs import UNCERTAIN, Input
from perfrules.language import LANGUAGES, Text, text, use
from perfrules.readings.exact import traced
from perfrules.scoring import Scorecard
from perfrules.testing.checks.agreement import shown, worded
from perfrules.testing.checks.faults import Search, staying
from perfrules.testing.checks.reference import interpret
from perfrules.testing.checks.unending import same

_SEVERAL = 3
_PLACES = 2
_DEFAULTS: Mapping[Any, Any] = {str: "column", int: 1, bool: False}


def doc_faults(value: object) -> Iterator[Text]:
    """Yield that a class has no docstring, which is all that the catalogue can say of it."""
    form = value if isinstance(value, type) else type(value)
    if not (form.__doc__ or "").strip():
        yield text("it has no docstring, which the catalogue shows")


def function_faults(function: Any, search: Search) -> Iterator[Text]:
    """Yield what does not hold of a function of expressions."""
    yield from doc_faults(function)
    yield from staying(lambda: _function(function, search), text("`apply`"))


def _function(function: Any, search: Search) -> Iterator[Text]:
    names = [f"a{place}" for place in range(_count(function))]
    inputs = [Input(name, _PLACES) for name in names]
    root = _applied(function, names)
    if _applied(function, names) is not root:
        yield text("it has another formula each time: it must depend on its arguments alone")
        return
    computed = traced(inputs, [root])

    def agree(row: tuple[int, ...]) -> Iterator[Text]:
        facts = {name: Fraction(value, 10**_PLACES) for name, value in zip(names, row, strict=True)}
        trace, (state, value) = computed(row), interpret([root], facts)[root]
        found = (trace.state(root), trace.value(root))
        if not found[0] & UNCERTAIN and (found[0] != state or not same(value, found[1])):
            template = "the readings do not agree: {one} and {other}, where {example}"
            yield text(template, one=worded(*found), other=worded(state, value), example=shown(facts))

    yield from search.first(st.tuples(*(st.integers(-300, 1200) for _ in names)), agree)


def _count(function: Any) -> int:
    """Return how many arguments a function is tried with."""
    parameters = inspect.signature(function.apply).parameters.values()
    return sum(_SEVERAL if each.kind is each.VAR_POSITIONAL else 1 for each in parameters)


def _applied(function: Any, names: Sequence[str]) -> Node:
    result = function.apply(*(read(name) for name in names))
    return result.node if isinstance(result, Condition) else number(result).node


def reader_faults(form: type) -> Iterator[Text]:
    """Yield what does not hold of an evidence reader, made with its defaults; of one that reads no rows."""
    yield from doc_faults(form)
    yield from staying(lambda: _reader(form), text("the reader"))


def _reader(form: Any) -> Iterator[Text]:
    hints = get_type_hints(form)
    needed = [field for field in attrs.fields(form) if field.init and field.default is attrs.NOTHING]
    if any(hints.get(field.name) not in _DEFAULTS for field in needed):
        return
    reader = form(**{field.name: _DEFAULTS[hints[field.name]] for field in needed})
    if not all(getattr(column, "name", "") for column in reader.columns):
        yield text("a column has no name: write `pr.Column(name, title)`")
    answers = {} if form.counts else {"yes": "是", "no": "否"}
    counted = reader.reduce(Records((), answers))
    wanted = set(form.counts or answers)
    if set(counted) != wanted:
        names = ", ".join(sorted(wanted))
        yield text("of a file without rows it counts {found}, and it should count {names}", found=counted, names=names)
    elif any(value != 0 or isinstance(value, bool) for value in counted.values()):
        yield text("of a file without rows it counts {found}", found=dict(counted))


def renderer_faults(renderer: Any, card: Scorecard) -> Iterator[Text]:
    """Yield what does not hold of a renderer, given one scorecard."""
    yield from doc_faults(renderer)
    if not renderer.suffix.startswith("."):
        yield text('its `suffix` does not begin with a dot, such as ".md": {suffix}', suffix=renderer.suffix)
    yield from staying(lambda: _rendered(renderer, card), text("`render`"))


def _rendered(renderer: Any, card: Scorecard) -> Iterator[Text]:
    for language in LANGUAGES:
        with use(language):
            once, again = renderer.render(card), renderer.render(card)
        if not isinstance(once, str | bytes) or not once:
            yield text("`render` gave {type}, no text", type=type(once).__name__)
        elif once != again:
            yield text("it renders the same scorecard differently each time")
