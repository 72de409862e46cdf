from __future__ import annotations

from annotator.domain.marks import Mark, Source
from annotator.domain.sourcing.entries import Entry, across, entries_of
from annotator.domain.sourcing.readings import Reading, own_readings, settled_readings
from tests.sourced import article, mark, readings, source

TEXT = article("Talks.", "Insiders said so.", "They added more.", "It is said.", "So it is.")
INSIDERS = source("Insiders", "unnamed-group", "s2")


def entries(**marks: Mark) -> list[Entry]:
    return entries_of("a", readings(TEXT, marks))


def shape(found: list[Entry]) -> list[tuple[str, str, int, int, int]]:
    """Each entry as the command's row."""
    return [(e.name, e.kind, len(e.mentions), len(e.sentences), len(e.articles)) for e in found]


def test_mentions_of_one_name_are_one_source_whatever_their_case_and_spaces() -> None:
    found = entries(s2=mark("i", INSIDERS), s4=mark("i", source("insiders ", "unnamed-group")))
    assert shape(found) == [("Insiders", "unnamed-group", 2, 2, 1)]


def test_a_pronoun_belongs_to_the_source_of_the_sentence_it_is_carried_from() -> None:
    they = source("They", "unnamed-group", "s3", from_="s2", basis="pronoun")
    found = entries(s2=mark("i", INSIDERS), s3=mark("i", they))
    assert shape(found) == [("Insiders", "unnamed-group", 2, 2, 1)]
    assert found[0].words == ("Insiders",)


def test_carrying_over_goes_through_several_sentences() -> None:
    they = source("They", "unnamed-group", "s3", from_="s2", basis="pronoun")
    again = source("they", "unnamed-group", "s4", from_="s3", basis="pronoun")
    found = entries(s2=mark("i", INSIDERS), s3=mark("i", they), s4=mark("i", again))
    assert shape(found) == [("Insiders", "unnamed-group", 3, 3, 1)]


def test_pronouns_without_a_sentence_to_hang_on_are_not_joined_by_being_alike() -> None:
    one = source("She", "unnamed-person", "s2")
    other = source("She", "unnamed-person", "s4")
    assert len(entries(s2=mark("i", one), s4=mark("i", other))) == 2


def test_a_pronoun_between_two_sources_is_joined_with_the_one_of_its_kind_or_none() -> None:
    city = source("the city", "named-organisation", "s2")
    they = source("They", "unnamed-group", "s3", from_="s2", basis="pronoun")
    he = source("He", "named-person", "s4", from_="s2", basis="pronoun")
    found = entries(s2=mark("ic", INSIDERS, city), s3=mark("i", they), s4=mark("c", he))
    assert [(e.name, len(e.mentions)) for e in found] == [
        ("Insiders", 2),
        ("the city", 1),
        ("He", 1),
    ]


def test_a_name_of_the_sentence_it_is_carried_from_is_not_whoever_speaks_there() -> None:
    council = source("the council", "named-organisation", "s2", from_="s2")
    found = entries(s2=mark("i", INSIDERS), s4=mark("c", council))
    assert [e.name for e in found] == ["Insiders", "the council"]


def test_a_last_name_is_the_one_person_of_the_article_who_has_it() -> None:
    ada = source("Ada Lovelace", "named-person", "s2")
    later = source("Ms. Lovelace", "named-person", "s4")
    found = entries(s2=mark("c", ada), s4=mark("c", later))
    assert shape(found) == [("Ada Lovelace", "named-person", 2, 2, 1)]
    ralph = source("Ralph Lovelace", "named-person", "s3")
    assert len(entries(s2=mark("c", ada), s3=mark("c", ralph), s4=mark("c", later))) == 3


def test_the_kind_is_what_most_say_and_the_program_counts_for_less() -> None:
    proposed = source("Acme", "named-person", "s2", by="program")
    again = source("Acme", "named-person", "s3", by="program")
    said = source("Acme", "named-organisation", "s4")
    found = entries(s2=mark("c", proposed), s3=mark("c", again), s4=mark("c", said))
    assert (found[0].kind, found[0].is_proposed) == ("named-organisation", False)
    assert entries(s2=mark("c", proposed))[0].is_proposed


def test_the_same_words_given_by_two_annotators_are_one_mention() -> None:
    one = Source("Insiders", "Insiders", "s2", 0, 8, "unnamed-group")
    other = Source("the insiders", "Insiders said", "s2", 0, 13, "unnamed-group")
    reading = Reading(
        TEXT.sentences[1],
        "tagged",
        ("insider-sourced",),
        "unanimous",
        {"ana": mark("i", one), "ben": mark("i", other)},
    )
    (entry,) = entries_of("a", [reading])
    assert [m.whose for m in entry.mentions] == [("ana", "ben")]


def test_sources_of_an_unresolved_sentence_are_those_of_every_answer() -> None:
    ben = {"s2": mark("c", source("Acme", "named-organisation", "s2"))}
    both = settled_readings(TEXT.sentences, {"ana": {"s2": mark("i", INSIDERS)}, "ben": ben}, {})
    assert [(r.provenance, r.by) for r in both] == [("unresolved", "ana"), ("unresolved", "ben")]
    assert [e.name for e in entries_of("a", both)] == ["Insiders", "Acme"]


def of(name: str, source_: Source) -> list[Entry]:
    text = article("Talks.", "So it is.", id_=name)
    return entries_of(name, own_readings(text.sentences, "ana", {"s2": mark("i", source_)}))


def test_a_name_is_one_source_in_all_articles() -> None:
    ada = source("Ada Lovelace", "named-person", "s2")
    assert shape(across([*of("a", ada), *of("b", ada)])) == [
        ("Ada Lovelace", "named-person", 2, 2, 2)
    ]


def test_the_unnamed_of_two_articles_are_one_only_if_an_analyst_says_so() -> None:
    assert shape(across([*of("a", INSIDERS), *of("b", INSIDERS)])) == [
        ("Insiders", "unnamed-group", 1, 1, 1),
        ("Insiders", "unnamed-group", 1, 1, 1),
    ]
    named = source("The FAW insider", "unnamed-person", "s2", mention="an insider")
    assert shape(across([*of("a", named), *of("b", named)]))[0][4] == 2


def test_documents_without_a_name_of_their_own_stay_apart() -> None:
    memo = source("an internal memo", "document", "s2")
    report = source("the Gray report", "document", "s2")
    assert len(across([*of("a", memo), *of("b", memo)])) == 2
    assert len(across([*of("a", report), *of("b", report)])) == 1
