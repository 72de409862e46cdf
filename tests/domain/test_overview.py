from __future__ import annotations

from dataclasses import replace

from annotator.domain.marks import HandIn
from annotator.domain.overview import article_row, person_row
from annotator.domain.progress import Standing
from tests.stores.contract import article
from tests.strategies import empty_annotations, time_after


def test_a_person_has_handed_in_when_they_last_did() -> None:
    handed_in = (HandIn(3, time_after(1)), HandIn(9, time_after(2)))
    row = person_row(article(), replace(empty_annotations(), handed_in=handed_in), {})
    assert (row.handed_in, row.progress.unseen) == (time_after(2), 2)
    assert person_row(article(), empty_annotations(), {}).handed_in is None


def test_an_article_knows_the_rows_of_its_people() -> None:
    tagged = {"s1": Standing("tagged", unsure=True, look_again="edited")}
    ana = person_row(article(), empty_annotations("ana"), tagged)
    row = article_row(article(), (ana,))
    assert (row.id, row.sentences, row.title) == ("an-article", 2, "It will fail")
    assert row.of("ana") is ana
    assert row.of("ben") is None
    assert (ana.progress.tagged, ana.progress.unsure, ana.progress.look_again) == (1, 1, 1)
