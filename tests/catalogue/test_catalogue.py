"""The catalogue has everything that a registry offers, as values."""

from pathlib import Path
from typing import ClassVar

import attrs

import perfrules as pr
from perfrules.catalogue import build_catalogue, pages
from perfrules.expression import FUNCTIONS
from perfrules.model.fields import documented
from perfrules.plugins import HOOKS
from perfrules.problems import CODES

_BROKEN = """
format = "perfrules/indicator-set/1"
id = "example/broken"
edition = "1"
title = "坏的"
"""


@attrs.frozen(kw_only=True)
class Half:
    """
    Award half of the full marks (减半).

    Formula:
        marks = full ÷ 2
    """

    kind: ClassVar[str] = "half"
    reads: ClassVar[str] = "nothing"

    more: pr.Quantity = documented("marks that are added", default=pr.Quantity(0))

    def award(self, full):
        """Return half of the full marks."""
        return full / 2 + self.more


@attrs.frozen
class Twice:
    """Give twice the number (加倍)."""

    name: ClassVar[str] = "twice"

    def apply(self, number):
        """Return it."""
        return number * 2


@attrs.frozen
class Place:
    """
    The place among all projects (位次).

    Equal numbers share the better place.
    """

    name: ClassVar[str] = "place"
    at_least: ClassVar[int] = 1

    def values(self, numbers):
        """Count those before."""
        return [numbers.index(number) + 1 for number in numbers]


@attrs.frozen
class Plugin:
    """A stranger's plugin."""

    folder: Path

    @pr.hookimpl
    def perfrules_rubric_kinds(self):
        """Return the kind."""
        return [Half]

    @pr.hookimpl
    def perfrules_functions(self):
        """Return the function."""
        return [Twice, Place]

    @pr.hookimpl
    def perfrules_definitions(self):
        """Return the folder."""
        return [self.folder]


def test_everything_that_is_installed_is_in_the_catalogue():
    """Sets, scales, kinds and the rest are those of the registry, and none is broken."""
    registry, catalogue = pr.Registry.installed(), build_catalogue()
    named = {(key.id, key.edition) for key in registry.definitions if key.format == "indicator-set"}
    assert named == {(entry.set.id, entry.set.edition) for entry in catalogue.sets}
    assert list(registry.kinds) == [entry.name for entry in catalogue.kinds]
    assert list(registry.aggregations) == [entry.name for entry in catalogue.aggregations]
    assert list(registry.readers) == [entry.name for entry in catalogue.readers]
    assert set(FUNCTIONS) < {entry.name for entry in catalogue.functions}
    assert list(HOOKS) == [entry.name for entry in catalogue.hooks]
    assert tuple(CODES.values()) == catalogue.codes
    assert () == catalogue.problems


def test_a_stranger_is_treated_like_the_library(tmp_path):
    """A plugin's kind has its page, keys and owner; its function is listed with its signature."""
    catalogue = build_catalogue(pr.Registry.builtin().with_plugin(Plugin(tmp_path), "mine"))
    kind = next(entry for entry in catalogue.kinds if entry.name == "half")
    key = kind.keys[0]
    assert ("mine", "nothing", "marks = full ÷ 2") == (kind.plugin, kind.reads, kind.page.formula)
    assert ("more", "marks that are added", "number or expression", "0") == (
        key.name,
        key.meaning,
        key.form,
        key.default,
    )
    function = next(entry for entry in catalogue.functions if entry.name == "twice")
    assert ("twice(number)", "Give twice the number (加倍).") == (function.signature, function.meaning)


def test_a_function_over_the_population_has_its_range_and_its_text(tmp_path):
    """It is listed apart, with whether each project has a result of its own."""
    catalogue = build_catalogue(pr.Registry.builtin().with_plugin(Plugin(tmp_path), "mine"))
    entry = next(entry for entry in catalogue.functions if entry.name == "place")
    assert ("place(x, by)", "for each", "≥ 1") == (entry.signature, entry.over_population, entry.range)
    page = pages(catalogue)["catalogue/functions.md"]
    assert "Equal numbers share the better place." in page.partition("## Over the population")[2]


def test_a_definition_that_cannot_be_loaded_is_among_the_problems(tmp_path):
    """The catalogue is made nevertheless."""
    (tmp_path / "broken.toml").write_text(_BROKEN, "utf-8")
    catalogue = build_catalogue(pr.Registry.builtin().with_plugin(Plugin(tmp_path), "mine"))
    assert () == catalogue.sets
    assert {str(tmp_path / "broken.toml")} == {problem.place.file for problem in catalogue.problems}


def test_an_open_set_says_which_branch_is_left():
    """The common set of Shanghai leaves C to the types of projects; the one for operations leaves none."""
    entries = {entry.set.id: entry for entry in build_catalogue().sets}
    assert ("C",) == entries["shanghai/2014-22"].open_branches
    assert () == entries["shanghai/it-operations"].open_branches


def test_rubric_and_formula_of_a_leaf_are_in_words():
    """As the page of the set shows them."""
    entry = next(entry for entry in build_catalogue().sets if entry.set.id == "shanghai/it-operations")
    node = entry.set.by_code["B1.1.2"]
    assert "in proportion, at most the full marks" == entry.rubric(node)
    assert "按比例得分，不超过满分值" == entry.rubric(node, "zh")
    assert ["budget", "spent"] == [field.key for field in entry.evidence(node)]
    assert "3 × min(Budget execution rate, 100%), rounded half-up to 2 places" == entry.formula(node)
    assert "3 × min(预算执行率, 100%)，四舍五入至 2 位小数" == entry.formula(node, "zh")


def test_a_reader_is_described_with_its_columns_counts_and_parameters():
    """Meanings stand below the fields of the class, or in their metadata."""
    entry = next(entry for entry in build_catalogue().readers if entry.name == "shanghai/fault-log")
    hours = next(item for item in entry.parameters if item.name == "repair_hours")
    assert ("The limit for the repair, in hours.", "number", "24") == (hours.meaning, hours.form, hours.default)
    assert "in_time" in dict(entry.counts)
    assert "报障时间" in dict(entry.columns)["reported"]
