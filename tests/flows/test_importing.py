"""Labels of others come in: found by what they say, and nothing is overwritten."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.domain.article import Article
from annotator.domain.consistency import of_annotations
from annotator.domain.datasets.selection import Selection
from annotator.domain.marks import Evidence, Mark, Source
from annotator.domain.project import Project
from annotator.domain.tags import Renamed
from annotator.flows.articles.ingest import Intake
from annotator.flows.articles.mending import done as mended
from annotator.flows.articles.mending import join_with_next
from annotator.flows.datasets.import_report import LONGEST_LABEL
from annotator.formats.articles import Incoming
from annotator.stores.base import Key, Store
from annotator.stores.memory import MemoryStore
from tests.desks import NOON, SHORT, fill
from tests.labels_in import empty_copy, exported, imported, lines_of, mark, marks_of, said
from tests.revisions import article_of

MONDAY = "Mayor Ada Lovelace resigned on Monday."
OTHER = b"""Storm closes port

The port of Antwerp was closed on Sunday. A person close to the port said it would open soon. \
He declined to comment.
"""


@pytest.fixture
def store() -> MemoryStore:
    """Two articles; their sentences are s1 to s5 and s1 to s4."""
    made = MemoryStore(Project("test"), "# Guidelines\n")
    fill(made, SHORT, OTHER)
    return made


def article(store: Store, number: int = 0) -> Article:
    return store.article(["mayor-resigns", "storm-closes-port"][number]).document


def text_of(store: Store, sentence: str, number: int = 0) -> str:
    found = article(store, number)
    return next(found.text_of(one) for one in found.sentences if one.id == sentence)


def row(store: Store, sentence: str, label: object = "opinion", **more: object) -> dict[str, Any]:
    """A row as somebody else may write it: words and a label."""
    return {"text": text_of(store, sentence), "label": label, "annotator": "ben", **more}


def bens(store: Store, number: int = 0) -> dict[str, tuple[str, ...]]:
    """Ben's tags by sentence."""
    found = marks_of(store, article(store, number).id, "ben")
    return {sentence: mark.tags for sentence, mark in found.items()}


def test_words_alone_find_their_sentence_among_all_articles(store: MemoryStore) -> None:
    done = imported(store, "jsonl", lines_of(row(store, "s2"), row(store, "s3", "confirmed")))
    assert (done.came_in, done.errors) == (2, [])
    assert bens(store) == {"s2": ("opinion",), "s3": ("confirmed",)}
    assert bens(store, 1) == {}


def test_what_comes_in_is_one_action_of_an_import_and_keeps_when_it_was_said(
    store: MemoryStore,
) -> None:
    at = "2020-02-03T04:05:06.789Z"
    rows = [row(store, "s2", at=at, seconds=2.5), row(store, "s3")]
    imported(store, "jsonl", lines_of(*rows))
    opened = store.annotations("mayor-resigns", "ben")
    assert opened is not None
    events = list(opened.document.history)
    assert [(e.why, e.group, e.sentence) for e in events] == [
        ("import", 1, "s2"),
        ("import", 1, "s3"),
    ]
    assert opened.document.marks["s2"].at == at
    assert opened.document.marks["s2"].seconds == 2.5
    assert opened.document.marks["s3"].at == events[1].at == NOON
    assert [person.name for person in store.project().document.people] == ["ben"]


def test_the_same_import_again_changes_nothing(store: MemoryStore) -> None:
    rows = lines_of(row(store, "s2", note="why"), row(store, "s3"))
    imported(store, "jsonl", rows)
    before = exported(store, "native")
    done = imported(store, "jsonl", rows)
    assert (done.came_in, done.there_already, done.errors) == (0, 2, [])
    assert exported(store, "native") == before


def test_a_label_that_differs_stands_beside_the_annotators_own_mark(store: MemoryStore) -> None:
    own = Mark("tagged", ("confirmed",), quote=text_of(store, "s2"), at=NOON, note="mine")
    mark(store, article(store), "ben", {"s2": own})
    rows = lines_of(row(store, "s2"), row(store, "s3"))
    done = imported(store, "jsonl", rows)
    assert marks_of(store, "mayor-resigns", "ben")["s2"] == own
    assert bens(store)["s3"] == ("opinion",)
    beside = marks_of(store, "mayor-resigns", "ben (jsonl)")
    assert {id_: one.tags for id_, one in beside.items()} == {"s2": ("opinion",)}
    assert dict(done.clashes) == {("ben", "ben (jsonl)"): 1}
    again = imported(store, "jsonl", rows)
    assert (again.came_in, dict(again.clashes)) == (0, {})
    third = imported(store, "jsonl", lines_of(row(store, "s2", "insider-sourced")))
    assert dict(third.clashes) == {("ben", "ben (jsonl 2)"): 1}


def test_what_a_source_does_not_say_is_no_difference(store: MemoryStore) -> None:
    own = Mark(
        "tagged",
        ("opinion",),
        unsure=True,
        quote=text_of(store, "s2"),
        evidence=(Evidence("https://example.org", None, stance="supports"),),
        note="mine",
        look_again="edited",
        guidelines="7",
        at=NOON,
    )
    mark(store, article(store), "ben", {"s2": own})
    done = imported(store, "jsonl", lines_of(row(store, "s2")))
    assert (done.came_in, done.there_already) == (0, 1)
    assert marks_of(store, "mayor-resigns", "ben") == {"s2": own}
    done = imported(store, "jsonl", lines_of(row(store, "s2", note="another")))
    assert dict(done.clashes) == {("ben", "ben (jsonl)"): 1}


def test_labels_that_are_nobodys_need_a_name(store: MemoryStore) -> None:
    gold = [{"text": text_of(store, "s2"), "label": "opinion"}, row(store, "s3")]
    done = imported(store, "jsonl", lines_of(*gold))
    assert (done.nobodys, done.came_in) == (1, 1)
    done = imported(store, "jsonl", lines_of(*gold), annotator="gil")
    assert [name for _, name in said(store)] == ["ben", "gil"]
    assert done.came_in == 1


def test_annotators_whose_names_are_one_to_a_file_are_one_person(store: MemoryStore) -> None:
    done = imported(
        store,
        "jsonl",
        lines_of(
            row(store, "s2"), row(store, "s3", annotator="BEN "), row(store, "s4", annotator="a/b")
        ),
    )
    assert bens(store) == {"s2": ("opinion",), "s3": ("opinion",)}
    assert done.called == {"BEN ": "ben"}
    assert "--annotator THEIRS=NAME" in str(done.errors[0])
    rows = lines_of(row(store, "s4", annotator="a/b"))
    assert imported(store, "jsonl", rows, people={"a/b": "cho"}).called == {"a/b": "cho"}
    assert ("mayor-resigns", "cho") in said(store)


def test_labels_are_mapped_as_said_and_by_their_spelling(store: MemoryStore) -> None:
    rows = lines_of(
        row(store, "s2", "Insider_Sourced"),
        row(store, "s3", ["rumour", "OPINION"]),
        row(store, "s4", "none of them"),
        row(store, "s5", "spam"),
        row(store, "s1", "gossip"),
    )
    told = [("rumour", "insider-sourced"), ("none of them", "no-tag"), ("spam", "")]
    done = imported(store, "jsonl", rows, labels=told)
    assert bens(store) == {
        "s2": ("insider-sourced",),
        "s3": ("insider-sourced", "opinion"),
        "s4": (),
    }
    assert marks_of(store, "mayor-resigns", "ben")["s4"].state == "no-tag"
    assert done.mapped == {
        ("Insider_Sourced", "insider-sourced"): 1,
        ("rumour", "insider-sourced"): 1,
        ("OPINION", "opinion"): 1,
        ("none of them", "no-tag"): 1,
        ("spam", ""): 1,
    }
    assert (done.unknown, done.unmapped) == ({"gossip": 1}, 1)


def test_an_unknown_label_without_an_end_is_kept_in_short(store: MemoryStore) -> None:
    done = imported(store, "jsonl", lines_of(row(store, "s2", "x" * 9_000)))
    assert done.unknown == {"x" * (LONGEST_LABEL + 1): 1}


def test_a_mapped_label_that_is_nowhere_is_told(store: MemoryStore) -> None:
    done = imported(store, "jsonl", lines_of(row(store, "s2", "rumours")), labels=[("rumour", "")])
    assert done.notices == ["No label of the source is called 'rumour'. Did you mean 'rumours'?"]


def test_people_who_are_not_in_the_source_are_told(store: MemoryStore) -> None:
    done = imported(store, "jsonl", lines_of(row(store, "s2")), people={"bem": "ana"})
    assert done.notices == ["No annotator of the source is called 'bem'. Did you mean 'ben'?"]


def test_old_names_of_tags_are_known(store: MemoryStore) -> None:
    opened = store.project()
    renamed = (Renamed("view", "opinion", NOON),)
    store.save_project(replace(opened.document, renamed=renamed), opened.token)
    imported(store, "jsonl", lines_of(row(store, "s2", "view")))
    assert bens(store) == {"s2": ("opinion",)}


def test_a_second_item_of_one_id_and_one_that_contradicts_are_told(store: MemoryStore) -> None:
    rows = [row(store, "s2", id="7"), row(store, "s3", id="7"), row(store, "s2", "confirmed")]
    done = imported(store, "jsonl", lines_of(*rows))
    assert bens(store) == {"s2": ("opinion",)}
    first, second = map(str, done.errors)
    assert "line 2" in first
    assert "'7'" in first
    assert "line 3" in second
    assert "s2" in second


def test_broken_lines_are_told_with_their_number_and_the_rest_comes_in(store: MemoryStore) -> None:
    good = lines_of(row(store, "s2"))
    bad = b'{"text": "cut o\n[1, 2]\n\xff\xfe\n{"text": "x", "state": "tagged"}\n\n'
    done = imported(store, "jsonl", bad + good)
    assert [str(error).split(":")[0] for error in done.errors] == [
        f"labels, line {number}" for number in (1, 2, 3, 4)
    ]
    assert bens(store) == {"s2": ("opinion",)}


def test_places_outside_of_the_text_are_told(store: MemoryStore) -> None:
    digest = article(store).sha256
    bad = {
        "article": "mayor-resigns",
        "article_sha256": digest,
        "label": "opinion",
        "annotator": "b",
    }
    done = imported(
        store,
        "jsonl",
        lines_of(bad | {"start": 10, "end": 100_000}, bad | {"start": -5, "end": 5}),
    )
    assert all("outside of the text" in str(error) for error in done.errors)
    assert (len(done.errors), done.unplaced, said(store)) == (2, 2, {})


def test_ids_alone_are_enough_unless_they_are_of_another_text(store: MemoryStore) -> None:
    ids = {"article": "mayor-resigns", "sentence": "s2", "label": "opinion", "annotator": "ben"}
    done = imported(
        store,
        "jsonl",
        lines_of(
            ids,
            ids | {"sentence": "s3", "article_sha256": "0" * 64},
            ids | {"sentence": "s99"},
            ids | {"sentence": "s4", "article": "Mayor resigns"},
            ids | {"sentence": None, "start": 0, "end": 13},
        ),
    )
    assert bens(store) == {"s2": ("opinion",)}
    whys = ["another text", "no sentence 's99'", "by its title alone", "nor the digest"]
    for error, why in zip(done.errors, whys, strict=True):
        assert why in str(error)


def test_words_that_are_nowhere_or_in_several_articles_are_told(store: MemoryStore) -> None:
    fill(store, b"A third one\n\nHe declined to comment. So did she.\n")
    nowhere = {"text": "Nobody wrote this sentence.", "label": "opinion", "annotator": "ben"}
    twice = {"text": "He declined to comment.", "label": "declined-comment", "annotator": "ben"}
    done = imported(store, "jsonl", lines_of(nowhere, twice))
    assert ["in no article" in str(done.errors[0]), "in 2 articles" in str(done.errors[1])] == [
        True,
        True,
    ]
    before = twice | {"context_before": text_of(store, "s3", 1)}
    assert imported(store, "jsonl", lines_of(before)).came_in == 1
    assert bens(store, 1) == {"s4": ("declined-comment",)}


def test_the_digest_goes_before_an_id_that_is_the_same_by_chance(store: MemoryStore) -> None:
    label = row(store, "s2") | {
        "text": "He declined to comment.",
        "article": "mayor-resigns",
        "article_sha256": article(store, 1).sha256,
    }
    assert imported(store, "jsonl", lines_of(label)).came_in == 1
    assert list(bens(store, 1)) == ["s4"]


def test_an_article_that_is_damaged_is_told_and_the_others_get_their_labels(
    store: MemoryStore,
) -> None:
    key = Key("article", "storm-closes-port")
    store._files[key] = store._files[key][:100]
    rows = [
        row(store, "s2"),
        row(store, "s3") | {"text": "Gone.", "article": "storm-closes-port"},
        row(store, "s3") | {"text": "He declined to comment."},
    ]
    done = imported(store, "jsonl", lines_of(*rows))
    assert bens(store) == {"s2": ("opinion",)}
    assert (done.came_in, done.failed) == (1, 2)
    assert "damaged" in " ".join(map(str, done.errors))


def test_words_of_very_many_articles_are_told_apart_by_what_stands_around_them(
    store: MemoryStore,
) -> None:
    plain = "Read more about it.", "It was said again.", "So the port closed in the end."
    for number in range(40):
        words = (f"The port of city {number} was closed on Sunday.", *plain)
        store.save_article(replace(article_of(*words), id=f"x-{number}"), None)
    label = {"text": plain[0], "label": "opinion", "annotator": "ben"}
    before = "The port of city 33 was closed on Sunday."
    done = imported(store, "jsonl", lines_of(label | {"context_before": before}, label))
    assert list(said(store)) == [("x-33", "ben")]
    assert "articles" in str(done.errors[0])


def test_sentences_cut_elsewhere_are_aligned_by_their_words(store: MemoryStore) -> None:
    both = f"{text_of(store, 's2')}  {text_of(store, 's3')}"
    whole = text_of(store, "s4")
    halves = [whole[:10], whole[11:]]
    rows = [
        row(store, "s2", "opinion") | {"text": both},
        row(store, "s4", "confirmed") | {"text": halves[0], "article": "mayor-resigns"},
        row(store, "s4", "declined-comment") | {"text": halves[1], "article": "mayor-resigns"},
    ]
    done = imported(store, "jsonl", lines_of(*rows))
    assert done.errors == []
    found = marks_of(store, "mayor-resigns", "ben")
    assert {id_: (one.tags, one.look_again) for id_, one in found.items()} == {
        "s2": (("opinion",), "split"),
        "s3": (("opinion",), "split"),
        "s4": (("confirmed", "declined-comment"), "joined"),
    }
    assert [found[id_].quote for id_ in found] == [text_of(store, id_) for id_ in found]
    assert done.of("ben").look_again == 3
    assert imported(store, "jsonl", lines_of(*rows)).came_in == 0


def test_words_that_were_edited_since_ask_for_another_look(store: MemoryStore) -> None:
    edited = row(store, "s2") | {
        "text": "Mayor Ada Lovelace has resigned on Monday morning.",
        "article": "mayor-resigns",
    }
    imported(store, "jsonl", lines_of(edited, row(store, "s3", article="mayor-resigns")))
    found = marks_of(store, "mayor-resigns", "ben")
    assert (found["s2"].look_again, found["s3"].look_again) == ("edited", None)


def test_labels_of_an_earlier_revision_are_carried_over(store: MemoryStore) -> None:
    source = Source("aides", "aides", "s3", 4, 9, "unnamed-group")
    own = Mark(
        "tagged", ("insider-sourced",), quote=text_of(store, "s3"), at=NOON, sources=(source,)
    )
    plain = Mark("tagged", ("opinion",), quote=text_of(store, "s5"), at=NOON)
    mark(store, article(store), "ben", {"s3": own, "s5": plain})
    rows = exported(store, "jsonl")
    was = empty_copy(store)
    text = article(was).text.replace("Two aides said", "On Friday two aides said")
    Intake(was).take(Incoming("Mayor resigns", text), NOON, into="mayor-resigns")
    done = imported(was, "jsonl", rows)
    assert done.errors == []
    found = marks_of(was, "mayor-resigns", "ben")
    assert found["s5"] == plain
    assert found["s3"].look_again == "edited"
    place = found["s3"].sources[0]
    assert text_of(was, "s3")[place.start : place.end] == "aides"


def test_an_import_and_what_is_carried_over_are_the_same(store: MemoryStore) -> None:
    own = Mark("tagged", ("opinion",), quote=text_of(store, "s2"), at=NOON)
    mark(store, article(store), "ben", {"s2": own})
    rows = exported(store, "jsonl")
    mended(store, join_with_next(article(store), "s2", by="ana", at=NOON))
    done = imported(store, "jsonl", rows)
    assert (done.came_in, done.there_already, dict(done.clashes)) == (0, 1, {})


def test_gold_comes_in_as_somebody(store: MemoryStore) -> None:
    own = Mark("tagged", ("opinion",), quote=text_of(store, "s2"), at=NOON)
    mark(store, article(store), "ana", {"s2": own})
    mark(store, article(store), "cho", {"s2": own})
    copy = empty_copy(store)
    rows = exported(store, "jsonl", Selection())
    assert imported(copy, "jsonl", rows).nobodys == 1
    assert imported(copy, "jsonl", rows, annotator="gold").came_in == 1
    assert marks_of(copy, "mayor-resigns", "gold")["s2"].tags == ("opinion",)


def test_items_without_a_label_are_passed_over(store: MemoryStore) -> None:
    done = imported(store, "jsonl", lines_of(row(store, "s2", None), row(store, "s3", [])))
    assert (done.passed_over, done.errors, said(store)) == ({"without a label": 2}, [], {})


def test_a_skipped_sentence_of_ours_comes_back_as_skipped(store: MemoryStore) -> None:
    rows = lines_of(row(store, "s2", None, state="skipped", skip_reason="bad-cut"))
    imported(store, "jsonl", rows)
    found = marks_of(store, "mayor-resigns", "ben")["s2"]
    assert (found.state, found.skip_reason, found.tags) == ("skipped", "bad-cut", ())
    done = imported(store, "jsonl", lines_of(row(store, "s3", None, state="skipped")))
    assert done.passed_over == {"skipped": 1}


def test_sources_that_say_nobody_who_named_them_were_imported(store: MemoryStore) -> None:
    plain = {"name": "aides", "mention": "aides", "sentence": None, "start": None, "end": None}
    named = plain | {"kind": "unnamed-group"}
    imported(store, "jsonl", lines_of(row(store, "s3", sources=[named, named | {"by": "program"}])))
    found = marks_of(store, "mayor-resigns", "ben")["s3"].sources
    assert [source.by for source in found] == ["import", "program"]


def test_a_dry_run_writes_nothing_and_counts_the_same(store: MemoryStore) -> None:
    rows = lines_of(row(store, "s2"), row(store, "s3", "gossip"))
    before = exported_or_nothing(store)
    dry = imported(store, "jsonl", rows, dry=True)
    assert exported_or_nothing(store) == before
    done = imported(store, "jsonl", rows)
    assert (dry.came_in, dry.unknown, dry.newcomers) == (done.came_in, done.unknown, done.newcomers)


def exported_or_nothing(store: MemoryStore) -> object:
    return said(store), store.project().token


def test_more_labels_than_wait_together_come_in_all_the_same(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.flows.datasets.importing._MOST_WAITING", 3)
    there = [("s1", 0), ("s1", 1), ("s2", 0), ("s2", 1), ("s3", 0), ("s3", 1), ("s5", 0), ("s4", 1)]
    rows = [row(store, "s1") | {"text": text_of(store, id_, number)} for id_, number in there]
    done = imported(store, "jsonl", lines_of(*rows, rows[0] | {"label": "confirmed"}))
    assert done.came_in == len(rows)
    assert sorted(bens(store)) == ["s1", "s2", "s3", "s5"]
    assert sorted(bens(store, 1)) == ["s1", "s2", "s3", "s4"]
    assert "than an earlier item does" in str(done.errors[0])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
COLUMNS = (
    *("id", "article", "article_sha256", "url", "title", "sentence", "start", "end", "text"),
    *("context_before", "context_after", "annotator", "state", "label", "tags", "unsure"),
    *("skip_reason", "look_again", "sources", "evidence", "note", "suggestions", "guidelines"),
    *("at", "seconds"),
)


@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), JSON), max_size=3))
@example([{"label": "opinion", "annotator": "b", "article": "mayor-resigns", "start": 10**30}])
@example([{"tags": ["opinion", "opinion"], "annotator": "b", "text": MONDAY, "state": "tagged"}])
@example([{"state": "skipped", "annotator": "b", "text": MONDAY}])
@example([{"label": "opinion", "annotator": "b", "article": "../x", "text": "\ud800"}])
@example(
    [{"label": "opinion", "annotator": "b", "text": MONDAY, "at": "9999-12-31T23:59:59-23:00"}]
)
@example([{"label": "opinion", "annotator": "b", "text": MONDAY, "seconds": 10**400}])
def test_whatever_rows_hold_is_taken_or_told(rows: list[dict[str, Any]]) -> None:
    store = MemoryStore(Project("test"))
    fill(store, SHORT)
    good = {"text": MONDAY, "label": "opinion", "annotator": "good"}
    done = imported(store, "jsonl", lines_of(*rows, good))
    assert ("mayor-resigns", "good") in said(store)
    assert all(str(error) for error in done.errors)
    for article in store.article_ids():
        for name in store.annotators(article):
            opened = store.annotations(article, name)
            assert opened is not None
            assert not of_annotations(opened.document, store.article(article).document)
