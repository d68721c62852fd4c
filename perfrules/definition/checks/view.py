"""What every check looks at: the draft, the registry, constants, and short ways to say a problem."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import count
from typing import Any, cast

import attrs

from perfrules.aggregation import Aggregation
from perfrules.content import ByContent
from perfrules.definition.build import Draft
from perfrules.definition.checks.uses import Use, uses
from perfrules.definition.checks.walk import Found, entries, walk
from perfrules.definition.constants import Constants
from perfrules.definition.merge import NAMED
from perfrules.expression import FUNCTIONS, NODE_FUNCTIONS, canonical
from perfrules.formula import Quantity
from perfrules.language import Text
from perfrules.model import Indicator, IndicatorSet, RubricCase
from perfrules.model.indicator_set import TOTAL
from perfrules.plugins import Registry
from perfrules.problems import Key, Place, Problem, suggestion

_SUGGESTIONS = 100
"""How many problems of a definition come with a suggestion: each takes a look at all the names there are."""


@attrs.frozen(eq=False, repr=False, slots=False)
class View(ByContent):
    """A draft and the registry beside which it is checked."""

    draft: Draft
    registry: Registry
    _asked: Iterator[int] = attrs.field(factory=count, init=False, eq=False, repr=False)

    @property
    def whole(self) -> IndicatorSet:
        """The set as far as it was built."""
        return self.draft.whole

    @cached_property
    def by_code(self) -> Mapping[str, Indicator]:
        """The nodes by code, the total among them."""
        return self.whole.by_code

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """The code of the parent of every node but the total."""
        return {node.code: node.parent or TOTAL for node in self.whole.indicators if node.code != TOTAL}

    @cached_property
    def children(self) -> Mapping[str, list[Indicator]]:
        """The children of every node that has any."""
        out: dict[str, list[Indicator]] = {}
        for node in self.whole.indicators:
            if node.code != TOTAL:
                out.setdefault(self.parents[node.code], []).append(node)
        return out

    @cached_property
    def ordered(self) -> tuple[Indicator, ...]:
        """The nodes that hang on the total, each after its children; those in a circle are left out."""
        out, stack = [], [TOTAL] if TOTAL in self.by_code else []
        while stack:
            code = stack.pop()
            out.append(self.by_code[code])
            stack.extend(child.code for child in self.children.get(code, ()))
        return tuple(reversed(out))

    @cached_property
    def everything(self) -> tuple[Found, ...]:
        """Every value of the set, at any depth, with its path."""
        return tuple(found for path, entry in entries(self.whole) for found in walk(entry, path))

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every expression of the set, and every plain reference to a name."""
        return tuple(uses(self.whole, self.everything))

    @cached_property
    def functions(self) -> frozenset[str]:
        """The names of functions that expressions may call."""
        return frozenset(FUNCTIONS) | frozenset(self.registry.functions)

    @cached_property
    def callables(self) -> frozenset[str]:
        """All that an expression of this set may call: functions, nodes, tables, and measures with arguments."""
        measures = (canonical(measure.key) for measure in self.whole.measure if measure.of)
        tables = (canonical(table.key) for table in self.whole.table)
        return self.functions | NODE_FUNCTIONS | frozenset((*measures, *tables, *self._faulty))

    @property
    def _faulty(self) -> Iterator[str]:
        """The names of measures and tables that could not be read: whether they may be called is not known."""
        left_out = {path for path in self.draft.broken if len(path) > 1} | self.unreadable
        return (canonical(str(path[1])) for path in left_out if path[0] in ("measure", "table"))

    @cached_property
    def unreadable(self) -> frozenset[tuple[str, str]]:
        """What has a name and is no table, as section and name: the schema tells, and nothing more is known of it."""
        merged = self.draft.merged
        written = ((section, document.data.get(section)) for document in merged.documents for section in NAMED)
        names = ((section, str(name)) for section, found in written if isinstance(found, dict) for name in found)
        return frozenset((section, name) for section, name in names if name not in merged.sections[section])

    def aggregation(self, name: str) -> Aggregation | None:
        """Return the aggregation of that name, or None."""
        provided = self.registry.aggregations.get(name)
        return None if provided is None else cast("Aggregation", provided.value)

    def near(self, word: str, known: Iterable[str]) -> Text | None:
        """Return what may have been meant by *word*; only the first problems of a definition have a suggestion."""
        return suggestion(word, known) if next(self._asked) < _SUGGESTIONS else None

    def inside(self, use: Use, column: int) -> Place:
        """Return the place of the character *column* (from 0) of an expression."""
        return self.draft.merged.inside(use.path, use.written, column)

    @cached_property
    def constant(self) -> Constants:
        """Gives the number of a quantity that is one, or None."""
        return Constants(self.whole.parameter)

    def number(self, quantity: Quantity | None) -> Fraction | None:
        """Return the number of *quantity*, None where it is none or has no constant value."""
        return None if quantity is None else self.constant(quantity)

    def is_leaf(self, node: Indicator) -> bool:
        """Return whether *node* is marked by a rubric: it has no children and is not left open."""
        return node.code not in self.children and not node.open

    def problem(self, code: str, message: Text, path: Key, advice: Text | None = None) -> Problem:
        """Return a problem at the key *path* of the merged definition."""
        return Problem(code, message, self.place(path), advice)

    def place(self, path: Key) -> Place:
        """Return the place of the key *path* of the merged definition."""
        return self.draft.merged.place(path)

    def written(self, section: str, name: str, key: str) -> Any:
        """Return what is written under *key* of an entry, or None."""
        entry = self.draft.merged.sections[section].get(name)
        found = entry.keys.get(key) if entry else None
        return found.value if found else None

    def states(self, node: Indicator, key: str) -> bool:
        """Return whether *key* is written at *node* itself or by an amendment, not by `[leaf]` or `[branch]`."""
        origin = node.origins.get(key)
        return origin is not None and origin.how not in ("leaf", "branch")

    def rubrics(self, node: Indicator) -> Iterator[tuple[Key, RubricCase]]:
        """Yield the rubrics of *node* with the paths of their tables."""
        for index, case in enumerate(node.rubric):
            yield ("indicator", node.code, "rubric", index), case
