"""The text of an empty case: all evidence that a set asks for, with what to collect, and blanks to fill in."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from perfrules.case.case import FORMAT
from perfrules.case.numbers import value_text
from perfrules.case.subjects import NA, Subject, default_of, subjects_of
from perfrules.case.values import range_text
from perfrules.definition.toml_text import bare, quoted
from perfrules.formula import Quantity
from perfrules.formula.inputs import Input
from perfrules.model import IndicatorSet
from perfrules.rubrics import summary_of

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]")
_SORTS: Mapping[str, tuple[str, str]] = {
    "amount": ("数", "a number"),
    "count": ("个数，整数", "a count: a whole number"),
    "number": ("数", "a number"),
    "share": ('比例：0至1，或"98.09%"', 'a share: 0 to 1, or "98.09%"'),
    "flag": ("true（是）或 false（否）", "true or false"),
    "choice": ("选一项", "one of"),
    "date": ("日期，如 2017-03-05", "a date, such as 2017-03-05"),
    "survey": ("问卷各项回答的份数", "how many gave each answer"),
    "records": ("记录", "records"),
}
# A case is written in the language of its set, not of whoever runs the program: hence no message catalogue here.
_WORDS: Mapping[str, tuple[str, str]] = {
    "head": (
        '待填的空都写作 ""；用不着的行删去即可。空不是 0：没有填的算缺失。',
        'Blanks to fill in are written "". Delete the lines you do not need. A blank is not 0: it is missing.',
    ),
    "evidence": ("取数", "Evidence"),
    "answers": ("按指标作答", "Answers by indicator"),
    "documents": ("佐证材料：取数可写 document = 编号", "Documents that evidence may refer to by id"),
    "collect": ("收集：", "Collect: "),
    "places": ("至多{}位小数", "at most {} decimal places"),
    "default": ("不填时为 {}", "{} where nothing is said"),
    "or": ("或写：", "or: "),
    "marks": ("{}分", "{} marks"),
    "weight": ("权重{}", "weight {}"),
    "faults": ("写次数：{}", "write the number of faults: {}"),
    "points": ("满足的要点写入列表，如：", "List the points that are met, such as "),
    "each": ("逐一写出各要点，如：", "Say of each point, such as "),
    "in": ("以{}计", "in {}"),
    "part_of": ("不超过{}", "never more than {}"),
    "usually": ("通常不超过{}", "rarely more than {}"),
    "returned": ("发放和有效的份数也可写入：", "How many were sent and valid may stand there too: "),
    "judged": ("评分并写明理由", "Give marks and the reason"),
    "panel": ("逐一写出各位评价人的评分", "Give the marks of each evaluator"),
    "na": ("不适用时写：{}", "Where it does not apply: {}"),
    "reason": ("原因", "why"),
    "name": ("项目名称", "name of the project"),
    "year": ("评价年度", "year that is evaluated"),
}


def template(
    indicator_set: IndicatorSet,
    inputs: Sequence[Input],
    language: str | None = None,
    *,
    reference: str | None = None,
    on: date | None = None,
) -> str:
    """
    Return a commented case file for *indicator_set*, in its language unless another ("zh", "en") is asked for.

    It is valid TOML; binding it finds its blanks (PR429) and nothing else. It names the set by id and edition, or by
    *reference*: the path from its own folder to that of a set that is not installed. *on* is the day whose rules apply.
    """
    lines = _Template(indicator_set, inputs, language or indicator_set.language).lines(reference, on)
    return "\n".join(lines) + "\n"


class _Template:
    def __init__(self, indicator_set: IndicatorSet, inputs: Sequence[Input], language: str) -> None:
        self.set, self.english = indicator_set, language == "en"
        self.colon, self.comma = (": ", ", ") if self.english else ("：", "，")
        self.subjects = subjects_of(indicator_set, inputs)

    def words(self, key: str, value: object = "") -> str:
        return _WORDS[key][self.english].format(value)

    def named(self, item: Any) -> str:
        """Return the name of a field or indicator in the language of the template."""
        name: str = (item.name_en if self.english else "") or item.name
        return name

    def lines(self, reference: str | None, on: date | None) -> Iterator[str]:
        title = (self.set.title_en if self.english else "") or self.set.title
        yield f"format = {quoted(FORMAT)}"
        yield f"indicator_set = {quoted(reference or f'{self.set.id}@{self.set.edition}')}"
        if on is not None:
            yield f"on = {on.isoformat()}"
        yield from ("", *_comment(title), *_comment(self.words("head")))
        yield from ("", "[project]", *(f'{key} = ""  # {self.words(key)}' for key in ("name", "year")))
        yield from ("", *_comment(f"---- {self.words('evidence')}"), "", "[evidence]")
        for field in self.set.evidence:
            yield from self.field(self.subjects[field.key])
        answered = [self.subjects[node.code] for node in self.set.leaves if node.code in self.subjects]
        answered = [subject for subject in answered if subject.sort in ("checklist", "judged") and subject.slots]
        if answered:
            yield from ("", *_comment(f"---- {self.words('answers')}"))
        for subject in answered:
            yield from self.answer(subject)
        yield from ("", *_comment(f"---- {self.words('documents')}"))
        yield from _comment('[[document]]\nid = "1"\ntitle = ""\nfrom = ""')

    def field(self, subject: Subject) -> Iterator[str]:
        """Yield the lines of an evidence field; one that has a default is a comment."""
        field, name = subject.field, bare(subject.name)
        if field is None or not subject.slots:
            return
        yield from ("", *_comment(self.named(field) + self.colon + self.about(subject)))
        if field.collect:
            yield from _comment(self.words("collect") + field.collect)
        named = [(option.id, option.name) for option in field.choices]
        named += [(answer.id, answer.name) for answer in field.answers]
        for id_, said in named:
            yield from _comment(f"  {id_}  {said}")
        if isinstance(field.part_of, Mapping):
            for part, whole in field.part_of.items():
                yield from _comment(f"  {part} ≤ {whole}")
        counts = ", ".join(f'{bare(part)} = ""' for part in subject.slots)
        blank = '""' if subject.sort == "value" else f"{{ counts = {{ {counts} }} }}"
        if subject.sort != "value" and field.reader:
            yield from _comment(f"{self.words('or')}{name} = {blank}")
            blank = '{ file = "" }'
        if subject.sort == "survey":
            yield from _comment(self.words("returned") + f'{name} = {blank[:-2]}, sent = "", valid = "" }}')
        default = default_of(subject)
        if default is None:
            yield f"{name} = {blank}"
        else:
            yield from _comment(f"{name} = {blank}  # {self.words('default', value_text(default))}")

    def about(self, subject: Subject) -> str:
        """Return type, unit, range and places of a field in a few words."""
        field, slot = subject.field, subject.slots.get("")
        if field is None:
            return ""
        amount = field.type == "amount" and bool(field.unit)
        parts = [self.words("in", field.unit)] if amount else [_SORTS[field.type][self.english], field.unit]
        if slot is not None and slot.sort in ("number", "count"):
            parts.append(range_text(slot).replace(", ", self.comma))
        if slot is not None and slot.sort == "number":
            parts.append(self.words("places", slot.item.places))
        if isinstance(field.part_of, str):
            parts.append(self.words("part_of", self.other(field.part_of)))
        if field.usually_at_most is not None:
            parts.append(self.words("usually", self.other(field.usually_at_most)))
        return self.comma.join(part for part in parts if part)

    def other(self, key: str) -> str:
        """Return the name and the key of another field, or what stands there."""
        field = next((field for field in self.set.evidence if field.key == key), None)
        return key if field is None or not self.named(field) else f"{self.named(field)} ({key})"

    def answer(self, subject: Subject) -> Iterator[str]:
        """Yield the lines of a checklist or of a judged leaf."""
        node, name = subject.node, bare(subject.name)
        if node is None:
            return
        full = self.worth("marks", node.full_marks)
        yield from ("", *_comment(" ".join(part for part in (node.code, self.named(node), full) if part)))
        if node.description:
            yield from _comment(node.description)
        if subject.sort == "checklist":
            yield from self.points(subject)
            yield f'{name} = {{ met = "" }}'
        else:
            asked = self.words("panel" if "sum" in subject.slots else "judged")
            said = summary_of(subject.rubric).into("en" if self.english else "zh")
            yield from _comment(f"{asked}{self.colon}{said}")
            yield f'{name} = {{ marks = "", reason = "" }}'
        if NA in subject.slots:
            yield from _comment(self.words("na", f'{name} = {{ not_applicable = "{self.words("reason")}" }}'))

    def points(self, subject: Subject) -> Iterator[str]:
        """Yield a comment for each point that is answered."""
        answers = {}
        for point in _points(subject):
            counts = f"{point.id}/faults" in subject.slots
            if not counts and point.id not in subject.slots:
                continue
            dropped = f'{{ not_applicable = "{self.words("reason")}" }}'
            leaves = f"{point.id}/{NA}" in subject.slots
            answers[point.id] = dropped if leaves else "{ faults = 2 }" if counts else "1"
            said = (point.text_en if self.english else "") or point.text
            worth = self.worth("marks", point.marks) or self.worth("weight", point.weight)
            faults = self.words("faults", f"{bare(point.id)} = {{ faults = 2 }}") if counts else ""
            yield from _comment("  " + "  ".join(part for part in (point.id, worth, said, faults) if part))
        if set(answers.values()) <= {"1"}:
            yield from _comment(self.words("points") + f"met = [{', '.join(map(quoted, list(answers)[:2]))}]")
        else:
            each = ", ".join(f"{bare(point)} = {answer}" for point, answer in answers.items())
            yield from _comment(self.words("each") + f"met = {{ {each} }}")

    def worth(self, key: str, quantity: Quantity | None) -> str:
        """Return marks or a weight in words; "" where there are none."""
        if quantity is None:
            return ""
        written = quantity.written
        return self.words(key, written if isinstance(written, str) else quantity.notation or value_text(written))


def _points(subject: Subject) -> Iterable[Any]:
    cases = () if subject.node is None else subject.node.rubric
    points = [point for case in cases for point in case.points]
    return {point.id: point for point in reversed(points)}.values().__reversed__()


def _comment(said: str) -> Iterator[str]:
    """Yield *said* as comments, one for each of its lines."""
    for line in said.strip("\n").split("\n"):
        yield f"# {_UNPRINTABLE.sub(' ', line)}".rstrip()
