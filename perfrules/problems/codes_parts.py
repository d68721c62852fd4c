"""Codes of problems with the parts of a definition: evidence, absence, rounding, gates."""

from perfrules.problems.code import Code

_LEAF = """
[[indicator]]
code = "A1"
name = "培训人次"
full_marks = 2
measure = "trained"
target = 100
rubric = { kind = "proportional" }
"""
_FIELD = """[evidence]
trained = { type = "count", at_least = 0, at_most = 500 }
"""
_CHOICE = """[evidence]
acceptance = { type = "choice", choices = ["passed", "failed"] }

[[indicator]]
code = "A1"
name = "验收结果"
full_marks = 2
rubric = { kind = "lookup", of = "acceptance", marks = { passed = 2, failed = 0 } }
"""
_PAIR = """[[indicator]]
code = "A"
name = "项目管理"
rounding = { places = 2 }

[[indicator]]
code = "A1"
parent = "A"
name = "政府采购"
full_marks = 2
not_applicable = "rescale"
rubric = { kind = "judged" }

[[indicator]]
code = "A2"
parent = "A"
name = "合同管理"
full_marks = 2
rubric = { kind = "judged" }
"""
_LOG = """[evidence.log]
type = "records"
reader = "shanghai/fault-log"
parameters = { repair_hours = 48 }
counts = ["faults"]
"""
_GATE = """[[indicator]]
code = "A1"
name = "资金使用合规性"
full_marks = 2
rubric = { kind = "judged" }

[total]
grade_scale = "own"

[grade_scale.own]
bands = [{ grade = "合格", at_least = 1 }, { grade = "不合格" }]

[[gate]]
name = "一票否决"
when = 'marks("A1") < 1'
grade_at_most = "不合格"
"""

CODES: tuple[Code, ...] = (
    Code(
        code="PR122",
        title="evidence reader that is not there",
        meaning="`reader` names none that an installed plugin has.",
        why="The file of records could not be read.",
        mend="Write the name of an installed reader, or install its plugin; `perfrules plugins` lists them.",
        bad='[evidence]\nlog = { type = "records", reader = "example/fault-log", counts = ["faults"] }\n'
        + _LEAF.replace("trained", "log.faults"),
        good='[evidence]\nlog = { type = "records", counts = ["faults"] }\n' + _LEAF.replace("trained", "log.faults"),
    ),
    Code(
        code="PR161",
        title="parameter or count that the reader does not have",
        meaning="`parameters` or `counts` of an evidence field names what its reader does not have, or leaves out a "
        "parameter that the reader needs.",
        why="The file would be read with other limits than the author meant, or give no such count.",
        mend="Write the names that `perfrules plugins` shows for the reader.",
        bad=_LOG.replace("repair_hours", "repair_hour") + _LEAF.replace("trained", "log.faults"),
        good=_LOG + _LEAF.replace("trained", "log.faults"),
    ),
    Code(
        code="PR146",
        title="range that is empty",
        meaning="The lower end of an evidence field is above its upper end.",
        why="No case could give a value.",
        mend="Put the ends the right way round.",
        bad=_FIELD.replace("at_most = 500", "at_most = -1") + _LEAF,
        good=_FIELD + _LEAF,
    ),
    Code(
        code="PR147",
        title="default that no case could give",
        meaning="The `default` of an evidence field is outside its range, or is no option of its choice.",
        why="A project without the value would be scored with one that is refused elsewhere.",
        mend="Write a value within the range, or one of the options.",
        bad=_FIELD.replace("at_most = 500", "at_most = 500, default = 501") + _LEAF,
        good=_FIELD.replace("at_most = 500", "at_most = 500, default = 0") + _LEAF,
    ),
    Code(
        code="PR148",
        title="option or answer that is listed twice",
        meaning="A choice, a survey or records list the same id twice.",
        why="A case gives one value for each id.",
        mend="Take one of them out.",
        bad=_CHOICE.replace('"passed", "failed"]', '"passed", "failed", "passed"]'),
        good=_CHOICE,
    ),
    Code(
        code="PR149",
        title="key that does not go with the type of evidence",
        meaning="`choices`, `answers`, `counts` or `reader` is missing where the type needs it, or stands elsewhere.",
        why="A choice has options, a survey has answers, records have counts; nothing else reads these keys.",
        mend="Correct `type`, or the key.",
        bad=_FIELD.replace("at_least = 0", 'at_least = 0, choices = ["a"]') + _LEAF,
        good=_FIELD + _LEAF,
    ),
    Code(
        code="PR150",
        title="branch that rescales without rounding",
        meaning='A child answers to absence with "rescale", and its parent has no `rounding`.',
        why="Marks in proportion are quotients, such as 2/3 of 5: what is printed depends on where they are rounded.",
        mend="Declare `rounding` at the parent, or under `[branch]` or `[total]`.",
        bad=_PAIR.replace("rounding = { places = 2 }\n", ""),
        good=_PAIR,
    ),
    Code(
        code="PR151",
        title="marks that move where they cannot",
        meaning="`move` names an indicator that is no sibling, or its shares do not give 1.",
        why="Full marks would be lost, or appear from nowhere.",
        mend="Name siblings, and give shares that sum to 1; a list shares equally.",
        bad=_PAIR.replace('"rescale"', '{ move = ["B2"] }'),
        good=_PAIR.replace('"rescale"', '{ move = ["A2"] }'),
    ),
    Code(
        code="PR152",
        title="need that cannot be met",
        meaning="`needs` is not a whole number of children that the branch has, nor a share above 0% and up to 100%.",
        why="The branch would never be applicable.",
        mend='Write a whole number up to the number of children, or a share such as "50%".',
        bad=_PAIR.replace("rounding", "needs = 3\nrounding"),
        good=_PAIR.replace("rounding", "needs = 1\nrounding"),
    ),
    Code(
        code="PR153",
        title="answer to absence out of place",
        meaning='The total answers with "rescale", "drop" or `move`, or another node than the total has `restore`.',
        why="The total has no parent that could make up for it; the ratio is restored once, at the root.",
        mend='Write "refuse", "null", "zero", "full" or marks at the total; `restore` under `[total]`.',
        bad='[total]\nnot_applicable = "drop"\n\n' + _PAIR,
        good='[total]\nnot_applicable = "null"\n\n' + _PAIR,
    ),
    Code(
        code="PR154",
        title="gate without exactly one effect",
        meaning="A gate has none, or more than one, of `marks`, `marks_at_least`, `marks_at_most`, `grade`, "
        "`grade_at_most`.",
        why="Gates act in their order, each in one way, so that a scorecard can say what each did.",
        mend="Write one effect a gate, and several gates for several effects.",
        bad=_GATE.replace('grade_at_most = "不合格"\n', ""),
        good=_GATE,
    ),
    Code(
        code="PR155",
        title="gate on a grade that is not there",
        meaning="A gate names a grade that the scale of its node does not have, or the node has no grade scale.",
        why="The gate would do nothing.",
        mend="Write a grade of the node's scale.",
        bad=_GATE.replace('grade_at_most = "不合格"', 'grade_at_most = "不及格"'),
        good=_GATE,
    ),
    Code(
        code="PR156",
        title="rounding that does not say to what",
        meaning="A rounding has both or neither of `places` and `to`, or a step that nothing can be rounded to.",
        why="Roundings decide grades: each is declared in full.",
        mend="Write `places = 2` for hundredths, or `to = 0.5` for halves.",
        bad=_FIELD + _LEAF + 'rounding = { mode = "half_even" }\n',
        good=_FIELD + _LEAF + 'rounding = { places = 2, mode = "half_even" }\n',
    ),
    Code(
        code="PR157",
        title="carry where nothing is carried",
        meaning='`carry = "exact"` stands at a rounding of evidence or of a rate, or before another rounding.',
        why="`carry` says what the parent reads, the rounded or the exact value; here it would undo the rounding.",
        mend="Take `carry` out.",
        bad='[evidence]\ntrained = { type = "number", rounding = { places = 1, carry = "exact" } }\n' + _LEAF,
        good='[evidence]\ntrained = { type = "number", rounding = { places = 1 } }\n' + _LEAF,
    ),
    Code(
        code="PR159",
        title="clamp the wrong way round",
        meaning="The lower limit of `clamp` is above the upper one.",
        why="Every mark would become the same.",
        mend="Write the lower limit first.",
        bad=_FIELD + _LEAF + '\n[total]\nfull_marks = 2\nclamp = [3, "full"]\n',
        good=_FIELD + _LEAF + '\n[total]\nfull_marks = 2\nclamp = [0, "full"]\n',
    ),
)
