"""Checks on names: declared once, declared at all, read by something, and not defined by themselves."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from perfrules.definition.checks.uses import LEAF, RELATIONS, Use
from perfrules.definition.checks.view import View
from perfrules.definition.sections import SECTION_NAMES
from perfrules.expression import NODE_FUNCTIONS, RESERVED, Tree, calls, canonical, codes, is_identifier, names
from perfrules.expression.hints import for_function
from perfrules.language import Text, text
from perfrules.model import EvidenceField, IndicatorSet, Measure, Parameter, Table
from perfrules.problems import Key, Problem

SECTIONS = ("evidence", "measure", "parameter", "table")
_MEASURE = "measure "

Declared = EvidenceField | Measure | Parameter | Table


def declared_names(whole: IndicatorSet) -> Mapping[str, Declared]:
    """Return what each name of *whole* stands for: evidence fields, measures, parameters, tables, by canonical name."""
    return {canonical(entry.key): entry for section in SECTIONS for entry in getattr(whole, section)}


def equal_names(view: View) -> Iterator[Problem]:
    """Yield names that are equal to another, under NFKC or in another table, and names that no expression can read."""
    kept = LEAF | RESERVED | view.functions
    seen: dict[str, tuple[str, str]] = {}
    for section in SECTIONS:
        for name in view.draft.merged.sections[section]:
            plain = canonical(name)
            if plain in seen:
                yield _equal(view, (section, name), seen[plain])
                continue
            seen[plain] = (section, name)
            if not is_identifier(name) or name != plain or plain in kept:
                message = text("expressions cannot read the name `{name}`", name=name)
                advice = text("begin it with a letter, use letters, digits and _, no word that has a meaning")
                if plain in kept:
                    message = text("`{name}` has a meaning in expressions already, so it cannot be a name", name=name)
                    advice = text("choose another name, such as `the_{name}`", name=name)
                yield view.problem("PR116", message, (section, name), advice)


def _equal(view: View, path: tuple[str, str], other: tuple[str, str]) -> Problem:
    (section, name), place = other, view.place(other)
    if name == path[1]:
        template = "`{name}` is declared already, as {section} at {place}"
        message = text(template, name=name, section=SECTION_NAMES[section], place=place)
        return view.problem("PR114", message, path, text("give one of the two another name"))
    message = text("`{name}` and `{other}` are equal when they are read", name=path[1], other=name)
    return view.problem("PR115", message, path, text("the other stands at {place}: rename one", place=place))


def expressions(view: View) -> Iterator[Problem]:
    """Yield expressions that cannot be read, and names, functions and codes in them that are not there."""
    merged = view.draft.merged
    known = {canonical(name) for section in SECTIONS for name in merged.sections[section]}
    known |= {canonical(name) for _, name in view.unreadable}
    for use in view.uses:
        for error in use.errors:
            yield Problem(error.code, error.text, view.inside(use, error.column), error.advice)
        if use.tree is None:
            yield from _reference(view, use, known)
            continue
        for name, column in names(use.tree):
            if name not in known and name not in use.local:
                message = text("the name `{name}` is not declared", name=name)
                near = _near(view, name, [*known, *use.local, *use.words])
                yield Problem("PR311", message, view.inside(use, column), near)
        yield from _called(view, use, use.tree)


def _near(view: View, name: str, known: Iterable[str]) -> Text | None:
    if name in view.functions or name in NODE_FUNCTIONS:
        return text("`{name}` is a function: write its arguments in parentheses", name=name)
    return view.near(name, known)


def _reference(view: View, use: Use, known: set[str]) -> Iterator[Problem]:
    for name in use.names - known:
        code = "PR136" if use.path[-1] in RELATIONS or "part_of" in use.path else "PR311"
        message = text("the name `{name}` is not declared", name=name)
        yield view.problem(code, message, use.path, view.near(name, known))


def _called(view: View, use: Use, tree: Tree) -> Iterator[Problem]:
    known = view.callables
    for name, column in calls(tree):
        if name not in known and name not in RESERVED:
            message = text("there is no function `{name}`", name=name)
            advice = for_function(name) or view.near(name, known)
            yield Problem("PR312", message, view.inside(use, column), advice)
    for _, code, column in codes(tree):
        if code not in view.draft.merged.indicators:
            message = text("there is no indicator `{code}`", code=code)
            yield Problem("PR119", message, view.inside(use, column), view.near(code, view.by_code))


def unused(view: View) -> Iterator[Problem]:
    """Yield evidence, measures, parameters, tables that nothing reads; of an open set nothing can be said."""
    if any(node.open for node in view.whole.indicators) or view.draft.broken or view.unreadable:
        return
    read = {canonical(name) for use in view.uses for name in use.names | use.called}
    unreadable = {problem.place.key[1] for problem in equal_names(view)}
    for section in SECTIONS:
        for entry in getattr(view.whole, section):
            if canonical(entry.key) not in read and entry.key not in unreadable:
                noun = SECTION_NAMES[section]
                message = text("nothing reads the {section} `{name}`", section=noun, name=entry.key)
                yield view.problem("PR117", message, (section, entry.key), text("read it somewhere, or take it out"))


def arguments(view: View) -> Iterator[Problem]:
    """Yield arguments of measures that have one name."""
    for measure in view.whole.measure:
        for index, name in enumerate(measure.of):
            if name in measure.of[:index]:
                message = text("two arguments of `{measure}` are called `{name}`", measure=measure.key, name=name)
                path = ("measure", measure.key, "of", index)
                yield view.problem("PR114", message, path, text("give one of the two another name"))


def circles(view: View) -> Iterator[Problem]:
    """Yield measures and parameters that are defined by themselves."""
    graph: dict[str, set[str]] = {}
    for use in view.uses:
        if use.path[0] in ("measure", "parameter", "table"):
            graph.setdefault(str(use.path[1]), set()).update((use.names | use.called) - use.local)
    sections = {entry.key: section for section in SECTIONS for entry in getattr(view.whole, section)}
    circle = _circle(graph)
    if circle:
        name = circle[0]
        message = text("`{name}` is defined by itself: {circle}", name=name, circle=" → ".join(circle))
        advice = text("let one of them read evidence only")
        yield view.problem("PR130", message, (sections[name], name, "value"), advice)


def node_circles(view: View) -> Iterator[Problem]:
    """Yield nodes whose marks depend on themselves, through children, gates or marks()."""
    graph = {node.code: {child.code for child in view.children.get(node.code, ())} for node in view.ordered}
    for use in view.uses:
        if use.path[0] not in ("indicator", "measure", "gate") or _is_of_grade(view, use.path):
            continue
        owner = str(use.path[1])
        if use.path[0] == "gate":
            owner = view.whole.gates[int(owner)].on
        read = {code for _, code, _ in codes(use.tree)} if use.tree else set()
        read |= {_MEASURE + name for name in use.names | use.called}
        graph.setdefault(_MEASURE + owner if use.path[0] == "measure" else owner, set()).update(read)
    circle = _circle(graph)
    nodes = sorted(name for name in set(circle) if not name.startswith(_MEASURE))
    if nodes:  # a circle of measures only is told as such
        told = [name.removeprefix(_MEASURE) for name in circle]
        code = nodes[0]
        message = text("the marks of {code} depend on themselves: {circle}", code=code, circle=" → ".join(told))
        advice = text("let one of them read evidence instead of marks")
        yield view.problem("PR131", message, ("indicator", code), advice)


def _is_of_grade(view: View, path: Key) -> bool:
    """Return whether what stands at *path* only settles a grade: grades are worked out when all marks are."""
    if path[0] == "gate":
        return view.whole.gates[int(path[1])].limit is None
    return path[0] == "indicator" and path[2] == "grade_scale"


def _circle(graph: Mapping[str, set[str]]) -> list[str]:
    """Return the names of one circle of *graph*, the first also at the end; none where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle[::-1]
    return []


CHECKS = (equal_names, expressions, unused, arguments, circles, node_circles)
