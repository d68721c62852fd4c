"""From evidence fields (取数) to inputs, and to what expressions may do with them."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from perfrules.expression import ChoiceValue, DateValue, FlagValue, NumberValue, RecordsValue, SurveyValue
from perfrules.formula import Rounding, Symbol, cell, number, read
from perfrules.formula.inputs import Input
from perfrules.model import EvidenceField, EvidenceType, RoundingRule

Value = NumberValue | FlagValue | ChoiceValue | DateValue | SurveyValue | RecordsValue

# The digits that are accepted where a field does not say: enough for fen of 万元 and for hundredths of a percent.
_PLACES: dict[EvidenceType, int] = {"amount": 6, "number": 6, "share": 6}
_RANGES: dict[EvidenceType, tuple[int, int | None]] = {
    "count": (0, None),
    "share": (0, 1),
    "flag": (0, 1),
    "date": (date.min.toordinal(), date.max.toordinal()),
}


def places_of(field: EvidenceField) -> int:
    """Return how many decimal places the values of *field* may have."""
    return field.places if field.places is not None else _PLACES.get(field.type, 0)


def field_inputs(field: EvidenceField) -> tuple[Input, ...]:
    """Return the inputs of *field*: one, or one a count."""
    if field.type == "survey":
        return tuple(
            Input(f"{field.key}/{answer.id}", at_least=Fraction(0), field=field.key) for answer in field.answers
        )
    if field.type == "records":
        relations = field.part_of if isinstance(field.part_of, dict) else {}
        return tuple(_count(field, name, relations.get(name)) for name in field.counts)
    if field.type == "choice":
        return (Input(field.key, 0, Fraction(0), Fraction(max(len(field.choices) - 1, 0)), field=field.key),)
    low, high = _RANGES.get(field.type, (None, None))
    whole = field.part_of if isinstance(field.part_of, str) else None
    return (
        Input(
            field.key,
            places_of(field),
            _bound(field.at_least, low if field.above is None else None),
            _bound(field.at_most, high if field.below is None else None),
            _bound(field.above),
            _bound(field.below),
            whole.replace(".", "/") if whole else None,
            field.key,
        ),
    )


def _count(field: EvidenceField, name: str, whole: str | None) -> Input:
    part_of = None if whole is None else whole.replace(".", "/") if "." in whole else f"{field.key}/{whole}"
    return Input(f"{field.key}/{name}", at_least=Fraction(0), part_of=part_of, field=field.key)


def _bound(stated: object, usual: int | None = None) -> Fraction | None:
    if stated is not None:
        return Fraction(stated)  # type: ignore[call-overload,no-any-return]
    return None if usual is None else Fraction(usual)


def field_value(field: EvidenceField, places: dict[str, int]) -> Value:
    """Return what *field* is in an expression; *places* has the whole numbers that parameters give to roundings."""
    if field.type == "survey":
        return SurveyValue(
            {
                answer.id: (
                    read(f"{field.key}/{answer.id}"),
                    None if answer.weight is None else _constant(answer.weight.written),
                )
                for answer in field.answers
            },
        )
    if field.type == "records":
        return RecordsValue({name: read(f"{field.key}/{name}") for name in field.counts})
    symbol = read(field.key)
    if field.type == "flag":
        return FlagValue(symbol == 1)
    if field.type == "date":
        return DateValue(symbol)
    if field.type == "choice":
        numbers = tuple(None if option.value is None else _constant(option.value.written) for option in field.choices)
        return ChoiceValue(symbol, tuple(option.id for option in field.choices), numbers)
    if field.rounding:
        symbol = cell(f"{field.key} rounded", rounded(symbol, field.rounding, places)[0])
    return NumberValue(symbol, field.unit or ("%" if field.type == "share" else None))


def _constant(written: Fraction | str) -> Symbol:
    return number(Fraction(written) if not isinstance(written, str) else Fraction(written.removesuffix("%")) / 100)


def rounding_of(rule: RoundingRule, places: Mapping[str, int]) -> Rounding:
    """Return the rounding that *rule* declares; *places* has the whole numbers that parameters give."""
    return rule.rounding(places.get(rule.places) if isinstance(rule.places, str) else rule.places)


def rounded(value: Symbol, rules: Iterable[RoundingRule], places: dict[str, int]) -> tuple[Symbol, Symbol]:
    """Return *value* after the *rules*: as it is shown, and as it is passed on (`carry`)."""
    shown = passed = value
    for rule in rules:
        rounding = rounding_of(rule, places)
        shown = passed.rounded(mode=rounding.mode, to=rounding.step)
        passed = shown if rule.carry == "rounded" else passed
    return shown, passed
