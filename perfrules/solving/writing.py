"""Cases as text: TOML files that can be scored as they are."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from perfrules.case.case import FORMAT
from perfrules.case.template import bare, quoted


def toml_value(value: Any) -> str:
    """Return *value* (numbers, texts, dates, lists, tables) as TOML on one line."""
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
    return str(value) if isinstance(value, int) else quoted(str(value))


def case_text(
    evidence: Mapping[str, Any], reference: str, remarks: tuple[str, ...] = (), on: date | None = None
) -> str:
    """Return the file of one case: its *remarks* as comments, the set that it is scored by, and the evidence."""
    lines = [f"# {line}".rstrip() for remark in remarks for line in remark.splitlines()]
    lines += [f"format = {quoted(FORMAT)}", f"indicator_set = {quoted(reference)}"]
    lines += [] if on is None else [f"on = {on.isoformat()}"]
    lines += ["", "[evidence]", *(f"{bare(name)} = {toml_value(value)}" for name, value in evidence.items())]
    return "\n".join(lines) + "\n"
