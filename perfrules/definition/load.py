"""Loading definitions: from a path or an id to a checked `IndicatorSet`, or all its problems."""

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs

from perfrules.content import ByContent
from perfrules.definition.build import Draft, build
from perfrules.definition.chain import add_scales, chain
from perfrules.definition.document import Document, read_document
from perfrules.definition.editions import Day, Edition
from perfrules.definition.faults import faults
from perfrules.definition.library import SCALE_FORMAT, SET_FORMAT, is_by_day, open_reference
from perfrules.definition.merge import Merged
from perfrules.definition.stamps import Stamp, stamp_of
from perfrules.definition.structure import structurer
from perfrules.language import text
from perfrules.model import GradeScale, IndicatorSet
from perfrules.plugins import Registry
from perfrules.problems import DefinitionError, Key, Place, Problem

Problems = tuple[Problem, ...]
_FORM = frozenset({"PR021", "PR022", "PR023", "PR025"})
"""Codes of what does not fit the model: the schema says the same first, in better words."""
_AMENDS = "PR105"
"""The code of amendments of what is not there."""


@attrs.frozen(eq=False, repr=False)
class Definition(ByContent):
    """
    A set (指标体系) with the places of everything in it.

    Attributes:
        set: the set itself.
        place: gives the place of a key path that begins with a section and a name: ("indicator", "B1.1", "rubric",
            "tiers", 0, "marks"), ("measure", "execution", "value"), ("evidence", "spent", "at_least"), ("gate", 0,
            "when"), ("grade_scale", "four-grades", "bands", 0), or of a key at the top: ("results", 0).
        inside: gives the place of a character, from 0, of the expression that stands at a key path.
        warnings: what was found that does not stop a score.
        by_day: the editions, of the set and of those that it extends, that the day has chosen among several.
        stamp: whether all of it was checked before, and the way to note that it was; None where it is checked anyway.

    """

    set: IndicatorSet
    place: Callable[[Key], Place] = attrs.field(eq=False, repr=False)
    inside: Callable[[Key, str, int], Place] = attrs.field(eq=False, repr=False)
    warnings: Problems = attrs.field(default=(), eq=False)
    stamp: Stamp | None = attrs.field(default=None, eq=False, repr=False)
    by_day: tuple[Edition, ...] = attrs.field(default=(), eq=False)


def load_set(
    reference: str | os.PathLike[str], registry: Registry, *, on: date | None = None, stamps: bool = False
) -> Definition:
    """
    Return the set that *reference* means: the path of a file, an id or id@edition; a `Path` is always that of a file.

    Where several editions are installed and none is named, it is the one in force on *on* (default: today). With
    *stamps*, a set of which nothing has changed since it was checked without any finding is not checked again.

    Raises:
        DefinitionError: with all problems, where there are any but warnings.

    """
    if isinstance(reference, str):
        document = open_reference(reference, registry, Place, base=Path(), on=on)
    else:
        document = read_document(reference)
    definition, problems = checked(document, registry, on=on, stamps=stamps)
    if definition is None:
        raise DefinitionError(problems)
    if isinstance(reference, str) and isinstance(document, Document) and is_by_day(reference, registry):
        return attrs.evolve(definition, by_day=(Edition.stated(document), *definition.by_day))
    return definition


def load_scale(reference: str | os.PathLike[str], registry: Registry) -> GradeScale:
    """
    Return the grade scale that *reference* means: the path of a file, or an id.

    Raises:
        DefinitionError: with all problems, where there are any.

    """
    document = open_reference(os.fspath(reference), registry, Place, base=Path(), form=SCALE_FORMAT)
    scale, problems = checked_scale(document, registry)
    if scale is None:
        raise DefinitionError(problems)
    return scale


def check_definition(
    source: str | os.PathLike[str] | Document, registry: Registry, *, on: date | None = None
) -> tuple[IndicatorSet | None, Problems]:
    """
    Return the set of a file or document, None where it has errors, and all its problems in order of place.

    The file of a grade scale is checked too, and gives no set.
    """
    document = source if isinstance(source, Document) else read_document(source)
    if isinstance(document, Document) and document.data.get("format") == SCALE_FORMAT:
        return None, checked_scale(document, registry)[1]
    definition, problems = checked(document, registry, on=on)
    return (definition.set if definition else None), problems


def checked(
    document: Document | Problems, registry: Registry, *, on: date | None = None, stamps: bool = False
) -> tuple[Definition | None, Problems]:
    """
    Return the definition of a document, None where it has errors, and all its problems in order of place.

    *stamps* as in `load_set`.
    """
    if not isinstance(document, Document):
        return None, document
    wrong = _other_format(document, registry, SET_FORMAT)
    if wrong:
        return None, wrong
    documents, unopened = chain(document, registry, on)
    by_day = _by_day(documents, registry)
    merged = Merged(documents)
    scales = add_scales(merged, registry)
    draft = build(merged, structurer(registry.rubric_kinds), Day.of(on).on)
    applied = [(each.key, each.place) for each in draft.whole.parameter if each.place is not None]
    found = [*unopened, *scales, *_needless_amendments(documents)]
    stamp = stamp_of(_read(merged), registry, applied) if stamps and not (found or draft.problems) else None
    if stamp is not None and stamp.found:
        return Definition(draft.whole, merged.place, merged.inside, stamp=stamp, by_day=by_day), ()
    if unopened:  # of a part of a tree nothing can be said, nor of what amends the rest
        found += [problem for problem in draft.problems if problem.code != _AMENDS]
    else:
        found += [*draft.problems, *_crossing(draft, registry)]
    problems = sorted_problems((problem for each in documents for problem in _form(each, registry)), found)
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    stamp = None if problems else stamp
    return Definition(draft.whole, merged.place, merged.inside, problems, stamp, by_day), problems


def _by_day(documents: Sequence[Document], registry: Registry) -> tuple[Edition, ...]:
    """Return those editions that the sets of a chain extend without naming them, where there are several."""
    found = [base for base, above in pairwise(documents) if is_by_day(str(above.data.get("extends")), registry)]
    return tuple(Edition.stated(document) for document in reversed(found))


def _read(merged: Merged) -> list[Document]:
    """Return the documents of a definition: its own, those that it extends, and those of installed grade scales."""
    every = (*merged.documents, *(entry.document for entry in merged.sections["grade_scale"].values()))
    return list({id(document): document for document in every}.values())


def _crossing(draft: Draft, registry: Registry) -> Iterable[Problem]:
    """Return what is wrong between the parts of *draft*."""
    from perfrules.definition.checks import check  # checks are not loaded for what has passed them before

    return check(draft, registry)


def _needless_amendments(documents: Iterable[Document]) -> Iterable[Problem]:
    """Yield amendments in a set that extends none: what it says itself is changed where it is said."""
    for document in documents:
        if document.data.get("amend") and "extends" not in document.data:
            said = text("the set extends no other, so there is nothing to amend")
            yield Problem(_AMENDS, said, document.place(("amend", 0)), text("change what is written, or add `extends`"))


def checked_scale(document: Document | Problems, registry: Registry) -> tuple[GradeScale | None, Problems]:
    """Return the grade scale of a document, None where it has errors, and all its problems in order of place."""
    if not isinstance(document, Document):
        return None, document
    wrong = _other_format(document, registry, SCALE_FORMAT)
    if wrong:
        return None, wrong
    data: dict[str, Any] = {key: value for key, value in document.data.items() if key != "format"}
    scale, found = None, []
    try:
        scale = structurer({}).structure(data, GradeScale)
    except Exception as error:  # noqa: BLE001
        found = [Problem(fault.code, fault.text, document.place(fault.path), fault.advice) for fault in faults(error)]
    else:
        from perfrules.definition.checks import check_bands

        found = list(check_bands(scale, document.place))
    problems = sorted_problems(_form(document, registry), found)
    return (None if any(problem.severity == "error" for problem in problems) else scale), problems


def sorted_problems(form: Iterable[Problem], found: Iterable[Problem]) -> Problems:
    """
    Return all problems in order of place, each once.

    *form* is what the schema says; of what was *found* later, that which it has told already is left out.
    """
    first = tuple(form)
    told = _Told(first)
    every = {_sight(each): each for each in (*first, *(each for each in found if not told.covers(each)))}
    return tuple(sorted(every.values(), key=_order))


def _order(problem: Problem) -> tuple[str, int, int]:
    return problem.place.file or "", problem.place.line or 0, problem.place.column or 0


def _sight(problem: Problem) -> tuple[object, ...]:
    """Return what a reader sees of *problem*: two that look the same are one."""
    return problem.code, problem.message, problem.hint, _order(problem)


class _Told:
    """Where the schema has found a fault: looked up by place, since large files have many."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        places = [problem.place for problem in problems if problem.place.key]
        self._at = {(place.file, place.key) for place in places}
        self._above = {(place.file, above) for place in places for above in _beginnings(place.key)}

    def covers(self, problem: Problem) -> bool:
        """Return whether *problem* is about a place that was told: of what is about form, above or below it too."""
        file, key = problem.place.file, problem.place.key
        if not key or problem.code not in _FORM:
            return (file, key) in self._at
        return (file, key) in self._above or any((file, above) in self._at for above in _beginnings(key))


def _beginnings(key: Key) -> list[Key]:
    return [key[:length] for length in range(1, len(key) + 1)]


def _form(document: Document, registry: Registry) -> list[Problem]:
    """Return what the schema does not allow in *document*; of a kind that is not there, why it is not there."""
    from perfrules.definition.validate import validate

    return [_explained(problem, registry) for problem in validate(document, registry.rubric_kinds)]


def _explained(problem: Problem, registry: Registry) -> Problem:
    if problem.code != "PR025":
        return problem
    missing = registry.explain_missing("kind", str(problem.text.values["name"]))
    return attrs.evolve(problem, text=missing, advice=None)


def _other_format(document: Document, registry: Registry, wanted: str) -> Problems:
    if document.data.get("format") == wanted:
        return ()
    from perfrules.definition.validate import validate

    return tuple(validate(document, registry.rubric_kinds, formats=[wanted]))
