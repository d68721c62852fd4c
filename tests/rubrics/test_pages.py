"""Each kind's docstring is its page: complete, and with an example that works."""

from decimal import Decimal

import attrs
import pytest
import tomli

from perfrules.language import Text
from perfrules.model import RubricKind
from perfrules.rubrics import KINDS, misfits, page, promise_of
from tests.rubrics.marking import STRUCTURER, kind

WRITTEN = {
    "checklist": 'points = [{ id = "a" }]',
    "proportional": "cap = 1",
    "threshold": 'else = { kind = "proportional" }',
    "tiers": "tiers = [{ at_least = 1, marks = 2, text = '好' }, { marks = 0 }]",
    "lookup": 'of = "x", marks = { a = 1 }, share = { b = 0.5 }, else = 0',
    "interpolate": 'points = [[0, 0], ["60%", 6]], below = "refuse", beyond = 10',
    "goalposts": "from = 48, to = 4",
    "linear": 'lose = "5% * full", per = 1',
    "deduction": 'deduct = [{ of = "x", marks = 1, at_most = 2 }]',
    "judged": 'panel = "mean", out_of = 100, tiers = [{ name = "好" }]',
    "formula": 'marks = "full * x"',
}
SUMMARIES = {
    "checklist": "points that share the full marks equally: 1",
    "proportional": "in proportion, at most the full marks",
    "threshold": "full marks where the target is met, else in proportion, at most the full marks",
    "tiers": "≥ 1: 2; otherwise 0",
    "lookup": "a: 1; b: 50% of the full marks; otherwise 0",
    "interpolate": "0: 0; 60%: 6; below 0 refused; beyond 60%: 10",
    "goalposts": "no marks at 48, the full marks at 4, in proportion between them",
    "linear": "5% * full less for each 1 off the target, in proportion, down to 0",
    "deduction": "1 less for each x, at most 2; down to 0",
    "judged": "given by the evaluators with a reason; the mean of the panel; marked out of 100; tiers: 好",
    "formula": "full * x",
}


def example(form):
    """Return the rubric of the example on a kind's page."""
    (indicator,) = tomli.loads(page(form).example, parse_float=Decimal)["indicator"]
    return STRUCTURER.rubric(indicator["rubric"])


@pytest.mark.parametrize("form", KINDS, ids=lambda form: form.kind)
def test_a_page_is_complete(form):
    """Title with the Chinese term, formula, example and source."""
    found = page(form)
    assert any("\u4e00" <= sign <= "\u9fff" for sign in found.title)
    assert all((found.description or form.kind == "deduction", found.formula, found.example, found.source))


@pytest.mark.parametrize("form", KINDS, ids=lambda form: form.kind)
def test_the_example_works(form):
    """The example is TOML that gives this kind, with nothing wrong in it."""
    rubric = example(form)
    assert form is type(rubric)
    assert [] == list(misfits(rubric))


@pytest.mark.parametrize("form", KINDS, ids=lambda form: form.kind)
def test_every_field_says_what_it_means(form):
    """Schema and pages take the meaning of a key from its field."""
    assert all(field.metadata["doc"] for field in attrs.fields(form))


@pytest.mark.parametrize("form", KINDS, ids=lambda form: form.kind)
def test_a_kind_is_a_frozen_value(form):
    """Kinds satisfy the protocol, compare by content, and cannot be changed."""
    one, other = (kind(f'kind = "{form.kind}", {WRITTEN[form.kind]}') for _ in range(2))
    assert isinstance(one, RubricKind)
    assert (one, hash(one)) == (other, hash(other))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.kind = "another"


@pytest.mark.parametrize("form", KINDS, ids=lambda form: form.kind)
def test_a_kind_sums_itself_up(form):
    """The summary has the quantities as they are written."""
    summary = kind(f'kind = "{form.kind}", {WRITTEN[form.kind]}').summary()
    assert isinstance(summary, Text)
    assert SUMMARIES[form.kind] == summary.into("en")


@pytest.mark.parametrize("form", KINDS, ids=lambda form: form.kind)
def test_a_kind_says_what_it_promises(form):
    """A promise is one of three words."""
    assert promise_of(example(form)) in ("higher", "lower", "none")


def test_a_long_list_is_cut():
    """The summary of many tiers shows the first twelve."""
    rows = ", ".join(f"{{ at_least = {limit}, marks = {limit} }}" for limit in range(40, 0, -1))
    summary = str(kind(f'kind = "tiers", tiers = [{rows}, {{ marks = 0 }}]').summary())
    assert 12 == summary.count("≥")
    assert summary.endswith("; …")


def test_the_page_of_a_stranger_may_be_empty():
    """A class without a docstring has an empty page."""
    assert "" == page(type("Bare", (), {"__doc__": None})).title
