import ast
import sys
import time
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.expression import evaluate_all, parse, parse_all
from perfrules.problems import CODES, ExpressionError

SEEDS = [
    "spent / budget",
    "least(spent, 95% * budget) if category == 'city' else 12.5 %",
    "0 <= x < 3 and not signed or fault_log.faults != 1e5",
    "marks('C1') + exact('C2') * share(satisfaction, 'very', 'fairly')",
    "category not in ('city', \"town\")",
    "due >= '2017-12-31' or accepted - due > 30",
    "-(数量 + 0.30000000000000000001)",
]
FRAGMENTS = [
    *"+-*/()[]{}.,:;=<>!%&|^~@#$?\\\"'`0159xe_",
    *[
        "**",
        "//",
        "==",
        ":=",
        " if ",
        " else ",
        " and ",
        " not ",
        " in ",
        " for ",
        " lambda ",
        " is ",
        "f'",
        "b'",
        "1e",
        "%",
    ],
    *[
        "（",
        "５",
        "×",
        "\x00",
        "\ud800",
        "\u3000",
        "数",
        "ﬁ",
        "²",
        "\n",
        "\t",
        "spent",
        "marks(",
        "'city'",
        "...",
        "1_0",
    ],
]
SLOWEST = 2.0  # seconds; a parse takes some milliseconds, the rest is for a busy machine


def _checked(expression, scope):
    """Return what *expression* comes to, or None; fail on anything but terms and errors that can be shown."""
    start = time.perf_counter()
    term = None
    tree, errors = parse_all(expression)
    assert (tree is None) == bool(errors)
    if tree is not None:
        term, errors = evaluate_all(tree, scope)
        assert (term is None) == bool(errors)
    assert time.perf_counter() - start < SLOWEST
    for error in errors:
        assert error.code in CODES
        assert 0 <= error.column <= len(expression)
        assert str(error)
        assert error.advice is None or str(error.advice)
    return term


@given(expression=st.text(max_size=200))
def test_any_text_is_a_tree_or_a_problem(scope, expression):
    """Texts of all characters give nothing but trees and errors."""
    _checked(expression, scope)


@given(soup=st.binary(max_size=300))
def test_any_bytes_are_a_tree_or_a_problem(scope, soup):
    """Bytes read as a clerk's editor might, NUL and all."""
    _checked(soup.decode("utf-8", errors="replace"), scope)
    _checked(soup.decode("latin-1"), scope)
    _checked(soup.decode("gb18030", errors="surrogateescape"), scope)


@given(pieces=st.lists(st.sampled_from(FRAGMENTS), max_size=40))
def test_fragments_of_expressions_are_a_tree_or_a_problem(scope, pieces):
    """Signs, words and brackets in any order, which come closer to what is allowed than random text."""
    _checked("".join(pieces), scope)


@given(data=st.data())
def test_expressions_with_slips_are_a_tree_or_a_problem(scope, data):
    """A valid expression with pieces cut out, doubled or put in stays harmless."""
    expression = data.draw(st.sampled_from(SEEDS))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(expression)))
        end = data.draw(st.integers(start, min(len(expression), start + 6)))
        piece = data.draw(st.one_of(st.just(""), st.sampled_from(FRAGMENTS), st.just(expression[start:end] * 2)))
        expression = expression[:start] + piece + expression[end:]
    _checked(expression, scope)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_seeds_of_the_slips_are_valid(scope, seed):
    """The slips start from expressions that can be read."""
    assert _checked(seed, scope) is not None
    assert () == evaluate_all(parse(seed), scope)[1]


_python_names = st.sampled_from(["spent", "x", "open", "__import__", "self"])
_python = st.recursive(
    st.one_of(_python_names, st.sampled_from(["1", "1e400", "0x1f", "1j", "'os'", "b'x'", "None", "..."])),
    lambda parts: st.one_of(
        parts.map("({}).__class__".format),
        parts.map("({})[0]".format),
        parts.map("lambda: {}".format),
        parts.map("f'{{{}}}'".format),
        st.tuples(parts, parts).map(lambda pair: "[{} for x in {}]".format(*pair)),
        st.tuples(parts, parts).map(lambda pair: "{{{}: {}}}".format(*pair)),
        st.tuples(parts, parts).map(lambda pair: "({}) ** ({})".format(*pair)),
        st.tuples(parts, parts).map(lambda pair: "({})(*{})".format(*pair)),
        st.tuples(parts, parts).map(lambda pair: "open(a={}, **{})".format(*pair)),
        st.tuples(parts, parts).map(lambda pair: "(x := {}) << {}".format(*pair)),
    ),
    max_leaves=6,
).filter(lambda written: not written.isidentifier() and written != "1")


@given(written=_python)
def test_the_rest_of_python_is_never_read(scope, written):
    """Attributes, subscripts, lambda, comprehensions, formatted strings, powers and stars are problems, each time."""
    assert _checked(written, scope) is None


@pytest.mark.parametrize(
    "expression",
    [
        "-" * 1999 + "x",
        "-" * 5000 + "x",
        "(" * 1000 + ")" * 1000,
        "[" * 2000,
        "not " * 499 + "x",
        "f(" * 600 + "x" + ")" * 600,
        "x if x else " * 160 + "x",
        "x.x" * 600,
        "x<" * 999 + "x",
        "x and " * 300 + "x",
        "1e30*" * 399 + "1",
        "9" * 2000,
        "1e" + "9" * 1990,
        "9**9**9**9",
        "'" * 2000,
        "×" * 2000,
        "\ufdfa" * 2000,
        "x\x00",
        "a" * 2000,
        "x+" * 999 + "x",
        "x*-" * 600 + "x",
    ],
)
def test_no_expression_takes_long_or_goes_deep(scope, expression):
    """Expressions made to exhaust time, memory or the stack give an answer at once."""
    _checked(expression, scope)


def test_parse_raises_the_first_error():
    """`parse` gives the tree or the leftmost of the errors."""
    assert parse("a + b") == parse_all("a + b")[0]
    with pytest.raises(ExpressionError) as caught:
        parse("a × b ÷ c")
    assert ("PR303", 2) == (caught.value.code, caught.value.column)
    assert 2 == len(parse_all("a × b ÷ c")[1])


def test_errors_of_one_expression_are_bounded():
    """A text that is no expression at all does not flood a report."""
    assert 10 == len(parse_all("×" * 500)[1])


@pytest.mark.parametrize("error", [RecursionError(), MemoryError(), ValueError("null bytes")])
def test_what_pythons_parser_raises_is_a_problem(monkeypatch, error):
    """Should Python give up on a structure, it is too deep, and nothing else is raised."""

    def give_up(*_, **__):
        raise error

    monkeypatch.setattr(ast, "parse", give_up)
    assert ["PR302"] == [found.code for found in parse_all("never + read")[1]]


def test_what_fails_once_is_read_again(monkeypatch):
    """Trees are kept, errors are not: what Python gave up on once, for want of memory, is read the next time."""
    with monkeypatch.context() as patched:
        patched.setattr(ast, "parse", Mock(side_effect=MemoryError))
        assert parse_all("once + more")[0] is None

    tree, errors = parse_all("once + more")
    assert () == errors
    assert tree is parse_all("once + more")[0]


def test_reading_needs_little_stack(scope):
    """The deepest expression that is allowed is read and evaluated within a third of the usual stack."""
    expression = "1 + (" * 24 + "x" + ")" * 24
    limit = sys.getrecursionlimit()
    depth = len(_frames())
    sys.setrecursionlimit(depth + 330)
    try:
        tree, errors = parse_all(expression)
        assert () == errors
        assert () == evaluate_all(tree, scope)[1]
    finally:
        sys.setrecursionlimit(limit)


def _frames():
    frame, frames = sys._getframe(), []
    while frame is not None:
        frames.append(frame)
        frame = frame.f_back
    return frames
