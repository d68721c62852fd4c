"""Proving all claims of a set."""

from collections.abc import Iterator

from perfrules.proof.claims import EFFORT, Claim, Proof
from perfrules.proof.monotony import of_order
from perfrules.proof.reached import of_reach
from perfrules.proof.scales import of_scale, of_values
from perfrules.proof.work import Work
from perfrules.scoring import Rules


def prove(rules: Rules, *, effort: int = EFFORT) -> Proof:
    """
    Return what holds of *rules* for all evidence that is allowed: every claim with what became of it.

    *effort* bounds in how many parts ranges are split for one claim; the result depends on nothing else.

    Raises:
        ValueError: *effort* is below 1.

    """
    if effort < 1:
        message = "effort is a whole number, at least 1"
        raise ValueError(message)
    work = Work(rules, effort)
    claims = [*_of_nodes(work), *of_reach(work)]
    order = {node.code: place for place, node in enumerate(rules.set.walk())}
    claims.sort(key=lambda claim: order.get(claim.code, len(order)))
    return Proof(rules.set, tuple(claims), effort)


def _of_nodes(work: Work) -> Iterator[Claim]:
    for node in work.rules.set.walk():
        if node.code in work.unmarked:
            continue
        plan = work.rules.program.nodes[node.code]
        yield from of_scale(work, node, plan)
        yield from of_values(work, node, plan)
        yield from of_order(work, node, plan)
