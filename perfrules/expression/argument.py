"""An argument of a call, or an operand: what it comes to, how it is written, and where."""

import attrs

from perfrules.expression.operands import as_number, as_survey, as_symbol
from perfrules.expression.values import SurveyValue, Term
from perfrules.formula import Symbol


@attrs.frozen(eq=False, repr=False)
class Argument:
    """One argument of a call: what it comes to, how it is written, and where."""

    term: Term
    source: str
    column: int

    @property
    def number(self) -> Term:
        """The argument as a number; raises ExpressionError for anything else."""
        return as_number(self.term, self.source, self.column)

    @property
    def symbol(self) -> Symbol:
        """The argument as a number, without its unit."""
        return as_symbol(self.term, self.source, self.column)

    @property
    def survey(self) -> SurveyValue:
        """The argument as a survey; raises ExpressionError for anything else."""
        return as_survey(self.term, self.source, self.column)
