"""The language of a set is one that there are words in."""

import pytest

from perfrules.language import use
from tests.definition.builders import LEAF, SHANGHAI, problems_of


def test_languages_there_are():
    """Names and reasons are Chinese or English; another language is told where it stands, not when it is printed."""
    assert () == problems_of('language = "en"\n' + LEAF)
    (found,) = problems_of('language = "fr"\n' + LEAF)
    assert ("PR024", ("language",)) == (found.code, found.place.key)


@pytest.mark.parametrize(
    ("body", "told", "said"),
    [
        (
            "[parameter]\nbase = { value = 2 }\n" + LEAF,
            "PR117 warning: nothing reads the parameter `base`",
            "PR117 提醒: 没有内容读取参数 `base`",
        ),
        (
            '[measure]\nbase = { value = "1" }\n\n[parameter]\nbase = { value = 2 }\n' + LEAF,
            "PR114: `base` is declared already, as measure at set.toml:6:1",
            "PR114: `base` 已在 set.toml:6:1 声明为指标值",
        ),
        (LEAF + LEAF, "PR101: the indicator `A1` is declared already", "PR101: 指标 `A1` 已在"),
        (
            f'extends = "{SHANGHAI / "2014-22.toml"}"\n' + LEAF + '\n[[amend]]\ntable = "Z"\nreason = "r"\n',
            "PR105: there is no table `Z` to amend",
            "PR105: 没有可修订的参数表 `Z`",
        ),
    ],
)
def test_no_english_stays_in_chinese_problems(body, told, said):
    """Severity and the nouns of sections are in the language of the message."""
    for language, expected in (("en", told), ("zh", said)):
        with use(language):
            assert any(expected in str(problem) for problem in problems_of(body)), list(map(str, problems_of(body)))
