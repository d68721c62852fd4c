"""The set that asks for every sort of evidence, and its case."""

from tests.case.conftest import CASE, SET, registry, rules

__all__ = ["CASE", "SET", "registry", "rules"]
