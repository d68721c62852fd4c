import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.definition.load import check_definition
from tests.definition.builders import REGISTRY, SHANGHAI


def mutated(source, where, what):
    """Return *source* with one line changed as *what* says."""
    lines = source.split("\n")
    place = where % len(lines)
    line = lines[place]
    match what:
        case "drop":
            del lines[place]
        case "twice":
            lines.insert(place, line)
        case "cut":
            lines[place] = line[: len(line) // 2]
        case "swap":
            lines[place] = line.replace("=", "= 1 #", 1)
        case "text":
            lines[place] = line.replace("1", '"x"').replace("2", "true")
        case "table":
            lines[place] = line.replace('"', "{", 1).replace('"', "}", 1)
        case "number":
            lines[place] = line.replace('"', "", 2).replace("true", "-0.5")
        case "key":
            lines[place] = line.replace("e", "ee", 1)
        case _:
            lines[place] = line + what
    return "\n".join(lines)


MUTATIONS = st.sampled_from(
    [
        "drop",
        "twice",
        "cut",
        "swap",
        "text",
        "table",
        "number",
        "key",
        "\n[total]",
        '\nparent = "C1"',
        "\nopen = true",
        " = 3",
    ]
)


@pytest.mark.parametrize("name", ["2014-22.toml", "it-operations-2014.toml", "four-grades.toml"])
@given(steps=st.lists(st.tuples(st.integers(0, 600), MUTATIONS), min_size=1, max_size=3))
def test_a_mutated_real_definition_is_read_or_refused(tmp_path_factory, name, steps):
    """Whatever is done to a real file, it is a set, or problems that say where; never anything else."""
    source = (SHANGHAI / name).read_text(encoding="utf-8")
    for where, what in steps:
        source = mutated(source, where, what)
    file = tmp_path_factory.getbasetemp() / f"mutated-{name}"
    file.write_text(source, encoding="utf-8")
    found, problems = check_definition(file, REGISTRY)
    for problem in problems:
        assert problem.message
        assert problem.place.line is not None
    if "grades" not in name:
        assert (found is None) == any(problem.severity == "error" for problem in problems)
