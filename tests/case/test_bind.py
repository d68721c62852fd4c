"""Binding: rows of whole numbers, what is said beside them, and a problem with its place for everything else."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

import perfrules as pr
from perfrules.case import Basis, check_case
from perfrules.problems import CODES
from perfrules.readings.exact import NOT_APPLICABLE


def test_the_case_has_no_problem(bind):
    """A case in which everything is given as it should be has no problem."""
    assert () == bind().problems


def test_values_are_whole_numbers_of_the_last_place(bind, value):
    """Each input has its whole number; choices have positions, dates ordinals, absent ones a marker."""
    expected = {
        "budget": 20500,
        "spent": 19000,
        "done": 5,
        "index": -15,
        "ratio": 9809,
        "open_data": 1,
        "category": 0,
        "finished": date(2024, 3, 5).toordinal(),
        "deadline": date(2024, 3, 5).toordinal(),
        "bonus": 20,
        "visits/all": 10,
        "opinion/good": 3,
        "opinion/bad": 0,
        "A2/rules": 10000,
        "A2/ledger/faults": 2,
        "A2/reviews": NOT_APPLICABLE,
        "A2/reviews/na": 1,
        "A3/marks": 35000,
        "A4/sum": 840000,
        "A4/count": 1,
        "A5/held": NOT_APPLICABLE,
        "A5/na": 1,
    }
    bound = bind()

    assert expected == {name: value(bound, name) for name in expected}


def test_texts_are_kept_as_written(bind):
    """What a scorecard shows is what the case says, zeros at the end included."""
    shown = bind().shown

    assert ("19.000", "98.09%", "true", "works") == tuple(
        shown[name] for name in ("spent", "ratio", "open_data", "category")
    )


def test_what_stands_beside_the_values(bind):
    """Documents, notes, reasons, absences, panels and defaults are kept by field or code."""
    bound = bind()

    assert Basis(("d1",), "账") == bound.basis["spent"]
    assert {"spent": ("d1",), "A2": ("d1",)} == bound.documents
    assert {"A2/reviews": "无需检查", "A5": "当年无验收"} == bound.absences
    assert {"A3": ("3.5",), "A4": ("84", "81", "90")} == bound.marks
    assert frozenset({"bonus"}) == bound.defaulted


def test_the_evidence_as_read(bind):
    """The evidence for JSON has texts only, in the order of the set."""
    evidence = bind().evidence

    assert {"value": "19.000", "document": ["d1"], "note": "账"} == evidence["spent"]
    assert {"value": "2", "default": True} == evidence["bonus"]
    opinion = {"values": {"good": "3", "fair": "1", "bad": "0"}, "sent": "5", "valid": "4"}
    assert opinion == evidence["opinion"]
    assert {"not_applicable": "当年无验收"} == {key: evidence["A5"][key] for key in ("not_applicable",)}
    assert {"marks": ["84", "81", "90"], "reason": "专家意见"} == {
        key: evidence["A4"][key] for key in ("marks", "reason")
    }
    assert ["budget", "spent", "due"] == list(evidence)[:3]


def test_the_set_of_another_case_says_what_to_do(bind):
    """Either of the two may be the wrong one."""
    (problem,) = bind('"test/everything@1"', '"test/other"').problems
    assert "change `indicator_set` in the case, or score it with that set" == problem.advice.into("en")


PROBLEMS = [
    ("PR405", "indicator_set", ('"test/everything@1"', '"test/other"'), (3, 1)),
    ("PR405", "edition", ('"test/everything@1"', '"test/everything@2"'), (3, 1)),
    ("PR406", "field", ("budget = 20.5", "budgett = 20.5"), (10, 1)),
    ("PR406", "code", ("A3 = {", "A33 = {"), (23, 1)),
    ("PR021", "key of a table", ('note = "账"', 'notes = "账"'), (11, 44)),
    ("PR407", "text for a number", ("budget = 20.5", 'budget = "20.5万元"'), (10, 1)),
    ("PR407", "flag for a number", ("budget = 20.5", "budget = true"), (10, 1)),
    ("PR407", "list for a number", ("budget = 20.5", "budget = [20.5]"), (10, 1)),
    ("PR407", "number for a flag", ("open_data = true", "open_data = 2"), (16, 1)),
    ("PR407", "number for a choice", ('category = "works"', "category = 1.5"), (17, 1)),
    ("PR407", "percent of an amount", ("budget = 20.5", 'budget = "20%"'), (10, 1)),
    ("PR407", "text for a checklist", ("A5 = {", 'A5 = "held" # {'), (25, 1)),
    ("PR407", "text for a survey", ("opinion = {", 'opinion = "good" # {'), (21, 1)),
    ("PR407", "number for a document", ('document = "d1"', "document = 1"), (11, 27)),
    ("PR408", "places", ("budget = 20.5", "budget = 20.5001"), (10, 1)),
    ("PR408", "half a count", ("due = 6", "due = 6.5"), (12, 1)),
    ("PR408", "places of marks", ("marks = 3.5", "marks = 3.00001"), (23, 8)),
    ("PR409", "exponent", ("budget = 20.5", 'budget = "1e999999999"'), (10, 1)),
    ("PR409", "nan", ("budget = 20.5", 'budget = "nan"'), (10, 1)),
    ("PR409", "digits", ("budget = 20.5", f'budget = "{"9" * 31}"'), (10, 1)),
    ("PR410", "open end", ("budget = 20.5", "budget = 0"), (10, 1)),
    ("PR410", "below", ("index = -1.5", "index = 5"), (14, 1)),
    ("PR410", "negative count", ("due = 6", "due = -6"), (12, 1)),
    ("PR410", "share as a number", ('"98.09%"', "98.09"), (15, 1)),
    ("PR410", "negative answers", ("good = 3", "good = -3"), (21, 24)),
    ("PR411", "part", ("done = 5", "done = 7"), (13, 1)),
    ("PR411", "part of records", ("quick = 9", "quick = 11"), (20, 33)),
    ("PR412", "choice", ('"works"', '"work"'), (17, 1)),
    ("PR413", "date", ("2024-03-05", '"5.3.2024"'), (18, 1)),
    ("PR413", "day", ("2024年3月5日", "2024年2月30日"), (19, 1)),
    ("PR414", "point of a table", ("rules = 1", "rulse = 1"), (22, 16)),
    ("PR414", "point worked out", ("rules = 1", "quick = 1"), (22, 16)),
    ("PR415", "credit", ("rules = 1", "rules = 1.5"), (22, 16)),
    ("PR415", "credit for faults", ("ledger = { faults = 2 }", "ledger = 0.5"), (22, 27)),
    ("PR415", "faults for credit", ("rules = 1", "rules = { faults = 1 }"), (22, 26)),
    ("PR415", "broken faults", ("faults = 2", "faults = 1.5"), (22, 38)),
    ("PR416", "answer", ("fair = 1", "fare = 1"), (21, 34)),
    ("PR416", "count", ("quick = 9", "quik = 9"), (20, 33)),
    ("PR417", "answers beyond the valid", ("good = 3", "good = 4"), (21, 46)),
    ("PR417", "valid beyond the sent", ("sent = 5", "sent = 3"), (21, 46)),
    ("PR419", "flat and nested", ("done = 5", 'done = 5\n"A2/rules" = 1'), (23, 16)),
    ("PR419", "counts and file", ("visits = {", 'visits = { file = "v.csv", '), (20, 29)),
    ("PR419", "value and absence", ("value = 19.000,", 'value = 19.000, not_applicable = "无",'), (11, 11)),
    ("PR420", "no reason", ('"当年无验收"', "true"), (25, 8)),
    ("PR420", "blank reason", ('"当年无验收"', '" "'), (25, 8)),
    ("PR421", "node", ("A3 = {", 'A3 = { not_applicable = "无" } # {'), (23, 8)),
    ("PR421", "point", ("rules = 1", 'rules = { not_applicable = "无" }'), (22, 26)),
    ("PR421", "branch", ("A3 = {", 'B = { not_applicable = "无" }\nA3 = {'), (23, 7)),
    ("PR422", "document", ('document = "d1"', 'document = "d2"'), (11, 27)),
    ("PR422", "document of a list", ('["d1"]', '["d1", "d2"]'), (22, 111)),
    ("PR425", "reader", ("budget = 20.5", 'visits = { file = "x.csv" }'), None),
    ("PR426", "range", ("marks = 3.5", "marks = 5.5"), (23, 8)),
    ("PR426", "step", ("marks = 3.5", "marks = 3.4"), (23, 8)),
    ("PR426", "panel", ("[84, 81, 90]", "[84, 81, 101]"), (24, 25)),
    ("PR427", "reason", (', reason = "资料齐全"', ""), (23, 8)),
    ("PR428", "panel", ("[84, 81, 90]", "[84, 81]"), (24, 8)),
    ("PR428", "one for a panel", ("[84, 81, 90]", "84"), (24, 8)),
    ("PR428", "panel for one", ("marks = 3.5", "marks = [3.5]"), (23, 8)),
    ("PR429", "blank", ("budget = 20.5", 'budget = ""'), (10, 1)),
    ("PR430", "usual", ("budget = 20.5", "budget = 18"), (11, 11)),
    ("PR431", "leaf that reads none", ("budget = 20.5", "budget = 20.5\nA1 = 3"), (11, 1)),
    ("PR431", "branch", ("budget = 20.5", "budget = 20.5\nA = { value = 3 }"), (11, 1)),
    ("PR432", "document twice", ("[[document]]", '[[document]]\nid = "d1"\n[[document]]'), (30, 1)),
    ("PR433", "code of a goal", ("[[document]]", '[[goal]]\nindicators = ["A9"]\n[[document]]'), (28, 15)),
    ("PR440", "file of a document", ('id = "d1"', 'id = "d1"\nfile = "x.pdf"'), (29, 1)),
    ("PR440", "file", ("visits = { counts = { all = 10, quick = 9 } }", 'visits = { file = "v.csv" }'), (20, 12)),
    ("PR441", "file", ("visits = { counts = { all = 10, quick = 9 } }", 'visits = { file = "../v.csv" }'), (20, 12)),
]


@pytest.mark.parametrize(
    ("code", "changes", "place"),
    [(code, changes, place) for code, _, changes, place in PROBLEMS if place],
    ids=[f"{code}-{name}" for code, name, _, place in PROBLEMS if place],
)
def test_what_is_wrong_is_one_problem_with_its_place(found, code, changes, place):
    """Each fault gives its code at the line and column of the key or item, and nothing else."""
    assert [(code, *place)] == found(*changes)


def test_every_code_is_shown_here_or_with_the_records():
    """No code of cases is without a test."""
    elsewhere = {"PR425", "PR442", "PR443", "PR444", "PR445", "PR446", "PR447", "PR448", "PR449", "PR450", "PR451"}
    here = {code for code, *_ in PROBLEMS}

    assert {code for code in CODES if code.startswith("PR4")} == {c for c in here | elsewhere if c.startswith("PR4")}


def test_all_problems_come_at_once_in_order(found):
    """Several faults are all reported, in the order of the file."""
    problems = found("budget = 20.5", "budget = -1", "done = 5", "done = 9", '"works"', '"x"')

    assert [("PR410", 10), ("PR411", 13), ("PR412", 17)] == [(code, line) for code, line, _ in problems]


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("budgte = 1", "`budget`"),
        ('"A2/rulse" = 1', "`A2/rules`"),
        ('"A33" = 1', "`A3`"),
        ('"visits/al" = 1', "`visits/all`"),
    ],
)
def test_misspelt_names_have_a_suggestion(bind, written, near):
    """The hint names a field, code or flat name that is near."""
    problems = bind("budget = 20.5", f"budget = 20.5\n{written}").problems

    assert any(near in f"{problem.hint} {problem.message}" for problem in problems)


def test_the_name_of_an_option_leads_to_its_id(bind):
    """Who writes the name of an option is told the id."""
    (problem,) = bind('"works"', '"工程"').problems

    assert "`works`" in problem.hint


def test_a_set_by_its_path_is_not_compared(found):
    """A case may name a file; which set that is, whoever loads it knows."""
    assert [] == found('"test/everything@1"', '"sets/everything.toml"')


def test_plain_data_may_name_documents(binder):
    """A dict has no list of documents; its references are kept."""
    bound = binder.bind(pr.Case(evidence={"spent": {"value": 1, "document": "d7"}}))

    assert ((), {"spent": ("d7",)}) == (bound.problems, bound.documents)


def test_a_warning_never_stops_a_score(bind):
    """Spending over the budget is a warning, and there is no error."""
    bound = bind("budget = 20.5", "budget = 18")

    assert ((), "warning") == (bound.errors, bound.problems[0].severity)


def test_numbers_in_any_exact_form(binder, value):
    """Whole numbers, decimals, fractions, texts and shortest decimals of floats are the same evidence."""
    forms = [20.5, "20.5", "20.500", " 20.5 ", "+20.5", "２０.５", Decimal("20.5"), Fraction(41, 2), "020.5"]

    assert {20500} == {value(binder.bind({"budget": form}), "budget") for form in forms}


@pytest.mark.parametrize("form", ["0.9809", "98.09%", "９８.０９％", 0.9809, Decimal("0.9809"), "98.09 %"], ids=repr)
def test_shares_in_any_form(binder, value, form):
    """A share is 0 to 1, or a text in percent."""
    assert 9809 == value(binder.bind({"ratio": form}), "ratio")


@pytest.mark.parametrize(
    "form", [0.1 + 0.2, float("nan"), float("inf"), Fraction(1, 3), 10**40, 1e300, "١٢x", b"1", {1}], ids=repr
)
def test_numbers_that_do_not_fit_are_problems(binder, form):
    """What is not exactly a number of the field's places is one problem."""
    assert 1 == len(binder.bind({"budget": form}).errors)


@pytest.mark.parametrize(
    "form",
    [
        "",
        ".",
        "-",
        "+",
        "1_000",
        "1.-5",
        ".-5",
        ".+5",
        ". 5",
        "-. 5",
        "1. 5",
        "--5",
        "0x10",
        "1,000",
        "1e3",
        "5.5.5",
        "²",
        "五",
    ],
)
def test_texts_that_are_no_numbers_are_problems(binder, value, form):
    """Nothing that only looks like a number is read as one."""
    bound = binder.bind({"budget": form, "spent": form})

    assert (2, None, None) == (len(bound.errors), value(bound, "budget"), value(bound, "spent"))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (True, 1),
        ("是", 1),
        ("no", 0),
        (0, 0),
        ("TRUE", 1),
        ("否", 0),
        (1.0, 1),
        (-0.0, 0),
        ("1.0", 1),
        ("0.0", 0),
        (Decimal("1.00"), 1),
    ],
    ids=repr,
)
def test_flags(binder, value, form, expected):
    """Flags are true or false, 是 or 否, 1 or 0; where a column has gaps, programs write 1.0 and 0.0."""
    assert expected == value(binder.bind({"open_data": form}), "open_data")


@pytest.mark.parametrize(
    "form", [2, 0.5, 1.0000000001, float("nan"), Decimal("sNaN"), "1.5", "0.", "", "10.0", 10.0, -1.0], ids=repr
)
def test_what_is_no_flag(binder, value, form):
    """No other number is."""
    bound = binder.bind({"open_data": form})
    assert (1, None) == (len(bound.errors), value(bound, "open_data"))


def test_a_list_answers_every_point(bind, value):
    """What a list of points does not name is not met; points that count faults are without any where they are named."""
    bound = bind(CHECKLIST, 'A2 = { met = ["ledger"] }')

    assert () == bound.problems
    assert (0, 0, 0) == tuple(value(bound, name) for name in ("A2/rules", "A2/ledger/faults", "A2/reviews"))


def test_a_table_answers_only_what_it_names(bind, value):
    """What a table of points does not name is missing."""
    bound = bind(CHECKLIST, "A2 = { met = { rules = false } }")

    assert (0, None, None) == tuple(value(bound, name) for name in ("A2/rules", "A2/ledger/faults", "A2/reviews"))


def test_faults_not_listed_are_missing(bind, value):
    """A list cannot say how many faults a point has that is not met."""
    assert None is value(bind(CHECKLIST, 'A2 = { met = ["rules"] }'), "A2/ledger/faults")


def test_answers_not_named_are_missing_unless_none_is_left(bind, value):
    """Survey counts that are not named are 0 only where the others make up all valid answers."""
    assert None is value(bind(", valid = 4, sent = 5", ""), "opinion/bad")
    assert None is value(bind("valid = 4", "valid = 5"), "opinion/bad")
    assert 0 == value(bind(), "opinion/bad")


def test_an_only_round_bounds_every_survey(found):
    """With one round of questionnaires no question has more answers than it has valid ones."""
    changes = (", valid = 4, sent = 5", "", "[[document]]", "[[questionnaire]]\nsent = 5\nvalid = 3\n[[document]]")

    assert [("PR417", 21, 1)] == found(*changes)


def test_rounds_are_held_against_themselves(found):
    """A round cannot have more valid questionnaires than were sent, nor fewer than none."""
    assert [("PR417", 29, 1)] == found("[[document]]", "[[questionnaire]]\nsent = 5\nvalid = 9\n[[document]]")[-1:]
    assert "PR410" in [code for code, *_ in found("[[document]]", "[[questionnaire]]\nsent = -5\n[[document]]")]


def test_a_field_that_does_not_apply(bind, value):
    """Any field may be not applicable with a reason, and its default does not replace it."""
    bound = bind("budget = 20.5", 'budget = { not_applicable = "无预算" }\nbonus = { not_applicable = "无" }')

    assert () == bound.problems
    assert {NOT_APPLICABLE} == {value(bound, name) for name in ("budget", "bonus")}
    assert ("无预算", "无") == (bound.absences["budget"], bound.absences["bonus"])


def test_flat_names_say_the_same_as_nested_ones(bind, binder):
    """A case by flat names gives the same row, absences and marks."""
    nested = bind()
    flat = dict(nested.written) | {"A5/na": "当年无验收", "A2/reviews/na": "无需检查"}
    for derived in ("A4/sum", "A4/count", "A3/marks"):
        flat.pop(derived)
    flat |= {"A3/marks": "3.5", "A3/reason": "资料齐全", "A4/marks": [84, 81, 90], "A4/reason": "专家意见"}
    again = binder.bind(flat)

    assert (nested.row, (), nested.absences, nested.marks) == (again.row, again.problems, again.absences, again.marks)


ABSENT = """
format = "perfrules/indicator-set/1"
id = "test/absent"
edition = "1"
title = "x"
source = [{ id = "plan", title = "方案" }]
leaf = { name = "x", full_marks = 5, not_applicable = "zero", source = "plan" }
[[indicator]]
code = "A"
rubric = { kind = "judged", reason = false }
[[indicator]]
code = "B"
rubric = { kind = "checklist", points = [{ id = "log", text = "x", per_fault = 1, not_applicable = "zero" }] }
"""


def test_what_a_value_is_called_can_be_not_applicable(tmp_path):
    """The flat name of a value and "na" say that its answer is not applicable, as rows of tables with blanks do."""
    (tmp_path / "set.toml").write_text(ABSENT, "utf-8")
    rules = pr.load(tmp_path / "set.toml")
    short = rules.score({"A/na": "无", "B/log/na": "无"})
    long = rules.score({"A/marks/na": "无", "B/log/faults/na": "无"})

    assert [award.absence_reason for award in short] == [award.absence_reason for award in long]
    assert short.marks == long.marks == 0


def test_a_case_changed_by_evidence(bind, binder, tmp_path):
    """Changed evidence replaces the field whole, None takes it away, and the rest keeps its places."""
    bind()
    case = pr.read_case(tmp_path / "case.toml").with_evidence({"budget": -1, "done": None, "spent": 30})
    bound = binder.bind(case)

    assert [("PR410", None)] == [(one.code, one.place.line) for one in bound.problems]
    assert ["budget", "done"] == [missing.name for missing in binder.missing(bound)]


def test_what_is_missing_says_what_to_collect(binder):
    """Missing inputs name their field and what to collect."""
    missing = {one.name: (one.field, one.collect) for one in binder.missing(binder.bind({}))}

    assert ("spent", "支出明细表") == missing["spent"]
    assert ("A2", "制度") == missing["A2/rules"]
    assert "bonus" not in missing
    assert "A5/na" not in missing


def test_a_check_is_the_problems_of_binding(rules, tmp_path, bind):
    """`check_case` gives what binding finds."""
    expected = bind("due = 6", "due = -6").problems
    case = pr.read_case(tmp_path / "case.toml")

    assert expected == check_case(case, rules.set, rules.program.inputs, rules.registry)


POINTS = '{ rules = 1, ledger = { faults = 2 }, reviews = { not_applicable = "无需检查" } }'
CHECKLIST = f'A2 = {{ met = {POINTS}, document = ["d1"] }}'
