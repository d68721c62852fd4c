"""CSV of any size: every cell a text, exactly as it stands there, and a row of another length a broken row."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs
import pyarrow as pa
import pyarrow.csv as arrow_csv

from perfrules.definition.files import MEBIBYTE
from perfrules.language import text
from perfrules.problems import Place, Problem, TableError
from perfrules.tables.files.chunk import ROWS, Chunk, Opened
from perfrules.tables.files.encodings import TextFile, is_broken, readable, text_file

_LONGEST: Final = 32 * MEBIBYTE
"""A row that is longer than this never ends."""
_SEPARATORS: Final = (",", "\t", ";", "|")
_ADVICE: Final = text("mend the line, or save the table as CSV once more")


def open_csv(path: str) -> Opened:
    """Return a CSV file that is open; raise TableError where it has no headings, or an unknown encoding."""
    file = text_file(path)
    blocks = _blocks(file)
    head = next(blocks, None)
    while head is not None and not head[1].strip():
        head = next(blocks, None)
    if head is None:
        message = text("the table has no headings: nothing is written in it")
        raise TableError([Problem("PR444", message, Place(path, 1), text("write the headings into the first row"))])
    table = _Csv.of(file, head)
    return Opened(table.schema, table.chunks(head, blocks), file.lines)


def _blocks(file: TextFile) -> Iterator[tuple[int, bytes]]:
    """Yield whole rows of a file, many at once, with the line in which they begin."""
    line, rest = 1, b""
    for piece in file.pieces():
        rest += piece
        end = _end_of_rows(rest)
        if end:
            yield line, rest[:end]
            line += rest.count(b"\n", 0, end)
            rest = rest[end:]
        if len(rest) > _LONGEST:
            raise _unending(file.path, line)
    if rest:
        yield line, rest


def _end_of_rows(block: bytes) -> int:
    """Return where the last whole row of *block* ends: behind a line end with an even number of quotes before it."""
    end = block.rfind(b"\n") + 1
    quotes = block.count(b'"', 0, end)
    while end and quotes % 2:
        before = block.rfind(b"\n", 0, end - 1) + 1
        quotes -= block.count(b'"', before, end)
        end = before
    return end


def _unending(path: str, line: int) -> TableError:
    message = text("the table cannot be read from this line on: {reason}", reason=text("the row never ends"))
    return TableError([Problem("PR443", message, Place(path, line), _ADVICE)])


@attrs.frozen(eq=False)
class _Csv:
    """The rows of one file, once its headings are known."""

    file: TextFile
    separator: str
    headings: tuple[str, ...]

    @classmethod
    def of(cls, file: TextFile, block: tuple[int, bytes]) -> "_Csv":
        line, raw = block
        first = readable(raw.lstrip(b"\n").split(b"\n", 1)[0])
        if is_broken(first):
            raise file.unknown()
        separator = max(_SEPARATORS, key=lambda sign: (first.count(sign), -_SEPARATORS.index(sign)))
        read = next(cls(file, separator, ()).rows(line, raw), None)
        if read is None or isinstance(read[1], Problem):
            raise _unending(file.path, line)
        return cls(file, separator, tuple(cell.strip() for cell in read[1]))

    @property
    def schema(self) -> Any:
        """Every column is of texts."""
        return pa.schema([(name, pa.string()) for name in self.headings])

    def chunks(self, head: tuple[int, bytes], blocks: Iterator[tuple[int, bytes]]) -> Iterator[Chunk]:
        """Yield the rows below the headings."""
        yield from self._careful(*head, skip=1)
        for line, block in blocks:
            quick = self._quick(block)
            if quick is None:
                yield from self._careful(line, block)
                continue
            for batch in quick.to_batches(max_chunksize=ROWS):
                yield Chunk(batch)

    def _quick(self, block: bytes) -> Any:
        """Return the rows of a block in which there are no quotes, and all have the length of the headings."""
        if b'"' in block:
            return None
        odd: list[object] = []

        def skipped(row: Any) -> str:
            odd.append(row)
            return "skip"

        names = [str(place) for place in range(len(self.headings))]
        try:
            table = arrow_csv.read_csv(
                pa.BufferReader(block),
                arrow_csv.ReadOptions(block_size=len(block) + 1, column_names=names),
                arrow_csv.ParseOptions(delimiter=self.separator, quote_char=False, invalid_row_handler=skipped),
                arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True
                ),
            )
        except pa.ArrowInvalid:  # such as a block of empty lines
            return None
        return None if odd else table.rename_columns(list(self.headings)).combine_chunks()

    def _careful(self, line: int, block: bytes, skip: int = 0) -> Iterator[Chunk]:
        """Yield the rows of a block, read one by one."""
        rows: list[Sequence[str | None]] = []
        broken: dict[int, Problem] = {}
        blank = (None,) * len(self.headings)
        for place, (at, row) in enumerate(self.rows(line, block)):
            if place < skip:
                continue
            fault = row if isinstance(row, Problem) else self._unfit(at, row)
            if fault is not None:
                broken[len(rows)] = fault
            rows.append(blank if fault is not None or isinstance(row, Problem) else [cell or None for cell in row])
            if len(rows) == ROWS:
                yield Chunk(self._batch(rows), broken)
                rows, broken = [], {}
        if rows:
            yield Chunk(self._batch(rows), broken)

    def _batch(self, rows: Sequence[Sequence[str | None]]) -> Any:
        columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
        return pa.RecordBatch.from_arrays(columns, schema=self.schema)

    def rows(self, line: int, block: bytes) -> Iterator[tuple[int, list[str] | Problem]]:
        """Yield the rows of a block that are not empty, each with its line, or why it cannot be read."""
        plain = readable(block)
        broken = is_broken(plain)
        reader = csv.reader(io.StringIO(plain, newline="\n"), delimiter=self.separator, strict=True)
        ends = line + block.count(b"\n") + (not block.endswith(b"\n"))
        while True:
            at = line + reader.line_num
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                if line + reader.line_num >= ends and "unexpected end" in str(error):
                    raise _unending(self.file.path, at) from None
                yield at, Problem("PR443", text("{reason}", reason=str(error)), Place(None, at), _ADVICE)
                continue
            if row:
                yield at, self.file.broken(at) if broken and is_broken("".join(row)) else row

    def _unfit(self, line: int, row: Sequence[str]) -> Problem | None:
        if len(row) == len(self.headings):
            return None
        message = text(
            "the row has {found} cells, and the headings are {expected}", found=len(row), expected=len(self.headings)
        )
        return Problem("PR447", message, Place(None, line), text("put quotes around a cell with a comma in it"))
