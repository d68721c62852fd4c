"""Cases as text: TOML files that can be scored as they are."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from perfrules.case.case import FORMAT
from perfrules.definition.toml_text import bare, quoted, toml_value


def case_text(
    evidence: Mapping[str, Any], reference: str, remarks: tuple[str, ...] = (), on: date | None = None
) -> str:
    """Return the file of one case: its *remarks* as comments, the set that it is scored by, and the evidence."""
    lines = [f"# {line}".rstrip() for remark in remarks for line in remark.splitlines()]
    lines += [f"format = {quoted(FORMAT)}", f"indicator_set = {quoted(reference)}"]
    lines += [] if on is None else [f"on = {on.isoformat()}"]
    lines += ["", "[evidence]", *(f"{bare(name)} = {toml_value(value)}" for name, value in evidence.items())]
    return "\n".join(lines) + "\n"
