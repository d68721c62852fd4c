"""Performance evaluation (财政支出绩效评价) with rubrics as data and exact, explained, repeatable scores."""

from perfrules._version import __version__

__all__ = ["__version__"]
