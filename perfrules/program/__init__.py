"""From a model to formulas in order."""
