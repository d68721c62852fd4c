"""`perfrules check --prove`: what holds of sets for all evidence, and cases against what does not."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import click

from perfrules.cli.checking import check_file
from perfrules.cli.output import STDOUT, check_target, deliver
from perfrules.cli.reporting import count, in_order
from perfrules.cli.reporting import report as report_problems
from perfrules.cli.screens import readable, screen_of, write
from perfrules.definition.document import Document, read_document
from perfrules.definition.library import SET_FORMAT, is_path
from perfrules.language import text
from perfrules.plugins import Registry
from perfrules.problems import Problem
from perfrules.proof import EFFORT, Proof, prove
from perfrules.proof.loading import provable
from perfrules.proof.wording import FORMAT, case_files, proof_data, proof_lines
from perfrules.rendering.problem_lists import as_data


@attrs.frozen(eq=False)
class Proved:
    """
    What became of one name on the command line.

    Attributes:
        problems: the problems that a check finds.
        proof: what was proved; None for what is no set, or has no formulas.
        reference: what cases call the set.

    """

    problems: tuple[Problem, ...]
    proof: Proof | None = None
    reference: str = ""


def proved(name: str, registry: Registry, effort: int, folder: str, on: date | None) -> Proved:
    """Return the problems of a set, by its id or its file, and what was proved of it; of other files the problems."""
    file = is_path(name) or Path(name).is_file()
    document = read_document(name) if file else None
    if isinstance(document, Document) and document.data.get("format") != SET_FORMAT:
        return Proved(tuple(check_file(name, registry, on)))
    rules, problems = provable(document if isinstance(document, Document) else name, registry, on)
    if rules is None:
        return Proved(problems)
    reference = beside(folder, name) if file else f"{rules.set.id}@{rules.set.edition}"
    return Proved(problems, prove(rules, effort=effort), reference)


def beside(folder: str, name: str) -> str:
    """Return the path of a set as a case in *folder* names it."""
    start = "." if folder == STDOUT else os.path.realpath(folder)
    path = os.path.relpath(os.path.realpath(name), start).replace(os.sep, "/")
    return path if is_path(path) else f"./{path}"


def run(
    names: Sequence[str], form: str, folder: str, *, force: bool, strict: bool, effort: int | None, on: date | None
) -> int:
    """Prove, print what became of it, write the cases, and return the exit status."""
    registry = Registry.installed()
    if folder != STDOUT:
        _check_folder(folder)
    found = [proved(name, registry, effort or EFFORT, folder, on) for name in names]
    with readable():
        files = dict(_files(found, on))
        if folder != STDOUT:
            _written(files, folder, force=force)
        if form == "json":
            write(json.dumps(_data(found, on), ensure_ascii=True, indent=2) + "\n")
        else:
            _show(found, {} if folder != STDOUT else files)
    problems = [problem for each in found for problem in each.problems]
    bad = any(strict or problem.severity == "error" for problem in problems)
    return int(bad or any(each.proof is not None and not each.proof.ok for each in found))


def _files(found: Sequence[Proved], on: date | None) -> Iterator[tuple[str, str]]:
    """Yield the cases as files; those of several sets stand in a folder each."""
    proofs = [each for each in found if each.proof is not None]
    for each in proofs:
        if each.proof is not None:
            several = len(proofs) > 1
            prefix = f"{each.proof.set.id.replace('/', '-')}-" if several else ""
            for name, content in case_files(each.proof, each.reference, on):
                yield prefix + name, content


def _show(found: Sequence[Proved], files: dict[str, str]) -> None:
    screen = screen_of()
    problems = in_order(problem for each in found for problem in each.problems)
    if problems:
        report_problems(problems, None)
    lines = [line for each in found if each.proof is not None for line in proof_lines(each.proof)]
    for name, content in files.items():
        lines += ["", f"# ---- {name}", *content.rstrip("\n").split("\n")]
    if not lines and not problems:
        lines = [count(problems)]
    write("".join(f"{screen.fitted(line)}\n" for line in lines))


def _data(found: Sequence[Proved], on: date | None) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "sets": [proof_data(each.proof, each.reference, on) for each in found if each.proof is not None],
        "problems": [as_data(problem) for each in found for problem in each.problems],
    }


def _check_folder(folder: str) -> None:
    path = Path(folder)
    if path.exists() and not path.is_dir():
        raise click.BadParameter(str(text("{file} is no folder", file=folder)), param_hint="-o")


def _written(files: dict[str, str], folder: str, *, force: bool) -> None:
    """Write the cases, and say where; nothing where one of them would replace a file."""
    if not files:
        return
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = text("{file} cannot be written: {reason}", file=folder, reason=error.strerror or str(error))
        raise click.BadParameter(str(said), param_hint="-o") from None
    paths = {str(Path(folder) / name): content for name, content in files.items()}
    for path in paths:
        check_target(path, force=force)
    for path, content in paths.items():
        deliver(content, path, force=force)
        write(screen_of().fitted(f"{text('written:')} {path}") + "\n", sys.stderr)
