from __future__ import annotations

import pytest

from annotator.assist.cues import cues_for
from annotator.assist.learning import Example, Learnt
from annotator.assist.reading import Line
from annotator.assist.roles import answers_of
from annotator.assist.suggesting import Suggested, Suggester
from annotator.domain.tags import DEFAULT_TAGS, Renamed, Tag
from tests.assist.articles import (
    SHARED,
    HardCase,
    Tagged,
    hard_cases,
    read_article,
    seed,
    suggester,
    suggester_of_case,
)

CASES = list(hard_cases())


def only(text: str, *before: str) -> Suggested | None:
    return suggester(*before, text).suggest(f"s{len(before) + 1}", {})


def words(suggested: Suggested | None) -> list[str]:
    assert suggested is not None
    return [reason.text for reason in suggested.because]


def test_there_are_150_hard_cases_and_two_thirds_are_traps() -> None:
    assert len(CASES) >= 150
    assert sum(case.trap for case in CASES) * 3 >= len(CASES) * 2


@pytest.mark.parametrize("tag", ["declined-comment", "insider-sourced"])
def test_hard_cases_of_refusals_and_unnamed_sources_are_told_apart(tag: str) -> None:
    said = [(case, suggester_of_case(case).suggest(last_of(case), {})) for case in CASES]
    wrong = [
        case.text for case, got in said if (got is not None and got.tag == tag) != (case.tag == tag)
    ]
    assert len(wrong) <= 2, wrong


def last_of(case: HardCase) -> str:
    return f"s{len(case.before) + 1}"


def test_nine_hard_cases_of_ten_are_right() -> None:
    right = 0
    for case in CASES:
        got = suggester_of_case(case).suggest(last_of(case), {})
        right += (got.tag if got else "no-tag") == case.tag
    assert right >= 0.9 * len(CASES)


def test_a_reason_is_the_words_where_they_stand() -> None:
    text = "Leapmotor declined to comment on this matter."
    got = only(text)
    assert got is not None
    assert got.tag == "declined-comment"
    (reason,) = got.because
    assert reason.text == "declined to comment"
    assert text[reason.start : reason.end] == reason.text


def test_an_unnamed_source_is_a_reason_with_its_verb() -> None:
    assert words(only("Insiders have revealed that talks began in May.")) == [
        "Insiders",
        "revealed",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They stated that talks began.",
        "“It is over,” the person said.",
        "He also said that talks had begun.",
        "“Nobody knew where the money went.”",
    ],
)
def test_what_hangs_on_an_unnamed_source_is_carried_from_it(text: str) -> None:
    got = only(text, "A person familiar with the matter said the deal was off.")
    assert got is not None
    assert got.tag == "insider-sourced"
    assert got.carried_from == "s1"


def test_the_mark_of_the_sentence_before_decides_what_hangs_on_it() -> None:
    both = suggester("Kim of the harbour office spoke.", "She said the ship left on Monday.")
    assert both.suggest("s2", {}).tag == "confirmed"  # type: ignore[union-attr]  # it is said
    carried = suggester("Kim said the crane was checked on Monday.", "She said the ship left.")
    assert carried.suggest("s2", {"s1": "insider-sourced"}).tag == "insider-sourced"  # type: ignore[union-attr]  # as above


def test_its_own_mark_changes_nothing_about_a_sentence() -> None:
    three = suggester("Ana Li said it rained.", "She added that it was cold.", "It snowed.")
    learnt = Learnt()
    before = three.weigh("s2", {"s1": "confirmed"}, learnt)
    for tag in ("opinion", "no-tag"):
        marks = {"s1": "confirmed", "s2": tag}
        fresh = Learnt()
        for sentence in marks:
            example = three.example(sentence, marks)
            assert example is not None
            if sentence == "s2":
                fresh.learn(example)
        assert three.weigh("s2", marks, fresh).shares == pytest.approx(before.shares)


def test_links_captions_and_datelines_are_never_suggested_for() -> None:
    for kind in ("link", "caption", "dateline", "boilerplate"):
        texts = [case.line._replace(kind=kind) for case in tagged("Mayor Li said it rained.")]
        assert (
            Suggester(read_article(texts, cues_for("en")), answers_of()).suggest("s1", {}) is None
        )


def tagged(text: str) -> list[Tagged]:
    return [Tagged(Line("s1", "sentence", 0, text), "confirmed")]


def test_a_renamed_tag_is_suggested_under_its_new_name() -> None:
    tags = [*DEFAULT_TAGS[:2], Tag("refused", "r", "⊘", "#56B4E9", "-"), DEFAULT_TAGS[3]]
    answers = answers_of(tags, [Renamed("declined-comment", "refused", "")])
    got = suggester("The firm declined to comment.", answers=answers).suggest("s1", {})
    assert got is not None
    assert got.tag == "refused"


def test_a_tag_that_is_gone_is_never_suggested() -> None:
    answers = answers_of(DEFAULT_TAGS[:2])
    got = suggester("The firm declined to comment.", answers=answers).suggest("s1", {})
    assert got is None or got.tag in {"confirmed", "insider-sourced"}


def habit_of(article: Suggester, sentence: str) -> str:
    """What a sentence counts as where habits are counted."""
    example = article.example(sentence, {sentence: "opinion"})
    assert example is not None
    return example.habit


def test_a_project_with_other_tags_learns_only() -> None:
    answers = answers_of(
        [Tag("weather", "w", "w", "#000000", "-"), Tag("sport", "s", "s", "#000000", "-")]
    )
    article = suggester("Rain fell on the town.", "The team won the match.", answers=answers)
    assert article.suggest("s1", {}) is None
    learnt = Learnt()
    for n in range(60):
        learnt.learn(Example(("rain", "fell", f"x{n}"), habit_of(article, "s1"), "weather"))
        learnt.learn(Example(("team", "won", f"y{n}"), habit_of(article, "s2"), "sport"))
    one, two = (article.suggest(name, {}, learnt) for name in ("s1", "s2"))
    assert one is not None
    assert two is not None
    assert (one.tag, two.tag) == ("weather", "sport")
    assert words(one) == ["Rain fell"]


def test_a_language_without_cues_still_learns() -> None:
    article = suggester("Sade tuli kaupunkiin.", language="fi")
    assert article.suggest("s1", {}) is None
    learnt = Learnt()
    for n in range(40):
        learnt.learn(Example(("sade", f"x{n}"), habit_of(article, "s1"), "opinion"))
        learnt.learn(Example(("muu", f"y{n}"), "another habit", "no-tag"))
    got = article.suggest("s1", {}, learnt)
    assert got is not None
    assert got.tag == "opinion"


@pytest.mark.skipif(not SHARED.exists(), reason="the expert's tags are not beside this checkout")
class TestSeed:
    def test_cold_at_least_11_of_16_are_right(self) -> None:
        rows = seed()
        article = Suggester(read_article([row.line for row in rows], cues_for("en")), answers_of())
        got = [article.suggest(row.line.id, {}) for row in rows]
        right = [(g.tag if g else "no-tag") == row.tag for g, row in zip(got, rows, strict=True)]
        assert sum(right) >= 11

    def test_with_the_marks_as_they_are_made_at_least_13_are_and_none_is_surely_wrong(self) -> None:
        rows = seed()
        article = Suggester(read_article([row.line for row in rows], cues_for("en")), answers_of())
        marks: dict[str, str] = {}
        learnt = Learnt()
        right = 0
        for row in rows:
            got = article.suggest(row.line.id, marks, learnt)
            good = (got.tag if got else "no-tag") == row.tag
            right += good
            assert good or got is None or got.probability <= 0.9, row
            if row.line.kind != "link":
                marks[row.line.id] = row.tag
                example = article.example(row.line.id, marks)
                assert example is not None
                learnt.learn(example)
        assert right >= 13


def test_what_is_usual_for_sentences_drowns_none_that_is_surely_another() -> None:
    article = suggester("The town lies by a river.", "It is a disgrace, and a shameful one.")
    assert habit_of(article, "s1") != habit_of(article, "s2")
    learnt = Learnt()
    for n in range(300):
        learnt.learn(Example((f"x{n}",), habit_of(article, "s1"), "no-tag"))
    before, after = (article.weigh("s2", {}, known).shares["opinion"] for known in (None, learnt))
    assert after == pytest.approx(before, abs=0.1)
