"""`perfrules sets`: the installed indicator sets and grade scales."""

from collections.abc import Iterator
from pathlib import Path

from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option
from perfrules.cli.screens import readable, show
from perfrules.definition.document import Document, read_document
from perfrules.language import LANGUAGES, chosen, text, use
from perfrules.plugins import Registry
from perfrules.rendering.blocks import Block, Column, Heading, Paragraph, Row, Table
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
        if keys:
            yield Heading(str(title))
            yield Table(columns, [Row((key.id, key.edition, title_of(path))) for key, path in keys])
    if not registry.definitions:
        yield Paragraph(str(text("No plugin that brings indicator sets is installed.")))


def title_of(path: Path) -> str:
    """Return the title of a definition file, in its language unless another is asked for; "" where it is unreadable."""
    document = read_document(path)
    if not isinstance(document, Document):
        return ""
    title, english = (str(document.data.get(key, "")) for key in ("title", "title_en"))
    own = document.data.get("language", "zh")
    with use(chosen() or (own if own in LANGUAGES else "zh")):
        return named(title, english)
