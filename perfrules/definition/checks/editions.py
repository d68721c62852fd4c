"""Checks on time: the edition that is superseded, values with dates."""

from collections.abc import Iterator
from itertools import pairwise

from perfrules.definition.checks.view import View
from perfrules.definition.library import SET_FORMAT, editions
from perfrules.expression import canonical
from perfrules.language import text
from perfrules.model import DatedValue
from perfrules.problems import Problem

_PLAIN = 3
"""So long is the path of a value without dates: parameter, name, value."""


def superseded(view: View) -> Iterator[Problem]:
    """Yield that the edition that is superseded is this one, or one that nobody knows."""
    about = view.whole
    if not about.supersedes:
        return
    known = editions(view.registry, about.id, SET_FORMAT)
    if about.supersedes == about.edition:
        message = text("the edition `{edition}` supersedes itself", edition=about.edition)
        yield view.problem("PR182", message, ("supersedes",), text("name the edition before it"))
    elif about.supersedes not in known:
        message = text(
            "`{id}` has no installed edition `{edition}` to supersede", id=about.id, edition=about.supersedes
        )
        others = [edition for edition in known if edition != about.edition]
        advice = view.near(about.supersedes, others) or text("install it beside this one, or take `supersedes` out")
        yield view.problem("PR182", message, ("supersedes",), advice)


def dated(view: View) -> Iterator[Problem]:
    """Yield lists of values with dates that are not in order, or leave days without a value."""
    for parameter in view.whole.parameter:
        if isinstance(parameter.stated, tuple) and not view.draft.is_broken("parameter", parameter.key, "value"):
            yield from _dated(view, parameter.key, parameter.stated)


def _dated(view: View, name: str, values: tuple[DatedValue, ...]) -> Iterator[Problem]:
    path = ("parameter", name, "value")
    order = text("the newest stands first, each with `from`, and the last has none")
    if not values:
        message = text("the parameter `{name}` has no value", name=name)
        yield view.problem("PR183", message, path, text("write at least one entry"))
        return
    for index, (one, other) in enumerate(pairwise(values), start=1):
        if one.from_ is None:
            message = text(
                "entry {number} of `{name}` has no `from`, so those below it never hold", number=index, name=name
            )
            yield view.problem("PR183", message, (*path, index - 1), order)
        elif other.from_ is not None and other.from_ >= one.from_:
            message = text(
                "entry {number} of `{name}` never holds: it begins on {day}, and the one above it on {first}",
                number=index + 1,
                name=name,
                day=str(other.from_),
                first=str(one.from_),
            )
            yield view.problem("PR183", message, (*path, index, "from"), order)
    if values[-1].from_ is not None:
        message = text("before {day} the parameter `{name}` has no value", day=str(values[-1].from_), name=name)
        advice = text("take `from` out of the last entry, or add one without it below")
        yield view.problem("PR183", message, (*path, len(values) - 1, "from"), advice)
    yield from _too_late(view, name, values)


def _too_late(view: View, name: str, values: tuple[DatedValue, ...]) -> Iterator[Problem]:
    end = view.whole.effective.to
    for index, entry in enumerate(values):
        if end is not None and entry.from_ is not None and entry.from_ > end:
            message = text(
                "entry {number} of `{name}` never holds: it begins on {day}, and the edition ends on {end}",
                number=index + 1,
                name=name,
                day=str(entry.from_),
                end=str(end),
            )
            place = ("parameter", name, "value", index, "from")
            yield view.problem("PR183", message, place, text("it belongs into the next edition"))


def evidence_in_dated(view: View) -> Iterator[Problem]:
    """Yield values with dates that read evidence or measures; those that hold are not the only ones."""
    known = {canonical(parameter.key) for parameter in view.whole.parameter}
    declared = {canonical(field.key) for field in view.whole.evidence}
    declared |= {canonical(measure.key) for measure in view.whole.measure}
    for use in view.uses:
        for name in sorted(use.names) if use.path[0] == "parameter" and len(use.path) > _PLAIN else ():
            if canonical(name) in declared - known:
                message = text("the name `{name}` is not declared", name=name)
                advice = text("a parameter is a number, or an expression of other parameters")
                yield Problem("PR311", message, view.inside(use, 0), advice)


CHECKS = (superseded, dated, evidence_in_dated)
