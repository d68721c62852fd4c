"""Claims about reach: each tier, branch, row, band, gate and point can be reached by some evidence."""

from collections.abc import Iterator

from perfrules.coverage import ConditionSite, Site, Survey
from perfrules.formula.chains import arms
from perfrules.formula.piecewise import STATED
from perfrules.language import Text, text
from perfrules.proof.claims import Claim
from perfrules.proof.work import Work
from perfrules.readings.interval import Intervals

_WORDS: dict[str, Text] = {
    "marked": text("{code} has marks"),
    "branch": text("{code}: the branch can be taken: {label}"),
    "policy": text("{code}: the answer to absence can be given: {label}"),
    "applies": text("{code}: {label}, for some evidence"),
    "point": text("{code}: the point can be answered so: {label}"),
    "gate": text("{code}: the gate can be so: {label}"),
    "band": text("{code}: the grade can be given: {label}"),
}


def of_reach(work: Work) -> Iterator[Claim]:
    """Yield for each place in the formulas of a set the claim that some evidence gets there."""
    survey = Survey(work.rules)
    for site in survey.sites:
        if site.sort in ("source", "limit") or site.code in work.unmarked or not _is_claimed(work, site):
            continue
        about = Text(_WORDS[site.sort].template, {"code": site.code, "label": site.label})
        yield _claim(work, site, about)


def _is_claimed(work: Work, site: Site) -> bool:
    """Return whether it is a fault that nothing gets to *site*: not of lines between points, nor of what is nothing."""
    if site.reachable or not isinstance(site, ConditionSite):
        return site.reachable
    if work.rules.program.labels.get(site.at) in STATED:
        return False
    return not any(arm.value.op == "absent" and arm.choice is site.at for arm in arms(site.at))


def _claim(work: Work, site: Site, about: Text) -> Claim:
    row = work.reaching.reach(site)
    example = None if row is None else work.example(row, about)
    if example is not None:
        return Claim(site.code, "reached", about, "proved", text("a case reaches it"), (example,))
    how = _why_never(work, site)
    if how is not None:
        return Claim(site.code, "reached", about, "refuted", how)
    roots = [] if site.condition is None else [site.condition]
    return Claim(site.code, "reached", about, "undecided", work.why(roots) if roots else text("no case was found"))


def _why_never(work: Work, site: Site) -> Text | None:
    """Return how it was found out that no evidence gets to *site*; None where it was not."""
    if not site.reachable:
        return text("no evidence gets there: plain bounds")
    if not isinstance(site, ConditionSite):
        return None

    def never(intervals: Intervals) -> bool | None:
        truth = intervals.truth(site.when)
        return True if truth is (not site.holds) else None

    parts = work.split(never, [site.when])
    return None if parts is None else text("no evidence gets there: split in {number}", number=parts)
