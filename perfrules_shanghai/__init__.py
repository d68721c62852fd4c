"""
Bring the evaluation rules of Shanghai (上海市财政支出绩效评价) to perfrules: grade scales, indicator sets, readers of
fault logs and questionnaires, and one published project as a worked case.

Everything here uses public names of `perfrules` only, as any other plugin would.
"""
