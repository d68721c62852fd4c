"""Problems for other programs: the format `perfrules/problems/1` as JSON, and SARIF 2.1.0."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from perfrules._version import __version__
from perfrules.language import current
from perfrules.problems import CODES, Code, Place, Problem
from perfrules.problems.problem import key_text
from perfrules.rendering.json_text import json_shown

FORMAT = "perfrules/problems/1"
"""What the key `format` of a list of problems says."""
SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
"""The published schema of SARIF 2.1.0."""
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


def problems_json(problems: Iterable[Problem], *, encoding: str = "utf-8") -> str:
    """Return *problems* as JSON in the format `perfrules/problems/1`, in the order given."""
    listed = list(problems)
    numbers = {f"{each}s": sum(1 for problem in listed if problem.severity == each) for each in ("error", "warning")}
    return json_shown({"format": FORMAT, **numbers, "problems": [as_data(problem) for problem in listed]}, encoding)


def as_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as plain JSON values."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "key": key_text(problem.place.key),
        "message": problem.message,
        "hint": problem.hint,
    }


def problems_sarif(problems: Iterable[Problem], *, encoding: str = "utf-8") -> str:
    """
    Return *problems* as a log of SARIF 2.1.0, which forges and editors show beside the lines.

    Names of files are relative to the current folder where they lie below it; columns count characters.
    """
    listed = list(problems)
    codes = sorted({problem.code for problem in listed})
    driver = {"name": "perfrules", "version": __version__, "rules": [_rule(CODES[code]) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "language": _LANGUAGES[current()],
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes) for problem in listed],
    }
    return json_shown({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, encoding)


def _rule(code: Code) -> dict[str, Any]:
    examples = [f"{name}:\n{example}" for name, example in (("Wrong", code.bad), ("Right", code.good)) if example]
    parts = [code.meaning, f"Why it matters: {code.why}", f"What to do: {code.mend}", *examples]
    return {
        "id": code.code,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.meaning},
        "help": {"text": "\n\n".join(parts)},
        "defaultConfiguration": {"level": code.severity},
    }


def _result(problem: Problem, codes: Sequence[str]) -> dict[str, Any]:
    said = problem.message if problem.hint is None else f"{problem.message}\n{problem.hint}"
    result = {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": problem.severity,
        "message": {"text": said},
    }
    place = problem.place
    if place.file is not None:
        result["locations"] = [_location(place, place.file)]
    return result


def _location(place: Place, file: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    if place.line is not None:
        region = {"startLine": place.line}
        physical["region"] = region if place.column is None else {**region, "startColumn": place.column}
    location: dict[str, Any] = {"physicalLocation": physical}
    if place.key:
        location["logicalLocations"] = [{"fullyQualifiedName": key_text(place.key)}]
    return location


def _uri(file: str) -> str:
    """Return the reference to *file*: relative to the current folder if it lies below it, else from the root."""
    path = Path(file)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix(), errors="surrogateescape")


__all__ = ["FORMAT", "SARIF", "as_data", "problems_json", "problems_sarif"]
