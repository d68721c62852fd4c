import operator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.expression import Part, Tree, condition, evaluate, number, parse
from perfrules.problems import ExpressionError

VALUES = st.fractions(-20, 20, max_denominator=8)
INPUTS = st.fixed_dictionaries({"x": VALUES, "y": VALUES, "signed": st.sampled_from([Fraction(0), Fraction(1)])})

# Each example is what is written, and what it means as plain Python on the inputs: (text, meaning).
_literals = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(
    lambda pair: (f"{pair[0]}.{pair[1]:02d}", lambda _: Fraction(100 * pair[0] + pair[1], 100))
)
_shares = st.integers(0, 300).map(lambda n: (f"{n}%", lambda _: Fraction(n, 100)))
_names = st.sampled_from(["x", "y"]).map(lambda name: (name, lambda inputs: inputs[name]))
_ARITHMETIC = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
_ORDER = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
}


def _binary(parts):
    (left, a), sign, (right, b) = parts
    return f"({left}) {sign} ({right})", lambda inputs: _ARITHMETIC[sign](a(inputs), b(inputs))


def _negative(part):
    return f"-({part[0]})", lambda inputs: -part[1](inputs)


def _called(parts):
    name, *arguments = parts
    meaning = {"least": min, "most": max, "sum": lambda *xs: sum(xs), "mean": lambda *xs: sum(xs) / len(xs)}[name]
    written = ", ".join(text for text, _ in arguments)
    return f"{name}({written})", lambda inputs: meaning(*(value(inputs) for _, value in arguments))


def _compared(parts):
    (left, a), sign, (right, b) = parts
    return f"({left}) {sign} ({right})", lambda inputs: _ORDER[sign](a(inputs), b(inputs))


def _joined(parts):
    (left, a), word, (right, b) = parts
    if word == "and":
        return f"({left}) and ({right})", lambda inputs: a(inputs) and b(inputs)
    return f"not ({left}) or ({right})", lambda inputs: not a(inputs) or b(inputs)


def _chosen(parts):
    (then, a), (test, c), (otherwise, b) = parts
    return f"({then}) if {test} else ({otherwise})", lambda inputs: a(inputs) if c(inputs) else b(inputs)


def _deeper(numbers):
    compared = st.tuples(numbers, st.sampled_from(sorted(_ORDER)), numbers).map(_compared)
    flag = st.just(("signed", lambda inputs: inputs["signed"] == 1))
    tests = st.one_of(compared, flag, st.tuples(compared, st.sampled_from(["and", "or"]), flag).map(_joined))
    return st.one_of(
        st.tuples(numbers, st.sampled_from(sorted(_ARITHMETIC)), numbers).map(_binary),
        numbers.map(_negative),
        st.tuples(st.sampled_from(["least", "most", "sum", "mean"]), numbers, numbers).map(_called),
        st.tuples(numbers, tests, numbers).map(_chosen),
    )


EXPRESSIONS = st.recursive(st.one_of(_literals, _shares, _names), _deeper, max_leaves=12)


def _outcome(meaning):
    try:
        return meaning()
    except ZeroDivisionError:
        return "undefined"


@given(expression=EXPRESSIONS, inputs=INPUTS)
def test_an_expression_means_what_its_arithmetic_says(scope, compute, expression, inputs):
    """The formula's value is that of plain Fractions, and undefined just where that divides by 0."""
    written, meaning = expression
    formula = number(parse(written), scope).value
    assert _outcome(lambda: meaning(inputs)) == _outcome(lambda: compute(formula, inputs))


_loose = st.recursive(
    st.sampled_from(["x", "y", "2", "0.5", "3%"]),
    lambda parts: st.tuples(parts, st.sampled_from(["+", "-", "*", "/"]), parts).map(" ".join),
    max_leaves=8,
)


@given(written=_loose, inputs=INPUTS)
def test_signs_bind_as_in_python(scope, compute, written, inputs):
    """Without parentheses the order of operations is the usual one."""
    plain = written.replace("0.5", "h").replace("3%", "t").replace("2", "w")
    names = {**inputs, "h": Fraction(1, 2), "t": Fraction(3, 100), "w": Fraction(2)}
    expected = _outcome(lambda: eval(plain, {"__builtins__": {}}, names))  # noqa: S307  # our own text, as an oracle
    formula = number(parse(written), scope).value
    assert expected == _outcome(lambda: compute(formula, inputs))


@pytest.mark.parametrize(
    ("expression", "inputs", "result"),
    [
        ("accepted - due", {"accepted": 10, "due": 4}, 6),
        ("fault_log.in_time / fault_log.faults", {"fault_log/in_time": 3, "fault_log/faults": 4}, Fraction(3, 4)),
        ("marks('C1') + rate('C2')", {"C1": 3, "C2": 1}, 4),
        ("数量 * 2", {"数量": 4}, 8),
        ("0.1 + 0.2", {}, Fraction(3, 10)),
        ("1 if (x > 0 if signed else x < 0) else 2", {"signed": 1, "x": -1}, 2),
        ("1 if (x > 0 if signed else x < 0) else 2", {"signed": 0, "x": -1}, 1),
        ("(accepted if signed else due) - due", {"signed": 1, "accepted": 9, "due": 4}, 5),
    ],
)
def test_values_of_every_kind_come_to_numbers(scope, compute, expression, inputs, result):
    """Dates, counts, other nodes and conditions take part in arithmetic where that means something."""
    inputs = {name: Fraction(value) for name, value in inputs.items()}
    assert result == compute(number(parse(expression), scope).value, inputs)


def test_only_the_arm_that_is_taken_is_read(scope, compute):
    """A choice between conditions reads no more than a choice between numbers."""
    formula = condition(parse("1 / x > 0 if x != 0 else signed"), scope)
    assert compute(formula, {"x": Fraction(0), "signed": Fraction(1)})
    assert not compute(formula, {"x": Fraction(-1)})


def test_a_choice_is_labelled_with_its_condition(scope):
    """Readers of the formula are told the condition in the author's words."""
    term = evaluate(parse("1 if spent  >= 95 % * budget else 0"), scope)
    assert ["spent >= 95 % * budget"] == list(term.value.labels.values())


def test_a_whole_expression_is_of_the_kind_that_is_wanted(scope):
    """Marks are numbers and conditions are conditions."""
    for read, written in [(number, "x > 1"), (number, "satisfaction"), (condition, "x"), (condition, "category")]:
        with pytest.raises(ExpressionError) as caught:
            read(parse(written), scope)
        assert ("PR318", 0) == (caught.value.code, caught.value.column)
        assert caught.value.advice is not None
    assert "number" == number(parse("category"), scope).kind
    assert "survey" == evaluate(parse("satisfaction"), scope).kind


def test_a_part_that_is_not_of_the_language_is_a_problem(scope):
    """Evaluation names what exists, as reading does."""
    with pytest.raises(ExpressionError, match="cannot be read"):
        evaluate(Tree(Part(span=(0, 1)), "?"), scope)
