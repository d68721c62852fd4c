"""What an import costs."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import perfrules

HEAVY = ("duckdb", "jsonschema", "narwhals", "numpy", "pandas", "polars", "pyarrow", "rich")
NEEDLESS = ("difflib", "packaging", "perfrules.case.population", "perfrules.case.ranking")
"""Modules that take long, and that a score without a population has no need of."""
CASE = Path(__file__).parents[1] / "perfrules_shanghai/cases/hezuo-2017/case.toml"


def loaded(statement):
    """Return the modules that a new process has after *statement*."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("name", ["perfrules", "perfrules_shanghai"])
def test_an_import_loads_nothing_heavy(name):
    """Importing a package loads no library that only some of its users need, and no plugin."""
    found = loaded(f"import {name}")
    assert name in found
    assert set() == found & set(HEAVY)
    assert name == "perfrules_shanghai" or "perfrules_shanghai" not in found


def test_scoring_a_dict_loads_nothing_to_render():
    """Loading a set and scoring a dict needs the schema's library, and nothing that prints."""
    found = loaded("import perfrules as pr\npr.load('shanghai/it-operations').score({}, partial=True)")
    assert set() == found & (set(HEAVY) - {"jsonschema"})


def test_a_command_loads_nothing_that_it_does_not_need():
    """`perfrules score` prints a score without what only sorts out faults or judges what plugins require."""
    found = loaded(f"from perfrules.cli import app\napp.app(['score', {str(CASE)!r}], standalone_mode=False)")
    assert "perfrules.scoring.scorecard" in found
    assert set() == found & {*NEEDLESS, "numpy", "pyarrow", "narwhals"}


def test_a_table_loads_nothing_but_its_own_library():
    """A table of PyArrow is scored without Polars, DuckDB and Narwhals; pandas PyArrow itself looks for."""
    statement = "import pyarrow, perfrules as pr\nrules = pr.load('shanghai/it-operations')\n"
    found = loaded(f"{statement}try: rules.score_table(pyarrow.table({{'x': [1]}}))\nexcept pr.TableError: pass")
    assert {"pyarrow", "perfrules.tables.stream"} <= found
    assert set() == found & {"duckdb", "narwhals", "polars"}


def test_a_public_name_is_loaded_when_it_is_asked_for():
    """`import perfrules` alone loads nothing; a name then loads what it needs, and is the same each time."""
    found = {name for name in loaded("import perfrules") if name.startswith("perfrules.")}
    assert {"perfrules._version"} == found
    for name in perfrules.__all__:
        assert getattr(perfrules, name) is getattr(perfrules, name)
    assert set(perfrules.__all__) <= set(dir(perfrules))
    with pytest.raises(AttributeError, match="nothing_such"):
        perfrules.nothing_such  # noqa: B018 - to ask is enough


def test_every_public_name_has_a_home():
    """The table of homes has each public name once, in a module that publishes it."""
    listed = [name for names in perfrules._HOMES.values() for name in names]
    assert sorted(set(perfrules.__all__) - {"__version__"}) == sorted(listed)
    for home, names in perfrules._HOMES.items():
        assert set() == set(names) - set(dir(import_module(home)))
