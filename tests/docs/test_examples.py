"""What tables in the docs claim is what the library computes."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
import tomli

import perfrules as pr
from perfrules.aggregation import AGGREGATIONS
from perfrules.formula import MODES, round_fraction
from perfrules.rubrics import KINDS, page
from tests.docs.blocks import ROOT, blocks
from tests.docs.running import FRAGMENTS

_ABSENCE = ROOT / "docs/explanation/absence.md"


@pytest.mark.parametrize("mode", MODES)
def test_the_table_of_rounding_modes_is_right(mode):
    """Each cell is what the mode makes of the number above it, to two places."""
    rows = [
        [part.strip().replace("−", "-") for part in line.strip("|").split("|")]
        for line in (ROOT / "docs/reference/rounding.md").read_text("utf-8").splitlines()
        if line.startswith(("| Mode |", f"| `{mode}`"))
    ]
    heads, cells = rows[0][1:5], next(row[1:5] for row in rows[1:] if row[0].startswith(f"`{mode}`"))
    rounding = pr.Rounding.places(2, mode)
    assert [Fraction(cell) for cell in cells] == [round_fraction(Fraction(head), rounding) for head in heads]


_ANSWERS = [
    ('"zero"', "", "85.50"),
    ('"full"', "", "89.50"),
    ('"rescale"', "", "88.50"),
    ('"drop"', "", "85.50"),
    ('"drop"', "total = { restore = true, rounding = { places = 2 } }", "89.06"),
    ('{ move = ["B1"] }', "", "88.50"),
    ('"null"', "", None),
]


@pytest.mark.parametrize(("answer", "more", "total"), _ANSWERS)
def test_the_example_of_absence_is_right(tmp_path, answer, more, total):
    """Each answer gives the total that the table says: B1 with 4.50 of 6, A with 81."""
    source = next(block.text for block in blocks(_ABSENCE) if block.language == "toml")
    source = source.replace('not_applicable = "rescale"', f"not_applicable = {answer}")
    source = source.replace("\n[[indicator]]", f"{more}\n\n[[indicator]]", 1)
    path = tmp_path / "set.toml"
    path.write_text(source, "utf-8")
    evidence = {
        "A": {"marks": 81, "reason": "—"},
        "B1": {"marks": "4.5", "reason": "—"},
        "B2": {"not_applicable": "无采购"},
    }
    card = pr.load(path).score(evidence)
    assert (None if total is None else Decimal(total)) == card.marks
    name = "`drop`, and `restore = true`" if more else f"`{answer.strip('{} ').strip(chr(34))}`"
    row = next(line for line in _ABSENCE.read_text("utf-8").splitlines() if line.startswith(f"| {name}"))
    assert total is None or re.search(rf"\b{re.escape(total)}\b", row)


@pytest.mark.parametrize("form", KINDS, ids=lambda form: form.kind)
def test_the_example_of_a_kind_works_in_a_definition(tmp_path, form):
    """With its evidence declared it loads, and a case that says nothing yet can still be scored in part."""
    path = tmp_path / "set.toml"
    path.write_text((FRAGMENTS / "kinds.toml").read_text("utf-8") + page(form).example, "utf-8")
    rules = pr.load(path)
    card = rules.score({}, partial=True)
    assert card.missing
    assert (0, rules.set.indicators[-1].full_marks.written) == card.interval


@pytest.mark.parametrize("form", AGGREGATIONS, ids=lambda form: form.name)
def test_the_example_of_an_aggregation_works_in_a_definition(tmp_path, form):
    """With two children below it the branch is combined as it says."""
    source = (FRAGMENTS / "kinds.toml").read_text("utf-8") + page(form).example
    code = tomli.loads(page(form).example)["indicator"][0]["code"]
    for place, share in ((1, "site"), (2, "papers")):
        source += f"""
[[indicator]]
code = "{code}.{place}"
parent = "{code}"
name = "子项"
full_marks = 2
measure = "{share}"
rubric = {{ kind = "proportional" }}
"""
    path = tmp_path / "set.toml"
    path.write_text(source, "utf-8")
    card = pr.load(path).score({"site": 1, "papers": "0.5"})
    expected = {"sum": 3, "mean": Fraction(3, 2), "minimum": 1, "maximum": 2, "product": 2}
    expected |= {"geometric_mean": Decimal("1.414"), "harmonic_mean": Decimal("1.333")}
    assert expected[form.name] == card[code].marks
