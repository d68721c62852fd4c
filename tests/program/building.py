"""Small sets for examples: leaves that an evaluator marks, and leaves of a share."""

from typing import Any

import perfrules as pr
from perfrules.testing.drawing.writing import rules_with


def leaf(code: str, full: Any = 10, **keys: Any) -> dict[str, Any]:
    """Write a leaf that an evaluator marks: evidence "A/marks"."""
    return {"code": code, "name": code, "full_marks": full, "rubric": {"kind": "judged", "reason": False}, **keys}


def shared(code: str, field: str, full: Any = 10, **keys: Any) -> dict[str, Any]:
    """Write a leaf in proportion to a measure."""
    return {
        "code": code, "name": code, "full_marks": full, "measure": field, "rubric": {"kind": "proportional"}, **keys
    }  # fmt: skip


def branch(code: str, **keys: Any) -> dict[str, Any]:
    """Write a branch."""
    return {"code": code, "name": code, **keys}


def rules(*nodes: dict[str, Any], total: dict[str, Any] | None = None, **sections: Any) -> pr.Rules:
    """Return the rules of a set of *nodes*."""
    return rules_with({"total": total or {}, "indicator": list(nodes), **sections})


def problems(*nodes: dict[str, Any], total: dict[str, Any] | None = None, **sections: Any) -> dict[str, str]:
    """Return the problems and warnings of a set of *nodes*: messages by code."""
    try:
        found = rules(*nodes, total=total, **sections).warnings
    except pr.DefinitionError as error:
        found = error.problems
    return {problem.code: problem.message for problem in found}


def refused(ready: pr.Rules, evidence: dict[str, Any]) -> list[str]:
    """Return the codes of why evidence cannot be scored; empty where it can."""
    try:
        ready.score(evidence)
    except pr.CaseError as error:
        return [problem.code for problem in error.problems]
    return []
