"""Doing what a page tells its reader to do, in a folder of its own."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import tomli

import perfrules as pr
from tests.docs.blocks import ROOT, Block, blocks

FRAGMENTS = Path(__file__).parent / "fragments"
WIDTH = 100
_KNOWN = {"file", "output", "fragment", "rubric", "problems", "exit", "shown", "case", "command"}
_SHELL = re.compile(r"[|>&;<$*]")


class Reader:
    """Somebody who follows a page from the first block to the last."""

    def __init__(self, folder: Path) -> None:
        """Begin in the empty *folder*."""
        self.folder = folder
        self.names: dict[str, Any] = {"__name__": "__page__"}
        self.printed = ""
        self.site = folder.parent / (folder.name + "-site")

    def follow(self, page: Path) -> int:
        """Do what every block of *page* says; return how many there are."""
        found = list(blocks(page))
        for block in found:
            self.do(block)
        return len(found)

    def do(self, block: Block) -> None:
        """Do what one *block* says."""
        assert block.remarks.keys() <= _KNOWN, block.place
        if "case" in block.remarks:
            shutil.copytree(ROOT / block.remarks["case"], self.folder / block.remarks["case"], dirs_exist_ok=True)
        if "file" in block.remarks:
            path = self.folder / block.remarks["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, "utf-8")
        if "shown" in block.remarks or "command" in block.remarks:
            return
        if "output" in block.remarks:
            assert plain(block.text) == plain(self.printed), block.place
            return
        doing: Mapping[str, Callable[[Block], None]] = {
            "toml": self.check,
            "python": self.run,
            "console": self.type,
        }
        if block.language in doing and ("file" not in block.remarks or block.language == "toml"):
            doing[block.language](block)
        else:
            assert "file" in block.remarks, f"{block.place}: nobody knows what to do with this block"

    def check(self, block: Block) -> None:
        """Check a definition, a grade scale or a case; a part of one is put where the remark says."""
        source = block.text
        if "fragment" in block.remarks:
            source = (FRAGMENTS / f"{block.remarks['fragment']}.toml").read_text("utf-8") + "\n" + source
        data = tomli.loads(source)
        if not str(data.get("format", "")).startswith("perfrules/"):
            assert "file" in block.remarks, f"{block.place}: neither a format nor a remark says what this is"
            return
        path = self.folder / block.remarks.get("file", f"_block{block.line}.toml")
        path.write_text(source, "utf-8")
        with chdir(self.folder):
            wrong = [problem for problem in problems_of(path, data) if problem.severity == "error"]
        if "file" not in block.remarks:
            path.unlink()
        expected = set(block.remarks.get("problems", "").split())
        told = "\n".join(str(problem) for problem in wrong)
        assert expected == {problem.code for problem in wrong}, f"{block.place}: {told}"

    def run(self, block: Block) -> None:
        """Run Python; what it prints is kept for the next block."""
        into = StringIO()
        with chdir(self.folder), redirect_stdout(into):
            exec(compile(block.text, block.place, "exec"), self.names)  # noqa: S102 - these are the pages' own blocks
        self.printed = into.getvalue()

    def type(self, block: Block) -> None:
        """Type the commands of the block; without a prompt every line is one."""
        lines = [line for line in block.text.splitlines() if line and not line.startswith("#")]
        commands = [line[2:] for line in lines if line.startswith("$ ")] or lines
        self.printed = ""
        for command in commands:
            done = self.call(command)
            assert int(block.remarks.get("exit", "0")) == done.returncode, f"{block.place}: {done.stdout}{done.stderr}"
            self.printed += done.stdout + done.stderr

    def call(self, command: str) -> "subprocess.CompletedProcess[str]":
        """Call one command as a shell would, with this Python's programs and what the reader has installed."""
        words = shlex.split(command)
        if words[:4] == ["python", "-m", "pip", "install"]:
            words += ["-q", "--no-deps", "--no-build-isolation", "--no-index", "--target", str(self.site)]
        if words[:1] == ["perfrules"]:
            words = ["python", "-c", "from perfrules.cli import main; main()", *words[1:]]
        shell = bool(_SHELL.search(command))
        called: str | list[str] = command if shell else words
        if words[:1] == ["python"]:
            called = shlex.join([sys.executable, *words[1:]]) if shell else [sys.executable, *words[1:]]
        environment = {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
            "PYTHONPATH": os.pathsep.join([str(self.site), str(ROOT)]),
            "PYTHONUTF8": "1",
            "COLUMNS": str(WIDTH),
            "LC_ALL": "C.UTF-8",
            "HOME": str(self.folder),
        }
        return subprocess.run(
            called,
            shell=shell,
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )


def problems_of(path: Path, data: Mapping[str, Any]) -> tuple[pr.Problem, ...]:
    """Return the problems of a file: a definition, a grade scale or a case."""
    from perfrules.case.expecting import MANY_FORMAT
    from perfrules.definition.document import Document
    from perfrules.definition.load import load_scale
    from perfrules.tables.layout import names_of
    from perfrules.tables.options import TableOptions
    from perfrules.testing.trials.running import check_trials

    try:
        if data["format"] == "perfrules/grade-scale/1":
            load_scale(path, pr.Registry.installed())
        elif data["format"] == "perfrules/indicator-set/1":
            return pr.load(path).warnings
        elif data["format"] == "perfrules/columns/1":
            names_of(TableOptions(path))
        elif data["format"] == MANY_FORMAT:
            return check_trials(Document(data, str(path)), path)
        else:
            case = pr.read_case(path)
            reference = case.indicator_set
            beside = reference.endswith(".toml") and case.folder is not None
            return pr.load(case.folder / reference if beside else reference, on=case.on).check(case)
    except pr.ProblemsFoundError as error:
        return error.problems
    return ()


def plain(text: str) -> str:
    """Return printed *text* without what no reader sees: spaces at the ends of lines, empty lines around it."""
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
