"""Editing an article: saving its next revision, and not over somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import ConflictError
from annotator.flows.articles.editing import replaced, revised
from tests.desks import NOON, memory_desk


def test_a_revision_is_saved_in_the_place_of_the_one_that_was_shown(tmp_path: Path) -> None:
    store = memory_desk(tmp_path).store
    shown = store.article("mayor-resigns").document
    new = revised(shown, {}, {"s3": "caption"}, by="ana", at=NOON)
    assert replaced(store, shown, new) == new == store.article("mayor-resigns").document
    assert (new.revision, new.sentences[2].kind) == (2, "caption")


def test_what_differs_in_nothing_is_not_saved(tmp_path: Path) -> None:
    store = memory_desk(tmp_path).store
    shown = store.article("mayor-resigns").document
    assert replaced(store, shown, revised(shown, {}, {"s3": "sentence"}, by="a", at=NOON)) is shown
    assert store.article("mayor-resigns").document.revision == 1


def test_a_revision_of_somebody_else_is_not_written_over(tmp_path: Path) -> None:
    store = memory_desk(tmp_path).store
    shown = store.article("mayor-resigns").document
    theirs = replaced(store, shown, revised(shown, {"title": "Gone"}, {}, by="ben", at=NOON))
    with pytest.raises(ConflictError, match="mayor-resigns"):
        replaced(store, shown, revised(shown, {}, {"s3": "caption"}, by="ana", at=NOON))
    assert store.article("mayor-resigns").document == theirs
