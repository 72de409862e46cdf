"""Parquet: columns with their types, written in batches so that memory does not grow.

Lists stay lists and objects stay objects. The file's schema carries what the dataset is about,
under the key `annotator`, and what each column means, under `means`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from annotator.codec import to_json
from annotator.errors import MissingExtraError
from annotator.formats.about import About, Target
from annotator.formats.rows import Column, Row
from annotator.formats.said import CHECKED, EVIDENCE, SOURCE, SUGGESTION, VOTE

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 20_000
"""Rows that are in memory at once."""

_OTHER_TYPES = {
    "tags": "texts",
    "unsure": "flag",
    "seconds": "number",
    "start": "whole",
    "end": "whole",
    "confidential": "flag",
    "probability": "number",
    "shown": "flag",
    "accepted": "flag",
}
"""Fields of lists that are no text."""


def write_parquet(rows: Iterable[Row], about: About, target: Target) -> None:
    """Writes one file.

    Raises:
        MissingExtraError: the library is not installed.
    """
    with target.file("data.parquet") as stream:
        write_table(rows, about, stream)


def write_table(rows: Iterable[Row], about: About, stream: BinaryIO) -> int:
    """Writes the rows as a table and gives how many there were; the stream stays open.

    Raises:
        MissingExtraError: the library is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, and slow to import
        import pyarrow.parquet as pq  # noqa: PLC0415 - as above
    except ImportError as error:
        raise MissingExtraError("parquet", "Parquet", "parquet", doing="writing") from error
    schema = schema_of(about)
    number = 0
    left = iter(rows)
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        while batch := list(islice(left, BATCH)):
            number += len(batch)
            writer.write_batch(pa.RecordBatch.from_pylist(batch, schema=schema))
            batch.clear()
    return number


def schema_of(about: About) -> pa.Schema:
    """The columns with their types and meanings, and what the dataset is about."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    told = {
        "version": about.version,
        "project": about.project.name,
        "labels": about.labels,
        "guidelines": about.project.guidelines,
        "command": about.command,
    }
    fields = [
        pa.field(column.name, _type(column), metadata={"means": column.means})
        for column in about.columns
    ]
    return pa.schema(fields, metadata={"annotator": to_json(told)})


def _type(column: Column) -> pa.DataType:
    import pyarrow as pa  # noqa: PLC0415 - as above

    of_lists = {"votes": VOTE, "sources": SOURCE, "evidence": EVIDENCE, "suggestions": SUGGESTION}
    if column.type in of_lists:
        return pa.list_(_struct(of_lists[column.type]))
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
            (name, checked if name == "checked" else _plain(_OTHER_TYPES.get(name, "text")))
            for name in names
        ]
    )
