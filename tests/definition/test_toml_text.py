"""Plain data as TOML text."""

import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from perfrules.definition.toml_text import toml_value


@pytest.mark.parametrize(
    "value",
    [True, 12, Decimal("0.000001"), '“引号” and "quotes"', date(2020, 1, 2), [1, "a"], {"a b": {"c": [True]}}, {}],
)
def test_values(value):
    """A value comes back from TOML as it was."""
    assert {"key": value} == tomllib.loads(f"key = {toml_value(value)}", parse_float=Decimal)


def test_no_end():
    """A number without an end is written as a quotient."""
    assert ['"2/3"', "0.25"] == [toml_value(Fraction(2, 3)), toml_value(Fraction(1, 4))]
