"""The first guess at the kind of a source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.kinds import guessed_kind
from annotator.domain.marks import SOURCE_KINDS, Source, SourceKind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Carlos Tavares", "named-person"),
        ("Stellantis Group CEO Carlos Tavares", "named-person"),
        ("Dr Diallo", "named-person"),
        ("Wilkins", "named-person"),
        ("Wilkins’s", "named-person"),
        ("McDonald", "named-person"),
        ("DeSantis", "named-person"),
        ("O’Brien", "named-person"),
        ("Kremlin spokesman Dmitry Peskov", "named-person"),
        ("police officer Jane Holt", "named-person"),
        ("NATO", "named-organisation"),
        ("BMW", "named-organisation"),
        ("XPeng", "named-organisation"),
        ("Reuters", "named-organisation"),
        ("Police", "named-organisation"),
        ("the police", "named-organisation"),
        ("the ministry", "named-organisation"),
        ("her office", "named-organisation"),
        ("Her office", "named-organisation"),
        ("It", "named-organisation"),
        ("Acme Corp", "named-organisation"),
        ("the White House", "named-organisation"),
        ("the Ministry of Defence", "named-organisation"),
        ("the statistics office", "named-organisation"),
        ("The company’s spokesperson", "named-organisation"),
        ("a Kremlin spokesman", "named-organisation"),
        ("a police officer", "unnamed-person"),
        ("an official", "unnamed-person"),
        ("She", "unnamed-person"),
        ("a person close to the talks", "unnamed-person"),
        ("Insiders", "unnamed-group"),
        ("ministry officials", "unnamed-group"),
        ("two people familiar with the matter", "unnamed-group"),
        ("local residents", "unnamed-group"),
        ("They", "unnamed-group"),
        ("Reports", "press-report"),
        ("an internal memo", "document"),
    ],
)
def test_the_kind_is_guessed_from_the_words(words: str, kind: SourceKind) -> None:
    assert guessed_kind(words) == kind


@pytest.mark.parametrize(
    "words", ["", "…", "Monday", "on Monday", "March", "looked", "says", "However", "Reportedly"]
)
def test_words_that_do_not_say_it_give_no_guess(words: str) -> None:
    assert guessed_kind(words) is None


def known(name: str, kind: SourceKind) -> Source:
    return Source(name, name, "s1", 0, len(name), kind)


def test_the_last_name_of_a_person_of_the_article_is_that_person() -> None:
    person = known("Ana BMW", "named-person")
    assert guessed_kind("BMW") == "named-organisation"
    assert guessed_kind("BMW", [person]) == "named-person"
    assert guessed_kind("BMW", [person, known("BMW", "document")]) == "document"
    assert guessed_kind("Press", [known("Ana Press", "named-organisation")]) == "named-person"


def test_a_source_of_the_article_has_the_kind_it_was_given() -> None:
    firm = known("Stellantis", "named-organisation")
    assert guessed_kind("Stellantis’s", [firm]) == "named-organisation"


@given(st.text(max_size=40))
def test_any_words_have_a_kind_or_none(words: str) -> None:
    assert guessed_kind(words) in {None, *SOURCE_KINDS}
