"""What a change of a definition does to cases: by how much each result changes, and for which cause."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import attrs

from perfrules.case import Case
from perfrules.comparison.causes import Causes, joined
from perfrules.comparison.matching import Matching
from perfrules.comparison.mixing import Mixture
from perfrules.comparison.model import CaseChange, Cause, ResultChange
from perfrules.definition.library import is_path
from perfrules.language import Text, text
from perfrules.problems import Place, Problem, ProblemsFoundError
from perfrules.readings.exact import Trace
from perfrules.scoring.rules import Rules
from perfrules.scoring.scorecard import Scorecard


@attrs.frozen(eq=False, slots=False)
class Accountant:
    """
    Scores cases by an old and a new set, and says where the change comes from.

    Attributes:
        old: the old rules.
        new: the new ones.
        match: which indicators belong together.
        mixture: the programs between both.
        causes: what a step is called.

    """

    old: Rules
    new: Rules
    match: Matching
    mixture: Mixture
    causes: Causes

    def change(self, case: Case, name: str) -> CaseChange:
        """Return what the new definition makes of *case*."""
        old, why_not = self._scored(self.old, case, self._for_old(case))
        new, nor = self._scored(self.new, case, self._for_new(case))
        if old is None or new is None:
            return CaseChange(name=name, refused_by_old=why_not, refused_by_new=nor)
        return CaseChange(name=name, results=tuple(self._results(old, new)))

    def _scored(
        self, rules: Rules, case: Case, codes: Mapping[str, str]
    ) -> tuple[Scorecard | None, tuple[Problem, ...]]:
        other = self.new if rules is self.old else self.old
        try:
            card = rules.score(_translated(case, codes, rules, other))
        except ProblemsFoundError as error:
            return None, error.problems
        empty = [code for code in self._own(rules) if card.trace.number(rules.program.nodes[code].marks) is None]
        if not empty:
            return card, ()
        said = text("{code} has no marks in this case", code=", ".join(empty))
        return None, (Problem("PR760", said, Place(case.file)),)

    def _own(self, rules: Rules) -> list[str]:
        """Return the results of both sets by the codes of one."""
        if rules is self.new:
            return list(self.mixture.results)
        return [self.mixture.old.codes[code] for code in self.mixture.results]

    @cached_property
    def _back(self) -> Mapping[str, str]:
        return {new: old for old, new in self.match.codes.items()}

    def _speaks_new(self, case: Case) -> bool:
        """Return whether a case has the codes of the new set: it says so, else it is taken for one of the old."""
        if case.indicator_set and is_path(case.indicator_set):
            file = self.new.place(("title",)).file
            path = (case.folder or Path()) / case.indicator_set
            return file is not None and path.resolve() == Path(file).resolve()
        both = [{each.set.id, f"{each.set.id}@{each.set.edition}"} for each in (self.old, self.new)]
        return case.indicator_set in both[1] - both[0]

    def _for_old(self, case: Case) -> Mapping[str, str]:
        return self._back if self._speaks_new(case) else {}

    def _for_new(self, case: Case) -> Mapping[str, str]:
        return {} if self._speaks_new(case) else self.match.codes

    def _results(self, old: Scorecard, new: Scorecard) -> Iterator[ResultChange]:
        traces = self.mixture.traces(old.bound.row, new.bound.row)
        for code in self.mixture.results:
            before = self.mixture.old.codes[code]
            one, other = _marks(old, before), _marks(new, code)
            yield ResultChange(
                code=code,
                old=one,
                new=other,
                old_grade=_grade(old, before),
                new_grade=_grade(new, code),
                causes=self._caused(code, one, other, traces),
            )

    def _caused(self, code: str, old: Fraction, new: Fraction, traces: tuple[Trace, Trace]) -> tuple[Cause, ...]:
        """Return the causes of a change: telescoped, so that they are the whole of it."""
        found: list[Cause] = []
        last, waiting = old, list[Text]()
        for about, value in self._path(code, traces):
            waiting.append(about)
            if value is None:  # in between there is no score: the next step takes this one along
                continue
            if value != last:
                found.append(Cause(about=joined(waiting), change=value - last))
            last, waiting = value, []
        if last != new:
            found.append(Cause(about=joined(waiting), change=new - last))
        return tuple(found)

    def _path(self, code: str, traces: tuple[Trace, Trace]) -> Iterator[tuple[Text, Fraction | None]]:
        """Yield what is made new, and the result after it: the evidence first, then step by step."""
        first, *others = (program[code] for program in self.mixture.programs)
        yield self.causes.evidence, None if first is None else traces[1].number(first)
        for said, root in zip(self._steps, others, strict=True):
            yield said, None if root is None else traces[1].number(root)

    @cached_property
    def _steps(self) -> tuple[Text, ...]:
        """What each step is called."""
        return tuple(map(self.causes.of, self.mixture.steps))


def _marks(card: Scorecard, code: str) -> Fraction:
    marks = card.trace.number(card.rules.program.nodes[code].marks)
    return Fraction(0) if marks is None else marks


def _grade(card: Scorecard, code: str) -> str | None:
    grade = card.rules.program.nodes[code].grade
    place = None if grade is None else card.trace.number(grade)
    return None if place is None else card.rules.program.grades[code][int(place)]


def _translated(case: Case, codes: Mapping[str, str], rules: Rules, other: Rules) -> Case:
    """Return *case* with the codes of *rules*, without the evidence for which only the *other* set asks."""
    evidence = {}
    for name, value in case.evidence.items():
        head, slash, rest = str(name).partition("/")
        there = f"{codes.get(head, head)}{slash}{rest}"
        if rules.binder.knows(there) or not other.binder.knows(str(name)):
            evidence[there] = value
    return attrs.evolve(case, indicator_set="", evidence=evidence)


__all__ = ["Accountant"]
