"""What an import costs."""

import subprocess
import sys

import pytest

HEAVY = ("jsonschema", "numpy", "pandas", "polars", "pyarrow", "rich")


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
