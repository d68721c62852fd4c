"""`perfrules sets`: the installed indicator sets and grade scales."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option
from perfrules.cli.screens import readable, show
from perfrules.definition.document import Document, read_document
from perfrules.definition.editions import disorders, editions_of
from perfrules.definition.library import SET_FORMAT, editions
from perfrules.language import LANGUAGES, chosen, text, use
from perfrules.plugins import Definition, Registry
from perfrules.rendering.blocks import Block, Column, Heading, Paragraph, Row, Table
from perfrules.rendering.days import period
from perfrules.rendering.wording import named


@make_command(
    "sets",
    about=text("List the installed indicator sets and grade scales."),
    examples=("perfrules sets", "perfrules show shanghai/it-operations"),
)
@language_option
def command() -> None:
    """List the installed sets."""
    with readable():
        show(list(_page(Registry.installed())))


def _page(registry: Registry) -> Iterator[Block]:
    columns = [Column("id"), Column(str(text("Edition"))), Column(str(text("Title")), flexible=True)]
    for form, title in (("indicator-set", text("Indicator sets")), ("grade-scale", text("Grade scales"))):
        keys = sorted((key, path) for key, path in registry.definitions.items() if key.format == form)
        periods = _periods([key for key, _ in keys], registry) if form == "indicator-set" else {}
        more = [Column(str(text("In force")))] if any(periods.values()) else []
        rows = [
            Row((key.id, key.edition, title_of(path), *([periods.get(key, "")] if more else []))) for key, path in keys
        ]
        if keys:
            yield Heading(str(title))
            yield Table([*columns, *more], rows)
        if form == "indicator-set":
            yield from _disorders([key for key, _ in keys], registry)
    if not registry.definitions:
        yield Paragraph(str(text("No plugin that brings indicator sets is installed.")))


def _periods(keys: Iterable[Definition], registry: Registry) -> dict[Definition, str]:
    """Return the days on which each edition of an indicator set is in force, in words; "" where it says none."""
    found: dict[Definition, str] = {}
    for name in dict.fromkeys(key.id for key in keys):
        for edition in editions_of(_documents(name, registry)):
            ends = (str(end or "") for end in (edition.first, edition.last))
            said = str(text("never")) if edition.is_empty else period(*ends)
            found[Definition("indicator-set", name, edition.name)] = said
    return found


def _documents(name: str, registry: Registry) -> dict[str, Document]:
    """Return the installed editions of the set *name* that can be read."""
    read = {edition: read_document(path) for edition, path in editions(registry, name, SET_FORMAT).items()}
    return {edition: document for edition, document in read.items() if isinstance(document, Document)}


def _disorders(keys: Iterable[Definition], registry: Registry) -> Iterator[Block]:
    """Yield what is wrong with the order of the editions of each set."""
    for name in dict.fromkeys(key.id for key in keys):
        for _, problem in disorders(_documents(name, registry)):
            yield Paragraph(f"{name}: {problem.text} ({problem.code})")


def title_of(path: Path) -> str:
    """Return the title of a definition file, in its language unless another is asked for; "" where it is unreadable."""
    document = read_document(path)
    if not isinstance(document, Document):
        return ""
    title, english = (str(document.data.get(key, "")) for key in ("title", "title_en"))
    own = document.data.get("language", "zh")
    with use(chosen() or (own if own in LANGUAGES else "zh")):
        return named(title, english)
