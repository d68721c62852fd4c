"""Small plugins of strangers, written as modules and as installed distributions."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

from perfrules.plugins import hookimpl

ROOT = Path(__file__).parents[2]

KIND = '''
from typing import ClassVar

import attrs

from perfrules.formula import choose
from perfrules.plugins import hookimpl


@attrs.frozen
class Stepwise:
    """All or half (二档法)."""

    kind: ClassVar[str] = "{name}"
    reads: ClassVar[str] = "measure"

    def award(self, full, measure):
        return choose(measure >= 1, full, full / 2)


@hookimpl
def perfrules_rubric_kinds():
    return [Stepwise]
'''
DEFINITION = 'format = "perfrules/indicator-set/1"\nid = "{name}"\nedition = "2024"\n\n[total]\nfull_marks = 100\n'


def plugin(**hooks):
    """Return an object whose hooks return these values, or raise them where they are exceptions."""

    def hook(name, result):
        def implementation():
            if isinstance(result, BaseException):
                raise result
            return result

        implementation.__name__ = name
        return hookimpl(implementation)

    return SimpleNamespace(**{name: hook(name, result) for name, result in hooks.items()})


def install(site, name, source, *, version="1.0", entry=None, requires=""):
    """Put a distribution of one module into the folder *site*, as an installer leaves it."""
    module = name.replace("-", "_")
    (site / f"{module}.py").write_text(source, encoding="utf-8")
    info = site / f"{module}-{version}.dist-info"
    info.mkdir()
    needs = f"Requires-Dist: {requires}\n" if requires else ""
    head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}"
    (info / "METADATA").write_text(head, encoding="utf-8")
    entry = f"{module} = {module}" if entry is None else entry
    (info / "entry_points.txt").write_text(f"[perfrules]\n{entry}\n", encoding="utf-8")


def run(site, code, **environment):
    """Return what *code* prints in a new process that sees the distributions in *site*."""
    paths = os.pathsep.join([str(ROOT), str(site)])
    settings = {**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8", **environment}
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, env=settings, cwd=site, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout
