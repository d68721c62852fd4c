"""What `check_kind` finds: nothing with good kinds, and each planted fault."""

import pytest

from perfrules.rubrics import KINDS
from perfrules.testing import FaultsError, check_kind
from tests.testing.checks.strangers import BAD, GOOD


def told(kind, *examples, **options):
    """Return what is wrong with *kind*."""
    with pytest.raises(FaultsError) as caught:
        check_kind(kind, *examples, **options)
    return str(caught.value)


@pytest.mark.parametrize("kind", [*KINDS, *GOOD], ids=lambda form: form.kind)
def test_nothing_is_wrong_with_good_kinds(kind):
    """All readings agree, scale and promises are kept, for the library's kinds and for those of strangers."""
    check_kind(kind, drawn=15)


@pytest.mark.parametrize("fault", BAD)
def test_a_fault_is_found(fault):
    """Each is told in words, and nothing ends before all are told."""
    kind, said = BAD[fault]
    assert said in told(kind, drawn=30)
