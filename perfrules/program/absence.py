"""Answers to absence (不适用, 缺失) as formulas, for nodes and points."""

from typing import Final

from perfrules.expression import NumberValue
from perfrules.formula import Condition, Symbol, absent, number
from perfrules.formula.node import FALSE, TRUE
from perfrules.model import Policy
from perfrules.program.context import Context, Path

ANSWER_PLACES: Final = 4
TRUTH: Final = Condition(TRUE)
UNTRUTH: Final = Condition(FALSE)
WHY: Final = {"missing": "evidence is missing", "not_applicable": "not applicable"}
"""What the choices between marks and the answers to absence are called."""


def policy_marks(context: Context, policy: Policy, full: Symbol, reason: str, path: Path) -> Symbol:
    """Return the marks that an answer to absence gives; absent where it gives none."""
    if policy.answer == "zero":
        return number(0)
    if policy.answer == "full":
        return full
    if policy.answer == "marks" and policy.marks is not None:
        return context.number(policy.marks, path, {"full": NumberValue(full, None)})
    return absent("missing" if reason == "missing" and policy.answer == "null" else "not_applicable")
