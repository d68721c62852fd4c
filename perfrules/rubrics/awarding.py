"""How the compiler, and a kind that holds another, asks a kind for its marks."""

import inspect
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal

from perfrules.formula import Quantity, Symbol, number
from perfrules.language import Text, text
from perfrules.model import RubricKind
from perfrules.problems import SymbolError
from perfrules.rubrics.points import PointSymbol

Promise = Literal["higher", "lower", "none"]


@cache
def wants_target(kind: type) -> bool:
    """Return whether `award` of a *kind* has a parameter named `target`."""
    return "target" in inspect.signature(kind.award).parameters  # type: ignore[attr-defined]


def award(
    kind: RubricKind,
    full: Symbol,
    *,
    measure: Symbol | None = None,
    target: Symbol | None = None,
    points: Sequence[PointSymbol] = (),
    answer: Symbol | None = None,
) -> Symbol:
    """
    Return the marks that a bound *kind* gives out of *full*: its `award`, called with what it reads.

    The target is 1 where none is stated.

    Raises:
        SymbolError: when what the kind reads was not given, or `award` returns no number.

    """
    read: Mapping[str, object] = {"measure": measure, "points": tuple(points), "answer": answer}
    arguments: list[Any] = []
    if kind.reads != "nothing":
        if read[kind.reads] is None:
            message = f"rubric kind {kind.kind!r} reads {kind.reads}, and there is none"
            raise SymbolError(message)
        arguments.append(read[kind.reads])
    if wants_target(type(kind)):
        arguments.append(number(1) if target is None else target)
    marks: Symbol = kind.award(full, *arguments)  # type: ignore[attr-defined]
    return number(marks)


def promise_of(kind: object) -> Promise:
    """Return what *kind* promises: whether a higher or a lower reading never loses marks; "none" where it is silent."""
    promise: Promise = getattr(kind, "promises", "none")
    return promise


def shown(quantity: Quantity | Symbol | None) -> str:
    """Return *quantity* as it is written, for wordings."""
    if isinstance(quantity, Symbol):
        return repr(quantity.node)
    if quantity is None:
        return ""
    return quantity.written if isinstance(quantity.written, str) else repr(quantity.symbol.node)


def joined(parts: Sequence[Text]) -> Text:
    """Return *parts* as one text, separated by semicolons; the twelve first of a long list."""
    few = {f"part{place}": part for place, part in enumerate(parts[:12])}
    template = "; ".join(f"{{{name}}}" for name in few)
    return text(template + ("; …" if len(parts) > len(few) else ""), **few)
