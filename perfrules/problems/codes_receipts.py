"""Codes of problems with scorecards that are verified."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="PR720",
        title="file that is no scorecard",
        meaning="The file has no `format`, or another one than that of a scorecard as JSON.",
        why="Only a scorecard holds the evidence and names the definition by which it can be scored again.",
        mend="Give a file that `perfrules score CASE --format json` wrote.",
        bad='{ "format": "perfrules/case/1" }',
        good='{ "format": "perfrules/scorecard/1", "perfrules": "0.1.0", "indicator_set": { "id": "example/lights" } }',
    ),
    Code(
        code="PR721",
        title="damaged scorecard",
        meaning="A part of the scorecard that is needed to score it again is not there, or is of another sort.",
        why="What cannot be read cannot be confirmed, and guessing would confirm something else.",
        mend="Take the file as it was written, or score the case again.",
        bad='"indicator_set": "example/lights@2026"',
        good='"indicator_set": { "id": "example/lights", "edition": "2026", "title": "…", "sha256": "…" }',
    ),
    Code(
        code="PR722",
        title="evidence in a scorecard that the definition does not take",
        meaning="The evidence in the scorecard cannot be scored by the definition: a value is out of range, "
        "missing, or is for something else.",
        why="The scorecard was not made from this evidence by this definition.",
        mend="Look at what the message names: the evidence was changed, or the definition is another one.",
        bad='"evidence": { "lit": { "value": "many" } }',
        good='"evidence": { "lit": { "value": "1874" } }',
    ),
)
