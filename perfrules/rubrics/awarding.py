"""How the compiler, and a kind that holds another, asks a kind for its marks."""

import inspect
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, get_args

from perfrules.formula import Quantity, Symbol, number
from perfrules.language import Text, text
from perfrules.model import RubricKind
from perfrules.problems import SymbolError
from perfrules.readings.notation.numbers import PERCENT, decimal_text
from perfrules.rubrics.points import PointSymbol

Promise = Literal["higher", "lower", "none"]
_MOST = 12
"""How many parts of a list are worded."""


def award(
    kind: RubricKind,
    full: Symbol,
    *,
    measure: Symbol | None = None,
    target: Symbol | None = None,
    points: Sequence[PointSymbol] | None = None,
    answer: Symbol | None = None,
) -> Symbol:
    """
    Return the marks that a bound *kind* gives out of *full*: its `award`, called with what it reads.

    A *target* that is not given is left to the kind's own default.

    Raises:
        SymbolError: when what the kind reads was not given, or `award` raises, or returns no number.

    """
    asked: Any = kind
    given = {"measure": measure, "points": points, "answer": answer, "target": target}
    wanted = target_of(kind)
    names = [] if kind.reads == "nothing" else [str(kind.reads)]
    if wanted is not None and (target is not None or wanted.default is wanted.empty):
        names.append("target")
    for name in names:
        if given[name] is None:
            message = f"rubric kind {kind.kind!r} reads {name}, and there is none"
            raise SymbolError(message)
    try:
        return number(asked.award(full, *(given[name] for name in names)))
    except SymbolError:
        raise
    except (Exception, SystemExit) as error:
        message = f"`award` raised {type(error).__name__}: {error}"
        raise SymbolError(message) from error


def target_of(kind: RubricKind) -> inspect.Parameter | None:
    """Return the parameter of the `award` of *kind* that takes the target, where it has one."""
    asked: Any = kind
    return _target_in(getattr(asked.award, "__func__", asked.award))


@lru_cache(maxsize=256)
def _target_in(method: Callable[..., Any]) -> inspect.Parameter | None:
    return inspect.signature(method).parameters.get("target")


def promise_of(kind: object) -> Promise:
    """Return what *kind* promises: whether a higher or a lower reading never loses marks; "none" where it is silent."""
    try:
        promise = getattr(kind, "promises", "none")
    except (Exception, SystemExit):  # noqa: BLE001 - a claim of a plugin; the marks do not depend on it
        promise = "none"
    return next((word for word in get_args(Promise) if word == promise), "none")


def summary_of(kind: object) -> Text:
    """Return a rubric in a few words: what its own `summary` says, else the name of its kind."""
    summary = getattr(kind, "summary", None)
    try:
        said = summary() if callable(summary) else None
    except (Exception, SystemExit):  # noqa: BLE001 - words of a plugin; the marks do not depend on them
        said = None
    if isinstance(said, str):
        return text("{summary}", summary=said)
    return said if isinstance(said, Text) else text("rubric of kind {kind}", kind=getattr(kind, "kind", ""))


def is_below(quantity: Quantity | None, limit: int, *, itself: bool = False) -> bool:
    """Return whether *quantity* is written as a number below *limit*, or with *itself* as the limit itself."""
    written = getattr(quantity, "written", None)
    return isinstance(written, Fraction) and (written < limit or (itself and written == limit))


def shown(quantity: Quantity | Symbol | None) -> str:
    """Return *quantity* as it is written, for wordings."""
    if isinstance(quantity, Symbol):
        return repr(quantity.node)
    if quantity is None:
        return ""
    if isinstance(quantity.written, str):
        return quantity.written
    return quantity.notation or repr(quantity.symbol.node)


def share_of_full(share: Quantity | None) -> Text:
    """Return a *share* of the full marks as people say it: "60% of the full marks"."""
    written = getattr(share, "written", None)
    if not isinstance(written, Fraction):
        return text("the full marks × {factor}", factor=shown(share))
    if written in (0, 1):
        return text("the full marks") if written else text("{marks}", marks="0")
    percent = decimal_text(written, None, PERCENT)
    return text("{share} of the full marks", share=decimal_text(written) if "/" in percent else percent)


def joined(parts: Sequence[Text]) -> Text:
    """Return *parts* as one text, separated by semicolons; the first of a long list. There is at least one."""
    few = [*parts[:_MOST], *([text("…")] if len(parts) > _MOST else [])]
    together = few[-1]
    for part in reversed(few[:-1]):
        together = text("{first}; {rest}", first=part, rest=together)
    return together
