"""Results as files: written beside their place, and moved there when they are whole."""

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Protocol

import attrs
import pyarrow as pa

from perfrules.language import text
from perfrules.problems import Place, Problem, TableError


class Writer(Protocol):
    """Writes one file."""

    def write(self, batch: Any, /) -> None:
        """Write rows."""

    def close(self) -> None:
        """Finish the file."""

    def abandon(self) -> None:
        """Let go of what was begun."""


@attrs.frozen(eq=False)
class ArrowWriter:
    """Writes with a writer of PyArrow."""

    writer: Any
    stream: Any

    def write(self, batch: Any) -> None:
        """Write rows."""
        self.writer.write(batch)

    def close(self) -> None:
        """Finish the file."""
        self.writer.close()
        self.stream.close()

    def abandon(self) -> None:
        """Let go of what was begun."""
        self.stream.close()


@attrs.frozen(eq=False)
class ParquetWriter(ArrowWriter):
    """Writes Parquet with a writer of PyArrow."""

    def abandon(self) -> None:
        """Let go of what was begun: the writer, when it is forgotten, must not try to finish it."""
        self.writer.is_open = False
        super().abandon()


def _parquet(path: str, schema: Any) -> Writer:
    import pyarrow.parquet as pq

    stream = pa.OSFile(path, "wb")
    return ParquetWriter(pq.ParquetWriter(stream, schema, compression="zstd"), stream)


def _arrow(path: str, schema: Any) -> Writer:
    stream = pa.OSFile(path, "wb")
    return ArrowWriter(pa.ipc.new_file(stream, schema), stream)


def _csv(path: str, schema: Any) -> Writer:
    from pyarrow import csv

    nested = [field.name for field in schema if pa.types.is_nested(field.type)]
    if nested:
        message = text("CSV has no room for lists, as in `{name}`", name=nested[0])
        raise TableError([Problem("PR822", message, Place(key=nested), text("write Parquet or JSON Lines instead"))])
    stream = pa.OSFile(path, "wb")
    return ArrowWriter(csv.CSVWriter(stream, schema, write_options=csv.WriteOptions(quoting_style="needed")), stream)


@attrs.frozen(eq=False)
class JsonWriter:
    """Writes an object a line; decimals are numbers, with all their digits."""

    stream: Any

    @classmethod
    def at(cls, path: str, _schema: Any) -> "JsonWriter":
        """Return the writer of a file."""
        return cls(Path(path).open("w", encoding="utf-8", newline="\n"))

    def write(self, batch: Any) -> None:
        """Write rows."""
        names = [json.dumps(name, ensure_ascii=False) for name in batch.schema.names]
        columns = [[_json(value) for value in column.to_pylist()] for column in batch.columns]
        for row in zip(*columns, strict=True):
            cells = ", ".join(f"{name}: {value}" for name, value in zip(names, row, strict=True))
            self.stream.write(f"{{{cells}}}\n")

    def close(self) -> None:
        """Finish the file."""
        self.stream.close()

    abandon = close


def _json(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False, default=str)


def _excel(path: str, schema: Any) -> Writer:
    from perfrules.tables.files.excel_writing import ExcelWriter

    return ExcelWriter(path, schema)


WRITERS: Final[Mapping[str, Callable[[str, Any], Writer]]] = {
    ".parquet": _parquet,
    ".csv": _csv,
    ".arrow": _arrow,
    ".feather": _arrow,
    ".jsonl": JsonWriter.at,
    ".ndjson": JsonWriter.at,
    ".xlsx": _excel,
}
"""What writes files whose names end so."""


@attrs.define(eq=False)
class Output:
    """
    A file of results that appears when it is whole, and not before.

    Attributes:
        path: its place.
        schema: its columns.

    """

    path: str
    schema: Any
    rows: int = 0
    _beside: str = attrs.field(init=False)
    _writer: Writer = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        place = Path(self.path)
        with self._named():
            handle, self._beside = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:40]}.", suffix=".tmp")
            os.close(handle)
            try:
                self._writer = WRITERS[place.suffix.lower()](self._beside, self.schema)
            except BaseException:
                Path(self._beside).unlink(missing_ok=True)
                raise

    def write(self, batch: Any) -> None:
        """Write rows."""
        if batch.num_rows:
            self.rows += batch.num_rows
            with self._named():
                self._writer.write(batch)

    def finish(self) -> None:
        """Finish the file, beside its place."""
        mask = os.umask(0)
        os.umask(mask)
        beside = Path(self._beside)
        with self._named():
            self._writer.close()
            beside.chmod(0o666 & ~mask)

    def publish(self) -> None:
        """Move the finished file to its place."""
        with self._named():
            Path(self._beside).replace(self.path)

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Let an error tell the name of the file that cannot be written, not of the one beside its place."""
        try:
            yield
        except OSError as error:
            error.filename = self.path
            raise

    def abandon(self) -> None:
        """Leave nothing of it."""
        with suppress(Exception):  # what it says of a file that is thrown away is of no use
            self._writer.abandon()
        Path(self._beside).unlink(missing_ok=True)


__all__ = ["WRITERS", "Output", "Writer"]
