from __future__ import annotations

from dataclasses import replace

from annotator.domain.article import Sentence
from annotator.domain.marks import Evidence, Mark, Source
from annotator.domain.sourcing.ledger import evidence_in, sources_in

SENTENCES = [Sentence(f"s{n}", n, n + 1, "sentence", 0) for n in (1, 2, 3)]
AIDES = Source("Aides", "Aides", "s1", 0, 5, "unnamed-group")
REUTERS = Source("Reuters", "Reuters", "s2", 0, 7, "press-report")
PAGE = Evidence("https://example.org", None)
FILE = Evidence(None, "budget.pdf", locator="p. 3")


def test_a_source_keeps_its_number_and_is_listed_as_it_was_marked_last() -> None:
    later = replace(AIDES, mention="the aides", sentence="s3")
    marks = {
        "s1": Mark("open", sources=(AIDES,)),
        "s2": Mark("open", sources=(REUTERS,)),
        "s3": Mark("open", sources=(later,)),
        "s9": Mark("open", sources=(replace(AIDES, name="gone"),)),
    }
    assert sources_in(SENTENCES, marks) == [later, REUTERS]
    assert sources_in(SENTENCES[:2], marks) == [AIDES, REUTERS]
    assert sources_in(SENTENCES, {}) == []


def test_evidence_is_listed_once_in_reading_order() -> None:
    marks = {
        "s3": Mark("open", evidence=(PAGE, FILE)),
        "s1": Mark("open", evidence=(replace(PAGE, locator="top"),)),
    }
    assert evidence_in(SENTENCES, marks) == [replace(PAGE, locator="top"), FILE]
