"""Checking one file, whatever it is."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import attrs

from perfrules.case import FORMAT
from perfrules.case.expecting import MANY_FORMAT
from perfrules.case.read import case_of
from perfrules.definition.document import Document, read_document
from perfrules.definition.editions import disorders, editions_of, overlap, overlaps
from perfrules.definition.library import SCALE_FORMAT, SET_FORMAT, editions
from perfrules.definition.load import checked_scale
from perfrules.language import text
from perfrules.plugins import Registry
from perfrules.problems import Problem, ProblemsFoundError, suggestion
from perfrules.scoring.for_case import rules_of
from perfrules.scoring.loading import problems_of_set
from perfrules.testing.trials.running import check_trials

FORMATS = (SET_FORMAT, SCALE_FORMAT, FORMAT, MANY_FORMAT)


def check_file(file: str, registry: Registry, on: date | None = None) -> Sequence[Problem]:
    """Return all problems of a set, a grade scale, a case or a file of many cases, by the rules of the day *on*."""
    document = read_document(file)
    if not isinstance(document, Document):
        return [_meant(problem, file, registry) for problem in document]
    form = document.data.get("format")
    if form == MANY_FORMAT or (form == FORMAT and document.data.get("expect") is not None):
        return check_trials(document, Path(file))
    if form == FORMAT:
        return _case(document, Path(file).parent, on)
    if form == SCALE_FORMAT:
        return checked_scale(document, registry)[1]
    if form == SET_FORMAT:
        return (*problems_of_set(document, registry, on=on), *_beside(document, registry))
    return (_unknown(document, form),)


def _meant(problem: Problem, file: str, registry: Registry) -> Problem:
    """Return *problem*; where there is no *file* of the name of an installed set, with how to look at that."""
    name, _, edition = file.partition("@")
    known = editions(registry, name, SET_FORMAT) if problem.code == "PR001" else ()
    if not known or (edition and edition not in known):
        return problem
    return attrs.evolve(problem, advice=text("it is the id of an installed set: `perfrules show {id}`", id=file))


def _unknown(document: Document, form: object) -> Problem:
    place = document.place(("format",))
    known = ", ".join(f'"{name}"' for name in FORMATS)
    if form is None:
        return Problem("PR020", text("`format` is missing"), place, text("it is one of {known}", known=known))
    near = suggestion(form, FORMATS) if isinstance(form, str) else text("it is one of {known}", known=known)
    return Problem("PR020", text("the format {format} is unknown", format=repr(form)), place, near)


def _beside(document: Document, registry: Registry) -> Iterator[Problem]:
    """Yield that other installed editions are in force on days on which this one is, or leave it or themselves none."""
    name, edition = (str(document.data.get(key, "")) for key in ("id", "edition"))
    files = {other: path for other, path in editions(registry, name, SET_FORMAT).items() if other != edition}
    read = {other: read_document(path) for other, path in files.items()}
    known = {other: found for other, found in read.items() if isinstance(found, Document)}
    every = {**known, edition: document}
    for names, problem in disorders(every):
        if edition in names:
            key = "supersedes" if "supersedes" in document.data else "edition"
            yield attrs.evolve(problem, place=document.place((key,)))
    for one, other, day in overlaps(editions_of(every)):
        if edition in (one.name, other.name):
            yield attrs.evolve(overlap(name, one, other, day), place=document.place(("edition",)))


def _case(document: Document, folder: Path, on: date | None) -> Sequence[Problem]:
    try:
        case = case_of(document, folder)
        return rules_of(case, on=on).check(case)
    except ProblemsFoundError as error:
        return error.problems
