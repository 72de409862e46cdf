"""A suggestion never stands without its reason."""

from __future__ import annotations

from annotator.assist.suggesting import Reason, Suggested
from annotator.domain.tags import DEFAULT_TAGS
from annotator.tui.describe import Signs
from annotator.tui.describe_suggestion import foretold_in_words
from annotator.tui.glyphs import UNICODE

SIGNS = Signs(DEFAULT_TAGS, UNICODE, ascii_only=False)


def test_the_reason_is_the_words_or_where_it_is_from_or_that_it_was_learnt() -> None:
    words = Suggested("s2", "opinion", 0.9, (Reason("will fail", 3, 12),), None)
    carried = Suggested("s2", "opinion", 0.9, (), "s1")
    learnt = Suggested("s2", "opinion", 0.9, (), None)

    assert foretold_in_words(words, SIGNS) == "≈ opinion because “will fail”"
    assert foretold_in_words(carried, SIGNS) == "≈ opinion carried from s1"
    assert foretold_in_words(learnt, SIGNS) == "≈ opinion because of earlier marks"
