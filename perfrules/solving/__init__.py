"""
Solving (求解): evidence for which something happens, found by exact scoring at chosen places.

`Search` finds rows of evidence, the limits between them, and the files of cases that they make. It proves nothing:
what it does not find may still be there.
"""

from perfrules.solving.evidence import evidence_of
from perfrules.solving.search import Search
from perfrules.solving.space import Row, Space
from perfrules.solving.writing import case_text

__all__ = ["Row", "Search", "Space", "case_text", "evidence_of"]
