"""
Performance evaluation (财政支出绩效评价) with rubrics as data and exact, explained, repeatable scores.

`load` returns the `Rules` of an indicator set, `Rules.score` a `Scorecard` with the reason for every mark:

    import perfrules as pr

    rules = pr.load("shanghai/it-operations")
    card = rules.score(pr.read_case("case.toml"))
    card.marks, card.grade, card["B1.1.2"].reason

Authors of plugins find here what a rubric kind, an aggregation, a function or an evidence reader needs: `Symbol`,
`Quantity`, `least`, `most`, `choose`, `hookimpl`.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from perfrules._version import __version__

if TYPE_CHECKING:
    from perfrules.aggregation import Child
    from perfrules.case import Case, Column, Records, Row, read_case
    from perfrules.catalogue import Catalogue, build_catalogue
    from perfrules.comparison import CaseChange, Cause, Change, Comparison, Difference, ResultChange, diff
    from perfrules.definition.editions import Day
    from perfrules.formula import (
        Condition,
        Operand,
        Quantity,
        Rounding,
        Symbol,
        absent,
        all_of,
        any_of,
        choose,
        exp,
        geometric_mean,
        harmonic_mean,
        least,
        ln,
        log,
        most,
        piecewise,
        power,
        refused,
        sqrt,
        total,
    )
    from perfrules.language import Text, text, use
    from perfrules.model import (
        DatedValue,
        EvidenceField,
        Gate,
        GradeBand,
        GradeScale,
        Indicator,
        IndicatorSet,
        Measure,
        Parameter,
        Policy,
        RoundingRule,
        Source,
        Table,
        TableTier,
    )
    from perfrules.model.fields import documented
    from perfrules.plugins import Plugin, Registry, hookimpl
    from perfrules.problems import (
        CaseError,
        DefinitionError,
        ExpressionError,
        PerfrulesError,
        Place,
        PluginError,
        Problem,
        ProblemsFoundError,
        SymbolError,
        TableError,
        UnknownNameError,
    )
    from perfrules.receipts import Discrepancy, Verification, verify
    from perfrules.rendering import render
    from perfrules.rubrics import Point, PointSymbol
    from perfrules.scoring import (
        Award,
        BranchTaken,
        EvidenceRead,
        LedgerEntry,
        Outcome,
        Outlook,
        PointAward,
        Rules,
        Scorecard,
        load,
    )
    from perfrules.tables import TableColumn, TableCounts, TableForm, TableResult

__all__ = [
    "Award",
    "BranchTaken",
    "Case",
    "CaseChange",
    "CaseError",
    "Catalogue",
    "Cause",
    "Change",
    "Child",
    "Column",
    "Comparison",
    "Condition",
    "DatedValue",
    "Day",
    "DefinitionError",
    "Difference",
    "Discrepancy",
    "EvidenceField",
    "EvidenceRead",
    "ExpressionError",
    "Gate",
    "GradeBand",
    "GradeScale",
    "Indicator",
    "IndicatorSet",
    "LedgerEntry",
    "Measure",
    "Operand",
    "Outcome",
    "Outlook",
    "Parameter",
    "PerfrulesError",
    "Place",
    "Plugin",
    "PluginError",
    "Point",
    "PointAward",
    "PointSymbol",
    "Policy",
    "Problem",
    "ProblemsFoundError",
    "Quantity",
    "Records",
    "Registry",
    "ResultChange",
    "Rounding",
    "RoundingRule",
    "Row",
    "Rules",
    "Scorecard",
    "Source",
    "Symbol",
    "SymbolError",
    "Table",
    "TableColumn",
    "TableCounts",
    "TableError",
    "TableForm",
    "TableResult",
    "TableTier",
    "Text",
    "UnknownNameError",
    "Verification",
    "__version__",
    "absent",
    "all_of",
    "any_of",
    "build_catalogue",
    "choose",
    "diff",
    "documented",
    "exp",
    "geometric_mean",
    "harmonic_mean",
    "hookimpl",
    "least",
    "ln",
    "load",
    "log",
    "most",
    "piecewise",
    "power",
    "read_case",
    "refused",
    "render",
    "sqrt",
    "text",
    "total",
    "use",
    "verify",
]

_HOMES: Mapping[str, tuple[str, ...]] = {
    "perfrules.aggregation": ("Child",),
    "perfrules.case": ("Case", "Column", "Records", "Row", "read_case"),
    "perfrules.catalogue": ("Catalogue", "build_catalogue"),
    "perfrules.definition.editions": ("Day",),
    "perfrules.formula": (
        "Condition",
        "Operand",
        "Quantity",
        "Rounding",
        "Symbol",
        "absent",
        "all_of",
        "any_of",
        "choose",
        "exp",
        "geometric_mean",
        "harmonic_mean",
        "least",
        "ln",
        "log",
        "most",
        "piecewise",
        "power",
        "refused",
        "sqrt",
        "total",
    ),
    "perfrules.comparison": ("CaseChange", "Cause", "Change", "Comparison", "Difference", "ResultChange", "diff"),
    "perfrules.language": ("Text", "text", "use"),
    "perfrules.model": (
        "DatedValue",
        "EvidenceField",
        "Gate",
        "GradeBand",
        "GradeScale",
        "Indicator",
        "IndicatorSet",
        "Measure",
        "Parameter",
        "Policy",
        "RoundingRule",
        "Source",
        "Table",
        "TableTier",
    ),
    "perfrules.model.fields": ("documented",),
    "perfrules.plugins": ("Plugin", "Registry", "hookimpl"),
    "perfrules.problems": (
        "CaseError",
        "DefinitionError",
        "ExpressionError",
        "PerfrulesError",
        "Place",
        "PluginError",
        "Problem",
        "ProblemsFoundError",
        "SymbolError",
        "TableError",
        "UnknownNameError",
    ),
    "perfrules.receipts": ("Discrepancy", "Verification", "verify"),
    "perfrules.rendering": ("render",),
    "perfrules.rubrics": ("Point", "PointSymbol"),
    "perfrules.scoring": (
        "Award",
        "BranchTaken",
        "EvidenceRead",
        "LedgerEntry",
        "Outcome",
        "Outlook",
        "PointAward",
        "Rules",
        "Scorecard",
        "load",
    ),
    "perfrules.tables": ("TableColumn", "TableCounts", "TableForm", "TableResult"),
}
"""The public names by the module in which they are."""


def __getattr__(name: str) -> object:
    """Import what a public name needs when it is first asked for: a program needs some of them, a command line none."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
