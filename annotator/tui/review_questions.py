"""The questions that the review screen asks, with their answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Any

from annotator.domain.review.decisions import Decision, Seen, SentBack
from annotator.domain.review.reviewing import HeldDecision
from annotator.domain.review.votes import answer, in_a_word, is_disputed, majority, votes
from annotator.flows.review.filter import Filter
from annotator.flows.review.reviewing import Reviewing
from annotator.flows.wording import said_in_words
from annotator.tui.describe import Signs
from annotator.tui.glyphs import Glyphs
from annotator.tui.screens.choose import Choice, Choose

Push = Callable[[Choose, Callable[[str | None], None]], Any]
"""Opens a question over the screen; its answer comes back."""


def which_stands(held: HeldDecision, work: Reviewing, glyphs: Glyphs) -> Choose:
    """Which of two decisions on one sentence stands."""

    def told(said: Decision | SentBack | None) -> str:
        if isinstance(said, SentBack):
            return f"sent back to {', '.join(map(work.name_of, said.to))}" if said.to else "nothing"
        return said_in_words(said)

    choices = (
        Choice("disk", "d", f"The one on the disk: {told(held.disk)}."),
        Choice("own", "y", f"Yours: {told(held.own)}."),
    )
    question = f"You have decided {held.sentence} differently elsewhere at the same time."
    return Choose(question, choices, may_leave=False, glyphs=glyphs)


def whom_to_ask(work: Reviewing, signs: Signs) -> Choose | None:
    """Whom to ask for another look; None where there is no choice."""
    sentence = work.sentence.id
    said = {name: one for name, one in work.said(sentence).items() if name != work.reviewer}
    if work.of is not None or len(said) < 2:  # noqa: PLR2004 - one is no choice
        return None
    voting = votes(said)
    most = majority(voting)
    asked = work.sent_back(sentence)
    apart = [name for name, one in voting.items() if most and answer(one) != answer(most)]
    keys = iter("123456789")
    choices = [
        Choice(
            name,
            next(keys, ""),
            f"{work.name_of(name)}: {signs.told(one)}"
            + (", asked already: takes it back" if asked == (name,) else ""),
        )
        for name, one in said.items()
    ]
    choices.append(Choice("/".join(said), "a", "all of them"))
    at = next((n for n, choice in enumerate(choices) if choice.id in apart[:1]), len(said))
    question = f"Who is to look at {sentence} again?"
    detail = "It settles nothing; they find it under what needs them."
    return Choose(question, choices, detail=detail, at=at, glyphs=signs.glyphs)


# ── filters ──────────────────────────────────────────────────────────────────────────────────────


def ask_filter(work: Reviewing, signs: Signs, push: Push, then: Callable[[Filter], None]) -> None:
    """Asks which sentences to go through; two questions where the first one needs another."""
    glyphs = signs.glyphs
    everything = [work.said(sentence.id) for sentence in work.article.sentences]
    tags = Counter(word for said in everything for word in set(map(in_a_word, said.values())))
    pairs = Counter(pair for said in everything for pair in _pairs(said))
    people = {
        name: sum(is_disputed(votes(said)) and name in votes(said) for said in everything)
        for name in work.annotators
    }
    unsure = sum(bool(work.unsure(sentence.id)) for sentence in work.article.sentences)
    stale = sum(work.is_stale(sentence.id) for sentence in work.article.sentences)
    choices = [
        Choice("tag", "t", "a tag that somebody gave"),
        Choice("pair", "p", "two tags that two annotators gave: a cell of the confusion matrix"),
        Choice("annotator", "a", "an annotator who says something else than others"),
        Choice("unsure", "u", f"somebody is unsure: {unsure}"),
        Choice("stale", "s", f"stale: a mark has changed since it was decided: {stale}"),
        Choice("all", "n", "none of these: all sentences"),
    ]

    def chosen(what: str | None) -> None:
        if what == "tag":
            rows = [(Filter(tag=tag), f"{_told(tag)}: {n}") for tag, n in tags.most_common()]
            _ask_which("Which tag?", rows, glyphs, push, then)
        elif what == "pair":
            found = [
                (Filter(pair=pair), f"{_told(pair[0])} and {_told(pair[1])}: {n}")
                for pair, n in pairs.most_common()
            ]
            _ask_which("Which two tags?", found, glyphs, push, then)
        elif what == "annotator":
            apart = [(Filter(annotator=n), f"{work.name_of(n)}: {k}") for n, k in people.items()]
            _ask_which("Whose disagreements?", apart, glyphs, push, then)
        elif what is not None:
            then(Filter(unsure=what == "unsure", stale=what == "stale"))

    push(Choose("Which sentences?", choices, glyphs=glyphs), chosen)


def _ask_which(
    question: str,
    rows: Sequence[tuple[Filter, str]],
    glyphs: Glyphs,
    push: Push,
    then: Callable[[Filter], None],
) -> None:
    if not rows:
        then(Filter())
        return
    choices = [
        Choice(str(n), str(n + 1) if n < 9 else "", words)  # noqa: PLR2004 - digits end at 9
        for n, (_, words) in enumerate(rows)
    ]

    def chosen(number: str | None) -> None:
        if number is not None:
            then(rows[int(number)][0])

    push(Choose(question, choices, glyphs=glyphs), chosen)


def _told(word: str) -> str:
    return {"no-tag": "no tag"}.get(word, word)


def _pairs(said: dict[str, Seen]) -> set[tuple[str, str]]:
    """The different answers that two annotators give, each pair once."""
    words = {in_a_word(one) for one in votes(said).values()}
    return {(a, b) for a, b in permutations(sorted(words), 2) if a < b}
