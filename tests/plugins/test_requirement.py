"""What a distribution asks of perfrules, judged as installers judge it."""

import subprocess
import sys

import pytest

from perfrules.plugins.requirement import unmet


@pytest.mark.parametrize(
    "requirement",
    [
        "perfrules >= 99",
        "perfrules (>=99)",
        "Perfrules[test]>=0.1,>=99",
        "perfrules~=99.0",
        "perfrules==99.*",
        "perfrules<0.1",
        "perfrules!=0.1.*",
        "perfrules===0.2.0",
        "perfrules>=1!0",
        'perfrules>=99; python_version >= "3"',
    ],
)
def test_requirements_as_metadata_writes_them(requirement):
    """Blanks, brackets, extras and the case of letters change nothing; a condition that holds counts."""
    assert requirement == unmet(["attrs>=99", "perfrules>=0.1", requirement], "0.1.0")


@pytest.mark.parametrize(
    "requirement",
    [
        "perfrules",
        "perfrules>=0.1",
        "perfrules==0.1",
        "perfrules-shanghai>=99",
        "perfrules_more>=99",
        "perfrules2>=99",
        'perfrules>=99; extra == "test"',
        'perfrules>=99; python_version < "3"',
        'perfrules>=99; no_such_name == "3"',
        'perfrules>=99; os_name > "3"',
        "perfrules @ file:///nowhere",
        "perfrules>=later",
        "",
        ">=99",
    ],
)
def test_nothing_is_claimed_without_certainty(requirement):
    """What is met, asks for something else, has a condition that does not hold or cannot be read, refuses no plugin."""
    assert unmet([requirement], "0.1.0") is None


@pytest.mark.parametrize("version", ["0.1.0.dev3", "0.1.0rc1", "0.1.0+local"])
def test_early_versions_count(version):
    """Whoever runs an early version has it, as installers say of what is installed."""
    assert unmet(["perfrules>=0.0.9"], version) is None
    assert "perfrules>=0.1.1" == unmet(["perfrules>=0.1.1"], version)


def test_what_judges_is_imported_only_where_perfrules_is_named():
    """A plugin that says nothing of perfrules costs no import."""
    code = """
import sys
from perfrules.plugins.requirement import unmet
unmet(["attrs>=99", "perfrules-shanghai>=1"], "0.1.0")
print("packaging" in sys.modules)
unmet(["perfrules>=1"], "0.1.0")
print("packaging" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ["False", "True"] == done.stdout.split()
