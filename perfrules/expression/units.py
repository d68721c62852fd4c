"""Units of quantities: what may be added and compared, and what a quotient has."""

from perfrules.expression.values import BARE, Term
from perfrules.language import text
from perfrules.problems import ExpressionError

_SHARES = frozenset({BARE, "%"})


def joint(left: Term, right: Term, column: int, code: str = "PR317") -> str | None:
    """
    Return the unit of two quantities that are added, compared or chosen between.

    A quantity of unknown unit goes with every unit, and percent with bare shares.

    Raises:
        ExpressionError: where the units differ.

    """
    a, b = left.unit, right.unit
    if a is None or b is None or a == b:
        return a or b
    if {a, b} <= _SHARES:
        return "%"
    message = text("quantities in {left} and in {right} do not go together", left=_shown(a), right=_shown(b))
    advice = text("bring both to one unit by a factor, such as `x * 10000`, or mend the unit of one of them")
    raise ExpressionError(message, column, code, advice)


def quotient(left: Term, right: Term) -> str | None:
    """Return the unit of *left* by *right*: none for equal units, else it is not known."""
    if left.unit is None or right.unit is None:
        return None
    return BARE if left.unit == right.unit or {left.unit, right.unit} <= _SHARES else None


def _shown(unit: str) -> str:
    return "%" if unit == BARE else unit
