"""What a distribution asks of perfrules, held against the library that reads such requirements everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement
from packaging.version import Version

from perfrules.plugins.requirement import unmet

_NUMBERS = st.integers(0, 3)
_RELEASES = st.lists(_NUMBERS, min_size=1, max_size=3).map(lambda parts: ".".join(map(str, parts)))
_ENDS = st.sampled_from(["", "", "a1", "b2", "rc1", ".post1", ".dev1", "rc1.dev2", ".post0.dev1", "c1", "-1"])
_VERSIONS = st.builds(
    lambda epoch, release, end: f"{epoch}{release}{end}", st.sampled_from(["", "", "1!"]), _RELEASES, _ENDS
)
_CLAUSES = st.one_of(
    st.builds("{}{}".format, st.sampled_from([">=", "<=", ">", "<", "==", "!=", "==="]), _VERSIONS),
    st.builds("{}{}.*".format, st.sampled_from(["==", "!="]), _RELEASES),
    st.builds("~={}.{}{}".format, _NUMBERS, _RELEASES, st.sampled_from(["", "rc1"])),
)


@given(_VERSIONS, st.lists(_CLAUSES, max_size=3))
def test_requirements_mean_what_installers_mean(version, clauses):
    """Every clause over every version is judged as `pip check` judges it."""
    requirement = f"perfrules{','.join(clauses)}"
    expected = Requirement(requirement).specifier.contains(Version(version), prereleases=True)
    assert expected == (unmet([requirement], version) is None)


@pytest.mark.parametrize(
    "requirement",
    [
        "perfrules >= 99",
        "perfrules (>=99)",
        "Perfrules[test]>=0.1,>=99",
        "perfrules~=99.0",
        "perfrules==99.*",
        "perfrules<0.1",
    ],
)
def test_requirements_as_metadata_writes_them(requirement):
    """Blanks, brackets, extras and the case of letters change nothing."""
    assert requirement == unmet(["attrs>=99", requirement], "0.1.0")


@pytest.mark.parametrize(
    "requirement",
    [
        "perfrules",
        "perfrules>=0.1",
        "perfrules-shanghai>=99",
        'perfrules>=99; extra == "test"',
        'perfrules>=99; python_version < "3"',
        "perfrules @ file:///nowhere",
        "perfrules>=later",
        "",
        ">=99",
    ],
)
def test_nothing_is_claimed_without_certainty(requirement):
    """A requirement of something else, with a condition, or that cannot be read, is no reason to refuse a plugin."""
    assert unmet([requirement], "0.1.0") is None
    assert unmet(["perfrules>=1"], "of my own") is None
