"""Documents: data, places and problems of TOML and JSON texts."""

import json
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.definition.document import Document, parse_json, parse_toml, read_document
from perfrules.problems import Place

SETS = sorted(Path(__file__).parents[2].glob("perfrules_shanghai/sets/*.toml"))


def where(problem):
    """Return the file, line and column of a problem."""
    return problem.place.file, problem.place.line, problem.place.column


def paths(value, path=()):
    """Yield the path of every key and item in *value*."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in items:
        yield (*path, name)
        yield from paths(item, (*path, name))


def test_places():
    """A place names file, line and column; what is missing is placed where the nearest of its parents stands."""
    source = '[[indicator]]\ncode = "A"\n[[indicator]]\ncode = "B"\nrubric.points = [\n  { id = "x", marks = 1 },\n]\n'
    document = parse_toml(source, "set.toml")

    key = ("indicator", 1, "rubric", "points", 0, "marks")
    assert Place("set.toml", 6, 15, key) == document.place(key)
    assert Place("set.toml", 3, 3, ("indicator", 1, "name")) == document.place(("indicator", 1, "name"))
    assert Place("set.toml", 1, 1, ("edition",)) == document.place(("edition",))
    assert Place(None, key=("spent",)) == Document({"spent": 1}).place(("spent",))


def test_values():
    """Fractions become Decimal, dates stay dates, and nothing becomes a float."""
    document = parse_toml("a = 2.50\nb = 1e3\nc = 2020-03-01\nd = 7\ne = true\nf = 'x'")

    assert {"a": Decimal("2.50"), "b": 1000, "c": date(2020, 3, 1), "d": 7, "e": True, "f": "x"} == document.data
    assert "2.50" == str(document.data["a"])
    assert not any(isinstance(value, float) for value in document.data.values())


@pytest.mark.parametrize(
    ("source", "code", "line", "column"),
    [
        ("a = 1\nb ＝ 3", "PR006", 2, 3),
        ("名称 = 3", "PR006", 1, 1),
        ("a = .5", "PR006", 1, 5),
        ("a = [1,\n", "PR006", 2, 1),
        ("a = 2024-02-30", "PR006", 1, 5),
        ("a = 1\n\na = 2", "PR008", 3, 1),
        ("a = {b = 1, b = 2}", "PR008", 1, 13),
        ("[a]\n[a]", "PR008", 2, 3),
        ("a = 1\na.b = 2", "PR008", 2, 8),
        ("a = 1\nb = nan", "PR009", 2, 1),
        ("a = [1, -inf]", "PR009", 1, 9),
        ("a = 1e999999999", "PR009", 1, 1),
        ("a = 1e-99999999999999999999999", "PR009", 1, 1),
        ("a = " + "9" * 31, "PR009", 1, 1),
        ("a = " + "9" * 5000, "PR009", 1, 5),
        ("a = 0x" + "f" * 31, "PR009", 1, 1),
        ("a = " + "[" * 5000, "PR010", 1, 45),
        ("a = " + "{a=" * 41, "PR010", 1, 125),
        ("a." * 45 + "a = 1", "PR010", 1, 1),
        ("['a" + "'.'a" * 2000 + "']", "PR010", 1, 165),
        ('a = "\\u0007"', "PR011", 1, 1),
        ('[a]\n"\\u0007" = 1', "PR011", 1, 2),
    ],
)
def test_bad_toml(source, code, line, column):
    """What is wrong with a TOML text is one problem with its place, at once."""
    (problem,) = parse_toml(source, "a.toml")

    assert (code, "a.toml", line, column) == (problem.code, *where(problem))


@pytest.mark.parametrize(
    ("source", "code", "line", "column"),
    [
        ('{"a": 1,\n "a": 2}', "PR008", 2, 2),
        ('{"a": 1,}', "PR007", 1, 9),
        ("", "PR007", 1, 1),
        ('{"a": NaN}', "PR009", 1, 2),
        ('{"a": 1e999999999}', "PR009", 1, 2),
        ('{"a": ' + "9" * 5000 + "}", "PR009", 1, 7),
        ('{"a": ' + "9" * 40 + "}", "PR009", 1, 2),
        ('{"a":' + "[" * 100_000, "PR010", 1, 45),
        ('{"a": "\\ud800"}', "PR011", 1, 2),
        ("[1]", "PR012", 1, 1),
    ],
)
def test_bad_json(source, code, line, column):
    """What is wrong with a JSON text is one problem with its place, at once."""
    (problem,) = parse_json(source, "a.json")

    assert (code, "a.json", line, column) == (problem.code, *where(problem))


def test_too_many_values():
    """A document with more values than any definition needs is a problem."""
    (problem,) = parse_toml("x = [" + "1," * 500_000 + "]")

    assert "PR004" == problem.code


def test_all_numbers_at_once():
    """Numbers out of bounds are all reported, in the order of the text."""
    found = parse_toml("a = nan\nb = [1, inf]\nc = { d = 1e99 }")

    assert [(1, 1), (2, 9), (3, 7)] == [(each.place.line, each.place.column) for each in found]


def test_full_width_signs():
    """Where a full-width sign stands at the fault, the hint names it and what to write."""
    (problem,) = parse_toml("marks = [1， 2]")

    assert "full-width `，` stands in this line; write `,`" == problem.advice.into("en")


def test_repeated_key_names_the_first():
    """A repeated key says where it was given first."""
    (problem,) = parse_toml("[[point]]\nid = 1\nmarks = 2\n\nid = 3")

    assert "`id` was given already in line 2" == problem.text.into("en")
    assert ("point", 0, "id") == problem.place.key


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text("ab\"\\/{}[]:,#'中\n\té\U0001f600", max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('ab"\\.#中', max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text("ab中", max_size=3), JSON, max_size=4), st.sampled_from([None, 1]), st.booleans())
def test_positions_of_json(data, indent, ascii_only):
    """Every key of a JSON text has a position, and there the key stands."""
    source = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    document = parse_json(source)
    lines = source.split("\n")

    assert data == document.data
    assert set(paths(data)) | {()} == set(document.positions)
    for path, (line, column) in document.positions.items():
        if path and isinstance(path[-1], str):
            assert lines[line - 1].startswith(json.dumps(path[-1], ensure_ascii=ascii_only), column - 1)


@st.composite
def mutated(draw, sources):
    """Return one of the *sources* with chunks deleted, inserted or replaced."""
    text = draw(st.sampled_from(sources))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.sampled_from([0, 1, 2, 30, 400]))
        new = draw(
            st.sampled_from(["", '"', "'''", '"""', "[", "{", "}", "]", "\\", "=", "\n", "1e9999", "nan", "，", "#"])
        )
        piece = draw(st.integers(0, len(text)))
        text = text[:at] + new + text[piece : piece + draw(st.sampled_from([0, 0, 25]))] + text[at + gone :]
    return text


@given(mutated([path.read_text(encoding="utf-8") for path in SETS]))
def test_mutated_definitions(source):
    """Whatever happens to a definition, reading it gives a document with places or problems, and nothing is raised."""
    found = parse_toml(source, "set.toml")

    if isinstance(found, Document):
        assert set(paths(found.data)) | {()} == set(found.positions)
    else:
        assert all(str(problem) and problem.place.line for problem in found)


@given(
    mutated(
        ['{"format": "perfrules/case/1", "evidence": {"spent": {"value": 19.0, "document": "3d"}, "q": [1, 2, {}]}}']
    )
)
def test_mutated_cases(source):
    """The same holds for a case in JSON."""
    found = parse_json(source, "case.json")

    assert isinstance(found, Document) or all(str(problem) and problem.place.line for problem in found)


@pytest.mark.parametrize(
    "source",
    [
        '\\"""\n' * 200_000 + '"""',
        '"""' + '\\"""\n' * 200_000,
        "'''\n''" * 200_000,
        "a" * 1_000_000,
        "a." * 500_000,
        "[" + ".".join("a" * 41) + "]\n",
        "x = [" + "1," * 50_000 + "]",
        '"' * 1_000_001,
        "x = [" + "[]," * 50_000 + "]",
    ],
    ids=range(9),
)
def test_large_texts(source):
    """The time that a text takes grows with its length, and no faster."""
    start = time.process_time()
    found = parse_toml(source)
    if isinstance(found, Document):
        assert found.positions

    assert time.process_time() - start < 4


def test_byte_order_mark_and_line_ends(tmp_path):
    """A byte order mark and Windows line ends change nothing, not even columns."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\r\nb = '''x\r\ny'''\r\n")
    document = read_document(path)

    assert {"a": 1, "b": "x\ny"} == document.data
    assert (1, 1) == document.positions[("a",)]
    assert (2, 1) == document.positions[("b",)]


def test_json_by_name(tmp_path):
    """A file whose name ends in .json is read as JSON."""
    path = tmp_path / "case.JSON"
    path.write_text('{"spent": 19.10}')

    assert {"spent": Decimal("19.10")} == read_document(path).data


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('a = 1\rb = "x"\r', "a line ends with a carriage return alone"),
        ('a = "x\0y"', "the text has the character U+0000, which cannot be shown"),
        ("# \x01", "the text has the character U+0001, which cannot be shown"),
        ('a = "x\n', "a text in single or double quotes must end on its line"),
    ],
    ids=["carriage-return", "null", "in-a-remark", "line-end"],
)
def test_characters_that_cannot_be_written(source, said):
    """A character that no TOML may have is named; old line ends are told of as what they are."""
    (problem,) = parse_toml(source)
    assert said == problem.text.into("en")


@pytest.mark.parametrize("source", ["a = ] # 预算（万元）", "a = '（' ]", 'a = "（" ]'])
def test_full_width_signs_in_remarks_and_quotes(source):
    """A full-width sign in a remark or in quotes is not taken for the fault."""
    (problem,) = parse_toml(source)
    assert "full-width" not in str(problem)
