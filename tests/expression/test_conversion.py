import ast
from fractions import Fraction

import pytest

from perfrules.expression import parse, parse_all
from perfrules.expression.conversion import Converter
from perfrules.expression.tree import (
    Call,
    Chain,
    Choice,
    Comparison,
    Contrary,
    Count,
    Logic,
    Name,
    Negative,
    Number,
    OneOf,
    Quoted,
)

A, B, C = Name("a"), Name("b"), Name("c")


@pytest.mark.parametrize(
    ("expression", "root"),
    [
        ("a", A),
        ("95%", Number(Fraction(19, 20))),
        ("a - b / c", Chain(A, (("-", Chain(B, (("/", C),))),))),
        ("a - b + c", Chain(A, (("-", B), ("+", C)))),
        ("a - (b + c)", Chain(A, (("-", Chain(B, (("+", C),))),))),
        ("a / b * c", Chain(A, (("/", B), ("*", C)))),
        ("(a + b) * c", Chain(Chain(A, (("+", B),)), (("*", C),))),
        ("-a * +b", Chain(Negative(A), (("*", B),))),
        ("a <= b < c", Comparison(A, (("<=", B), ("<", C)))),
        ("a == 'x'", Comparison(A, (("==", Quoted("x")),))),
        ("not a and b or c", Logic("or", (Logic("and", (Contrary(A), B)), C))),
        ("a if b else c", Choice(B, A, C, "b")),
        ("a in ('x', 'y')", OneOf(A, (Quoted("x"), Quoted("y")), negated=False)),
        ("a not in ['x']", OneOf(A, (Quoted("x"),), negated=True)),
        ("not a in 'x'", Contrary(OneOf(A, (Quoted("x"),), negated=False))),
        ("记录.数", Count("记录", "数")),
        ("f(a, b,)", Call("f", (A, B))),
        ("f()", Call("f", ())),
        ("marks('C1')", Call("marks", (Quoted("C1"),))),
        ("share(a, 'x', 'y')", Call("share", (A, Quoted("x"), Quoted("y")))),
        ("(\n a\n + b )", Chain(A, (("+", B),))),
    ],
)
def test_every_form_has_its_part(expression, root):
    """What the language allows becomes the part that says it."""
    assert root == parse(expression).root


@pytest.mark.parametrize(
    ("expression", "code", "column"),
    [
        ("a.b.c", "PR305", 0),
        ("(a + b).c", "PR305", 0),
        ("1 .real", "PR305", 0),
        ("'x'.upper", "PR305", 0),
        ("a.b()", "PR305", 0),
        ("a.__class__.__bases__", "PR305", 0),
        ("()", "PR305", 0),
        ("(a, b)", "PR305", 0),
        ("f((a, b))", "PR305", 2),
        ("['x']", "PR305", 0),
        ("a in ('x',) in ('y',)", "PR305", 0),
        ("'x'", "PR307", 0),
        ("a + 'x'", "PR307", 4),
        ("abs('x')", "PR307", 4),
        ("share('x', 'y')", "PR307", 6),
        ("'x' and a", "PR307", 0),
        ("-'x'", "PR307", 1),
        ("'x' in ('x',)", "PR307", 0),
        ("a in b", "PR307", 5),
        ("a in ('x', b)", "PR307", 5),
        ("a in ()", "PR307", 5),
        ("marks(a)", "PR322", 0),
        ("marks()", "PR322", 0),
        ("rate('a', 'b')", "PR322", 0),
        ("a if b", "PR301", 0),
        ("a else b", "PR301", 2),
        ("f(a if b)", "PR301", 2),
        ("a.(b)", "PR301", 2),
    ],
)
def test_everything_else_of_python_is_refused_at_its_place(expression, code, column):
    """Attribute chains, lists, stray texts and unfinished choices are problems with a column and advice."""
    tree, errors = parse_all(expression)
    assert tree is None
    assert (code, column) == (errors[0].code, errors[0].column)
    assert errors[0].advice is not None


def test_all_that_is_refused_is_found_at_once():
    """Three things that are not allowed are three errors, from the left."""
    _, errors = parse_all("a.b.c + 'x' * [y]")
    assert [("PR305", 0), ("PR307", 8), ("PR305", 14)] == [(error.code, error.column) for error in errors]


@pytest.mark.parametrize(
    "expression",
    [
        "lambda: a",
        "[a for a in b]",
        "f(a=b)",
        "f(*a)",
        "a[b]",
        "a ** b",
        "a % b",
        "a is b",
        "f'x'",
        "b'x'",
        "1j",
        "{}",
        "a @ b",
        "a // b",
        "a << b",
        "(a := b)",
        "(yield)",
        "{a: b}",
        "~a",
    ],
)
def test_syntax_that_the_lexer_stops_would_be_stopped_here_too(expression):
    """The conversion names what exists; it does not rely on what comes before it."""
    converter = Converter(expression, (), shift=0)
    converter.convert(ast.parse(expression, mode="eval").body)
    assert converter.errors
    assert {"PR305"} == {error.code for error in converter.errors}
