"""Receipts: a scorecard is confirmed by scoring it again, and anything changed in it is told."""

import json
import tomllib
from contextlib import suppress
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import perfrules as pr
from perfrules.receipts import verify
from perfrules.receipts.comparing import discrepancies
from perfrules.receipts.keys import NAMED, REQUIRED
from tests.case.conftest import CASE, SET

SPENT = 'spent = { value = 19.000, document = "d1", note = "账" }'
CHECKLIST = next(line for line in CASE.splitlines() if line.startswith("A2"))
GIVEN = ("project", "documents", "records", "questionnaires")
"""What a scorecard repeats of its case, and nothing can be held against."""
OTHER = [
    ("as it is", ()),
    ("no table", (("budget = 20.5", 'budget = "20.50"'), (SPENT, "spent = 19"))),
    ("points listed", ((CHECKLIST, 'A2 = { met = ["rules", "ledger", "reviews"], note = "好" }'),)),
    ("part of a credit", (("rules = 1,", "rules = 0.5,"),)),
    ("met in words", (("rules = 1,", "rules = true,"),)),
    ("default given", (("due = 6", "due = 6\nbonus = 3.5"),)),
    ("held", (('A5 = { not_applicable = "当年无验收" }', 'A5 = { met = ["held"] }'),)),
    ("counts alone", (("fair = 1 }, valid = 4, sent = 5", "fair = 1, bad = 0 }"),)),
    ("valid alone", (("valid = 4, sent = 5", "valid = 4"),)),
    ("a round", (("[[document]]", '[[questionnaire]]\naudience = "居民"\nsent = 9\nvalid = 8\n[[document]]'),)),
    ("a warning", (("spent = { value = 19.000", "spent = { value = 21.000"),)),
    ("a goal", (("[[document]]", '[[goal]]\nindicators = ["A9"]\n[[document]]'),)),
    ("flat names", (("visits = { counts = { all = 10, quick = 9 } }", '"visits/all" = 10\n"visits/quick" = 9'),)),
]  # fmt: skip


def cased(changes=()):
    """Return the case with some texts replaced."""
    source = CASE
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    return pr.Case.from_mapping(tomllib.loads(source))


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Return what is needed to find the set by its id: a registry with its readers and its definition."""
    from tests.case.conftest import Opinions, Visits

    folder = tmp_path_factory.mktemp("installed")
    (folder / "everything.toml").write_text(SET, "utf-8")
    plugin = SimpleNamespace(
        __name__="everything",
        perfrules_evidence_readers=pr.hookimpl(specname="perfrules_evidence_readers")(lambda: [Visits, Opinions]),
        perfrules_definitions=pr.hookimpl(specname="perfrules_definitions")(lambda: [folder]),
    )
    return pr.Registry.builtin().with_plugin(plugin, "everything")


@pytest.fixture(scope="module")
def ready(installed):
    """Return the rules as the scorecard names them."""
    return pr.load("test/everything@1", registry=installed)


@pytest.fixture
def receipt(ready, tmp_path):
    """Return a function that writes the scorecard of a case to a file, after a change of its document."""

    def write(case=None, change=None, *, partial=False):
        card = ready.score(cased() if case is None else case, partial=partial)
        path = tmp_path / "card.json"
        path.write_text(pr.render(card, "json"), "utf-8")
        if change is not None:
            document = json.loads(path.read_text("utf-8"))
            change(document)
            path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
        return path

    return write


@pytest.mark.parametrize("changes", [changes for _, changes in OTHER], ids=[name for name, _ in OTHER])
def test_every_way_of_giving_evidence_is_confirmed(receipt, installed, changes):
    """Scoring again needs nothing but the scorecard, and gives the same bytes."""
    found = verify(receipt(cased(changes)), registry=installed)
    assert () == found.discrepancies
    assert found.agrees


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_language_is_the_scorecard_s(receipt, installed, language):
    """A scorecard that was written in English is scored again in English, whatever language is in force."""
    with pr.use(language):
        path = receipt()
    assert language == json.loads(path.read_text("utf-8"))["language"]
    assert verify(path, registry=installed).agrees


def test_an_unfinished_score_is_confirmed_as_one(receipt, installed):
    """What is missing stays missing: the outlook says so."""
    case = cased().with_evidence({"spent": None})
    found = verify(receipt(case, partial=True), registry=installed)
    assert found.agrees
    assert found.card.outlook is not None


def test_a_file_of_records_is_not_needed_again(ready, installed, tmp_path):
    """The counts and the digest of the file stand in the scorecard."""
    (tmp_path / "visits.csv").write_text(
        "开始,结束\n2024-03-01 09:00,2024-03-02\n2024-03-01 09:00,2024-03-09\n", "utf-8"
    )
    text = CASE.replace("visits = { counts = { all = 10, quick = 9 } }", 'visits = { file = "visits.csv" }')
    card = ready.score(pr.Case.from_mapping(tomllib.loads(text), folder=tmp_path))
    assert "sha256" in card.to_dict()["evidence"]["visits"]
    (tmp_path / "visits.csv").unlink()
    assert verify(card.to_dict(), registry=installed).agrees


def set_at(*path):
    """Return a change that puts a value at a path of the document."""
    *inside, last = path[:-1]

    def change(document):
        for part in inside:
            document = document[part]
        document[last] = path[-1]

    return change


CHANGED = [
    (set_at("result", "marks", "40"), "result.marks"),
    (set_at("awards", 2, "marks", "5"), "awards[A1].marks"),
    (set_at("awards", 2, "reason", "因为"), "awards[A1].reason"),
    (set_at("awards", 2, "level", True), "awards[A1].level"),
    (set_at("ledger", 0, "marks", "0"), "ledger[A1].marks"),
    (set_at("evidence", "spent", "value", "20.000"), "result.marks"),
    (set_at("evidence", "A3", "marks", ["5"]), "awards[A3].marks"),
    (set_at("indicator_set", "sha256", "0" * 64), "indicator_set.sha256"),
    (set_at("extra", 1), "extra"),
    (lambda document: document["awards"].pop(), "awards[B3]"),
    (lambda document: document.pop("ledgers"), "ledgers"),
    (lambda document: document["warnings"].append({"code": "PR430", "message": "…"}), "warnings[PR430]"),
    (lambda document: document.update(format=document.pop("format")), ""),
]


@pytest.mark.parametrize(
    ("change", "path"), CHANGED, ids=[f"{place}-{said}" for place, (_, said) in enumerate(CHANGED)]
)
def test_what_was_changed_is_told_with_its_place(receipt, installed, change, path):
    """A mark, a reason, a loss, the evidence, the digest, a key, an entry, the order: each is a discrepancy."""
    found = verify(receipt(change=change), registry=installed)
    assert not found.agrees
    assert path in [each.path for each in found.discrepancies]


def test_another_layout_is_told(receipt, installed):
    """The same values in other bytes are not the file that was written."""
    path = receipt()
    path.write_text(json.dumps(json.loads(path.read_text("utf-8"))), "utf-8")
    assert [""] == [each.path for each in verify(path, registry=installed).discrepancies]


def test_a_file_written_with_escapes_is_confirmed(receipt, installed):
    """A terminal without Chinese gets escapes: these bytes are perfrules' own too."""
    path = receipt()
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")), indent=2) + "\n", "utf-8")
    assert verify(path, registry=installed).agrees


def test_another_version_is_told_and_confirmed_where_marks_agree(receipt, installed):
    """Texts may read differently in another version; marks, grades and the digest may not."""

    def older(document):
        document["perfrules"] = "0.0.9"
        document["awards"][2]["reason"] = "as it was said then"

    found = verify(receipt(change=older), registry=installed)
    assert (True, True, "0.0.9") == (found.agrees, found.is_other_version, found.made_by)
    assert {"perfrules", "awards[A1].reason"} == {each.path for each in found.discrepancies}

    def wrong(document):
        older(document)
        document["awards"][2]["marks"] = "5"

    found = verify(receipt(change=wrong), registry=installed)
    assert ["awards[A1].marks"] == [each.path for each in found.failing]


LACKING = [
    (lambda document: document.pop("ledgers"), "ledgers"),
    (lambda document: document.pop("result"), "result"),
    (lambda document: document.pop("day"), "day"),
    (lambda document: document["result"].pop("marks"), "result.marks"),
    (lambda document: document["results"].pop("total"), "results.total"),
    (lambda document: document["results"]["total"].pop("grade"), "results.total.grade"),
    (lambda document: document["awards"].pop(), "awards[B3]"),
    (lambda document: document["awards"].append(document["awards"][-1] | {"code": "B9"}), "awards[B9]"),
    (lambda document: document["awards"][2].pop("marks"), "awards[A1].marks"),
    (lambda document: document["awards"][2].pop("points"), "awards[A1].points"),
    (lambda document: document["ledger"].pop(), "ledger[B3]"),
    (set_at("result", None), "result"),
    (set_at("awards", 2, "points", None), "awards[A1].points"),
    (set_at("ledgers", []), "ledgers"),
]


@pytest.mark.parametrize(
    ("change", "path"), LACKING, ids=[f"{place}-{said}" for place, (_, said) in enumerate(LACKING)]
)
def test_what_every_version_writes_may_not_be_missing(receipt, installed, change, path):
    """Whatever version a scorecard claims, it has the keys and entries that the format requires."""

    def older(document):
        document["perfrules"] = "0.0.9"
        change(document)

    found = verify(receipt(change=older), registry=installed)
    assert not found.agrees
    assert path in [each.path for each in found.failing]


def test_a_key_that_came_later_may_be_missing():
    """A version of before could not write what is new; a later one may have written what is not known here."""
    now = {"format": "x", "awards": [{"code": "A", "later": 1}], "later": {"a": 1}}
    was = {"format": "x", "awards": [{"code": "A", "unknown": 1}], "unknown": 1}
    found = list(discrepancies(was, now))
    assert ["awards[A].later", "awards[A].unknown", "later", "unknown"] == [each.path for each in found]
    assert [] == [each.path for each in found if each.is_decisive]


def test_the_keys_of_the_format_are_those_that_are_written(ready):
    """Whoever adds a key to scorecards decides whether it is one that scorecards of before do not have."""
    card = ready.score(cased().with_evidence({"spent": None}), partial=True)
    assert set() == set(keys_of(card.to_dict())) - {f"{table} {key}" for table in REQUIRED for key in REQUIRED[table]}


def keys_of(value, sort=""):
    """Yield the tables of a document with their keys, but for those whose keys are names."""
    if isinstance(value, dict) and sort not in NAMED and not sort.startswith(("evidence.", "project.")):
        yield from (f"{sort} {key}" for key in value)
    for key, inner in value.items() if isinstance(value, dict) else ():
        yield from keys_of(inner, ".".join(filter(None, (sort, "*" if sort in NAMED else key))))
    for inner in value if isinstance(value, list) else ():
        yield from keys_of(inner, f"{sort}[]")


def test_another_definition_is_told_as_such(receipt, installed, tmp_path):
    """A definition of the same name that was edited has another digest."""
    (tmp_path / "edited.toml").write_text(SET.replace('title = "各类取数"', 'title = "别的"'), "utf-8")
    found = verify(receipt(), definition=tmp_path / "edited.toml", registry=installed)
    assert found.is_other_definition
    assert not found.agrees


REFUSED = [
    (lambda document: document.pop("format"), "PR720"),
    (set_at("format", "perfrules/case/1"), "PR720"),
    (set_at("indicator_set", "test/everything"), "PR721"),
    (set_at("indicator_set", "id", 7), "PR721"),
    (set_at("language", "xx"), "PR721"),
    (set_at("evidence", []), "PR721"),
    (set_at("evidence", "spent", "19"), "PR721"),
    (set_at("day", {"on": "soon", "because": "today", "editions": []}), "PR721"),
    (set_at("documents", [7]), "PR721"),
    (set_at("questionnaires", 0, "sent", "many"), "PR721"),
    (lambda document: document.pop("results"), "PR721"),
    (set_at("evidence", "spent", "value", "viel"), "PR722"),
    (set_at("evidence", "spent", "value", {"a": [1]}), "PR722"),
    (set_at("evidence", "nobody", {"value": "1"}), "PR722"),
    (set_at("evidence", "visits", "values", [1]), "PR722"),
    (set_at("evidence", "A3", "marks", {"x": "1"}), "PR722"),
    (set_at("indicator_set", "edition", "9"), "PR104"),
]


@pytest.mark.parametrize(
    ("change", "code"), REFUSED, ids=[f"{place}-{said}" for place, (_, said) in enumerate(REFUSED)]
)
def test_what_cannot_be_scored_again_is_a_problem(receipt, installed, change, code):
    """No scorecard, a damaged one, evidence that the definition does not take, a set that is not there."""
    with pytest.raises(pr.ProblemsFoundError) as caught:
        verify(receipt(change=change), registry=installed)
    assert code in {problem.code for problem in caught.value.problems}
    assert all(problem.place.file for problem in caught.value.problems)


@pytest.fixture(scope="module")
def again(ready, installed):
    """Return a function that verifies a scorecard with another value in the place of a part of it."""
    document = ready.score(cased()).to_dict()

    def call(path, value):
        same = document[path] == value
        return None if same else verify({**document, path: value}, registry=installed)

    return call


@given(
    path=st.sampled_from(["format", "indicator_set", "evidence", "awards", "results", "day", "records", "documents",
                          "questionnaires", "warnings", "project", "language", "ledgers", "outlook", "perfrules"]),
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=5,
    ),
)  # fmt: skip
def test_nothing_in_the_place_of_a_part_ends_in_a_traceback(again, path, value):
    """Whatever stands where a part belongs gives problems or discrepancies."""
    with suppress(pr.ProblemsFoundError):
        found = again(path, value)
        assert found is None or path in GIVEN or found.is_other_version or not found.agrees


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff", b'{"format": 1e999999999}', b'{"a":' * 100_000, b"null"])
def test_what_is_no_json_is_a_problem(tmp_path, raw):
    """Broken text, another shape, too deep: a problem of the file."""
    (tmp_path / "card.json").write_bytes(raw)
    with pytest.raises(pr.ProblemsFoundError):
        verify(tmp_path / "card.json")


def test_the_day_of_the_scorecard_is_used(tmp_path):
    """Values with dates are those of the day of the score, whenever it is verified."""
    (tmp_path / "dated.toml").write_text(
        SET.replace("days = { value = 3,", "days = { value = [{ from = 2022-01-01, value = 3 }, { value = 2 }],")
        .replace('index = { name = "指数"', 'other = { name = "指数"').replace("index + bonus", "days + bonus")
        .replace("0 * index", "0 * other").replace("visits = {", "walks = {").replace("visits.", "walks.")
        .replace('reader = "test/visits", parameters = { days = "days" }, ', "")
        .replace('reader = "test/opinions", ', ""),
        "utf-8",
    )  # fmt: skip
    case = cased((("index = -1.5\n", ""), ("visits = {", "walks = {"), ("due = 6", "due = 6\nbonus = 1")))
    cards = [pr.load(tmp_path / "dated.toml", on=day).score(case) for day in (date(2020, 1, 1), date(2023, 1, 1))]
    assert [3, 4] == [card["B3"].marks for card in cards]
    for card in cards:
        assert verify(card.to_dict(), definition=tmp_path / "dated.toml").agrees


def test_an_edition_that_the_day_chose_is_confirmed_whatever_is_installed_beside_it(tmp_path):
    """A scorecard is scored again by the edition that it names, also when a newer one was installed since."""
    text = SET.replace('reader = "test/visits", parameters = { days = "days" }, ', "").replace(
        'reader = "test/opinions", ', ""
    )
    text = text.replace("days = { value = 3, ", "days_ = { value = 3, ").replace(
        "[parameter]\ndays_", "[parameter]\ndays"
    )
    text = text.replace("clamp(index + bonus, 0, 5)", "clamp(index + bonus + 0 * days, 0, 5)")
    for name, dates in (("1", "to = 2023-12-31"), ("2", "from = 2024-01-01")):
        edition = text.replace('edition = "1"', f'edition = "{name}"\neffective = {{ {dates} }}')
        (tmp_path / f"e{name}.toml").write_text(edition, "utf-8")
    plugin = SimpleNamespace(perfrules_definitions=pr.hookimpl(specname="perfrules_definitions")(lambda: [tmp_path]))
    both = pr.Registry.builtin().with_plugin(plugin, "both")
    case = pr.Case.from_mapping(tomllib.loads(CASE.replace("test/everything@1", "test/everything")))
    card = pr.load("test/everything", on=date(2020, 1, 1), registry=both).score(case)
    assert ["1"] == [each["edition"] for each in card.to_dict()["day"]["editions"]]
    assert verify(card.to_dict(), registry=both).agrees
    (tmp_path / "e2.toml").unlink()
    assert verify(card.to_dict(), registry=pr.Registry.builtin().with_plugin(plugin, "one")).agrees
