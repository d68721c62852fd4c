"""What a definition refuses outright: a number beyond the points of a table or rubric, or one without a row."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from perfrules.formula import Node, Refusal, refusal_of
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.model import IndicatorSet
from perfrules.problems import Place, Problem
from perfrules.readings.exact import Trace, reached
from perfrules.scoring.naming import Naming


def outside(
    code: str,
    read: Iterable[Node],
    indicator_set: IndicatorSet,
    trace: Trace,
    names: Mapping[str, Naming],
    place: Callable[[str], Place],
) -> Iterator[Problem]:
    """Yield what is refused among the nodes that the indicator *code* has *read*."""
    tables = {table.key for table in indicator_set.table}
    for refusal in dict.fromkeys(refusal_of(node) for node in read):
        if refusal is None:
            continue
        inputs = dict.fromkeys(str(part.value) for part in reached(trace, refusal.value) if part.op == "input")
        listed = ", ".join(f"`{name}` ({names[name].label})" for name in inputs) or "—"
        by = text("`{table}`", table=refusal.by) if refusal.by in tables else text("the rubric")
        found = _shown(refusal.value, trace, indicator_set)
        said, advice = _said(refusal, trace, code=code, by=by, names=listed, found=found)
        yield Problem("PR607", said, place(next(iter(inputs))) if inputs else Place(), advice)


def _shown(value: Node, trace: Trace, indicator_set: IndicatorSet) -> str:
    """Return what was refused as the case writes it: a number, or the option that it stands for."""
    number = trace.number(value)
    if number is None:
        return "—"
    while value.op == "cell":
        value = value.args[0]
    field = next((field for field in indicator_set.evidence if value.op == "input" and field.key == value.value), None)
    return f"“{field.choices[int(number)].id}”" if field and field.choices else number_text(number)


def _said(refusal: Refusal, trace: Trace, **values: object) -> tuple[Text, Text]:
    if refusal.limit is None:
        return text("{code}: {by} has no row for {found}, given by {names}", **values), text(
            "correct the evidence, or give the table a row for it or another `otherwise`"
        )
    found, limit = trace.number(refusal.value), trace.number(refusal.limit)
    values["limit"] = "—" if limit is None else number_text(limit)
    below = found is not None and limit is not None and found < limit
    template = (
        "{code}: {by} begins at {limit}, and {names} gives {found}"
        if below
        else "{code}: {by} ends at {limit}, and {names} gives {found}"
    )
    advice = text(
        "correct the evidence, or let the definition say what holds there: `{key}`", key="below" if below else "beyond"
    )
    return text(template, **values), advice
