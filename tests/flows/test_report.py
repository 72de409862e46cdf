from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.marks import Evidence, Source
from annotator.domain.sourcing.report import Report
from annotator.flows.desk import Desk
from annotator.flows.marking import Wanted, find_sentence, marked, saved_change
from annotator.flows.sourcing.report import Telling, report
from annotator.formats.reports.reports import RENDERINGS
from tests.desks import NOON, memory_desk, session

HIDDEN = "Deep Throat"
PSEUDONYM = Source(HIDDEN, "Two aides", "s3", 0, 9, "unnamed-group", confidential=True)
PARKING = Evidence("https://example.org/deep-throat.html", None)
TAPES = Evidence(None, "tapes", quotation="nothing to hide")


def put(desk: Desk, sentence: str, wanted: Wanted, by: str = "ana") -> None:
    (article,) = desk.store.article_ids()
    own = Desk(desk.store, desk.personal, desk.settings, session(by, by))
    text = desk.store.article(article).document
    saved_change(own, article, lambda work: marked(work, find_sentence(text, sentence), wanted))


def of(desk: Desk, **more: object) -> Report:
    return report(desk.store, Telling(tuple(desk.store.article_ids()), **more), NOON)  # type: ignore[arg-type]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = memory_desk(tmp_path)
    insider, declined = ("insider-sourced",), ("declined-comment",)
    they = Source("They", "They", "s4", 0, 4, "unnamed-group", basis="pronoun", from_="s3")
    put(found, "s3", Wanted("tagged", insider, sources=(PSEUDONYM,), note=f"met {HIDDEN}"))
    put(found, "s4", Wanted("tagged", insider, sources=(they,), evidence=(PARKING, TAPES)))
    put(found, "s4", Wanted("tagged", declined), by="ben")
    put(found, "s2", Wanted("no-tag"))
    return found


@pytest.mark.parametrize("row", RENDERINGS, ids=lambda row: row.name)
def test_confidential_sources_are_absent_from_every_format(desk: Desk, row: object) -> None:
    page = row.render(of(desk))  # type: ignore[attr-defined]
    for told in (HIDDEN, "deep-throat", "met "):
        assert told not in page
    assert "confidential source 1" in page
    assert "nothing to hide" in page


def test_a_confidential_source_keeps_what_rests_on_it(desk: Desk) -> None:
    (one,) = of(desk).articles
    (entry,) = one.entries
    assert (entry.name, entry.borne) == (
        "confidential source 1",
        (("mayor-resigns", "s3"), ("mayor-resigns", "s4")),
    )
    assert one.withheld == "1 source, 1 piece of evidence"
    assert [note.evidence.document for note in one.notes] == ["withheld", "tapes"]
    rules = {finding.rule for finding in one.findings}
    assert "insider-without-mention" not in rules
    assert not any(HIDDEN in finding.message for finding in one.findings)


def test_they_are_named_where_that_is_asked_for(desk: Desk) -> None:
    (one,) = of(desk, confidential=True).articles
    assert [entry.name for entry in one.entries] == [HIDDEN]
    assert one.withheld == ""


def test_what_one_annotator_calls_confidential_is_so_in_a_report_on_another(desk: Desk) -> None:
    named = Source(HIDDEN, "", None, None, None, "named-person")
    put(desk, "s5", Wanted("tagged", ("confirmed",), sources=(named,)), by="ben")
    (one,) = of(desk, annotator="ben").articles
    assert [entry.name for entry in one.entries] == ["confidential source 1"]


def test_annotators_have_numbers_where_nobody_is_to_be_named(desk: Desk) -> None:
    made = of(desk, naming="none")
    (one,) = made.articles
    (line,) = one.unresolved
    assert [said.who for said in line.said] == ["person 1", "person 2"]
    for row in RENDERINGS:
        assert not {"ana", "ben"}.intersection(row.render(made).replace('"', " ").split())


def test_what_is_settled_counts_and_what_is_not_is_told_with_who_says_what(desk: Desk) -> None:
    (one,) = of(desk).articles
    states = {line.sentence.id: (line.state, line.settled) for line in one.lines}
    assert states == {
        "s1": ("unseen", ""),
        "s2": ("no-tag", "single"),
        "s3": ("tagged", "single"),
        "s4": ("unresolved", "they differ"),
        "s5": ("unseen", ""),
    }
    assert [(said.who, said.tags) for line in one.unresolved for said in line.said] == [
        ("ana", ("insider-sourced",)),
        ("ben", ("declined-comment",)),
    ]
    assert (one.agreed.units, one.agreed.agree) == (1, 0)


def test_one_annotators_marks_can_count_alone(desk: Desk) -> None:
    (one,) = of(desk, annotator="ben").articles
    assert [line.category for line in one.lines][3:] == ["declined-comment", "unseen"]
    assert one.entries == ()
    assert "ben" in one.basis


def test_an_article_that_nobody_has_tagged_makes_a_report(tmp_path: Path) -> None:
    made = of(memory_desk(tmp_path))
    (one,) = made.articles
    assert one.is_untagged
    assert one.profile()[0].counts == {"unseen": 5}
    assert one.agreed.why_not
    for row in RENDERINGS:
        assert "unseen" in row.render(made)


def test_a_project_without_articles_makes_a_report(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    desk.store.set_aside(desk.store.article_ids()[0])
    for row in RENDERINGS:
        assert "test" in row.render(of(desk))
