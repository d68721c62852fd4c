"""What a comparison of two definitions says: frozen values that know nothing of how they are printed."""

from fractions import Fraction
from typing import Literal

import attrs

from perfrules.content import ByContent
from perfrules.language import Text
from perfrules.problems import Key, Problem

Sort = Literal[
    "node",
    "weight",
    "rubric",
    "aggregation",
    "policy",
    "rounding",
    "grade",
    "band",
    "gate",
    "evidence",
    "measure",
    "parameter",
    "table",
    "set",
    "source",
    "text",
]
Verdict = Literal["same", "where", "not"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Change(ByContent):
    """
    One thing that was changed between two definitions.

    Attributes:
        sort: what it is about: the tree, weights and full marks, a rubric, a text and so on.
        path: the key path in the new definition (in the old one for what was removed).
        about: what carries the change: an indicator with its code and name, a measure, the set.
        what: which part of it, such as "rubric, tier 2, `at_least`"; None for the whole.
        old: what it was; None for what was added.
        new: what it is now; None for what was removed.

    """

    sort: Sort
    path: Key
    about: Text
    what: Text | None = None
    old: Text | None = None
    new: Text | None = None


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Difference(ByContent):
    """
    One node whose formula is another one, for the same marks of what it reads.

    Attributes:
        code: the indicator's code in the new definition.
        about: its code and name.
        what: "marks" or "grade".
        where: the conditions under which the two can differ, one of which holds then; none: always.
        reads: the names of the evidence that the two formulas read.

    """

    code: str
    about: Text
    what: Literal["marks", "grade"]
    where: tuple[Text, ...] = ()
    reads: tuple[str, ...] = ()


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Cause(ByContent):
    """Why a result changed, and by how much: what was changed at one stage of one node."""

    about: Text
    change: Fraction


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ResultChange(ByContent):
    """
    One result of one case by both definitions.

    Attributes:
        code: the result's code in the new definition.
        old: the marks by the old definition, exactly.
        new: the marks by the new one.
        old_grade: the grade by the old definition, or None.
        new_grade: the grade by the new one, or None.
        causes: why; together exactly `change`.

    """

    code: str
    old: Fraction
    new: Fraction
    old_grade: str | None = None
    new_grade: str | None = None
    causes: tuple[Cause, ...] = ()

    @property
    def change(self) -> Fraction:
        """The new marks less the old ones."""
        return self.new - self.old


@attrs.frozen(eq=False, repr=False, kw_only=True)
class CaseChange(ByContent):
    """
    One case scored by both definitions.

    Attributes:
        name: the file of the case, or what the project is called; file::name of a case that is one of many in its file.
        results: the results that both definitions have; none where one of the two cannot score the case.
        refused_by_old: why the old definition cannot score it.
        refused_by_new: why the new one cannot.

    """

    name: str
    results: tuple[ResultChange, ...] = ()
    refused_by_old: tuple[Problem, ...] = ()
    refused_by_new: tuple[Problem, ...] = ()

    @property
    def is_compared(self) -> bool:
        """Whether both definitions score the case."""
        return not (self.refused_by_old or self.refused_by_new)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Comparison(ByContent):
    """
    What two definitions of the same evaluation have in common (定义比较).

    Attributes:
        old: id and edition of the old definition.
        new: those of the new one.
        verdict: "same": every case has the same results; "where": results differ only at the nodes and under the
            conditions of `differences`; "not": they are not comparable.
        changes: what was changed, in order of the definition.
        differences: the nodes that are marked or graded otherwise; where nodes were added or removed, their parents.
        cases: the cases, scored by both.

    """

    old: str
    new: str
    verdict: Verdict
    changes: tuple[Change, ...] = ()
    differences: tuple[Difference, ...] = ()
    cases: tuple[CaseChange, ...] = ()


__all__ = ["CaseChange", "Cause", "Change", "Comparison", "Difference", "ResultChange", "Sort", "Verdict"]
