from dataclasses import dataclass
from pathlib import Path

import pytest

from perfrules.problems import CODES, Code
from perfrules.problems.codes_definition import CODES as AREA
from tests.definition.builders import BASE, HEAD, LEAF, SOURCE, problems_of, whole


def errors(problems):
    """Return the codes of those that are errors."""
    return {problem.code for problem in problems if problem.severity == "error"}


@dataclass
class Shelf:
    """A folder with a base to extend, and a set that extends the one under test."""

    folder: Path

    def problems(self, fragment):
        """Return the problems of *fragment*, written to a file of this folder."""
        file = self.folder / "set.toml"
        file.write_text(whole(fragment), encoding="utf-8")
        return problems_of(fragment, str(file))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Return a folder of neighbours."""
    folder = tmp_path_factory.mktemp("sets")
    (folder / "base.toml").write_text(BASE, encoding="utf-8")
    (folder / "circle.toml").write_text(
        HEAD.replace("example/set", "example/circle") + 'extends = "./set.toml"\n' + SOURCE, encoding="utf-8"
    )
    return Shelf(folder)


@pytest.mark.parametrize("code", AREA, ids=lambda code: code.code)
def test_the_bad_example_of_each_code_has_that_problem_and_no_other(shelf: Shelf, code: Code):
    """What a code's page shows as wrong gives exactly this code, with line, column and a hint."""
    found = [problem for problem in shelf.problems(code.bad) if problem.severity == code.severity]
    assert {code.code} == {problem.code for problem in found}
    for problem in found:
        assert problem.place.file is not None
        assert (problem.place.line or 0, problem.place.column or 0) >= (1, 1)
        assert problem.hint is not None or code.code in {"PR121", "PR122", "PR136", "PR139", "PR104"}


@pytest.mark.parametrize("code", AREA, ids=lambda code: code.code)
def test_the_good_example_of_each_code_has_no_problem(shelf: Shelf, code: Code):
    """What a code's page shows as mended has no problem at all, not even a warning."""
    assert () == shelf.problems(code.good)


def test_every_code_of_the_checks_is_registered():
    """The codes of this area are among all codes, each with every part of its page."""
    for code in AREA:
        assert CODES[code.code] is code
        assert all((code.title, code.meaning, code.why, code.mend, code.bad, code.good))


def place_of(fragment, code):
    """Return the line and column of the first problem with *code*."""
    problem = next(problem for problem in problems_of(fragment) if problem.code == code)
    return problem.place.line, problem.place.column


def line_of(fragment, part):
    """Return the line and column at which *part* stands in the whole set."""
    lines = whole(fragment).split("\n")
    line = next(number for number, text in enumerate(lines, 1) if part in text)
    return line, lines[line - 1].index(part) + 1


def test_a_name_in_an_expression_is_placed_at_its_character():
    """A name that is not declared is placed where it stands within the quotes, not at the key."""
    fragment = LEAF.replace('rubric = { kind = "judged" }', 'rubric = { kind = "formula", marks = "1 + nothing" }')
    assert line_of(fragment, "nothing") == place_of(fragment, "PR311")


def test_an_unknown_function_is_told_with_a_suggestion():
    """A function that is nearly right is told with the right one."""
    fragment = LEAF.replace('rubric = { kind = "judged" }', 'rubric = { kind = "formula", marks = "leest(1, 2)" }')
    problem = next(problem for problem in problems_of(fragment) if problem.code == "PR312")
    assert "did you mean `least`?" == problem.hint


def test_a_function_of_other_languages_is_told_with_its_counterpart():
    """`min` is no slip in writing, but a word that has another name here."""
    fragment = LEAF.replace('rubric = { kind = "judged" }', 'rubric = { kind = "formula", marks = "min(1, 2)" }')
    problem = next(problem for problem in problems_of(fragment) if problem.code == "PR312")
    assert "write `least(a, b)` instead" == problem.hint


def test_marks_of_an_unknown_node_are_told():
    """An expression that reads the marks of no indicator is a problem at the code."""
    fragment = LEAF + "applies = 'marks(\"A9\") > 0'\n"
    assert errors(problems_of(fragment)) == {"PR119"}


@pytest.mark.parametrize(
    ("results", "code"), [("[]", "PR026"), ('["A1", "A1"]', "PR101"), ('["A1"]', "PR119"), ('["A1", "total"]', None)]
)
def test_results_are_some_each_once_and_gates_are_on_them(results, code):
    """A gate on a total that nobody publishes would never be heard of."""
    gate = '[[gate]]\nname = "封顶"\nwhen = "marks(\'A1\') > 1"\nmarks_at_most = 1\n'
    found = errors(problems_of(f"results = {results}\n" + LEAF + (gate if code in (None, "PR119") else "")))
    assert ({code} if code else set()) == found


@pytest.mark.parametrize(
    ("aggregation", "stated", "ok"),
    [
        ("mean", 3, True),
        ("mean", 6, False),
        ("maximum", 4, True),
        ("minimum", 2, True),
        ("product", 8, True),
        ("harmonic_mean", 3, False),
        ("geometric_mean", 3, True),
    ],
)
def test_the_aggregation_decides_the_full_marks_of_a_branch(aggregation, stated, ok):
    """Stated full marks are compared with what the aggregation gives from the children's own."""
    children = (
        LEAF
        + 'parent = "A"\n'
        + LEAF.replace("A1", "A2").replace("full_marks = 2", "full_marks = 4")
        + 'parent = "A"\n'
    )
    branch = f'[[indicator]]\ncode = "A"\nname = "决策"\naggregation = "{aggregation}"\nfull_marks = {stated}\n'
    assert (set() if ok else {"PR124"}) == errors(problems_of(branch + children))


def test_weights_enter_the_full_marks():
    """A branch of weighted children has the sum of weight times full marks; weights are exact."""
    children = "".join(
        LEAF.replace("A1", code).replace("full_marks = 2", "full_marks = 100") + f'parent = "A"\nweight = {weight}\n'
        for code, weight in (("A1", 0.1), ("A2", 0.2), ("A3", 0.7))
    )
    branch = '[[indicator]]\ncode = "A"\nname = "决策"\nfull_marks = 100\n'
    assert set() == errors(problems_of(branch + children))


def test_a_bonus_adds_no_full_marks():
    """Children that are a bonus are left out of the branch's full marks."""
    bonus = LEAF.replace("A1", "A2").replace("full_marks = 2", 'at_most = 1\nparent = "A"\nbonus = true')
    branch = '[[indicator]]\ncode = "A"\nname = "决策"\nfull_marks = 2\n'
    assert set() == errors(problems_of(branch + LEAF + 'parent = "A"\n' + bonus))


def test_a_sum_that_is_wrong_names_the_children():
    """The hint of a wrong sum lists what each child gives."""
    branch = '[[indicator]]\ncode = "A"\nname = "决策"\nfull_marks = 3\n'
    problem = next(p for p in problems_of(branch + LEAF + 'parent = "A"\n') if p.code == "PR124")
    assert "A says 3 full marks, and its children give 2" == problem.message
    assert "the children: A1 2" == problem.hint


def test_ten_mistakes_are_told_at_once():
    """One definition with ten different mistakes has ten problems, in order of place."""
    fragment = """results = ["B9"]

[evidence]
spent = { type = "amount", unti = "万元" }
budget = { type = "amount", at_least = 5, at_most = 1 }

[measure]
execution = { value = "spent / budgett" }

[[indicator]]
code = "A"
name = "决策"
full_marks = 9

[[indicator]]
code = "A1"
parent = "A"
full_marks = 3
measure = "execution"
rubric = { kind = "proportionel" }

[[indicator]]
code = "A2"
parent = "AA"
name = "目标"
full_marks = 2
rubric.kind = "checklist"
rubric.points = [{ id = "a", marks = 1 }, { id = "a", marks = 2 }]
source = "owm"

[[indicator]]
code = "A3"
parent = "A"
name = "管理"
full_marks = 2

[[indicator]]
code = "A3"
parent = "A"
name = "管理"
full_marks = 2
rubric = { kind = "judged" }
"""
    found = problems_of(fragment)
    expected = {
        "PR119",
        "PR021",
        "PR146",
        "PR311",
        "PR124",
        "PR132",
        "PR025",
        "PR103",
        "PR140",
        "PR141",
        "PR127",
        "PR109",
        "PR101",
    }
    assert expected == errors(found)
    assert 13 == len([problem for problem in found if problem.severity == "error"])
    places = [(problem.place.line, problem.place.column) for problem in found]
    assert sorted(places) == places
    assert all(problem.place.line for problem in found)


@pytest.mark.parametrize(
    "keys",
    [
        'part_of = "log"',
        'part_of = "log.majr"',
        'part_of = "staff"',
        'usually_at_most = "m"',
        'usually_at_most = "stuff"',
    ],
)
def test_relations_name_a_number_of_the_evidence(keys):
    """A field is held against another field that is a number, or against a count; nothing else."""
    fragment = (
        f'[evidence]\nstaff = {{ type = "count", {keys} }}\nlog = {{ type = "records", counts = ["all", "major"] }}\n'
        '[measure]\nm = { value = "staff + log.all + log.major" }\n'
        + LEAF.replace('"judged"', '"proportional"').replace(
            "full_marks = 2", 'full_marks = 2\nmeasure = "m"\ntarget = 1'
        )
    )
    assert {"PR136"} == errors(problems_of(fragment))
    assert set() == errors(problems_of(fragment.replace(keys, 'part_of = "log.all", usually_at_most = "log.major"')))


def test_a_kind_that_fails_in_its_own_check_is_a_problem(monkeypatch):
    """An exception in what a kind says of itself is a problem of the definition, and never a traceback."""

    def fail(self):
        del self
        raise RuntimeError("no")

    monkeypatch.setattr("perfrules.rubrics.Judged.check", fail)
    assert {"PR139"} == errors(problems_of(LEAF))


def test_suggestions_are_bounded():
    """Only the first hundred problems have a suggestion, which looks at every name: a large file takes no longer."""
    measures = "\n".join(f'm{number} = {{ value = "spnt + {number}" }}' for number in range(150))
    found = [
        each
        for each in problems_of(f'[evidence]\nspent = {{ type = "number" }}\n[measure]\n{measures}')
        if each.code == "PR311"
    ]

    assert (150, 100) == (len(found), sum(each.advice is not None for each in found))
