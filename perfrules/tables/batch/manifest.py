"""What a folder of results notes of itself (清单): what was finished and how, so that it is not done again."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Final

import attrs

from perfrules.tables.batch.jobs import Job
from perfrules.tables.batches import metadata_of
from perfrules.tables.layout import names_of
from perfrules.tables.options import TableOptions
from perfrules.tables.result import TableCounts
from perfrules.tables.rules import TableRules

FORMAT: Final = "perfrules/batch/1"
NAME: Final = ".perfrules-batch.json"


def made_by(rules: TableRules, options: TableOptions, on: str | None) -> dict[str, Any]:
    """Return what results depend on beside their inputs: the definition, the day, and what was asked for."""
    names = names_of(options)
    codes = options.codes if options.codes == "all" else list(options.codes) or None
    asked = {"columns": dict(names.columns), "key": list(names.key), "codes": codes}
    asked["outputs"] = None if options.outputs is None else list(options.outputs)
    made = {key: value for key, value in metadata_of(rules).items() if key != "population"}
    return {**made, "on": on, **asked, "others": options.others, "reasons": options.reasons}


@attrs.define(eq=False)
class Manifest:
    """
    The manifest of a folder.

    Attributes:
        folder: the folder.
        made: what its results depend on.
        outputs: by name below the folder, from what it was made, and the counts.
        population: the digest of the population that results read; each output notes the one that it read.

    """

    folder: str
    made: Mapping[str, Any]
    outputs: dict[str, Any] = attrs.field(factory=dict)
    population: str | None = None
    _lock: Lock = attrs.field(factory=Lock, init=False)

    @classmethod
    def read(cls, folder: str, made: Mapping[str, Any]) -> "Manifest":
        """Return the manifest of a folder; an empty one where there is none, or it was made otherwise."""
        try:
            noted = json.loads((Path(folder) / NAME).read_text("utf-8"))
            fits = noted["format"] == FORMAT and noted["made"] == json.loads(json.dumps(made))
            return cls(folder, made, dict(noted["outputs"]) if fits else {})
        except (OSError, ValueError, KeyError, TypeError):
            return cls(folder, made)

    def finished(self, job: Job) -> TableCounts | None:
        """Return the counts of a job whose results are there, newer than its input, of this population; else None."""
        noted = self.outputs.get(self._name(job))
        try:
            if noted is None or noted["input"] != _stamp(job) or noted["problems"] != Path(job.problems).exists():
                return None
            if noted.get("population") != self.population:
                return None
            if Path(job.target).stat().st_mtime_ns < Path(job.source).stat().st_mtime_ns:
                return None
            return TableCounts(**noted["counts"])
        except (OSError, KeyError, TypeError):
            return None

    def knows(self, job: Job) -> bool:
        """Return whether the results of a job were written by such a run, and may be brought up to date."""
        return self._name(job) in self.outputs

    def note(self, job: Job, counts: TableCounts) -> None:
        """Note that a job is finished."""
        problems = bool(counts.problems)
        entry = {"input": _stamp(job), "problems": problems, "counts": attrs.asdict(counts)}
        if self.population is not None:
            entry["population"] = self.population
        with self._lock:
            self.outputs[self._name(job)] = entry
            written = {"format": FORMAT, "made": self.made, "outputs": self.outputs}
            _replace(Path(self.folder) / NAME, json.dumps(written, ensure_ascii=False, indent=1) + "\n")

    def _name(self, job: Job) -> str:
        return os.path.relpath(job.target, self.folder).replace(os.sep, "/")


def _stamp(job: Job) -> dict[str, Any]:
    found = Path(job.source).stat()
    return {"file": os.path.realpath(job.source), "size": found.st_size, "modified": found.st_mtime_ns}


def _replace(path: Path, content: str) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=NAME, suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(content)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
