"""Checks on rubrics: that they have what their kind reads, and what the kind itself says of them."""

import inspect
from collections.abc import Iterator

from perfrules.definition.checks.view import View
from perfrules.language import text
from perfrules.model import Indicator, RubricKind
from perfrules.problems import Problem
from perfrules.rubrics import misfits, target_of


def reading(view: View) -> Iterator[Problem]:
    """Yield rubrics that mark a measure, or hold it against a target, where there is none."""
    for node in view.whole.indicators:
        for path, case in view.rubrics(node):
            kind = case.rubric
            values = {"code": node.code, "kind": kind.kind}
            if kind.reads == "measure" and _lacks(view, node, "measure"):
                message = text("{code} has no `measure`, which a rubric of kind `{kind}` marks", **values)
                advice = text('add `measure = "…"`, the name of a measure or an expression')
                yield view.problem("PR133", message, path, advice)
            elif _needs_target(kind) and _lacks(view, node, "target"):
                message = text("{code} has no `target`, which a rubric of kind `{kind}` needs", **values)
                yield view.problem("PR134", message, path, text('add `target = "…"`, what the measure is held against'))


def _lacks(view: View, node: Indicator, key: str) -> bool:
    return getattr(node, key) is None and not view.draft.is_broken("indicator", node.code, key)


def _needs_target(kind: RubricKind) -> bool:
    target = target_of(kind)
    return target is not None and target.default is inspect.Parameter.empty


def unread(view: View) -> Iterator[Problem]:
    """Yield measures and targets of leaves that no rubric of theirs looks at: often a key of another kind."""
    read: dict[str, set[str]] = {}
    for use in view.uses:
        if use.path[0] == "indicator" and use.path[2] != "measure":
            read.setdefault(str(use.path[1]), set()).update(use.names)
    for node in view.whole.indicators:
        kinds = [case.rubric for _, case in view.rubrics(node)]
        looks = read.get(node.code, set()) | {"measure" for kind in kinds if kind.reads in ("measure", "answer")}
        if node.measure is not None and node.measure.written in looks:
            looks |= {"measure"}  # a rubric may read it by its own name as well
        looks |= {"target" for kind in kinds if target_of(kind) is not None}
        for key in ("measure", "target"):
            if kinds and view.states(node, key) and key not in looks:
                message = text("nothing reads the `{key}` of {code}", key=key, code=node.code)
                advice = text("take it out, or choose a kind of rubric that reads it")
                yield view.problem("PR117", message, ("indicator", node.code, key), advice)


def misfitting(view: View) -> Iterator[Problem]:
    """Yield what each kind finds wrong with its own rubric."""
    for node in view.whole.indicators:
        for path, case in view.rubrics(node):
            try:
                found = list(misfits(case.rubric))
            except (Exception, SystemExit) as error:  # noqa: BLE001 - a kind of a plugin may raise anything
                template = "the rubric kind `{kind}` failed in its own check: {error}"
                message = text(template, kind=case.rubric.kind, error=repr(error))
                yield view.problem("PR139", message, path)
                continue
            for inner, message in found:
                yield view.problem("PR139", message, (*path, *inner))


CHECKS = (reading, unread, misfitting)
