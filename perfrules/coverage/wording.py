"""Coverage in words: a table by indicator, what was not exercised, and why; and as plain data."""

from collections.abc import Iterator, Sequence
from typing import Any

from perfrules.coverage.tally import Coverage, Covered
from perfrules.language import Text, text
from perfrules.readings.notation import decimal_text
from perfrules.rendering.cells import cell_width, pad
from perfrules.rendering.wording import named

_WORDS: dict[str, Text] = {
    "marked": text("marks"),
    "branch": text("branch"),
    "policy": text("policy"),
    "applies": text("applies"),
    "point": text("point"),
    "limit": text("limit"),
    "gate": text("gate"),
    "band": text("band"),
    "source": text("source"),
}


def cases_text(number: int) -> Text:
    """Return how many cases there are."""
    return text("1 case") if number == 1 else text("{number} cases", number=number)


def percent(found: Coverage) -> str:
    """Return the share that is covered, in percent with two decimals; 100.00% only where all is."""
    return decimal_text(found.share, 2, "%") if found.share == 1 else _below_all(found)


def _below_all(found: Coverage) -> str:
    hundredths = found.share.numerator * 10000 // found.share.denominator
    return f"{hundredths // 100}.{hundredths % 100:02}%"


def coverage_lines(found: Coverage) -> Iterator[str]:
    """Yield the lines of a set's coverage: its share, each indicator, and below it what was not exercised."""
    covered = len(found.counted) - len(found.missed)
    yield str(
        text(
            "{set}: {covered} of {total} covered ({share}), {cases}",
            set=f"{found.rules.set.id}@{found.rules.set.edition}",
            covered=covered,
            total=len(found.counted),
            share=percent(found),
            cases=cases_text(found.cases),
        )
    )
    rows = [(_named(found, code), entries) for code, entries in found.by_code().items()]
    width = max((cell_width(name) for name, _ in rows), default=0)
    for name, entries in rows:
        hit = sum(1 for entry in entries if entry.by)
        yield f"  {pad(name, width)}  {hit}/{len(entries)}"
        yield from _missed(entries)
    out = [entry for entry in found.entries if not entry.counts]
    if out:
        yield str(text("not counted, since no evidence gets there: {number}", number=len(out)))


def _named(found: Coverage, code: str) -> str:
    if not code:
        return str(text("sources"))
    node = found.rules.set.by_code[code]
    return " ".join(dict.fromkeys((code, named(node.name, node.name_en)))).strip()


def _missed(entries: Sequence[Covered]) -> Iterator[str]:
    for entry in entries:
        if not entry.by:
            yield f"    ✗ {_WORDS[entry.site.sort]}: {entry.site.label}"
            yield f"        {entry.why}"


def coverage_data(found: Coverage) -> dict[str, Any]:
    """Return the coverage of a set as plain JSON values."""
    return {
        "indicator_set": found.rules.set.id,
        "edition": found.rules.set.edition,
        "cases": found.cases,
        "covered": len(found.counted) - len(found.missed),
        "total": len(found.counted),
        "share": percent(found),
        "entries": [
            {
                "code": entry.site.code,
                "sort": entry.site.sort,
                "label": str(entry.site.label),
                "covered": bool(entry.by),
                "counts": entry.counts,
                "case": entry.by,
                "why": "" if entry.why is None else str(entry.why),
            }
            for entry in found.entries
        ],
    }
