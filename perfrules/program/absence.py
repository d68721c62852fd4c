"""Answers to absence (不适用, 缺失) as formulas, for nodes and points."""

from fractions import Fraction
from typing import Final

from perfrules.expression import NumberValue
from perfrules.formula import Condition, Symbol, absent, all_of, any_of, number
from perfrules.formula.inputs import Input
from perfrules.formula.node import FALSE, TRUE
from perfrules.language import text
from perfrules.model import Indicator, Policy
from perfrules.program.context import Context, Path

ANSWER_PLACES: Final = 4
TRUTH: Final = Condition(TRUE)
UNTRUTH: Final = Condition(FALSE)
WHY: Final = {
    "missing": text("evidence is missing").template,
    "not_applicable": text("not applicable").template,
}
"""What the choices between marks and the answers to absence are called."""
MOVED: Final = text("marks move here").template
"""What the choice is called that gives a node the full marks of a sibling that is out."""


def policy_marks(context: Context, policy: Policy, full: Symbol, reason: str, path: Path) -> Symbol:
    """Return the marks that an answer to absence gives; absent where it gives none."""
    if policy.answer == "zero":
        return number(0)
    if policy.answer == "full":
        return full
    if isinstance(policy.marks, Symbol):  # a point's answer was bound with its checklist
        return policy.marks
    if policy.answer == "marks" and policy.marks is not None:
        return context.number(policy.marks, path, {"full": NumberValue(full, None)})
    return absent("missing" if reason == "missing" else "not_applicable")


def absences(context: Context, node: Indicator, raw: Symbol, gone: Condition) -> dict[str, Condition]:
    """Return the conditions that a node is not applicable, and that its evidence is missing."""
    parts = [gone]
    policy = node.not_applicable
    if policy is not None and policy.answer != "refuse":
        flag = Input(f"{node.code}/na", 0, Fraction(0), Fraction(1), field=node.code)
        parts.append(context.input(flag) == 1)
    if node.applies is not None:
        parts.append(~context.condition(node.applies, ("indicator", node.code, "applies")))
    not_applicable = any_of(*parts, ~raw.applicable())
    return {"not_applicable": not_applicable, "missing": all_of(~not_applicable, ~raw.given())}
