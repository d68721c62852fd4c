"""Checks on sources: that there are any, that references meet them, and that dates are in order."""

from collections.abc import Iterator
from datetime import date

from perfrules.definition.checks.view import View
from perfrules.language import text
from perfrules.model import Citation, Source
from perfrules.problems import Key, Problem


def present(view: View) -> Iterator[Problem]:
    """Yield a set without a single source."""
    if not view.draft.merged.sections["source"]:
        advice = text("add a `[[source]]` with id and title: a regulation, a report, or your own reconstruction")
        yield view.problem("PR128", text("the set names no source at all"), (), advice)


def cited(view: View) -> Iterator[Problem]:
    """Yield references to sources that are not there."""
    known = set(view.draft.merged.sections["source"])
    for found in view.everything:
        if isinstance(found.value, Citation) and found.value.id not in known:
            message = text("there is no source `{id}`", id=found.value.id)
            yield view.problem("PR127", message, found.path, view.near(found.value.id, known))


def dates(view: View) -> Iterator[Problem]:
    """Yield dates of sources and of the set itself that are the wrong way round."""
    for source in view.whole.source:
        yield from _source(view, source, ("source", source.id))
    for scale in view.whole.grade_scale:
        for index, source in enumerate(scale.source):
            yield from _source(view, source, ("grade_scale", scale.id, "source", index))
    effective = view.whole.effective
    yield from _reversed(view, effective.from_, effective.to, ("effective", "to"))


def _source(view: View, source: Source, path: Key) -> Iterator[Problem]:
    yield from _reversed(view, source.from_, source.to, (*path, "to"))
    if source.from_ is None:
        yield from _reversed(view, source.issued, source.to, (*path, "to"))


def _reversed(view: View, first: date | None, last: date | None, path: Key) -> Iterator[Problem]:
    if first is not None and last is not None and last < first:
        message = text("it ends on {last}, before it begins on {first}", first=first, last=last)
        yield view.problem("PR129", message, path, text("put the two dates the right way round"))


CHECKS = (present, cited, dates)
