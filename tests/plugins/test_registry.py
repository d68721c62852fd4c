"""The registry: an immutable view in which broken plugins are named and the others work."""
# ruff: noqa: ARG005 - what counts here is which parameters a method takes

import signal
from pathlib import Path
from types import ModuleType
from typing import ClassVar

import attrs
import pytest

from perfrules.aggregation import AGGREGATIONS, Sum
from perfrules.plugins import HOOKS, Definition, Registry, hookimpl
from perfrules.problems import CODES
from perfrules.rendering import RENDERERS
from perfrules.rubrics import KINDS, Proportional
from tests.plugins.strangers import DEFINITION, plugin


@attrs.frozen
class Stepwise:
    """A rubric kind."""

    kind: ClassVar[str] = "stepwise"
    reads: ClassVar[str] = "measure"

    def award(self, full, measure):
        """Return the marks."""
        return full * measure


@attrs.frozen
class Median:
    """An aggregation."""

    name: ClassVar[str] = "median"
    rescales: ClassVar[bool] = False

    def combine(self, children):
        """Return the first of *children*."""
        return children[0].marks

    def shares(self, children):
        """Return None."""


@attrs.frozen
class Doubled:
    """A function."""

    name: ClassVar[str] = "doubled"

    def apply(self, x):
        """Return twice *x*."""
        return 2 * x


@attrs.frozen
class Log:
    """A reader."""

    name: ClassVar[str] = "acme/log"
    columns: ClassVar[tuple] = ()
    counts: ClassVar[dict] = {"rows": "lines"}

    def reduce(self, records):
        """Return the counts."""
        return {"rows": len(list(records))}


@attrs.frozen
class Plain:
    """A renderer."""

    name: ClassVar[str] = "plain"
    suffix: ClassVar[str] = ".txt"

    def render(self, card):
        """Return *card* as text."""
        return str(card)


ALL = {
    "perfrules_rubric_kinds": [Stepwise],
    "perfrules_aggregations": [Median],
    "perfrules_functions": [Doubled],
    "perfrules_evidence_readers": [Log],
    "perfrules_renderers": [Plain],
}
BUILTIN = Registry.builtin()


def changed(form, **attributes):
    """Return a class like *form* with other attributes."""
    return type(form.__name__, (form,), attributes)


def codes(registry):
    """Return the codes of the registry's problems."""
    return [problem.code for problem in registry.problems]


def test_the_library_is_a_plugin_like_any_other():
    """What is built in comes from the plugin `builtin`, and nothing is wrong with it."""
    assert [form.kind for form in KINDS] == list(BUILTIN.kinds)
    assert [form.name for form in AGGREGATIONS] == list(BUILTIN.aggregations)
    assert [form.name for form in RENDERERS] == list(BUILTIN.renderers)
    own = BUILTIN.plugin("builtin")
    assert ("perfrules", "working", ()) == (own.distribution, own.status, own.problems)
    assert Proportional is BUILTIN.kinds["proportional"].value
    assert "builtin" == BUILTIN.kinds["proportional"].plugin


def test_every_sort_of_thing_is_provided():
    """Classes of kinds and readers, instances of the others, each with its plugin's name."""
    registry = BUILTIN.with_plugin(plugin(**ALL), name="mine")
    assert (Stepwise, "mine") == attrs.astuple(registry.kinds["stepwise"])
    assert (Log, "mine") == attrs.astuple(registry.readers["acme/log"])
    assert Median() == registry.aggregations["median"].value
    assert Doubled() == registry.functions["doubled"].value
    assert Plain() == registry.renderers["plain"].value
    assert Stepwise is registry.rubric_kinds["stepwise"]
    assert Log is registry.evidence_readers["acme/log"]
    assert () == registry.problems


def test_a_plugin_says_what_it_provides():
    """The report of a plugin lists sorts and names."""
    provides = BUILTIN.with_plugin(plugin(**ALL), name="mine").plugin("mine").provides
    expected = {("kind", "stepwise"), ("aggregation", "median"), ("function", "doubled")}
    assert expected | {("reader", "acme/log"), ("renderer", "plain")} == set(provides)


def test_a_registry_is_a_value():
    """Adding a plugin gives a new registry and leaves the old one; its views cannot be written to."""
    registry = BUILTIN.with_plugin(plugin(**ALL), name="mine")
    assert "stepwise" not in BUILTIN.kinds
    assert ["builtin", "mine"] == [one.name for one in registry.plugins]
    with pytest.raises(TypeError):
        registry.kinds["stepwise"] = None
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        registry.kinds = {}


def test_modules_are_plugins():
    """A module is named by itself."""
    module = ModuleType("acme")
    module.perfrules_rubric_kinds = plugin(perfrules_rubric_kinds=[Stepwise]).perfrules_rubric_kinds
    assert "acme" == BUILTIN.with_plugin(module).kinds["stepwise"].plugin


def test_a_name_is_given_once():
    """Two plugins of one registry cannot have one name."""
    with pytest.raises(ValueError, match="already"):
        BUILTIN.with_plugin(plugin(**ALL), name="builtin")
    with pytest.raises(KeyError):
        BUILTIN.plugin("nobody")


@pytest.mark.parametrize("error", [RuntimeError("oh"), SystemExit(3), RecursionError(), GeneratorExit()])
@pytest.mark.parametrize("hook", list(HOOKS))
def test_a_hook_that_raises_is_recorded(hook, error):
    """The other hooks of the plugin still count, whatever was raised."""
    registry = BUILTIN.with_plugin(plugin(**{**ALL, hook: error}), name="mine")
    assert ["PR502"] == codes(registry)
    assert type(error).__name__ in registry.problems[0].message
    assert "broken" == registry.plugin("mine").status
    assert len(ALL) - (hook in ALL) == len(registry.plugin("mine").provides)


@pytest.fixture
def interruptible():
    """Let the signal interrupt, also where the tests run in the background of a shell, which has them ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_of_the_user_is_nobodys_fault():
    """The signal goes through while a hook runs; the same exception raised by a plugin is the plugin's."""
    before = signal.getsignal(signal.SIGINT)
    interrupted = plugin()
    interrupted.perfrules_functions = hookimpl(_interrupt)
    with pytest.raises(KeyboardInterrupt):
        BUILTIN.with_plugin(interrupted, name="mine")
    assert before is signal.getsignal(signal.SIGINT)
    registry = BUILTIN.with_plugin(plugin(perfrules_functions=KeyboardInterrupt()), name="mine")
    assert ["PR502"] == codes(registry)
    assert before is signal.getsignal(signal.SIGINT)


def perfrules_functions():
    """Be interrupted by the user."""
    signal.raise_signal(signal.SIGINT)
    return []


_interrupt = perfrules_functions


def test_the_place_of_an_exception_is_told():
    """A problem names the file in which the plugin failed."""
    problem = BUILTIN.with_plugin(plugin(perfrules_functions=RuntimeError("oh")), name="mine").problems[0]
    assert "strangers.py" == Path(problem.place.file).name


class Mute(Exception):  # noqa: N818 - an exception that says nothing, not an error of ours
    """An exception that cannot be printed."""

    def __str__(self):
        raise ValueError


def test_an_exception_that_cannot_be_printed_is_named():
    """The name of its class is enough."""
    assert "Mute" in BUILTIN.with_plugin(plugin(perfrules_functions=Mute()), name="mine").problems[0].message


@pytest.mark.parametrize(
    ("hook", "result"),
    [
        ("perfrules_rubric_kinds", Stepwise),
        ("perfrules_rubric_kinds", {"stepwise": Stepwise}),
        ("perfrules_rubric_kinds", None),
        ("perfrules_definitions", "sets"),
        ("perfrules_rubric_kinds", [Stepwise()]),
        ("perfrules_rubric_kinds", [int]),
        ("perfrules_rubric_kinds", [changed(Stepwise, kind="two words")]),
        ("perfrules_rubric_kinds", [changed(Stepwise, kind=3)]),
        ("perfrules_rubric_kinds", [changed(Stepwise, reads="mind")]),
        ("perfrules_rubric_kinds", [changed(Stepwise, award=None)]),
        ("perfrules_rubric_kinds", [changed(Stepwise, award=lambda self, full: full)]),
        ("perfrules_rubric_kinds", [changed(Stepwise, award=lambda self, full, measure, other: full)]),
        ("perfrules_rubric_kinds", [type("Bare", (), {"kind": "bare", "reads": "nothing", "award": print})]),
        ("perfrules_rubric_kinds", [changed(Stepwise, __doc__=3)]),
        ("perfrules_aggregations", [changed(Median, combine=None)]),
        ("perfrules_aggregations", [changed(Median, rescales="no")]),
        ("perfrules_functions", [changed(Doubled, name="not-a-name")]),
        ("perfrules_functions", [changed(Doubled, name="least")]),
        ("perfrules_functions", [changed(Doubled, __init__=lambda self, x: None)]),
        ("perfrules_evidence_readers", [changed(Log, counts=None)]),
        ("perfrules_evidence_readers", [changed(Log, reduce=None)]),
        ("perfrules_evidence_readers", [changed(Log, columns=("system",))]),
        ("perfrules_renderers", [changed(Plain, suffix=None)]),
        ("perfrules_renderers", [changed(Plain, render=None)]),
    ],
)
def test_what_cannot_be_used_is_recorded(hook, result):
    """A wrong type, or a class of another shape, is a problem now and no crash later."""
    registry = BUILTIN.with_plugin(plugin(**{hook: result}), name="mine")
    assert ["PR503"] == codes(registry)
    assert f"`{hook}` of plugin mine" in registry.problems[0].message
    assert () == registry.plugin("mine").provides


def test_a_kind_that_is_no_attrs_class_says_what_to_write():
    """The decorator is named."""
    bare = type("Bare", (), {"kind": "bare", "reads": "nothing", "award": print})
    problem = BUILTIN.with_plugin(plugin(perfrules_rubric_kinds=[bare]), name="mine").problems[0]
    assert "is not an attrs class: write `@attrs.frozen` above it" in problem.message


def test_the_good_things_of_a_list_are_kept():
    """One class that cannot be used does not take the others of its list along."""
    registry = BUILTIN.with_plugin(plugin(perfrules_rubric_kinds=[int, Stepwise]), name="mine")
    assert ["PR503"] == codes(registry)
    assert "stepwise" in registry.kinds


def test_a_kind_may_take_a_target_and_defaults():
    """`award` may have `target`, and further parameters with defaults."""
    kinds = [
        changed(Stepwise, kind="one", award=lambda self, full, measure, target: full),
        changed(Stepwise, kind="two", award=lambda self, full, measure, target=1, more=2: full),
        changed(Stepwise, kind="three", reads="nothing", award=lambda self, full: full),
    ]
    assert [] == codes(BUILTIN.with_plugin(plugin(perfrules_rubric_kinds=kinds), name="mine"))


def test_a_misspelt_hook_is_found():
    """A name that is no hook is a problem with the nearest hook as its hint."""
    registry = BUILTIN.with_plugin(plugin(perfrules_rubric_kind=[Stepwise]), name="mine")
    assert "PR504" in codes(registry)
    assert any("perfrules_rubric_kinds" in (problem.hint or "") for problem in registry.problems)


def test_an_unmarked_hook_is_found():
    """A function named like a hook without the mark would never be called."""
    bare = plugin(**ALL)
    bare.perfrules_definitions = lambda: []  # noqa: PIE807 - classes are no hooks
    bare.perfrules_definition = lambda: []  # noqa: PIE807
    registry = BUILTIN.with_plugin(bare, name="mine")
    assert ["PR504", "PR504"] == codes(registry)
    told = " ".join(problem.message for problem in registry.problems)
    assert "`perfrules_definition`" in told
    assert "`perfrules_definitions`" in told


def test_a_hook_with_arguments_is_found():
    """Hooks take none."""
    bare = plugin()
    bare.perfrules_functions = hookimpl(lambda pm: [])
    assert "PR501" in codes(BUILTIN.with_plugin(bare, name="mine"))


def test_a_plugin_without_hooks_is_found():
    """An entry point that names the wrong module would say nothing."""
    assert ["PR504"] == codes(BUILTIN.with_plugin(plugin(), name="mine"))


def test_one_id_claimed_twice_belongs_to_nobody():
    """Neither plugin wins; the problem stands at both and names both, and so does the explanation."""
    mine = plugin(perfrules_rubric_kinds=[changed(Stepwise, kind="proportional")], perfrules_aggregations=[Sum])
    registry = BUILTIN.with_plugin(mine, name="mine")
    assert "proportional" not in registry.kinds
    assert "sum" not in registry.aggregations
    assert ["PR505", "PR505"] == codes(registry)
    for name in ("builtin", "mine"):
        found = registry.plugin(name)
        assert ["PR505", "PR505"] == [problem.code for problem in found.problems]
        assert "working" == found.status
    explained = str(registry.explain_missing("kind", "proportional"))
    assert "claimed by plugins builtin (perfrules 0.1.0), mine" in explained


def test_one_plugin_may_not_claim_an_id_twice():
    """A list with one kind twice is a problem of its plugin alone."""
    registry = BUILTIN.with_plugin(plugin(perfrules_rubric_kinds=[Stepwise, Stepwise]), name="mine")
    assert ["PR505"] == codes(registry)
    assert "offered twice by plugin mine" in registry.problems[0].message


def test_what_is_missing_is_explained():
    """The explanation suggests what is near, and names the broken plugins that may have brought it."""
    registry = BUILTIN.with_plugin(plugin(perfrules_rubric_kinds=RuntimeError("oh")), name="mine")
    explained = registry.explain_missing("kind", "proportonal").into("en")
    assert explained.startswith(
        "there is no rubric kind `proportonal`; did you mean `proportional`?; the plugin mine is"
    )
    assert "RuntimeError: oh" in explained


def test_definitions_are_known_by_their_first_lines(tmp_path):
    """Format, id and edition of each file of a folder; other files of ours are left alone."""
    (tmp_path / "set.toml").write_text(DEFINITION.format(name="acme/roads"), encoding="utf-8")
    scale = 'title = """a\n[not a table]"""\nformat = "perfrules/grade-scale/1"\nid = "acme/two"\n[[source]]\nbroken'
    (tmp_path / "scale.toml").write_text(scale.replace("broken", "id = 'x'"), encoding="utf-8-sig")
    (tmp_path / "case.toml").write_text('format = "perfrules/case/1"\n', encoding="utf-8")
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    registry = BUILTIN.with_plugin(plugin(perfrules_definitions=[tmp_path]), name="mine")
    assert [] == codes(registry)
    assert {
        Definition("indicator-set", "acme/roads", "2024"): tmp_path / "set.toml",
        Definition("grade-scale", "acme/two", ""): tmp_path / "scale.toml",
    } == dict(registry.definitions)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"format =",
        b'format = "perfrules/indicator-set/2"\nid = "x"\nedition = "1"',
        b'format = "perfrules/indicator-set/1"\nedition = "1"',
        b'format = "perfrules/indicator-set/1"\nid = "x"\nedition = 2014',
        b'format = "perfrules/indicator-set/1"\nid = ""\nedition = "1"',
        b'format = "something/1"\nid = "x"',
        b"\xff\xfe",
        b"x = " + b"[" * 3000,
        b"x = " + b"9" * 6000,
    ],
)
def test_a_definition_that_cannot_be_read_is_recorded(tmp_path, content):
    """Whatever stands in a file, it is a problem that names the file, and the other files count."""
    (tmp_path / "bad.toml").write_bytes(content)
    (tmp_path / "good.toml").write_text(DEFINITION.format(name="acme/roads"), encoding="utf-8")
    registry = BUILTIN.with_plugin(plugin(perfrules_definitions=[tmp_path]), name="mine")
    assert ["PR506"] == codes(registry)
    assert "bad.toml" in registry.problems[0].message
    assert 1 == len(registry.definitions)


@pytest.mark.parametrize("folder", [3, "/nowhere/at/all"])
def test_a_folder_that_is_none_is_recorded(folder):
    """A folder that is not there, or no path, is a problem."""
    assert ["PR506"] == codes(BUILTIN.with_plugin(plugin(perfrules_definitions=[folder]), name="mine"))


def test_a_folder_named_like_a_file_is_recorded(tmp_path):
    """What is no file is not opened: a folder or a pipe would hang or fail."""
    (tmp_path / "a.toml").mkdir()
    assert ["PR506"] == codes(BUILTIN.with_plugin(plugin(perfrules_definitions=[tmp_path]), name="mine"))


def test_two_files_of_one_id_are_a_conflict(tmp_path):
    """Neither of two files with one id and edition is used, and asking for either spelling says so."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(DEFINITION.format(name="acme/roads"), encoding="utf-8")
    registry = BUILTIN.with_plugin(plugin(perfrules_definitions=[tmp_path]), name="mine")
    assert ["PR505"] == codes(registry)
    assert {} == dict(registry.definitions)
    for asked in ("acme/roads", "acme/roads@2024"):
        assert "offered twice" in str(registry.explain_missing("definition", asked))


def test_every_hook_is_tested_and_described():
    """Each hook of the specification is called here, and says what it returns."""
    from perfrules.plugins import hookspecs

    assert set(ALL) | {"perfrules_definitions"} == set(HOOKS)
    assert all(getattr(hookspecs, hook).__doc__.strip().startswith("Return") for hook in HOOKS)


def test_every_code_of_plugins_has_a_page():
    """The codes used by the registry explain themselves."""
    for code in ("PR501", "PR502", "PR503", "PR504", "PR505", "PR506", "PR507", "PR508", "PR509", "PR510"):
        page = CODES[code]
        assert all((page.title, page.meaning, page.why, page.mend, page.bad, page.good))
