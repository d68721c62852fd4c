"""What is checked of functions over the population that plugins bring."""

from fractions import Fraction
from typing import ClassVar

import attrs
import pytest

import perfrules as pr
from perfrules.expression.statistics import STATISTICS
from perfrules.testing import FaultsError, check_plugin, check_population_function
from perfrules.testing.drawing.writing import HEAD, definition_toml


@attrs.frozen
class Share:
    """The share of the total (占比)."""

    name: ClassVar[str] = "share_of_all"
    unit: ClassVar[str] = "1"

    def values(self, numbers):
        """Divide by the total, which may be 0."""
        whole = sum(numbers)
        return [Fraction(number, whole or 1) for number in numbers]


@attrs.frozen
class Promising(Share):
    """The share of the total, which is above 1 where some numbers are below 0."""

    at_most: ClassVar[int] = 1


@attrs.frozen
class Careless(Share):
    """The share of the total, which may be 0."""

    def values(self, numbers):
        """Divide by the total."""
        return [number / sum(numbers) for number in numbers]


@attrs.frozen
class Places(Share):
    """The place in the list."""

    def values(self, numbers):
        """Count up."""
        return list(range(len(numbers)))


@attrs.frozen
class Greedy:
    """The median, of which too little is kept."""

    name: ClassVar[str] = "median"
    keeps: ClassVar[str] = "ends"

    def value(self, numbers):
        """Ask for more."""
        return numbers.mean


@attrs.frozen
class Fickle:
    """Another number each time."""

    name: ClassVar[str] = "fickle"
    seen: ClassVar[list[int]] = []

    def value(self, numbers):
        """Count the calls."""
        self.seen.append(1)
        return len(self.seen) + 0 * numbers.least


@attrs.frozen
class Unchecked:
    """The least number and a constant, of which some break the check."""

    name: ClassVar[str] = "unchecked"

    def value(self, numbers, more):
        """Add."""
        return numbers.least + more

    def check(self, more):
        """Divide by it."""
        return 1 / more < 0


class Loose:
    """The least number, as an ordinary class."""

    name: ClassVar[str] = "loose"

    def value(self, numbers):
        """Return the least number."""
        return numbers.least


@pytest.mark.parametrize("function", [*STATISTICS, Share])
def test_nothing_is_wrong_with_functions_that_keep_everything(function):
    """The library's own keep what is asked of everybody's."""
    check_population_function(function, drawn=30)


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (Promising, "promises"),
        (Careless, "ZeroDivisionError"),
        (Places, "the same number"),
        (Greedy, 'keeps = "sums"'),
        (Fickle, "other results each time"),
        (Unchecked, "its `check` raised ZeroDivisionError"),
        (Loose, "attrs.frozen"),
        (type("Nameless", (), {"value": Loose.value}), "name"),
    ],
)
def test_what_is_wrong_is_told_with_an_example(function, said):
    """Each fault names what is wrong; of results, with the smallest numbers that show it."""
    with pytest.raises(FaultsError) as caught:
        check_population_function(function, drawn=60)
    assert said in str(caught.value)


def test_a_plugin_is_checked_with_its_functions_over_the_population():
    """`check_plugin` tries them as it tries kinds and aggregations."""

    class Plugin:
        def __init__(self, *functions):
            self.functions = functions

        @pr.hookimpl
        def perfrules_functions(self):
            """Return the functions."""
            return list(self.functions)

    check_plugin(Plugin(Share), drawn=10)
    with pytest.raises(FaultsError) as caught:
        check_plugin(Plugin(Careless), drawn=10)
    assert "share_of_all: it raised ZeroDivisionError" in str(caught.value)


def test_a_plugin_may_bring_a_set_that_reads_the_population(tmp_path):
    """Nothing of it is scored without a population; that is no fault of the plugin."""
    leaf = {"code": "A", "name": "A", "full_marks": 10, "source": "plan",
            "rubric": {"kind": "formula", "marks": "full * share_of_all(cost)"}, "clamp": [0, "full"]}  # fmt: skip
    about = {**HEAD, "id": "mine/among", "source": [{"id": "plan", "title": "plan"}]}
    evidence = {"cost": {"type": "number", "places": 1, "at_least": 0}}
    (tmp_path / "set.toml").write_text(definition_toml({**about, "indicator": [leaf], "evidence": evidence}), "utf-8")

    class Plugin:
        @pr.hookimpl
        def perfrules_functions(self):
            """Return the function."""
            return [Share]

        @pr.hookimpl
        def perfrules_definitions(self):
            """Return the folder."""
            return [tmp_path]

    check_plugin(Plugin(), drawn=5)
