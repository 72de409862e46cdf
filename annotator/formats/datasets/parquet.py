"""Parquet: columns with their types, written in batches so that memory does not grow.

Lists stay lists and objects stay objects. The file's schema carries what the dataset is about,
under the key `annotator`, and what each column means, under `means`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from annotator.codec import to_json
from annotator.errors import MissingExtraError
from annotator.formats.datasets.about import About, Target
from annotator.formats.datasets.rows import Column, Row
from annotator.formats.datasets.said import CHECKED, FIELD_TYPES, STRUCTS

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 10_000
"""Rows of a group, unless several tables are written at once."""
_TOGETHER = 1_000
"""Rows that are in memory at once as objects of Python's."""


def write_parquet(rows: Iterable[Row], about: About, target: Target) -> None:
    """Writes one file.

    Raises:
        MissingExtraError: the library is not installed.
    """
    with target.file("data.parquet") as stream:
        write_table(rows, about, stream)


def write_table(rows: Iterable[Row], about: About, stream: BinaryIO) -> None:
    """Writes the rows as a table; the stream stays open.

    Raises:
        MissingExtraError: the library is not installed.
    """
    with Table(stream, schema_of(about)) as table:
        for row in rows:
            table.add(row)


class Table:
    """A table that is written row by row, in groups; it is whole after its `with` block."""

    def __init__(self, stream: BinaryIO, schema: pa.Schema, group: int = BATCH) -> None:
        """Begins the table on a stream, which stays open.

        Args:
            stream: where to.
            schema: its columns.
            group: rows that are in memory at once, as columns.

        Raises:
            MissingExtraError: the library is not installed.
        """
        import pyarrow.parquet as pq  # noqa: PLC0415 - an extra, and slow to import

        self._schema = schema
        self._group = group
        # Statistics hold whole texts of each group until the end, and nobody searches by them.
        self._writer = pq.ParquetWriter(stream, schema, compression="zstd", write_statistics=False)
        self._rows: list[Row] = []
        self._batches: list[pa.RecordBatch] = []
        self.rows = 0
        self.bytes = 0
        """Of the columns in memory, before they are compressed."""

    def add(self, row: Row) -> None:
        """Adds a row; objects of Python's become columns soon, for those are much smaller."""
        self._rows.append(row)
        if len(self._rows) == _TOGETHER:
            self._take()
            if len(self._batches) == self._group // _TOGETHER:
                self._write()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Writes what is left and the end of the table; nothing more if it is broken off."""
        try:
            if kind is None:
                self._take()
                self._write()
                self._writer.close()
        finally:
            # A writer that is still open when it is thrown away would write into a file that
            # is closed by then, and print that it cannot.
            self._writer.is_open = False

    def _take(self) -> None:
        import pyarrow as pa  # noqa: PLC0415 - as above

        if self._rows:
            batch = pa.RecordBatch.from_pylist(self._rows, schema=self._schema)
            self.rows += len(self._rows)
            self.bytes += batch.nbytes
            self._batches.append(batch)
            self._rows.clear()

    def _write(self) -> None:
        import pyarrow as pa  # noqa: PLC0415 - as above

        if self._batches:
            table = pa.Table.from_batches(self._batches, self._schema)
            self._writer.write_table(table, row_group_size=self._group)
            self._batches.clear()
            del table
            # What the library keeps for later would grow with the number of groups.
            pa.default_memory_pool().release_unused()


def schema_of(about: About, numbered: str = "") -> pa.Schema:
    """The columns with their types and meanings, and what the dataset is about.

    Args:
        about: the dataset.
        numbered: the column that holds numbers of labels instead of their names.

    Raises:
        MissingExtraError: the library is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - as above
    except ImportError as error:
        raise MissingExtraError("parquet", "Parquet", "parquet", doing="writing") from error
    told = {
        "version": about.version,
        "project": about.project.name,
        "labels": about.labels,
        "guidelines": about.project.guidelines,
        "command": about.command,
    }
    fields = [
        pa.field(
            column.name,
            pa.int64() if column.name == numbered else _type(column),
            metadata={"means": column.means},
        )
        for column in about.columns
    ]
    return pa.schema(fields, metadata={"annotator": to_json(told)})


def _type(column: Column) -> pa.DataType:
    import pyarrow as pa  # noqa: PLC0415 - as above

    if column.type in STRUCTS:
        return pa.list_(_struct(STRUCTS[column.type]))
    return _plain(column.type)


def _plain(name: str) -> Any:  # noqa: ANN401 - a type of a library without types
    import pyarrow as pa  # noqa: PLC0415 - as above

    return {
        "text": pa.string(),
        "label": pa.string(),
        "whole": pa.int64(),
        "number": pa.float64(),
        "flag": pa.bool_(),
        "texts": pa.list_(pa.string()),
    }[name]


def _struct(names: Iterable[str]) -> Any:  # noqa: ANN401 - as above
    import pyarrow as pa  # noqa: PLC0415 - as above

    checked = pa.struct([(name, pa.string()) for name in CHECKED])
    return pa.struct(
        [
            (name, checked if name == "checked" else _plain(FIELD_TYPES.get(name, "text")))
            for name in names
        ]
    )
