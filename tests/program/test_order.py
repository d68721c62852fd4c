"""Parts are made in an order in which each finds what it reads: chains may be long, and circles are told elsewhere."""

from tests.program.building import branch, leaf, problems, rules, shared

CASES = 400


def test_long_chains_of_measures_and_parameters():
    """However many measures or parameters read one another in a row, and in whichever order, the set has a program."""
    measures = {f"m{i}": {"value": f"m{i - 1} * p{i}"} for i in range(CASES, 0, -1)} | {"m0": {"value": "e"}}
    parameters = {f"p{i}": {"value": f"p{i - 1} * 1"} for i in range(CASES, 0, -1)} | {"p0": {"value": 1}}
    ready = rules(shared("A", f"m{CASES}"), evidence={"e": {"type": "share"}}, measure=measures, parameter=parameters)

    assert 5 == ready.score({"e": "0.5"}).marks


def test_long_chains_of_marks():
    """Leaves may read one another's marks in a row of any length."""
    chain = [
        {"code": f"L{i}", "name": "x", "full_marks": 1, "rubric": {"kind": "formula", "marks": f"marks('L{i + 1}')"}}
        for i in range(CASES)
    ]
    ready = rules(*chain, leaf(f"L{CASES}", 1))

    assert CASES + 1 == ready.score({f"L{CASES}/marks": 1}).marks


def test_deep_trees():
    """A tree may have any number of levels."""
    levels = [branch(f"B{i}", **({"parent": f"B{i - 1}"} if i else {})) for i in range(CASES)]
    ready = rules(*levels, leaf("A", parent=f"B{CASES - 1}"))

    assert 4 == ready.score({"A/marks": 4}).marks


def test_measures_with_arguments_within_each_other():
    """Written out within each other without end, or without bound, measures with arguments are one problem."""
    once = {f"f{i}": {"of": ["x"], "value": f"f{i - 1}(x)"} for i in range(1, 100)}
    twice = {f"f{i}": {"of": ["x"], "value": f"f{i - 1}(x) * f{i - 1}(x + 1)"} for i in range(1, 100)}
    first = {"f0": {"of": ["x"], "value": "x"}}

    for last, made in ((99, once), (99, twice), (14, once)):
        measures = first | dict(list(made.items())[:last])
        found = problems(shared("A", f"f{last}(e)"), evidence={"e": {"type": "share"}}, measure=measures)
        assert (last > 14) == ("PR302" in found)
