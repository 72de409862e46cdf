from __future__ import annotations

import pytest

from annotator.domain.marks import Evidence, Manner, Mark
from annotator.domain.meanings import Meanings, meanings
from annotator.domain.sourcing.hanging import Ledger, ledger
from annotator.domain.tags import Renamed
from tests.sourced import article, mark, readings, source

TEXT = article(
    "Talks fail.",
    "Insiders said so.",
    "Sources said it too.",
    "Acme declined to comment.",
    "Ada Lovelace of Acme said it was untrue.",
    published="2026-11-20",
)
INSIDERS = source("Insiders", "unnamed-group", "s2")
ADA = source("Ada Lovelace", "named-person", "s5")
PAGE = Evidence("https://example.org/", None)


def made(**marks: Mark) -> Ledger:
    return ledger(TEXT, readings(TEXT, marks), Meanings())


def singles(found: Ledger) -> list[str]:
    return [each.reading.sentence.id for each in found.single]


def test_a_sentence_hangs_on_a_single_source_unless_another_or_evidence_supports_it() -> None:
    assert singles(made(s2=mark("i", INSIDERS))) == ["s2"]
    assert singles(made(s2=mark("ic", INSIDERS, ADA))) == []
    assert singles(made(s2=mark("i", INSIDERS, evidence=[PAGE]))) == []
    against = Evidence("https://example.org/", None, stance="contradicts")
    assert singles(made(s2=mark("i", INSIDERS, evidence=[against]))) == ["s2"]


def test_opinions_and_refusals_hang_on_nothing_that_could_be_counted() -> None:
    declined = source("Acme", "named-organisation", "s4", role="declined")
    found = made(s4=mark("d", declined), s5=mark("o", ADA))
    assert found.rests == ()


def test_one_anonymous_source_under_two_names_of_its_own_is_counted_twice() -> None:
    again = source("they", "unnamed-group", "s3", from_="s2", basis="pronoun")
    more = source("Insiders", "unnamed-group", "s3")
    found = made(s2=mark("i", INSIDERS), s3=mark("i", again, more))
    assert [each.reading.sentence.id for each in found.twice] == ["s3"]
    assert singles(found) == ["s2", "s3"]


def test_who_only_relays_an_anonymous_source_does_not_make_two_of_it() -> None:
    relayed = source("Insiders", "unnamed-group", "s2", via="Reuters")
    relay = source("Reuters", "press-report", "s2")
    found = made(s2=mark("i", relayed, relay))
    assert [each.entries[0].name for each in found.twice] == ["Insiders"]


def test_a_named_source_mentioned_twice_is_one_that_is_not_anonymous() -> None:
    found = made(s5=mark("c", ADA, source("ada lovelace", "named-person", "s5")))
    assert (singles(found), found.twice) == (["s5"], ())


def test_an_anonymous_source_that_the_text_calls_by_several_words_looks_like_several() -> None:
    sources = source("Insiders", "unnamed-group", "s3", mention="Sources")
    found = made(s2=mark("i", INSIDERS), s3=mark("i", sources))
    assert [e.words for e in found.under_several_words] == [("Insiders", "Sources")]
    assert made(s2=mark("i", INSIDERS)).under_several_words == ()


@pytest.mark.parametrize("manner", ["refused", "no-reply", "unreachable", "partial", None])
def test_who_was_asked_is_told_with_who_asked_and_how_it_answered(manner: Manner | None) -> None:
    party = source("Acme", "named-organisation", "s4", role="declined", manner=manner)
    asked = source("Reuters", "press-report", "s4", role="asked-by")
    speaks = source("Acme", "named-organisation", "s5")
    found = made(s4=mark("d", party, asked), s5=mark("c", speaks))
    (reply,) = found.replies
    assert (reply.party.name, reply.asked_by, reply.manner) == ("Acme", ("Reuters",), manner)
    assert (reply.sentence, reply.answered, reply.published) == ("s4", ("s5",), "2026-11-20")


def test_a_party_that_was_asked_and_spoke_has_answered() -> None:
    asked = source("Reuters", "press-report", "s5", role="asked-by")
    (reply,) = made(s5=mark("c", ADA, asked)).replies
    assert (reply.party.name, reply.declined, reply.answered) == ("Ada Lovelace", False, ("s5",))


def test_tags_count_by_what_they_mean_when_they_are_called_otherwise_today() -> None:
    names = meanings([Renamed("confirmed", "on-record", "2026-11-22T12:00:00.000Z")])
    renamed = Mark("tagged", ("on-record",), sources=(ADA,))
    found = ledger(TEXT, readings(TEXT, {"s5": renamed}), names)
    assert [each.reading.sentence.id for each in found.single] == ["s5"]
    assert made(s5=renamed).rests == ()
