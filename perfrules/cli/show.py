"""`perfrules show`: an indicator set, or one indicator of it; a grade scale, a rubric kind, an aggregation."""

from collections.abc import Sequence
from datetime import date

import attrs
import click

from perfrules.cli.completing import IndicatorCode, ShownReference
from perfrules.cli.dating import on_option
from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option
from perfrules.cli.screens import readable, show
from perfrules.definition.document import Document, read_document
from perfrules.definition.library import SCALE_FORMAT, SET_FORMAT, editions, is_path
from perfrules.definition.load import load_scale
from perfrules.language import Text, text
from perfrules.plugins import Registry
from perfrules.problems import DefinitionError, suggestion
from perfrules.rendering.blocks import Block
from perfrules.rendering.scales import scale_page
from perfrules.rendering.sets import indicator_page, set_page
from perfrules.scoring import load


@make_command(
    "show",
    about=text(
        "Show an indicator set: the tree with full marks and rubrics. "
        "With CODE: one indicator, its rubric in words, and where each of its values came from. "
        "ID may also be a grade scale, a rubric kind or an aggregation."
    ),
    examples=(
        "perfrules show shanghai/it-operations",
        "perfrules show shanghai/it-operations@2014 B1.1.2",
        "perfrules show ./my-set.toml",
        "perfrules show proportional",
    ),
)
@click.argument("reference", metavar="ID[@EDITION]", type=ShownReference())
@click.argument("code", metavar="[CODE]", type=IndicatorCode(), required=False)
@on_option
@language_option
def command(reference: str, code: str | None, on: date | None) -> None:
    """Show a set, a grade scale, a kind or an aggregation."""
    registry = Registry.installed()
    if code is None and _is_scale(reference, registry):
        with readable("zh"):  # a scale does not say its language: it is a set's own
            show(scale_page(load_scale(reference, registry)))
        return
    if code is None and not _is_set(reference, registry):
        with readable():
            page = _part(reference, registry)
            if page:
                show(page)
                return
    try:
        rules = load(reference, on=on)
    except DefinitionError as error:
        hint = _hint(reference, registry) if code is None else None
        if hint is None:
            raise
        raise DefinitionError(attrs.evolve(problem, advice=hint) for problem in error.problems) from None
    with readable(rules.set.language):
        show(set_page(rules) if code is None else indicator_page(rules, code))


def _is_scale(reference: str, registry: Registry) -> bool:
    if not is_path(reference):
        return bool(editions(registry, reference, SCALE_FORMAT)) and not _is_set(reference, registry)
    document = read_document(reference)
    return isinstance(document, Document) and document.data.get("format") == SCALE_FORMAT


def _is_set(reference: str, registry: Registry) -> bool:
    return is_path(reference) or bool(editions(registry, reference.partition("@")[0], SET_FORMAT))


def _hint(reference: str, registry: Registry) -> Text | None:
    """Return which rubric kind or aggregation may have been meant; None where there is something of that name."""
    name = reference.partition("@")[0]
    if _is_set(reference, registry) or editions(registry, name, SCALE_FORMAT):
        return None
    near = suggestion(name, (*registry.kinds, *registry.aggregations))
    return None if near is None else text("among rubric kinds and aggregations, {near}", near=near)


def _part(name: str, registry: Registry) -> Sequence[Block]:
    """Return the page of a rubric kind or an aggregation, of both where they share a name; nothing for neither."""
    from perfrules.cli.parts import aggregation_page, kind_page  # the catalogue is loaded for these pages only

    pages: list[Block] = []
    if name in registry.kinds:
        pages += kind_page(name, registry.kinds[name])
    if name in registry.aggregations:
        pages += aggregation_page(name, registry.aggregations[name])
    return pages
