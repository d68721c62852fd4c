"""Codes of problems with the tree of a definition, and with what it extends."""

from perfrules.problems.code import Code

_LEAF = """[[indicator]]
code = "A1"
name = "管理制度"
full_marks = 2
rubric = { kind = "judged" }
"""

CODES: tuple[Code, ...] = (
    Code(
        code="PR101",
        title="code that is given twice",
        meaning="Two indicators have the same code, in one file or in a set and the one that it extends; or `results` "
        "names a code twice.",
        why="Parents, gates, cases and scorecards name an indicator by its code: it must mean one of them.",
        mend="Give one of the two another code. To change an inherited indicator write `[[amend]]`. "
        "The root is no indicator: its keys stand under `[total]`.",
        bad=_LEAF + "\n" + _LEAF,
        good=_LEAF + "\n" + _LEAF.replace("A1", "A2"),
    ),
    Code(
        code="PR103",
        title="parent that is not there",
        meaning="`parent` names a code that no indicator of the set has.",
        why="An indicator without its parent hangs nowhere, and its marks would be lost without a word.",
        mend="Write the code of an indicator of this set, or of the set that it extends; without `parent` an indicator "
        "hangs on the total.",
        bad='[[indicator]]\ncode = "A"\nname = "项目决策"\n\n' + _LEAF + 'parent = "AA"\n\n'
        '[[indicator]]\ncode = "A2"\nparent = "A"\nname = "项目立项"\nfull_marks = 1\nrubric = { kind = "judged" }\n',
        good='[[indicator]]\ncode = "A"\nname = "项目决策"\n\n' + _LEAF + 'parent = "A"\n',
    ),
    Code(
        code="PR104",
        title="set that is not there",
        meaning="`extends`, or what was asked for, names no indicator set that is installed, or no edition of it.",
        why="Everything that would be inherited is missing.",
        mend='Write an id ("shanghai/2014-22"), an id with its edition ("shanghai/2014-22@2014"), or the path of a '
        'file ("./base.toml"). `perfrules sets` lists what is installed; `perfrules plugins` says what is broken.',
        bad='extends = "shanghai/2014-23"\n\n' + _LEAF.replace("A1", "D1"),
        good='extends = "./base.toml"\n\n' + _LEAF.replace("A1", "D1"),
    ),
    Code(
        code="PR105",
        title="amendment of what is not there",
        meaning="`[[amend]]` names an indicator, evidence field, measure or parameter that the set does not inherit.",
        why="The change would have no effect, and the score would silently be another than the author meant.",
        mend="Name what the extended set declares. What is new is written as `[[indicator]]`, `[evidence]` and so on.",
        bad='extends = "./base.toml"\n\n[[amend]]\ncode = "Z.9"\nreason = "按项目类型修改名称"\nname = "合同管理"\n',
        good='extends = "./base.toml"\n\n[[amend]]\ncode = "Z1"\nreason = "按项目类型修改名称"\nname = "合同管理"\n',
    ),
    Code(
        code="PR107",
        title="indicators below themselves",
        meaning="Following `parent` from an indicator leads back to it.",
        why="Such indicators never reach the total.",
        mend="Give one of them another `parent`, or none.",
        bad=_LEAF
        + '\n[[indicator]]\ncode = "B"\nparent = "B1"\nname = "管理"\n\n'
        + '[[indicator]]\ncode = "B1"\nparent = "B"\nname = "资金"\n',
        good=_LEAF + '\n[[indicator]]\ncode = "B"\nname = "管理"\n\n' + _LEAF.replace("A1", "B1") + 'parent = "B"\n',
    ),
    Code(
        code="PR108",
        title="sets that extend one another in a circle",
        meaning="Following `extends` leads back to the set itself, or through more than 20 sets.",
        why="There is no first set to begin with.",
        mend="Take `extends` out of one of them.",
        bad='extends = "./circle.toml"\n\n' + _LEAF,
        good='extends = "./base.toml"\n\n' + _LEAF,
    ),
    Code(
        code="PR109",
        title="leaf without a rubric",
        meaning="An indicator has neither children nor a `rubric`.",
        why="Nothing says how it gets its marks.",
        mend="Give it a `rubric`; or indicators that name it as `parent`; or `open = true`, where sets that extend "
        "this one will bring them.",
        bad='[[indicator]]\ncode = "A1"\nname = "管理制度"\nfull_marks = 2\n',
        good=_LEAF,
    ),
    Code(
        code="PR110",
        title="key of a leaf at a branch, or of a branch at a leaf",
        meaning="An indicator that has children, or is left open, also has `rubric`, `measure` or `target`; or one "
        "without children has `aggregation` or `needs`.",
        why="A branch gets its marks from its children, a leaf from its rubric: the key would be read by nothing.",
        mend="Take the key out, or the children.",
        bad='[[indicator]]\ncode = "A"\nname = "项目决策"\nrubric = { kind = "judged" }\n\n' + _LEAF + 'parent = "A"\n',
        good='[[indicator]]\ncode = "A"\nname = "项目决策"\n\n' + _LEAF + 'parent = "A"\n',
    ),
    Code(
        code="PR111",
        title="open branch with children",
        meaning="A branch has `open = true`, and the same file gives it children.",
        why="`open` leaves the children to sets that extend this one; where there are some, it is not open.",
        mend="Take `open` out, or the children.",
        bad='[[indicator]]\ncode = "C"\nname = "项目绩效"\nfull_marks = 2\nopen = true\n\n' + _LEAF + 'parent = "C"\n',
        good='[[indicator]]\ncode = "C"\nname = "项目绩效"\nfull_marks = 2\n\n' + _LEAF + 'parent = "C"\n',
    ),
    Code(
        code="PR113",
        title="set without indicators",
        meaning="The set has no indicator, and its total has no rubric.",
        why="There is nothing to score.",
        mend="Write at least one `[[indicator]]`, or extend a set that has some.",
        bad="[total]\nfull_marks = 100\n",
        good="[total]\nfull_marks = 2\n\n" + _LEAF,
    ),
    Code(
        code="PR119",
        title="indicator that is not there",
        meaning="`results`, the `on` of a gate, or `marks()`, `exact()` or `rate()` in an expression names a code that "
        "no indicator has; or a gate is on the total of a set that has none.",
        why="The set would publish, guard or read something that does not exist.",
        mend="Write the code of an indicator of this set, or `total`.",
        bad='results = ["A2"]\n\n' + _LEAF,
        good='results = ["A1"]\n\n' + _LEAF,
    ),
    Code(
        code="PR121",
        title="aggregation that is not there",
        meaning="`aggregation` names none that the library or an installed plugin has.",
        why="Nothing says how the branch combines its children.",
        mend="Write `sum` (the default), `mean`, `minimum`, `maximum`, `product`, or one of a plugin; "
        "`perfrules plugins` lists them.",
        bad='[total]\naggregation = "average"\n\n' + _LEAF,
        good='[total]\naggregation = "mean"\n\n' + _LEAF,
    ),
    Code(
        code="PR168",
        title="rank of what is no result",
        meaning="`rank` stands at an indicator that `results` does not name.",
        why="Projects are ranked by what the set publishes; a rank that is never given would be missed by readers.",
        mend="Name the indicator in `results`, beside `total` where the total stays one; or take `rank` out.",
        bad=_LEAF + 'rank = "shared"\n',
        good='results = ["total", "A1"]\n\n' + _LEAF + 'rank = "shared"\n',
    ),
    Code(
        code="PR126",
        title="source that is declared twice",
        meaning="Two `[[source]]` of one file have the same id.",
        why="A reference to it could mean either.",
        mend="Give one of them another id. A set may repeat a source of the set that it extends, to say more of it.",
        bad='[[source]]\nid = "22"\ntitle = "实施办法"\n\n[[source]]\nid = "22"\ntitle = "管理办法"\n\n' + _LEAF,
        good='[[source]]\nid = "22"\ntitle = "实施办法"\n\n[[source]]\nid = "10"\ntitle = "管理办法"\n\n' + _LEAF,
    ),
    Code(
        code="PR127",
        title="source that is not there",
        meaning="`source` refers to an id that no `[[source]]` has.",
        why="A reader cannot find what the rule stands on.",
        mend="Write the id of a `[[source]]` of this set or of the one that it extends.",
        bad=_LEAF + 'source = "23"\n\n[[source]]\nid = "22"\ntitle = "实施办法"\n',
        good=_LEAF + 'source = "22"\n\n[[source]]\nid = "22"\ntitle = "实施办法"\n',
    ),
    Code(
        code="PR128",
        title="set without a source",
        meaning="The set has no `[[source]]` at all.",
        why="A score decides about money: a reader must be able to see what each rule stands on.",
        mend='Add a `[[source]]`: a regulation, a report (`kind = "report"`), or a rule of your own '
        '(`kind = "reconstruction"`).',
        bad='format = "perfrules/indicator-set/1"\nid = "example/set"\nedition = "2024"\ntitle = "示例指标体系"\n\n'
        + _LEAF,
        good='format = "perfrules/indicator-set/1"\nid = "example/set"\nedition = "2024"\ntitle = "示例指标体系"\n\n'
        + _LEAF
        + '\n[[source]]\nid = "own"\ntitle = "自定标准"\nkind = "reconstruction"\n',
        severity="warning",
    ),
    Code(
        code="PR129",
        title="dates the wrong way round",
        meaning="A source, or the set itself, ends before it begins.",
        why="It would be in force on no day.",
        mend="Put the two dates the right way round.",
        bad="[effective]\nfrom = 2024-01-01\nto = 2020-12-31\n\n" + _LEAF,
        good="[effective]\nfrom = 2020-12-31\nto = 2024-01-01\n\n" + _LEAF,
    ),
    Code(
        code="PR132",
        title="indicator without a name",
        meaning="An indicator has no `name`, or an empty one.",
        why="Scorecards, reports and case files show it by its name.",
        mend="Write the name that is printed in the published table.",
        bad='[[indicator]]\ncode = "A1"\nfull_marks = 2\nrubric = { kind = "judged" }\n',
        good=_LEAF,
    ),
)
