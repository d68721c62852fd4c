"""The choices of an indicator as people name them: by label, by condition, or by their place in the list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from weakref import WeakKeyDictionary

import attrs

from perfrules.formula import Node
from perfrules.language import LANGUAGES
from perfrules.program.absence import WHY
from perfrules.readings.exact import Trace, reached
from perfrules.readings.notation import branches
from perfrules.scoring import Rules

_ANSWERS = frozenset(WHY.values())


@attrs.frozen(eq=False)
class Arm:
    """
    One arm of a choice.

    Attributes:
        head: the first choice of the chain that it belongs to.
        choice: the choice whose condition leads to it; for the last arm, the choice above it.
        otherwise: whether it is the last arm, which has no condition.
        names: its label and its condition, in each language.
        number: its place in the list of rubrics or tiers that the indicator is marked by, from 1; 0 in other choices.
        said: its label and condition by language, for messages.

    """

    head: Node
    choice: Node
    otherwise: bool
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


_KNOWN: WeakKeyDictionary[Rules, dict[str, tuple[Arm, ...]]] = WeakKeyDictionary()
"""The arms that were asked for: every case of a set asks for the same, in both languages."""


def arms_of(rules: Rules, code: str) -> tuple[Arm, ...]:
    """Return the arms of all choices that the marks of the indicator *code* are made with, chain by chain."""
    known = _KNOWN.setdefault(rules, {})
    if code not in known:
        plan = rules.program.nodes[code]
        known[code] = arms_below(rules, plan.marks, _listed(rules, plan.raw))
    return known[code]


def arms_below(rules: Rules, root: Node, listed: Sequence[Node] = ()) -> tuple[Arm, ...]:
    """Return the arms of all choices below *root*, other cells left out; those of *listed* choices have numbers."""
    labels = rules.program.labels
    said = {language: branches(root, labels, wording=rules.wording(language)) for language in LANGUAGES}
    found: list[Arm] = []
    for _, group in groupby(zip(*said.values(), strict=True), key=lambda pair: pair[0].chain):
        pairs = list(group)
        choices = _chain(pairs[0][0].chain)
        for place, pair in enumerate(pairs):
            choice = choices[min(place, len(choices) - 1)]
            otherwise = place == len(choices)
            number = listed.index(choice) + 1 + otherwise if choice in listed else 0
            words = {name: (arm.label, arm.condition) for name, arm in zip(said, pair, strict=True)}
            names = frozenset(word.strip() for both in words.values() for word in both)
            found.append(Arm(pairs[0][0].chain, choice, otherwise, names, number, words))
    return tuple(found)


def _chain(head: Node) -> list[Node]:
    found = [head]
    while found[-1].args[2].op == "choose":
        found.append(found[-1].args[2])
    return found


def _listed(rules: Rules, raw: Node) -> Sequence[Node]:
    """Return the choices of the list of rubrics or tiers that gives *raw*; those about absence are left out."""
    found = branches(raw, rules.program.labels)
    if not found:
        return ()
    outermost = found[-1].chain
    return [node for node in _chain(outermost) if rules.program.labels.get(node) not in _ANSWERS]


def taken_arms(arms: Iterable[Arm], trace: Trace, root: Node) -> Iterator[Arm]:
    """Yield those of *arms*, which stand below *root*, that the case of *trace* took."""
    read: set[Node] | None = None
    for head, group in groupby(arms, key=lambda arm: arm.head):
        read = set(reached(trace, root)) if read is None else read
        if head in read:
            for arm in group:
                holds = trace.value(arm.choice.args[0])
                if holds is None:
                    break
                if arm.otherwise or holds:
                    yield arm
                    break
