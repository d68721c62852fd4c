"""Validation: every fault in the form of a document, at once, in our own words and with its place."""

from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.aggregation import AGGREGATIONS
from perfrules.definition.build import build
from perfrules.definition.document import Document, parse_toml, read_document
from perfrules.definition.library import SCALE_FORMAT, SET_FORMAT
from perfrules.definition.meanings import MEANINGS
from perfrules.definition.merge import Merged
from perfrules.definition.structure import Structurer
from perfrules.definition.validate import _faults, _schema, _test, _validator, validate
from perfrules.rubrics import KINDS

SETS = sorted(Path(__file__).parents[2].glob("perfrules_shanghai/sets/*.toml"))
RUBRICS = {kind.kind: kind for kind in KINDS}
NAMES = [each.name for each in AGGREGATIONS]
HEAD = 'format = "perfrules/indicator-set/1"\nid = "a/b"\nedition = "1"\ntitle = "x"\n'


def problems(source):
    """Return the problems of a TOML text."""
    return validate(parse_toml(source), RUBRICS, NAMES)


def shown(found):
    """Return the code, place, message and hint of each problem."""
    return [
        (each.code, each.place.line, each.place.column, each.text.into("en"), each.advice and each.advice.into("en"))
        for each in found
    ]


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_real_files(path):
    """The definitions that are published here have the form that they should have."""
    assert [] == validate(read_document(path), RUBRICS, NAMES)


@pytest.mark.parametrize(
    ("line", "code", "column", "message", "hint"),
    [
        ("full_mark = 3", "PR021", 1, "`full_mark` is unknown here", "did you mean `full_marks`?"),
        ("rounding = { place = 2 }", "PR021", 14, "`place` is unknown here", "did you mean `places`?"),
        ('bonus = "true"', "PR023", 1, 'expected true or false; found "true"', "write true without quotes"),
        ("name = 2014", "PR023", 1, "expected a text in quotes; found 2014", 'write "2014", in quotes'),
        ("target = []", "PR023", 1, "expected a number, or an expression in quotes; found a list", None),
        ("target = 2020-01-01", "PR023", 1, "expected a number, or an expression in quotes; found 2020-01-01", None),
        ("missing = true", "PR023", 1, "expected a text in quotes or a number or a table; found true", None),
        ('better = "more"', "PR024", 1, "`more` is none of the words that this key takes", "known here: higher, lower"),
        ('aggregation = "summ"', "PR024", 1, "`summ` is none of the words that this key takes", "did you mean `sum`?"),
        ("clamp = [0]", "PR026", 1, "expected a list of 2; found 1", None),
        ('target = ""', "PR026", 1, "nothing stands here", "write what was meant, or leave the key out"),
        ('rubric.kind = "lnear"', "PR025", 8, "there is no rubric kind `lnear`", "did you mean `linear`?"),
        ("rubric = {}", "PR022", 1, "`kind` is missing", "kind: kind of the rubric"),
        (
            'rubric = [{kind = "linear", lose = 1, pr = 1, per = 1}]',
            "PR021",
            39,
            "`pr` is unknown here",
            "did you mean `per`?",
        ),
        ('rubric = {kind = "threshold", else = {kind = "no"}}', "PR025", 39, "there is no rubric kind `no`", ...),
        ('source = [{ id = "x", artikel = "3" }]', "PR021", 23, "`artikel` is unknown here", "did you mean `article`?"),
        ('rubric = {kind = "lookup", of = "x", share = {a = []}}', "PR023", 47, ..., None),
    ],
)
def test_faults_of_a_node(line, code, column, message, hint):
    """Each fault is one problem: its code, its column, what was expected and found, and what to do."""
    (found,) = shown(problems(f'{HEAD}[[indicator]]\ncode = "A"\n{line}\n'))

    wanted = [code, 7, column, found[3] if message is ... else message, found[4] if hint is ... else hint]
    assert wanted == list(found)


@pytest.mark.parametrize(
    ("source", "code", "line", "message"),
    [
        ('[indicator]\ncode = "A"', "PR023", 5, "expected a list; found a table"),
        ('[[indicator]]\nname = "A"', "PR022", 5, "`code` is missing"),
        ('[[amend]]\ncode = "A"\nname = "x"', "PR022", 5, "`reason` is missing"),
        ('[[amend]]\nreason = "x"', "PR022", 5, "`code` is missing"),
        ('[[amend]]\nevidence = "x"\nreason = "y"\nfull_marks = 3', "PR021", 8, "`full_marks` is unknown here"),
        ('[leaf]\ncode = "A"', "PR021", 6, "`code` is unknown here"),
        ('[evidence]\nx = { type = "amout" }', "PR024", 6, "`amout` is none of the words that this key takes"),
        ("[evidence]\nx = 3", "PR023", 6, "expected a table; found 3"),
        ('[[source]]\nid = "1"\ntitle = "x"\nissued = "2020-01-01"', "PR023", 8, ...),
        ("[measure.m]\nvalue = 1\nkey = 'x'", "PR021", 7, "`key` is unknown here"),
        ("[grade_scale.g]\nbands = [{ grade = '' }]", "PR026", 6, "nothing stands here"),
    ],
)
def test_faults_elsewhere(source, code, line, message):
    """The same holds for every other table of a definition."""
    (found,) = shown(problems(HEAD + source))

    assert (code, line, found[3] if message is ... else message) == (found[0], found[1], found[3])


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ('[measure]\nm = "a / 2"', 'write { value = "a / 2" }'),
        ('[evidence]\na = "count"', 'write { type = "count" }'),
        ("[effective]\nfrom = 2020-01-01T08:00:00", "write 2020-01-01, without a time of day"),
    ],
)
def test_the_slips_that_are_made_most_come_with_what_to_write(source, hint):
    """A value that stands where its table is expected, and a day with a time of day."""
    (problem,) = problems(HEAD + source)
    assert hint == problem.advice.into("en")


def test_an_amendment_of_nothing_says_what_it_may_name():
    """Not only indicators are amended."""
    (problem,) = problems(HEAD + '[[amend]]\nreason = "x"')
    expected = "name what is amended: `code` of an indicator, or `evidence`, `measure`, `parameter` or `table`"
    assert expected == problem.advice.into("en")


def test_every_key_that_must_be_there_has_its_meaning_in_chinese():
    """The hint about a missing key mixes no languages; the docs of schemas are English."""
    said, waiting = set(), [_schema(SET_FORMAT, tuple(sorted(RUBRICS.items())), ()), _schema(SCALE_FORMAT, (), ())]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            known = part.get("properties", {})
            said |= {known.get(name, {}).get("description") for name in part.get("required", ()) if name != "kind"}
            waiting += [inner for name, inner in part.items() if name != "required"]
    assert set() == said - {None} - set(MEANINGS)
    (missing,) = problems(HEAD + "[[indicator]]\nname = 'x'")
    assert "code：印出的指标代码，如 B1.1.2" == missing.advice.into("zh")


def test_all_at_once():
    """All faults are reported together, in the order of the text."""
    found = problems(
        'format = "perfrules/indicator-set/1"\nid = 1\nedition = 2\n[[gate]]\nname = "x"\n[leaf]\nwight = 2\n'
    )

    assert [("PR022", 1), ("PR023", 2), ("PR023", 3), ("PR022", 4), ("PR021", 7)] == [
        (each.code, each.place.line) for each in found
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "the file does not say its `format`"),
        ('format = "perfrules/indicators/1"', 'the format "perfrules/indicators/1" is not known here'),
        ("format = [1]", "the format a list is not known here"),
        ('format = "perfrules/case/1"', 'the format "perfrules/case/1" is not known here'),
    ],
)
def test_format(source, message):
    """A file of another format is one problem that lists the formats that are wanted."""
    (found,) = validate(parse_toml(source), RUBRICS, formats=["perfrules/grade-scale/1"])

    assert ("PR020", message) == (found.code, found.text.into("en"))
    assert "perfrules/grade-scale/1" in found.advice.into("en")


def test_dates():
    """A date is a date of a source, but neither a text nor a number."""
    assert [] == problems(f'{HEAD}[[source]]\nid = "1"\ntitle = "x"\nissued = 2020-01-01\n')
    assert ["PR023"] == [each.code for each in problems(f"{HEAD}description = 2020-01-01")]
    assert ["PR023"] == [each.code for each in problems(f"{HEAD}effective.from = 2020-01-01T00:00:00")]


OTHER = st.sampled_from(
    [0, -1, True, "", "x", "no / such", [], {}, ["x"], [{}], {"kind": "tiers"}, {"id": 1}, "zero", "2"]
)


@st.composite
def altered(draw):
    """Return the data of a published set in which some values are replaced, and some keys renamed or removed."""
    data = read_document(draw(st.sampled_from(SETS))).data
    for _ in range(draw(st.integers(1, 3))):
        table, key = data, draw(st.sampled_from(sorted(data)))
        while isinstance(table[key], dict | list) and table[key] and draw(st.integers(0, 5)):
            table = table[key]
            key = draw(st.sampled_from(sorted(table) if isinstance(table, dict) else range(len(table))))
        if draw(st.booleans()) or isinstance(table, list):
            table[key] = deepcopy(draw(OTHER))
        else:
            table[key + draw(st.sampled_from(["s", "_en", ""]))] = table.pop(key)
        data["format"] = "perfrules/indicator-set/1"
    return data


@given(altered())
def test_altered_definitions(data):
    """Whatever is altered, nothing is raised; and what the schema accepts fits the model."""
    document = Document(data)
    found = validate(document, RUBRICS, NAMES)

    assert all(str(each) for each in found)
    if not found:
        built = build(Merged([document]), Structurer(RUBRICS))
        assert [] == [str(each) for each in built.problems if each.code in {"PR160", "PR161"}]


@given(altered())
def test_the_quick_test(data):
    """The quick test passes what the schema finds no fault in, and nothing else: no problem depends on it."""
    offered = "perfrules/indicator-set/1", tuple(sorted(RUBRICS.items())), tuple(sorted(NAMES))

    assert _test(*offered)(data) == (not _faults(data, _validator(*offered)))
