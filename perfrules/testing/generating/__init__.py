"""Boundary cases of a set (边界), and the files that they are written to."""
