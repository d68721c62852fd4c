"""Indicator sets (指标体系) as pages: the tree, and one indicator with where each of its values came from."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from perfrules.formula import Quantity, Rounding
from perfrules.formula.printing import number_text
from perfrules.language import current, text
from perfrules.model import Citation, Indicator, Origin, Policy, RoundingRule, ScaleCase
from perfrules.model.indicator_set import TOTAL
from perfrules.problems import Place, Problem, UnknownNameError, suggestion
from perfrules.program.program import ZERO
from perfrules.readings.notation import rounding_text
from perfrules.rendering.blocks import (
    Block,
    Column,
    Fields,
    Heading,
    Item,
    Items,
    Paragraph,
    Row,
    Table,
    Title,
)
from perfrules.rendering.days import dated, period, rules_of_day
from perfrules.rendering.gates import gates
from perfrules.rendering.rubrics import formula, full_marks, points, rubric, rubric_words
from perfrules.rendering.scales import bands, source_line, sources, title
from perfrules.rendering.tables import tables
from perfrules.rendering.wording import joined, listed, named, quantity
from perfrules.scoring.rules import Rules

_UNSAID = frozenset({"code", "parent", "name", "name_en", "description", "explanation", "note", "origins", "rubric"})


def set_page(rules: Rules) -> list[Block]:
    """Return the page of a set, in the language in force: particulars, tree, tables, gates, grade scales, sources."""
    return [
        *_head(rules),
        _tree(rules),
        *dated(rules),
        *tables(rules),
        *gates(rules),
        *_scales(rules),
        *sources(rules.set.source),
    ]


def _head(rules: Rules) -> Iterator[Block]:
    about = rules.set
    yield Title(f"{named(about.title, about.title_en)} ({about.id}@{about.edition})")
    if about.description.strip():
        yield Paragraph(joined(about.description))
    leaves = sum(1 for _ in about.leaves)
    rows = [(text("Leaves"), str(leaves)), (text("Evidence fields"), str(len(about.evidence)))]
    if about.extends:
        rows.append((text("Extends"), about.extends))
    ends = (str(end or "") for end in (about.effective.from_, about.effective.to))
    rows.append((text("In force"), period(*ends)))
    if about.supersedes:
        rows.append((text("Supersedes"), about.supersedes))
    told = [(str(label), value) for label, value in rows if value]
    yield Fields([*told, *rules_of_day(rules)])


def _tree(rules: Rules) -> Table:
    about, other = rules.set, _other_scales(rules)
    columns = [
        Column(str(text("Code"))),
        Column(str(text("Indicator")), flexible=True),
        Column(str(text("Scale") if other else text("Full marks")), right=True),
        Column(str(text("Rubric")), flexible=True),
    ]

    def row(node: Indicator) -> Row:
        total = node.code == TOTAL
        open_ = str(text("open: for sets that extend this one")) if _is_open(rules, node) else ""
        said = open_ or rubric(rules, node)
        cells = ("" if total else node.code, _name(node), full_marks(rules, node, ends=other), said)
        return Row(cells, strong=not node.rubric, level=0 if total else about.level(node.code) - 1, rule=total)

    root, *nodes = about.walk()
    return Table(columns, [*map(row, nodes), *([row(root)] if about.has_total else [])])


def _other_scales(rules: Rules) -> bool:
    """Return whether some scale does not reach from 0 to full marks."""
    plans = rules.program.nodes.values()
    return any(plan.low is not ZERO or plan.open_above or rules.set.better[plan.code] == "lower" for plan in plans)


def _is_open(rules: Rules, node: Indicator) -> bool:
    return node.open and node.code not in rules.set.children


def _name(node: Indicator) -> str:
    return named(node.name, node.name_en) or (str(text("Total")) if node.code == TOTAL else "")


def _scales(rules: Rules) -> Iterator[Block]:
    for scale in rules.set.grade_scale:
        yield Heading(str(text("Grade scale {title}", title=title(scale))))
        yield bands(scale, rules)


def indicator_page(rules: Rules, code: str) -> list[Block]:
    """
    Return the page of one indicator, in the language in force: rubric in words, and where each value came from.

    Raises:
        UnknownNameError: when the set has no such indicator.

    """
    node = rules.set.by_code.get(code)
    if node is None:
        said = text("{set} has no indicator `{code}`", set=rules.set.id, code=code)
        raise UnknownNameError([Problem("PR605", said, Place(), suggestion(code, rules.set.by_code))])
    called = _name(node) if code == TOTAL else f"{code} {_name(node)}"
    return [Title(called), *_about(rules, node), *points(rules, node), *_origins(node), *_cited(rules, node)]


def _about(rules: Rules, node: Indicator) -> Iterator[Block]:
    rows = [
        (text("Full marks"), full_marks(rules, node)),
        (text("What is evaluated"), node.description),
        (text("Meaning"), node.explanation),
        (text("Rubric"), rubric_words(rules, node)),
        (text("Formula"), formula(rules, node)),
        (text("Note"), node.note),
    ]
    yield Fields((str(label), joined(value)) for label, value in rows if value.strip())


def _origins(node: Indicator) -> Iterator[Block]:
    """Yield a table of every stated value with where it stands."""
    rows = []
    for field in attrs.fields(Indicator):
        value, origin = getattr(node, field.name), node.origins.get(field.name)
        if origin is None or field.name == "code":
            continue
        shown = "" if field.name in _UNSAID else in_words(value)
        rows.append(Row((field.name, shown, origin_text(origin))))
    if rows:
        yield Heading(str(text("Where each value came from")))
        yield Table(
            [
                Column(str(text("Key"))),
                Column(str(text("Value")), flexible=True),
                Column(str(text("From")), flexible=True),
            ],
            rows,
        )

    for reason in dict.fromkeys(origin.reason for origin in node.origins.values() if origin.reason):
        yield Paragraph(str(text("Amended because: {reason}", reason=joined(reason))))


def origin_text(origin: Origin) -> str:
    """Return where a value stands: how, the set, and the line."""
    how = {
        "stated": text("stated"),
        "leaf": text("by {table}", table="[leaf]"),
        "branch": text("by {table}", table="[branch]"),
        "total": text("by {table}", table="[total]"),
        "amended": text("amended"),
    }[origin.how]
    line = "" if origin.place.line is None else f":{origin.place.line}"
    return f"{origin.set}{line}, {how}"


def _cited(rules: Rules, node: Indicator) -> Iterator[Block]:
    if node.source:
        yield Heading(str(text("Sources")))
        yield Items(_citation(rules, citation) for citation in node.source)


def _citation(rules: Rules, citation: Citation) -> Item:
    source = rules.set.source_by_id(citation.id)
    said = source_line(source) if source is not None else citation.id
    return Item(listed([said, citation.article]), citation.note)


def in_words(value: object) -> str:
    """Return any value of a model as people read it."""
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return "; ".join(in_words(item) for item in value)
    for form, said in _WORDS.items():
        if isinstance(value, form):
            return said(value)
    return joined(str(value))


def _scale_case(case: ScaleCase) -> str:
    return case.scale if case.when is None else f"{case.when}: {case.scale}"


def _rounding(rule: RoundingRule) -> str:
    if isinstance(rule.places, str):
        said = f"{rule.mode}: {rule.places}"
    else:
        rounding: Rounding = rule.rounding()
        said = rounding_text(rounding, current())
    return said if rule.carry == "rounded" else f"{said} ({text('passes on the exact value')})"


def _policy(policy: Policy) -> str:
    if policy.answer == "marks":
        return in_words(policy.marks)
    shares = ", ".join(f"{code} {in_words(share)}" for code, share in policy.shares.items())
    return f"{policy.answer} {shares}".strip()


_WORDS: Mapping[type, Callable[[Any], str]] = {
    Quantity: quantity,
    bool: lambda value: str(text("yes") if value else text("no")),
    int: lambda value: number_text(Fraction(value)),
    Decimal: lambda value: number_text(Fraction(value)),
    Fraction: number_text,
    RoundingRule: _rounding,
    Policy: _policy,
    Citation: lambda value: " ".join(part for part in (value.id, value.article) if part),
    ScaleCase: _scale_case,
}
"""How values are said, by their form; bool stands before int, which it is too."""
