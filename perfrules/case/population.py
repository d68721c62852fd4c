"""The population (总体): what was found over all projects, as a file that the score of a single case needs."""

import os
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from pathlib import PurePath
from typing import Any, Final, Protocol

import attrs

from perfrules.case.census import check_census
from perfrules.case.form import structured
from perfrules.case.ranking import PopulationRanking
from perfrules.content import ByContent
from perfrules.definition.document import Document, json_text, parse_json, parse_toml
from perfrules.definition.files import decode, read_file
from perfrules.definition.toml_text import bare, toml_value
from perfrules.expression import PopulationForm
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.model import IndicatorSet
from perfrules.model.fields import documented
from perfrules.problems import CaseError, Key, Place, Problem

FORMAT: Final = "perfrules/population/1"
_LARGEST: Final = 256 * 2**20
_MOST: Final = 5_000_000
"""A population tells the value of each different number, so that its file may be larger than others."""
_OPTIONAL: Final = frozenset(("group", "value", "each"))


class FoundMeasure(Protocol):
    """A measure of a program that is found over all projects."""

    @property
    def name(self) -> str:
        """How it is called."""

    @property
    def form(self) -> PopulationForm:
        """What its function declares."""

    @property
    def each(self) -> bool:
        """Whether each project has a value of its own."""

    @property
    def inputs(self) -> Iterator[tuple[str, str, str]]:
        """Each group with the inputs that are its numerator and denominator."""


@attrs.frozen(eq=False, repr=False, kw_only=True)
class PopulationSet(ByContent):
    """The definition that a population was found by."""

    id: str = documented("id of the indicator set")
    edition: str = documented("its edition")
    sha256: str = documented("SHA-256 of its definition")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class PopulationEntry(ByContent):
    """One value that was found over all projects, or over those of a group."""

    name: str = documented("the call as `perfrules population` names it")
    group: str = documented("option of the choice that groups the projects", default="")
    count: int = documented("how many projects have the number")
    value: str = documented("the value, exactly; of a deviation its square", default="")
    each: Mapping[str, Any] = documented("by number, the values where projects have values of their own", factory=dict)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class PopulationFile(ByContent):
    """The keys of a population's file."""

    format: str = documented('format of the file: "perfrules/population/1"')
    indicator_set: PopulationSet = documented("the definition that it was found by")
    parameters: Mapping[str, Any] = documented("parameters with dates, as they were", factory=dict)
    rows: int = documented("how many projects were read")
    left_out: int = documented("how many of them have evidence that cannot be read, and were left out", default=0)
    measure: tuple[PopulationEntry, ...] = documented("the values", default=())
    ranking: tuple[PopulationRanking, ...] = documented("the marks that projects are ranked by", default=())


@attrs.frozen(eq=False, slots=False)
class Population(ByContent):
    """
    What was found over all projects (总体), for one definition.

    Attributes:
        file: the values, as they are written.
        sha256: SHA-256 of the file, or of the TOML text that it would have.

    """

    file: PopulationFile
    sha256: str = attrs.field()

    @sha256.default
    def _digest(self) -> str:
        return sha256(self.toml().encode()).hexdigest()

    @cached_property
    def values(self) -> Mapping[tuple[str, str], Fraction]:
        """The exact values by name and group."""
        return {(entry.name, entry.group): Fraction(entry.value) for entry in self.file.measure if entry.value}

    @cached_property
    def own(self) -> Mapping[tuple[str, str], Mapping[Fraction, Fraction]]:
        """By name and group, the exact values of each number, where projects have values of their own."""
        return {
            (entry.name, entry.group): {Fraction(number): Fraction(value) for number, value in entry.each.items()}
            for entry in self.file.measure
            if entry.each
        }

    def numbers(self, measures: Mapping[str, FoundMeasure]) -> Mapping[str, int]:
        """Return the whole numbers of the inputs that stand for *measures*, where they are the same for all."""
        found = {}
        for measure in measures.values():
            for group, above, below in () if measure.each else measure.inputs:
                value = self.values.get((measure.name, group))
                if value is not None:
                    found[above], found[below] = measure.form.quotient(value).as_integer_ratio()
        return found

    def problems(self, indicator_set: IndicatorSet, parameters: Mapping[str, Fraction]) -> Iterator[Problem]:
        """Yield that the population was found by another definition, or with other values of its parameters."""
        told, advice = self.file.indicator_set, text("make it again: `perfrules population SET TABLE -o FILE`")
        if told.sha256 != indicator_set.digest:
            one, other = f"{told.id}@{told.edition}", f"{indicator_set.id}@{indicator_set.edition}"
            said = text("the population was found by {one}, and this is scored by {other}", one=one, other=other)
            if one == other:
                said = text("the population was found by another state of the definition {set}", set=one)
            yield Problem("PR614", said, Place(), advice)
        elif dict(self.file.parameters) != dated(indicator_set, parameters):
            said = text("the population was found with other values of parameters than hold on this day")
            yield Problem("PR614", said, Place(), advice)

    def to_dict(self) -> dict[str, Any]:
        """Return the file as plain data."""
        data = attrs.asdict(self.file)
        data["measure"] = [
            {key: value for key, value in entry.items() if value or key not in _OPTIONAL} for entry in data["measure"]
        ]
        data["ranking"] = list(data["ranking"])
        return {key: value for key, value in data.items() if key != "ranking" or value}

    def toml(self) -> str:
        """Return the file as TOML text."""
        data = self.to_dict()
        measures, rankings = data.pop("measure"), data.pop("ranking", ())
        lines = [f"{key} = {toml_value(value)}" for key, value in data.items()]
        for entry in measures:
            each = entry.pop("each", {})
            lines += ["", "[[measure]]", *(f"{bare(key)} = {toml_value(value)}" for key, value in entry.items())]
            lines += ["[measure.each]"] if each else []
            lines += [f"{toml_value(number)} = {toml_value(value)}" for number, value in each.items()]
        for entry in rankings:
            lines += ["", "[[ranking]]", f"code = {toml_value(entry['code'])}", "[ranking.marks]"]
            lines += [f"{toml_value(marks)} = {count}" for marks, count in entry["marks"].items()]
        return "\n".join(lines) + "\n"

    def json(self) -> str:
        """Return the file as JSON text."""
        return json_text(self.to_dict())


def dated(indicator_set: IndicatorSet, parameters: Mapping[str, Fraction]) -> dict[str, str]:
    """Return the values of those parameters that have values with dates."""
    return {
        item.key: number_text(parameters[item.key])
        for item in indicator_set.parameter
        if item.entry is not None and item.key in parameters
    }


def read_population(path: str | os.PathLike[str]) -> Population:
    """
    Read the population (总体) in the TOML file at *path*, or in the JSON file if its name ends so.

    Raises:
        CaseError: the file cannot be read or does not have the form of a population; all problems at once.

    """
    return population_in(population_bytes(path), os.fspath(path))


def population_bytes(path: str | os.PathLike[str]) -> bytes:
    """Return the bytes of the file at *path*; raise `CaseError` where it cannot be read."""
    raw = read_file(path, limit=_LARGEST)
    if isinstance(raw, Problem):
        raise CaseError([raw])
    return raw


def population_in(raw: bytes, file: str) -> Population:
    """Return the population in the bytes of *file*; raise `CaseError` where there is none in them."""
    source = decode(raw, file)
    if isinstance(source, Problem):
        raise CaseError([source])
    parse = parse_json if PurePath(file).suffix.lower() == ".json" else parse_toml
    document = parse(source, file, most=_MOST)
    if not isinstance(document, Document):
        raise CaseError(document)
    return Population(_written(document), sha256(raw).hexdigest())


def population_of(data: Mapping[str, Any], digest: str) -> Population:
    """Return the population that plain *data* hold, of the file with this digest; raise `CaseError` for other data."""
    return Population(_written(Document(dict(data))), digest)


def _written(document: Document) -> PopulationFile:
    problems: list[Problem] = []

    def report(code: str, message: Text, key: Key, advice: Text | None) -> None:
        problems.append(Problem(code, message, document.place(key), advice))

    given = document.data.get("format")
    if isinstance(given, str) and given != FORMAT:
        message = text("this is no population: its format is {format}", format=repr(given))
        report(
            "PR020",
            message,
            ("format",),
            text("write `format = {format}`; other files have other formats", format=f'"{FORMAT}"'),
        )
        raise CaseError(problems)
    written: PopulationFile | None = structured(document.data, PopulationFile, (), report)
    if written is not None and not problems:
        check_census(written, report)
    if written is None or problems:
        raise CaseError(sorted(problems, key=lambda problem: (problem.place.line or 0, problem.place.column or 0)))
    return written
