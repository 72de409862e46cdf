"""Labels made in other tools become marks of the sentences that they are of, wherever those are."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.project import Project
from annotator.stores.memory import MemoryStore
from tests.formats.hard import article
from tests.labels_in import imported, marks_of, said

THEIRS = Path(__file__).parent.parent / "formats" / "labels"
ADDRESS = "https://example.org/article/a1"
SENTENCES = (
    "Talks go on",
    "A person familiar with the talks said the deal was close.",
    "The company declined to comment.",
    "Two aides said it will rain.",
    "It rained on Monday.",
)


@pytest.fixture
def store() -> MemoryStore:
    """A project with one article that tools have been given in pieces."""
    found = MemoryStore(Project("test"), "")
    found.save_article(article("a1", SENTENCES[0], SENTENCES, url=ADDRESS), None)
    return found


def files(name: str) -> bytes | dict[str, bytes]:
    path = THEIRS / name
    if path.is_file():
        return path.read_bytes()
    found = [file for file in path.rglob("*") if file.is_file()]
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in found}


def tags(store: MemoryStore, name: str, of: str = "a1") -> dict[str, tuple[str, ...]]:
    return {sentence: mark.tags for sentence, mark in marks_of(store, of, name).items()}


def test_annotations_of_label_studio_are_their_annotators_marks(store: MemoryStore) -> None:
    report = imported(store, "label-studio", files("label-studio.json"))
    assert tags(store, "ana@example.org") == {"s2": ("insider-sourced", "opinion")}
    (mark,) = marks_of(store, "a1", "ana@example.org").values()
    assert (mark.note, mark.seconds, mark.at) == (
        "single unnamed person",
        4.288,
        "2026-11-22T12:00:05.749Z",
    )
    assert report.passed_over == {"skipped": 1, "without a label": 1, "not annotated": 1}


def test_a_folder_of_doccano_is_everybodys_marks_and_a_second_import_changes_nothing(
    store: MemoryStore,
) -> None:
    imported(store, "doccano", files("doccano-members"))
    assert tags(store, "admin") == {"s2": ("insider-sourced", "opinion")}
    assert tags(store, "ben") == {"s2": ("confirmed",), "s3": ("declined-comment",)}
    before = said(store)
    again = imported(store, "doccano", files("doccano-members"))
    assert (again.came_in, again.there_already, said(store)) == (0, 3, before)


@pytest.mark.parametrize(
    ("name", "file", "who"),
    [("prodigy", "prodigy-spans.jsonl", "ana"), ("doccano", "doccano-all.jsonl", "cleo")],
)
def test_spans_of_sentences_and_paragraphs_are_found_in_the_article_that_they_are_from(
    store: MemoryStore, name: str, file: str, who: str
) -> None:
    imported(store, name, files(file), annotator="cleo", labels=[("source", "")])
    having = [id_ for id_ in store.article_ids() if "aides" in store.article(id_).document.text]
    assert having == ["a1"]
    found = marks_of(store, "a1", who)["s4"]
    assert set(found.tags) == {"insider-sourced", "opinion"}
    assert found.look_again == "joined"  # each label is of a piece of the sentence


def test_answers_of_prodigy_are_marks_and_rejected_ones_are_not(store: MemoryStore) -> None:
    imported(store, "prodigy", files("prodigy-choice.jsonl"))
    assert tags(store, "ana") == {"s2": ("insider-sourced", "opinion")}
    assert tags(store, "ben") == {"s3": ("declined-comment",)}
    (mark,) = marks_of(store, "a1", "ana").values()
    assert mark.unsure


def test_documents_of_brat_come_along_where_the_project_has_not_got_them(
    store: MemoryStore,
) -> None:
    report = imported(store, "brat", files("brat-news"))
    (new,) = report.articles
    assert store.article(new).document.text.startswith("Citibank was moving")
    assert set(report.annotators) == {"alic", "kevin"}
    assert ("insider-sourced", "opinion") in tags(store, "alic", new).values()
    assert ("insider-sourced",) in tags(store, "kevin", new).values()


def test_annotations_of_the_web_are_found_by_their_words(store: MemoryStore) -> None:
    report = imported(store, "w3c", files("w3c-annotation.jsonld"))
    assert tags(store, "Ana") == {"s2": ("insider-sourced",)}
    assert report.errors == []


def test_labels_that_the_project_has_not_got_are_named(store: MemoryStore) -> None:
    report = imported(store, "w3c", files("w3c-recogito.json"))
    assert set(report.unknown) == {"https://example.org/tags#opinion"}
    labels = [("https://example.org/tags#opinion", "opinion")]
    imported(store, "w3c", files("w3c-recogito.json"), labels=labels)
    assert tags(store, "ben@hypothes.is") == {"s2": ("opinion",)}
