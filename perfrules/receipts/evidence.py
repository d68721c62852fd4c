"""From the evidence in a scorecard's document back to a case: what was read, without the files it was read from."""

from collections.abc import Mapping
from typing import Any

import attrs

from perfrules.case import Bound, Case
from perfrules.case.bound import RecordFile
from perfrules.case.case import CaseDocument, QuestionnaireRound
from perfrules.case.subjects import NA, Subject
from perfrules.scoring import Rules

_AS_WRITTEN = ("document", "note", "reason", "not_applicable")


def case_of(data: Mapping[str, Any], rules: Rules) -> Case:
    """Return the case that a scorecard's document was made from, as far as scoring needs it."""
    evidence: dict[str, Any] = {}
    for name, entry in data["evidence"].items():
        evidence |= _entry(name, entry, rules.binder.subjects.get(name))
    totals = sum(1 for entry in data["evidence"].values() if "sent" in entry)
    rounds = data["questionnaires"][: len(data["questionnaires"]) - totals]
    return Case(
        project=data["project"],
        evidence=evidence,
        documents=tuple(CaseDocument(id=item["id"], title=item["title"]) for item in data["documents"]),
        questionnaires=tuple(
            QuestionnaireRound(audience=item["audience"], sent=_whole(item["sent"]), valid=_whole(item["valid"]))
            for item in rounds
        ),
    )


def _whole(written: str | None) -> int | None:
    return None if written is None else int(written)


def _entry(name: str, entry: Mapping[str, Any], subject: Subject | None) -> dict[str, Any]:
    """Return one entry of the evidence as a case gives it: a table, and flat names of its values."""
    if subject is None:  # a point that is not applicable
        return {f"{name}/{NA}": entry["not_applicable"]} if "not_applicable" in entry else {name: entry}
    table: dict[str, Any] = {key: entry[key] for key in _AS_WRITTEN if key in entry}
    if "value" in entry and not entry.get("default"):
        table["value"] = entry["value"]
    table |= {key: _number(entry[key]) for key in ("sent", "valid") if key in entry}
    if "marks" in entry:
        table["marks"] = _marks(entry["marks"], panel="sum" in subject.slots)
    out: dict[str, Any] = {name: table} if table else {}
    values = entry.get("values", {})
    if subject.sort != "judged" and isinstance(values, Mapping):
        out |= {f"{name}/{part}": value for part, value in values.items() if part != NA and not part.endswith(f"/{NA}")}
    return out


def _number(written: Any) -> Any:
    return int(written) if isinstance(written, str) and written.isascii() and written.isdecimal() else written


def _marks(written: Any, *, panel: bool) -> Any:
    return written[0] if isinstance(written, list) and len(written) == 1 and not panel else written


def with_records(bound: Bound, data: Mapping[str, Any]) -> Bound:
    """Return *bound* with the names and digests of the files of records that the scorecard's document lists."""
    records = {item["field"]: RecordFile(item["file"], item["sha256"], {}) for item in data["records"]}
    return attrs.evolve(bound, records=records) if records else bound
