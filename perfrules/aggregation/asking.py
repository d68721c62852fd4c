"""How everybody asks an aggregation: one of a plugin may raise anything, and give anything."""

from collections.abc import Sequence

from perfrules.aggregation.child import Aggregation, Child
from perfrules.formula import Symbol, number
from perfrules.problems import SymbolError


def combined(aggregation: Aggregation, children: Sequence[Child]) -> Symbol:
    """
    Return what *aggregation* makes of *children*.

    Raises:
        SymbolError: when `combine` raises, or gives no number.

    """
    try:
        return number(aggregation.combine(children))
    except SymbolError:
        raise
    except (Exception, SystemExit) as error:
        message = f"`combine` raised {type(error).__name__}: {error}"
        raise SymbolError(message) from error


def shares_of(aggregation: Aggregation, children: Sequence[Child]) -> tuple[Symbol, ...] | None:
    """Return the factors of *children*; None where marks do not add up, and where `shares` gives no such factors."""
    try:
        factors = aggregation.shares(children)
        found = None if factors is None else tuple(number(factor) for factor in factors)
    except (Exception, SystemExit):  # noqa: BLE001 - the marks do not depend on it, only where the ledger says they were lost
        return None
    return found if found is not None and len(found) == len(children) else None
