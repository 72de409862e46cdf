from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.marks import Evidence, Mark, Source, support
from annotator.domain.project import Person, Project, with_person
from annotator.domain.tags import DEFAULT_TAGS, Renamed, Tag, current_name, find_tag
from annotator.errors import UnknownNameError

RENAMED = [Renamed("rumour", "hearsay", ""), Renamed("hearsay", "insider-sourced", "")]


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("confirmed", "confirmed"),
        ("c", "confirmed"),
        ("decl", "declined-comment"),
        ("rumour", "insider-sourced"),
        ("hearsay", "insider-sourced"),
    ],
)
def test_a_tag_is_found_by_name_key_beginning_or_old_name(name: str, tag: str) -> None:
    assert find_tag(name, DEFAULT_TAGS, RENAMED).name == tag


@pytest.mark.parametrize("name", ["", "confirmd", "CONFIRMED", "x"])
def test_an_unknown_tag_is_told_with_the_nearest_or_all(name: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_tag(name, DEFAULT_TAGS)
    assert "confirmed" in str(caught.value)


def test_a_beginning_that_two_tags_share_is_neither() -> None:
    tags = (Tag("opinion", "o", "", "", ""), Tag("open", "p", "", "", ""))
    with pytest.raises(UnknownNameError):
        find_tag("op", tags)


def test_renames_are_followed_in_order_and_never_in_circles() -> None:
    assert current_name("a", [Renamed("a", "b", ""), Renamed("b", "a", "")]) == "a"
    assert current_name("b", [Renamed("a", "b", ""), Renamed("b", "c", "")]) == "c"
    assert current_name("z", RENAMED) == "z"


def test_a_person_is_added_once() -> None:
    project = with_person(with_person(Project("desk"), "ana"), "ana")
    assert project.people == (Person("ana"),)


def test_support_says_what_a_mark_rests_on() -> None:
    source = Source("A", "A", None, None, None, "reporter")
    evidence = Evidence("u", None)
    assert support([Mark("no-tag")]) == "none"
    assert support([Mark("no-tag", sources=(source,))]) == "on-record"
    assert support([Mark("no-tag", evidence=(evidence,))]) == "checked"
    assert (
        support([Mark("no-tag", sources=(source,)), Mark("no-tag", evidence=(evidence,))]) == "both"
    )
    proposed = replace(source, by="program")
    assert support([Mark("no-tag", sources=(proposed,))]) == "none"
    assert support([Mark("no-tag", sources=(proposed,), evidence=(evidence,))]) == "checked"
