"""From what a user names to rules and cases."""

from perfrules.scoring.for_case import rules_of

__all__ = ["rules_of"]
