"""The plugins in `examples/`: what a stranger writes with public names, installed and tested from their own folders."""

import ast
import os
import re
import shutil
import tomllib

import pytest

from tests.environments import PIP, ROOT, environment_in

EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/pyproject.toml"))
# How many cases there are, and how many of them are known exceptions.
CASES = {"fhrs": (135, 2), "freedom-house": (333, 0), "openssf-scorecard": (36, 0)}

examples = pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)


def _modules(example):
    package = "perfrules_" + example.name.replace("-", "_")
    return {path.name: ast.parse(path.read_text("utf-8")) for path in sorted((example / package).rglob("*.py"))}


def test_every_example_is_tested():
    """The table above and the settings of mypy name them all."""
    assert sorted(CASES) == [path.name for path in EXAMPLES]
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
    assert sorted(f"examples/{name}" for name in CASES) == sorted(settings["mypy_path"])
    assert {f"perfrules_{name.replace('-', '_')}" for name in CASES} <= set(settings["packages"])


@examples
def test_an_example_has_one_hook_and_uses_public_names_only(example):
    """Of perfrules only the top is imported, and the only function is the hook that names the folder of sets."""
    nodes = [node for tree in _modules(example).values() for node in ast.walk(tree)]
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {"perfrules", "pathlib"} == imported
    assert ["perfrules_definitions"] == [node.name for node in nodes if isinstance(node, ast.FunctionDef)]
    assert [] == [node.attr for node in nodes if isinstance(node, ast.Attribute) and node.attr.startswith("_")]


@examples
def test_an_example_says_where_its_data_are_from(example):
    """The README names source and licence, and the docs lead to it."""
    readme = (example / "README.md").read_text("utf-8")
    assert re.search(r"^Data: .*", readme, re.MULTILINE)
    assert re.search(r"Open Government Licence|CC0|MIT", readme)
    assert f"examples/{example.name}" in (ROOT / "docs" / "how-to" / "examples.md").read_text("utf-8")


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """Return an environment in which perfrules and all examples are installed."""
    made = environment_in(tmp_path_factory.mktemp("environment"))
    made(*PIP, *EXAMPLES, cwd=made.folder)
    return made


@pytest.mark.install
@pytest.mark.skipif(os.name == "nt", reason="the folders of an environment have other names there")
@examples
def test_an_example_passes_in_its_own_folder(environment, tmp_path, example):
    """Its checks, its cases with all rules covered, and its tests with pytest; every published row is among them."""
    folder = tmp_path / example.name
    shutil.copytree(example, folder)
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.toml") if path.name != "pyproject.toml")
    assert "no problems\n" == environment("perfrules", "check", "--strict", *files, cwd=folder, language="en_US.UTF-8")
    tested = environment(
        "perfrules", "test", "cases", "--cover", "--threshold", "100", cwd=folder, language="en_US.UTF-8"
    )
    cases, exceptions = CASES[example.name]
    assert tested.startswith(f"{cases} cases: {cases} passed")
    assert (exceptions == 0) == ("known exceptions" not in tested)
    assert f"{exceptions} of them known exceptions" in tested or not exceptions
    printed = environment("pytest", "-q", "-p", "no:cacheprovider", cwd=folder)
    assert int(re.search(r"(\d+) passed", printed)[1]) > cases
