"""Performance evaluation (财政支出绩效评价) with rubrics as data and exact, explained, repeatable scores."""

__version__ = "0.1.0"
