"""The catalogue page of a kind, taken from its docstring."""

import inspect
import re

import attrs

from perfrules.content import ByContent

_HEADING = r"(?m)^(Formula|Example|Source):\n((?:(?:    .*)?\n?)*)"


@attrs.frozen(eq=False, repr=False)
class Page(ByContent):
    """
    What the docstring of a rubric kind or aggregation says.

    Attributes:
        title: the first line, with the Chinese term in brackets.
        description: what it does, in paragraphs.
        formula: the formula, in words.
        example: TOML that works in a definition.
        source: where the form is used.

    """

    title: str
    description: str
    formula: str
    example: str
    source: str


def page(kind: type) -> Page:
    """Return the page of *kind*; sections that its docstring does not have are empty."""
    doc = inspect.cleandoc(kind.__doc__ or "") + "\n"
    sections = {name: inspect.cleandoc(body) for name, body in re.findall(_HEADING, doc)}
    title, _, rest = re.sub(_HEADING, "", doc).strip().partition("\n\n")
    return Page(title, rest.strip(), *(sections.get(name, "") for name in ("Formula", "Example", "Source")))
