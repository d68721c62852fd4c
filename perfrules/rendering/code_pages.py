"""Pages of problem codes for a terminal: what a code means, why it matters, wrong and right, what to do."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from perfrules.language import current, text
from perfrules.problems import Code
from perfrules.problems.retired import NEVER, Retired
from perfrules.rendering.blocks import Block, Column, Heading, Paragraph, Row, Table, Title
from perfrules.rendering.blocks import Code as Lines
from perfrules.rendering.wording import joined

_AREAS = {
    "0": text("Files and their form"),
    "1": text("Definitions"),
    "2": text("Formulas of definitions"),
    "3": text("Expressions"),
    "4": text("Cases and evidence"),
    "5": text("Plugins"),
    "6": text("Scoring"),
    "7": text("Tests, comparisons and receipts"),
    "8": text("Tables of cases"),
}
_SEVERITIES = {"error": text("error"), "warning": text("warning")}


def code_page(code: Code) -> Iterator[Block]:
    """Yield the page of *code*, in the language in force as far as it is translated."""
    said = _page(code)
    weight = text("A warning: it never stops a score.") if code.severity == "warning" else text("An error.")
    yield Title(f"{code.code}: {title_of(code)}")
    yield Paragraph(joined(f"{weight}\n{text('Since {version}.', version=code.since)}"))
    yield Paragraph(joined(said["meaning"]))
    yield Heading(str(text("Why it matters")))
    yield Paragraph(joined(said["why"]))
    for title, example in ((text("Wrong"), code.bad), (text("Right"), code.good)):
        if example:
            yield Heading(str(title))
            yield Lines(example.strip("\n"))
    yield Heading(str(text("What to do")))
    yield Paragraph(joined(said["mend"]))


def retired_page(retired: Retired) -> Iterator[Block]:
    """Yield the page of a code that is given no more."""
    yield Title(f"{retired.code}: {retired.title}")
    yield Paragraph(str(NEVER))
    yield Paragraph(str(retired.instead))


def code_list(codes: Iterable[Code]) -> Iterator[Block]:
    """Yield the list of all *codes* with their titles, by area."""
    ordered = sorted(codes, key=lambda code: code.code)
    columns = (Column(str(text("Code"))), Column(str(text("Problem")), flexible=True), Column(str(text("Severity"))))
    for digit, title in _AREAS.items():
        rows = [
            Row((code.code, title_of(code), str(_SEVERITIES[code.severity])))
            for code in ordered
            if code.code[2] == digit
        ]
        if rows:
            yield Heading(str(title))
            yield Table(columns, rows)


def title_of(code: Code) -> str:
    """Return the title of *code*; in English where there is no translation."""
    return _translations(current(), "codes.toml").get(code.code, {}).get("title", code.title)


def _page(code: Code) -> Mapping[str, str]:
    """Return meaning, why and mend of *code*; in English what is not translated."""
    plain = {"meaning": code.meaning, "why": code.why, "mend": code.mend}
    return {**plain, **_translations(current(), f"codes_{code.code[2]}.toml").get(code.code, {})}


@cache
def _translations(language: str, name: str) -> Mapping[str, Mapping[str, str]]:
    """Return what the file of this *name* has in *language*, by code; nothing where there is no such file."""
    file = files("perfrules").joinpath("locale", f"{language}_CN", name)
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


__all__ = ["code_list", "code_page", "retired_page", "title_of"]
