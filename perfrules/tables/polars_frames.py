"""Tables of Polars, eager and lazy: through Arrow, with texts for what Arrow has no type for."""

from typing import Any

from perfrules.tables.refusing import no_table, unreadable
from perfrules.tables.source import Source, arrow_source, said


def polars_source(frame: Any) -> Source:
    """Return a table of Polars; a lazy one is computed, and its results are lazy again."""
    import polars as pl

    lazy = isinstance(frame, pl.LazyFrame)
    if not lazy and not isinstance(frame, pl.DataFrame):
        raise no_table(frame)

    def plain(table: Any) -> Any:
        made = pl.DataFrame(table)
        return made.lazy() if lazy else made

    table = _fit(_collected(frame) if lazy else frame).to_arrow()
    return arrow_source(table.schema, table.to_batches(), plain)


def _collected(frame: Any) -> Any:
    try:
        return frame.collect()
    except Exception as error:
        raise unreadable(error) from error


def _fit(frame: Any) -> Any:
    """Return a table with texts for numbers of 128 bits, in lists too, and for objects of Python."""
    import polars as pl

    fitting = {name: (kind, _narrow(kind)) for name, kind in frame.schema.items()}
    wide = {name: narrow for name, (kind, narrow) in fitting.items() if narrow != kind}
    objects = [
        pl.Series(name, [None if value is None else said(value) for value in frame[name]], pl.String)
        for name, kind in frame.schema.items()
        if kind == pl.Object
    ]
    return frame.cast(wide).with_columns(objects) if wide or objects else frame


def _narrow(kind: Any) -> Any:
    """Return a type that Arrow has, with texts where *kind* has numbers of 128 bits."""
    import polars as pl

    if kind in (pl.Int128, pl.UInt128):
        return pl.String()
    if isinstance(kind, pl.List):
        return pl.List(_narrow(kind.inner))
    if isinstance(kind, pl.Array):
        return pl.Array(_narrow(kind.inner), kind.size)
    if isinstance(kind, pl.Struct):
        return pl.Struct({one.name: _narrow(one.dtype) for one in kind.fields})
    return kind
