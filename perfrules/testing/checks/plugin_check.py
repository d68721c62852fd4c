"""`check_plugin`: everything that a plugin brings, in one call of a test."""

import inspect
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from perfrules.definition.load import check_definition
from perfrules.expression.population import is_over_population
from perfrules.language import Text, text
from perfrules.plugins import Plugin, Registry
from perfrules.plugins.protocols import Sort
from perfrules.problems import DefinitionError, Problem
from perfrules.scoring import Rules, Scorecard, load
from perfrules.testing.checks.aggregation_check import aggregation_faults
from perfrules.testing.checks.agreement import Readings
from perfrules.testing.checks.faults import FaultsError, Search, staying
from perfrules.testing.checks.kind_check import kind_faults
from perfrules.testing.checks.parts import function_faults, reader_faults, renderer_faults
from perfrules.testing.checks.population_check import over_population_faults
from perfrules.testing.drawing.cases import cases as evidence_for
from perfrules.testing.drawing.writing import HEAD, rules_with
from perfrules.testing.trials.running import run_cases
from perfrules.testing.trials.wording import failure_lines

DRAWN = 20
"""How many examples are drawn for each thing that a plugin brings."""
_ALONE = "checked"


def check_plugin(
    plugin: object,
    *,
    cases: str | os.PathLike[str] | None = None,
    registry: Registry | None = None,
    drawn: int = DRAWN,
) -> None:
    """
    Check a plugin (插件) and everything that it brings.

    It loads, and its hooks are right. Its definitions are namespaced ("roads/projects"), have no problems and no
    warnings, and all readings agree about any evidence for them. Its rubric kinds pass `check_kind`, its aggregations
    `check_aggregation`, functions over the population `check_population_function`; other functions, readers and
    renderers work. The cases of its folder give what they expect.

    Args:
        plugin: the name of one that is installed, or a module or object with hook implementations.
        cases: the file or folder of its cases; default: the folder `cases` beside or above its module, if there is one.
        registry: what other plugins offer, where this one needs it; default: what is installed for a name, what the
            library offers for an object.
        drawn: how many examples are drawn for each thing.

    Raises:
        FaultsError: an AssertionError with all faults.

    """
    if isinstance(plugin, str):
        name, among = plugin, registry or Registry.installed()
    else:
        name, among = _ALONE, (registry or Registry.builtin()).with_plugin(plugin, _ALONE)
    check = _Check(name, among, Search(drawn), () if cases is None else (Path(cases),), plugin)
    faults = tuple(check.faults())
    if faults:
        raise FaultsError(str(getattr(plugin, "__name__", plugin)), faults)


@attrs.frozen(eq=False)
class _Check:
    """The check of one plugin, by its name in a registry."""

    name: str
    registry: Registry
    search: Search
    folders: Sequence[Path]
    plugin: object

    def faults(self) -> Iterator[Text]:
        """Yield all that is wrong."""
        try:
            found = self.registry.plugin(self.name)
        except KeyError:
            yield text("there is no plugin `{name}` among those that are installed", name=self.name)
            return
        yield from map(_told, found.problems)
        if not found.provides:
            yield text("it brings nothing")
        loaded = list(self._sets(found))
        for fault in loaded:
            if isinstance(fault, Text):
                yield fault
        sets = [rules for rules in loaded if isinstance(rules, Rules)]
        yield from self._parts(_card(sets))
        yield from self._cases()

    def _sets(self, found: Plugin) -> Iterator[Rules | Text]:
        """Yield the rules of each set, and what is wrong with definitions."""
        for key, provided in self.registry.provided_definitions.items():
            if provided.plugin != self.name:
                continue
            called = f"{key.id}@{key.edition}" if key.edition else key.id
            if "/" not in key.id:
                template = 'the id {id} has no namespace: write "{name}/{id}", so that it stays apart from others'
                yield text(template, id=key.id, name=found.name if found.name != _ALONE else "name")
            for problem in check_definition(provided.value, self.registry)[1]:
                yield _within(called, _told(problem))
            if key.format == "indicator-set":
                yield from self._set(called)

    def _set(self, called: str) -> Iterator[Rules | Text]:
        try:
            rules = load(called, registry=self.registry)
        except DefinitionError as error:
            yield from (_within(called, _told(problem)) for problem in error.problems)
            return
        yield from (_within(called, _told(problem)) for problem in rules.warnings)
        if any(node.open and node.code not in rules.set.children for node in rules.set.indicators):
            return  # it is for others to extend, and has no score of its own
        yield rules
        readings = Readings(rules)
        # What reads other projects has no score without them; its cases, which name a population, show that it works.
        scored = not rules.program.populations
        drawn = self.search.first(evidence_for(rules), readings.faults, needed=True) if scored else ()
        for fault in (*drawn, *readings.notation_faults()):
            yield _within(called, fault)

    def _parts(self, card: Scorecard) -> Iterator[Text]:
        """Yield what is wrong with kinds, aggregations, functions, readers and renderers."""
        for name, form in self._mine("kind"):
            yield from _all_within(name, kind_faults(form, (), self.registry, self.search))
        for name, value in self._mine("aggregation"):
            yield from _all_within(name, aggregation_faults(type(value), (), self.registry, self.search))
        for name, function in self._mine("function"):
            over = is_over_population(function)
            faults = (
                over_population_faults(type(function), self.search) if over else function_faults(function, self.search)
            )
            yield from _all_within(name, faults)
        for name, form in self._mine("reader"):
            if "/" not in name:
                yield text('the reader {name} has no namespace: write "…/{name}"', name=name)
            yield from _all_within(name, reader_faults(form))
        for name, renderer in self._mine("renderer"):
            yield from _all_within(name, renderer_faults(renderer, card))

    def _mine(self, sort: Sort) -> Iterator[tuple[str, Any]]:
        offered = {
            "kind": self.registry.kinds,
            "aggregation": self.registry.aggregations,
            "function": self.registry.functions,
            "reader": self.registry.readers,
            "renderer": self.registry.renderers,
        }[sort]
        return ((name, given.value) for name, given in offered.items() if given.plugin == self.name)

    def _cases(self) -> Iterator[Text]:
        """Yield which cases of its folder do not give what they expect."""
        folders = [*self.folders] or [folder for folder in self._usual() if folder.is_dir()][:1]
        if not folders:
            return
        report = run_cases(*folders, registry=self.registry)
        yield from map(_told, report.problems)
        for outcome in report.outcomes:
            if outcome.status != "passed":
                yield text("{case}: {lines}", case=outcome.trial.title, lines="\n".join(failure_lines(outcome)))

    def _usual(self) -> Iterator[Path]:
        """Yield where its cases may be: beside the module of its hooks, or beside the package."""
        files = [inspect.getsourcefile(self.plugin)] if inspect.ismodule(self.plugin) else []
        definitions = self.registry.provided_definitions.values()
        files += [str(Path(given.value).parent) for given in definitions if given.plugin == self.name]
        for file in filter(None, files):
            yield from (Path(file).parent / "cases", Path(file).parent.parent / "cases")


def _told(problem: Problem) -> Text:
    return text("{problem}", problem=str(problem))


def _within(name: str, fault: Text) -> Text:
    return text("{name}: {fault}", name=name, fault=fault)


def _all_within(name: str, faults: Iterator[Text]) -> Iterator[Text]:
    for fault in staying(lambda: faults, text("the check")):
        yield _within(name, fault)


def _card(sets: Sequence[Rules]) -> Scorecard:
    """Return a scorecard to be rendered: of the first set that needs nothing of other projects, or of a small one."""
    for rules in sets:
        if not rules.reads_population:
            return rules.score({}, partial=True)
    rubric = {"kind": "judged", "reason": False}
    small = rules_with({**HEAD, "indicator": [{"code": "A", "name": "A", "full_marks": 5, "rubric": rubric}]})
    return small.score({"A/marks": 3})
