from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.annotations import Annotations, Why
from annotator.domain.article import Article
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import HandIn, Mark
from annotator.domain.project import Person, PersonRole, Project, Settings
from annotator.domain.revisions.carry import carried
from annotator.domain.tags import Renamed
from annotator.errors import RefusedError
from annotator.flows.team.agreement import Measured, Wanted, agreement_of_project, sentence_of
from annotator.stores.files import FileStore
from annotator.stores.memory import MemoryStore
from tests.revisions import article_of, became, document_on, marked
from tests.strategies import time_after

CONTRACT = Path(__file__).parents[1] / "contract"
ARTICLE = "stellantis-considers-collaboration"
SENTENCES = ("It began.", "It went on.", "It ended.")


def tagged(*tags: str) -> Mark:
    return Mark("tagged", tags)


OPINION, CONFIRMED = tagged("opinion"), tagged("confirmed")
NO_TAG, SKIPPED = Mark("no-tag"), Mark("skipped", skip_reason="cannot-judge")


def handed_in(document: Annotations) -> Annotations:
    how = Circumstances(document.updated, "a1", "hand-in")
    return record(document, [Change(None, None)], how)


def after_colleagues(document: Annotations, sentence: str, mark: Mark | None) -> Annotations:
    how = Circumstances(document.updated, "a1", "key", saw_others=True)
    return record(document, [Change(sentence, mark)], how)


def store_of(
    article: Article, *documents: Annotations, project: Project | None = None
) -> MemoryStore:
    store = MemoryStore(project or Project("test"), "")
    store.save_article(article, None)
    for document in documents:
        store.save_annotations(document, None)
    return store


def three(article: Article, *marks: Mark | None, by: str = "ana") -> Annotations:
    """A document with a mark for each of the first sentences, None for unseen."""
    given = {f"s{n}": mark for n, mark in enumerate(marks, 1) if mark}
    return document_on(article, given, by)


def said(measured: Measured) -> dict[str, dict[str, str]]:
    """What counted of the sentences on which people differ."""
    return {sentence_of(split.unit): dict(split.said) for split in measured.found.most_split}


# The contract


@pytest.fixture
def contract(tmp_path: Path) -> FileStore:
    shutil.copytree(CONTRACT / "desk", tmp_path / "desk")
    return FileStore(tmp_path / "desk", tmp_path / "cache")


@pytest.fixture
def expected() -> Mapping[str, object]:
    found: Mapping[str, object] = json.loads((CONTRACT / "expected.json").read_text())["agreement"]
    return found


def test_the_contract_has_the_figures_that_it_must(
    contract: FileStore, expected: Mapping[str, object]
) -> None:
    measured = agreement_of_project(contract, Wanted())
    found = measured.found
    pairs = [
        {
            "a": pair.a,
            "b": pair.b,
            "units": pair.units,
            "raw_agreement": pytest.approx(pair.raw_agreement.value, abs=1e-9),
            "cohen_kappa": pytest.approx(pair.cohen_kappa.value, abs=1e-9),
        }
        for pair in found.pairs
    ]
    assert expected == {
        "units": found.units,
        "raw_agreement": pytest.approx(found.figures.raw_agreement.value, abs=1e-9),
        "krippendorff_alpha": pytest.approx(found.figures.krippendorff_alpha.value, abs=1e-9),
        "pairs": pairs,
    }
    assert (found.agree, found.clusters, measured.notes) == (9, 1, ())


def test_reviews_move_no_figure(contract: FileStore) -> None:
    before = agreement_of_project(contract, Wanted(current=True))
    shutil.rmtree(contract.root / "reviews")
    assert agreement_of_project(contract, Wanted(current=True)) == before


# What counts


def test_skipped_and_unseen_are_gaps_and_no_tag_is_a_category() -> None:
    article = article_of(*SENTENCES)
    store = store_of(
        article,
        handed_in(three(article, OPINION, SKIPPED, NO_TAG)),
        handed_in(three(article, None, OPINION, OPINION, by="ben")),
    )
    found = agreement_of_project(store, Wanted()).found
    assert (found.units, found.rated) == (1, 3)
    assert found.categories == ("opinion", "no-tag")


def test_only_the_kinds_asked_for_count() -> None:
    article = article_of(*SENTENCES)
    kinds = ("headline", "sentence", "link")
    cuts = (replace(s, kind=kind) for s, kind in zip(article.sentences, kinds, strict=True))  # type: ignore[arg-type]
    article = replace(article, sentences=tuple(cuts))
    both = [three(article, *[OPINION] * 3, by=name) for name in ("ana", "ben")]
    store = store_of(article, *both)
    assert agreement_of_project(store, Wanted()).found.units == 1
    wanted = Wanted(kinds={"headline", "sentence"})
    assert agreement_of_project(store, wanted).found.units == 2


def test_notes_and_sources_are_no_disagreement_and_second_tags_only_with_masi() -> None:
    article = article_of(*SENTENCES)
    noted = replace(OPINION, note="hm", unsure=True)
    one = three(article, noted, CONFIRMED, Mark("open", note="?"))
    other = three(article, OPINION, tagged("confirmed", "opinion"), OPINION, by="ben")
    found = agreement_of_project(store_of(article, one, other), Wanted(masi=True)).found
    assert (found.units, found.agree) == (2, 2)
    assert found.masi_alpha is not None
    assert found.masi_alpha.value is not None
    assert found.masi_alpha.value < 1


def test_marks_count_as_first_handed_in_and_todays_stand_beside() -> None:
    article = article_of(*SENTENCES)
    ana = marked(handed_in(three(article, OPINION, OPINION, OPINION)), article, {"s1": CONFIRMED})
    ana = handed_in(ana)
    assert len(ana.handed_in) == 2
    ben = handed_in(three(article, OPINION, CONFIRMED, OPINION, by="ben"))
    measured = agreement_of_project(store_of(article, ana, ben), Wanted(current=True))
    assert said(measured) == {"s2": {"ana": "opinion", "ben": "confirmed"}}
    assert measured.current is not None
    assert [sentence_of(split.unit) for split in measured.current.most_split] == ["s1", "s2"]
    assert measured.notes == ()


def test_of_a_document_not_handed_in_the_marks_of_now_count_and_that_is_said() -> None:
    article = article_of(*SENTENCES)
    ben = handed_in(three(article, OPINION, by="ben"))
    measured = agreement_of_project(store_of(article, three(article, OPINION), ben), Wanted())
    assert measured.found.units == 1
    assert measured.notes == ("Not handed in yet, so the marks of now count: ana (an-article).",)


def test_a_hand_in_that_was_taken_back_is_none() -> None:
    article = article_of(*SENTENCES)
    ana = handed_in(three(article, OPINION, OPINION))
    ana = replace(ana, handed_in=())
    ana = handed_in(marked(ana, article, {"s1": CONFIRMED}))
    assert ana.handed_in == (HandIn(ana.revision, ana.updated),)
    ben = handed_in(three(article, OPINION, OPINION, by="ben"))
    measured = agreement_of_project(store_of(article, ana, ben), Wanted())
    assert said(measured) == {"s1": {"ana": "confirmed", "ben": "opinion"}}


def test_what_was_said_before_colleagues_were_seen_counts() -> None:
    article = article_of(*SENTENCES)
    ana = after_colleagues(three(article, OPINION, OPINION), "s1", CONFIRMED)
    ana = after_colleagues(ana, "s3", CONFIRMED)
    ana = handed_in(marked(ana, article, {"s1": NO_TAG}))
    ben = handed_in(three(article, CONFIRMED, OPINION, CONFIRMED, by="ben"))
    measured = agreement_of_project(store_of(article, ana, ben), Wanted())
    assert said(measured) == {"s1": {"ana": "opinion", "ben": "confirmed"}}
    assert measured.found.units == 2
    assert measured.notes == (
        "2 marks were changed after colleagues’ tags had been seen; what was said before counts.",
    )


def test_renamed_tags_are_one_category() -> None:
    article = article_of(*SENTENCES)
    project = replace(Project("test"), renamed=(Renamed("view", "opinion", time_after(0)),))
    one, other = three(article, tagged("view")), three(article, OPINION, by="ben")
    found = agreement_of_project(store_of(article, one, other, project=project), Wanted()).found
    assert (found.agree, found.categories) == (1, ("opinion",))


# Articles that changed


def test_sentences_that_stayed_or_moved_compare_across_revisions() -> None:
    before = article_of(*SENTENCES)
    ana = handed_in(three(before, OPINION, CONFIRMED, NO_TAG))
    now = became(before, "A new beginning, quite another.", *SENTENCES)
    there = {now.text_of(sentence): sentence.id for sentence in now.sentences}
    given = {there[words]: OPINION for words in SENTENCES}
    ben = handed_in(late(document_on(now, given, "ben")))
    measured = agreement_of_project(store_of(now, ana, ben), Wanted())
    assert measured.found.units == 3
    assert said(measured) == {
        there[SENTENCES[1]]: {"ana": "confirmed", "ben": "opinion"},
        there[SENTENCES[2]]: {"ana": "no-tag", "ben": "opinion"},
    }


def test_marks_of_other_words_do_not_compare_and_those_of_the_same_do() -> None:
    before = article_of("It began late on a cold Monday in the city.", *SENTENCES[1:])
    now = became(before, "It began late on a cold Tuesday in the city.", *SENTENCES[1:])
    ana = handed_in(three(before, OPINION, OPINION))
    ben = handed_in(three(before, CONFIRMED, OPINION, by="ben"))
    cho = handed_in(late(document_on(now, {"s1": NO_TAG, "s2": OPINION}, "cho")))
    measured = agreement_of_project(store_of(now, ana, ben, cho), Wanted())
    assert said(measured) == {"s1": {"ana": "opinion", "ben": "confirmed"}}
    assert (measured.found.units, measured.found.rated) == (2, 3)


@pytest.mark.parametrize("why", ["key", "rename"])
def test_a_note_or_a_renamed_tag_judges_no_other_words(why: Why) -> None:
    before = article_of("It began late on a cold Monday in the city.", *SENTENCES[1:])
    now = became(before, "It began late on a cold Tuesday in the city.", *SENTENCES[1:])
    ana = carried(three(before, OPINION, OPINION), now)
    there = ana.marks["s1"]
    assert there.look_again == "edited"
    changed = replace(there, note="Which city?") if why == "key" else tagged("view")
    at = time_after(86_400_000)
    ana = handed_in(record(ana, [Change("s1", changed)], Circumstances(at, "a1", why)))
    ben = handed_in(three(before, CONFIRMED, OPINION, by="ben"))
    cho = handed_in(late(document_on(now, {"s1": NO_TAG}, "cho")))
    measured = agreement_of_project(store_of(now, ana, ben, cho), Wanted())
    assert said(measured) == {"s1": {"ana": "opinion", "ben": "confirmed"}}


def test_a_sentence_that_is_gone_is_left_out_and_that_is_said() -> None:
    before = article_of(*SENTENCES)
    ana, ben = (handed_in(three(before, OPINION, OPINION, OPINION, by=n)) for n in ("ana", "ben"))
    now = became(before, *SENTENCES[:2])
    measured = agreement_of_project(store_of(now, ana, ben), Wanted())
    assert measured.found.units == 2
    assert measured.notes == (
        "2 marks are of sentences that are no longer in the article, and left out.",
    )


def late(document: Annotations) -> Annotations:
    """The same document, of a day after the article changed."""
    events = [replace(event, at=time_after(86_400_000)) for event in document.history]
    history = document.history[:0].plus(events)
    return replace(document, history=history, updated=time_after(86_400_000))


# Blind projects


def blind_store(role: PersonRole, *, assigned: bool = False) -> MemoryStore:
    article = article_of(*SENTENCES)
    people = (Person("ana", role), Person("ben"), Person("lea", "lead"))
    project = Project("test", people=people, settings=Settings(blind=True))
    if assigned:
        project = replace(project, assignments={article.id: ("ana",)})
    both = (handed_in(three(article, OPINION, by=name)) for name in ("ben", "cho"))
    return store_of(article, *both, project=project)


@pytest.mark.parametrize(("role", "assigned"), [("annotator", False), ("reviewer", True)])
def test_whoever_annotates_learns_nothing_in_a_blind_project_before_handing_in(
    role: PersonRole, *, assigned: bool
) -> None:
    store = blind_store(role, assigned=assigned)
    measured = agreement_of_project(store, Wanted(current=True), "ana")
    assert (measured.found.units, measured.found.annotators) == (0, ())
    assert measured.current is not None
    assert measured.current.annotators == ()
    assert measured.notes == ("This project is blind: hand in to see the figures of an-article.",)
    with pytest.raises(RefusedError, match="hand in to see the figures of an-article"):
        agreement_of_project(store, Wanted(("an-article",)), "ana")


def test_after_handing_in_a_blind_project_shows_its_figures() -> None:
    store = blind_store("annotator")
    store.save_annotations(handed_in(three(article_of(*SENTENCES), OPINION)), None)
    assert agreement_of_project(store, Wanted(), "ana").found.units == 1


@pytest.mark.parametrize("reader", ["lea", None])
def test_a_lead_sees_the_figures_of_a_blind_project(reader: str | None) -> None:
    assert agreement_of_project(blind_store("annotator"), Wanted(), reader).found.units == 1


# Files that cannot be read


def test_a_damaged_file_is_told_of_and_the_rest_is_computed(contract: FileStore) -> None:
    (path,) = contract.root.glob("annotations/*/cho.json")
    path.write_bytes(path.read_bytes()[:900])
    measured = agreement_of_project(contract, Wanted())
    assert [pair.b for pair in measured.found.pairs] == ["ben"]
    assert len(measured.problems) == 1
    assert "cho.json" in measured.problems[0]


@pytest.mark.parametrize("current", [False, True])
def test_of_a_document_with_a_damaged_line_nothing_counts_and_that_is_told(
    contract: FileStore, *, current: bool
) -> None:
    (path,) = contract.root.glob("annotations/*/cho.json")
    path.write_text(path.read_text().replace('"state":"tagged"', '"state":"weird"'))
    measured = agreement_of_project(contract, Wanted(current=current))
    assert measured.found.annotators == ("ana", "ben")
    assert measured.current is None or measured.current.annotators == ("ana", "ben")
    assert ["weird" in problem for problem in measured.problems] == [True]


def test_marks_of_a_later_revision_and_unknown_tags_count_and_are_told_of() -> None:
    article = article_of(*SENTENCES)
    ana = replace(three(article, OPINION, OPINION), article_revision=9)
    ben = three(article, OPINION, tagged("hearsay"), by="ben")
    measured = agreement_of_project(store_of(article, handed_in(ana), handed_in(ben)), Wanted())
    assert (measured.found.units, measured.found.agree) == (2, 1)
    later, unknown = measured.notes
    assert later.startswith("Made on a later revision of the article than there is here")
    assert "others: ana (an-article)." in later
    assert unknown.startswith("The project has no tag 'hearsay', which counts as it stands.")
