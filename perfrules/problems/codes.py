"""The codes of problems, from all areas: each stable for ever, each with its page."""

from collections.abc import Mapping

from perfrules.problems import (
    codes_batches,
    codes_case,
    codes_comparison,
    codes_definition,
    codes_editions,
    codes_expression,
    codes_files,
    codes_formula,
    codes_frames,
    codes_plugins,
    codes_receipts,
    codes_scoring,
    codes_tests,
)
from perfrules.problems.code import Code

_AREAS = (
    codes_files,
    codes_definition,
    codes_editions,
    codes_formula,
    codes_expression,
    codes_case,
    codes_plugins,
    codes_scoring,
    codes_tests,
    codes_comparison,
    codes_receipts,
    codes_frames,
    codes_batches,
)
CODES: Mapping[str, Code] = {code.code: code for area in _AREAS for code in area.CODES}
