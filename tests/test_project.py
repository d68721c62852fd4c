"""The project's frame: what it promises in its own files."""

import importlib.metadata
import re
import subprocess
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

import perfrules as pr
from perfrules import _version

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DECISIONS = sorted(path for path in (ROOT / "docs" / "decisions").glob("*.md") if path.name != "index.md")

# Each pattern is written so that it does not match itself.
ELSEWHERE = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.org|anaconda\.org|crates\.io|--(?:extra-)?index[-]url"
    r"|(?<![\w.])/(?:work|tmp)[/]|\.\./shared"
)


def read(name: str) -> str:
    """Return the text of a file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def commands(readme: str) -> list[tuple[str, str]]:
    """Return the names and the commands that a README marks for `.ci/run`."""
    return re.findall(r"^<!-- command: (\w+) -->\n```\w*\n(.*?)^```$", read(readme), flags=re.MULTILINE | re.DOTALL)


def blocks(readme: str, language: str) -> list[str]:
    """Return the fenced blocks of one language in a README."""
    return re.findall(rf"^```{language}\n(.*?)^```$", read(readme), flags=re.MULTILINE | re.DOTALL)


def requirement_name(line: str) -> str:
    """Return the name of what a line of requirements asks for."""
    return re.split(r"[\[<>=~!;]", line)[0].strip()


def tree() -> list[Path]:
    """Return the files of the project that git knows or would add."""
    listing = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, check=True, capture_output=True).stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("readme", READMES)
def test_each_command_is_marked_once(readme):
    """A README marks exactly one command to score and one to test, each a single line to paste."""
    marked = commands(readme)
    assert ["score", "test"] == [name for name, _ in marked]
    assert 2 == read(readme).count("<!-- command:")
    assert [1, 1] == [command.count("\n") for _, command in marked]


@pytest.mark.parametrize("language", ["sh", "python", "toml", "csv", "console"])
def test_the_readmes_show_the_same(language):
    """What a reader can paste is the same in both languages."""
    assert blocks("README.md", language) == blocks("README.zh-CN.md", language)


def test_the_readmes_python_gives_the_published_total(monkeypatch, capsys):
    """The README's lines of Python run and print what their comments say."""
    monkeypatch.chdir(ROOT)
    code, _ = blocks("README.md", "python")  # the other one reads a file that the reader writes
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 — our own README
    printed = capsys.readouterr().out.splitlines()
    assert ["87.12 0.8712 良好", "61.18"] == printed[:2]


def test_the_readmes_set_scores_as_stated(tmp_path):
    """The README's indicator set loads and gives the marks stated below it."""
    (definition,) = blocks("README.md", "toml")
    path = tmp_path / "street-lights.toml"
    path.write_text(definition, encoding="utf-8")
    card = pr.load(path).score({"budget": 50, "spent": "47.5", "faults": 20, "repaired": 18})
    assert (Decimal("38.00"), Decimal("56.84")) == (card["A"].marks, card["B"].marks)
    assert (Decimal("94.84"), "优秀") == (card.marks, card.grade)


def test_nothing_that_is_only_compared_with_is_needed():
    """No peer of the benchmarks is a dependency, and those that only they use are no extra either."""
    listed = [line for line in read("benchmarks/requirements.txt").splitlines() if not line.startswith("#")]
    assert not set(listed) & {requirement_name(line) for line in PROJECT["project"]["dependencies"]}
    extras = {
        requirement_name(line) for lines in PROJECT["project"]["optional-dependencies"].values() for line in lines
    }
    assert {"datalogic-py", "zen-engine", "OpenFisca-Core"} == set(listed) - extras


def test_fragments_have_a_known_type():
    """Every changelog fragment is named NAME.TYPE.md with a type of the changelog, and says something."""
    known = {kind["directory"] for kind in PROJECT["tool"]["towncrier"]["type"]}
    assert {"scores", "added", "changed", "deprecated", "removed", "fixed", "security"} == known
    for path in (ROOT / "changelog.d").iterdir():
        _, kind, suffix = path.name.rsplit(".", 2)
        assert (True, "md") == (kind in known, suffix), path.name
        assert path.read_text(encoding="utf-8").strip(), path.name


def test_decisions_are_listed():
    """The index of decisions lists every page once and no other."""
    listed = re.findall(r"^\| \[[\w-]+\]\(([\w-]+\.md)\) \|", read("docs/decisions/index.md"), flags=re.MULTILINE)
    assert [path.name for path in DECISIONS] == sorted(listed)


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_parts(path):
    """A decision page states its status, situation, decision and consequences."""
    text = path.read_text(encoding="utf-8")
    assert ["Situation", "Decision", "Consequences"] == re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert re.search(r"^\*Status: (in force|replaced by .+)\*$", text, flags=re.MULTILINE)


def test_the_version_has_one_source():
    """The package, its metadata and the build all take the version from one file."""
    assignment = f'__version__ = "{_version.__version__}"'.encode()
    stated = ROOT / "perfrules" / "_version.py"
    assert ["version"] == PROJECT["project"]["dynamic"]
    assert stated == ROOT / PROJECT["tool"]["hatch"]["version"]["path"]
    assert [] == [path for path in tree() if path != stated and assignment in path.read_bytes()]
    assert _version.__version__ == pr.__version__
    assert _version.__version__ == importlib.metadata.version("perfrules")


def test_the_licence_is_apache():
    """LICENSE is the full text of the Apache License 2.0, and the metadata says so."""
    text = read("LICENSE")
    assert "Apache-2.0" == PROJECT["project"]["license"]
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


@pytest.mark.parametrize("package", ["perfrules", "perfrules_shanghai"])
def test_packages_are_typed(package):
    """Both packages tell type checkers to read their annotations."""
    assert (ROOT / package / "py.typed").is_file()


def test_every_ignored_rule_has_a_reason():
    """Each ruff rule that is switched off says why on its own line."""
    section = read("pyproject.toml").partition("[tool.ruff.lint]")[2].partition("[tool.ruff.lint.flake8")[0]
    rules = [line for line in section.splitlines() if re.match(r'\s+"[A-Z]+\d*",', line)]
    assert rules
    assert [] == [line for line in rules if not re.search(r"# \S+( \S+)+", line)]


def test_nothing_points_outside_of_the_project():
    """No file names a package registry or a place that only one machine has."""
    found = []
    for path in tree():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in ELSEWHERE.finditer(text)]
    assert [] == found
