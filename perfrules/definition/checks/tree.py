"""Checks on the tree: parents, leaves, branches, names and results."""

from collections.abc import Iterator

from perfrules.definition.checks.view import View
from perfrules.language import text
from perfrules.model import Indicator
from perfrules.model.indicator_set import TOTAL
from perfrules.problems import Problem

_LEAF_ONLY = ("rubric", "measure", "target", "bonus")


def parents(view: View) -> Iterator[Problem]:
    """Yield nodes whose parent is not there, and nodes that are below themselves."""
    hanging = {node.code for node in view.ordered}
    told: set[str] = set()
    for code, parent in view.parents.items():
        if parent not in view.by_code:
            message = text("the parent `{parent}` of {code} is not there", parent=parent, code=code)
            yield view.problem("PR103", message, ("indicator", code, "parent"), view.near(parent, view.by_code))
        elif code not in hanging and code not in told:
            circle = _circle(view, code)
            if circle:
                told |= set(circle)
                message = text("the indicators are below themselves: {circle}", circle=" → ".join([*circle, circle[0]]))
                advice = text("give one of them another `parent`")
                yield view.problem("PR107", message, ("indicator", circle[0], "parent"), advice)


def _circle(view: View, code: str) -> list[str]:
    """Return the codes of the circle that *code* belongs to, itself first; none where it only leads to one."""
    path = [code]
    while (parent := view.parents.get(path[-1])) is not None and len(path) <= len(view.parents):
        if parent == code:
            return path
        path.append(parent)
    return []


def leaves_and_branches(view: View) -> Iterator[Problem]:
    """Yield leaves without a rubric, branches with one, and a set without indicators."""
    if len(view.draft.merged.indicators) == 1 and not view.by_code[TOTAL].rubric:
        # Of those that are written and cannot be read something else is told.
        if not view.draft.merged.top.document.data.get("indicator"):
            advice = text("write at least one `[[indicator]]`")
            yield view.problem("PR113", text("the set has no indicators"), (), advice)
        return
    for node in view.whole.indicators:
        if view.is_leaf(node):
            yield from _leaf(view, node)
        else:
            yield from _branch(view, node)


def _leaf(view: View, node: Indicator) -> Iterator[Problem]:
    path = ("indicator", node.code)
    if not node.rubric and not view.draft.is_broken(*path, "rubric"):
        message = text("{code} has no children and no `rubric`, so nothing gives it marks", code=node.code)
        advice = text("give it a `rubric`, indicators below it, or `open = true` for sets that extend this one")
        yield view.problem("PR109", message, path, advice)
    for key in ("aggregation", "needs", "clamp"):
        if key != "clamp" and getattr(node, key) and view.states(node, key):
            message = text("{code} has no children, so `{key}` has no meaning", code=node.code, key=key)
            yield view.problem("PR110", message, (*path, key), text("take `{key}` out", key=key))


def _branch(view: View, node: Indicator) -> Iterator[Problem]:
    path = ("indicator", node.code)
    children = view.children.get(node.code, ())
    first = children[0].code if children else ""
    for key in _LEAF_ONLY:
        if not getattr(node, key) or not view.states(node, key):
            continue
        if key == "bonus":
            message = text("{code} is a branch; only a leaf can be a bonus", code=node.code)
            yield view.problem("PR158", message, (*path, key), text("put `bonus = true` at its leaves"))
        elif children:
            message = text("{code} has children ({first}, …) and `{key}` too", code=node.code, first=first, key=key)
            advice = text("a branch gets its marks from its children: take `{key}` out, or the children", key=key)
            yield view.problem("PR110", message, (*path, key), advice)
        else:
            message = text("{code} is left open and has `{key}` too", code=node.code, key=key)
            yield view.problem("PR110", message, (*path, key), text("take `{key}` out, or `open`", key=key))


def open_branches(view: View) -> Iterator[Problem]:
    """Yield branches that are left open in a file that gives them children."""
    for code, entry in view.draft.merged.indicators.items():
        written = entry.keys.get("open")
        if written is None or written.value is not True:
            continue
        own = [
            child.code
            for child in view.children.get(code, ())
            if view.draft.merged.indicators[child.code].document is written.document
        ]
        if own:
            message = text(
                "{code} is left open, and has children in the same file ({first}, …)", code=code, first=own[0]
            )
            advice = text("take `open` out, or leave the children to the sets that extend this one")
            yield view.problem("PR111", message, ("indicator", code, "open"), advice)


def names(view: View) -> Iterator[Problem]:
    """Yield nodes without a name."""
    for node in view.whole.indicators:
        path = ("indicator", node.code)
        if node.code != TOTAL and not node.name.strip() and not view.draft.is_broken(*path, "name"):
            message = text("{code} has no `name`", code=node.code)
            yield view.problem("PR132", message, path, text("give it the name that is printed"))


def results(view: View) -> Iterator[Problem]:
    """Yield results that are no nodes, or are named twice."""
    for index, code in enumerate(view.whole.results):
        if code in view.whole.results[:index]:
            message = text("the result `{code}` is named twice", code=code)
            yield view.problem("PR101", message, ("results", index), text("take it out once"))
        if code not in view.draft.merged.indicators:
            message = text("the result `{code}` is no indicator of this set", code=code)
            yield view.problem("PR119", message, ("results", index), view.near(code, view.by_code))


def ranks(view: View) -> Iterator[Problem]:
    """Yield ranks of nodes that are no results; what a set inherits may stay where it names other results."""
    for node in view.whole.indicators:
        if node.rank is None or node.code in view.whole.results or not view.states(node, "rank"):
            continue
        written = view.draft.merged.indicators[node.code].keys["rank"]
        if written.document is view.draft.merged.documents[-1]:
            message = text("{code} is no result of this set, so `rank` has no meaning", code=node.code)
            advice = text("name it in `results`, or take `rank` out")
            yield view.problem("PR168", message, ("indicator", node.code, "rank"), advice)


def aggregations(view: View) -> Iterator[Problem]:
    """Yield aggregations that are not there."""
    for node in view.whole.indicators:
        name = node.aggregation
        if name and name not in view.registry.aggregations and "aggregation" in node.origins:
            message = view.registry.explain_missing("aggregation", name)
            yield view.problem("PR121", message, ("indicator", node.code, "aggregation"))


CHECKS = (parents, leaves_and_branches, open_branches, names, results, ranks, aggregations)
