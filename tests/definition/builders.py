"""Small definitions for tests: a text becomes a whole set, and its problems."""

from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import attrs

from perfrules.definition.document import Document, parse_toml
from perfrules.definition.load import check_definition
from perfrules.formula import Symbol
from perfrules.plugins import Registry, hookimpl
from perfrules.problems import Problem

FILE = "set.toml"
HEAD = """format = "perfrules/indicator-set/1"
id = "example/set"
edition = "2024"
title = "示例指标体系"
"""
SOURCE = """
[[source]]
id = "own"
title = "自定标准"
kind = "reconstruction"
"""
LEAF = """
[[indicator]]
code = "A1"
name = "管理制度"
full_marks = 2
rubric = { kind = "judged" }
"""
BASE = (
    HEAD.replace("example/set", "example/base")
    + LEAF.replace("A1", "Z1")
    + '\n[[indicator]]\ncode = "C"\nname = "项目绩效"\nfull_marks = 5\nopen = true\n'
    + SOURCE
)
SHANGHAI = Path(__file__).parents[2] / "perfrules_shanghai" / "sets"


@attrs.frozen
class Nearest:
    """A kind of somebody else's: marks by the distance from the target."""

    kind: ClassVar[str] = "nearest"
    reads: ClassVar[str] = "measure"

    def award(self, full: Symbol, measure: Symbol, target: Symbol) -> Symbol:
        """Return the marks."""
        return full - abs(measure - target)


@attrs.frozen
class FaultLog:
    """A reader under the name of a real one."""

    name: ClassVar[str] = "shanghai/fault-log"
    columns: ClassVar[tuple[object, ...]] = ()
    counts: ClassVar[dict[str, str]] = {"faults": "", "in_time": "", "repeated": "", "major": ""}
    response_minutes: int = 30
    repair_hours: int = 24
    repeat_days: int = 30

    def reduce(self, records: object) -> dict[str, int]:
        """Return nothing."""
        del records
        return {}


@attrs.frozen
class Questionnaire:
    """A reader under the name of a real one."""

    name: ClassVar[str] = "shanghai/questionnaire"
    columns: ClassVar[tuple[object, ...]] = ()
    counts: ClassVar[dict[str, str]] = {}
    column: str = ""

    def reduce(self, records: object) -> dict[str, int]:
        """Return nothing."""
        del records
        return {}


def plugin(*folders: Path) -> SimpleNamespace:
    """Return a plugin that offers the definitions in *folders*, a kind, and two readers."""
    found = SimpleNamespace(
        perfrules_definitions=hookimpl(lambda: list(folders)),
        perfrules_rubric_kinds=hookimpl(lambda: [Nearest]),
        perfrules_evidence_readers=hookimpl(lambda: [FaultLog, Questionnaire]),
    )
    found.__name__ = "example"
    return found


REGISTRY = Registry.builtin().with_plugin(plugin(SHANGHAI), "example")


def whole(fragment: str) -> str:
    """Return *fragment* with what every set needs around it; one that begins with its own format is whole already."""
    return fragment if "format =" in fragment else HEAD + fragment + SOURCE


def document(source: str, file: str | None = FILE) -> Document:
    """Return the document of a TOML text."""
    found = parse_toml(source, file)
    assert isinstance(found, Document), found
    return found


def problems_of(fragment: str, file: str | None = FILE) -> tuple[Problem, ...]:
    """Return the problems of the set that *fragment* is part of."""
    return check_definition(document(whole(fragment), file), REGISTRY)[1]
