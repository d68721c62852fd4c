"""The digest of a resolved definition: the same for the same meaning, wherever and however it is written."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfrules.definition.merge import Merged
from perfrules.formula.printing import number_text

_NOT_MEANT = frozenset({"format", "extends"})
"""Keys at the top that say how the definition is written."""
_ORDERED = ("indicator", "gate")
_FIRST = frozenset({"indicator", "gate", "source", "evidence", "measure", "parameter", "grade_scale"})
"""The sections of the first definitions: they count also where they are empty. A later one, empty, says nothing new."""


def digest_of(merged: Merged) -> str:
    """
    Return the SHA-256, in hexadecimal digits, of the canonical JSON of *merged*.

    It does not depend on comments, layout, the order of keys, the writing of numbers (2, 2.0), names of files, or on
    which file of a chain states a value; it does depend on the order of indicators, points, tiers and gates. A set
    keeps its digest when a later version of this library can say more in a definition, and the set does not say it.
    """
    data: dict[str, Any] = {key: value for key, value in merged.top.data.items() if key not in _NOT_MEANT}
    for section, entries in merged.sections.items():
        if section == "set" or (not entries and section not in _FIRST):
            continue
        pairs = [(name, entry.data) for name, entry in entries.items()]
        data[section] = pairs if section in _ORDERED else dict(pairs)
    text = json.dumps(canonical(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: Any) -> Any:
    """Return *value* as JSON without numbers: each number is a list of its sort and its shortest text."""
    if isinstance(value, dict):
        return {str(key): canonical(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [canonical(part) for part in value]
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | Decimal):
        return {"number": _plain(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return {"other": str(value)}


def _plain(value: int | Decimal) -> str:
    return number_text(Fraction(value))
