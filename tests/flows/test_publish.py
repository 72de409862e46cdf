"""Publishing: what is selected, what each row says, and what stays at home."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from annotator.codec import to_json
from annotator.domain.datasets.pseudonyms import NAMINGS, Names, Naming, pseudonym
from annotator.domain.datasets.selection import Selection
from annotator.domain.datasets.splits import Splits, fractions_in
from annotator.domain.marks import Mark
from annotator.domain.project import Settings
from annotator.domain.review.gold import Provenance
from annotator.errors import EmptySelectionError, UnknownNameError
from annotator.flows.datasets.publish import Asked, Publication, publication, stratify
from annotator.formats.datasets.about import OneFile
from annotator.formats.datasets.outgoing import WRITERS
from annotator.formats.datasets.withholding import Policy
from annotator.stores.memory import MemoryStore
from tests.formats.hard import PLAIN, annotate, article, hard_store
from tests.formats.test_golden import about

SECRET = b"0123456789abcdef0123456789abcdef"
SINGLE: frozenset[Provenance] = frozenset({"single"})


def drawn(store: MemoryStore | None = None, **asked: Any) -> Publication:  # noqa: ANN401 - as asked
    return publication(store or hard_store(), Asked(**asked))


def found(selection: Selection, store: MemoryStore | None = None) -> list[tuple[str, str | None]]:
    """The id and the label of each row."""
    return [(row["id"], row["label"]) for row in drawn(store, selection=selection).rows()]


def by_id(**asked: Any) -> Mapping[str, Mapping[str, Any]]:  # noqa: ANN401 - as asked
    return {row["id"]: row for row in drawn(**asked).rows()}


def test_gold_is_one_label_a_sentence_as_it_is_settled() -> None:
    assert found(Selection()) == [
        ("hard/1/s1", "confirmed"),
        ("hard/1/s2", "no-tag"),
        ("hard/1/s3", "opinion"),
        ("hard/1/s6", "confirmed"),
    ]


def test_gold_of_one_vote_and_what_is_unresolved_come_when_they_are_asked_for() -> None:
    with_single = Selection(provenances=Selection().provenances | SINGLE)
    assert {id_ for id_, _ in found(with_single)} - {id_ for id_, _ in found(Selection())} == {
        "hard/1/s7",
        "plain/1/s1",
        "plain/1/s2",
    }
    unresolved = found(Selection(include=frozenset({"unresolved", "skipped"})))
    assert ("hard/1/s4", None) in unresolved
    assert ("hard/1/s5", None) in unresolved
    assert found(Selection(provenances=frozenset({"adjudicated"}))) == [("hard/1/s3", "opinion")]


def test_everybodys_labels_are_a_row_each_and_ones_own_are_ones_own() -> None:
    assert found(Selection("all"))[:2] == [
        ("hard/1/s1/ana", "confirmed"),
        ("hard/1/s1/ben", "confirmed"),
    ]
    own = found(Selection("ben"))
    assert [id_ for id_, _ in own] == [f"hard/1/s{n}/ben" for n in (1, 2, 3, 4, 6)]
    both = found(Selection("ben", include=frozenset({"skipped", "open"})))
    assert [id_ for id_, label in both if label is None] == ["hard/1/s5/ben", "hard/1/s7/ben"]


def test_an_annotator_whom_nobody_knows_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'ben'"):
        drawn(selection=Selection("bem"))


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        (Selection("ana", kinds=frozenset({"headline"})), ["hard/1/s1/ana", "plain/1/s1/ana"]),
        (
            Selection("ana", tags=frozenset({"opinion"}), no_tag=False),
            ["hard/1/s1/ana", "hard/1/s4/ana", "plain/1/s2/ana"],
        ),
        (Selection("ana", articles=frozenset({"plain"})), ["plain/1/s1/ana", "plain/1/s2/ana"]),
        (
            Selection("ben", since="2026-11-19", until="2026-11-19", tags=frozenset()),
            ["hard/1/s2/ben"],
        ),
        (Selection("ben", finished=True), []),
        (Selection("all", finished=True), []),
        (Selection("ana", licensed=True, articles=frozenset({"plain"})), []),
        (Selection("ana", since="2026-11-20"), []),
    ],
)
def test_filters_leave_out_what_they_say(selection: Selection, left: list[str]) -> None:
    assert [id_ for id_, _ in found(selection)] == left


def test_a_finished_article_is_one_that_its_annotators_have_handed_in() -> None:
    rows = found(Selection("ana", finished=True))
    assert {id_.partition("/")[0] for id_, _ in rows} == {"hard"}


@pytest.mark.parametrize(
    ("selection", "says"),
    [
        (Selection(kinds=frozenset({"caption"})), "All 11 are of other kinds than `--kinds` names"),
        (Selection(articles=frozenset({"plain"})), "2 with one vote only (`--allow-single`"),
        (Selection("ben", finished=True), "articles that not all who annotate them"),
        (Selection(since="2027-01-01"), "not published within `--since`"),
    ],
)
def test_an_empty_selection_says_which_filter_emptied_it(selection: Selection, says: str) -> None:
    with pytest.raises(EmptySelectionError) as error:
        drawn(selection=selection).whole()
    assert says in str(error.value)


def test_where_one_person_annotates_their_labels_are_gold() -> None:
    store = MemoryStore(hard_store().project().document)
    store.save_article(article("plain", PLAIN[0], PLAIN), None)
    annotate(store, "plain", "ana", {"s2": Mark("tagged", ("opinion",))})
    ready = drawn(store)
    assert [row["id"] for row in ready.rows()] == ["plain/1/s2"]
    assert ready.sole == "ana"
    annotate(store, "plain", "ben", {"s3": Mark("skipped")})
    assert list(drawn(store).rows()) == []


def test_a_row_says_how_its_label_came_about() -> None:
    row = by_id()["hard/1/s3"]
    assert (row["gold"], row["decided_by"], row["reason"]) == (
        "adjudicated",
        ["rita"],
        "both defensible",
    )
    assert (row["tags"], row["also_right"]) == (["opinion", "confirmed"], ["insider-sourced"])
    assert [(vote["annotator"], vote["tags"]) for vote in row["votes"]] == [
        ("ana", ["insider-sourced"]),
        ("ben", ["opinion"]),
    ]
    assert [vote["annotator"] for vote in row["votes_handed_in"]] == ["ana"]
    assert (row["context_before"], row["context_after"]) == (
        "“Quotes”, commas,\nand a line end.",
        "🧪 An experiment 👩‍🔬 of hers.",
    )
    assert row["at"] == "2026-11-22T14:00:00.000Z"


def test_votes_as_handed_in_stay_what_they_were_when_marks_change() -> None:
    store = hard_store()
    annotate(store, "hard", "ana", {"s1": Mark("tagged", ("opinion",))}, again=True)
    row = {row["id"]: row for row in drawn(store, selection=Selection("ana")).rows()}[
        "hard/1/s1/ana"
    ]
    (handed_in,) = row["votes_handed_in"]
    assert handed_in["tags"] == ["confirmed", "opinion"]
    assert row["votes"][0]["tags"] == ["opinion"]


def test_the_words_of_a_row_are_those_of_its_article() -> None:
    text = hard_store().article("hard").document.text
    for row in drawn(selection=Selection("ana", articles=frozenset({"hard"}))).rows():
        assert text[row["start"] : row["end"]] == row["text"]


def test_context_is_as_long_as_it_is_asked_for() -> None:
    rows = by_id(selection=Selection(context=2))
    assert rows["hard/1/s1"]["context_after"].endswith("中文的句子。")
    assert by_id(selection=Selection(context=0))["hard/1/s3"]["context_before"] == ""


def near_copies_desk(count: int = 40) -> MemoryStore:
    """Articles a0, a1 …, of which each even one is nearly the same as the one after it."""
    store = MemoryStore(hard_store().project().document)
    for number in range(count):
        about = " ".join(f"word{number // 2}x{n}" for n in range(60))
        sentences = (f"Headline {number}", f"{about} ends.", f"Said a{number}.")
        store.save_article(article(f"a{number}", "Headline", sentences), None)
        tag = "opinion" if number % 10 < 2 else "confirmed"
        annotate(store, f"a{number}", "ana", {"s2": Mark("tagged", (tag,))})
    return store


def test_near_copies_and_sentences_of_one_article_are_never_torn_apart() -> None:
    for splits in (Splits(), Splits(seed="7"), Splits(fractions_in("50/50"))):
        rows = list(drawn(near_copies_desk(), splits=splits).rows())
        split_of = {row["article"]: row["split"] for row in rows}
        assert len(set(split_of.values())) > 1
        for number in range(0, 40, 2):
            assert split_of[f"a{number}"] == split_of[f"a{number + 1}"]


def test_splits_stay_as_they_are_whatever_is_selected_and_added() -> None:
    store = near_copies_desk(20)
    before = {row["article"]: row["split"] for row in drawn(store).rows()}
    larger = near_copies_desk(40)
    after = {row["article"]: row["split"] for row in drawn(larger).rows()}
    assert after.items() >= before.items()
    some = drawn(larger, selection=Selection("ana", articles=frozenset({"a1", "a3"})))
    assert {row["article"]: row["split"] for row in some.rows()}.items() <= after.items()


def test_the_stratified_mode_gives_each_split_its_share_and_keeps_what_it_chose() -> None:
    splits = Splits(fractions_in("50/50"))
    ready = drawn(near_copies_desk(20), splits=splits)
    chosen = stratify(ready, {})
    census = ready.counted()
    assert census.splits["train"] == census.splits["test"] == {"opinion": 2, "confirmed": 8}
    again = drawn(near_copies_desk(40), splits=splits)
    assert stratify(again, chosen).items() >= chosen.items()


def test_the_census_counts_what_was_drawn() -> None:
    census = drawn(selection=Selection("all")).counted()
    assert (census.rows, census.articles) == (13, 2)
    assert census.annotators == {"ana": 8, "ben": 5}
    assert census.labels.total() == 13
    assert (census.suggested, census.accepted) == (1, 1)


def told(naming: Naming, **changes: Any) -> Policy:  # noqa: ANN401 - as the policy has them
    names = Names(naming, SECRET, ("ana", "ben", "rita")) if naming != "names" else Names()
    return replace(Policy(names), **changes)


@pytest.mark.parametrize("writer", [w for w in WRITERS if not w.is_folder and w.name != "parquet"])
@pytest.mark.parametrize("naming", NAMINGS)
def test_no_format_tells_a_name_or_a_source_that_is_withheld(writer: Any, naming: Naming) -> None:  # noqa: ANN401 - a row of the table
    if naming == "none" and writer.takes == "documents":
        return
    everything = Selection("all", include=frozenset({"skipped", "open", "unresolved"}))
    ready = drawn(selection=everything, policy=told(naming))
    stream = io.BytesIO()
    things = ready.whole() if writer.takes == "rows" else ready.documents()
    writer.write(things, about(ready), OneFile(stream, "out"))
    text = stream.getvalue().decode()
    assert "Deep Throat" not in text
    for name in ("ana", "ben", "rita"):
        assert (f'"{name}"' in text.replace('""', '"')) == (naming == "names")
        assert naming == "names" or f"/{name}" not in text
    assert ("ask ana" in text) is False
    assert naming != "pseudonyms" or pseudonym("ana", SECRET) in text
    assert SECRET.decode() not in text


def test_pseudonyms_are_the_same_for_one_secret_and_others_for_another() -> None:
    assert pseudonym("ana", SECRET) == pseudonym("ana", SECRET)
    assert pseudonym("ana", SECRET) != pseudonym("ana", SECRET[::-1])
    assert pseudonym("ana", SECRET) != pseudonym("ben", SECRET)


def test_rows_without_names_have_ids_all_the_same() -> None:
    rows = list(drawn(selection=Selection("all"), policy=told("none")).rows())
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["annotator"] for row in rows} == {None}


def test_what_a_policy_leaves_out_is_out() -> None:
    everything = Selection("ana", articles=frozenset({"hard"}))
    policy = told("names", confidential=True, notes=False, evidence=False, times="day", text=False)
    rows = by_id(selection=everything, policy=policy)
    plain = to_json(list(rows.values())).decode()
    assert "Deep Throat" in plain
    assert "with “lines”" not in plain
    assert "example.org/e" not in plain
    assert "T12:00" not in plain
    assert rows["hard/1/s1/ana"]["at"] == "2026-11-22"
    assert rows["hard/1/s2/ana"]["text"] is None
    assert "“Quotes”" not in plain
    assert rows["hard/1/s2/ana"]["start"] == 24
    assert rows["hard/1/s6/ana"]["support"] == "both"


def test_in_a_blind_project_nobody_learns_labels_of_what_they_have_yet_to_hand_in() -> None:
    store = hard_store()
    opened = store.project()
    store.save_project(replace(opened.document, settings=Settings(blind=True)), opened.token)
    everybody = Selection("all")
    assert {
        row["article"] for row in drawn(store, selection=everybody, reader="ben").rows()
    } == set()
    assert {row["article"] for row in drawn(store, selection=everybody, reader="ana").rows()} == {
        "hard"
    }
    assert len(found(Selection("ben"), store)) == 5
    assert len(list(drawn(store, selection=Selection("ben"), reader="ben").rows())) == 5
    assert len(list(drawn(store, selection=everybody, reader="rita").rows())) == 13
