"""Evidence (取数 / 佐证) fields: what a set asks for."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

import attrs

from perfrules.content import ByContent
from perfrules.formula import Quantity
from perfrules.model.fields import documented
from perfrules.model.origin import Origin
from perfrules.model.rounding import RoundingRule
from perfrules.model.source import Citation

EvidenceType = Literal["amount", "count", "number", "share", "flag", "choice", "date", "survey", "records"]


@attrs.frozen(eq=False, repr=False)
class ChoiceOption(ByContent):
    """One option of a choice; `value` is the number that it stands for in arithmetic."""

    id: str = documented("what a case writes")
    name: str = documented("how people say it", default="")
    value: Quantity | None = documented("its number in arithmetic", default=None)


@attrs.frozen(eq=False, repr=False)
class Answer(ByContent):
    """One answer of a survey (问卷选项), with the weight it has in `survey_rate`."""

    id: str = documented("what a case writes")
    name: str = documented("how people say it", default="")
    weight: Quantity | None = documented("weight from 0 to 1 (or 0% to 100%)", default=None)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class EvidenceField(ByContent):
    """
    A declared input (取数).

    `key` is its name in expressions; bounds are in `unit` and are checked, never clamped.
    """

    key: str
    type: EvidenceType = documented("what sort of value")
    name: str = documented("name as people say it", default="")
    name_en: str = documented("name in English", default="")
    unit: str = documented("unit, such as 万元 or %", default="")
    places: int | None = documented("decimal places that are accepted", default=None)
    above: Decimal | None = documented("open lower end", default=None)
    at_least: Decimal | None = documented("least value", default=None)
    at_most: Decimal | None = documented("greatest value", default=None)
    below: Decimal | None = documented("open upper end", default=None)
    part_of: str | Mapping[str, str] | None = documented("what it is never greater than", default=None, hash=False)
    usually_at_most: str | None = documented("field that it rarely exceeds: more is a warning", default=None)
    default: Quantity | str | bool | None = documented("value where the case says nothing", default=None)
    rounding: tuple[RoundingRule, ...] = documented("rounding of the input", default=())
    collect: str = documented("what to collect, and where", default="")
    choices: tuple[ChoiceOption, ...] = documented("options of a choice", default=())
    answers: tuple[Answer, ...] = documented("answers of a survey, in order", default=())
    reader: str = documented("reader that turns a file into counts", default="")
    parameters: Mapping[str, object] = documented("parameters of the reader", factory=dict, hash=False)
    counts: tuple[str, ...] = documented("counts that the records give", default=())
    source: tuple[Citation, ...] = documented("what it stands on", default=())
    note: str = documented("what a reader should know of it", default="")
    origin: Origin | None = attrs.field(default=None, eq=False)
