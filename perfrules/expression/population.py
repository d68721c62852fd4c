"""Functions over the population (总体): what is found over all projects before any is scored, and what declares it."""

import inspect
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any, ClassVar, Final, Literal, NoReturn, Protocol, get_args, overload

import attrs

from perfrules.content import ByContent
from perfrules.expression.argument import Argument
from perfrules.language import Text, text
from perfrules.problems import ExpressionError

Keeps = Literal["numbers", "sums", "ends"]
"""What has to be kept of the numbers: how many projects have each, or also only mean and variance, or the ends."""
_METHODS: Final = ("value", "values")
_FARTHEST: Final = 10_000
"""Decimals whose point is farther away than so many digits are no numbers of projects."""


class PopulationNumbers(Sequence[Fraction]):
    """
    The numbers of all projects, or of a group of them: in rising order, each as often as projects have it; never none.

    A function that keeps "sums" can ask for the ends, the mean and the variance; one that keeps "ends" for these alone.
    """

    def __init__(self, numbers: Iterable[int | Decimal | Fraction], keeps: Keeps = "numbers") -> None:
        """Put *numbers* in order, for a function that *keeps* so much of them."""
        self._keeps = keeps
        self._numbers: Sequence[Fraction] = sorted(Fraction(number) for number in numbers)

    def needs(self, *kept: Keeps) -> None:
        """Raise a TypeError where nothing of what is *kept* is kept."""
        if self._keeps not in kept:
            message = f'so much of the numbers is not kept: let the function say `keeps = "{kept[0]}"`'
            raise TypeError(message)

    @overload
    def __getitem__(self, place: int) -> Fraction: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Fraction]: ...

    def __getitem__(self, place: int | slice) -> Fraction | Sequence[Fraction]:
        """Return the number at a place, from 0."""
        self.needs("numbers")
        return self._numbers[place]

    def __iter__(self) -> Iterator[Fraction]:
        """Yield the numbers in order."""
        self.needs("numbers")
        return iter(self._numbers)

    def __len__(self) -> int:
        """Return how many projects have a number."""
        return len(self._numbers)

    @property
    def counted(self) -> Sequence[tuple[Fraction, int]]:
        """Each number once, in rising order, with how many projects have it."""
        self.needs("numbers")
        return [(number, len(list(equal))) for number, equal in groupby(self._numbers)]

    @property
    def least(self) -> Fraction:
        """The least number."""
        return self._numbers[0]

    @property
    def greatest(self) -> Fraction:
        """The greatest number."""
        return self._numbers[-1]

    @property
    def mean(self) -> Fraction:
        """The arithmetic mean."""
        self.needs("sums", "numbers")
        return sum(self._numbers, Fraction(0)) / len(self)

    @property
    def variance(self) -> Fraction:
        """The mean square of the distances from the mean."""
        self.needs("sums", "numbers")
        return sum((number**2 for number in self._numbers), Fraction(0)) / len(self) - self.mean**2

    def quantile(self, share: Fraction) -> Fraction:
        """Return the number at *share* of the way from the least to the greatest, on the line between neighbours."""
        self.needs("numbers")
        place = share * (len(self) - 1)
        low = place.numerator // place.denominator
        below, above = self[low], self[min(low + 1, len(self) - 1)]
        return below + (place - low) * (above - below)


class PopulationFunction(Protocol):
    """
    A function over the population (总体函数): a frozen class with a name, and `value` or `values`.

    Both are given the numbers of the projects of a group, which are never none, and the constants of the call.
    `value` returns one number for all, also for projects that are not among them. `values` returns a list with the
    number of each, in the order of the numbers; equal numbers have equal results. Results are int, Decimal or Fraction.

    These may stand in the class besides: `unit`, that of the result where it is not that of x ("1" for a pure number);
    `at_least` and `at_most`, the range that is promised; `label`, what the result is called, such as "rank of {x}";
    `within`, whether results lie between the least and the greatest number; `keeps`, "sums" or "ends" where that is
    enough; `squared`, whether the root of the result is meant; and `check`, which is given the constants of a call and
    returns what is wrong with them, or None.
    """

    name: ClassVar[str]


class UnfitFormError(Exception):
    """A function over the population is not made as it should be; `text` says what is wrong, without its name."""

    def __init__(self, message: Text) -> None:
        self.text = message
        super().__init__(message)


@attrs.frozen(eq=False, repr=False)
class PopulationForm(ByContent):
    """
    What a function over the population declares; see `PopulationFunction`.

    Attributes:
        function: the function itself.
        name: its name.
        each: whether each project has a result of its own.
        constants: the names of the constants that a call gives after x.
        unit: the unit of the result; "" for that of x.
        at_least: the least that is promised, or None.
        at_most: the greatest, or None.
        label: what the result is called, with {x} and the names of constants in braces; "" for the call itself.
        keeps: what it needs of the numbers.
        squared: whether the root of the result is meant.
        within: whether results lie between the least and the greatest number.

    """

    function: Any = attrs.field(eq=False)
    name: str
    each: bool
    constants: tuple[str, ...] = ()
    unit: str = ""
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    label: str = ""
    keeps: Keeps = "numbers"
    squared: bool = False
    within: bool = False

    @property
    def signature(self) -> str:
        """How a call is written."""
        return f"{self.name}({', '.join(('x', *self.constants, 'by'))})"

    def quotient(self, value: Fraction) -> Fraction:
        """Return by which quotient a *value* is told: how far it lies from the promised end, or in the whole range."""
        if self.at_least is None:
            return value if self.at_most is None else self.at_most - value
        span = Fraction(1) if self.at_most is None else self.at_most - self.at_least
        return (value - self.at_least) / span if span else Fraction(0)

    def value(self, quotient: Fraction) -> Fraction:
        """Return the value that is told by a *quotient*."""
        if self.at_least is None:
            return quotient if self.at_most is None else self.at_most - quotient
        return self.at_least + quotient * (1 if self.at_most is None else self.at_most - self.at_least)

    def misfit(self, number: Fraction) -> bool:
        """Return whether *number* is out of the promised range."""
        return (self.at_least is not None and number < self.at_least) or (
            self.at_most is not None and number > self.at_most
        )


def is_over_population(function: object) -> bool:
    """Return whether *function*, a class or what is made of it, is one over the population."""
    return any(callable(getattr(function, method, None)) for method in _METHODS)


def population_form(function: Any) -> PopulationForm:
    """
    Return what *function*, a class or what is made of it, declares.

    Raises:
        UnfitFormError: it declares what cannot be.

    """
    methods = [method for method in _METHODS if callable(getattr(function, method, None))]
    if len(methods) != 1:
        raise UnfitFormError(text("has both `value` and `values`, and one of them is called"))
    each = methods == ["values"]
    constants = _constants(getattr(function, methods[0]), bound=not isinstance(function, type))
    low, high = (_end(function, key) for key in ("at_least", "at_most"))
    if low is not None and high is not None and low > high:
        raise UnfitFormError(text("has an `at_least` above its `at_most`"))
    return PopulationForm(
        function=function,
        name=function.name,
        each=each,
        constants=constants,
        unit=_word(function, "unit"),
        at_least=low,
        at_most=high,
        label=_label(function, constants),
        keeps=_kept(function, each=each),
        squared=getattr(function, "squared", False) is True,
        within=getattr(function, "within", False) is True,
    )


def _kept(function: Any, *, each: bool) -> Keeps:
    """Return what *function* needs of the numbers; one that gives *each* project a result needs every number."""
    keeps: Any = getattr(function, "keeps", "numbers")
    if keeps not in get_args(Keeps):
        words = ", ".join(f'"{word}"' for word in get_args(Keeps))
        raise UnfitFormError(text("has a `keeps` that is none of {words}", words=words))
    if each and keeps != "numbers":
        raise UnfitFormError(text('has `values`, which needs the numbers, and keeps "{keeps}"', keeps=keeps))
    found: Keeps = keeps
    return found


def _label(function: Any, constants: Sequence[str]) -> str:
    found = getattr(function, "label", "")
    label = found.template if isinstance(found, Text) else _word(function, "label")
    try:
        label.format_map(dict.fromkeys(("x", *constants), ""))
    except (LookupError, ValueError, AttributeError) as error:
        names = ", ".join(f"{{{name}}}" for name in ("x", *constants))
        raise UnfitFormError(text("has a `label` that names something else than {names}", names=names)) from error
    return label


def _word(function: Any, key: str) -> str:
    found = getattr(function, key, "")
    if not isinstance(found, str):
        raise UnfitFormError(text("has a `{key}` that is no text", key=key))
    return found


def _end(function: Any, key: str) -> Fraction | None:
    found = getattr(function, key, None)
    if found is None:
        return None
    exact = exact_of(found)
    if exact is None:
        raise UnfitFormError(text("has an `{key}` that is no exact number: int, Decimal or Fraction", key=key))
    return exact


def _constants(method: Any, *, bound: bool) -> tuple[str, ...]:
    parameters = list(inspect.signature(method).parameters.values())[0 if bound else 1 :]
    plain = [item for item in parameters if item.kind in (item.POSITIONAL_ONLY, item.POSITIONAL_OR_KEYWORD)]
    if not plain or len(plain) != len(parameters) or any(item.default is not item.empty for item in plain):
        method_ = getattr(method, "__name__", "value")
        message = text("`{method}` should take the numbers, and a parameter for each constant", method=method_)
        raise UnfitFormError(message)
    return tuple(item.name for item in plain[1:])


def exact_of(number: object) -> Fraction | None:
    """Return *number* exactly; None for what is none: floats, truths, decimals without a value or too long."""
    if type(number) is Fraction:
        return number
    if isinstance(number, bool) or not isinstance(number, int | Decimal | Fraction):
        return None
    if isinstance(number, Decimal):  # a fraction of 1e999999999 would never be made
        exponent = number.as_tuple().exponent
        if not isinstance(exponent, int) or abs(exponent) > _FARTHEST:
            return None
    return Fraction(number)


def out_of_place(arguments: Sequence[Argument]) -> NoReturn:
    """Refuse a function over the population where no project is scored: in parameters and tables."""
    advice = text("they are read in measures, rubrics, targets, conditions and gates")
    raise ExpressionError(
        text("functions over the population cannot be read here"), arguments[0].column, "PR327", advice
    )
