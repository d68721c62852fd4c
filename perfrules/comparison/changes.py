"""What was changed between two sets, entry by entry, in the order of a definition."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from perfrules.comparison.labels import label, sort_of
from perfrules.comparison.matching import Matching
from perfrules.comparison.model import Change, Sort
from perfrules.comparison.values import changed, worded
from perfrules.language import Text, text
from perfrules.model import Indicator, IndicatorSet
from perfrules.model.indicator_set import TOTAL

_HEAD = (
    "title",
    "title_en",
    "description",
    "language",
    "extends",
    "supersedes",
    "effective",
    "results",
)
_SECTIONS: Mapping[str, tuple[str, Sort, Text]] = {
    "evidence": ("key", "evidence", text("evidence")),
    "measure": ("key", "measure", text("measure")),
    "parameter": ("key", "parameter", text("parameter")),
    "table": ("key", "table", text("table")),
    "grade_scale": ("id", "band", text("grade scale")),
    "source": ("id", "source", text("source")),
}


def changes_between(old: IndicatorSet, new: IndicatorSet, match: Matching) -> Iterator[Change]:
    """Yield everything that was changed, the tree first, then the indicators, the sections and the gates."""
    yield from _tree(old, new, match)
    for node in new.walk():
        before = next((code for code, now in match.codes.items() if now == node.code), None)
        if before is not None:
            yield from _node(old.by_code[before], node, match)
    for section in _SECTIONS:
        yield from _section(old, new, section)
    yield from _gates(old, new, match)
    yield from _head(old, new, match)


def about_node(node: Indicator) -> Text:
    """Return an indicator as people call it: its code and its name."""
    if node.code == TOTAL:
        return text("the total")
    return text("{code} {name}", code=node.code, name=node.name or node.name_en)


def _tree(old: IndicatorSet, new: IndicatorSet, match: Matching) -> Iterator[Change]:
    """Yield the indicators that were added, removed, given another code, or moved to another parent or place."""
    for code in match.removed:
        yield Change(sort="node", path=("indicator", code), about=about_node(old.by_code[code]), old=text("removed"))
    for code in match.added:
        yield Change(sort="node", path=("indicator", code), about=about_node(new.by_code[code]), new=text("added"))
    for before, now in match.codes.items():
        one, other = old.by_code[before], new.by_code[now]
        about, path = about_node(other), ("indicator", now)
        if before != now:
            values = {"old": text("{value}", value=before), "new": text("{value}", value=now)}
            yield Change(sort="node", path=(*path, "code"), about=about, what=text("renumbered"), **values)
        parents = match.code(one.parent or TOTAL), other.parent or TOTAL
        if before != TOTAL and parents[0] != parents[1]:
            values = {"old": text("{value}", value=one.parent or TOTAL), "new": text("{value}", value=parents[1])}
            yield Change(
                sort="node", path=(*path, "parent"), about=about, what=text("moved to another parent"), **values
            )
    yield from _order(old, new, match)


def _order(old: IndicatorSet, new: IndicatorSet, match: Matching) -> Iterator[Change]:
    """Yield the branches whose children stand in another order."""
    for before, now in match.codes.items():
        children = [match.codes.get(child.code) for child in old.children.get(before, ())]
        there = [child.code for child in new.children.get(now, ())]
        kept = [code for code in children if code in there]
        order = [code for code in there if code in kept]
        if kept != order:
            yield Change(
                sort="text",
                path=("indicator", now),
                about=about_node(new.by_code[now]),
                what=text("order of the indicators"),
                old=text("{value}", value=", ".join(map(str, kept))),
                new=text("{value}", value=", ".join(order)),
            )


def _node(old: Indicator, new: Indicator, match: Matching) -> Iterator[Change]:
    """Yield what was changed at one indicator but its code and its place in the tree."""
    for path, before, after in changed(_without_place(old), _without_place(new)):
        if isinstance(before, str) and match.expression(before) == after:
            continue
        one, other = _expression(before, match), worded(after)
        if one != other:
            what = label(path)
            key = ("indicator", new.code, *path)
            yield Change(sort=sort_of(path), path=key, about=about_node(new), what=what, old=one, new=other)


def _without_place(node: Indicator) -> Indicator:
    return attrs.evolve(node, code="", parent=None)


def _expression(value: Any, match: Matching) -> Text | None:
    """Return an old value in words, with the codes of the new set."""
    said = worded(value)
    if said is None or not match.renumbered or set(said.values) != {"value"}:
        return said
    return text("{value}", value=match.expression(str(said.values["value"])))


def _section(old: IndicatorSet, new: IndicatorSet, section: str) -> Iterator[Change]:
    """Yield what was changed in one section: entries that came and went, and what is said of those that stayed."""
    name, sort, noun = _SECTIONS[section]
    before, after = ({getattr(entry, name): entry for entry in getattr(each, section)} for each in (old, new))
    for key in dict.fromkeys((*before, *after)):
        about = text("{noun} {name}", noun=noun, name=f"`{key}`")
        if key not in after:
            yield Change(sort=sort, path=(section, key), about=about, old=text("removed"))
        elif key not in before:
            yield Change(sort=sort, path=(section, key), about=about, new=text("added"))
        else:
            yield from _entry(before[key], after[key], (section, key), about, sort)


def _entry(old: Any, new: Any, key: tuple[str | int, ...], about: Text, sort: Sort) -> Iterator[Change]:
    for path, before, after in changed(old, new):
        found = sort_of(path)
        own = found if found in ("text", "source") else sort
        said = {"what": label(path), "old": worded(before), "new": worded(after)}
        yield Change(sort=own, path=(*key, *path), about=about, **said)


def _gates(old: IndicatorSet, new: IndicatorSet, match: Matching) -> Iterator[Change]:
    """Yield what was changed at the gates: told apart by their names, and by their order where they share one."""
    before, after = (_numbered(each) for each in (old, new))
    for key in dict.fromkeys((*before, *after)):
        about = text("gate {name}", name=key[0])
        if key not in after:
            yield Change(sort="gate", path=("gate", before[key][0]), about=about, old=text("removed"))
        elif key not in before:
            yield Change(sort="gate", path=("gate", after[key][0]), about=about, new=text("added"))
        else:
            gate = before[key][1]
            gate = attrs.evolve(gate, on=match.code(gate.on), when=match.expression(gate.when))
            yield from _entry(gate, after[key][1], ("gate", after[key][0]), about, "gate")
    kept = [key for key in before if key in after]
    if kept != [key for key in after if key in before]:
        names = [", ".join(key[0] for key in order if key in kept) for order in (before, after)]
        said = {"old": text("{value}", value=names[0]), "new": text("{value}", value=names[1])}
        yield Change(sort="gate", path=("gate",), about=text("the gates"), what=text("order"), **said)


def _numbered(whole: IndicatorSet) -> Mapping[tuple[str, int], tuple[int, Any]]:
    found: dict[tuple[str, int], tuple[int, Any]] = {}
    for place, gate in enumerate(whole.gates):
        number = sum(1 for name, _ in found if name == gate.name)
        found[gate.name, number] = place, gate
    return found


def _head(old: IndicatorSet, new: IndicatorSet, match: Matching) -> Iterator[Change]:
    """Yield what was changed of the set as a whole."""
    for name in _HEAD:
        before, after = getattr(old, name), getattr(new, name)
        if name == "results":
            before = tuple(match.code(code) for code in before)
        for path, one, other in changed(before, after):
            sort: Sort = "text" if name in ("title", "title_en", "description") else "set"
            said = {"what": label((name, *path)), "old": worded(one), "new": worded(other)}
            yield Change(sort=sort, path=(name, *path), about=text("the set"), **said)


__all__ = ["about_node", "changes_between"]
