"""The error of a name that is not declared, with the nearest that is."""

from perfrules.expression.functions import RESERVED
from perfrules.expression.tree import Name
from perfrules.expression.values import ChoiceValue, Scope
from perfrules.language import Text, text
from perfrules.problems import ExpressionError, suggestion


def undeclared(part: Name, scope: Scope) -> ExpressionError:
    """Return the error of the name *part* that stands for nothing in *scope*."""
    message = text("the name `{name}` is not declared", name=part.name)
    return ExpressionError(message, part.column, "PR311", _advice(part.name, scope))


def _advice(name: str, scope: Scope) -> Text | None:
    if name in RESERVED or name in scope.functions:
        return text("`{name}` is a function: write its arguments in parentheses", name=name)
    if name.lower() in ("true", "false", "yes", "no"):
        return text("a flag is a condition by itself: write `flag` or `not flag`")
    if any(name in value.options for value in scope.names.values() if isinstance(value, ChoiceValue)):
        return text('an option of a choice is written in quotes: "{name}"', name=name)
    return suggestion(name, scope.names)
