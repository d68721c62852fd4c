"""How the marks of a branch or a checklist come about, in numbers, from the parts that count."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from perfrules.readings.notation import shorten
from perfrules.rendering.wording import number
from perfrules.scoring.award import Award, Exact, Outcome, PointAward
from perfrules.scoring.scorecard import Scorecard

Parts = Sequence[PointAward | Outcome]
Way = Callable[[Award, Parts], tuple[str, Fraction | None]]


def calculation(card: Scorecard, award: Award) -> str:
    """Return the calculation of an award in numbers, without the parts that are out; "" where it has none."""
    way: Way | None
    if award.is_leaf:
        inside: Parts = [point for point in award.points if point.marks is not None]
        way = _rescaled if len(inside) < len(award.points) else None
    else:
        children = [child for child in card.outcomes if child.parent == award.code]
        inside = [child for child in children if child.takes_part]
        alike = all(child.weight == 1 and not child.bonus for child in children)
        named = card.set.by_code[award.code].aggregation or "sum"
        short = len(inside) < len(children) or named not in {"sum", "mean"}
        way = _WAYS.get(named) if alike and short else None
    if way is None or not inside or award.exact_marks is None or any(part.marks is None for part in inside):
        return award.calculation
    said, marks = way(award, inside)
    # Where something else has a say, such as a clamp or a gate, the formula itself is shown.
    return f"{said} = {number(award.marks)}" if marks == Fraction(award.exact_marks) else award.calculation


def _sum(values: Iterable[Exact | None]) -> Fraction:
    return sum((Fraction(value or 0) for value in values), Fraction(0))


def _rescaled(award: Award, inside: Parts) -> tuple[str, Fraction | None]:
    given, possible = _sum(part.marks for part in inside), _sum(part.full_marks for part in inside)
    if award.full_marks is None or not possible:
        return "", None
    said = f"{number(award.full_marks)} × {shorten(given)} ÷ {shorten(possible)}"
    return said, Fraction(award.full_marks) * given / possible


def _mean(_award: Award, inside: Parts) -> tuple[str, Fraction | None]:
    said = f"({' + '.join(number(part.marks) for part in inside)}) ÷ {len(inside)}"
    return said, _sum(part.marks for part in inside) / len(inside)


def _least(_award: Award, inside: Parts) -> tuple[str, Fraction | None]:
    return f"min({', '.join(number(part.marks) for part in inside)})", min(Fraction(part.marks or 0) for part in inside)


def _most(_award: Award, inside: Parts) -> tuple[str, Fraction | None]:
    return f"max({', '.join(number(part.marks) for part in inside)})", max(Fraction(part.marks or 0) for part in inside)


_WAYS: Mapping[str, Way] = {
    "sum": _rescaled,
    "mean": _mean,
    "minimum": _least,
    "maximum": _most,
}
