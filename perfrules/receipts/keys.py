"""The keys that every scorecard of format 1 has, whichever version of the engine made it."""

from collections.abc import Mapping
from typing import Final

_SCALE = frozenset(("at_least", "at_most", "better"))
_PUBLISHED = frozenset(("marks", "grade", "full_marks", "rate", "rate_shown", "absent", "absence_reason")) | _SCALE
_LOSS = frozenset(("code", "sort", "marks", "reason"))
_TOP = (
    "format perfrules language indicator_set day project result results awards ledger ledgers evidence records "
    "documents questionnaires warnings outlook"
)
_AWARD = (
    "code parent level name name_en leaf full_marks declared_full_marks weight takes_part marks exact_marks rate "
    "rate_shown grade scale_grade absent absence_reason measure target rubric formula calculation reason points "
    "branches gates evidence sources"
)

REQUIRED: Final[Mapping[str, frozenset[str]]] = {
    "": frozenset(_TOP.split()),
    "indicator_set": frozenset(("id", "edition", "title", "sha256")),
    "day": frozenset(("on", "because", "editions", "parameters")),
    "day.editions[]": frozenset(("id", "edition", "from", "to")),
    "day.parameters[]": frozenset(("parameter", "value", "from", "sources")),
    "result": _PUBLISHED | {"code"},
    "results.*": _PUBLISHED,
    "awards[]": frozenset(_AWARD.split()) | _SCALE,
    "awards[].points[]": frozenset(("id", "text", "full_marks", "marks", "credit", "absent", "reason")),
    "awards[].branches[]": frozenset(("condition", "numbers", "result", "taken")),
    "awards[].evidence[]": frozenset(("name", "value", "unit", "document", "absent")),
    "awards[].sources[]": frozenset(("id", "article", "note")),
    "ledger[]": _LOSS,
    "ledgers.*[]": _LOSS,
    "records[]": frozenset(("field", "file", "sha256")),
    "documents[]": frozenset(("id", "title")),
    "questionnaires[]": frozenset(("audience", "sent", "valid", "returned")),
    "warnings[]": frozenset(("code", "message")),
    "outlook": frozenset(("missing", "at_least", "at_most", "grades")),
    "outlook.missing[]": frozenset(("name", "label")),
}
"""
By where they stand: `[]` is any entry of a list, `*` any name.

They are those of the first version that wrote the format, and stay as they are: keys that come later are not among
them, since scorecards of before do not have them.
"""
ENTRIES: Final = frozenset(("results.*", "awards[]", "awards[].points[]", "ledger[]", "ledgers.*", "ledgers.*[]"))
"""What the marks of a scorecard stand in: none may be missing or too many, whichever version made it."""
NAMED: Final = frozenset(("results", "ledgers", "project", "evidence"))
"""Tables whose keys are names: codes, fields, whatever a project says of itself."""
