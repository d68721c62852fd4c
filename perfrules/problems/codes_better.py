"""Codes of problems with which marks are better: all of them warnings."""

from perfrules.problems.code import Code

_RATING = """[[indicator]]
code = "A1"
name = "道路病害"
at_least = 0
at_most = 10
better = "lower"
rubric = { kind = "judged" }
"""
_GRADED = (
    _RATING
    + """grade_scale = "own"

[grade_scale.own]
bands = [
  { grade = "良好", at_most = 2 },
  { grade = "一般", at_most = 5 },
  { grade = "较差" },
]
"""
)
_SUM = """[evidence]
late = { name = "逾期件数", type = "count", at_most = 10 }

[[indicator]]
code = "A"
name = "办理质量"

[[indicator]]
code = "A1"
parent = "A"
name = "办理结果"
full_marks = 10
rubric = { kind = "judged" }

[[indicator]]
code = "A2"
parent = "A"
name = "逾期情况"
"""
_GATE = """
[[gate]]
name = "发生责任事故"
on = "A1"
when = "accident"
marks_at_least = 7

[evidence]
accident = { name = "发生责任事故", type = "flag" }
"""

CODES: tuple[Code, ...] = (
    Code(
        code="PR165",
        title="bands that go the other way than the marks",
        meaning="Less is better at a node and a band of its grade scale begins at `at_least` or `above`; or more is "
        "better there, and a band ends at `at_most` or `below`.",
        why="Bands are written from the best down: the worst marks would get the first grade.",
        mend="Write `at_most` and `below` where less is better, `at_least` and `above` elsewhere; or correct `better`.",
        bad=_GRADED.replace("at_most = 2", "at_least = 5").replace("at_most = 5", "at_least = 2"),
        good=_GRADED,
        severity="warning",
    ),
    Code(
        code="PR166",
        title="marks put together of which some are better when more, others when less",
        meaning="A branch puts the marks of its children together by one of the aggregations that come with perfrules, "
        "and of a child other marks are better than of the branch.",
        why="What is better at the child makes the branch worse: the sum says nothing of either.",
        mend="Let the rubric of the child give more where less is counted, or make the child a result of its own.",
        bad=_SUM + 'at_most = 10\nbetter = "lower"\nrubric = { kind = "formula", marks = "late" }\n',
        good=_SUM + 'full_marks = 10\nrubric = { kind = "formula", marks = "full - late" }\n',
        severity="warning",
    ),
    Code(
        code="PR167",
        title="gate that makes marks better",
        meaning="A gate has `marks_at_most`, and is on a node where less is better.",
        why="A cap holds nobody back there: whoever it is meant for gets better marks by it.",
        mend="Write `marks_at_least`, the least marks that are left where the gate closes.",
        bad=_RATING + _GATE.replace("marks_at_least", "marks_at_most"),
        good=_RATING + _GATE,
        severity="warning",
    ),
)
