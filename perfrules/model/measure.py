"""Measures (指标值) and parameters (参数)."""

import attrs

from perfrules.content import ByContent
from perfrules.formula import Quantity
from perfrules.model.fields import documented
from perfrules.model.origin import Origin
from perfrules.model.rounding import RoundingRule
from perfrules.model.source import Citation


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Measure(ByContent):
    """A named quantity in the unit of the evidence (指标值): 预算执行率 = spent / budget."""

    key: str
    value: Quantity = documented("expression of its value")
    name: str = documented("name as people say it", default="")
    name_en: str = documented("name in English", default="")
    of: tuple[str, ...] = documented("names of its arguments, where it has any", default=())
    unit: str = documented("unit; % shows a share in percent", default="")
    rounding: tuple[RoundingRule, ...] = documented("rounding", default=())
    when_zero: Quantity | None = documented(
        'value where a division has the divisor 0: a number, or "missing"', default=None
    )
    source: tuple[Citation, ...] = documented("what it stands on", default=())
    note: str = documented("what a reader should know of it", default="")
    origin: Origin | None = attrs.field(default=None, eq=False)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Parameter(ByContent):
    """A named constant (参数)."""

    key: str
    value: Quantity = documented("its value: a number, or an expression of other parameters")
    name: str = documented("name as people say it", default="")
    name_en: str = documented("name in English", default="")
    unit: str = documented("unit", default="")
    source: tuple[Citation, ...] = documented("what it stands on", default=())
    note: str = documented("what a reader should know of it", default="")
    origin: Origin | None = attrs.field(default=None, eq=False)
