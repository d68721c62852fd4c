"""Rules (规则): a set, its program and its registry, ready to score."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs

from perfrules.aggregation import Aggregation
from perfrules.case import BLANK, Binder, Bound, Case
from perfrules.definition.constants import Constants
from perfrules.definition.editions import Day
from perfrules.definition.load import Definition
from perfrules.formula import Node
from perfrules.language import text
from perfrules.model import IndicatorSet
from perfrules.plugins import Provided, Registry
from perfrules.problems import CaseError, DefinitionError, Place, Problem
from perfrules.program import Program
from perfrules.readings.exact import Trace, Traced, traced
from perfrules.readings.notation import Wording
from perfrules.scoring.naming import Naming, namings, wording
from perfrules.scoring.outlook import MISSING_CODE, outlook
from perfrules.scoring.places import printed_places
from perfrules.scoring.populated import Populated
from perfrules.scoring.scorecard import Scorecard
from perfrules.scoring.tables import TableScoring

if TYPE_CHECKING:
    from perfrules.case.population import Population
    from perfrules.readings.exact.fast import Fast
    from perfrules.scoring.sending import Sent

_REMEMBERED = 500
"""Of so many sorts of cases is remembered why they are refused."""


@attrs.frozen(eq=False, slots=False)
class Rules(TableScoring, Populated):
    """
    A set with its program, ready to score (规则): what `load` returns.

    Rules are a value: they hold nothing of any case, and may be used by many threads at once. Pickled, they are sent
    to other processes as their definition; plugins that it needs must be installed there.

    Attributes:
        definition: the set and the places of everything in it.
        program: its formulas.
        registry: what the installed plugins offer.
        warnings: what was noticed about the definition that does not stop a score.
        day: the day whose rules these are, where another day could have others: among several editions one was chosen
            by it, or a parameter has values with dates. Else None.
        population: what was found over all projects, where the set reads or ranks by that; see `with_population`.
        sent: whether these rules came from another process, which may have sent only a part of the rows along.

    """

    definition: Definition
    program: Program
    registry: Registry
    warnings: tuple[Problem, ...] = ()
    day: Day | None = None
    population: "Population | None" = None
    sent: bool = False

    @property
    def set(self) -> IndicatorSet:
        """The indicator set (指标体系)."""
        return self.definition.set

    @cached_property
    def aggregations(self) -> Mapping[str, Aggregation]:
        """The aggregations by name."""
        return offered(self.registry.aggregations)

    def place(self, path: Sequence[str | int]) -> Place:
        """Return the place of a key path of the definition, such as ("indicator", "B1.1.2", "measure")."""
        return self.definition.place(tuple(path))

    @cached_property
    def binder(self) -> Binder:
        """What turns a case into a row of inputs."""
        population, measures = self.population, self.program.populations
        if population is None:
            return Binder(self.set, self.program.inputs, self.registry)
        from perfrules.case.own import OwnValues

        own = OwnValues.of(self.program.inputs, measures, population.own)
        return Binder(self.set, self.program.inputs, self.registry, population.numbers(measures), own)

    @cached_property
    def parameters(self) -> Mapping[str, Fraction]:
        """The numbers of the parameters, as they are on the day of these rules."""
        return Constants(self.set.parameter).values

    @cached_property
    def traced(self) -> Traced:
        """The program with a trace of every formula."""
        roots = [root for plan in self.program.nodes.values() for root in plan.roots]
        return traced(self.program.inputs, tuple(dict.fromkeys(roots)))

    @cached_property
    def fast(self) -> "Fast":
        """The program from a row of inputs to the row of marks, in the order of `program.nodes`, without a trace."""
        from perfrules.readings.exact.fast import fast

        return fast(self.program.inputs, tuple(plan.marks for plan in self.program.nodes.values()))

    def names(self, language: str | None = None) -> Mapping[str, Naming]:
        """Return what people call the inputs, measures and nodes, in *language* (default: the set's)."""
        return namings(self.set, self.program, language or self.set.language, self.registry.evidence_readers)

    def wording(self, language: str, shown: Mapping[str, str] = MappingProxyType({})) -> Wording:
        """Return how the formulas of these rules are put into words; inputs stand there as a case has *shown* them."""
        return wording(self.set, self.program, language, self.names(language), shown)

    @cached_property
    def _open(self) -> tuple[str, ...]:
        return tuple(node.code for node in self.set.indicators if node.open and node.code not in self.set.children)

    def check(self, case: Case | Mapping[str, object]) -> tuple[Problem, ...]:
        """Return all problems of a case, warnings included; missing evidence is one, where it is really read."""
        case = as_case(case)
        try:
            rules = self.for_case(case)
        except CaseError as error:
            return error.problems
        return rules.checked(case, rules.binder.bind(case))

    def checked(self, case: Case, bound: Bound) -> tuple[Problem, ...]:
        """Return all problems of a case whose evidence is *bound* already; see `check`."""
        other = (*self._other_day(case), *bound.problems)
        if self._open:
            return (*other, self._open_problem())
        refused = self._refused(case, self.traced(bound.row))
        return (*other, *_untold(refused, bound))

    def _other_day(self, case: Case) -> Iterator[Problem]:
        """Yield that the case asks for the rules of another day than these are of, unless these were asked for."""
        if self.day is None or case.on in (None, self.day.on) or self.day.because == "option":
            return
        said = text(
            "the case asks for the rules of {day}, and these are those of {other}",
            day=str(case.on),
            other=str(self.day.on),
        )
        yield Problem("PR608", said, case.place(("on",)), text("load the rules for that day: `load(…, on=case.on)`"))

    def _refused(self, case: Case, trace: Trace) -> tuple[Problem, ...]:
        """Return why *case* cannot be scored as it is; nothing where every result is there."""
        if not any(trace.state(root) for root in self._results):
            return ()
        # What a population lacks of its own is told with the case's number.
        outline = self.traced.outline(trace) if case.is_bare and not self.binder.own else None
        if outline is None:
            return self._refusals(case, trace)
        if outline not in self._told:
            if len(self._told) >= _REMEMBERED:
                self._told.clear()
            self._told[outline] = self._refusals(case, trace)
        return self._told[outline]

    @cached_property
    def _told(self) -> dict[tuple[int, ...], tuple[Problem, ...]]:
        """Why bare cases are refused, by what decides it: many rows of a table lack the same."""
        return {}

    def _refusals(self, case: Case, trace: Trace) -> tuple[Problem, ...]:
        from perfrules.scoring.refusal import refusals  # not loaded for whole scores

        fields = {item.name: item.field or item.name for item in self.program.inputs}
        fields |= {field.key: field.key for field in self.set.evidence}
        of_all = {name for item in self.program.populations.values() for _, *names in item.inputs for name in names}

        def place(name: str) -> Place:
            told = name if case.is_bare else fields.get(name, name)
            return Place() if name in of_all else case.place(("evidence", told))

        return refusals(
            self.set,
            self.program,
            trace,
            self.names(),
            place,
            self.population,
        )

    def refuse_open(self) -> None:
        """Raise a DefinitionError where a branch of the set is left open, so that it has no score of its own."""
        if self._open:
            raise DefinitionError([self._open_problem()])

    def _open_problem(self) -> Problem:
        said = text(
            "{set} leaves {codes} open, so it has no score of its own", set=self.set.id, codes=", ".join(self._open)
        )
        return Problem(
            "PR604", said, self.place(("indicator", self._open[0])), text("score with a set that extends it")
        )

    def score(self, case: Case | Mapping[str, object], *, partial: bool = False) -> Scorecard:
        """
        Return the scorecard (评分表) of *case*: a `Case`, or a mapping of evidence by field or flat name.

        With *partial*, evidence may be missing: the scorecard then lists it and says what is still possible.

        Raises:
            CaseError: with all problems of the case, missing evidence included unless *partial*.

        """
        self.refuse_open()
        case = as_case(case)
        rules = self.for_case(case)
        if rules is not self:
            return rules.score(case, partial=partial)
        bound = self.binder.bind(case)
        warnings = tuple(problem for problem in bound.problems if problem.severity == "warning")
        trace = self.traced(bound.row)
        refused = self._refused(case, trace)
        open_ = tuple(problem for problem in refused if partial and problem.code == MISSING_CODE)
        errors = [problem for problem in bound.errors if not partial or problem.code != BLANK]
        stopping = [
            *self._other_day(case),
            *errors,
            *_untold((problem for problem in refused if problem not in open_), bound),
        ]
        if stopping:
            raise CaseError(stopping)
        look = outlook(self.set, self.program, bound, trace, self.names()) if open_ else None
        return Scorecard(self, case, bound, trace, warnings, look)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The decimals that each result's marks are printed with."""
        return printed_places(self.set, self.program)

    @cached_property
    def _results(self) -> tuple[Node, ...]:
        plans = self.program.nodes.values()
        return tuple(root for plan in plans for root in (plan.marks, plan.grade) if root is not None)

    @cached_property
    def _sent(self) -> "Sent":
        from perfrules.scoring.sending import sent

        return sent(self)

    def __reduce__(self) -> tuple[Callable[["Sent"], "Rules"], tuple["Sent"]]:
        """Send the definition to another process, which compiles it once."""
        from perfrules.scoring.sending import received

        return received, (self._sent,)

    def __repr__(self) -> str:
        return f"<Rules {self.set.id}@{self.set.edition}: {sum(1 for _ in self.set.leaves)} leaves>"


def _untold(refused: Iterable[Problem], bound: Bound) -> tuple[Problem, ...]:
    """Return what is *refused*, without the missing evidence that has an error already."""
    told = {str(key) for problem in bound.errors for key in problem.place.key[1:2]} | bound.failed
    return tuple(
        problem
        for problem in refused
        if problem.code != MISSING_CODE or not told.intersection(map(str, problem.place.key[1:2]))
    )


def as_case(case: Case | Mapping[str, object]) -> Case:
    """Return *case* as a `Case`: a mapping is evidence by field, indicator code or flat name."""
    return case if isinstance(case, Case) else Case(evidence=case)


def offered(provided: Mapping[str, Provided]) -> Mapping[str, Any]:
    """Return what plugins provide, by name, as it is."""
    return {name: item.value for name, item in provided.items()}
