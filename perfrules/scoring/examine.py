"""What is wrong with plugins that only shows when what they bring is used: definitions are loaded, kinds are asked."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, get_type_hints

import attrs

from perfrules.definition.document import Document, read_document
from perfrules.definition.load import checked_scale
from perfrules.formula import Quantity, Symbol, read
from perfrules.language import text
from perfrules.model import RubricKind
from perfrules.plugins import Definition, Provided, Registry
from perfrules.plugins.loading import reason_of
from perfrules.plugins.running import ran
from perfrules.problems import Problem, SymbolError
from perfrules.rubrics import Point, PointSymbol, award, bind, misfits
from perfrules.scoring.loading import problems_of_set

_ONE: Final = Quantity(1)
_POINTS: Final = (Point(id="first"), Point(id="second"))


def examine(registry: Registry) -> Mapping[str, tuple[Problem, ...]]:
    """Return the problems of definitions and rubric kinds, by the name of the plugin that brings them."""
    found: dict[str, list[Problem]] = {}
    for form, given in registry.kinds.items():
        found.setdefault(given.plugin, []).extend(_kind(form, given, registry))
    for key, given in registry.provided_definitions.items():
        found.setdefault(given.plugin, []).extend(_definition(key, given, registry))
    return {name: tuple(dict.fromkeys(problems)) for name, problems in found.items() if problems}


def _definition(key: Definition, given: Provided, registry: Registry) -> Iterator[Problem]:
    """Yield what makes a definition unusable; what is only noticed about it is for its author."""
    document = read_document(given.value)
    if not isinstance(document, Document):
        problems = document
    elif key.format == "grade-scale":
        problems = checked_scale(document, registry)[1]
    else:
        problems = problems_of_set(document, registry)
    yield from (problem for problem in problems if problem.severity == "error")


def _kind(name: str, given: Provided, registry: Registry) -> Iterator[Problem]:
    """Yield that a kind gives no marks, where it can be asked without a definition."""
    made = ran(lambda: _made(given.value))
    if made.error is not None or made.value is None:
        return  # it needs keys that only an author knows
    kind = made.value
    plugin = str(registry.plugin(given.plugin))
    checked = ran(lambda: list(misfits(kind)))
    if checked.error is not None:
        template = "the rubric kind `{kind}` of plugin {plugin} failed in its own check: {error}"
        yield Problem("PR139", text(template, kind=name, plugin=plugin, error=reason_of(checked.error)))
    elif not checked.value:
        error = ran(lambda: _asked(kind)).error
        if error is not None:
            said = str(error) if isinstance(error, SymbolError) else reason_of(error)
            template = "the rubric kind `{kind}` of plugin {plugin}: {error}"
            yield Problem("PR510", text(template, kind=name, plugin=plugin, error=said))


def _made(form: type) -> RubricKind | None:
    """Return a rubric of this kind with what its keys are by default, or None where it needs more."""
    hints = get_type_hints(form)
    given: dict[str, Any] = {}
    for field in attrs.fields(form):
        if field.init and field.default is attrs.NOTHING:
            if field.name == "points" and getattr(form, "reads", None) == "points":
                given[field.alias] = _POINTS
            elif hints[field.name] is Quantity:
                given[field.alias] = _ONE
            else:
                return None
    kind: RubricKind = form(**given)
    return kind


def _asked(kind: RubricKind) -> Symbol:
    bound = bind(kind, lambda _, path: _number(_name(path)), lambda _, path: _number(_name(path)) >= 0)
    points = [PointSymbol(point.id, _number(point.id), _number("full"), _number(point.id) >= 0) for point in _POINTS]
    return award(
        bound,
        _number("full"),
        measure=_number("measure"),
        target=_number("target"),
        points=points,
        answer=_number("answer"),
    )


def _number(name: str) -> Symbol:
    return read(name)


def _name(path: tuple[str | int, ...]) -> str:
    return ".".join(map(str, path))
