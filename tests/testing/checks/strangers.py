"""Rubric kinds and aggregations of strangers: good ones, and one with each fault."""
# ruff: noqa: ARG001, ARG002, D102, RUF009 - written as strangers write them

import random
from typing import Any, ClassVar

import attrs

import perfrules as pr


@attrs.frozen(kw_only=True)
class Delay:
    """
    Award the full marks up to `grace`, less beyond it, none from `limit` beyond it on (逾期扣分法).

    Formula:
        marks = full × most(1 − most(measure − grace, 0) ÷ limit, 0)

    Example:
        [[indicator]]
        code = "A1"
        name = "完成及时性"
        full_marks = 10
        measure = "delay"
        rubric = { kind = "strange_delay", grace = 5, limit = 30 }
    """

    kind: ClassVar[str] = "strange_delay"
    reads: ClassVar[str] = "measure"
    promises: ClassVar[str] = "lower"

    grace: pr.Quantity = pr.documented("a measure up to this costs nothing", default=pr.Quantity(0))
    limit: pr.Quantity = pr.documented("so much beyond the grace leaves no marks; above 0")

    def award(self, full, measure):
        beyond = pr.most(measure - self.grace, 0)
        return full * pr.most(1 - beyond / self.limit, 0)

    def check(self):
        if not isinstance(self.limit.written, str) and self.limit.written <= 0:
            yield ("limit",), pr.text("`{key}` is above 0", key="limit")


@attrs.frozen
class Points:
    """
    Award the mean of the least credit and the mean credit (短板要点法).

    Formula:
        marks = (Σ marks of the points + least share × full) ÷ 2

    Example:
        [[indicator]]
        code = "A1"
        name = "制度"
        full_marks = 4

        [indicator.rubric]
        kind = "strange_points"
        points = [{ id = "rules" }, { id = "ledger" }]
    """

    kind: ClassVar[str] = "strange_points"
    reads: ClassVar[str] = "points"
    promises: ClassVar[str] = "higher"

    points: tuple[pr.Point, ...] = pr.documented("the points")

    def award(self, full, points):
        there = [pr.choose(point.takes_part, point.marks / point.full, 1) for point in points]
        return full * (pr.total(there) / len(there) + pr.least(*there)) / 2


@attrs.frozen
class Second:
    """
    Award the square of the judged share (平方折算).

    Formula:
        marks = answer² ÷ full

    Example:
        [[indicator]]
        code = "A1"
        name = "评议"
        full_marks = 4
        rubric = { kind = "strange_square" }
    """

    kind: ClassVar[str] = "strange_square"
    reads: ClassVar[str] = "answer"
    promises: ClassVar[str] = "higher"

    def award(self, full, answer):
        return answer * answer / full


GOOD = (Delay, Points, Second)


def bad(name: str, doc: str | None = Delay.__doc__, extra: Any = None, **changes: Any) -> type:
    """Return a kind like `Delay`, by another *name*, with some of its parts changed."""
    page = doc and doc.replace("strange_delay", name)
    body = {**changes, "__doc__": page, "kind": name, "__module__": __name__}
    if extra is not None:
        body |= {"extra": extra[1], "__annotations__": {"extra": extra[0]}}
    made = attrs.frozen(kw_only=True)(type(name, (Delay,), body))
    globals()[name] = made
    return made


def _leaves(self, full, measure):
    return full * (1 + measure / 100) / 2


def _wobbles(self, full, measure):
    return pr.choose(measure > 7, full, full * pr.most(1 - measure / 10, 0))


def _branches(self, full, measure):
    return full if measure > 3 else full / 2


def _chance(self, full, measure):
    return full * pr.most(1 - measure / random.randint(20, 10**6), 0)  # noqa: S311


def _only_some(self, full, measure):
    """Raise for keys that `check` lets pass."""
    return full * pr.most(1 - measure / self.limit, 0) + {True: 0}[self.limit.node.value > 1]


def _ends(self):
    raise SystemExit


_BARE = "Do (做).\n\n    Example:\n        [[indicator]]\n"

BAD = {
    "leaves the scale": (bad("bad_scale", award=_leaves), "PR202"),
    "breaks its promise": (bad("bad_promise", award=_wobbles), 'it promises "lower"'),
    "has no page": (bad("bad_page", None), "it has no page"),
    "has no formula": (bad("bad_formula", _BARE), "no section `Formula:`"),
    "has no example": (bad("bad_example", _BARE), "the example does not load"),
    "asks a symbol": (bad("bad_branch", award=_branches), "PR510"),
    "takes anything": (bad("bad_schema", extra=(Any, pr.documented("more", default=None))), "takes anything"),
    "has a key without meaning": (bad("bad_key", extra=(int, attrs.field(default=1))), "has no meaning"),
    "gives other marks each time": (bad("bad_chance", award=_chance), "another formula each time"),
    "cannot use all keys": (bad("bad_award", award=_only_some), "`award` cannot use"),
    "ends the program": (bad("bad_summary", summary=_ends), "SystemExit"),
    "has fields that cannot be written": (bad("bad_field", extra=(float, 0.5)), "float"),
}


@attrs.frozen
class Weakest:
    """
    Take the mean of the children's mean and the weakest of them (短板加权).

    Formula:
        marks = (Σ weight × marks ÷ Σ weight + the least of the marks) ÷ 2

    Example:
        [[indicator]]
        code = "B"
        name = "安全"
        aggregation = "strange_weakest"
    """

    name: ClassVar[str] = "strange_weakest"
    rescales: ClassVar[bool] = False

    def combine(self, children):
        there = [(child.counts, child) for child in children]
        weight = pr.total(pr.choose(counts, child.weight, 0) for counts, child in there)
        added = pr.total(pr.choose(counts, child.weight * child.marks, 0) for counts, child in there)
        some = pr.absent("not_applicable")
        for counts, child in there:
            some = pr.choose(counts, child.marks, some)
        weakest = pr.least(*(pr.choose(counts, child.marks, some) for counts, child in there))
        return pr.choose(weight > 0, (added / weight + weakest) / 2, pr.absent("not_applicable"))

    def shares(self, children):
        return None


def bad_aggregation(name: str, doc: str | None = Weakest.__doc__, **changes: Any) -> type:
    """Return an aggregation like `Weakest`, by another *name*, with some of its parts changed."""
    page = doc and doc.replace("strange_weakest", name)
    body = {**changes, "__doc__": page, "name": name, "__module__": __name__}
    made = attrs.frozen(type(name, (Weakest,), body))
    globals()[name] = made
    return made


def _all_of_them(self, children):
    return pr.total(child.weight * child.marks for child in children)


def _none_is_nothing(self, children):
    return pr.total(pr.choose(child.counts, child.weight * child.marks, 0) for child in children)


def _more_than_full(self, children):
    mean = Weakest.combine(self, children)
    return pr.choose(mean >= 10, mean, 2 * mean)


def _falls(self, children):
    return 10 - Weakest.combine(self, children)


def _first(self, children):
    return next((child.marks for child in children), pr.absent("not_applicable"))


def _given(self, children):
    there = [(child, child.counts) for child in children]
    some = pr.choose(pr.any_of(*(counts for _, counts in there)), 0, pr.absent("not_applicable"))
    return some + pr.total(pr.choose(counts & child.marks.given(), child.marks, 0) for child, counts in there)


BAD_AGGREGATIONS = {
    "counts those that are out": (bad_aggregation("bad_all", combine=_all_of_them), "where no child takes part"),
    "has marks for nothing": (bad_aggregation("bad_none", combine=_none_is_nothing), "where no child takes part"),
    "leaves the scale": (bad_aggregation("bad_full", combine=_more_than_full), "it leaves the scale"),
    "falls": (bad_aggregation("bad_fall", combine=_falls), "it leaves the scale"),
    "takes the first": (bad_aggregation("bad_first", combine=_first), "the order of the children"),
    "hides what is missing": (bad_aggregation("bad_given", combine=_given), "has a value all the same"),
    "has other shares": (bad_aggregation("bad_share", shares=lambda _, kids: [1] * len(kids)), "would not add up"),
    "has too few shares": (bad_aggregation("bad_shares", shares=lambda *_: []), "factors for"),
    "has no page": (bad_aggregation("bad_doc", None), "it has no page"),
    "raises": (bad_aggregation("bad_raise", combine=lambda *_: 1 / 0), "ZeroDivisionError"),
}
