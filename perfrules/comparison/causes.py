"""What the steps from an old to a new program are called: the node, and what was changed for it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from perfrules.comparison.changes import about_node
from perfrules.comparison.labels import listed
from perfrules.comparison.model import Change, Sort
from perfrules.comparison.stages import Reference
from perfrules.definition.checks.uses import uses
from perfrules.definition.checks.walk import entries, walk
from perfrules.language import Text, text
from perfrules.model import IndicatorSet
from perfrules.model.indicator_set import TOTAL

_SHOWN = 3
_OF_STAGE: Mapping[str, frozenset[Sort]] = {
    "settled": frozenset(("weight", "rubric", "aggregation", "policy")),
    "exact": frozenset(("aggregation", "gate")),
    "marks": frozenset(("rounding",)),
    "passed": frozenset(("rounding",)),
}
_STAGE: Mapping[str, Text] = {
    "settled": text("how it is marked"),
    "exact": text("clamp and gates"),
    "marks": text("rounding"),
    "passed": text("rounding"),
}
_AT_PARENT = (("weight",), ("bonus",))
"""Keys of a node that only its parent reads."""
_SECTIONS = ("measure", "parameter", "table", "evidence")


@attrs.frozen(eq=False, slots=False)
class Causes:
    """
    Names for steps.

    Attributes:
        new: the new set.
        changes: what was changed.

    """

    new: IndicatorSet
    changes: tuple[Change, ...]

    def of(self, step: Sequence[Reference]) -> Text:
        """Return what a step is called: the indicator, and what was changed at it."""
        stage, code = step[0]
        found = list(dict.fromkeys(self._changed(stage, code), None)) or list(self._below(stage, code))
        about = about_node(self.new.by_code[code]) if code in self.new.by_code else text("{value}", value=code)
        what = listed(found[:_SHOWN]) or _STAGE[stage]
        if len(found) > _SHOWN:
            what = text("{whole}, …", whole=what)
        return text("{about}: {what}", about=about, what=what)

    @property
    def evidence(self) -> Text:
        """What it is called that the same case says something else: fields and what their readers are told."""
        told = {value for field in self.new.evidence for value in field.parameters.values()}
        found = [
            change.about
            for change in self.changes
            if change.path[0] == "evidence" or (change.path[0] == "parameter" and change.path[1] in told)
        ]
        said = text("evidence is read otherwise")
        what = listed(dict.fromkeys(found))
        return said if what is None else text("{about}: {what}", about=said, what=what)

    def _changed(self, stage: str, code: str) -> Iterator[Text]:
        """Yield what was changed for a stage of a node: there, at its children, and in what its expressions read."""
        sorts = _OF_STAGE[stage]
        for change in self.changes:
            if change.sort in sorts and self._belongs(change, code):
                yield change.what or change.about
            elif stage == "settled" and self._counts(change, code):
                yield text("{about}, {what}", about=change.about, what=change.what or _came(change))
        if stage == "settled":
            for change in self.changes:
                if change.path[0] in _SECTIONS and change.sort in _SECTIONS and change.path[1] in self._read(code):
                    yield change.about

    def _below(self, stage: str, code: str) -> Iterator[Text]:
        """Yield what was changed at the children of a branch so that it reads them otherwise, and those moved away."""
        for change in self.changes if stage == "settled" else ():
            node = self.new.by_code.get(str(change.path[1])) if change.path[0] == "indicator" else None
            if node is None or node.code in (code, TOTAL):
                continue
            moved = change.path[2:] == ("parent",) and change.old is not None and str(change.old) == code
            read = change.sort in ("policy", "rounding") and (node.parent or TOTAL) == code
            if moved or read:
                yield text("{about}, {what}", about=change.about, what=change.what or "")

    def _belongs(self, change: Change, code: str) -> bool:
        if change.path[0] == "gate":
            return len(change.path) > 1 and self._on(change.path[1]) == code
        return change.path[:2] == ("indicator", code) and change.path[2:3] not in _AT_PARENT

    def _on(self, place: str | int) -> str:
        """Return on which node the gate at a *place* is."""
        index = int(place)
        return self.new.gates[index].on if index < len(self.new.gates) else TOTAL

    def _counts(self, change: Change, code: str) -> bool:
        """Return whether a change is about how a child of a branch counts: its weight, or whether it is there."""
        if change.path[0] != "indicator" or not (change.sort == "node" or change.path[2:3] in _AT_PARENT):
            return False
        if change.path[2:] == ("code",):
            return False
        node = self.new.by_code.get(str(change.path[1]))
        return change.path[1] != code and (node is None or node.code == TOTAL or (node.parent or TOTAL) == code)

    def _read(self, code: str) -> frozenset[str]:
        """Return the measures, parameters, tables and evidence that the expressions of a node read, in the end."""
        seen: set[str] = set()
        waiting = list(self._names.get(("indicator", code), ()))
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                for section in _SECTIONS:
                    waiting += self._names.get((section, name), ())
        return frozenset(seen)

    @cached_property
    def _names(self) -> Mapping[tuple[str, str], frozenset[str]]:
        everything = tuple(found for path, entry in entries(self.new) for found in walk(entry, path))
        out: dict[tuple[str, str], frozenset[str]] = {}
        for use in uses(self.new, everything):
            key = (str(use.path[0]), str(use.path[1]))
            out[key] = out.get(key, frozenset()) | use.names | use.called
        return out


def _came(change: Change) -> Text:
    return change.old or change.new or text("moved to another parent")


def joined(steps: Sequence[Text]) -> Text:
    """Return the name of several *steps* that only together give a score."""
    return listed(steps, text("{whole}; {part}")) or text("all changes together")


__all__ = ["Causes", "joined"]
