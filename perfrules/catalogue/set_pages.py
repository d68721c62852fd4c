"""Pages of indicator sets (指标体系) and grade scales (评价等级)."""

from collections.abc import Iterator

from perfrules.catalogue.entries import ScaleEntry, SetEntry
from perfrules.catalogue.markdown import block, code, joined, slug, table
from perfrules.formula import Quantity
from perfrules.formula.printing import number_text
from perfrules.model import (
    Citation,
    EvidenceField,
    GradeBand,
    GradeScale,
    Indicator,
    IndicatorSet,
    Parameter,
    RoundingRule,
    Source,
)
from perfrules.model.indicator_set import TOTAL
from perfrules.rendering.tables import layout
from perfrules.rubrics import Point


def set_page(entry: SetEntry) -> str:
    """Return the page of a set: its tree, each leaf, its evidence, gates and sources."""
    whole = entry.set
    parts = (
        *_head(entry),
        "## Tree",
        table(("Code", "指标", "Indicator", "满分值 Full marks"), (_row(whole, node) for node in _printed(whole))),
        "## Indicators" if any(whole.leaves) else "",
        *(part for leaf in whole.leaves for part in _leaf(entry, leaf)),
        *_named(whole),
        *_tables(whole),
        *_gates(whole),
        "## Sources" if whole.source else "",
        table(("Id", "Source", "Number", "Kind", "Note"), (_source(source) for source in whole.source)),
    )
    return joined(parts)


def _head(entry: SetEntry) -> Iterator[str]:
    whole = entry.set
    yield f"# {whole.title}"
    yield f"*{whole.title_en}*" if whole.title_en else ""
    yield f"`{entry.name}` · from the plugin `{entry.plugin}`" + _extends(whole)
    yield whole.description.strip()
    yield _open_note(entry)


def _named(whole: IndicatorSet) -> Iterator[str]:
    """Yield what expressions of a set may name: its evidence, measures and parameters."""
    headings = ("Name", "取数", "Type", "Unit", "Range", "What to collect", "Source")
    yield "## Evidence" if whole.evidence else ""
    yield table(headings, (_evidence(whole, field) for field in whole.evidence))
    yield "## Measures" if whole.measure else ""
    measures = (
        (code(item.key), item.name, code(quantity(item.value)), item.unit, cited(whole, item.source))
        for item in whole.measure
    )
    yield table(("Name", "指标值", "Value", "Unit", "Source"), measures)
    yield "## Parameters" if whole.parameter else ""
    parameters = (row for item in whole.parameter for row in _parameter(whole, item))
    yield table(("Name", "参数", "Value", "Unit", "Source"), parameters)


def scale_page(entry: ScaleEntry) -> str:
    """Return the page of a grade scale."""
    scale = entry.scale
    return joined(
        [
            f"# {scale.title or scale.id}",
            f"*{scale.title_en}*" if scale.title_en else "",
            f"`{scale.id}` · from the plugin `{entry.plugin}`",
            scale.description.strip(),
            bands(scale),
            f"Graded on: {scale.grade_on or 'printed'} marks." if scale.grade_on != "rate" else "Graded on the rate.",
            block(f'[total]\nfull_marks = 100\ngrade_scale = "{scale.id}"'),
            "## Sources" if scale.source else "",
            table(("Id", "Source", "Number", "Kind", "Note"), (_source(source) for source in scale.source)),
        ]
    )


def bands(scale: GradeScale) -> str:
    """Return the bands of a scale, best first, as a table."""
    return table(("等级", "Grade", "Marks"), ((band.grade, band.grade_en, _band(band)) for band in scale.bands))


def quantity(value: object) -> str:
    """Return a quantity as it is written; "" for none."""
    if not isinstance(value, Quantity):
        return "" if value is None else str(value)
    written = value.written
    if isinstance(written, str):
        return written
    return value.notation or number_text(written)


def cited(whole: IndicatorSet, citations: tuple[Citation, ...]) -> str:
    """Return what is cited, in one line."""
    return "; ".join(_citation(whole, citation) for citation in citations)


def _citation(whole: IndicatorSet, citation: Citation) -> str:
    source = whole.source_by_id(citation.id)
    title = citation.id if source is None else source.number or source.title
    article = f" {citation.article}" if citation.article else ""
    note = f"（{citation.note.rstrip('。')}）" if citation.note else ""
    return f"{title}{article}{note}"


def _printed(whole: IndicatorSet) -> Iterator[Indicator]:
    """Yield the nodes of the tree, the root only where the set has a total."""
    return (node for node in whole.walk() if node.code != TOTAL or whole.has_total)


def _parameter(whole: IndicatorSet, item: Parameter) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a parameter: one, or one for each of its values with their first days."""
    if not isinstance(item.stated, tuple):
        yield code(item.key), item.name, quantity(item.value), item.unit, cited(whole, item.source)
        return
    for entry in item.stated:
        since = "" if entry.from_ is None else f" (from {entry.from_.isoformat()})"
        source = cited(whole, entry.source or item.source)
        yield code(item.key), item.name, quantity(entry.value) + since, item.unit, source


def _extends(whole: IndicatorSet) -> str:
    return f" · extends `{whole.extends}`" if whole.extends else ""


def _open_note(entry: SetEntry) -> str:
    if not entry.open_branches:
        return ""
    codes = ", ".join(entry.open_branches)
    return f"The branch {codes} is left open: the set is scored through a set that extends it, not by itself."


def _row(whole: IndicatorSet, node: Indicator) -> tuple[str, str, str, str]:
    indent = "&nbsp;&nbsp;&nbsp;" * max(whole.level(node.code) - 1, 0)
    name = node.name or ("总分" if node.code == "total" else "")
    leaf = bool(node.rubric)
    shown = f"[{node.code}](#{anchor(node)})" if leaf else f"**{node.code}**"
    return f"{indent}{shown}", name if leaf else f"**{name}**", node.name_en, quantity(node.full_marks)


def anchor(node: Indicator) -> str:
    """Return the anchor of a leaf on the page of its set."""
    return "i-" + slug(node.code).lower()


def _leaf(entry: SetEntry, node: Indicator) -> Iterator[str]:
    whole = entry.set
    yield f"### {node.code} {node.name} {{#{anchor(node)}}}"
    yield f"*{node.name_en}*" if node.name_en else ""
    yield node.description.strip()
    facts = [
        ("Full marks", quantity(node.full_marks)),
        ("Measure", code(quantity(node.measure))),
        ("Target", quantity(node.target)),
        ("Rubric", f"{_kinds(node)}: {entry.rubric(node)}"),
        ("评分标准", entry.rubric(node, "zh")),
        ("Formula", "" if _listed(node) else code(entry.formula(node))),
        ("公式", "" if _listed(node) else code(entry.formula(node, "zh"))),
        ("Evidence", "; ".join(_asked(field) for field in entry.evidence(node))),
        ("Rounding", "; ".join(rounding(rule) for rule in node.rounding)),
        ("Applies", code(node.applies or "")),
        ("Not applicable", node.not_applicable.answer if node.not_applicable else ""),
        ("Missing", node.missing.answer if node.missing else ""),
        ("Source", cited(whole, node.source)),
        ("Note", node.note),
    ]
    yield "\n".join(f"- {title}: {said}" for title, said in facts if said)
    yield table(("Point", "要点", "In English", "Marks"), _points(node))


def _listed(node: Indicator) -> bool:
    """Return whether the leaf is a sum of points, which its table shows better than a formula."""
    return all(case.rubric.reads == "points" for case in node.rubric)


def _kinds(node: Indicator) -> str:
    kinds = dict.fromkeys(case.rubric.kind for case in node.rubric)
    return ", ".join(f"[{kind}](../kinds/{slug(kind)}.md)" for kind in kinds)


def _asked(field: EvidenceField) -> str:
    """Return a field of evidence with what to collect for it."""
    collect = field.collect.strip().rstrip("。")
    return f"{field.name or field.key} {code(field.key)}" + (f"（{collect}）" if collect else "")


def _points(node: Indicator) -> Iterator[tuple[str, str, str, str]]:
    for case in node.rubric:
        for point in case.points:
            yield code(point.id), point.text, point.text_en, _worth(point)


def _worth(point: Point) -> str:
    """Return the marks of a point, its weight, or that it has the same share as the others."""
    weight = quantity(point.weight)
    return quantity(point.marks) or (f"weight {weight}" if weight else "an equal share")


def rounding(rule: RoundingRule) -> str:
    """Return a rounding in words."""
    to = f"to multiples of {rule.to}" if rule.to is not None else f"to {rule.places} places"
    return f"{rule.mode} {to}" + (", the exact value is passed on" if rule.carry == "exact" else "")


def _evidence(whole: IndicatorSet, field: EvidenceField) -> tuple[str, ...]:
    ends = (("> ", field.above), ("≥ ", field.at_least), ("≤ ", field.at_most), ("< ", field.below))
    limits = [f"{sign}{end}" for sign, end in ends if end is not None]
    if isinstance(field.part_of, str):
        limits.append(f"≤ {code(field.part_of)}")
    if field.usually_at_most:
        limits.append(f"usually ≤ {code(field.usually_at_most)}")
    options = [option.id for option in field.choices] + [answer.id for answer in field.answers] + list(field.counts)
    sort = field.type + (f": {', '.join(options)}" if options else "")
    return (
        code(field.key),
        field.name,
        sort,
        field.unit,
        ", ".join(limits),
        field.collect.strip(),
        cited(whole, field.source),
    )


def _tables(whole: IndicatorSet) -> Iterator[str]:
    for each in whole.table:
        yield f"## Table `{each.key}`" + (f" {each.name}" if each.name else "")
        yield f"*{each.name_en}*" if each.name_en else ""
        yield each.note.strip()
        laid = layout(each)
        yield table(laid.headings, laid.rows)
        yield f"Source: {cited(whole, each.source)}" if each.source else ""


def _gates(whole: IndicatorSet) -> Iterator[str]:
    if whole.gates:
        yield "## Gates"
        yield table(
            ("Gate", "On", "When", "Then", "Source"),
            ((gate.name, gate.on, code(gate.when), _then(gate), cited(whole, gate.source)) for gate in whole.gates),
        )


def _then(gate: object) -> str:
    keys = ("marks", "marks_at_least", "marks_at_most", "grade", "grade_at_most")
    stated = ((key, getattr(gate, key)) for key in keys)
    return ", ".join(f"{key} = {quantity(value)}" for key, value in stated if value is not None)


def _source(source: Source) -> tuple[str, str, str, str, str]:
    title = f"{source.title} ({source.title_en})" if source.title_en else source.title
    return code(source.id), title, source.number, source.kind, source.note.strip()


def _band(band: GradeBand) -> str:
    ends = (("≥ ", band.at_least), ("> ", band.above), ("≤ ", band.at_most), ("< ", band.below))
    said = [f"{sign}{quantity(end)}" for sign, end in ends if end is not None]
    if band.when:
        said.append(f"where {code(band.when)}")
    return " and ".join(said) or "otherwise"
