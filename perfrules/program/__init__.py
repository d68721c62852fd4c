"""From a model to formulas in order."""

from perfrules.program.compile import compile_set
from perfrules.program.population import PopulationMeasure
from perfrules.program.program import NodePlan, Program

__all__ = ["NodePlan", "PopulationMeasure", "Program", "compile_set"]
