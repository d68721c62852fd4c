"""Checks on the columns of a case: every name that a case writes means one thing."""

from collections.abc import Iterator

from perfrules.definition.checks.view import View
from perfrules.language import text
from perfrules.model import EvidenceField, Indicator
from perfrules.problems import Key, Problem

_ANSWERS = ("marks", "sum", "count", "reason")


def shared_columns(view: View) -> Iterator[Problem]:
    """Yield what a case could not tell from another: an evidence field and an indicator with one name, and the like."""
    owners: dict[str, Key] = {}
    told: set[tuple[Key, Key]] = set()
    for column, path in _columns(view):
        other = owners.setdefault(column, path)
        if other != path and (path, other) not in told:
            told.add((path, other))
            message = text("in a case `{column}` would mean two things", column=column)
            advice = text("the other stands at {place}: rename one", place=view.place(other))
            yield view.problem("PR115", message, path, advice)


def _columns(view: View) -> Iterator[tuple[str, Key]]:
    for field in view.whole.evidence:
        yield from _field(field)
    for node in view.whole.indicators:
        yield from _node(view, node)


def _field(field: EvidenceField) -> Iterator[tuple[str, Key]]:
    path = ("evidence", field.key)
    yield field.key, path
    yield f"{field.key}/na", path
    if field.type == "survey":
        yield f"{field.key}/valid", path
        yield f"{field.key}/sent", path
    for index, answer in enumerate(dict.fromkeys(answer.id for answer in field.answers)):
        yield f"{field.key}/{answer}", (*path, "answers", index)
    for index, count in enumerate(dict.fromkeys(field.counts)):
        yield f"{field.key}/{count}", (*path, "counts", index)


def _node(view: View, node: Indicator) -> Iterator[tuple[str, Key]]:
    path = ("indicator", node.code)
    reads = {case.rubric.reads for _, case in view.rubrics(node)}
    absent = node.not_applicable is not None and node.not_applicable.answer != "refuse"
    if absent or not reads.isdisjoint(("points", "answer")):
        yield node.code, (*path, "code")
        yield f"{node.code}/na", (*path, "code")
    if "answer" in reads:
        for answer in _ANSWERS:
            yield f"{node.code}/{answer}", (*path, "code")
    seen: set[str] = set()
    for where, case in view.rubrics(node):
        for index, point in enumerate(case.points):
            if point.id not in seen:  # in another rubric of the choice it is the same question
                seen.add(point.id)
                for suffix in ("", "/na", "/faults"):
                    yield f"{node.code}/{point.id}{suffix}", (*where, "points", index, "id")


CHECKS = (shared_columns,)
