"""Scorecards (评分表): the result of scoring one case, with the reason for every mark."""

from collections.abc import Container, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from perfrules.case import Bound, Case
from perfrules.language import chosen, text
from perfrules.model import IndicatorSet
from perfrules.model.indicator_set import TOTAL
from perfrules.problems import Place, Problem, UnknownNameError, suggestion
from perfrules.readings.exact import Trace
from perfrules.readings.notation import decimal_text
from perfrules.scoring.award import Award, EvidenceRead, Exact, LedgerEntry, Outcome, Returned, exact_number
from perfrules.scoring.document import document
from perfrules.scoring.explain import Explainer
from perfrules.scoring.ledger import SORTS
from perfrules.scoring.outlook import Outlook

if TYPE_CHECKING:
    from perfrules.scoring.rules import Rules


@attrs.frozen(eq=False, slots=False)
class Scorecard:
    """
    The score of one case (评分表): a tree of awards, a ledger of lost marks, and what all of it stands on.

    Marks are exact: a `Decimal`, or a `Fraction` where no decimal ends; None where a result is null, and then
    `card["total"].absence_reason` says why. Awards are worked out when they are first asked for. Two scorecards are
    equal when their documents (`to_dict`) are.

    Attributes:
        rules: the rules that scored.
        case: the case as it was written.
        bound: the evidence as it was read.
        trace: the value and the state of every formula.
        warnings: what was noticed that does not stop a score.
        outlook: what is possible while evidence is missing; None for a whole score.

    """

    rules: "Rules"
    case: Case
    bound: Bound
    trace: Trace = attrs.field(repr=False)
    warnings: tuple[Problem, ...] = ()
    outlook: Outlook | None = None

    @property
    def set(self) -> IndicatorSet:
        """The indicator set that was used."""
        return self.rules.set

    @property
    def headline(self) -> str:
        """The code of the first result; "total" unless the set says otherwise."""
        return self.set.results[0]

    @property
    def marks(self) -> Exact | None:
        """The marks (得分) of the headline result, as printed."""
        # Asked for of many cases in a row, and worth no sentences.
        marks = self.trace.number(self.rules.program.nodes[self.headline].marks)
        return exact_number(marks, self.rules.places[self.headline])

    @property
    def full_marks(self) -> Exact | None:
        """The full marks (满分值) in force of the headline result."""
        return self[self.headline].full_marks

    @property
    def rate(self) -> Exact | None:
        """The rate (得分率) of the headline result: the exact quotient of marks and full marks."""
        return self[self.headline].rate

    @property
    def grade(self) -> str | None:
        """The grade (评价等级) of the headline result, or None."""
        grade = self.rules.program.nodes[self.headline].grade
        position = None if grade is None else self.trace.number(grade)
        return None if position is None else self.rules.program.grades[self.headline][int(position)]

    @property
    def rank(self) -> int | None:
        """The rank (名次) of the headline result among all projects, or None; see `Outcome`."""
        return self._explainer.outcome(self.headline).rank

    @cached_property
    def _explainers(self) -> dict[str, Explainer]:
        return {}

    @property
    def _explainer(self) -> Explainer:
        """The explainer in the language in force: the one chosen, else the set's."""
        language = chosen() or self.set.language
        if language not in self._explainers:
            readers = self.rules.registry.evidence_readers
            rules = self.rules
            made = Explainer(
                rules.set, rules.program, self.bound, self.trace, language, readers, standings=rules.standings
            )
            self._explainers.setdefault(language, made)
        return self._explainers[language]

    def __getitem__(self, code: str) -> Award:
        """Return the award of the indicator *code*; raise UnknownNameError where the set has none."""
        if code not in self.set.by_code or (code == TOTAL and not self.set.has_total):
            known = [known for known in self.set.by_code if known != TOTAL or self.set.has_total]
            problem = Problem(
                "PR605",
                text("{set} has no indicator `{code}`", set=self.set.id, code=code),
                Place(),
                suggestion(code, known),
            )
            raise UnknownNameError([problem])
        return self._explainer.award(code)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The awards without what explains them, in the same order: much quicker where nothing is explained."""
        codes = (node.code for node in self.set.walk() if node.code != TOTAL or self.set.has_total)
        return tuple(self._explainer.outcome(code) for code in codes)

    @property
    def results(self) -> Mapping[str, Award]:
        """The awards of what the set publishes, headline first."""
        return {code: self[code] for code in self.set.results}

    @property
    def awards(self) -> tuple[Award, ...]:
        """All awards in order of the tree, the root first; without it where the set has no total."""
        return tuple(self[outcome.code] for outcome in self.outcomes)

    def __iter__(self) -> Iterator[Award]:
        return iter(self.awards)

    @property
    def ledger(self) -> tuple[LedgerEntry, ...]:
        """What was lost of the headline result, where and why; together exactly full − marks."""
        return self.ledger_of(self.headline)

    def ledger_of(self, result: str, sorts: Container[str] = SORTS) -> tuple[LedgerEntry, ...]:
        """
        Return what was lost of a result, or of any other node, where and why; together exactly full − marks.

        With *sorts*, only the entries of these.

        Where less is better, what is lost is what lies above the best marks. An open scale has nothing to be lost.
        """
        self[result]
        return self._explainer.ledger(result, self.rules.aggregations, sorts)

    def losses(self, count: int = 5, result: str | None = None) -> tuple[Award, ...]:
        """
        Return the leaves of *result* that lost most, at most *count*, the largest loss first.

        Without *result* they are those of the headline result.
        """
        below = (node.code for node in self.set.below(result or self.headline) if node.rubric)
        leaves = [leaf for leaf in map(self._explainer.outcome, below) if leaf.takes_part and leaf.lost]
        leaves.sort(key=lambda leaf: (-Fraction(leaf.lost or 0), leaf.code))
        return tuple(self[leaf.code] for leaf in leaves[:count])

    @property
    def missing(self) -> tuple[EvidenceRead, ...]:
        """What is missing for a whole score."""
        return () if self.outlook is None else self.outlook.missing

    @property
    def interval(self) -> tuple[Exact | None, Exact | None] | None:
        """The least and the most that the headline result can still be, or None for a whole score."""
        return None if self.outlook is None else self.outlook.interval

    @property
    def grades_possible(self) -> tuple[str, ...]:
        """The grades that are still possible, best first; empty for a whole score."""
        return () if self.outlook is None else self.outlook.grades

    @property
    def questionnaires(self) -> tuple[Returned, ...]:
        """The rounds of questionnaires, with the share that came back valid (回收率)."""
        rounds = [(item.audience, item.sent, item.valid) for item in self.case.questionnaires]
        for name, said in self.bound.totals.items():
            if "sent" in said:
                rounds.append((self.rules.names()[name].label, said["sent"], said.get("valid")))
        return tuple(Returned(who, sent, valid, _share(valid, sent)) for who, sent, valid in rounds)

    @property
    def project(self) -> Mapping[str, object]:
        """The particulars of the project, as the case has them."""
        return self.case.project

    def to_dict(self) -> dict[str, Any]:
        """Return the scorecard as plain JSON values, in the format perfrules/scorecard/1."""
        return document(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scorecard):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash((self.set.digest, self.bound.row))

    def __repr__(self) -> str:
        grade = "" if self.grade is None else f" {self.grade}"
        return f"<Scorecard {self.set.id}@{self.set.edition}: {self.marks}{grade}>"


def _share(part: int | None, whole: int | None) -> str:
    return decimal_text(Fraction(part, whole), 2, "%") if part is not None and whole else ""
