"""Pages of what a definition may name: rubric kinds and aggregations, from what they say of themselves."""

from collections.abc import Iterable, Iterator

import attrs

from perfrules.catalogue.entries import KeyEntry, keys_of, parts_of
from perfrules.language import text
from perfrules.plugins import Provided
from perfrules.rendering.blocks import Block, Code, Column, Fields, Heading, Paragraph, Row, Table, Title
from perfrules.rendering.wording import joined
from perfrules.rubrics import Page, page

_READS = {
    "measure": text("the measure of the indicator, and its target where the kind has one"),
    "points": text("the answers of the case to its points"),
    "answer": text("the marks that the case gives"),
    "nothing": text("what its own keys say"),
}


def kind_page(name: str, given: Provided) -> Iterator[Block]:
    """Yield the page of a rubric kind: what it does, its keys with meaning and default, an example."""
    form, said = given.value, page(given.value)
    reads = (str(text("Reads")), str(_READS[form.reads]))
    yield from _head(str(text("{name} (rubric kind)", name=name)), said, [reads, _plugin(given)])
    yield from _formula(said)
    yield from _keys(str(text("Keys")), keys_of(form))
    for key, part in parts_of(form):
        yield from _keys(str(text("Keys of `{key}`", key=key)), keys_of(part))
    yield from _tail(said)


def aggregation_page(name: str, given: Provided) -> Iterator[Block]:
    """Yield the page of an aggregation: what it does with its children, and an example."""
    form, said = type(given.value), page(type(given.value))
    answer = text("a branch is rescaled") if given.value.rescales else text("children that are out leave it")
    out = (str(text("Children with `rescale`")), str(answer))
    yield from _head(str(text("{name} (aggregation)", name=name)), said, [out, _plugin(given)])
    yield from _formula(said)
    if attrs.has(form):
        yield from _keys(str(text("Keys")), keys_of(form))
    yield from _tail(said)


def _plugin(given: Provided) -> tuple[str, str]:
    return str(text("Plugin")), given.plugin


def _head(title: str, said: Page, rows: Iterable[tuple[str, str]]) -> Iterator[Block]:
    yield Title(title)
    for paragraph in (said.title, *said.description.split("\n\n")):
        if paragraph.strip():
            yield Paragraph(joined(paragraph))
    yield Fields(rows)


def _formula(said: Page) -> Iterator[Block]:
    if said.formula:
        yield Heading(str(text("Formula")))
        yield Code(said.formula)


def _tail(said: Page) -> Iterator[Block]:
    if said.example:
        yield Heading(str(text("Example")))
        yield Code(said.example)
    if said.source:
        yield Heading(str(text("Where it is used")))
        yield Paragraph(joined(said.source))


def _keys(title: str, keys: Iterable[KeyEntry]) -> Iterator[Block]:
    rows = [Row((key.name, f"{key.meaning} ({key.form})", _default(key))) for key in keys]
    if rows:
        yield Heading(title)
        columns = (
            Column(str(text("Key"))),
            Column(str(text("What it says")), flexible=True),
            Column(str(text("Default"))),
        )
        yield Table(columns, rows)


def _default(key: KeyEntry) -> str:
    return str(text("required")) if key.required else key.default
