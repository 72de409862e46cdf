from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.codec import decode
from annotator.domain.annotations import Annotations
from annotator.domain.marks import Evidence, Mark, Source
from annotator.domain.review.decisions import Decision, Review
from annotator.domain.review.gold import Gold, article_gold, gold
from annotator.domain.review.reviewing import agreed, decision
from annotator.domain.review.votes import majority, seen, votes
from tests import strategies as some

CONTRACT = Path(__file__).parent.parent / "contract"
ARTICLE = "stellantis-considers-collaboration"
AT = some.time_after(0)

OPINION = Mark("tagged", ("opinion",))
CONFIRMED = Mark("tagged", ("confirmed",))
INSIDER = Mark("tagged", ("insider-sourced",))
NO_TAG = Mark("no-tag")
SKIPPED = Mark("skipped", skip_reason="bad-cut")
OPEN = Mark("open", note="later")


def settled(found: Gold) -> tuple[object, ...]:
    return (found.provenance, found.why, found.state, found.tags)


def deciding(tag: str, marks: dict[str, Mark], *more: str) -> Decision:
    return decision("tagged", (tag, *more), seen(marks), AT)


def documents(folder: str) -> dict[str, Annotations | Review]:
    found = {}
    for path in sorted((CONTRACT / "desk" / folder / ARTICLE).glob("*.json")):
        document = decode(path.read_bytes(), str(path))
        assert isinstance(document, Annotations | Review)
        found[path.stem] = document
    return found


def test_the_gold_of_the_contract_is_found() -> None:
    expected = json.loads((CONTRACT / "expected.json").read_bytes())["gold"]
    marks = {n: d.marks for n, d in documents("annotations").items() if isinstance(d, Annotations)}
    decided = {n: d.decisions for n, d in documents("reviews").items() if isinstance(d, Review)}
    found = {}
    for sentence, each in article_gold(expected, marks, decided).items():
        plain: dict[str, object] = {"provenance": each.provenance}
        if each.why:
            plain["why"] = each.why
        if each.state:
            plain |= {"state": each.state, "tags": list(each.tags)}
        found[sentence] = plain
    assert len(expected) == 16
    assert found == expected


# ── without a reviewer ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], (None, None, None, ())),
        ([SKIPPED, OPEN], (None, None, None, ())),
        ([OPINION], ("single", None, "tagged", ("opinion",))),
        ([NO_TAG, SKIPPED, OPEN], ("single", None, "no-tag", ())),
        ([OPINION, OPINION], ("unanimous", None, "tagged", ("opinion",))),
        ([OPINION, OPINION, SKIPPED], ("unanimous", None, "tagged", ("opinion",))),
        ([OPINION, NO_TAG], ("unresolved", "disagreement", None, ())),
        ([OPINION, OPINION, CONFIRMED], ("unresolved", "disagreement", None, ())),
    ],
)
def test_only_tags_and_no_tag_are_votes(marks: list[Mark], expected: tuple[object, ...]) -> None:
    assert settled(gold({f"a{n}": mark for n, mark in enumerate(marks)}, {})) == expected


@pytest.mark.parametrize(
    ("marks", "provenance"),
    [
        ([OPINION, OPINION, CONFIRMED], "majority"),
        ([OPINION, CONFIRMED], "unresolved"),
        ([OPINION, OPINION, CONFIRMED, INSIDER], "unresolved"),
        ([OPINION, OPINION, SKIPPED, OPEN, CONFIRMED], "majority"),
    ],
)
def test_a_majority_is_more_than_half_and_settles_only_where_it_may(
    marks: list[Mark], provenance: str
) -> None:
    by_name = {f"a{n}": mark for n, mark in enumerate(marks)}
    assert gold(by_name, {}).provenance == "unresolved"
    assert gold(by_name, {}, by_majority=True).provenance == provenance


def test_second_tags_are_those_that_all_agree_on() -> None:
    ana = Mark("tagged", ("opinion", "insider-sourced", "confirmed"))
    ben = Mark("tagged", ("opinion", "confirmed"))
    assert gold({"ana": ana, "ben": ben}, {}).tags == ("opinion", "confirmed")
    assert gold({"ana": ana, "ben": OPINION}, {}).tags == ("opinion",)
    most = majority(votes(seen({"ana": ana, "ben": ben, "cho": INSIDER})))
    assert most is not None
    assert most.tags == ("opinion", "confirmed")


# ── with reviewers ───────────────────────────────────────────────────────────────────────────


def test_a_decision_settles_a_disagreement_with_its_own_second_tags() -> None:
    marks = {"ana": OPINION, "ben": CONFIRMED}
    found = gold(marks, {"rita": deciding("opinion", marks, "confirmed")})
    assert settled(found) == ("adjudicated", None, "tagged", ("opinion", "confirmed"))
    assert found.decisions["rita"].saw == seen(marks)


def test_a_decision_overrules_those_who_agree() -> None:
    marks = {"ana": OPINION, "ben": OPINION}
    assert gold(marks, {"rita": deciding("confirmed", marks)}).provenance == "adjudicated"
    assert gold(marks, {"rita": deciding("opinion", marks)}).provenance == "adjudicated"


def test_agreeing_with_one_mark_settles_nothing_alone() -> None:
    marks = {"ana": OPINION, "ben": CONFIRMED}
    said = seen(marks)
    for name, mark in marks.items():
        agrees = {"rita": agreed(None, name, said[name], AT, said)}
        assert gold(marks, agrees).why == "disagreement"
        assert gold({name: mark}, agrees).provenance == "single"
    with_ana = agreed(None, "ana", said["ana"], AT, said)
    assert gold({**marks, "ana": INSIDER}, {"rita": with_ana}).why == "disagreement"


def test_agreeing_with_each_of_all_who_vote_settles() -> None:
    marks = {"ana": OPINION, "ben": OPINION}
    said = seen(marks)
    one = agreed(None, "ana", said["ana"], AT, said)
    both = agreed(one, "ben", said["ben"], AT, said)
    assert gold(marks, {"rita": one}).provenance == "unanimous"
    assert gold(marks, {"rita": both}).provenance == "adjudicated"
    assert gold({**marks, "cho": CONFIRMED}, {"rita": both}).why == "disagreement"
    assert gold({**marks, "ben": CONFIRMED}, {"rita": both}).why == "stale"


def test_agreeing_with_another_tag_forgets_the_first_agreement() -> None:
    said = seen({"ana": OPINION, "ben": CONFIRMED})
    one = agreed(None, "ana", said["ana"], AT, said)
    assert agreed(one, "ben", said["ben"], AT, said).saw == {"ben": said["ben"]}


@pytest.mark.parametrize("now", [CONFIRMED, SKIPPED, OPEN, None, Mark("tagged", ("opinion", "x"))])
def test_a_decision_is_stale_once_a_mark_that_it_saw_is_another(now: Mark | None) -> None:
    before = {"ana": OPINION, "ben": CONFIRMED}
    today = {"ben": CONFIRMED} if now is None else {"ana": now, "ben": CONFIRMED}
    decided = {"rita": deciding("opinion", before)}
    assert gold(before, decided).provenance == "adjudicated"
    assert settled(gold(today, decided))[:3] == ("unresolved", "stale", None)


def test_a_note_or_a_newcomer_makes_no_decision_stale() -> None:
    before = {"ana": OPINION, "ben": CONFIRMED}
    decided = {"rita": deciding("opinion", before)}
    today = {**before, "ana": Mark("tagged", ("opinion",), unsure=True, note="why"), "cho": INSIDER}
    assert gold(today, decided).provenance == "adjudicated"


def test_two_reviewers_who_differ_leave_it_unresolved() -> None:
    marks = {"ana": OPINION, "ben": CONFIRMED}
    rita = deciding("opinion", marks)
    assert gold(marks, {"rita": rita, "rob": deciding("confirmed", marks)}).why == (
        "reviewers-differ"
    )
    same = gold(marks, {"rita": deciding("opinion", marks, "confirmed"), "rob": rita})
    assert settled(same) == ("adjudicated", None, "tagged", ("opinion",))


def test_a_stale_decision_is_settled_by_a_reviewer_who_says_the_same_of_todays_marks() -> None:
    before, today = {"ana": OPINION, "ben": NO_TAG}, {"ana": OPINION, "ben": CONFIRMED}
    rita = deciding("opinion", before)
    assert gold(today, {"rita": rita, "rob": deciding("opinion", today)}).provenance == (
        "adjudicated"
    )
    assert gold(today, {"rita": rita, "rob": deciding("confirmed", today)}).why == "stale"


# ── what it rests on ─────────────────────────────────────────────────────────────────────────


def test_sources_and_evidence_come_from_those_whose_mark_gives_the_answer() -> None:
    def source(name: str) -> Source:
        return Source(name, name, "s1", 0, 4, "named-person")

    page = Evidence("https://example.org/1", None)
    other = Evidence("https://example.org/2", None)
    marks = {
        "cho": Mark(
            "tagged", ("opinion",), sources=(source("Ada"), source("Bea")), evidence=(page,)
        ),
        "ana": Mark("tagged", ("opinion", "confirmed"), sources=(source("Ada"),)),
        "ben": Mark("tagged", ("confirmed",), sources=(source("Cem"),), evidence=(other,)),
    }
    found = gold(marks, {"rita": deciding("opinion", marks)})
    assert found.agreeing == ("ana", "cho")
    assert [each.name for each in found.sources] == ["Ada", "Bea"]
    assert found.evidence == (page,)
    assert gold(marks, {}).sources == ()
    assert gold(marks, {}).said == seen(marks)


def test_what_is_also_right_is_told_with_the_answer() -> None:
    marks = {"ana": OPINION, "ben": NO_TAG}
    told = decision("tagged", ("opinion",), seen(marks), AT, also_right=("no-tag", "opinion"))
    assert told.also_right == ("no-tag",)
    assert gold(marks, {"rita": told}).also_right == ("no-tag",)
