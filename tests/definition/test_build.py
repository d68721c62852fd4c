from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from perfrules.definition.load import check_definition, load_scale, load_set
from perfrules.formula import Quantity
from perfrules.plugins import Registry
from perfrules.problems import DefinitionError
from tests.definition.builders import BASE, HEAD, LEAF, REGISTRY, SHANGHAI, SOURCE, document, plugin, whole

BASE_HEAD = HEAD.replace("example/set", "example/base")


def set_of(fragment, file=None):
    """Return the set that *fragment* is part of."""
    found, problems = check_definition(document(whole(fragment), file), REGISTRY)
    assert found is not None, "\n".join(map(str, problems))
    return found


@pytest.fixture(scope="module")
def operations():
    """Return the real set for operations, with its places."""
    return load_set("shanghai/it-operations", REGISTRY)


def test_the_real_set_has_its_leaves_and_total(operations):
    """The set for operations has 26 leaves under a total of 100 marks."""
    assert 26 == len(list(operations.set.leaves))
    assert Quantity(100) == operations.set.by_code["total"].full_marks
    assert () == operations.warnings


def test_what_is_inherited_and_what_is_amended_say_where_they_came_from(operations):
    """Each key has its origin: the base, the amendment with its reason, or the defaults of the base's file."""
    origins = operations.set.by_code["B2.1.2"].origins
    assert ("stated", "shanghai/2014-22@2014") == (origins["full_marks"].how, origins["full_marks"].set)
    assert ("amended", "shanghai/it-operations@2014") == (origins["name"].how, origins["name"].set)
    assert "运维" in origins["name"].reason
    assert ("leaf", "shanghai/2014-22@2014") == (origins["rounding"].how, origins["rounding"].set)
    assert "total" == operations.set.by_code["total"].origins["full_marks"].how


def test_places_lead_to_the_file_that_states_the_value(operations):
    """A key path of the merged set is placed in the file, line and column where its value is written."""
    path = ("indicator", "B2.1.2", "rubric", "points", 1, "marks")
    place = operations.place(path)
    line = (SHANGHAI / "it-operations-2014.toml").read_text(encoding="utf-8").split("\n")[place.line - 1]
    assert line[place.column - 1 :].startswith("marks = 1, text")
    assert operations.place(("indicator", "A1.1", "name")).file.endswith("2014-22.toml")
    assert operations.place(("grade_scale", "shanghai/four-grades", "bands", 0)).file.endswith("four-grades.toml")
    assert operations.place(("evidence", "spent")).file.endswith("2014-22.toml")


def test_children_of_an_extending_set_close_an_open_branch(operations):
    """A branch that is left open is no longer open once a set brings its children."""
    assert not operations.set.by_code["C"].open
    assert load_set("shanghai/2014-22", REGISTRY).set.by_code["C"].open


def test_an_installed_scale_becomes_part_of_the_set(operations):
    """The grade scale that the set refers to by id is in it, with its sources."""
    (scale,) = operations.set.grade_scale
    assert "shanghai/four-grades" == scale.id
    assert ["优秀", "良好", "合格", "不合格"] == [band.grade for band in scale.bands]
    assert scale.source
    assert scale == load_scale("shanghai/four-grades", REGISTRY)


def test_a_rubric_inside_a_rubric_is_built(operations):
    """A threshold holds another rubric under `else`."""
    rubric = operations.set.by_code["C2.3.1"].rubric[0].rubric
    assert ("threshold", "proportional") == (rubric.kind, rubric.otherwise.kind)


def test_leaf_and_branch_defaults_hold_for_their_file_only(tmp_path):
    """Defaults of a file are laid under the nodes written in it, and give way to a node's own keys."""
    (tmp_path / "base.toml").write_text(BASE, encoding="utf-8")
    found = set_of(
        'extends = "./base.toml"\n[leaf]\nrounding = { places = 1 }\nnote = "n"\n[branch]\nnote = "b"\n'
        '[[indicator]]\ncode = "D"\nname = "分支"\n' + LEAF + 'parent = "D"\nrounding = { places = 3 }\n',
        str(tmp_path / "set.toml"),
    )
    assert ("", "b", "n") == tuple(found.by_code[code].note for code in ("Z1", "D", "A1"))
    assert ((), 3) == (found.by_code["Z1"].rounding, found.by_code["A1"].rounding[0].places)
    assert "leaf" == found.by_code["A1"].origins["note"].how


def test_a_set_inherits_names_gates_and_results(tmp_path):
    """Evidence, measures, parameters, sources and gates of the base are those of the set; its title is not."""
    base = 'results = ["Z1"]\ndescription = "d"\n[evidence]\nstaff = { type = "count" }\n' + (
        BASE.removeprefix(BASE_HEAD) + '[[gate]]\nname = "g"\non = "Z1"\nwhen = "staff < 1"\nmarks = 0\n'
    )
    (tmp_path / "base.toml").write_text(BASE_HEAD + base, encoding="utf-8")
    found = set_of('extends = "./base.toml"\n[[source]]\nid = "x"\ntitle = "X"\n', str(tmp_path / "set.toml"))
    assert ("Z1",) == found.results
    assert ["staff"] == [field.key for field in found.evidence]
    assert ["g"] == [gate.name for gate in found.gates]
    assert ["own", "x"] == [source.id for source in found.source]
    assert ("", "example/base") == (found.description, found.extends)


def test_an_amendment_changes_evidence_measures_and_parameters(tmp_path):
    """What is inherited by name is amended by name, key by key."""
    base = (
        BASE.replace(LEAF.replace("A1", "Z1"), "")
        + LEAF.replace("A1", "Z1")
        .replace("full_marks = 2", 'full_marks = 2\nmeasure = "m"\ntarget = "p"')
        .replace('"judged"', '"proportional"')
        + (
            '\n[evidence]\nstaff = { type = "count", unit = "人" }\n[measure]\nm = { value = "staff" }\n'
            "[parameter]\np = { value = 5 }\n"
        )
    )
    (tmp_path / "base.toml").write_text(base, encoding="utf-8")
    found = set_of(
        'extends = "./base.toml"\n'
        '[[amend]]\nevidence = "staff"\nat_most = 9\nreason = "r"\n'
        '[[amend]]\nmeasure = "m"\nvalue = "staff * 2"\nreason = "r"\n'
        '[[amend]]\nparameter = "p"\nvalue = 7\nreason = "r"\n'
        '[[amend]]\ncode = "Z1"\nmeasure = "m + 1"\nreason = "r"\n',
        str(tmp_path / "set.toml"),
    )
    (field,) = found.evidence
    assert ("人", Decimal(9), "amended") == (field.unit, field.at_most, field.origin.how)
    assert Quantity("staff * 2") == found.measure[0].value
    assert Quantity(7) == found.parameter[0].value
    assert Quantity("m + 1") == found.by_code["Z1"].measure


def test_short_forms_are_what_they_stand_for():
    """One stands for a list of one, an id for a table, a word for an answer to absence."""
    node = '[[indicator]]\ncode = "A1"\nname = "n"\nfull_marks = 2\n'
    long = (
        '[evidence]\nc = { type = "choice", choices = [{ id = "a" }, { id = "b" }] }\n'
        + node
        + 'rounding = [{ places = 2 }]\nsource = [{ id = "own" }]\n'
        'rubric = [{ kind = "lookup", of = "c", marks = { a = 2, b = 0 } }]\nnot_applicable = 0\n'
    )
    short = (
        '[evidence]\nc = { type = "choice", choices = ["a", "b"] }\n'
        + node
        + 'rounding = { places = 2 }\nsource = "own"\n'
        'rubric = { kind = "lookup", of = "c", marks = { a = 2, b = 0 } }\nnot_applicable = "0"\n'
    )
    one, other = set_of(long), set_of(short)
    assert one.evidence == other.evidence
    assert attrs.evolve(one.by_code["A1"], not_applicable=None) == attrs.evolve(
        other.by_code["A1"], not_applicable=None
    )
    assert ("marks", Quantity(0)) == (one.by_code["A1"].not_applicable.answer, one.by_code["A1"].not_applicable.marks)


def test_moved_marks_are_shared_equally_where_nothing_else_is_said():
    """A list of siblings shares equally, a table by its shares."""
    children = "".join(LEAF.replace("A1", code) for code in ("A2", "A3", "A4"))
    found = set_of(LEAF + 'not_applicable = { move = ["A2", "A3", "A4"] }\n' + children)
    assert [Quantity(Fraction(1, 3))] * 3 == list(found.by_code["A1"].not_applicable.shares.values())
    found = set_of(LEAF + "not_applicable = { move = { A2 = 0.25, A3 = 0.75 } }\n" + children)
    assert Quantity(Decimal("0.25")) == found.by_code["A1"].not_applicable.shares["A2"]


def test_numbers_are_exact():
    """No number of a definition passes through a binary float."""
    found = set_of(LEAF.replace("full_marks = 2", "full_marks = 0.1") + "weight = 0.3\n")
    assert (Fraction(1, 10), Fraction(3, 10)) == tuple(
        getattr(found.by_code["A1"], key).written for key in ("full_marks", "weight")
    )


def test_the_digest_does_not_see_how_a_definition_is_written(tmp_path):
    """Order of keys, comments, numbers' writing, the file's name and its path do not change the digest."""
    one = set_of(LEAF)
    other = set_of(
        '# a comment\n[[indicator]]\nrubric.kind = "judged"\nfull_marks = 2.0\nname = "管理制度" # here\ncode = "A1"\n',
        str(tmp_path / "other.toml"),
    )
    assert one.digest == other.digest
    assert 64 == len(one.digest)


def test_the_digest_sees_what_a_definition_means():
    """Marks, texts and the order of points change the digest."""
    digests = {
        set_of(LEAF + more).digest
        for more in (
            "",
            "weight = 2\n",
            "weight = 1\n",
            "bonus = true\n",
            'note = "n"\n',
            'target = "2"\n',
            "target = 2\n",
        )
    }
    assert 7 == len(digests)


def test_a_set_is_found_by_path_id_and_edition():
    """A path, an id and an id with its edition lead to the same set."""
    sets = [
        load_set(reference, REGISTRY).set
        for reference in ("shanghai/2014-22", "shanghai/2014-22@2014", SHANGHAI / "2014-22.toml")
    ]
    assert sets[0] == sets[1] == sets[2]
    assert 1 == len({found.digest for found in sets})


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """Return a registry with three editions of one set."""
    folder = tmp_path_factory.mktemp("editions")
    for edition, effective in (
        ("2018", "from = 2018-01-01\nto = 2019-12-31"),
        ("2020", "from = 2020-01-01"),
        ("2030", "from = 2130-01-01"),
    ):
        head = HEAD.replace("2024", edition) + ('supersedes = "2020"\n' if edition == "2030" else "")
        text = head + f"[effective]\n{effective}\n" + LEAF + SOURCE
        (folder / f"{edition}.toml").write_text(text, encoding="utf-8")
    return Registry.builtin().with_plugin(plugin(folder), "editions")


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (None, "2020"),
        (date(2019, 12, 31), "2018"),
        (date(2020, 1, 1), "2020"),
        (date(2131, 1, 1), "2030"),
    ],
)
def test_without_an_edition_the_one_in_force_is_meant(editions, day, edition):
    """The edition in force on the day is taken; one that is superseded ends before the other begins."""
    assert edition == load_set("example/set", editions, on=day).set.edition


@pytest.mark.parametrize(
    ("reference", "said", "hint"),
    [
        ("example/sat", "example/sat", "example/set"),
        ("example/set@2019", "`example/set` has no edition `2019`", "2018"),
        ("roads/set", "there is no definition `roads/set`", "install the plugin that brings it"),
    ],
)
def test_a_reference_to_nothing_is_told(editions, reference, said, hint):
    """An unknown set or edition is one problem that names what is near."""
    with pytest.raises(DefinitionError) as raised:
        load_set(reference, editions)
    (problem,) = raised.value.problems
    assert "PR104" == problem.code
    assert said in problem.message
    assert hint in str(problem)


def test_a_base_that_is_not_there_is_the_only_problem_of_the_tree(tmp_path):
    """Where the base cannot be opened, nothing is said of the tree, which is only a part."""
    _, problems = check_definition(
        document(whole('extends = "./none.toml"\n' + LEAF + 'parent = "X"\n'), str(tmp_path / "set.toml")), REGISTRY
    )
    assert ["PR001"] == [problem.code for problem in problems]


def test_a_file_of_another_format_is_refused():
    """A case or anything else is no set, and is told so at once."""
    found, problems = check_definition(document('format = "perfrules/case/1"\n'), REGISTRY)
    assert (None, ["PR020"]) == (found, [problem.code for problem in problems])


def test_a_file_of_a_grade_scale_is_checked():
    """The file of a grade scale has problems of its own, and gives no set."""
    head = 'format = "perfrules/grade-scale/1"\nid = "s"\ntitle = "S"\n'
    good = head + 'bands = [{ grade = "a", at_least = 60 }, { grade = "b" }]\n'
    assert (None, ()) == check_definition(document(good), REGISTRY)
    bad = good.replace('{ grade = "b" }', '{ grade = "b", at_least = 70 }')
    _, problems = check_definition(document(bad), REGISTRY)
    assert {"PR143", "PR144"} == {problem.code for problem in problems}
