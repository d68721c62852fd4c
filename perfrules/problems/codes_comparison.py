"""Codes of problems with comparisons of definitions."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="PR760",
        title="case without marks to compare",
        meaning="A result of the case has no marks by one of two definitions that are compared.",
        why="There is no difference between marks and none.",
        mend="Nothing has to be mended where the result is meant to be null; the case is listed with the reason.",
        bad='not_applicable = "null"   # in the new definition only',
        good='not_applicable = "rescale"',
    ),
    Code(
        code="PR761",
        title="nothing to compare with",
        meaning="A folder or file that was given as `--cases` has no case in it.",
        why="A comparison of no cases would look as if nothing had changed for any.",
        mend="Name a case, or a folder that has some, at any depth.",
        bad="perfrules diff old.toml new.toml --cases sets/",
        good="perfrules diff old.toml new.toml --cases cases/",
    ),
)
