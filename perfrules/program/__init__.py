"""From a model to formulas in order."""

from perfrules.program.compile import compile_set
from perfrules.program.program import Input, NodePlan, Program

__all__ = ["Input", "NodePlan", "Program", "compile_set"]
