"""What `check_aggregation` finds: nothing with good aggregations, and each planted fault."""

import pytest

from perfrules.aggregation import AGGREGATIONS
from perfrules.testing import FaultsError, check_aggregation
from tests.testing.checks.strangers import BAD_AGGREGATIONS, Weakest


@pytest.mark.parametrize("form", [*AGGREGATIONS, Weakest], ids=lambda form: form.name)
def test_nothing_is_wrong_with_good_aggregations(form):
    """All readings agree, the scale is kept, and the order does not matter; of a stranger's as well."""
    check_aggregation(form, drawn=15)


@pytest.mark.parametrize("fault", BAD_AGGREGATIONS)
def test_a_fault_is_found(fault):
    """Each is told in words, with the children that show it."""
    form, said = BAD_AGGREGATIONS[fault]
    with pytest.raises(FaultsError) as caught:
        check_aggregation(form, drawn=20)
    assert said in str(caught.value)
