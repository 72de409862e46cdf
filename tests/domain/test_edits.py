from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain import edits
from annotator.domain.article import KINDS, Sentence
from annotator.domain.edits import Occasion
from annotator.domain.marks import Evidence, Mark, Source, Suggestion
from annotator.domain.tags import Renamed
from tests import strategies as some

NOW = Occasion("It will fail.", "2", some.time_after(9), 2.5)
SOURCE = Source("Aides", "Aides", "s1", 0, 5, "unnamed-group")
EVIDENCE = Evidence("https://example.org", None)
FULL = Mark(
    "tagged",
    ("opinion", "confirmed", "insider-sourced"),
    unsure=True,
    quote="old",
    sources=(SOURCE,),
    evidence=(EVIDENCE,),
    note="see s3",
    look_again="edited",
    suggestion=Suggestion("opinion", 0.9, "m", shown=True, accepted=True),
    at=some.time_after(0),
)

TAGS = st.sampled_from(some.TAG_NAMES)
ANY_EDIT: dict[str, Callable[[Mark | None, Occasion], Mark | None]] = {
    "tag": lambda mark, now: edits.tagged(mark, "opinion", now, ["confirmed"]),
    "no tag": edits.no_tag,
    "skip": lambda mark, now: edits.skipped(mark, "bad-cut", now),
    "clear": edits.cleared,
    "note": lambda mark, now: edits.with_note(mark, "n", now),
    "no note": lambda mark, now: edits.with_note(mark, " ", now),
    "unsure": edits.with_unsure,
    "sources": lambda mark, now: edits.with_sources(mark, [SOURCE], now),
    "no sources": lambda mark, now: edits.with_sources(mark, [], now),
    "evidence": lambda mark, now: edits.with_evidence(mark, [EVIDENCE], now),
    "no evidence": lambda mark, now: edits.with_evidence(mark, [], now),
}


@given(st.sampled_from(sorted(ANY_EDIT)), some.optional(some.marks()))
def test_every_edit_leaves_tags_and_reason_that_fit_the_state(name: str, mark: Mark | None) -> None:
    after = ANY_EDIT[name](mark, NOW)
    if after is not None:
        assert bool(after.tags) == (after.state == "tagged")
        assert len(set(after.tags)) == len(after.tags)
        assert (after.skip_reason is not None) == (after.state == "skipped")
        assert after.at == NOW.at
        assert (
            after.state != "open" or after.note or after.sources or (after.evidence or after.unsure)
        )


@given(some.marks(), TAGS)
def test_a_tag_becomes_the_primary_and_loses_no_second_tag(mark: Mark, tag: str) -> None:
    after = edits.tagged(mark, tag, NOW)
    assert after.tags[0] == tag
    assert set(mark.tags[1:]) <= set(after.tags)
    assert len(after.tags) == max(1, len(mark.tags))


@pytest.mark.parametrize(
    ("tags", "key", "expected"),
    [
        ((), "opinion", ("opinion",)),
        (("confirmed",), "opinion", ("opinion",)),
        (("confirmed",), "confirmed", ("confirmed",)),
        (("confirmed", "opinion"), "opinion", ("opinion", "confirmed")),
        (("confirmed", "opinion"), "insider-sourced", ("insider-sourced", "opinion")),
        (
            ("confirmed", "opinion", "insider-sourced"),
            "insider-sourced",
            ("insider-sourced", "opinion", "confirmed"),
        ),
    ],
)
def test_a_tag_replaces_the_primary_or_swaps_with_it(
    tags: tuple[str, ...], key: str, expected: tuple[str, ...]
) -> None:
    mark = replace(FULL, tags=tags) if tags else None
    assert edits.tagged(mark, key, NOW).tags == expected


def test_a_second_tag_that_waited_comes_after_the_primary() -> None:
    assert edits.tagged(None, "confirmed", NOW, ["opinion"]).tags == ("confirmed", "opinion")
    assert edits.tagged(None, "confirmed", NOW, ["confirmed"]).tags == ("confirmed",)


def test_a_second_tag_is_added_at_the_end_and_taken_away() -> None:
    two = edits.with_second(replace(FULL, tags=("confirmed",)), "opinion", NOW)
    assert two.tags == ("confirmed", "opinion")
    three = edits.with_second(two, "insider-sourced", NOW)
    assert three.tags == ("confirmed", "opinion", "insider-sourced")
    assert edits.with_second(three, "opinion", NOW).tags == ("confirmed", "insider-sourced")
    assert edits.with_second(two, "confirmed", NOW) is two


@pytest.mark.parametrize("decide", [edits.no_tag, lambda m, n: edits.skipped(m, "bad-cut", n)])
def test_no_tag_and_skip_drop_the_tags_and_keep_the_rest(
    decide: Callable[[Mark, Occasion], Mark],
) -> None:
    after = decide(FULL, NOW)
    assert after.tags == ()
    assert (after.note, after.sources, after.evidence) == ("see s3", (SOURCE,), (EVIDENCE,))


def test_a_decision_records_its_occasion_and_asks_for_no_other_look() -> None:
    suggestion = Suggestion("opinion", 0.5, "m", shown=True, accepted=False)
    after = edits.tagged(FULL, "confirmed", replace(NOW, suggestion=suggestion))
    assert (after.quote, after.guidelines, after.seconds) == ("It will fail.", "2", 2.5)
    assert (after.look_again, after.suggestion) == (None, suggestion)


def test_looking_once_more_changes_nothing_else() -> None:
    after = edits.confirmed_again(FULL, NOW)
    assert after == replace(FULL, look_again=None, at=NOW.at, seconds=2.5)


def test_clearing_leaves_an_open_mark_only_where_something_is_left() -> None:
    after = edits.cleared(FULL, NOW)
    assert after is not None
    assert (after.state, after.tags, after.note) == ("open", (), "see s3")
    assert edits.cleared(Mark("tagged", ("opinion",)), NOW) is None
    assert edits.cleared(None, NOW) is None


def test_a_note_on_an_unseen_sentence_opens_it_and_taking_it_away_closes_it() -> None:
    opened = edits.with_note(None, "  why?  ", NOW)
    assert opened is not None
    assert (opened.state, opened.note, opened.quote) == ("open", "why?", NOW.quote)
    assert edits.with_note(opened, "", NOW) is None
    turned = edits.with_unsure(None, NOW)
    assert turned is not None
    assert turned.unsure
    assert edits.with_unsure(turned, NOW) is None


def test_a_source_carried_on_says_where_it_came_from_first() -> None:
    carried = edits.carried_source(SOURCE, "s1")
    assert (carried.from_, carried.basis, carried.name) == ("s1", "continued", "Aides")
    assert edits.carried_source(carried, "s2").from_ == "s1"


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_is_no_prose_says_by_itself_why_it_is_skipped(kind: str) -> None:
    sentence = Sentence("s1", 0, 1, kind, 0)  # type: ignore[arg-type]
    expected = None if kind in {"sentence", "headline"} else "not-prose"
    assert edits.skip_reason_of(sentence) == expected


def test_renamed_tags_are_called_what_they_are_called_today() -> None:
    renamed = [Renamed("opinion", "view", ""), Renamed("confirmed", "view", "")]
    assert edits.with_current_names(FULL, renamed).tags == ("view", "insider-sourced")
    assert edits.with_current_names(FULL, []) is FULL


def test_a_decision_is_the_same_whenever_and_however_fast_it_was_made() -> None:
    assert edits.same_decision(FULL, replace(FULL, at="", seconds=None))
    assert edits.same_decision(None, None)
    assert not edits.same_decision(FULL, None)
    assert not edits.same_decision(FULL, replace(FULL, note=""))
