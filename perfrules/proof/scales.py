"""Claims about scales: marks stay within them, their ends can be reached, and nothing is without a value."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.checks.formulas import has_bonus
from perfrules.formula import Node
from perfrules.formula.build import both, compare, negate, value_of
from perfrules.formula.node import TRUE, constant
from perfrules.formula.printing import number_text
from perfrules.language import text
from perfrules.model import Indicator
from perfrules.program import NodePlan
from perfrules.proof.claims import Claim
from perfrules.proof.work import Work
from perfrules.readings.defined import defined, zero_denominators
from perfrules.readings.exact import Trace
from perfrules.solving import Row


def of_scale(work: Work, node: Indicator, plan: NodePlan) -> Iterator[Claim]:
    """Yield the claims that the marks of *node* stay within its scale, and reach its full marks."""
    low, high = _ends(work, node, plan)
    ends = [] if low is None else [compare("at_least", plan.marks, low)]
    ends += [] if high is None else [compare("at_least", high, plan.marks)]
    if ends and not node.bonus:
        about = text("{code} stays within its scale", code=node.code)
        yield work.always(
            node.code,
            "scale",
            about,
            both("and", ends),
            lambda row: text(
                "{code} has {marks} marks of {low} to {full}",
                code=node.code,
                marks=work.shown(row, plan.marks),
                low="" if low is None else work.shown(row, low),
                full="" if high is None else work.shown(row, high),
            ),
        )
    full = node.code not in work.rules.set.children or node.code in work.rules.set.results
    if full and not node.bonus and work.rules.set.better[node.code] == "higher" and not plan.open_above:
        yield _full(work, node, plan)


def _ends(work: Work, node: Indicator, plan: NodePlan) -> tuple[Node | None, Node | None]:
    """Return the ends of the scale of *node* that are to hold: how far bonus marks count is what a clamp says."""
    most = None if node.at_most is None else node.at_most.written
    high = constant(most) if isinstance(most, Fraction) else None if plan.open_above else plan.full
    if node.clamp is None or not has_bonus(work.rules.set, node):
        return plan.low, high
    first, last = node.clamp
    return None if first is not None else plan.low, None if last is not None else high


def _full(work: Work, node: Indicator, plan: NodePlan) -> Claim:
    """Return the claim that a leaf, or a result, can reach its full marks."""
    full = value_of(plan.full)
    about = text("{code} can reach its full marks", code=node.code)

    def goal(trace: Trace, _: Row) -> bool:
        marks = trace.number(plan.marks)
        return marks is not None and marks == trace.number(plan.full)

    row = work.search.find(goal, [plan.marks])
    example = None if row is None else work.example(row, text("{code} has its full marks", code=node.code))
    if example is not None:
        return Claim(node.code, "full", about, "proved", text("a case reaches it"), (example,))
    most = work.intervals.bounds(plan.marks).high
    if full is not None and most is not None and most < full:
        how = text("{most} is the most, of {full}", most=number_text(most), full=number_text(full))
        return Claim(node.code, "full", about, "refuted", how)
    parts = work.split(lambda intervals: intervals.truth(compare("above", plan.full, plan.marks)), [plan.marks])
    if parts is not None:
        return Claim(
            node.code, "full", about, "refuted", text("no evidence gets there: split in {number}", number=parts)
        )
    return Claim(node.code, "full", about, "undecided", work.why([plan.marks]))


def of_values(work: Work, node: Indicator, plan: NodePlan) -> Iterator[Claim]:
    """Yield the claim that everything that is reached in the marks of *node* has a value, where that may fail."""
    about = text("no division by zero in {code}, and every logarithm and root has a value", code=node.code)
    condition = _value_condition(work, node, plan)
    if condition is TRUE:
        if node.code not in work.rules.set.children and zero_denominators(plan.settled):
            yield Claim(node.code, "defined", about, "proved", text("what it divides by is asked first"))
        return
    yield work.always(
        node.code, "defined", about, condition, lambda _: text("{code} divides by zero there", code=node.code)
    )


def _value_condition(work: Work, node: Indicator, plan: NodePlan) -> Node:
    """Return what must hold: of a leaf all that it reads; of a branch what its own formula divides by."""
    if node.code not in work.rules.set.children:
        return defined(plan.settled, refusals=False)
    below = {
        zero.node
        for child in work.rules.set.children[node.code]
        for zero in zero_denominators(work.rules.program.nodes[child.code].marks)
    }
    if all(zero.node in below for zero in zero_denominators(plan.settled)):
        return TRUE
    children = [work.rules.program.nodes[child.code].settled for child in work.rules.set.children[node.code]]
    whole = defined(plan.settled, refusals=False)
    return both("or", [whole, *(negate(defined(child, refusals=False)) for child in children)])
