"""What every store does: a class of tests that each store's own test file inherits."""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import replace

import pytest

from annotator.domain.annotations import Annotations
from annotator.domain.article import Article, Sentence, fingerprint, text_digest
from annotator.domain.history import Change, Circumstances, rebuild, record, undo
from annotator.domain.marks import Comment, Mark
from annotator.domain.merge import Held
from annotator.domain.project import Project, with_person
from annotator.errors import BadNameError, ConflictError, RefusedError, UnknownNameError
from annotator.stores.base import Key, Opened, Store
from annotator.stores.memory import MemoryStore
from tests.stores.review_contract import ReviewContract
from tests.strategies import empty_annotations, time_after

PROJECT = Project("desk")
GUIDELINES = "# Guidelines\n\nTag what the article shows.\n"


def article(name: str = "an-article", text: str = "It will fail. Aides said so.") -> Article:
    cut = text.index(". ") + 1
    return Article(
        id=name,
        revision=1,
        title=text[: cut - 1],
        url=None,
        publisher=None,
        byline=None,
        published=None,
        published_basis=None,
        retrieved=time_after(0),
        language="en",
        license=None,
        sha256=text_digest(text),
        fingerprint=fingerprint(text),
        segmenter="by hand",
        text=text,
        sentences=(
            Sentence("s1", 0, cut, "sentence", 0),
            Sentence("s2", cut + 1, len(text), "sentence", 0),
        ),
    )


def marked(
    document: Annotations, sentence: str, tag: str, *, at: int = 0, session: str = "a1"
) -> Annotations:
    mark = Mark("tagged", (tag,), at=time_after(at))
    how = Circumstances(time_after(at), session, "key")
    return record(document, [Change(sentence, mark)], how)


def tags(opened: Opened[Annotations] | None) -> dict[str, str]:
    assert opened is not None
    return {sentence: mark.tags[0] for sentence, mark in opened.document.marks.items()}


class StoreContract(ReviewContract):
    """Tests of a store that is given as `store`: a new project without articles."""

    # ── project and articles ─────────────────────────────────────────────────────────────────

    def test_a_new_project_is_there_and_empty(self, store: Store) -> None:
        assert store.project().document == PROJECT
        assert store.guidelines() == GUIDELINES
        assert (store.article_ids(), store.overview()) == ([], [])

    def test_a_project_has_one_secret_and_no_other_project_has_it(self, store: Store) -> None:
        secret = store.secret()
        assert len(secret) >= 32
        assert store.secret() == secret
        assert MemoryStore(PROJECT).secret() != secret

    def test_a_saved_project_is_what_is_opened_next(self, store: Store) -> None:
        opened = store.project()
        saved = store.save_project(with_person(opened.document, "ana"), opened.token)
        assert store.project() == saved
        assert saved.document.people[0].name == "ana"

    def test_a_project_that_was_changed_elsewhere_is_not_overwritten(self, store: Store) -> None:
        opened = store.project()
        theirs = store.save_project(with_person(opened.document, "ben"), opened.token)
        with pytest.raises(ConflictError, match="the project"):
            store.save_project(with_person(opened.document, "ana"), opened.token)
        assert store.project() == theirs

    def test_saving_the_bytes_that_are_there_is_no_conflict(self, store: Store) -> None:
        opened = store.project()
        saved = store.save_project(with_person(opened.document, "ana"), opened.token)
        assert store.save_project(saved.document, opened.token) == saved

    def test_articles_are_listed_sorted_and_opened_as_saved(self, store: Store) -> None:
        for name in ("b-article", "an-article"):
            saved = store.save_article(article(name), None)
            assert store.article(name) == saved
        assert store.article_ids() == ["an-article", "b-article"]

    def test_a_new_article_never_replaces_one(self, store: Store) -> None:
        store.save_article(article(), None)
        with pytest.raises(ConflictError, match="the article"):
            store.save_article(article(text="Another. Text."), None)
        assert store.article("an-article").document == article()

    def test_an_article_is_saved_against_what_was_opened(self, store: Store) -> None:
        opened = store.save_article(article(), None)
        newer = replace(opened.document, title="New")
        saved = store.save_article(newer, opened.token)
        with pytest.raises(ConflictError):
            store.save_article(replace(opened.document, title="Other"), opened.token)
        assert store.article("an-article") == saved

    def test_an_unknown_article_is_told_with_the_nearest(self, store: Store) -> None:
        store.save_article(article(), None)
        with pytest.raises(UnknownNameError, match="Did you mean 'an-article'"):
            store.article("an-artcle")

    @pytest.mark.parametrize("name", ["", ".", "..", "../annotator", "a/b", "a\0b", "/etc/passwd"])
    def test_a_name_that_is_no_id_is_an_unknown_article(self, store: Store, name: str) -> None:
        with pytest.raises(UnknownNameError):
            store.article(name)
        assert store.annotations(name, "ana") is None
        assert store.annotators(name) == []

    # ── setting aside ────────────────────────────────────────────────────────────────────────

    def test_an_article_set_aside_is_gone_until_it_is_brought_back(self, store: Store) -> None:
        store.save_article(article(), None)
        store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
        store.set_aside("an-article")
        assert store.article_ids() == []
        assert store.stamp(Key("article", "an-article")) is None
        with pytest.raises(UnknownNameError):
            store.article("an-article")
        with pytest.raises(UnknownNameError):
            store.set_aside("an-article")
        store.bring_back("an-article")
        assert store.article("an-article").document == article()
        assert tags(store.annotations("an-article", "ana")) == {"s1": "opinion"}
        with pytest.raises(UnknownNameError, match="article set aside"):
            store.bring_back("an-article")

    def test_what_was_set_aside_before_is_never_overwritten(self, store: Store) -> None:
        for text in ("The first. One.", "The second. One."):
            store.save_article(article(text=text), None)
            store.set_aside("an-article")
        store.bring_back("an-article")
        assert store.article("an-article").document.title == "The second"
        with pytest.raises(RefusedError, match="another article 'an-article'"):
            store.bring_back("an-article")
        assert store.article("an-article").document.title == "The second"
        store.set_aside("an-article")
        store.bring_back("an-article")
        assert store.article("an-article").document.title == "The second"

    def test_an_article_set_aside_can_be_looked_at_where_it_is(self, store: Store) -> None:
        assert store.article_aside("an-article") is None
        saved = store.save_article(article(), None)
        assert store.article_aside("an-article") is None
        store.set_aside("an-article")
        assert store.article_aside("an-article") == saved
        assert store.article_ids() == []
        assert store.article_aside("../articles/an-article") is None
        store.bring_back("an-article")
        assert store.article_aside("an-article") is None

    # ── annotations ──────────────────────────────────────────────────────────────────────────

    def test_annotations_are_none_before_the_first_save(self, store: Store) -> None:
        store.save_article(article(), None)
        assert store.annotations("an-article", "ana") is None
        assert store.annotators("an-article") == []
        assert store.stamp(Key("annotations", "an-article", "ana")) is None

    def test_saved_annotations_are_what_is_opened_next(self, store: Store) -> None:
        saved = store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
        assert store.annotations("an-article", "ana") == saved
        again = store.save_annotations(marked(saved.document, "s2", "confirmed"), saved.token)
        assert store.annotations("an-article", "ana") == again
        assert tags(again) == {"s1": "opinion", "s2": "confirmed"}

    def test_what_was_saved_is_returned_as_it_was_handed_over(self, store: Store) -> None:
        document = marked(empty_annotations(), "s1", "opinion")
        assert store.save_annotations(document, None).document is document

    def test_every_revision_can_be_rebuilt_from_what_was_saved(self, store: Store) -> None:
        document, token = empty_annotations(), None
        versions = []
        for n, tag in enumerate(["opinion", "confirmed", "opinion"]):
            saved = store.save_annotations(marked(document, "s1", tag, at=n), token)
            document, token = saved.document, saved.token
            versions.append(document)
        opened = store.annotations("an-article", "ana")
        assert opened is not None
        assert [rebuild(opened.document, n) for n in (1, 2, 3)] == versions

    def test_undo_reaches_back_over_saves_and_sessions(self, store: Store) -> None:
        store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
        opened = store.annotations("an-article", "ana")
        assert opened is not None
        undone = undo(opened.document, Circumstances(time_after(9), "another", "undo"))
        assert undone is not None
        assert tags(store.save_annotations(undone[0], opened.token)) == {}

    def test_annotators_are_listed_by_their_names(self, store: Store) -> None:
        for name in ("Élise", "ben", "Ana"):
            store.save_annotations(marked(empty_annotations(name), "s1", "opinion"), None)
        assert store.annotators("an-article") == ["Ana", "ben", "Élise"]
        assert store.annotators("another") == []

    @pytest.mark.parametrize("other", ["Ana María", unicodedata.normalize("NFD", "ana maría")])
    def test_two_names_that_would_be_one_file_are_one_too_many(
        self, store: Store, other: str
    ) -> None:
        saved = store.save_annotations(
            marked(empty_annotations("ana maría"), "s1", "opinion"), None
        )
        with pytest.raises(BadNameError, match="already has 'ana maría'"):
            store.save_annotations(marked(empty_annotations(other), "s1", "confirmed"), None)
        with pytest.raises(BadNameError, match="already has 'ana maría'"):
            store.annotations("an-article", other)
        assert store.annotations("an-article", "ana maría") == saved

    # ── two writers ──────────────────────────────────────────────────────────────────────────

    def test_two_writers_on_different_sentences_merge(self, store: Store) -> None:
        store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
        late = store.save_annotations(
            marked(empty_annotations(), "s2", "confirmed", session="b1"), None
        )
        assert tags(late) == {"s1": "opinion", "s2": "confirmed"}
        assert late.document.revision == 2
        assert late.numbers == {1: 2}
        assert store.annotations("an-article", "ana") == replace(late, numbers={})

    def test_two_writers_on_one_sentence_are_a_conflict_that_loses_nothing(
        self, store: Store
    ) -> None:
        first = store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
        ours = marked(empty_annotations(), "s1", "confirmed", session="b1")
        ours = marked(ours, "s2", "insider-sourced", session="b1")
        with pytest.raises(ConflictError, match="s1") as caught:
            store.save_annotations(ours, None)
        assert caught.value.held == (Held("s1", first.document.marks["s1"], ours.marks["s1"]),)
        now = store.annotations("an-article", "ana")
        assert isinstance(caught.value.saved, Opened)
        assert now == replace(caught.value.saved, numbers={})
        assert tags(now) == {"s1": "opinion", "s2": "insider-sourced"}

    def test_two_writers_of_the_same_value_are_no_conflict(self, store: Store) -> None:
        store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
        ours = marked(empty_annotations(), "s1", "opinion", at=5, session="b1")
        merged = store.save_annotations(ours, None)
        assert tags(merged) == {"s1": "opinion"}
        assert merged.document.revision == 1

    def test_a_save_that_was_in_place_without_our_knowing_is_no_conflict(
        self, store: Store
    ) -> None:
        document = marked(empty_annotations(), "s1", "opinion")
        store.save_annotations(document, None)
        again = store.save_annotations(marked(document, "s1", "confirmed"), None)
        assert tags(again) == {"s1": "confirmed"}
        assert again.document.revision == 2

    def test_a_merged_save_that_is_tried_again_adds_nothing(self, store: Store) -> None:
        store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
        comment = Comment("0" * 16, "s2", None, "Who?", time_after(0))
        ours = marked(empty_annotations(), "s2", "confirmed", session="b1")
        ours = record(ours, [Change("s2", comment)], Circumstances("", "b1", "comment"))
        ours = record(ours, [Change(None, None)], Circumstances("", "b1", "hand-in"))
        first = store.save_annotations(ours, None)
        second = store.save_annotations(marked(ours, "s2", "opinion", session="b1"), None)
        assert tags(second) == {"s1": "opinion", "s2": "opinion"}
        assert second.document.revision == first.document.revision + 1
        assert len(second.document.handed_in) == len(second.document.comments) == 1

    def test_many_writers_at_once_lose_nothing(self, store: Store) -> None:
        def write(session: str) -> None:
            document, token = empty_annotations(), None
            for n in range(5):
                sentence = f"s{session}{n}"
                saved = store.save_annotations(
                    marked(document, sentence, "opinion", session=session), token
                )
                document, token = saved.document, saved.token

        threads = [threading.Thread(target=write, args=(str(n),)) for n in range(1, 5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        now = store.annotations("an-article", "ana")
        assert len(tags(now)) == 20
        assert now is not None
        assert [event.revision for event in now.document.history] == list(range(1, 21))

    # ── looking from outside ─────────────────────────────────────────────────────────────────

    def test_a_document_has_a_size_once_it_is_saved(self, store: Store) -> None:
        key = Key("article", "an-article")
        assert store.size(key) == 0
        store.save_article(article(), None)
        assert store.size(key) > len(article().text)

    def test_a_stamp_changes_with_every_save_and_with_nothing_else(self, store: Store) -> None:
        saved = store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
        key = Key("annotations", "an-article", "ana")
        stamp = store.stamp(key)
        assert stamp is not None
        store.annotations("an-article", "ana")
        assert store.stamp(key) == stamp
        store.save_annotations(marked(saved.document, "s1", "confirmed"), saved.token)
        assert store.stamp(key) != stamp
        assert store.stamp(Key("project")) is not None

    def test_changes_by_others_are_seen_by_who_opens_again(self, store: Store) -> None:
        mine = store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
        store.save_annotations(marked(mine.document, "s2", "confirmed"), mine.token)
        opened = store.annotations("an-article", "ana")
        assert opened is not None
        assert opened.token != mine.token
        assert list(opened.document.history.lines()[:1]) == list(mine.document.history.lines())

    def test_the_overview_says_how_far_everybody_is(self, store: Store) -> None:
        store.save_article(article(), None)
        store.save_article(article("b-article"), None)
        store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
        done = marked(marked(empty_annotations("ben"), "s1", "opinion"), "s2", "opinion")
        done = record(done, [Change(None, None)], Circumstances(time_after(7), "b1", "hand-in"))
        store.save_annotations(done, None)
        first, second = store.overview()
        assert (first.id, first.sentences, second.people) == ("an-article", 2, ())
        ana, ben = first.people
        assert (ana.annotator, ana.progress.unseen, ana.handed_in) == ("ana", 1, None)
        assert (ben.annotator, ben.progress.unseen, ben.handed_in) == ("ben", 0, time_after(7))

    def test_a_document_can_be_named_in_a_message(self, store: Store) -> None:
        assert "an-article" in store.where(Key("article", "an-article"))
        assert "ana" in store.where(Key("annotations", "an-article", "ana"))
