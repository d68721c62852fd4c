"""Ratios to programs written by hand: `python -m benchmarks`."""
