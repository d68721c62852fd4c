"""Functions over the population that plugins bring: a column in, a number or a column out."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import ClassVar

import attrs
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import perfrules as pr
from perfrules.case.population import population_in, read_population
from perfrules.proof import prove
from perfrules.testing import generate_cases
from perfrules.testing.drawing.writing import HEAD, definition_toml


@attrs.frozen
class Percentile:
    """The share of the projects that have no greater number (百分位)."""

    name: ClassVar[str] = "percentile"
    label: ClassVar[str] = "percentile of {x}"
    unit: ClassVar[str] = "1"
    at_least: ClassVar[int] = 0
    at_most: ClassVar[int] = 1

    def values(self, numbers):
        """Count the projects that have no greater number."""
        last = {number: place for place, number in enumerate(numbers, 1)}
        return [Fraction(last[number], len(numbers)) for number in numbers]


@attrs.frozen
class Score:
    """The standard score, to whole tenths (标准分)."""

    name: ClassVar[str] = "standard_score"
    unit: ClassVar[str] = "1"

    def values(self, numbers):
        """Put the distance from the mean into deviations, the root taken to whole hundredths."""
        deviation = Decimal(str(numbers.variance.numerator)) / Decimal(str(numbers.variance.denominator))
        deviation = Fraction(deviation.sqrt().quantize(Decimal("0.01")))
        return [Fraction(round((number - numbers.mean) / (deviation or 1) * 10), 10) for number in numbers]


@attrs.frozen
class Trimmed:
    """The mean without a share of the projects at either end (截尾均值)."""

    name: ClassVar[str] = "trimmed_mean"
    within: ClassVar[bool] = True

    def value(self, numbers, share):
        """Leave the ends out."""
        left = int(share * len(numbers))
        kept = numbers[left : len(numbers) - left]
        return sum(kept) / Fraction(len(kept))

    def check(self, share):
        """Say that a share is below a half."""
        return None if 0 <= share < Fraction(1, 2) else "the share is from 0 to below 0.5"


class Plugin:
    """What the plugin brings."""

    @pr.hookimpl
    def perfrules_functions(self):
        """Return the functions."""
        return [Percentile, Score, Trimmed]


EVIDENCE = {
    "cost": {"type": "number", "places": 1, "at_least": 0},
    "size": {"type": "choice", "choices": ["small", "large"]},
    "staff": {"type": "count", "above": 0},
}
MARKS = (
    "100 * percentile(cost, size)",
    "100 * percentile(cost / staff)",
    "clamp(50 + 10 * standard_score(cost), 0, 100)",
    "clamp(trimmed_mean(cost, 25%), 0, 100)",
)


def registry(*functions):
    """Return what the library offers, and a plugin's functions."""

    class Other:
        @pr.hookimpl
        def perfrules_functions(self):
            return list(functions)

    return pr.Registry.builtin().with_plugin(Other() if functions else Plugin(), "mine")


def made(folder, *marks, functions=(), **sections):
    """Return the rules of a set with these formulas of marks."""
    nodes = [
        {"code": f"A{at}", "name": f"A{at}", "full_marks": 100, "rounding": {"places": 4},
         "rubric": {"kind": "formula", "marks": one}}
        for at, one in enumerate(marks, 1)
    ]  # fmt: skip
    path = folder / "set.toml"
    path.write_text(definition_toml({**HEAD, "indicator": nodes, "evidence": EVIDENCE, **sections}), encoding="utf-8")
    return pr.load(path, registry=registry(*functions))


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """Return rules that read every function."""
    return made(tmp_path_factory.mktemp("set"), *MARKS)


COSTS, SIZES, STAFF = ["3", "1", "7", "10.5", "3"], ["large", "small", "large", "large", "large"], [1, 2, 3, 4, 5]


@pytest.fixture(scope="module")
def table():
    """Return five projects."""
    return pa.table({"cost": COSTS, "size": SIZES, "staff": STAFF})


def percentile(number, numbers):
    """Count plainly."""
    return Fraction(sum(other <= number for other in numbers), len(numbers))


def expected(rows):
    """Compute the first two marks of each row plainly."""
    each = [cost / staff for cost, _, staff in rows]
    for (cost, size, _), one in zip(rows, each, strict=True):
        yield [
            100 * percentile(cost, [other for other, group, _ in rows if group == size]),
            100 * percentile(one, each),
        ]


def marks(row):
    """Return the marks of the leaves in a row of results."""
    return [row[f"{code}/marks"] for code in ("A1", "A2", "A3", "A4")]


def codes(error):
    """Return the codes of the problems that were raised."""
    return [problem.code for problem in error.value.problems]


ROWS = st.tuples(
    st.integers(0, 300).map(lambda number: Fraction(number, 10)), st.sampled_from(["small", "large"]), st.integers(1, 9)
)


@settings(deadline=None)
@given(rows=st.lists(ROWS, min_size=1, max_size=12))
def test_columns_are_a_plain_computation_and_what_single_cases_score(ready, rows):
    """Each row gets the value of its own number, of quotients and by groups too; so does a case with the population."""
    costs, sizes, staff = zip(*rows, strict=True)
    table = pa.table({"cost": [str(float(cost)) for cost in costs], "size": sizes, "staff": staff})
    result = [marks(row) for row in ready.score_table(table, outputs=["marks"], codes="all").table.to_pylist()]
    plain = [[Decimal(round(number * 10**6)).scaleb(-6) for number in row] for row in expected(rows)]
    assert [[one.quantize(Decimal("0.0001"), "ROUND_HALF_UP") for one in row] for row in plain] == [
        row[:2] for row in result
    ]
    found = ready.with_population(ready.population_of(table))
    assert [[card[f"A{at}"].marks for at in (1, 2, 3, 4)] for card in map(found.score, table.to_pylist())] == result


@attrs.frozen
class Odd:
    """Values that no lane of whole numbers holds."""

    name: ClassVar[str] = "odd"

    def values(self, numbers):
        """Divide by powers of primes."""
        return [1 / (7 ** (int(number) % 60) + number) for number in numbers]


@pytest.mark.parametrize("digits", [0, 12, 27])
def test_numbers_of_any_size_are_looked_up(tmp_path, digits):
    """Large numbers, and values whose denominators have nothing in common, are those of single cases."""
    ready = made(tmp_path, "clamp(1000 * odd(cost / 10 ** 3), 0, 100)", functions=[Odd])
    costs = [f"{number}{'0' * digits}.{number}" for number in range(9)]
    table = pa.table({"cost": costs, "size": ["small"] * 9, "staff": [1] * 9})
    found = ready.with_population(ready.population_of(table))
    rows = ready.score_table(table, outputs=["marks"], codes="all").table.to_pylist()
    assert [found.score(row)["A1"].marks for row in table.to_pylist()] == [row["A1/marks"] for row in rows]


def test_streams_and_files_give_the_same(ready, table, tmp_path):
    """What is read piece by piece is given the population, from a file of either form."""
    found = ready.population_of(table)
    expected_ = ready.score_table(table, outputs=["marks"]).table["marks"].to_pylist()
    for name, written in (("found.toml", found.toml()), ("found.json", found.json())):
        path = tmp_path / name
        path.write_text(written, encoding="utf-8")
        again = ready.with_population(read_population(path))
        parts = again.score_batches(table.to_batches(max_chunksize=2), outputs=["marks"])
        assert expected_ == [marks_ for part in parts for marks_ in part["marks"].to_pylist()]
        assert found.file == again.population.file


def test_a_number_that_no_project_has_is_not_guessed(ready, table):
    """PR615 names the number and what is found of it; in a table it is a bad row, and other rows are scored."""
    known = ready.with_population(ready.population_of(table))
    evidence = {"cost": "7.1", "size": "large", "staff": 3}
    with pytest.raises(pr.CaseError) as caught:
        known.score(evidence)
    assert ["PR615"] * 3 == codes(caught)
    assert "7.1" in str(caught.value.problems[0])
    rows = pa.table({"cost": ["7.1", "7"], "size": ["large"] * 2, "staff": [3, 3]})
    result = known.score_table(rows, outputs=["marks"])
    assert [None, Decimal("195.3333")] == result.table["marks"].to_pylist()
    assert ["PR615"] * 3 == result.problems["code"].to_pylist()


def test_a_number_is_known_only_in_its_group(ready, table):
    """A project of another group has the same number: it counts for that group alone."""
    known = ready.with_population(ready.population_of(table))
    with pytest.raises(pr.CaseError) as caught:
        known.score({"cost": 7, "size": "small", "staff": 3})
    assert ["PR615"] == codes(caught)


def test_missing_evidence_is_told_as_such(ready, table):
    """Where the project's own number or group is missing, nobody is sent for another population."""
    known = ready.with_population(ready.population_of(table))
    for lacking in ("cost", "size"):
        evidence = {"cost": "7", "size": "large", "staff": 3}
        evidence.pop(lacking)
        with pytest.raises(pr.CaseError) as caught:
            known.score(evidence)
        assert ["PR601"] == codes(caught)
        result = known.score_table(pa.table({**{key: [value] for key, value in evidence.items()}, lacking: [None]}))
        assert ["PR601"] == result.problems["code"].to_pylist()
    assert known.score({"size": "large", "staff": 3}, partial=True).outlook is not None
    with pytest.raises(pr.CaseError) as caught:
        ready.score({"cost": "7", "size": "large", "staff": 3})
    assert ["PR613"] * 4 == codes(caught)


def test_the_scorecard_tells_the_values_that_were_read_and_is_verified(ready, table):
    """Of what others have of their own it says nothing; another value in it is noticed."""
    known = ready.with_population(ready.population_of(table))
    card = known.score({"cost": "7", "size": "large", "staff": 3})
    told = card.to_dict()
    assert [{"7": "0.75"}, {"7/3": "0.6"}, {"7": "0.6"}, None] == [
        each.get("each") for each in told["population"]["measure"]
    ]
    assert ready.population_of(table).sha256 == told["population"]["sha256"]
    assert "percentile of cost, by size" in [item.label for item in card["A1"].evidence]
    assert "100 × 0.75 = 75.0000" in card["A1"].reason
    path = Path(known.definition.place(("id",)).file)
    assert pr.verify(told, definition=path, registry=registry())
    told["population"]["measure"][0]["each"]["7"] = "0.8"
    assert not pr.verify(told, definition=path, registry=registry())


def test_a_value_out_of_the_promised_range_is_refused(ready, table, tmp_path):
    """PR614: readings rely on what is promised, so a file that was changed by hand is not believed."""
    path = tmp_path / "found.toml"
    path.write_text(ready.population_of(table).toml().replace('"7" = "0.75"', '"7" = "1.75"'), encoding="utf-8")
    with pytest.raises(pr.CaseError) as caught:
        ready.with_population(read_population(path))
    assert ["PR614"] == codes(caught)


@pytest.mark.parametrize("after", ['"7" = 0.75', '"7" = "x"', '"x" = "1"', '"7" = "1/0"'])
def test_what_is_no_value_in_a_file_is_a_problem(ready, table, tmp_path, after):
    """Numbers and their values are exact, and texts."""
    path = tmp_path / "found.toml"
    path.write_text(ready.population_of(table).toml().replace('"7" = "0.75"', after), encoding="utf-8")
    with pytest.raises(pr.CaseError) as caught:
        read_population(path)
    assert ["PR023"] == codes(caught)


def wrong(result, method="values", **keys):
    """Return a function over the population that gives *result*, or raises it."""

    def method_(_, numbers):
        if isinstance(result, BaseException):
            raise result
        return result(numbers) if callable(result) else result

    return type("Wrong", (), {"__doc__": "Go wrong.", "name": "wrong", method: method_, **keys})


WRONG = {
    "raises": (wrong(ZeroDivisionError("none left")), "none left"),
    "leaves": (wrong(SystemExit(3)), "SystemExit"),
    "interrupts": (wrong(KeyboardInterrupt()), "KeyboardInterrupt"),
    "nothing": (wrong(None), "NoneType"),
    "without end": (wrong(Decimal("1e999999999")), "Decimal"),
    "a text": (wrong("12345"), "str"),
    "too few": (wrong([1]), "1 results for 5 projects"),
    "too many": (wrong(lambda numbers: [*numbers, 1]), "6 results"),
    "one number": (wrong(1), "int"),
    "floats": (wrong(lambda numbers: [float(number) for number in numbers]), "float"),
    "truths": (wrong(lambda numbers: [True] * len(numbers)), "bool"),
    "no numbers": (wrong(lambda numbers: [Decimal("NaN")] * len(numbers)), "Decimal"),
    "places in the list": (wrong(lambda numbers: list(range(len(numbers)))), "the same number 3"),
    "below": (wrong(lambda numbers: [-1] * len(numbers), at_least=0), "-1"),
    "above": (wrong(lambda numbers: [2] * len(numbers), at_most=1), "2"),
    "outside": (wrong(lambda numbers: [99] * len(numbers), within=True), "99"),
    "endless": (wrong(lambda numbers: [Fraction(1, 3**3000)] * len(numbers)), "digits"),
    "a list for all": (wrong(list, "value"), "list"),
    "a float for all": (wrong(0.5, "value"), "float"),
    "beyond what is kept": (wrong(sum, "value", keeps="sums"), "keeps"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_function_that_goes_wrong_is_a_problem_with_its_plugin(tmp_path, table, name):
    """PR511 names the plugin and what is wrong; nothing is scored, and nothing is raised but that."""
    function, said = WRONG[name]
    ready = made(tmp_path, "clamp(100 * wrong(cost), 0, 100)", functions=[function])
    for task in (ready.population_of, ready.score_table):
        with pytest.raises(pr.TableError) as caught:
            task(table)
        assert ["PR511"] == codes(caught)
        assert "plugin mine" in str(caught.value)
        assert said in str(caught.value)


def same(_, numbers):
    """Give the numbers back."""
    return numbers


DECLARED = {
    "both methods": ({"value": same, "values": same}, "both"),
    "a formula too": ({"values": same, "apply": same}, "apply"),
    "a float": ({"values": same, "at_least": 0.5}, "at_least"),
    "ends the wrong way round": ({"values": same, "at_least": 2, "at_most": 1}, "above"),
    "a unit that is none": ({"values": same, "unit": 1}, "unit"),
    "a label of other names": ({"values": same, "label": "of {y}"}, "{x}"),
    "something else to keep": ({"value": same, "keeps": "all"}, "keeps"),
    "a column of sums": ({"values": same, "keeps": "sums"}, "keeps"),
    "no parameter": ({"value": lambda _: 1}, "parameter"),
    "a default": ({"value": lambda _, numbers, share=1: (numbers, share)}, "parameter"),
    "a name of two words": ({"values": same, "name": "a-b"}, "a-b"),
}


@pytest.mark.parametrize("name", DECLARED)
def test_what_a_function_declares_wrongly_is_told_when_it_is_loaded(name):
    """PR503 names the class and what is wrong."""
    keys, said = DECLARED[name]
    (problem,) = registry(type("Wrong", (), {"__doc__": "Go wrong.", "name": "wrong", **keys})).plugin("mine").problems
    assert "PR503" == problem.code
    assert said in problem.message


@attrs.frozen
class Choosy(Trimmed):
    """A function whose check fails."""

    name: ClassVar[str] = "choosy"

    def check(self, share):
        """Leave."""
        raise SystemExit(int(share))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("trimmed_mean(cost, 60%)", "PR327"),
        ("trimmed_mean(cost, cost)", "PR327"),
        ("trimmed_mean(cost)", "PR313"),
        ("trimmed_mean(cost, 10%, size, size)", "PR313"),
        ("trimmed_mean(cost, 10%, staff)", "PR314"),
        ("choosy(cost, 10%)", "PR320"),
        ("percentile(3)", "PR327"),
        ("percentile(sqrt(cost))", "PR327"),
        ("percentile(percentile(cost))", "PR327"),
        ("percentile(cost - population_mean(cost))", "PR327"),
    ],
)
def test_calls_that_cannot_be_found_are_problems_of_the_definition(tmp_path, written, code):
    """A call is a number of the evidence, constants, and a choice at most."""
    functions = [Percentile, Trimmed, Choosy]
    with pytest.raises(pr.DefinitionError) as caught:
        made(tmp_path, f"clamp({written}, 0, 100)", functions=functions)
    assert [code] == codes(caught)


def test_numbers_that_no_row_can_have_are_nobodys(ready, table):
    """A file may name any exact number; in a table it is looked up as in a case, and not among whole places."""
    text = ready.population_of(table).toml()
    assert '"1" = "1"' in text
    finer = population_in(text.replace('"1" = "1"', '"1/3" = "1"').encode(), "found.toml")
    held = ready.with_population(finer)
    assert ["PR615"] == held.score_table(table).problems["code"].to_pylist()
    assert ["PR615"] == [problem.code for problem in held.check({"cost": "1", "size": "small", "staff": 2})]


def test_constants_can_be_parameters(tmp_path, table):
    """What is the same for all projects may have a name."""
    ready = made(tmp_path, "clamp(trimmed_mean(cost, left), 0, 100)", parameter={"left": {"value": "50% / 2"}})
    assert {Decimal("4.3333")} == set(ready.score_table(table, outputs=["marks"]).table["marks"].to_pylist())


def test_proofs_take_promises_and_no_more(tmp_path):
    """Marks stay within a scale that the promised range fits; they follow no number that moves a rank as well."""
    claims = {claim.sort: claim.verdict for claim in prove(made(tmp_path, "100 * percentile(cost)")).claims}
    assert "proved" == claims["scale"]
    path = tmp_path / "follows.toml"
    leaf = {"code": "A", "name": "A", "full_marks": 100, "measure": "cost", "target": "1 + 9 * percentile(cost)",
            "rubric": {"kind": "proportional"}, "rounding": {"places": 2}}  # fmt: skip
    path.write_text(definition_toml({**HEAD, "indicator": [leaf], "evidence": EVIDENCE}), encoding="utf-8")
    found = prove(pr.load(path, registry=registry()))
    assert ["undecided"] == [claim.verdict for claim in found.claims if (claim.code, claim.sort) == ("A", "monotone")]


def test_a_number_out_of_the_promise_is_seen_when_a_set_is_checked(tmp_path):
    """PR203 or the like: the promise is what a check of the definition knows."""
    with pytest.raises(pr.DefinitionError) as caught:
        made(tmp_path, "101 * percentile(cost)")
    assert ["PR202"] == codes(caught)


@pytest.mark.parametrize("keys", [{}, {"at_least": 1}, {"at_most": 9}, {"at_least": -2, "at_most": Decimal("7.5")}])
@pytest.mark.parametrize("method", ["value", "values"])
def test_a_promise_changes_no_value(tmp_path, table, keys, method):
    """Whatever range is promised, each project has the same value, in words and in the table."""

    def found(_, numbers):
        places = [Fraction(place, 2) + 2 for place in range(len(numbers))]
        return [places[numbers.index(number)] for number in numbers] if method == "values" else places[3]

    form = attrs.frozen(type("Found", (), {"__doc__": "Find.", "name": "found", method: found, **keys}))
    ready = made(tmp_path, "clamp(10 * found(cost) + 30, 0, 100)", functions=[form])
    result = ready.score_table(table, outputs=["marks"]).table["marks"].to_pylist()
    values = [Decimal(one) for one in (["2.5", "2", "3.5", "4", "2.5"] if method == "values" else ["3.5"] * 5)]
    assert [10 * value + 30 for value in values] == result
    known = ready.with_population(ready.population_of(table))
    cards = [known.score(row) for row in table.to_pylist()]
    assert result == [card.marks for card in cards]
    assert [{"found(cost)": str(value)} for value in values] == [
        {item.name: item.value for item in card["A1"].evidence if item.name == "found(cost)"} for card in cards
    ]


@pytest.mark.parametrize(
    ("language", "label"), [("en", "standard_score(cost, size)"), ("zh", "standard_score(cost, size)")]
)
def test_what_has_no_label_is_called_as_it_is_written(tmp_path, table, language, label):
    """In every language, and by groups."""
    ready = made(tmp_path, "clamp(50 + 10 * standard_score(cost, size), 0, 100)")
    with pr.use(language):
        card = ready.with_population(ready.population_of(table)).score({"cost": 3, "size": "large"})
        assert label == card["A1"].evidence[0].label


def test_searches_keep_to_the_numbers_that_projects_have(tmp_path, table):
    """With a population given, examples of proofs and cases at boundaries can be scored by it."""
    ready = made(tmp_path, "full * most(percentile(cost), 20%)")
    known = ready.with_population(ready.population_of(table))
    examples = [example for claim in prove(known).claims for example in claim.examples]
    assert examples
    for example in examples:
        assert known.score(example.evidence).marks is not None
    generated = generate_cases(known)
    assert generated.cases
    assert [] == [case.name for case in generated.cases if "problems" in case.expect]
