"""The option `--on`: the day whose rules apply."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from perfrules.cli.helping import option
from perfrules.language import text

Function = TypeVar("Function", bound=Callable[..., Any])


class Date(click.ParamType[date]):
    """A day as 2017-03-05."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that *value* says; end the command where it says none."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(str(text("a date such as 2017-03-05 was expected, not {value}", value=value)), param, ctx)


def on_option(function: Function) -> Function:
    """Add `--on DATE`."""
    about = text(
        "The day whose rules apply: which edition is in force, and which values with dates. "
        "Default: the day of the case, else today."
    )
    return option("--on", about=about, metavar="DATE", type=Date())(function)
