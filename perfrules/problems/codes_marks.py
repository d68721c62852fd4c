"""Codes of problems with the marks of a definition: full marks, scales, points, tiers, bands."""

from perfrules.problems.code import Code

_BRANCH = """[[indicator]]
code = "A"
name = "项目决策"
full_marks = 4

[[indicator]]
code = "A1"
parent = "A"
name = "项目立项"
full_marks = 2
rubric = { kind = "judged" }

[[indicator]]
code = "A2"
parent = "A"
name = "项目目标"
full_marks = 2
rubric = { kind = "judged" }
"""
_LEAF = """[[indicator]]
code = "A1"
name = "管理制度"
full_marks = 2
rubric = { kind = "judged" }
"""
_POINTS = """[[indicator]]
code = "A1"
name = "管理制度"
full_marks = 2
rubric.kind = "checklist"
rubric.points = [
  { id = "rules", marks = 1, text = "已建立制度" },
  { id = "ledger", marks = 1, text = "台账完整" },
]
"""
_TIERS = """[evidence]
execution = { type = "share" }

[[indicator]]
code = "A1"
name = "预算执行率"
full_marks = 3
measure = "execution"
rubric.kind = "tiers"
rubric.tiers = [
  { at_least = "95%", marks = 3 },
  { at_least = "80%", marks = 2 },
  { marks = 0 },
]
"""
_SCALE = """[total]
grade_scale = "own"

[grade_scale.own]
bands = [
  { grade = "良好", at_least = 1 },
  { grade = "合格", at_least = 0.5 },
  { grade = "不合格" },
]

"""

CODES: tuple[Code, ...] = (
    Code(
        code="PR112",
        title="grade scale that is not there",
        meaning="`grade_scale` names neither a scale of this set nor one that is installed.",
        why="The marks would get no grade.",
        mend="Write the name of a `[grade_scale]` of this set, or the id of an installed one.",
        bad=_SCALE.replace('"own"', '"owm"') + _LEAF,
        good=_SCALE + _LEAF,
    ),
    Code(
        code="PR124",
        title="full marks that the children do not give",
        meaning="The full marks written at a branch are not what its aggregation gives when every child has its own.",
        why="Either the branch or a child is wrong; published tables contain such slips.",
        mend="Correct the branch or the child. Where it is left out at the branch, it is computed.",
        bad=_BRANCH.replace("full_marks = 4", "full_marks = 5"),
        good=_BRANCH,
    ),
    Code(
        code="PR125",
        title="total that the indicators do not give",
        meaning="The full marks written under `[total]` are not what the indicators give.",
        why="A set of 100 whose parts give 98 can never give 100.",
        mend="Correct the parts or the total.",
        bad="[total]\nfull_marks = 100\n\n" + _BRANCH,
        good="[total]\nfull_marks = 4\n\n" + _BRANCH,
    ),
    Code(
        code="PR135",
        title="leaf without full marks",
        meaning="A leaf has neither `full_marks` nor another scale (`at_least`, `at_most`).",
        why="Its rubric has nothing to give.",
        mend="Say how many marks it can give.",
        bad=_LEAF.replace("full_marks = 2\n", ""),
        good=_LEAF,
    ),
    Code(
        code="PR137",
        title="full marks that are not known before scoring",
        meaning="`full_marks`, `at_least`, `at_most` or `weight` reads evidence, or something that is not there.",
        why="The tree must be known when the set is loaded: its sums are checked then.",
        mend="Write a number, or the name of a parameter.",
        bad='[evidence]\nstaff = { type = "count" }\n\n' + _LEAF.replace("full_marks = 2", 'full_marks = "staff"'),
        good="[parameter]\neach = { value = 2 }\n\n" + _LEAF.replace("full_marks = 2", 'full_marks = "each"'),
    ),
    Code(
        code="PR138",
        title="scale that contradicts itself",
        meaning="An indicator has `full_marks` beside `at_least` or `at_most`; or a scale ends before it begins; or "
        "full marks are below 0.",
        why="`full_marks = 3` says at_least = 0 and at_most = 3 already.",
        mend="Write either `full_marks` or the ends of the scale.",
        bad=_LEAF + "at_most = 3\n",
        good=_LEAF.replace("full_marks = 2", "at_least = 1\nat_most = 7"),
    ),
    Code(
        code="PR139",
        title="rubric that contradicts itself",
        meaning="The kind of the rubric finds something wrong with it as it is written.",
        why="Keys that exclude each other, or a range that is empty, give marks that nobody meant.",
        mend="Read the page of the kind, and correct what the message names.",
        bad=_LEAF.replace('"judged"', '"judged", at_least = 2, at_most = 1'),
        good=_LEAF.replace('"judged"', '"judged", at_least = 1, at_most = 2'),
    ),
    Code(
        code="PR140",
        title="points that do not give the full marks",
        meaning="The marks of a checklist's points do not sum to the full marks of the leaf.",
        why="The leaf could never reach its full marks, or pass them.",
        mend="Correct a point, or the full marks; or leave `marks` out, and the points share the full marks equally.",
        bad=_POINTS.replace("full_marks = 2", "full_marks = 3"),
        good=_POINTS,
    ),
    Code(
        code="PR141",
        title="two points with the same id",
        meaning="Two points of one checklist have the same id.",
        why="A case says by its id which point is met.",
        mend="Give each point an id of its own.",
        bad=_POINTS.replace('"ledger"', '"rules"'),
        good=_POINTS,
    ),
    Code(
        code="PR142",
        title="point with marks and weight",
        meaning="A point has `marks` and `weight`.",
        why="Each says by itself how much the point counts.",
        mend="Take one of them out, and have the same at all points of the checklist.",
        bad=_POINTS.replace("marks = 1", "marks = 1, weight = 1"),
        good=_POINTS,
    ),
    Code(
        code="PR143",
        title="tier or band that is never reached",
        meaning="An entry of a list that is read from the top leaves nothing for one below it, or a band has two ends.",
        why="The entry would never be taken: its limit, or its place, is not what the author meant.",
        mend="Write the entries from the best down, each limit once; a band has one end.",
        bad=_TIERS.replace("80%", "98%"),
        good=_TIERS,
    ),
    Code(
        code="PR144",
        title="list without an open end",
        meaning="The last entry of tiers, bands or a choice list has a condition, or one above it has none.",
        why="With a condition on the last one some projects would have no marks or no grade; without one on an earlier "
        "entry those below it are never reached.",
        mend="Leave the condition out at the last entry, and only there.",
        bad=_TIERS.replace("{ marks = 0 }", '{ at_least = "50%", marks = 1 }'),
        good=_TIERS,
    ),
    Code(
        code="PR145",
        title="grade that stands twice in a scale",
        meaning="Two bands of a grade scale have the same grade.",
        why="Gates name a grade, and mean one band.",
        mend="Give each band a grade of its own.",
        bad=_SCALE.replace("合格", "良好", 1) + _LEAF,
        good=_SCALE + _LEAF,
    ),
    Code(
        code="PR158",
        title="bonus on a branch",
        meaning="A branch has `bonus = true`.",
        why="A bonus leaf adds marks and no full marks; what a branch adds is decided by its leaves.",
        mend="Put `bonus = true` at its leaves.",
        bad=_BRANCH.replace("full_marks = 4", "full_marks = 4\nbonus = true"),
        good=_BRANCH + '\n[[indicator]]\ncode = "A3"\nparent = "A"\nname = "加分"\nat_most = 1\nbonus = true\n'
        'rubric = { kind = "judged", at_most = 1 }\n',
    ),
    Code(
        code="PR160",
        title="negative weight",
        meaning="`weight` is below 0.",
        why="Better marks of the child would lower those of the branch.",
        mend="Write 0 (the child takes no part) or a number above it.",
        bad=_LEAF + "weight = -1\n",
        good=_LEAF + "weight = 1\n",
    ),
)
