"""The choices of an indicator as people name them: by label, by condition, or by their place in the list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from weakref import WeakKeyDictionary

import attrs

from perfrules.formula import Node
from perfrules.formula.chains import Arm, arms
from perfrules.language import LANGUAGES
from perfrules.program.absence import WHY
from perfrules.readings.exact import Trace, reached
from perfrules.readings.notation import branches
from perfrules.scoring import Rules

_ANSWERS = frozenset(WHY.values())


@attrs.frozen(eq=False)
class NamedArm:
    """
    One arm of a choice, by the names that it has.

    Attributes:
        arm: the arm.
        names: its label and its condition, in each language.
        number: its place in the list of rubrics or tiers that the indicator is marked by, from 1; 0 in other choices.
        said: its label and condition by language, for messages.

    """

    arm: Arm
    names: frozenset[str]
    number: int
    said: Mapping[str, tuple[str, str]]

    @property
    def label(self) -> str:
        """What it is called in the program itself, untranslated: the same in every language."""
        return self.said["en"][0]

    def is_meant(self, name: int | str) -> bool:
        """Return whether *name* means this arm: its number, its label or its condition."""
        if isinstance(name, str) and not name.strip().isdecimal():
            return name.strip() in self.names
        return self.number > 0 and self.number == int(name)


_KNOWN: WeakKeyDictionary[Rules, dict[str, tuple[NamedArm, ...]]] = WeakKeyDictionary()
"""The arms that were asked for: every case of a set asks for the same, in both languages."""


def arms_of(rules: Rules, code: str) -> tuple[NamedArm, ...]:
    """Return the arms of all choices that the marks of the indicator *code* are made with, chain by chain."""
    known = _KNOWN.setdefault(rules, {})
    if code not in known:
        plan = rules.program.nodes[code]
        known[code] = tuple(_named(rules, plan.marks, _listed(rules, plan.raw)))
    return known[code]


def _named(rules: Rules, root: Node, listed: Sequence[Node]) -> Iterator[NamedArm]:
    """Yield the arms of all choices below *root*, other cells left out; those of *listed* choices have numbers."""
    labels = rules.program.labels
    said = {language: branches(root, labels, wording=rules.wording(language)) for language in LANGUAGES}
    for pair in zip(*said.values(), strict=True):
        arm = pair[0].arm
        number = listed.index(arm.choice) + 1 + arm.otherwise if arm.choice in listed else 0
        words = {name: (branch.label, branch.condition) for name, branch in zip(said, pair, strict=True)}
        yield NamedArm(arm, frozenset(word.strip() for both in words.values() for word in both), number, words)


def _listed(rules: Rules, raw: Node) -> Sequence[Node]:
    """Return the choices of the list of rubrics or tiers that gives *raw*; those about absence are left out."""
    labels = rules.program.labels
    found = branches(raw, labels)
    outermost = arms(found[-1].arm.head) if found else ()
    return [arm.choice for arm in outermost if not arm.otherwise and labels.get(arm.choice) not in _ANSWERS]


def taken_arms(named: Iterable[NamedArm], trace: Trace, root: Node) -> Iterator[NamedArm]:
    """Yield those of the arms that are *named*, below *root*, that the case of *trace* took."""
    read: set[Node] | None = None
    for head, group in groupby(named, key=lambda one: one.arm.head):
        read = set(reached(trace, root)) if read is None else read
        if head in read:
            truths = ((one, one.arm.otherwise or trace.value(one.arm.condition)) for one in group)
            decided, holds = next((each for each in truths if each[1] is not False), (None, None))
            if decided is not None and holds:
                yield decided
