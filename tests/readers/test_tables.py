"""pandas, polars and DuckDB: a table is the same rows for each of them, from CSV and Parquet."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from tests.readers.conftest import FULL, Export, Rows

Table = list[dict[str, Any]]
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def pandas_csv(path: Path) -> Table:
    return list(pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records"))


def polars_csv(path: Path) -> Table:
    return list(pl.read_csv(path, infer_schema=False).to_dicts())


def duckdb_csv(path: Path) -> Table:
    return queried(f"read_csv('{path}', all_varchar = true)")


def pandas_parquet(path: Path) -> Table:
    found = pd.read_parquet(path, dtype_backend="pyarrow").to_dict("records")
    return [{name: _none(value) for name, value in row.items()} for row in found]


def polars_parquet(path: Path) -> Table:
    return list(pl.read_parquet(path).to_dicts())


def duckdb_parquet(path: Path) -> Table:
    return queried(f"read_parquet('{path}')")


def queried(source: str) -> Table:
    with duckdb.connect() as connection:
        found = connection.sql(f"SELECT * FROM {source}")  # noqa: S608 - a path of ours
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def _none(value: Any) -> Any:
    return None if value is pd.NA else value


def cell(value: Any) -> str:
    """A value as the README says that a cell has it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize("read", [pandas_csv, polars_csv, duckdb_csv])
def test_a_spreadsheet_has_every_cell(
    read: Callable[[Path], Table], export: Export, rows: Rows
) -> None:
    found = [
        {name: value or "" for name, value in row.items()} for row in read(export("csv", FULL))
    ]
    assert found == [{name: cell(value) for name, value in row.items()} for row in rows(FULL)]
    assert found[0]["text"] == "'=1+1 adds up, they say"


def test_numbers_and_flags_of_a_spreadsheet_are_seen_without_being_told(
    export: Export, rows: Rows
) -> None:
    path = export("csv", FULL)
    columns = ["start", "end", "tag_opinion", "unsure", "seconds"]
    ours = [[row[name] for name in columns] for row in rows(FULL)]
    assert pd.read_csv(path)[columns].to_numpy(dtype=object).tolist() == ours
    assert [list(row) for row in pl.read_csv(path)[columns].rows()] == ours
    found = queried(f"'{path}'")
    assert [[row[name] for name in columns] for row in found] == ours


@pytest.mark.parametrize("read", [pandas_parquet, polars_parquet, duckdb_parquet])
def test_parquet_has_every_value_with_lists_and_objects(
    read: Callable[[Path], Table], export: Export, rows: Rows
) -> None:
    assert read(export("parquet", FULL)) == rows(FULL)


def test_files_of_a_release_are_one_table(export: Export, rows: Rows) -> None:
    folder = export("hf", FULL)
    found = queried(f"'{folder}/data/*.parquet'")
    assert {row["id"]: row["split"] for row in found} == {
        row["id"]: row["split"] for row in rows(FULL)
    }
    assert len(found) == len(rows(FULL))
