"""Reduce a table of questionnaires (问卷) to the number of respondents who gave each answer."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

import perfrules as pr

from .wording import plain

_UNKNOWN = "“{answer}” is not an answer to this question; write one of {answers}, or leave the cell blank"


@attrs.frozen
class Questionnaire:
    """
    Count the answers to one question, one row a respondent (一行一份问卷).

    An answer may be written as its id or as its name; width, case and spaces do not matter. A blank cell is no valid
    answer (无效回答) and is not counted. Anything else is a problem of its row.
    """

    name: ClassVar[str] = "shanghai/questionnaire"
    counts: ClassVar[Mapping[str, str]] = {}

    column: str
    """The heading of the question's column; other headings that mean the same may follow, separated by "|"."""

    @property
    def columns(self) -> tuple[pr.Column, ...]:
        """The one column that this question needs."""
        name, *aliases = (heading.strip() for heading in self.column.split("|"))
        return (pr.Column(name, aliases[0] if aliases else name, aliases=tuple(aliases[1:])),)

    def reduce(self, records: pr.Records) -> Mapping[str, int]:
        """Return how often each answer of the survey field was given, zeros included."""
        counts = dict.fromkeys(records.answers, 0)
        column = self.columns[0].name
        # Ids come last, so that an id wins where another answer is named alike.
        meant = {plain(name): id_ for id_, name in records.answers.items()} | {plain(id_): id_ for id_ in counts}
        for row in records:
            text = row.text(column)
            if answer := meant.get(plain(text)):
                counts[answer] += 1
            elif text:
                row.problem(column, pr.text(_UNKNOWN, answer=text, answers=_listed(records.answers)))
        return counts


def _listed(answers: Mapping[str, str]) -> str:
    return ", ".join(f"{id_} ({name})" for id_, name in answers.items())
