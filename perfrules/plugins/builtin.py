"""The plugin that perfrules itself is: what the library has comes in through an entry point, like anybody's."""

from perfrules.aggregation import AGGREGATIONS, Aggregation
from perfrules.expression import PopulationFunction
from perfrules.expression.statistics import STATISTICS
from perfrules.model import RubricKind
from perfrules.plugins.hookspecs import hookimpl
from perfrules.plugins.protocols import Renderer
from perfrules.rubrics import KINDS


@hookimpl
def perfrules_rubric_kinds() -> tuple[type[RubricKind], ...]:
    """Return the rubric kinds of the library."""
    return KINDS


@hookimpl
def perfrules_aggregations() -> tuple[type[Aggregation], ...]:
    """Return the aggregations of the library."""
    return AGGREGATIONS


@hookimpl
def perfrules_functions() -> tuple[type[PopulationFunction], ...]:
    """Return the functions over the population that the library has; all others are of the language itself."""
    return STATISTICS


@hookimpl
def perfrules_renderers() -> tuple[type[Renderer], ...]:
    """Return the renderers of the library."""
    from perfrules.rendering import RENDERERS

    return RENDERERS
