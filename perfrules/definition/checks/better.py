"""Checks on which marks are better: bands, sums and gates that go the other way than the marks they are about."""

from collections.abc import Iterator

from perfrules.aggregation import AGGREGATIONS
from perfrules.definition.checks.view import View
from perfrules.language import text
from perfrules.model import GradeScale, Indicator
from perfrules.model.indicator_set import TOTAL
from perfrules.problems import Problem

_CONTRARY = {"lower": ("at_least", "above"), "higher": ("at_most", "below")}
_OWN = frozenset(each.name for each in AGGREGATIONS)
"""Aggregations that put together what is alike; that of a plugin may well turn some marks round."""


def bands(view: View) -> Iterator[Problem]:
    """Yield grade scales whose bands go the other way than the marks that they grade."""
    scales = {scale.id: scale for scale in view.whole.grade_scale}
    for node in view.ordered if _is_known(view) else ():
        for case in node.grade_scale:
            if case.scale in scales:
                yield from _bands(view, node, scales[case.scale])


def _is_known(view: View) -> bool:
    """Return whether every node says which marks are better in a way that could be read."""
    return not any(view.draft.is_broken("indicator", node.code, "better") for node in view.whole.indicators)


def _bands(view: View, node: Indicator, scale: GradeScale) -> Iterator[Problem]:
    better = view.whole.better[node.code]
    ends = ((band.grade, key) for band in scale.bands for key in _CONTRARY[better] if getattr(band, key) is not None)
    for grade, key in ends:
        values = {"code": node.code, "scale": scale.id, "key": key, "grade": grade}
        if better == "lower":
            message = text("less is better at {code}, and the band {grade} of {scale} has `{key}`", **values)
            advice = text("write bands from the best down with `at_most` or `below`; or take `better` out")
        else:
            message = text("more is better at {code}, and the band {grade} of {scale} has `{key}`", **values)
            advice = text('write bands from the best down with `at_least` or `above`; or say `better = "lower"`')
        yield view.problem("PR165", message, ("indicator", node.code, "grade_scale"), advice)
        return


def sums(view: View) -> Iterator[Problem]:
    """Yield children of which other marks are better than of the branch that puts them together."""
    for node in view.ordered if _is_known(view) else ():
        if (node.aggregation or "sum") not in _OWN or (node.code == TOTAL and not view.whole.has_total):
            continue
        for child in view.children.get(node.code, ()):
            if view.whole.better[child.code] == view.whole.better[node.code] or view.number(child.weight) == 0:
                continue
            values = {"code": node.code, "child": child.code}
            if view.whole.better[child.code] == "lower":
                message = text("less is better at {child}, and more at {code}, which it is a part of", **values)
            else:
                message = text("more is better at {child}, and less at {code}, which it is a part of", **values)
            advice = text("turn the marks of {child} round in its rubric, or make it a result of its own", **values)
            key = ("better",) if view.states(child, "better") else ()
            yield view.problem("PR166", message, ("indicator", child.code, *key), advice)


def gates(view: View) -> Iterator[Problem]:
    """Yield caps of marks of which less is better."""
    for index, gate in enumerate(view.whole.gates if _is_known(view) else ()):
        if gate.marks_at_most is not None and view.whole.better.get(gate.on) == "lower":
            message = text(
                "less is better at {code}, so the gate {name} makes its marks better", code=gate.on, name=gate.name
            )
            advice = text("write `marks_at_least`: the least marks that are left where the gate closes")
            yield view.problem("PR167", message, ("gate", str(index), "marks_at_most"), advice)


CHECKS = (bands, sums, gates)
