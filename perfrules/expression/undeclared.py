"""The error of a name that is not declared, with the nearest that is."""

from collections.abc import Iterator

from perfrules.expression.functions import RESERVED
from perfrules.expression.tree import Name, Tree, names
from perfrules.expression.values import ChoiceValue, Scope
from perfrules.language import Text, text
from perfrules.problems import ExpressionError, suggestion


def undeclared(part: Name, tree: Tree, scope: Scope) -> ExpressionError:
    """Return the error of the name *part* of *tree* that stands for nothing in *scope*."""
    message = text("the name `{name}` is not declared", name=part.name)
    return ExpressionError(message, part.column, "PR311", _advice(part.name, tree, scope))


def _advice(name: str, tree: Tree, scope: Scope) -> Text | None:
    if name in RESERVED or name in scope.functions:
        return text("`{name}` is a function: write its arguments in parentheses", name=name)
    if name.lower() in ("true", "false", "yes", "no"):
        return text("a flag is a condition by itself: write `flag` or `not flag`")
    if any(name in choice.options for choice in _choices(tree, scope)):
        return text('an option of a choice is written in quotes: "{name}"', name=name)
    return suggestion(name, scope.names)


def _choices(tree: Tree, scope: Scope) -> Iterator[ChoiceValue]:
    """Yield the choices that *tree* reads; others are not asked for, since asking may make them."""
    for name, column in names(tree):
        try:
            value = scope.find(name, column)
        except ExpressionError:
            continue
        if isinstance(value, ChoiceValue):
            yield value
