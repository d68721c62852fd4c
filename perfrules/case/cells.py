"""Cells of tables as clerks write them: full-width digits, dates with slashes or 年月日, shares in percent."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from perfrules.case.numbers import UnfitValueError, decimal_of, exact, plain, shown
from perfrules.language import Text, text

_DAY = r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
_TIME = r"([0-9]{1,2})[:时点]([0-9]{1,2})(?::([0-9]{1,2})(?:\.([0-9]{1,6})[0-9]*)?|分(?:([0-9]{1,2})秒)?)?"
_DATE = re.compile(_DAY)
_MOMENT = re.compile(rf"{_DAY}(?:[T ]\s*)?{_TIME}")
_LONGEST = 100


def heading(written: str) -> str:
    """Return *written* in the form in which two spellings of one heading are equal: NFKC, no spaces, small letters."""
    return "".join(unicodedata.normalize("NFKC", written).split()).casefold()


def moment(written: str) -> datetime | Text:
    """Return the date and time that a cell has, without a time zone, or what was expected."""
    found = _MOMENT.fullmatch(plain(written)) if len(written) <= _LONGEST else None
    if found:
        year, month, day, hour, minute, second, part, chinese = found.groups()
        try:
            return datetime(  # noqa: DTZ001 - tables of records are kept in local time
                int(year), int(month), int(day), int(hour), int(minute),
                int(second or chinese or 0), int((part or "0").ljust(6, "0")),
            )  # fmt: skip
        except ValueError:
            pass
    return text("a date and time such as 2017-03-05 09:05 was expected, not {value}", value=shown(written))


def day(written: str) -> date | Text:
    """Return the date that a cell has, or what was expected."""
    found = _DATE.fullmatch(plain(written)) if len(written) <= _LONGEST else None
    if found:
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            pass
    return text("a date such as 2017-03-05 was expected, not {value}", value=shown(written))


def number(written: str) -> Decimal | Text:
    """Return the number that a cell has, 98.09% as 0.9809, or what was expected."""
    try:
        return decimal_of(exact(written, percent=True))
    except UnfitValueError as error:
        return error.text
