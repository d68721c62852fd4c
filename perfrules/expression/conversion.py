"""From Python's syntax tree to the small tree: what is not named here does not exist in the language."""

import ast
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from perfrules.expression.functions import FUNCTIONS
from perfrules.expression.lexer import Token
from perfrules.expression.structure import MOST_DEPTH
from perfrules.expression.tree import (
    NODE_FUNCTIONS,
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
    Part,
    Power,
    Quoted,
)
from perfrules.language import Text, text
from perfrules.problems import ExpressionError

_SIGNS: Final[dict[type[ast.operator], Literal["+", "-", "*", "/"]]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_SUMS: Final = (ast.Add, ast.Sub)
_COMPARISONS: Final[dict[type[ast.cmpop], Literal["==", "!=", "<", "<=", ">", ">="]]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


def same_chain(node: ast.AST, operand: ast.AST) -> bool:
    """Return whether *operand* continues the sum or product *node* to the left, without parentheses that matter."""
    if not (isinstance(node, ast.BinOp) and isinstance(operand, ast.BinOp) and node.left is operand):
        return False
    if isinstance(node.op, ast.Pow) or isinstance(operand.op, ast.Pow):
        return False
    return isinstance(node.op, _SUMS) == isinstance(operand.op, _SUMS)


def depth(root: ast.AST) -> int:
    """Return how deep *root* is nested, sums and products of any length counting once; without recursion."""
    deepest, stack = 0, [(root, 1)]
    while stack:
        node, level = stack.pop()
        deepest = max(deepest, level)
        if level > MOST_DEPTH:
            break
        children = (child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))
        stack.extend((child, level if same_chain(node, child) else level + 1) for child in children)
    return deepest


class Converter:
    """
    Turns the syntax tree of a text into the small tree; `errors` has everything that could not be.

    The syntax tree gives only the structure: names, numbers and texts are those of *tokens*, found by their column.
    """

    def __init__(self, expression: str, tokens: Sequence[Token], shift: int) -> None:
        self.expression, self.shift = expression, shift
        self.starts = {token.start: token for token in tokens}
        self.ends = {token.end: token for token in tokens}
        self.errors: list[ExpressionError] = []

    def convert(self, node: ast.expr) -> Part:
        """Return the part that *node* is; after an error anything, and the error is kept."""
        match node:
            case ast.BinOp():
                return self._chain(node)
            case ast.UnaryOp():
                return self._prefix(node)
            case ast.Compare():
                return self._compare(node)
            case ast.BoolOp():
                return self._logic(node)
        return self._reading(node)

    def _reading(self, node: ast.expr) -> Part:
        match node:
            case ast.IfExp():
                return self._choice(node)
            case ast.Call():
                return self._call(node)
            case ast.Attribute():
                return self._count(node)
        return self._leaf(node)

    def _span(self, node: ast.expr) -> tuple[int, int]:
        return node.col_offset - self.shift, (node.end_col_offset or node.col_offset) - self.shift

    def _refuse(self, node: ast.expr, message: Text, code: str, advice: Text | None = None) -> Part:
        self.errors.append(ExpressionError(message, self._span(node)[0], code, advice))
        return Quoted("", span=self._span(node))

    def _leaf(self, node: ast.expr) -> Part:
        token = self.starts.get(self._span(node)[0])
        if isinstance(node, ast.Name) and token is not None:
            if token.value is not None:
                return Number(token.value, span=self._span(node))
            return Name(token.text, span=self._span(node))
        if isinstance(node, ast.Constant) and token is not None and token.kind == "text":
            message = text('"{text}" stands where a number or a name is expected', text=token.text)
            advice = text("text in quotes stands only beside a comparison with a choice or a date, or as a code")
            return self._refuse(node, message, "PR307", advice)
        if isinstance(node, ast.List | ast.Tuple):
            message = text("a list stands where a number or a name is expected")
            advice = text('a list of texts stands only after `in`: `category in ("a", "b")`')
            return self._refuse(node, message, "PR305", advice)
        message = text("expressions do not have this part of Python")
        return self._refuse(node, message, "PR305", text("write arithmetic, comparisons and calls of functions"))

    def _chain(self, node: ast.BinOp) -> Part:
        if isinstance(node.op, ast.Pow):
            return Power(self.convert(node.left), self.convert(node.right), span=self._span(node))
        links: list[ast.BinOp] = [node]
        while isinstance(links[-1].left, ast.BinOp) and same_chain(links[-1], links[-1].left):
            links.append(links[-1].left)
        foreign = next((link for link in links if type(link.op) not in _SIGNS), None)
        if foreign is not None:
            return self._refuse(foreign, text("expressions do not have this operator"), "PR305")
        first = self.convert(links[-1].left)
        rest = tuple((_SIGNS[type(link.op)], self.convert(link.right)) for link in reversed(links))
        return Chain(first, rest, span=self._span(node))

    def _prefix(self, node: ast.UnaryOp) -> Part:
        operand = self.convert(node.operand)
        if isinstance(node.op, ast.USub):
            return Negative(operand, span=self._span(node))
        return Contrary(operand, span=self._span(node)) if isinstance(node.op, ast.Not) else operand

    def _logic(self, node: ast.BoolOp) -> Part:
        parts = tuple(self.convert(value) for value in node.values)
        return Logic("and" if isinstance(node.op, ast.And) else "or", parts, span=self._span(node))

    def _choice(self, node: ast.IfExp) -> Part:
        start, end = self._span(node.test)
        then, condition, otherwise = (self.convert(part) for part in (node.body, node.test, node.orelse))
        why = " ".join(self.expression[start:end].split())
        return Choice(condition, then, otherwise, why, span=self._span(node))

    def _side(self, node: ast.expr) -> Part:
        """Return one side of a comparison, which may be a text."""
        quoted = self._quoted(node)
        return quoted if quoted is not None else self.convert(node)

    def _quoted(self, node: ast.expr) -> Quoted | None:
        token = self.starts.get(self._span(node)[0])
        is_text = isinstance(node, ast.Constant) and token is not None and token.kind == "text"
        return Quoted(token.text, span=self._span(node)) if token is not None and is_text else None

    def _compare(self, node: ast.Compare) -> Part:
        if any(isinstance(operator, ast.In | ast.NotIn) for operator in node.ops):
            return self._one_of(node)
        if any(type(operator) not in _COMPARISONS for operator in node.ops):
            return self._refuse(node, text("expressions do not have this comparison"), "PR305")
        first = self._side(node.left)
        rest = tuple(
            (_COMPARISONS[type(operator)], self._side(side))
            for operator, side in zip(node.ops, node.comparators, strict=True)
        )
        return Comparison(first, rest, span=self._span(node))

    def _one_of(self, node: ast.Compare) -> Part:
        if len(node.ops) > 1:
            advice = text("put ( and ) around each comparison, and `and` between them")
            return self._refuse(node, text("`in` cannot stand in a row of comparisons"), "PR305", advice)
        side = node.comparators[0]
        items = side.elts if isinstance(side, ast.List | ast.Tuple) else [side]
        options = tuple(quoted for item in items if (quoted := self._quoted(item)) is not None)
        if not options or len(options) < len(items):
            advice = text('write `category in ("a", "b")`')
            return self._refuse(side, text("after `in` a list of texts in quotes is expected"), "PR307", advice)
        operand = self.convert(node.left)
        return OneOf(operand, options, isinstance(node.ops[0], ast.NotIn), span=self._span(node))

    def _count(self, node: ast.Attribute) -> Part:
        owner, name = self._plain(node.value), self.ends.get(self._span(node)[1])
        if owner is None or name is None:
            message = text("only counts of records are written with a point")
            return self._refuse(node, message, "PR305", text("write `records.count`, with one point"))
        return Count(owner, name.text, span=self._span(node))

    def _plain(self, node: ast.expr) -> str | None:
        """Return the name that *node* is, or None."""
        token = self.starts.get(self._span(node)[0])
        is_name = isinstance(node, ast.Name) and token is not None and token.kind == "name"
        return token.text if token is not None and is_name else None

    def _call(self, node: ast.Call) -> Part:
        name = self._plain(node.func)
        if name is None or node.keywords:
            message = text("only a function by its plain name can be called")
            return self._refuse(node, message, "PR305", text("write `function(argument, argument)`"))
        return Call(name, tuple(self._arguments(name, node)), span=self._span(node))

    def _arguments(self, name: str, node: ast.Call) -> Iterator[Part]:
        if name in NODE_FUNCTIONS and (len(node.args) != 1 or self._quoted(node.args[0]) is None):
            message = text("`{name}` takes the code of one node, in quotes", name=name)
            self._refuse(node, message, "PR322", text('write `{name}("B1.1")`', name=name))
            return
        for position, argument in enumerate(node.args):
            quoted = self._quoted(argument)
            # What a definition declares may be a table, whose rows are named in quotes.
            if quoted is not None and (name not in FUNCTIONS or (name == "share" and position > 0)):
                yield quoted
            else:
                yield self.convert(argument)
