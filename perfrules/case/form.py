"""The form of a case: data as its frozen classes, nothing converted, everything that does not fit reported."""

from collections.abc import Callable
from typing import Any, get_args

import attrs

from perfrules.definition import forms
from perfrules.language import Text, text
from perfrules.model.fields import key_of
from perfrules.problems import Key, suggestion

Report = Callable[[str, Text, Key, Text | None], None]
"""What takes a fault: code, what is wrong, key path, what to do."""


def structured(value: Any, form: Any, path: Key, report: Report) -> Any:
    """Return *value* as a *form*; what does not fit is reported and left out."""
    if not forms.fits(value, form) and not (forms.is_union(form) and _fits_one(value, form)):
        report("PR023", forms.expected(form), path, None)
    elif attrs.has(form):
        return _record(value, form, path, report)
    elif forms.is_list(form):
        element = get_args(form)[0]
        return tuple(structured(item, element, (*path, place), report) for place, item in enumerate(value))
    return value


def _fits_one(value: Any, form: Any) -> bool:
    return any(forms.fits(value, member) for member in get_args(form))


def _record(data: dict[str, Any], form: Any, path: Key, report: Report) -> Any:
    """Return the table *data* as the frozen class *form*, or None where a key is missing."""
    fields = {key_of(field): field for field in attrs.fields(form)}
    for name in data:
        if name not in fields:
            report("PR021", text("`{name}` is unknown here", name=name), (*path, name), suggestion(name, fields))
    given = {}
    whole = True
    for name, field in fields.items():
        if name in data:
            given[field.alias] = structured(data[name], field.type, (*path, name), report)
        elif field.default is attrs.NOTHING:
            report("PR022", text("`{name}` is missing", name=name), (*path, name), None)
            whole = False
    return form(**given) if whole else None
