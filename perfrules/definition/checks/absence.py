"""Checks on what happens where something is not applicable or missing."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from perfrules.definition.checks.view import View
from perfrules.formula import Quantity
from perfrules.formula.printing import number_text
from perfrules.language import text
from perfrules.model import Indicator, Policy
from perfrules.model.indicator_set import TOTAL
from perfrules.problems import Key, Problem

_REASONS = ("not_applicable", "missing")


def policies(node: Indicator) -> Mapping[str, Policy]:
    """Return the answers to absence that *node* states."""
    stated = {reason: getattr(node, reason) for reason in _REASONS}
    return {reason: policy for reason, policy in stated.items() if policy is not None}


def rescaling(view: View) -> Iterator[Problem]:
    """Yield branches that make up for absent children without saying how they round."""
    for node in view.whole.indicators:
        aggregation = view.aggregation(node.aggregation or "sum")
        if node.rounding or view.draft.is_broken("indicator", node.code, "rounding"):
            continue
        if aggregation is not None and not aggregation.rescales:
            continue
        for child in view.children.get(node.code, ()):
            reason = next((name for name, policy in policies(child).items() if policy.answer == "rescale"), None)
            if reason is not None:
                message = text(
                    "{code} rescales where {child} is absent, and has no `rounding`", code=node.code, child=child.code
                )
                advice = text("add `rounding = {{ places = 2 }}`, or as many places as its children have")
                yield view.problem("PR150", message, ("indicator", node.code), advice)
                break


def moves(view: View) -> Iterator[Problem]:
    """Yield marks that move to what is no sibling, or that are not all moved."""
    for node in view.whole.indicators:
        for reason, policy in policies(node).items():
            path: Key = ("indicator", node.code, reason)
            if policy.answer in ("rescale", "drop", "move") and node.code == TOTAL:
                message = text("the total has no siblings, so `{answer}` has no meaning", answer=policy.answer)
                yield view.problem("PR153", message, path, text('write "null", "zero", or another answer'))
            elif policy.answer == "move":
                yield from _move(view, node, policy, path)


def _move(view: View, node: Indicator, policy: Policy, path: Key) -> Iterator[Problem]:
    siblings = [child.code for child in view.children.get(view.parents[node.code], ()) if child.code != node.code]
    for index, code in enumerate(policy.shares):
        if code not in siblings:
            written = view.written("indicator", node.code, path[-1] if isinstance(path[-1], str) else "")
            listed = isinstance(written, dict) and isinstance(written.get("move"), list)
            message = text("{code} moves marks to {other}, which is no sibling of it", code=node.code, other=code)
            yield view.problem("PR151", message, (*path, "move", index if listed else code), view.near(code, siblings))
    shares = [view.number(share) for share in policy.shares.values()]
    known = [share for share in shares if share is not None]
    if len(known) == len(shares) and (sum(known) != 1 or min(known) < 0):
        message = text(
            "the shares that {code} moves give {sum}, not 1", code=node.code, sum=number_text(sum(known, Fraction(0)))
        )
        yield view.problem("PR151", message, (*path, "move"), text("write shares from 0 to 1 that give 1"))


def needs(view: View) -> Iterator[Problem]:
    """Yield `needs` that no branch can meet."""
    for node in view.whole.indicators:
        if node.needs is None or not view.states(node, "needs") or view.is_leaf(node):
            continue
        share, value = _needed(view, node.needs)
        most = 1 if share else len(view.children.get(node.code, ()))
        if node.open or (value is not None and 0 < value <= most and (share or value.denominator == 1)):
            continue
        message = text("`needs` of {code} is not a number of its children, nor a share of their weight", code=node.code)
        advice = text(
            'write a whole number from 1 to {most}, or a share such as "50%"',
            most=len(view.children.get(node.code, ())),
        )
        yield view.problem("PR152", message, ("indicator", node.code, "needs"), advice)


def _needed(view: View, needs: Quantity | str) -> tuple[bool, Fraction | None]:
    written = needs.written if isinstance(needs, Quantity) else needs
    return isinstance(written, str) and written.strip().endswith("%"), view.number(Quantity(written))


def restores(view: View) -> Iterator[Problem]:
    """Yield `restore` at another node than the total."""
    for node in view.whole.indicators:
        if node.restore and node.code != TOTAL:
            message = text("{code} is not the total, so `restore` has no meaning", code=node.code)
            yield view.problem("PR153", message, ("indicator", node.code, "restore"), text("write it under `[total]`"))


CHECKS = (rescaling, moves, needs, restores)
