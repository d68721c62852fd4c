"""Plain Markdown: the few forms that pages are made of."""

import re
from collections.abc import Iterable, Sequence

_SECTION = re.compile(r"^(Args|Attributes|Raises|Returns|Yields|Formula|Example|Source):$")
_ENTRY = re.compile(r"^ {4}(\*{0,2}\w+): (.*)$")


def cell(text: object) -> str:
    """Return *text* as it may stand in a cell of a table."""
    said = " ".join(str(text).split())
    return re.sub(r"(?<!\\)\|", r"\\|", said).replace("<", "&lt;") or " "


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; "" where it has no rows."""
    lines = ["| " + " | ".join(cell(part) for part in row) + " |" for row in rows]
    if not lines:
        return ""
    return "\n".join(["| " + " | ".join(headings) + " |", "|" + "---|" * len(headings), *lines])


def code(text: object) -> str:
    """Return *text* as code within a line, also where it has backticks itself; "" for nothing."""
    said = " ".join(str(text).split())
    if not said:
        return ""
    return f"`` {said} ``" if "`" in said else f"`{said}`"


def block(text: str, language: str = "toml") -> str:
    """Return *text* as a block of code; "" for nothing."""
    return f"```{language}\n{text.rstrip()}\n```" if text.strip() else ""


def joined(parts: Iterable[str]) -> str:
    """Return the parts of a page that are there, with an empty line between them."""
    return "\n\n".join(part for part in parts if part) + "\n"


def slug(name: str) -> str:
    """Return the name of the page of *name*: "shanghai/it-operations@2014" is "shanghai-it-operations-2014"."""
    return re.sub(r"[^\w.]+", "-", name).strip("-").replace(".", "-")


def docstring(text: str) -> str:
    """Return a docstring as Markdown: its sections of arguments, attributes and errors become lists."""
    out: list[str] = []
    section = False
    for line in text.splitlines():
        heading = _SECTION.match(line)
        if heading:
            section = True
            out.append(f"*{heading[1]}:*\n")
            continue
        if line and not line.startswith(" "):
            section = False
        entry = _ENTRY.match(line) if section else None
        if entry:
            out.append(f"- `{entry[1]}`: {entry[2]}")
        else:
            out.append(f"  {line.strip()}".rstrip() if section else line)
    return "\n".join(out).strip()
