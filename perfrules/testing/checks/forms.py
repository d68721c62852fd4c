"""What must hold of the class of a rubric kind: its page, its schema, and its instances as values."""

import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import attrs

from perfrules.definition.document import Document, parse_toml
from perfrules.definition.file_schemas import indicator_set_schema
from perfrules.definition.structure import structurer
from perfrules.definition.toml_text import toml_value
from perfrules.definition.validate import validate
from perfrules.language import LANGUAGES, Text, text, use
from perfrules.plugins.loading import reason_of
from perfrules.problems import DefinitionError
from perfrules.rubrics import misfits, page, quantities
from perfrules.testing.checks.examples import Data, Example
from perfrules.testing.checks.faults import Search, staying
from perfrules.testing.drawing.fields import JUNK, keys_of, tables

_THREADS = 4
_UNKNOWN = "no_such_key"


def page_faults(form: type) -> Iterator[Text]:
    """Yield what the page of a kind or aggregation lacks: its title, its formula, its example."""
    found = page(form)
    if not found.title:
        yield text("it has no page: write a docstring that says in its first line what it does")
        return
    for name, said in (("Formula", found.formula), ("Example", found.example)):
        if not said:
            yield text("its page has no section `{section}:`, with indented lines below it", section=name)


def meaning_faults(form: type, name: str) -> Iterator[Text]:
    """Yield the keys of the kind *name* of which the schema does not say what they mean."""
    schema = indicator_set_schema({name: form})["$defs"]
    own = next(part for key, part in schema.items() if key.startswith("rubric_"))
    for key in keys_of(form):
        if not str(own["properties"][key].get("description", "")).strip():
            yield text("the key `{key}` has no meaning: write `pr.documented(…)`, or `Attributes:`", key=key)


@attrs.frozen(eq=False)
class Written:
    """
    A rubric in a definition, to see whether it is taken.

    Attributes:
        example: the definition.
        place: the indicator whose rubric it is.
        form: the class of the kind.

    """

    example: Example
    place: int
    form: type

    @property
    def rubric(self) -> Data:
        """The rubric as the example writes it."""
        rubric: Data = self.example.data["indicator"][self.place]["rubric"]
        return rubric

    def schema_takes(self, rubric: Any) -> bool:
        """Return whether the JSON Schema takes *rubric*."""
        document = parse_toml(self.example.changed(self.place, rubric=rubric).source)
        return isinstance(document, Document) and not validate(document, self.example.registry.rubric_kinds)

    def fields_take(self, rubric: Any) -> bool:
        """Return whether the class can be made of *rubric*."""
        document = parse_toml(self.example.changed(self.place, rubric=rubric).source)
        if not isinstance(document, Document):
            return False
        try:
            structurer(self.example.registry.rubric_kinds).rubric(document.data["indicator"][self.place]["rubric"])
        except Exception:  # noqa: BLE001 - of whatever sort the refusal is
            return False
        return True

    def faults(self, search: Search) -> Iterator[Text]:
        """Yield what the schema takes that it should not, and the other way round."""
        if self.schema_takes({**self.rubric, _UNKNOWN: 1}):
            yield text("its schema takes a key that there is not: `{key}`", key=_UNKNOWN)
        for key, (_, needed) in keys_of(self.form).items():
            if needed and self.schema_takes({name: value for name, value in self.rubric.items() if name != key}):
                yield text("its schema takes a rubric without `{key}`, which has no default", key=key)
            yield from self._junk(key)
        drawn = tables(self.form).map(lambda table: {"kind": self.rubric["kind"], **table})
        yield from search.first(drawn, self._agree)

    def _junk(self, key: str) -> Iterator[Text]:
        taken = [value for value in JUNK if self.schema_takes({**self.rubric, key: value})]
        if len(taken) == len(JUNK):
            yield text("its schema takes anything for `{key}`: give the field a type, such as `pr.Quantity`", key=key)
        for value in JUNK:
            rubric = {**self.rubric, key: value}
            if value not in taken and self.fields_take(rubric):
                yield text(
                    "its schema refuses `{key} = {value}`, and the class takes it", key=key, value=toml_value(value)
                )
                return
            wrong = list(staying(lambda rubric=rubric: self._loads(rubric), text("loading it")))  # type: ignore[misc]
            if wrong:
                yield text("{fault}, with `{key} = {value}`", fault=wrong[0], key=key, value=toml_value(value))
                return

    def _loads(self, rubric: Any) -> Iterator[Text]:
        """Yield nothing, and raise what is no problem of a definition."""
        try:
            self.example.changed(self.place, rubric=rubric).made_again()
        except DefinitionError:
            yield from ()

    def _agree(self, rubric: Data) -> Iterator[Text]:
        if not self.schema_takes(rubric):
            yield text("its schema refuses what its fields take: {rubric}", rubric=toml_value(rubric))


def value_faults(kind: object, again: object) -> Iterator[Text]:
    """Yield what keeps two equal instances of a kind from being frozen values, compared by content and pickled."""
    if kind != again or hash(kind) != hash(again):
        yield text("two rubrics that are written alike are not equal: write `@attrs.frozen` above the class")
    try:
        alike = pickle.loads(pickle.dumps(kind)) == kind  # noqa: S301 - what was pickled here
    except Exception as error:  # noqa: BLE001
        yield text("it cannot be pickled: {reason}", reason=reason_of(error))
    else:
        if not alike:
            yield text("it is not the same after it was pickled")
    names = [field.name for field in attrs.fields(type(kind))] or ["kind"]  # type: ignore[arg-type]
    try:
        setattr(kind, names[0], getattr(kind, names[0]))
    except AttributeError:
        pass
    else:
        yield text("it can be changed: write `@attrs.frozen` above the class")


def words_faults(kind: object) -> Iterator[Text]:
    """Yield what a kind cannot say of itself: its `summary` and what its `check` finds, in each language."""
    for language in LANGUAGES:
        with use(language):
            for _, said in misfits(kind):
                str(said)
            list(quantities(kind))
            summary = getattr(kind, "summary", None)
            if callable(summary) and not str(summary()).strip():
                yield text("its `summary` says nothing in the language {language}", language=language)


def repeated_faults(example: Example) -> Iterator[Text]:
    """Yield that the formulas are not the same each time, or in another thread."""
    first = {code: plan.raw for code, plan in example.made_again().program.nodes.items()}
    with ThreadPoolExecutor(_THREADS) as pool:
        for rules in pool.map(lambda _: example.made_again(), range(_THREADS)):
            for code, plan in rules.program.nodes.items():
                if plan.raw is not first[code]:
                    yield text("{code} has another formula each time: it must depend on the keys alone", code=code)
                    return


def instances(example: Example, kind: type) -> Iterator[tuple[object, object]]:
    """Yield each rubric of the kind in an example, made twice."""
    sets = [example.made_again().set for _ in range(2)]
    for one, other in zip(*(each.indicators for each in sets), strict=True):
        for case, again in zip(one.rubric, other.rubric, strict=True):
            if type(case.rubric) is kind:
                yield case.rubric, again.rubric
