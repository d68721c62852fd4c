"""Grade scales (评价等级) and sources (依据) as parts of pages."""

from collections.abc import Iterator

from perfrules.language import text
from perfrules.model import GradeBand, GradeScale, Source
from perfrules.rendering.blocks import Block, Fields, Heading, Item, Items, Paragraph, Title
from perfrules.rendering.rubrics import expression
from perfrules.rendering.wording import joined, listed, named, quantity
from perfrules.scoring.rules import Rules

_SIGNS = {"at_least": "≥", "above": ">", "at_most": "≤", "below": "<"}
_GRADED = {
    "printed": text("the marks as printed"),
    "exact": text("the exact marks"),
    "rate": text("the rate"),
}


def scale_page(scale: GradeScale) -> list[Block]:
    """Return the page of a grade scale, in the language in force: what it is for, its bands, its sources."""
    return [Title(f"{title(scale)} ({scale.id})"), *_about(scale), bands(scale), *sources(scale.source)]


def _about(scale: GradeScale) -> Iterator[Block]:
    if scale.description.strip():
        yield Paragraph(joined(scale.description))
    yield Fields([(str(text("What is graded")), str(_GRADED[scale.grade_on or "printed"]))])


def title(scale: GradeScale) -> str:
    """Return what a grade scale is called."""
    return named(scale.title, scale.title_en) or scale.id


def bands(scale: GradeScale, rules: Rules | None = None) -> Fields:
    """Return the bands of a grade scale from the best down; *rules* of its set put conditions as people write them."""
    conditions = [
        "" if rules is None else expression(rules, ("grade_scale", scale.id, "bands", place, "when"))
        for place in range(len(scale.bands))
    ]
    told = zip(scale.bands, conditions, strict=True)
    return Fields((named(band.grade, band.grade_en), _band(band, when or band.when or "")) for band, when in told)


def _band(band: GradeBand, when: str) -> str:
    ends = [f"{sign} {quantity(limit)}" for key, sign in _SIGNS.items() if (limit := getattr(band, key)) is not None]
    return listed([*ends, when]) or str(text("all else"))


def sources(cited: tuple[Source, ...]) -> Iterator[Block]:
    """Yield the list of sources with its heading; nothing where there are none."""
    if cited:
        yield Heading(str(text("Sources")))
        yield Items(Item(source_line(source), source.note) for source in cited)


def source_line(source: Source) -> str:
    """Return a source as a line: title, number, and that it is a reconstruction where it is one."""
    said = named(source.title, source.title_en)
    rebuilt = str(text("reconstruction")) if source.kind == "reconstruction" else ""
    return listed([said, source.number, rebuilt if rebuilt not in said.lower() else ""])
