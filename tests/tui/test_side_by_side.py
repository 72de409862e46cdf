"""Columns for several people: as wide as there is room, and told apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.tui.widgets.side_by_side import SideBySide, people_columns, short_names

NAMES = st.lists(st.text("abzé漢", min_size=1, max_size=20), min_size=1, max_size=40, unique=True)


def test_three_people_have_their_names_over_their_columns() -> None:
    assert short_names(["ana", "ben", "cho"], people_columns(["ana", "ben", "cho"], 80).width) == [
        "ana",
        "ben",
        "cho",
    ]


def test_names_that_would_look_alike_are_numbered() -> None:
    assert short_names(["annabel", "annalena", "ben"], 4) == ["an1", "an2", "ben"]


def test_many_names_in_narrow_columns_take_one_cell_each() -> None:
    short = short_names([f"annotator {n}" for n in range(40)], 2)
    assert {cell_len(name) for name in short} == {1}
    assert len(set(short[:35])) == 35


@given(NAMES, st.integers(1, 200))
def test_columns_leave_room_for_the_prose(names: list[str], room: int) -> None:
    columns = SideBySide(names).columns_for(room)
    people = people_columns(names, room)
    assert 1 <= people.shown <= len(names)
    assert columns.text >= 1
    if room >= 60:
        assert columns.gutter + columns.text + columns.flags <= room
        assert columns.text >= 24


@given(NAMES, st.integers(2, 9))
def test_no_name_is_wider_than_its_column(names: list[str], width: int) -> None:
    short = short_names(names, width)
    assert all(cell_len(name) < width for name in short)
    assert len(short) == len(names)
