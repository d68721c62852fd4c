"""Relations between values: a part is never greater than its whole, and some values rarely exceed another."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from perfrules.case.draft import Draft
from perfrules.case.numbers import value_text
from perfrules.content import ByContent
from perfrules.formula.inputs import Input
from perfrules.language import Text, text
from perfrules.model import IndicatorSet


@attrs.frozen(eq=False, repr=False)
class Relation(ByContent):
    """
    A value that is not greater than another.

    Attributes:
        part: the position of the value.
        whole: the position of the other.
        names: their flat names.
        scales: the factors that bring both to the same last place.
        strict: whether more is an error; else it is a warning.

    """

    part: int
    whole: int
    names: tuple[str, str]
    scales: tuple[int, int]
    strict: bool

    def broken(self, row: Sequence[Any]) -> bool:
        """Return whether both values are in *row* and the first is greater."""
        part, whole = row[self.part], row[self.whole]
        return isinstance(part, int) and isinstance(whole, int) and part * self.scales[0] > whole * self.scales[1]


def relations_of(indicator_set: IndicatorSet, inputs: Sequence[Input]) -> Iterator[Relation]:
    """Yield the relations that a set declares."""
    positions = {item.name: place for place, item in enumerate(inputs)}
    pairs = [(item.name, item.part_of, True) for item in inputs]
    pairs += [(field.key, field.usually_at_most, False) for field in indicator_set.evidence]
    for name, other, strict in pairs:
        wanted = other.replace(".", "/") if other else None
        if wanted in positions and name in positions:
            part, whole = inputs[positions[name]], inputs[positions[wanted]]
            most = max(part.places, whole.places)
            scales = (10 ** (most - part.places), 10 ** (most - whole.places))
            yield Relation(positions[name], positions[wanted], (name, wanted), scales, strict)


def check_relations(draft: Draft, relations: Sequence[Relation]) -> None:
    """Report every relation that the row breaks."""
    for relation in relations:
        if not relation.broken(draft.row):
            continue
        name, other = relation.names
        code, message, advice = told(relation, _text(draft, name), _text(draft, other))
        draft.report(code, message, _key(draft, name), advice)


def told(relation: Relation, value: str, limit: str) -> tuple[str, Text, Text | None]:
    """Return code, message and advice of a relation that is broken by *value* and *limit*, as they are written."""
    values = dict(zip(("name", "other", "value", "limit"), (*relation.names, value, limit), strict=True))
    if relation.strict:
        return "PR411", text("`{name}` is {value}, and `{other}`, which it is a part of, is {limit}", **values), None
    message = text("`{name}` is {value}, more than `{other}`, which is {limit}", **values)
    return "PR430", message, text("check both numbers and their units")


def _text(draft: Draft, name: str) -> str:
    return value_text(draft.written[name])


def _key(draft: Draft, name: str) -> tuple[str | int, ...]:
    return draft.keys.get(name, (*draft.root, name))
