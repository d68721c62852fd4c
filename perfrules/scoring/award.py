"""Awards (得分明细): what one indicator was given, and everything that explains it, as plain values."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from perfrules.content import ByContent
from perfrules.formula.printing import whole_text

Exact = Decimal | Fraction
Absent = Literal["", "missing", "not_applicable"]


def exact_number(value: Fraction | None, places: int = 0) -> Exact | None:
    """Return *value* as a Decimal of at least *places* decimals where it terminates, else as it is."""
    if value is None:
        return None
    rest = value.denominator
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest, count = rest // prime, count + 1
        places = max(places, count)
    if rest != 1:
        return value
    whole = value.numerator * 10**places // value.denominator
    return Decimal((int(whole < 0), tuple(int(digit) for digit in whole_text(abs(whole))), -places))


@attrs.frozen(eq=False, repr=False)
class EvidenceRead(ByContent):
    """
    One value of the evidence (取数) that a node really read.

    Attributes:
        name: the flat name, such as "spent" or "fault_log/in_time".
        label: how people call it.
        value: as written, in `unit`; None where it is absent.
        unit: the unit of the value.
        document: the document of the case it was taken from, or "".
        absent: "" or "missing" or "not_applicable".
        reason: why it is not applicable, in the case's words.
        note: the case's note.

    """

    name: str
    label: str
    value: str | None
    unit: str = ""
    document: str = ""
    absent: Absent = ""
    reason: str = ""
    note: str = ""


@attrs.frozen(eq=False, repr=False)
class Returned(ByContent):
    """A round of questionnaires (问卷): how many were sent and valid, and the share of them, as it is printed."""

    audience: str
    sent: int | None
    valid: int | None
    returned: str


@attrs.frozen(eq=False, repr=False)
class PointAward(ByContent):
    """One point (要点) of a checklist: full marks, marks, and the share that was met (None where it is absent)."""

    id: str
    text: str
    full_marks: Exact | None
    marks: Exact | None
    credit: Exact | None
    absent: Absent = ""
    reason: str = ""

    @property
    def met(self) -> bool:
        """Whether the point was met in full."""
        return self.credit == 1


@attrs.frozen(eq=False, repr=False)
class BranchTaken(ByContent):
    """
    One arm of a choice (选项) that was made.

    Attributes:
        condition: under which it is taken, with names; "otherwise" for the last arm.
        numbers: the condition with the case's numbers put in; "" where it was not asked.
        result: what it gives, with names.
        taken: whether it was taken.
        label: what it is called.
        chain: which chain of choices it belongs to, from 1.
        answers: whether it only says what happens where something is missing or not applicable.

    """

    condition: str
    numbers: str
    result: str
    taken: bool
    label: str = ""
    chain: int = 1
    answers: bool = False


@attrs.frozen(eq=False, repr=False)
class Cited(ByContent):
    """A source (依据) that a node stands on."""

    id: str
    title: str
    number: str
    article: str
    note: str
    kind: str


@attrs.frozen(eq=False, repr=False)
class LedgerEntry(ByContent):
    """
    One part of what was lost between full marks and total (失分): all entries together are exactly full − total.

    Attributes:
        code: the node.
        sort: rubric, rounding, not_applicable, gate, or aggregation (a branch that is no sum).
        marks: marks lost, in marks of the result, always as a fraction; negative where marks were gained.
        reason: why, in the set's language.

    """

    code: str
    sort: Literal["rubric", "rounding", "not_applicable", "gate", "aggregation"]
    marks: Fraction
    reason: str


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Outcome(ByContent):
    """
    What one indicator came to (得分概况): an award without what explains it, which takes longer to say than to score.

    Marks are None where the node has none: `absent` and `absence_reason` say why. Numbers are exact: a `Decimal`, or a
    `Fraction` where no decimal ends. `gates` says of each gate that closed what it did, `scale_grade` what the grade
    would be without them. The scale reaches from `at_least` to `at_most` (None: open), and `better` says which end is
    the good one: full marks (满分值) has only a scale on which higher is better. `rate` (得分率) is the exact quotient
    of the rounded marks and the full marks; `rate_shown` is as it is printed. `rank` (名次) is the place of the marks
    among those of all projects, `ranked` how many of these have marks; None unless the definition ranks by these marks
    and the rules have a population with them.
    """

    code: str
    parent: str | None
    level: int
    name: str
    name_en: str
    is_leaf: bool
    full_marks: Exact | None
    declared_full_marks: Exact | None
    at_least: Exact | None
    at_most: Exact | None
    better: Literal["higher", "lower"]
    marks: Exact | None
    exact_marks: Exact | None
    rate: Exact | None
    rate_shown: str
    grade: str | None
    scale_grade: str | None
    weight: Exact | None
    takes_part: bool
    bonus: bool
    absent: Absent
    absence_reason: str
    gates: tuple[str, ...]
    rank: int | None = None
    ranked: int | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the scale is the usual one, from 0 to the full marks."""
        return self.better == "higher" and self.at_least == 0 and self.at_most is not None

    @property
    def best(self) -> Exact | None:
        """The best marks: the full marks, or the least where less is better; None for an open scale."""
        return self.at_least if self.better == "lower" else self.full_marks

    @property
    def lost(self) -> Exact | None:
        """Marks lost: by how much the marks miss the best; None without marks, and on a scale that is open there."""
        if self.marks is None or self.best is None:
            return None
        lost = Fraction(self.best) - Fraction(self.marks)
        return exact_number(-lost if self.better == "lower" else lost)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Award(Outcome):
    """What one indicator was given (得分明细): its outcome, and everything that explains it."""

    measure: Exact | None
    measure_name: str
    measure_unit: str
    target: Exact | None
    rubric: str
    reason: str
    formula: str
    calculation: str
    rounding: str
    points: tuple[PointAward, ...]
    branches: tuple[BranchTaken, ...]
    evidence: tuple[EvidenceRead, ...]
    sources: tuple[Cited, ...]
    description: str
    note: str
