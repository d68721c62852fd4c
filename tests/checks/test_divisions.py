"""What the checks say of divisions: only of those that are read, and with a hint that can be followed."""

_EVIDENCE = """
[evidence]
faults = { type = "count" }
repaired = { type = "count", part_of = "faults" }
overall = { type = "survey", answers = [{ id = "yes", weight = 1 }, { id = "no", weight = 0 }] }
[[indicator]]
code = "A"
name = "A"
full_marks = 4
rubric = { kind = "proportional" }
"""


def test_a_division_by_what_may_be_zero(problems):
    """A divisor that can be 0 is told with an example, and with the field that could be bounded."""
    (found,) = problems(_EVIDENCE + 'measure = "repaired / faults"\n')
    assert "PR203" == found.code
    assert "faults = 0" in found.text.into("en")
    assert "that `faults` is above 0" in found.advice.into("en")


def test_a_division_where_the_indicator_applies(load):
    """What `applies` rules out is not read, so its divisions are no problem."""
    applies = 'applies = "faults > 0"\nnot_applicable = "full"\n'
    rules = load(_EVIDENCE + 'measure = "repaired / faults"\n' + applies)
    assert [] == [each for each in rules.warnings if each.code == "PR203"]


def test_a_survey_without_answers(problems):
    """The answers of a survey cannot be bounded, so the hint speaks of `when_zero` alone."""
    (found,) = problems(_EVIDENCE + 'measure = "survey_rate(overall)"\n')
    assert "PR203" == found.code
    assert "above 0" not in found.advice.into("en")


def test_a_divisor_of_evidence_above_zero(problems):
    """Where the evidence is above 0 already, the hint does not ask for that again."""
    source = _EVIDENCE.replace('faults = { type = "count" }', 'faults = { type = "count", above = 0 }')
    found = problems(source + 'measure = "repaired / (faults ** 2 - faults)"\n')
    assert ["say `when_zero` at the measure, or mend the divisor"] == [
        each.advice.into("en") for each in found if each.code == "PR203"
    ]


_MEAN = """
[evidence]
score = { type = "share", above = 0 }
[[indicator]]
code = "A"
name = "A"
full_marks = 4
measure = "score"
target = "population_mean(score)"
rubric = { kind = "proportional" }
"""


def test_a_mean_of_numbers_above_zero_is_above_zero(load, problems):
    """What lies among the numbers of all projects has their open end too; where 0 is allowed, it may be 0."""
    assert not load(_MEAN).warnings
    assert not load(_MEAN.replace("above = 0", "at_least = 0.5")).warnings
    assert ["PR203"] == [each.code for each in problems(_MEAN.replace("above = 0", "at_least = 0"))]


def test_a_division_in_what_is_found_over_all_projects(load, problems):
    """Projects that divide by zero would silently not be compared with; `when_zero` says what they are."""
    rubric = 'measure = "clamp(population_mean(repaired / faults), 0, 1)"\n'
    (found,) = problems(_EVIDENCE + rubric)
    assert "PR203" == found.code
    assert "population_mean(repaired / faults)" in found.text.into("en")
    assert "faults = 0" in found.text.into("en")
    share = '[measure.repaired_share]\nname = "Repaired"\nvalue = "repaired / faults"\nwhen_zero = "missing"\n'
    rules = load(_EVIDENCE + rubric.replace("repaired / faults", "repaired_share") + share)
    assert [] == [each for each in rules.warnings if each.code == "PR203"]
