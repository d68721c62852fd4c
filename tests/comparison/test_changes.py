import pytest

import perfrules as pr

LEAF = '\n[[indicator]]\ncode = "B2"\nname = "新增"\nfull_marks = 0.0\nrubric = { kind = "judged" }\n'


def told(comparison):
    """Return the changes as a reader sees them."""
    with pr.use("en"):
        return [
            (
                change.sort,
                f"{change.about}: {change.what}" if change.what else str(change.about),
                *map(_said, (change.old, change.new)),
            )
            for change in comparison.changes
        ]


def _said(words):
    return None if words is None else str(words)


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ('name = "资金到位"', 'name = "资金"', ("text", "B 资金: name", "资金到位", "资金")),
        ('text = "有台账"', 'text = "台账"', ("text", "C1 制度健全: rubric, point `ledger`, `text`", "有台账", "台账")),
        (
            'title = "道路',
            'title = "公路',
            ("text", "the set: title", "道路养护项目绩效评价指标体系", "公路养护项目绩效评价指标体系"),
        ),
        (
            'at_least = "95%"',
            'at_least = "90%"',
            ("rubric", "A1 预算执行率: rubric, tier 1, `at_least`", "95%", "90%"),
        ),
        ("marks = 6, text", "marks = 6.0, text", None),
        ('target = "100%"', 'target = "98%"', ("rubric", "B 资金到位: target", "100%", "98%")),
        (
            'rubric = { kind = "proportional" }',
            'rubric = { kind = "threshold" }',
            ("rubric", "B 资金到位: rubric", None, None),
        ),
        (
            "places = 2 }, source",
            "places = 1 }, source",
            ("rounding", "A1 预算执行率: rounding, decimal places", "2", "1"),
        ),
        (
            'not_applicable = "full"',
            'not_applicable = "zero"',
            ("policy", "A2 按期完成: where it is not applicable", "full", "zero"),
        ),
        ("at_least = 80 }", "at_least = 75 }", ("band", "grade scale `four`: band 良好, `at_least`", "80", "75")),
        ("days > 300", "days > 200", ("gate", "gate 重大事故: condition", "days > 300", "days > 200")),
        ("at_most = 365", "at_most = 366", ("evidence", "evidence `days`: `at_most`", "365", "366")),
        (
            '"spent / budget"',
            '"spent / (budget + 1)"',
            ("measure", "measure `execution`: value", "spent / budget", "spent / (budget + 1)"),
        ),
        ('value = "1/7"', 'value = "1/6"', ("parameter", "parameter `loss`: value", "1/7", "1/6")),
        ("评价工作方案", "评价方案", ("text", "source `plan`: title", "评价工作方案", "评价方案")),
        (
            "kind == 'highway'",
            "kind != 'street'",
            ("policy", "D 社会评价: condition under which it applies", "kind == 'highway'", "kind != 'street'"),
        ),
        ("applies =", "weight = 1\napplies =", ("weight", "D 社会评价: weight", None, "1")),
    ],
)
def test_what_was_changed_is_said(compared, old, new, change):
    """Each sort of change has its words: what carries it, which part, what it was and is."""
    found = [item for item in told(compared((old, new), cases=())) if item[0] != "rounding" or item[1].startswith("A1")]
    if change is None:
        assert [] == found
        return
    (one,) = found
    assert change[:2] == one[:2]
    if change[2:] != (None, None):
        assert change[2:] == one[2:]


def test_a_kind_that_was_exchanged_is_told_in_words(compared):
    """Another kind of rubric is told as a whole, in the words of both kinds."""
    (change,) = compared(('rubric = { kind = "proportional" }', 'rubric = { kind = "threshold" }'), cases=()).changes
    with pr.use("zh"):
        assert str(change.old).startswith("proportional：")
        assert str(change.new).startswith("threshold：")


def test_tiers_points_and_bands_that_come_and_go(compared):
    """A tier in the middle, a point and a band are told as added; those around them are not told as changed."""
    found = told(
        compared(
            ("{ marks = 0 }]", '{ at_least = "50%", marks = 5 }, { marks = 0 }]'),
            ('text = "有养护计划" }', 'text = "有养护计划" }, { id = "map", marks = 0, text = "有图" }'),
            (
                '{ grade = "合格", at_least = 60 },',
                '{ grade = "合格", at_least = 60 },\n { grade = "基本合格", at_least = 50 },',
            ),
            cases=(),
        )
    )
    assert [
        ("rubric", "A1 预算执行率: rubric, tier 3", None, "{ at_least = 50%, marks = 5 }"),
        ("rubric", "C1 制度健全: rubric, point `map`", None, "{ id = map, text = 有图, marks = 0 }"),
        ("band", "grade scale `four`: band 基本合格", None, "{ grade = 基本合格, at_least = 50 }"),
    ] == found


def test_indicators_that_come_and_go(compared):
    """An indicator that was added or removed is told once, not key by key."""
    assert [("node", "B2 新增", None, "added")] == told(compared(("\n[[gate]]", LEAF + "\n[[gate]]"), cases=()))
    assert [("node", "B2 新增", "removed", None)] == told(
        compared((LEAF, ""), before=[("\n[[gate]]", LEAF + "\n[[gate]]")], cases=())
    )


def test_an_indicator_of_another_code_is_renumbered(compared):
    """Nothing but the code is told, also where what refers to it moves along."""
    found = told(compared(('code = "C1"', 'code = "C.1"'), ('code = "A2"', 'code = "A9"'), cases=()))
    assert {
        ("node", "C.1 制度健全: renumbered", "C1", "C.1"),
        ("node", "A9 按期完成: renumbered", "A2", "A9"),
    } == set(found)


def test_codes_that_shift(compared):
    """Where a new leaf takes the code of another, the old one is renumbered, not changed altogether."""
    new = '[[indicator]]\ncode = "B"\nname = "新增"\nfull_marks = 0.0\nrubric = { kind = "judged" }\n\n'
    found = told(compared(('[[indicator]]\ncode = "B"', new + '[[indicator]]\ncode = "B1"'), cases=()))
    assert [("node", "B 新增", None, "added"), ("node", "B1 资金到位: renumbered", "B", "B1")] == found


def test_a_branch_that_moves_takes_its_children_along(compared):
    """A renumbered branch keeps its children: their parents are not told as changed."""
    found = told(compared(('code = "C"\n', 'code = "E"\n'), ('parent = "C"', 'parent = "E"'), cases=()))
    assert [("node", "E 制度: renumbered", "C", "E")] == found


def test_an_indicator_that_moves(compared):
    """Another parent is told; so is another order."""
    (found,) = told(compared(('code = "B"\n', 'code = "B"\nparent = "A"\n'), cases=()))
    assert ("node", "B 资金到位: moved to another parent", "total", "A") == found
    old = (
        '[[indicator]]\ncode = "B"\nname = "资金到位"\nfull_marks = 20\n'
        'measure = "execution"\ntarget = "100%"\nrubric = { kind = "proportional" }\n'
    )
    (found,) = told(compared((old, ""), ("[[gate]]", old + "\n[[gate]]"), cases=()))
    assert ("text", "the total: order of the indicators", "A, B, C, D", "A, C, D, B") == found


def test_a_code_in_an_expression_follows(compared):
    """marks() of a renumbered indicator is no change."""
    before = [('when = "days > 300"', "when = \"marks('C1') < 1\"")]
    found = told(compared(('code = "C1"', 'code = "C2"'), ("marks('C1')", "marks('C2')"), before=before, cases=()))
    assert [("node", "C2 制度健全: renumbered", "C1", "C2")] == found


def test_a_set_and_itself(compared):
    """Nothing was changed, and nothing is told."""
    comparison = compared()
    assert ((), (), "same") == (comparison.changes, comparison.differences, comparison.verdict)
