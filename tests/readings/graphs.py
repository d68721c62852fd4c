"""Strategies for the tests of readings: any formula at all, and rows of evidence for it."""

from fractions import Fraction

import attrs
from hypothesis import strategies as st

from perfrules.formula import (
    MODES,
    Condition,
    Node,
    Symbol,
    absent,
    all_of,
    any_of,
    cell,
    choose,
    exp,
    least,
    ln,
    log,
    most,
    number,
    read,
    total,
    weighted_power,
)
from perfrules.formula.inputs import Input

INPUTS = (
    Input("a"),
    Input("b", places=2, at_least=Fraction(0)),
    Input("c", places=1, above=Fraction(0)),
    Input("d", at_least=Fraction(-3), at_most=Fraction(0)),
    Input("e", places=1),
)
_VALUES = (
    st.integers(-6, 6),
    st.sampled_from([0, 1, 50, 100, 150, 1250]),
    st.integers(1, 30),
    st.integers(-3, 0),
    st.integers(-25, 25),
)
ROWS = st.tuples(*_VALUES)
CONSTANTS = ["0", "1", "-1", "2", "0.5", "1/3", "-5/2", "0.01", "100", "7"]
STEPS = ["1", "0.01", "0.5", "10", "1/3"]


@attrs.frozen
class Graph:
    """Formulas over INPUTS."""

    roots: tuple[Node, ...]


def _pick(draw, pool):
    return pool[-1 - draw(st.integers(0, min(len(pool) - 1, 9)))]


def _condition(draw, numbers, truths) -> Condition:
    kind = draw(st.sampled_from(["compare", "compare", "compare", "given", "applicable", "join", "not"]))
    x = _pick(draw, numbers)
    if kind in ("given", "applicable"):
        return x.given() if kind == "given" else x.applicable()
    if kind == "compare" or not truths:
        y = _pick(draw, numbers)
        return draw(st.sampled_from([x >= y, x > y, x <= y, x == y, x != y]))
    if kind == "not":
        return ~_pick(draw, truths)
    join = draw(st.sampled_from([all_of, any_of]))
    return join(*(_pick(draw, truths) for _ in range(draw(st.integers(2, 3)))))


EXPONENTS = ["1/2", "1/3", "2", "3", "-1", "-1/2", "2/3", "0", "5/4"]


def _unending(draw, x, y) -> Symbol:
    kind = draw(st.sampled_from(["power", "power", "power", "ln", "log", "exp", "ratio", "share"]))
    if kind == "power":
        return x ** Fraction(draw(st.sampled_from(EXPONENTS)))
    if kind == "log":
        return log(x, Fraction(draw(st.sampled_from(["2", "10", "1/2"]))))
    if kind == "share":
        return weighted_power(x, choose(y > 0, Fraction(1, 2), Fraction(1, 3)))
    return {"ln": lambda: ln(x), "exp": lambda: exp(x), "ratio": lambda: ln(x) / ln(y)}[kind]()


def _number(draw, numbers, truths, count, *, unending) -> Symbol:
    ops = ["add", "subtract", "multiply", "divide", "divide", "least", "most", "round", "cell"] + ["choose"] * 3 * bool(
        truths
    )
    ops += ["unending"] * 4 * unending
    op = draw(st.sampled_from(ops))
    x, y = _pick(draw, numbers), _pick(draw, numbers)
    if op == "unending":
        return _unending(draw, x, y)
    if op == "choose":
        return choose(_pick(draw, truths), x, y)
    if op == "round":
        mode, step = draw(st.sampled_from(MODES)), Fraction(draw(st.sampled_from(STEPS)))
        return x.rounded(mode=mode, to=step)
    if op == "cell":
        return cell(f"cell{count}", x)
    if op in ("subtract", "divide", "multiply"):
        return {"subtract": lambda: x - y, "divide": lambda: x / y, "multiply": lambda: x * y}[op]()
    more = [_pick(draw, numbers) for _ in range(draw(st.integers(0, 2)))]
    return {"add": lambda *xs: total(xs), "least": least, "most": most}[op](x, y, *more)


@st.composite
def graphs(draw, *, absences: bool = True, size: int = 14, unending: bool = False) -> Graph:
    """Give any formulas: every operation, shared parts, cells, absences, divisions by zero; perhaps *unending*."""
    numbers = [read(declared.name) for declared in INPUTS]
    numbers += [number(Fraction(text)) for text in draw(st.lists(st.sampled_from(CONSTANTS), min_size=1, max_size=3))]
    if absences:
        numbers += [
            absent(reason) for reason in draw(st.lists(st.sampled_from(["missing", "not_applicable"]), max_size=1))
        ]
    numbers = draw(st.permutations(numbers))
    truths: list[Condition] = []
    for count in range(draw(st.integers(1, size))):
        if draw(st.integers(0, 2)) == 0:
            truths.append(_condition(draw, numbers, truths))
        else:
            numbers.append(_number(draw, numbers, truths, count, unending=unending))
    roots = [symbol.node for symbol in (*numbers[-3:], *truths[-2:])]
    return Graph(tuple(roots))
