"""Plain data as TOML text: keys, texts and values on one line."""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfrules.formula.printing import number_text

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def quoted(words: str) -> str:
    """Return *words* as a TOML text."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def bare(name: str) -> str:
    """Return *name* as a TOML key: in quotes where it needs them."""
    return name if _BARE.fullmatch(name) else quoted(name)


def toml_value(value: Any) -> str:
    """
    Return *value* (numbers, texts, dates, lists, tables) as TOML on one line.

    A fraction that no decimal ends is written as an expression: "2/3" in quotes.
    """
    if isinstance(value, Mapping):
        inside = ", ".join(f"{bare(str(key))} = {toml_value(item)}" for key, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    return _single(value)


def _single(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Fraction):
        written = number_text(value)
        return quoted(written) if "/" in written else written
    return str(value) if isinstance(value, int) else quoted(str(value))
