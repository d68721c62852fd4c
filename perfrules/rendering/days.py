"""The day whose rules apply (适用日) as people read it, with what it has decided."""

from collections.abc import Iterator

from perfrules.definition.editions import Day, Edition
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.model import Citation, Parameter
from perfrules.rendering.blocks import Block, Column, Heading, Row, Table
from perfrules.rendering.scales import source_line
from perfrules.rendering.wording import DASH, listed, named, quantity
from perfrules.scoring.rules import Rules

_BECAUSE = {
    "option": text("{day} (asked for)"),
    "case": text("{day} (by the case)"),
    "today": text("{day} (today)"),
}


def rules_of_day(rules: Rules) -> Iterator[tuple[str, str]]:
    """Yield the day of the rules and what it has decided, as labels and values; nothing where no day decides."""
    if rules.day is None:
        return
    yield str(text("Rules of")), _day(rules.day)
    for chosen in rules.definition.by_day:
        yield str(text("Edition")), f"{chosen.id}@{chosen.name}{_period(chosen)}"
    dated = [parameter for parameter in rules.set.parameter if parameter.entry is not None]
    if dated:
        yield str(text("Parameters")), listed(_applied(rules, parameter) for parameter in dated)


def _day(day: Day) -> str:
    return str(text(_BECAUSE[day.because].template, day=day.on.isoformat()))


def _period(edition: Edition) -> str:
    said = period(str(edition.first or ""), str(edition.last or ""))
    return f" ({said})" if said else ""


def period(first: str, last: str) -> str:
    """Return days in force in a few words; "" where both ends are open."""
    if not first and not last:
        return ""
    if not last:
        return str(since(first))
    return str(text("until {last}", last=last) if not first else text("{first} to {last}", first=first, last=last))


def since(first: str) -> Text:
    """Return that something holds from a day on."""
    return text("since {first}", first=first)


def _applied(rules: Rules, parameter: Parameter) -> str:
    entry, value = parameter.entry, rules.parameters.get(parameter.key)
    said = f"{DASH if value is None else number_text(value)} {parameter.unit}".strip()
    began = "" if entry is None or entry.from_ is None else f" ({since(entry.from_.isoformat())})"
    return f"{named(parameter.name, parameter.name_en) or parameter.key} = {said}{began}"


def dated(rules: Rules) -> Iterator[Block]:
    """Yield the parameters whose value has changed in time: every value with its first day and its sources."""
    parameters = [parameter for parameter in rules.set.parameter if parameter.entry is not None]
    if not parameters:
        return
    columns = [
        Column(str(text("Parameter")), flexible=True),
        Column(str(text("From"))),
        Column(str(text("Value")), right=True),
        Column(str(text("Source")), flexible=True),
    ]
    yield Heading(str(text("Parameters with dates")))
    yield Table(columns, [row for parameter in parameters for row in _values(rules, parameter)])


def _values(rules: Rules, parameter: Parameter) -> Iterator[Row]:
    called = named(parameter.name, parameter.name_en) or parameter.key
    for place, entry in enumerate(parameter.stated if isinstance(parameter.stated, tuple) else ()):
        cited = "; ".join(_cited(rules, citation) for citation in entry.source or parameter.source)
        value = f"{quantity(entry.value)} {parameter.unit}".strip()
        first = DASH if entry.from_ is None else entry.from_.isoformat()
        yield Row((called if place == 0 else "", first, value, cited), strong=place == parameter.place)


def _cited(rules: Rules, citation: Citation) -> str:
    source = rules.set.source_by_id(citation.id)
    return listed([citation.id if source is None else source_line(source), citation.article, citation.note])
