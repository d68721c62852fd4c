"""What is begun: the files of a plugin, of a rubric kind, of an indicator set, as their templates give them."""

import shlex
from collections.abc import Mapping, Sequence
from importlib.resources import files
from string import Template
from typing import Final

import attrs

from perfrules._version import __version__
from perfrules.cli.scaffolding.names import PREFIX
from perfrules.content import ByContent
from perfrules.definition.toml_text import quoted
from perfrules.language import current, text

PLUGIN_FILES: Final[Mapping[str, str]] = {
    "pyproject.toml": "plugin/pyproject.toml",
    "README.md": "plugin/README.md",
    ".gitignore": "plugin/gitignore",
    ".github/workflows/test.yml": "plugin/workflow.yml",
    "$package/__init__.py": "plugin/init.py",
    "$package/py.typed": "",
    "$package/plugin.py": "plugin/plugin.py",
    "$package/delay.py": "kind/kind.py",
    "$package/sets/projects.toml": "plugin/set.$language.toml",
    "cases/first.toml": "plugin/case.toml",
    "tests/test_plugin.py": "plugin/test_plugin.py",
    "tests/test_delay.py": "kind/test_kind.py",
}
"""The files of a plugin, and the template of each; "" for an empty one."""

_GRADES: Final[Mapping[str, str]] = {"en": "passed", "zh": "通过"}
"""The grade of the case, as the set calls it in each language."""


@attrs.frozen(eq=False, repr=False)
class Scaffold(ByContent):
    """
    Files that belong together.

    Attributes:
        files: path in their folder and contents.
        next: what to type next, in order.

    """

    files: Mapping[str, str]
    next: Sequence[str]


def plugin_scaffold(name: str, title: str, folder: str, year: int) -> Scaffold:
    """Return the package of a plugin that will stand in *folder*."""
    package = f"{PREFIX}_{name.replace('-', '_')}"
    values = {
        "name": name,
        "package": package,
        "distribution": f"{PREFIX}-{name}",
        "title": title,
        "id": f"{name}/projects",
        "kind": f"{name.replace('-', '_')}_delay",
        "class_name": "Delay",
        "module": f"{package}.delay",
        "versions": _versions(__version__),
        "edition": str(year),
        "year": str(year),
        "language": current(),
        "grade": _GRADES[current()],
        "expectations": str(text("What the case must give; `perfrules test` compares, exactly.")),
    }
    made = {_put(path, values): _filled(source, values) for path, source in PLUGIN_FILES.items()}
    steps = (
        f"cd {shlex.quote(folder)}",
        'python -m pip install -e ".[test]"',
        "perfrules test cases && python -m pytest",
    )
    return Scaffold(made, steps)


def kind_scaffold(name: str, title: str) -> Scaffold:
    """Return the module of a rubric kind and its test."""
    class_name = "".join(part.capitalize() for part in name.split("_"))
    values = {"kind": name, "title": title, "class_name": class_name, "module": name}
    made = {f"{name}.py": _filled("kind/kind.py", values), f"test_{name}.py": _filled("kind/test_kind.py", values)}
    return Scaffold(made, (f"python -m pytest test_{name}.py", f"perfrules new plugin {name.replace('_', '-')}"))


def set_text(name: str, edition: str, title: str, base: Mapping[str, str] | None = None) -> str:
    """Return an indicator set; with *base*, its id and the code and name of one of its leaves, one that extends it."""
    values = {"id": name, "edition": edition, "title": title, "language": current()}
    if base is None:
        return _filled("set/set.$language.toml", values)
    leaf = {key: quoted(base[key]) for key in ("code", "name")}
    return _filled("set/extending.$language.toml", {**values, **leaf, "base": base["id"]})


def _versions(version: str) -> str:
    """Return the versions that a plugin written now may ask for: up to the next one that may take something away."""
    major, minor, *_ = version.split(".")
    return f">={major}.{minor},<{f'0.{int(minor) + 1}' if major == '0' else int(major) + 1}"


def _filled(template: str, values: Mapping[str, str]) -> str:
    if not template:
        return ""
    source = files(__package__).joinpath("templates", *f"{_put(template, values)}.txt".split("/"))
    return _put(source.read_text("utf-8"), values)


def _put(template: str, values: Mapping[str, str]) -> str:
    return Template(template).substitute(values)
