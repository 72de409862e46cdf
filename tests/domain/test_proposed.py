"""Sources that the program proposes come and go with the tag that asks for one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain import edits
from annotator.domain.edits import Occasion
from annotator.domain.marks import Mark, Source
from annotator.domain.meanings import Meanings
from annotator.domain.proposed import confirmed, with_proposal
from annotator.domain.tags import DEFAULT_TAGS

NAMES = Meanings()
OCCASION = Occasion("Aides said so.", "1", "2026-11-22T12:00:00.000Z")
TAGS = [tag.name for tag in DEFAULT_TAGS]
AIDES = Source("Aides", "Aides", "s1", 0, 5, "unnamed-group", by="program")
OWN = replace(AIDES, name="the aides", by="annotator")
GIVEN = Source("Kim", "", None, None, None, "named-person", by="import")


def propose(tag: str) -> tuple[Source, ...]:
    return (replace(AIDES, name=tag),)


def after(tags: list[str], *sources: Source, was: list[str] | None = None) -> list[Source]:
    """The sources of a mark with these tags and sources once it is tagged otherwise."""
    before = Mark("tagged", tuple(was), sources=sources) if was else None
    mark = replace(before or Mark("tagged", sources=sources), tags=tuple(tags))
    return list(with_proposal(before, mark, NAMES, propose).sources)


def test_a_tag_that_says_of_whom_it_is_brings_a_proposal() -> None:
    for tag in (NAMES.confirmed, NAMES.insider, NAMES.declined):
        assert after([tag]) == [replace(AIDES, name=tag)]


def test_opinion_and_a_desk_s_own_tag_bring_none() -> None:
    assert after([NAMES.opinion]) == []
    assert after(["rumour"]) == []


def test_a_second_tag_asks_for_a_source_too() -> None:
    found = after([NAMES.opinion, NAMES.confirmed], was=[NAMES.opinion])
    assert found == [replace(AIDES, name=NAMES.confirmed)]
    assert after([NAMES.opinion], AIDES, was=[NAMES.opinion, NAMES.confirmed]) == []


def test_another_tag_replaces_what_was_proposed_for_the_one_before() -> None:
    found = after([NAMES.declined], AIDES, was=[NAMES.confirmed])
    assert found == [replace(AIDES, name=NAMES.declined)]


def test_the_same_tag_again_leaves_what_is_there() -> None:
    assert after([NAMES.confirmed], AIDES, was=[NAMES.confirmed]) == [AIDES]
    assert after([NAMES.confirmed], was=[NAMES.confirmed]) == []


def test_a_proposal_that_is_not_ready_takes_the_one_for_another_tag_away_all_the_same() -> None:
    before = Mark("tagged", (NAMES.confirmed,), sources=(AIDES,))
    mark = replace(before, tags=(NAMES.insider,))
    assert with_proposal(before, mark, NAMES).sources == ()


def test_clearing_takes_what_was_only_proposed_and_keeps_what_was_entered() -> None:
    assert edits.cleared(Mark("tagged", (NAMES.confirmed,), sources=(AIDES,)), OCCASION) is None
    kept = edits.cleared(Mark("tagged", (NAMES.confirmed,), sources=(AIDES, OWN)), OCCASION)
    assert kept is not None
    assert kept.sources == (OWN,)


SOURCES = st.lists(st.sampled_from([AIDES, OWN, GIVEN]), max_size=3, unique=True)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("tag"), st.sampled_from(TAGS)),
        st.tuples(st.just("second"), st.sampled_from(TAGS)),
        st.tuples(st.sampled_from(["no-tag", "skip"]), st.just("")),
    ),
    max_size=8,
)


@given(SOURCES, STEPS)
def test_what_people_entered_is_never_touched_and_a_proposal_never_outlives_its_tag(
    sources: list[Source], steps: list[tuple[str, str]]
) -> None:
    entered = tuple(source for source in sources if source.by != "program")
    mark: Mark | None = Mark("open", sources=entered) if entered else None
    for step, tag in steps:
        if step == "second" and (mark is None or mark.state != "tagged"):
            continue
        if step == "tag":
            now = edits.tagged(mark, tag, OCCASION)
        elif step == "second" and mark is not None:
            now = edits.with_second(mark, tag, OCCASION)
        elif step == "no-tag":
            now = edits.no_tag(mark, OCCASION)
        else:
            now = edits.skipped(mark, "bad-cut", OCCASION)
        mark = with_proposal(mark, now, NAMES, propose)
        proposed = [source for source in mark.sources if source.by == "program"]
        assert tuple(source for source in mark.sources if source.by != "program") == entered
        if entered:
            assert proposed == []
        else:
            asking = [t for t in mark.tags if t != NAMES.opinion][:1]
            assert [source.name for source in proposed] == asking


def test_confirming_makes_it_the_annotator_s_word_and_leaves_what_came_from_elsewhere() -> None:
    assert confirmed(AIDES) == replace(AIDES, by="annotator")
    assert confirmed(GIVEN) == GIVEN
