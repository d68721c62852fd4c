"""Whether scores stay comparable: at which nodes the formulas differ, and where."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import attrs

from perfrules.comparison.changes import about_node
from perfrules.comparison.differing import Literals, differing, joined
from perfrules.comparison.matching import Matching
from perfrules.comparison.model import Change, Difference, Verdict
from perfrules.comparison.normal import Normal
from perfrules.comparison.options import options_between
from perfrules.comparison.stages import STAGES, Reference, Staged, referred
from perfrules.comparison.wording import Conditions
from perfrules.formula import Node, build, postorder
from perfrules.program.population import quotients
from perfrules.scoring.rules import Rules

_MEANING = ("type", "unit", "default", "answers", "counts", "reader", "parameters")
"""Keys of an evidence field that change what the same text in a case means."""


@attrs.frozen(eq=False, slots=False)
class Judge:
    """
    Two sets, node by node.

    Attributes:
        old: the old rules.
        new: the new ones.
        match: which indicators belong together.
        changes: what was changed.

    """

    old: Rules
    new: Rules
    match: Matching
    changes: tuple[Change, ...]

    @cached_property
    def sides(self) -> tuple[Staged, Staged]:
        """The stages of both, with the codes of the new one."""
        before, after = options_between(self.old.set, self.new.set)
        return Staged(self.old.program, self.match.code, before), Staged(self.new.program, str, after)

    @cached_property
    def normal(self) -> Normal:
        """Knows which formulas differ in their order alone."""
        return Normal()

    @cached_property
    def conditions(self) -> Conditions:
        """Puts conditions into words."""
        return Conditions(self.old, self.new, self.sides)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """The nodes that both have and that are marked or graded otherwise, in order of the tree."""
        return tuple(difference for node in self.new.set.walk() for difference in self._node(node.code))

    def _node(self, code: str) -> Iterator[Difference]:
        if code not in self.sides[0].codes or code not in self._reached:
            return
        marks = self._marks(code)
        if marks:
            yield self._difference(code, "marks", marks, self._reads(code))
        grade = self._grade(code)
        if grade:
            yield self._difference(code, "grade", grade, ())

    def _difference(self, code: str, what: str, where: tuple[Literals, ...], reads: Iterable[str]) -> Difference:
        words = self.conditions.alternatives(where)
        about = about_node(self.new.set.by_code[code])
        return Difference(code=code, about=about, what=what, where=words, reads=tuple(reads))  # type: ignore[arg-type]

    def _marks(self, code: str) -> tuple[Literals, ...]:
        """Return where the marks of a node differ: alternatives of conditions."""
        found: dict[Literals, None] = {}
        for stage in STAGES:
            one, other = (side.templates.get((stage, code)) for side in self.sides)
            if one is not None and other is not None:
                found |= dict.fromkeys(differing(one, other, normal=self.normal))
        found |= dict.fromkeys(self._evidence(code))
        return ((),) if () in found else joined(tuple(found))

    def _evidence(self, code: str) -> Iterator[Literals]:
        """Yield where evidence that means something else is read: wherever it is given, or left to its default."""
        for name in self._reads(code):
            keys = self._meanings.get(name.partition("/")[0], frozenset())
            if keys:
                there = build.state("given", Node("input", (), name))
                yield (build.negate(there),) if keys == {"default"} else (there,)

    @cached_property
    def _meanings(self) -> Mapping[str, frozenset[str]]:
        """The keys of evidence fields that were changed so that the same case means something else."""
        found: dict[str, set[str]] = {}
        for change in self.changes:
            section, key = str(change.path[0]), str(change.path[2]) if len(change.path) > 2 else ""  # noqa: PLR2004
            if section == "evidence" and key in _MEANING and change.sort != "text":
                found.setdefault(str(change.path[1]), set()).add(key)
            if section == "parameter" and key == "value":
                for field in self.new.set.evidence:
                    if change.path[1] in field.parameters.values():
                        found.setdefault(field.key, set()).add("parameters")
        return {name: frozenset(keys) for name, keys in found.items()}

    def _reads(self, code: str) -> list[str]:
        """Return the evidence that the formulas of a node read, by name, and what they read of all projects."""
        parts = [side.templates.get((stage, code)) for side in self.sides for stage in STAGES]
        inputs = (node for node in postorder([part for part in parts if part is not None]) if node.op == "input")
        names = (self._over_all.get(str(node.value), str(node.value)) for node in inputs if referred(node) is None)
        return list(dict.fromkeys(names))

    @cached_property
    def _over_all(self) -> Mapping[str, str]:
        """What the inputs are called that are the parts of values found over all projects."""
        found: dict[str, str] = {}
        for rules in (self.old, self.new):
            for above, (name, below, _) in quotients(rules.program.populations).items():
                found |= {above: name, below: name}
        return found

    def _grade(self, code: str) -> tuple[Literals, ...]:
        """Return where the same marks of a node get another grade."""
        one, other = (side.grade(code) for side in self.sides)
        if one is None or other is None:
            return () if one is other else ((),)
        names = [side.grades(code) for side in self.sides]
        if self.normal.same(one, other) and names[0] == names[1]:
            return ()

        def same(first: Node, second: Node) -> bool:
            return _band(names[0], first) == _band(names[1], second)

        return joined(differing(one, other, same, self.normal))

    @cached_property
    def _reached(self) -> frozenset[str]:
        """The new codes of the nodes on which the results of either set depend."""
        seen: set[Reference] = set()
        waiting: list[Reference] = [("marks", code) for code in self.new.set.results]
        waiting += [("marks", self.match.code(code)) for code in self.old.set.results]
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            for side in self.sides:
                template = side.templates.get(name)
                nodes = () if template is None else postorder([template])
                waiting += [found for found in map(referred, nodes) if found is not None]
        return frozenset(code for _, code in seen)

    @cached_property
    def verdict(self) -> Verdict:
        """Whether scores stay comparable."""
        results = [tuple(self.match.code(code) for code in self.old.set.results), self.new.set.results]
        if results[0] != results[1] or any(code in self._reached for code in (*self.match.added, *self._gone)):
            return "not"
        if not self.differences:
            return "same"
        everywhere = {difference.code for difference in self.differences if not difference.where}
        branches = everywhere & {*self.new.set.children, *map(self.match.code, self.old.set.children)}
        weighed = any(self._weighs(change) for change in self.changes)
        leaves = {node.code for node in self.new.set.leaves if node.code in self._reached}
        return "not" if branches or weighed or leaves <= everywhere else "where"

    @property
    def _gone(self) -> Iterator[str]:
        return map(self.match.code, self.match.removed)

    def _weighs(self, change: Change) -> bool:
        """Return whether a change shifts how much a node counts."""
        return change.sort == "weight" and change.path[1] in {difference.code for difference in self.differences}


def _band(names: tuple[str, ...], node: Node) -> str:
    value = build.value_of(node)
    return names[int(value)] if value is not None and 0 <= value < len(names) else repr(value)


__all__ = ["Judge"]
