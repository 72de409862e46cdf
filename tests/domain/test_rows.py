from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.codec import empty_rows
from annotator.domain.article import order_of_id
from annotator.domain.marks import Comment, Mark
from annotator.domain.rows import Log, Rows
from tests import strategies as some


def read(line: bytes) -> int:
    return int(line)


def write(value: int) -> bytes:
    return b"%d" % value


def rows(values: dict[str, int]) -> Rows[int]:
    return Rows({}, read, write).with_all(values)


IDS = some.sentence_ids()


@given(st.dictionaries(IDS, st.integers()), st.dictionaries(IDS, some.optional(st.integers())))
def test_rows_are_a_mapping_in_the_order_of_ids(
    before: dict[str, int], changes: dict[str, int | None]
) -> None:
    after = rows(before).with_all(changes)
    expected = {k: v for k, v in (before | changes).items() if v is not None}
    assert dict(after) == expected
    assert list(after) == sorted(expected, key=order_of_id)
    assert (after == rows(expected), hash(after) == hash(rows(expected))) == (True, True)
    assert dict(rows(before)) == before


def test_ids_are_in_reading_order_and_later_ones_after_the_first() -> None:
    ids = ["s10", "s1f00ba4baz", "s2", "s1"]
    assert list(rows(dict.fromkeys(ids, 1))) == ["s1", "s2", "s10", "s1f00ba4baz"]


def test_a_line_is_not_read_before_it_is_looked_at() -> None:
    lazy = Rows({"s1": b"no number", "s2": b"2"}, read, write)
    assert lazy.having("s3", 3)["s2"] == 2
    assert "s1" in lazy
    assert (lazy.line("s1"), lazy.line("s9")) == (b"no number", None)
    with pytest.raises(ValueError, match="no number"):
        lazy["s1"]


@given(st.lists(st.integers()), st.lists(st.integers()))
def test_a_log_only_grows(one: list[int], other: list[int]) -> None:
    log = Log([], read, write).plus(one).plus(other)
    assert list(log) == one + other
    assert log[: len(one)] == Log([], read, write).plus(one)
    assert hash(log) == hash(Log([], read, write).plus(one + other))
    assert list(log.without(lambda n: n % 2 == 0)) == [n for n in one + other if n % 2]
    assert log != one + other


def test_what_is_printed_for_a_developer_shows_the_values() -> None:
    marks: Rows[Mark] = empty_rows("marks")
    comments: Log[Comment] = empty_rows("comments")
    assert repr(marks.having("s1", Mark("no-tag"))).startswith("Rows({'s1': Mark(state='no-tag'")
    assert repr(comments) == "Log([])"
