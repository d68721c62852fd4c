"""Generated cases as a file of many cases."""

from collections.abc import Iterator
from datetime import date
from textwrap import wrap

from perfrules.case.expecting import MANY_FORMAT
from perfrules.definition.toml_text import bare, quoted, toml_value
from perfrules.language import text, use
from perfrules.scoring import Rules
from perfrules.testing.generating.generated import Generated, GeneratedCase

_WIDTH = 110


def generated_text(
    rules: Rules,
    generated: Generated,
    *,
    reference: str | None = None,
    population: str = "",
    blank: bool = False,
    on: date | None = None,
    language: str | None = None,
) -> str:
    """
    Return *generated* as the text of a file of cases, with what the rules give today as recorded expectations.

    Args:
        rules: the rules that the cases are of.
        generated: the cases.
        reference: what the file calls the set; by default id@edition.
        population: the population's file, from where the cases will lie.
        blank: whether a person fills in what is expected.
        on: the day whose rules apply.
        language: the language of remarks, by default the set's.

    """
    with use(language or rules.set.language):
        lines = list(_head(rules, generated, reference, population, on, blank=blank))
        for case in generated.cases:
            lines += _case(case, blank=blank)
    return "\n".join(lines) + "\n"


def _head(
    rules: Rules, generated: Generated, reference: str | None, population: str, on: date | None, *, blank: bool
) -> Iterator[str]:
    note = text("expectations are to be filled in: work them out by hand from the rules")
    if not blank:
        note = text("recorded, not worked out by hand: what the rules gave when the file was written; review each case")
    yield f"format = {quoted(MANY_FORMAT)}"
    yield f"indicator_set = {quoted(reference or f'{rules.set.id}@{rules.set.edition}')}"
    if population:
        yield f"population = {quoted(population)}"
    if on is not None:
        yield f"on = {on.isoformat()}"
    yield f"note = {quoted(str(note))}"
    said = [
        str(
            text("{number} cases; each differs from the base below in what it says itself", number=len(generated.cases))
        )
    ]
    if generated.left_out:
        said.append(str(text("{number} more were left out: --most writes more", number=generated.left_out)))
    said += [str(text("no case was found for {what}", what=what)) for what in generated.unreached]
    yield ""
    for line in said:
        yield from (f"# {part}" for part in wrap(line, _WIDTH))
    yield ""
    yield "[evidence]"
    yield from (f"{bare(name)} = {toml_value(value)}" for name, value in generated.evidence.items())


def _case(case: GeneratedCase, *, blank: bool) -> Iterator[str]:
    yield from ("", "[[case]]", f"name = {quoted(case.name)}")
    if case.without:
        yield f"without = {toml_value(case.without)}"
    if not blank:
        yield f"expect = {toml_value(case.expect)}"
    if case.evidence:
        yield "[case.evidence]"
        yield from (f"{bare(name)} = {toml_value(value)}" for name, value in case.evidence.items())
