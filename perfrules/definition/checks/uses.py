"""Every expression of a set, read once: where it stands, what it reads, which names are its own."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

import attrs

from perfrules.content import ByContent
from perfrules.definition.checks.walk import Found
from perfrules.expression import Tree, calls, names, parse_all
from perfrules.formula import End, Quantity
from perfrules.model import EvidenceField, IndicatorSet, RoundingRule
from perfrules.model.absence import ANSWERS
from perfrules.problems import ExpressionError, Key

LEAF = frozenset({"measure", "full", "target"})
"""Names that are a leaf's own inside its rubric."""
_OWN: Mapping[str, frozenset[str]] = {
    "rubric": LEAF,
    "target": frozenset({"measure", "full"}),
    "clamp": frozenset({"full"}),
    "not_applicable": frozenset({"full"}),
    "missing": frozenset({"full"}),
}
RELATIONS = ("part_of", "usually_at_most")
"""Keys of an evidence field that name another number of the evidence."""
_ABSENCE = ("not_applicable", "missing")
_ENDS = ("below", "beyond", "otherwise")


@attrs.frozen(eq=False, repr=False)
class Use(ByContent):
    """
    One expression, or one plain reference to a name.

    Attributes:
        path: where it stands in the merged definition.
        written: its text.
        tree: what was read; None for a plain reference, and where it cannot be read.
        errors: why it cannot be read.
        local: names that it may read beside those of the set.
        names: the names that it reads.
        called: the functions, and measures with arguments, that it calls.
        words: what may stand in its place: the answers to absence.

    """

    path: Key
    written: str
    tree: Tree | None = None
    errors: tuple[ExpressionError, ...] = ()
    local: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


def uses(whole: IndicatorSet, everything: Iterable[Found]) -> Iterator[Use]:
    """Yield every expression among *everything* that stands in *whole*, and every plain reference to a name."""
    parameters = {parameter.key for parameter in whole.parameter}
    arguments = {measure.key: frozenset(measure.of) for measure in whole.measure}
    for found in everything:
        if isinstance(found.value, RoundingRule) and isinstance(found.value.places, str):
            yield _plain((*found.path, "places"), found.value.places)
        if isinstance(found.value, EvidenceField):
            yield from _references(found.value, parameters)
        written = _expression(found.value, condition=found.condition)
        if written is not None and not _is_word(found.path, written):
            yield _use(found.path, written, _own(found.path, arguments))


def _expression(value: Any, *, condition: bool) -> str | None:
    if isinstance(value, Quantity):
        value = value.written
        return value if isinstance(value, str) else None
    return value if condition and isinstance(value, str) else None


def _is_word(path: Key, written: str) -> bool:
    return path[-1] == "when_zero" and written == "missing"


def _own(path: Key, arguments: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if path[0] == "indicator":
        return _OWN.get(str(path[2]), frozenset())
    if path[0] == "measure":
        return arguments[str(path[1])]
    return frozenset({"full"}) if path[0] in ("gate", "grade_scale") else frozenset()


def _use(path: Key, written: str, local: frozenset[str]) -> Use:
    tree, errors = parse_all(written)
    read = frozenset(name for name, _ in names(tree)) if tree else frozenset[str]()
    called = frozenset(name for name, _ in calls(tree)) if tree else frozenset[str]()
    return Use(path, written, tree, errors, local, read, called, _words(path))


def _words(path: Key) -> tuple[str, ...]:
    """Return the words that may stand in place of an expression."""
    if any(part in _ABSENCE for part in path):
        return tuple(ANSWERS)
    return get_args(End) if path[-1] in _ENDS and "tiers" not in path else ()


def _plain(path: Key, name: str) -> Use:
    return Use(path, name, names=frozenset({name}))


def _references(field: EvidenceField, parameters: set[str]) -> Iterator[Use]:
    """Yield what an evidence field reads without an expression: what it is part of, its reader's parameters."""
    path = ("evidence", field.key)
    # A mapping relates counts of the field itself, which are no names of the set.
    if field.usually_at_most is not None:
        yield _plain((*path, "usually_at_most"), field.usually_at_most.partition(".")[0])
    if isinstance(field.part_of, str):
        yield _plain((*path, "part_of"), field.part_of.partition(".")[0])
    else:  # a name without a dot is a count of the field itself
        for part, whole in (field.part_of or {}).items():
            if "." in whole:
                yield _plain((*path, "part_of", part), whole.partition(".")[0])
    for key, value in field.parameters.items():
        if isinstance(value, str) and value in parameters:
            yield _plain((*path, "parameters", key), value)
