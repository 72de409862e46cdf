"""Findings that are kept up to date are those that a check of everything finds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.article import Article
from annotator.domain.marks import Evidence, Source
from annotator.domain.project import Project, Settings
from annotator.domain.rows import Rows
from annotator.flows.annotate import Annotating
from annotator.flows.sourcing.checking import own_findings
from annotator.flows.sourcing.findings import OwnFindings
from tests.desks import memory_desk, session
from tests.sourced import article, source

TODAY = "2026-11-22T12:00:00.000Z"
TEXT = article(
    "Carmaker Acme takes over rival Bolt",
    "Insiders at Acme said that it is considering to take over its rival Bolt.",
    "They said that talks began in May.",
    "Acme declined to comment.",
    "Ada Lovelace, who runs Bolt, said that it has 20 shops.",
)
SOURCES = [
    source("Insiders at Acme", "unnamed-group", "s2"),
    source("They", "unnamed-group", "s3", from_="s2", basis="pronoun"),
    source("insiders at Acme", "unnamed-group", "s3"),
    source("Acme", "named-organisation", "s4", role="declined"),
    source("Ada Lovelace", "named-person", "s5"),
    source("Ada Lovelace", "named-person", "s5", by="program"),
]
EVIDENCE = [Evidence("https://a.example/", None), Evidence(None, "old.pdf", seen="2020-01-01")]
TAGS = ["confirmed", "insider-sourced", "declined-comment", "opinion"]
STEPS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.one_of(
            st.sampled_from(TAGS),
            st.sampled_from(["no-tag", "clear", "undo"]),
            st.lists(st.sampled_from(SOURCES), max_size=2, unique=True),
            st.lists(st.sampled_from(EVIDENCE), max_size=1),
        ),
    ),
    max_size=12,
)
PROJECTS = st.sampled_from(
    [
        Project("desk"),
        Project("desk", settings=Settings(lint={"headline-stronger": "hint"}, evidence_days=9)),
        Project("desk", settings=Settings(lint={"confirmed-without-basis": "off"})),
    ]
)


def at_work(text: Article = TEXT, project: Project | None = None) -> Annotating:
    return Annotating(text, None, project or Project("desk"), session(), lambda _: None)


def do(work: Annotating, index: int, what: Any) -> None:  # noqa: ANN401 - what a step draws
    work.go(index)
    if what in TAGS:
        work.tag(what)
    elif what == "no-tag":
        work.no_tag()
    elif what == "clear":
        work.clear()
    elif what == "undo":
        work.undo()
    elif what and isinstance(what[0], Source):
        work.set_sources(what)
    else:
        work.set_evidence(what)


def look(found: OwnFindings, work: Annotating) -> set[str]:
    return found.look(work.article, work.document, work.project, TODAY, lambda: True)


def told(found: OwnFindings, text: Article) -> list[tuple[str, str]]:
    return sorted((f.rule, f.message) for s in text.sentences for f in found.of(s.id))


@given(STEPS, PROJECTS)
@settings(max_examples=60)
def test_they_are_what_a_check_of_everything_finds(
    steps: list[tuple[int, Any]], project: Project
) -> None:
    work, found = at_work(project=project), OwnFindings()
    for index, what in steps:
        before = {s.id: found.of(s.id) for s in TEXT.sentences}
        do(work, index, what)
        differ = look(found, work)
        whole = own_findings(TEXT, "ana", work.document.marks, project, TODAY)
        assert found.count == len(whole)
        beside = [f for f in whole if f.sentence and not f.to_confirm]
        assert told(found, TEXT) == sorted((f.rule, f.message) for f in beside)
        changed = {s.id for s in TEXT.sentences if found.of(s.id) != before[s.id]}
        assert changed <= differ


def test_a_look_that_is_broken_off_goes_on_the_next_time() -> None:
    work, found = at_work(), OwnFindings()
    do(work, 1, "insider-sourced")
    do(work, 1, SOURCES[:1])
    breaths = iter([True, False])
    found.look(work.article, work.document, work.project, TODAY, lambda: next(breaths))
    look(found, work)
    assert found.count == len(own_findings(TEXT, "ana", work.document.marks, work.project, TODAY))
    found.look(work.article, work.document, work.project, TODAY, lambda: False)
    assert found.count == 1


def test_another_revision_of_the_article_is_checked_anew(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    text = desk.store.article("mayor-resigns").document
    work, found = at_work(text), OwnFindings()
    for index in range(5):
        do(work, index, "confirmed")
    look(found, work)
    assert found.count == 5
    shorter = replace(text, sentences=text.sentences[:3], revision=2)
    work.take_article(shorter)
    assert {"s4", "s5"} <= look(found, work)
    assert found.count == 3
    assert found.of("s5") == ()


def test_a_look_after_nothing_has_changed_finds_nothing_new() -> None:
    work, found = at_work(), OwnFindings()
    do(work, 0, "confirmed")
    assert look(found, work) == {"s1"}
    assert look(found, work) == set()


def test_what_is_only_proposed_is_counted_and_said_by_its_source_alone() -> None:
    work, found = at_work(), OwnFindings()
    do(work, 4, "confirmed")
    do(work, 4, SOURCES[-1:])
    look(found, work)
    assert (found.count, found.of("s5")) == (1, ())


def test_a_mark_that_cannot_be_read_hides_no_other() -> None:
    work, found = at_work(), OwnFindings()
    do(work, 0, "confirmed")
    do(work, 4, "confirmed")
    lines = dict(work.document.marks.lines()) | {"s1": b'{"state": "tagged"}'}
    old = work.document.marks
    damaged = replace(work.document, marks=Rows(lines, old._read, old._write))
    found.look(TEXT, damaged, work.project, TODAY, lambda: True)
    assert (found.of("s1"), len(found.of("s5"))) == ((), 1)


def test_other_severities_make_what_was_found_differ() -> None:
    work, found = at_work(), OwnFindings()
    do(work, 4, "confirmed")
    look(found, work)
    work.project = Project("desk", settings=Settings(lint={"confirmed-without-basis": "off"}))
    assert look(found, work) == {"s5"}
    assert found.count == 0
