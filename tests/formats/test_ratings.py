from __future__ import annotations

import pytest
from hypothesis import assume, given

from annotator.domain.agreement.ratings import Rating, columns_of
from annotator.errors import RatingsError
from annotator.formats.ratings import Ratings, read_ratings
from tests.ratings import ratings as some_ratings


def read(text: str, *, sets: bool = False) -> Ratings:
    return read_ratings(text.encode(), "r.csv", sets=sets)


def test_columns_stand_in_any_order_beside_others() -> None:
    found = read("Label,more,annotator, unit \nopinion,x,ana,u1\nno-tag,y,ben,u1\n")
    expected = [Rating("u1", "ana", ("opinion",)), Rating("u1", "ben", ("no-tag",))]
    assert found == Ratings(columns_of(expected))


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_columns_are_separated_as_spreadsheets_do(between: str) -> None:
    lines = (("unit", "annotator", "label", "cluster"), ("u1", "ana", "a", "c"))
    text = "\r\n".join(between.join(line) for line in lines)
    assert read("\ufeff" + text).good == columns_of([Rating("u1", "ana", ("a",), "c")])


def test_a_label_is_one_category_or_a_set_of_tags() -> None:
    text = "unit,annotator,label\nu1,ana,opinion + confirmed + opinion\n"
    assert read(text).good.tags[0] == ("opinion + confirmed + opinion",)
    assert read(text, sets=True).good.tags[0] == ("opinion", "confirmed")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("u1,ana,", "line 3: the label is empty, so this line is left out."),
        (",ana,a", "line 3: the unit is empty, so this line is left out."),
        ("u1,  ,a", "line 3: the annotator is empty, so this line is left out."),
        ("u9,ben,b", "line 3: ben rates u9 again, as on line 2; the first counts."),
        ("u1,ana", "line 3: there are 2 columns, and 3 are needed."),
        (f"u1,ana,{'a' * 200_000}", "line 3: field larger than field limit (131072)."),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_rest_is_read(line: str, what: str) -> None:
    found = read(f"unit,annotator,label\nu9,ben,a\n{line}\nu9,cho,a\n")
    assert found.good == columns_of([Rating("u9", "ben", ("a",)), Rating("u9", "cho", ("a",))])
    assert found.problems == (f"r.csv, {what}",)


@pytest.mark.parametrize(
    ("line", "column"), [('u1,ana,"a', "label"), ('u1,"ana,a\nu2,ben",a', "annotator")]
)
def test_a_quotation_mark_that_is_not_closed_swallows_nothing_unsaid(
    line: str, column: str
) -> None:
    found = read(f"unit,annotator,label\nu9,ben,a\n{line}\nu9,cho,a\n")
    (problem,) = found.problems
    assert f"opens a {column} of several lines" in problem
    assert set(found.good.annotators) <= {"ben", "cho"}


def test_numbers_are_those_of_lines_where_values_have_several() -> None:
    found = read('unit,annotator,label\n"u\n1",ana,a\n\nu2,ana,\n')
    assert found.problems == ("r.csv, line 5: the label is empty, so this line is left out.",)


def test_a_unit_is_in_the_first_cluster_that_was_named() -> None:
    found = read("unit,annotator,label,cluster\nu1,ana,a,c\nu1,ben,a,d\nu2,ana,a\n")
    assert found.good.clusters == ["c", "c", ""]
    assert found.problems == (
        "r.csv, line 3: u1 is in cluster d here and in c before; the first counts.",
    )


@given(some_ratings())
def test_a_bad_line_changes_nothing_of_the_others(some: list[Rating]) -> None:
    assume(some)
    text = "unit,annotator,label,cluster\n" + "".join(
        f"{r.unit},{r.annotator},{'+'.join(r.tags)},{r.cluster}\n" for r in some
    )
    found, with_more = read(text, sets=True), read(text + "x,y,\n", sets=True)
    assert found == Ratings(columns_of(some))
    assert with_more.good == found.good
    assert len(with_more.problems) == 1


def test_names_that_look_alike_are_told_of() -> None:
    found = read("unit,annotator,label\nu1,Ana,é\nu1,ana,e\u0301\n")
    assert len(found.good.units) == 2
    tail = "differ in case or Unicode form only; they count as different."
    assert found.problems == (
        f"The annotators 'Ana' and 'ana' {tail}",
        f"The labels 'e\u0301' and 'é' {tail}",
    )


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "the file holds nothing"),
        (b"unit,annotator\nu1,ana\n", "line 1 names no column label; it has unit, annotator"),
        (b"a,b\n", "line 1 names no column unit and no column annotator and no column label"),
        (b"unit,annotator,label\n", "no line of it holds a rating"),
        (b"unit,annotator,label\nu1,ana,\n", "no line of it holds a rating. r.csv, line 2: the la"),
        (b"unit,annotator,label\nu1,an\xe4,a\n", r"line 2 is not UTF-8 \(byte 26 of the file"),
        (b"\x00\x01\x02", "line 1 names no column unit"),
    ],
)
def test_what_is_no_table_of_ratings_is_refused_with_the_columns_it_needs(
    data: bytes, what: str
) -> None:
    with pytest.raises(RatingsError, match=f"^r.csv: {what}.*the columns unit, annotator"):
        read_ratings(data, "r.csv")
