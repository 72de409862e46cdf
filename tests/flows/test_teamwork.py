from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.project import Settings
from annotator.domain.review.teamwork import Waiting
from annotator.flows.library import Library
from annotator.flows.tagging import rename_tag
from annotator.resources import resource
from annotator.stores.files import FileStore
from annotator.stores.memory import MemoryStore
from tests.flows.test_review import at, desk, mark, project, reviewing, say


@pytest.fixture
def store() -> MemoryStore:
    """Ana and ben agree on s2 and differ on s1, a headline, and on s3."""
    store = desk(project())
    for sentence, ana, ben in (
        ("s1", "opinion", "confirmed"),
        ("s2", "opinion", "opinion"),
        ("s3", "opinion", "confirmed"),
    ):
        mark(store, "ana", sentence, ana)
        mark(store, "ben", sentence, ben)
    return store


def test_the_figures_of_the_finished_project(tmp_path: Path) -> None:
    store = FileStore(resource("seeds", "finished"), tmp_path)
    (row,) = store.overview()
    assert (row.team.compared, row.team.agreed, row.team.to_settle) == (14, 9, 2)
    # ben has heard nothing of s8 since; cho was asked about s2, ana handed in before all talk
    assert row.team.waiting == {
        "ana": Waiting(comments=2),
        "ben": Waiting(comments=2),
        "cho": Waiting(comments=2, sent_back=1),
    }
    (again,) = FileStore(resource("seeds", "finished"), tmp_path).overview()
    assert again == row
    words = Library((row,), "cho").in_words(row)
    assert words.startswith("1 sent back, 2 comments for you, handed in + 2 others, ")
    assert words.endswith("agree 9 of 14, 2 to settle")


def test_agreement_counts_plain_sentences_and_settling_counts_all(store: MemoryStore) -> None:
    (row,) = store.overview()
    assert (row.team.compared, row.team.agreed, row.team.to_settle) == (2, 1, 2)
    at(reviewing(store), "s3").decide("opinion")
    (row,) = store.overview()
    assert (row.team.agreed, row.team.to_settle) == (1, 1)


def test_a_stale_decision_is_to_settle_though_all_agree_now(store: MemoryStore) -> None:
    at(reviewing(store), "s3").decide("opinion")
    mark(store, "ben", "s3", "opinion", minute=1)
    (row,) = store.overview()
    assert (row.team.compared, row.team.agreed, row.team.to_settle) == (2, 2, 2)


def test_a_renamed_tag_is_no_disagreement(store: MemoryStore) -> None:
    rename_tag(store, "opinion", "view", "2026-11-22T12:00:00.000Z")
    mark(store, "ana", "s2", "view", minute=1)
    (row,) = store.overview()
    assert (row.team.compared, row.team.agreed) == (2, 1)


def test_what_waits_goes_when_it_is_answered(store: MemoryStore) -> None:
    rita = at(reviewing(store), "s3")
    rita.comment("Who says so?")
    rita.send_back(["ben"])
    (row,) = store.overview()
    assert row.team.waiting == {"ana": Waiting(1), "ben": Waiting(1, 1)}
    say(store, "ben", "s3", "Her office.", 30)
    (row,) = store.overview()
    assert row.team.waiting == {"ana": Waiting(1), "rita": Waiting(1)}


def test_in_a_blind_project_figures_and_colleagues_words_are_hidden_until_handing_in(
    store: MemoryStore,
) -> None:
    blind = replace(project(), settings=Settings(blind=True))
    store.save_project(blind, store.project().token)
    say(store, "ben", "s3", "I am sure.", 30)
    (row,) = store.overview()
    assert row.team.waiting == {}
    assert "agree" not in Library((row,), "ana", project=blind).in_words(row)
    assert "agree 1 of 2" in Library((row,), "rita", project=blind).in_words(row)
