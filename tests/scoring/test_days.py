"""The day whose rules apply: editions in force, values with dates, and where both are told."""

from datetime import UTC, date, datetime
from fractions import Fraction
from types import SimpleNamespace

import pytest

import perfrules as pr

HEAD = 'format = "perfrules/indicator-set/1"\nid = "example/lights"\ntitle = "Lights"\nlanguage = "en"\n'
TREE = """
source = [{ id = "plan", title = "Plan" }, { id = "law", title = "Amendment" }]

[evidence]
hours = { name = "Hours", type = "number", at_least = 0, places = 1 }

[parameter]
LIMIT

[[indicator]]
code = "A"
name = "Repairs"
full_marks = 10
measure = "least(limit / most(hours, 1), 1)"
rubric = { kind = "proportional" }
rounding = { places = 2 }
source = "plan"
"""
DATED = (
    'limit = [{ from = 2022-01-01, value = 12, source = { id = "law", article = "3" } }, '
    '{ from = 2020-03-01, value = 24 }, { value = 48, source = "plan" }]'
)


def edition(name, more="", limit="limit = { value = 24 }"):
    """Return the text of an edition."""
    return HEAD + f'edition = "{name}"\n{more}\n' + TREE.replace("LIMIT", limit)


def shelf(folder, **texts):
    """Return a registry with these definitions installed."""
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    plugin = SimpleNamespace(perfrules_definitions=pr.hookimpl(lambda: [folder]))
    plugin.perfrules_definitions.__name__ = "perfrules_definitions"
    return pr.Registry.builtin().with_plugin(plugin, "shelf")


def codes(caught):
    """Return the codes of the problems of an exception."""
    return [problem.code for problem in caught.value.problems]


@pytest.fixture
def two(tmp_path):
    """Return a registry with an edition of 2020 and one of 2024 that supersedes it."""
    old = edition("2020", "effective = { from = 2020-01-01 }")
    new = edition(
        "2024", 'effective = { from = 2024-07-01, to = 2025-12-31 }\nsupersedes = "2020"', "limit = { value = 12 }"
    )
    return shelf(tmp_path, old=old, new=new)


@pytest.mark.parametrize(
    ("day", "name"),
    [("2020-01-01", "2020"), ("2024-06-30", "2020"), ("2024-07-01", "2024"), ("2025-12-31", "2024")],
)
def test_the_edition_in_force_on_a_day_is_loaded(two, day, name):
    """Both ends of a period belong to it; one that is superseded ends the day before the other begins."""
    assert name == pr.load("example/lights", on=date.fromisoformat(day), registry=two).set.edition


@pytest.mark.parametrize(
    ("day", "nearest"),
    [("2019-12-31", "2020 begins on 2020-01-01"), ("2026-01-01", "2024 ends on 2025-12-31")],
)
def test_a_day_without_an_edition_is_a_problem_that_names_the_nearest(two, day, nearest):
    """Rules that were not in force score nothing; an edition that is named is loaded on any day."""
    with pytest.raises(pr.DefinitionError) as caught:
        pr.load("example/lights", on=date.fromisoformat(day), registry=two)
    assert ["PR181"] == codes(caught)
    assert nearest in str(caught.value)
    assert "2020" == pr.load("example/lights@2020", on=date.fromisoformat(day), registry=two).set.edition


def test_a_gap_is_told_with_both_neighbours(tmp_path):
    """Between two periods the one before and the one after are the nearest."""
    registry = shelf(
        tmp_path,
        old=edition("a", "effective = { to = 2019-12-31 }"),
        new=edition("b", "effective = { from = 2021-01-01 }"),
    )
    with pytest.raises(pr.DefinitionError, match="a ends on 2019-12-31, b begins on 2021-01-01"):
        pr.load("example/lights", on=date(2020, 6, 1), registry=registry)


def test_periods_that_overlap_are_a_problem_that_names_both(tmp_path):
    """Neither wins; a day on which only one is in force is no problem."""
    registry = shelf(
        tmp_path,
        old=edition("old", "effective = { to = 2024-12-31 }"),
        new=edition("new", "effective = { from = 2024-01-01 }"),
    )
    with pytest.raises(pr.DefinitionError) as caught:
        pr.load("example/lights", on=date(2024, 6, 1), registry=registry)
    assert ["PR180"] == codes(caught)
    assert "two editions in force on 2024-06-01: old and new" in str(caught.value)
    assert "new" == pr.load("example/lights", on=date(2025, 1, 1), registry=registry).set.edition


def test_a_day_with_a_time_of_day_is_a_problem_of_its_edition(tmp_path):
    """It is no day that others could be compared with; what is in force beside it can be used."""
    registry = shelf(
        tmp_path,
        old=edition("old", "effective = { from = 2020-01-01T08:00:00 }"),
        new=edition("new", 'effective = { from = 2024-01-01 }\nsupersedes = "old"'),
    )
    with pytest.raises(pr.DefinitionError) as caught:
        pr.load("example/lights", on=date(2022, 1, 1), registry=registry)
    assert ["PR023"] == codes(caught)
    assert "new" == pr.load("example/lights", on=date(2024, 1, 1), registry=registry).set.edition


def test_the_day_that_is_asked_for_is_a_day(two):
    """Of a moment the day counts; a text is refused in words, whatever the set says of days."""
    assert "2020" == pr.load("example/lights", on=datetime(2024, 6, 30, 23, tzinfo=UTC), registry=two).set.edition
    with pytest.raises(TypeError, match="is no day"):
        pr.load("example/lights@2020", on="2024-06-30", registry=two)


def test_the_only_edition_keeps_its_days_too(tmp_path):
    """One edition that has ended is not in force today just because there is no other."""
    registry = shelf(tmp_path, only=edition("2020", "effective = { to = 2020-12-31 }"))
    with pytest.raises(pr.DefinitionError) as caught:
        pr.load("example/lights", on=date(2021, 1, 1), registry=registry)
    assert ["PR181"] == codes(caught)


def test_an_edition_to_supersede_that_nobody_has_is_noticed(tmp_path):
    """It is a warning, since it changes no score; so is an edition that supersedes itself."""
    for name in ("2019", "2020"):
        registry = shelf(tmp_path, only=edition("2020", f'supersedes = "{name}"'))
        assert ["PR182"] == [problem.code for problem in pr.load("example/lights", registry=registry).warnings]


@pytest.fixture
def dated(tmp_path):
    """Return the path of a set with a value that has changed twice."""
    (tmp_path / "dated.toml").write_text(edition("2020", limit=DATED), "utf-8")
    return tmp_path / "dated.toml"


@pytest.mark.parametrize(
    ("day", "limit", "marks"),
    [("2020-02-29", 48, 8), ("2020-03-01", 24, 4), ("2021-12-31", 24, 4), ("2022-01-01", 12, 2)],
)
def test_the_value_that_holds_is_fixed_when_the_set_is_loaded(dated, day, limit, marks):
    """Entries are read from the top: the first that has begun holds, and the last always has."""
    rules = pr.load(dated, on=date.fromisoformat(day))
    assert ({"limit": Fraction(limit)}, marks) == (rules.parameters, rules.score({"hours": 60}).marks)


def test_the_digest_is_that_of_the_definition_not_of_the_day(dated):
    """All values belong to the definition, whichever holds."""
    assert 1 == len({pr.load(dated, on=date(year, 6, 1)).set.digest for year in (2018, 2021, 2023)})


def test_a_long_form_has_name_and_unit(tmp_path):
    """The list may stand under `value`, beside the keys of any parameter; entries may read other parameters."""
    limit = (
        'base = { value = 6 }\nlimit = { name = "Limit", unit = "h", value = '
        '[{ from = 2022-01-01, value = "2 * base" }, { value = "8 * base" }] }'
    )
    (tmp_path / "long.toml").write_text(edition("2020", limit=limit), "utf-8")
    rules = pr.load(tmp_path / "long.toml", on=date(2023, 1, 1))
    assert 12 == rules.parameters["limit"]
    assert "Limit = 12 h (since 2022-01-01)" in pr.render(rules.score({"hours": 60}), "text")


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("limit = []", "PR026"),
        ("limit = [{ from = 2022-01-01, value = 12 }]", "PR183"),
        ("limit = [{ value = 12 }, { value = 24 }]", "PR183"),
        ("limit = [{ from = 2020-01-01, value = 12 }, { from = 2022-01-01, value = 24 }, { value = 1 }]", "PR183"),
        ("limit = [{ from = 2020-01-01, value = 12 }, { from = 2020-01-01, value = 24 }, { value = 1 }]", "PR183"),
        ('limit = [{ from = "soon", value = 12 }, { value = 24 }]', "PR023"),
        ("limit = [{ from = 2020-01-01, value = true }, { value = 24 }]", "PR023"),
        ("limit = [{ from = 2020-01-01 }, { value = 24 }]", "PR022"),
        ("limit = [12, 24]", "PR023"),
        ('limit = [{ from = 2020-01-01, value = "hours" }, { value = 24 }]', "PR311"),
        ('limit = [{ from = 2020-01-01, value = "limmit" }, { value = 24 }]', "PR311"),
    ],
)
def test_values_with_dates_are_checked(tmp_path, limit, code):
    """Order, days without a value, types, and what entries read that do not hold today."""
    (tmp_path / "bad.toml").write_text(edition("2020", limit=limit), "utf-8")
    with pytest.raises(pr.DefinitionError) as caught:
        pr.load(tmp_path / "bad.toml", on=date(2019, 1, 1))
    assert code in codes(caught)
    assert all(problem.place.line for problem in caught.value.problems)


def test_a_value_that_begins_after_the_edition_ends_never_holds(tmp_path):
    """It belongs into the next edition."""
    text = edition("2020", "effective = { to = 2021-12-31 }", DATED)
    (tmp_path / "late.toml").write_text(text, "utf-8")
    with pytest.raises(pr.DefinitionError, match="the edition ends on 2021-12-31"):
        pr.load(tmp_path / "late.toml", on=date(2021, 1, 1))


def test_the_scorecard_says_the_day_and_what_it_decided(two, dated):
    """Editions chosen and values that hold, with their days and sources, in JSON and on paper."""
    card = pr.load("example/lights", on=date(2025, 1, 1), registry=two).score({"hours": 24})
    expected = {"id": "example/lights", "edition": "2024", "from": "2024-07-01", "to": "2025-12-31"}
    assert {"on": "2025-01-01", "because": "option", "editions": [expected], "parameters": []} == card.to_dict()["day"]
    card = pr.load(dated, on=date(2023, 1, 1)).score({"hours": 24})
    expected = {"parameter": "limit", "value": "12", "from": "2022-01-01", "sources": ["law"]}
    assert [expected] == card.to_dict()["day"]["parameters"]
    assert "Rules of    2023-01-01 (asked for)" in pr.render(card, "text")
    assert "- Parameters: limit = 12 (since 2022-01-01)" in pr.render(card, "markdown")


def test_where_no_day_decides_none_is_told(two):
    """An edition that is named, without values with dates, is the same on every day: no clock gets into the card."""
    card = pr.load("example/lights@2024", registry=two).score({"hours": 24})
    assert card.to_dict()["day"] is None
    assert "Rules of" not in pr.render(card, "text")


def test_today_is_told_as_such(dated):
    """Nobody named a day, so it is today's, and the card says so."""
    assert "today" == pr.load(dated).score({"hours": 24}).to_dict()["day"]["because"]


def test_a_case_may_name_the_day(dated):
    """Rules that were loaded for another day refuse it, unless that day was asked for."""
    data = {
        "format": "perfrules/case/1",
        "indicator_set": str(dated),
        "on": date(2021, 1, 1),
        "evidence": {"hours": 60},
    }
    case = pr.Case.from_mapping(data)
    assert 4 == pr.load(dated, on=case.on).score(case).marks
    assert 8 == pr.load(dated, on=date(2018, 1, 1)).score(case).marks
    assert ["PR608"] == [problem.code for problem in pr.load(dated).check(case)]
    with pytest.raises(pr.CaseError, match="asks for the rules of 2021-01-01"):
        pr.load(dated).score(case)


@pytest.mark.parametrize("day", ["2021-01-01", date(2021, 1, 1)])
def test_a_case_in_json_writes_the_day_as_a_text(dated, day):
    """JSON has no dates; a text that is none is a problem."""
    data = {"format": "perfrules/case/1", "indicator_set": str(dated), "on": day, "evidence": {"hours": 60}}
    assert date(2021, 1, 1) == pr.Case.from_mapping(data).on
    with pytest.raises(pr.CaseError, match="a date such as 2017-03-05 was expected"):
        pr.Case.from_mapping({**data, "on": "soon"})


def test_a_set_extends_the_edition_of_the_day(tmp_path):
    """The day decides for what is extended too, and the card says so."""
    above = (
        'format = "perfrules/indicator-set/1"\nid = "example/mine"\nedition = "1"\ntitle = "Mine"\n'
        'extends = "example/lights"\n[[amend]]\ncode = "A"\nname = "Mine"\nreason = "because"\n'
    )
    registry = shelf(
        tmp_path,
        old=edition("old", "effective = { to = 2023-12-31 }"),
        new=edition("new", "effective = { from = 2024-01-01 }", "limit = { value = 12 }"),
        above=above,
    )
    for day, name, limit in ((date(2023, 1, 1), "old", 24), (date(2024, 1, 1), "new", 12)):
        rules = pr.load("example/mine", on=day, registry=registry)
        assert {"limit": limit} == rules.parameters
        assert [name] == [chosen.name for chosen in rules.definition.by_day]
