"""A review in signs and words: a column for each annotator, the details, and what is left."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.article import COUNTED_KINDS
from annotator.domain.marks import Mark
from annotator.domain.review.decisions import Seen
from annotator.domain.review.gold import Gold
from annotator.domain.review.votes import Answer, answer, is_disputed, majority, votes
from annotator.domain.review.waiting import DIFFER, REPLY, REVIEWERS_DIFFER, SECOND_LOOK, STALE
from annotator.errors import AnnotatorError
from annotator.flows.review.reviewing import Reviewing
from annotator.flows.wording import evidence_in_words, gold_in_words, said_in_words, source_in_words
from annotator.tui.actions import REASONS
from annotator.tui.describe import Signs
from annotator.tui.themes import tag_colour
from annotator.tui.widgets.bars import Part
from annotator.tui.widgets.details import Said
from annotator.tui.widgets.line import Badge, Cell, CellLook
from annotator.tui.widgets.side_by_side import ANSWER, PeopleColumns

_FEW = 4
"""Annotators who are named one by one in a single line."""
_LONGEST_NAME = 10
"""Cells of a name in the details."""


def in_columns(work: Reviewing) -> list[str]:
    """The annotators in the order of their columns: whose tags are reviewed stands first."""
    return sorted(work.annotators, key=lambda name: name != work.of)


def badge(work: Reviewing, sentence: str, signs: Signs, people: PeopleColumns) -> Badge:
    """What each annotator says of a sentence, and what it is settled as."""
    said, gold = work.said(sentence), work.gold(sentence)
    index = work.index_of(sentence)
    judged = index is not None and work.article.sentences[index].kind in COUNTED_KINDS
    settled = gold.provenance != "unresolved"
    right = _right_answer(said, gold)
    disputed = is_disputed(votes(said))
    cells = []
    for name in in_columns(work)[: people.shown]:
        one = said.get(name)
        if one is None:
            cells.append(Cell(signs.glyphs.unseen if judged else "", people.width, "", "muted"))
            continue
        text, colour = signs.cell(one)
        look: CellLook = ""
        if disputed and one.state in {"tagged", "no-tag"} and answer(one) != right:
            look = "overruled" if settled else "apart"
        cells.append(Cell(_cut(text, people.width), people.width, colour, look))
    return Badge(
        dimmed=bool(work.filter) and not work.matches(sentence),
        flags=_flags(work, sentence, signs),
        people=tuple(cells),
        answer=_answer(work, sentence, gold, signs),
    )


def _right_answer(said: dict[str, Seen], gold: Gold) -> Answer | None:
    """What the votes are measured by: the settled answer, else that of the majority."""
    if gold.state is not None:
        return gold.state, gold.tags[:1]
    most = majority(votes(said))
    return answer(most) if most else None


def _cut(text: str, width: int) -> str:
    """The signs that fit a column: where there is room for one only, the primary's letter."""
    return text[1:2] or text if width <= 2 else text[: width - 1]  # noqa: PLR2004 - one and the gap


def _answer(work: Reviewing, sentence: str, gold: Gold, signs: Signs) -> Cell:
    glyphs = signs.glyphs
    if work.of is not None:
        own = work.decision_on(sentence)
        if own is None:
            return Cell("", ANSWER)
        text, colour = signs.cell(own)
        return Cell(text, ANSWER, colour, "strong")
    if gold.provenance == "unresolved":
        stale = gold.why == "stale"
        return Cell(glyphs.look_again if stale else glyphs.differ, ANSWER, "", "strong")
    if gold.state is None:
        return Cell("", ANSWER)
    text, colour = signs.cell(gold)
    by_people = gold.provenance in {"unanimous", "single"}
    return Cell(text, ANSWER, colour, "muted" if by_people else "strong")


def _flags(work: Reviewing, sentence: str, signs: Signs) -> str:
    glyphs = signs.glyphs
    asked = {SECOND_LOOK} if work.of is None else {STALE}  # settling shows stale as the answer
    flags = glyphs.look_again if work.why(sentence) in asked else ""
    flags += glyphs.unsure if work.unsure(sentence) else ""
    flags += glyphs.sent_back if work.sent_back(sentence) else ""
    return flags + (glyphs.comment if work.thread(sentence) else "")


# ── the details ──────────────────────────────────────────────────────────────────────────────────


def details(work: Reviewing, signs: Signs, *, dark: bool) -> list[Said]:
    """Who said what of the current sentence, how it is settled, and what was said about it."""
    sentence = work.sentence.id
    talk = list(_talk(work, signs))
    beside = list(_beside(work, signs))
    said = [
        Said(_place(work), "strong"),
        *_votes(work, signs, dark=dark),
        Said(""),
        *_settled(work, signs),
    ]
    for more in (talk, beside):
        said += [Said(""), *more] if more else []
    said += [Said(""), Said("nobody has said anything of it")] if not work.said(sentence) else []
    return said


def strip(work: Reviewing, signs: Signs, *, dark: bool) -> list[Said]:
    """The same for four lines below the article."""
    talk = list(_talk(work, signs))
    votes_ = " · ".join(_votes_in_short(work, signs, dark=dark))
    settled = " · ".join(line.text for line in _settled(work, signs))
    rest = [*talk[-1:], *_beside(work, signs)] or [Said("")]
    return [
        Said(_place(work), "strong"),
        Said(votes_ or "nobody has tagged it"),
        Said(settled),
        rest[0],
    ]


def _place(work: Reviewing) -> str:
    """Where one is and why: `s8 of 16 · they differ`."""
    sentence = work.sentence
    kind = "" if sentence.kind == "sentence" else f" · {sentence.kind}"
    why = work.why(sentence.id)
    return f"{sentence.id} of {len(work.article.sentences)}{kind}{f' · {why}' if why else ''}"


def _votes(work: Reviewing, signs: Signs, *, dark: bool, padded: bool = True) -> Iterator[Said]:
    sentence = work.sentence.id
    said, unsure = work.said(sentence), work.unsure(sentence)
    names = in_columns(work)
    longest = min(_LONGEST_NAME, max((len(work.name_of(name)) for name in names), default=0))
    for name in names:
        called = work.name_of(name)
        called = f"{called:<{longest}} " if padded else called
        if name not in said:
            yield Said(f"{called} {signs.glyphs.unseen} unseen", "muted")
            continue
        doubt = f" {signs.glyphs.unsure} unsure" if name in unsure else ""
        _, colour = signs.cell(said[name])
        shade = tag_colour(colour, dark=dark) if colour else ""
        yield Said(f"{called} {signs.told(said[name])}{doubt}", colour=shade)


def _votes_in_short(work: Reviewing, signs: Signs, *, dark: bool) -> list[str]:
    """Who says what for one line: by annotator, or by answer where there are many of them."""
    names = in_columns(work)
    if len(names) <= _FEW:
        return [line.text for line in _votes(work, signs, dark=dark, padded=False)]
    by_answer: dict[str, list[str]] = {}
    for name, one in work.said(work.sentence.id).items():
        by_answer.setdefault(signs.told(one), []).append(work.name_of(name))
    most_first = sorted(by_answer.items(), key=lambda said: -len(said[1]))
    return [
        f"{words}: {', '.join(who) if len(who) <= _FEW else len(who)}" for words, who in most_first
    ]


def _settled(work: Reviewing, signs: Signs) -> Iterator[Said]:
    """How the sentence is settled, by whom and why; or what it waits for."""
    sentence = work.sentence.id
    gold = work.gold(sentence)
    told = work.of is None and work.why(sentence) in {DIFFER, REVIEWERS_DIFFER, STALE}
    if gold.provenance is not None and not told:
        answered = f": {signs.told(gold)}" if gold.state is not None else ""
        yield Said(f"{gold_in_words(gold)}{answered}", "strong" if answered else "warn")
    for reviewer, decision in work.decisions_on(sentence).items():
        who = "you" if reviewer == work.reviewer else reviewer
        because = f" ({decision.reason})" if decision.reason else ""
        yield Said(f"{who}: {said_in_words(decision)}{because}")
    if gold.also_right:
        yield Said(f"also right: {', '.join(gold.also_right)}", "muted")
    if asked := work.sent_back(sentence):
        names = " and ".join(work.name_of(name) for name in asked)
        yield Said(f"{signs.glyphs.sent_back} waits for {names}", "warn")


def _talk(work: Reviewing, signs: Signs) -> Iterator[Said]:
    for remark in work.thread(work.sentence.id):
        who = "you" if remark.by == work.reviewer else work.name_of(remark.by)
        yield Said(f"{signs.glyphs.comment} {who}: “{remark.comment.text}”")


def _beside(work: Reviewing, signs: Signs) -> Iterator[Said]:
    """Sources, evidence and notes, each once, with whose they are."""
    whose: dict[str, list[str]] = {}
    for name in in_columns(work):
        try:
            mark = work.mark_of(name, work.sentence.id)
        except AnnotatorError as error:
            yield Said(f"{work.name_of(name)}: {error}", "warn")
            continue
        for words in _attached(mark, signs):
            whose.setdefault(words, []).append(work.name_of(name))
    for words, names in whose.items():
        yield Said(f"{', '.join(names)}: {words}")


def _attached(mark: Mark | None, signs: Signs) -> Iterator[str]:
    if mark is None:
        return
    yield from (f"source {source_in_words(source)}" for source in mark.sources)
    yield from (f"evidence {evidence_in_words(piece)}" for piece in mark.evidence)
    if mark.note:
        yield f"{signs.glyphs.note} {mark.note}"


# ── the bars ─────────────────────────────────────────────────────────────────────────────────────


def status(work: Reviewing, matching: int, trouble: str) -> list[Part]:
    """The right end of the top bar: who reviews, how much is left, what is on the disk.

    Args:
        work: the review.
        matching: how many sentences its filter asks for.
        trouble: why it cannot be saved; empty for no trouble.
    """
    does = "reviews" if work.of is None else f"reads {work.name_of(work.of)}"
    parts = [Part(f"{work.reviewer} {does} · ", "muted")]
    if work.filter:
        parts.append(Part(f"filter: {matching:,} · ", "strong"))
    parts.append(Part(f"{_left(work)} · ", "muted"))
    revision, saved = work.document.revision, work.saved_revision
    if trouble:
        return [*parts, Part(f" NOT SAVED: {trouble} ", "bad")]
    if saved < revision and not work.is_saved:
        return [*parts, Part(f"saving r{revision}", "muted")]
    return [*parts, Part(f"saved r{saved}" if saved else "nothing to save", "good")]


def _left(work: Reviewing) -> str:
    """How much is left: what is to settle, as the library counts it, then all else."""
    why = work.left()
    left = sum(why.values())
    if work.of is not None:
        return f"{left:,} left" if left else "all read"
    more = why.get(REPLY, 0) + why.get(SECOND_LOOK, 0)
    settle = [f"{left - more:,} to settle"] if left > more else []
    others = [f"{more:,} more" if settle else f"{more:,} to look at"] if more else []
    return " · ".join([*settle, *others]) or "all settled"


def finish_line(work: Reviewing) -> list[Part]:
    """What to say when nothing needs this reviewer; empty before."""
    if work.left():
        return []
    done = (
        "nothing is left to settle here"
        if work.of is None
        else (f"you have read all that {work.name_of(work.of)} tagged")
    )
    waiting = work.waiting()
    sentences = "1 sentence waits" if waiting == 1 else f"{waiting} sentences wait"
    more = f" · {sentences} for an annotator" if waiting else ""
    return [
        Part(f"{done}{more} · ", "good"),
        Part("q", "key", "quit"),
        Part(" leaves  ", "good"),
        Part("]", "key", "next-article"),
        Part(" next article", "good"),
    ]


_IN_SHORT = {
    "slip": "slip",
    "missed context": "context",
    "guideline unclear": "guideline",
    "both defensible": "both right",
    "bad cut": "cut",
}


def ask_reason(said: str, *, wide: bool) -> list[Part]:
    """What was decided, and the keys that say why; any other key goes on without."""
    parts = [Part(said, "strong"), Part("  why? ", "muted")]
    for number, reason in enumerate(REASONS, start=1):
        words = reason if wide else _IN_SHORT[reason]
        action = f"reason-{number}"
        parts += [Part(str(number), "key", action), Part(f" {words}", "muted", action), Part("  ")]
    return [*parts, Part("n", "key", "next-needed"), Part(" on", "muted")]


def needs_in_words(work: Reviewing) -> str:
    """What is left by why, for when the review opens."""
    left = work.left()
    if not left:
        return ""
    order = sorted(left, key=lambda why: (why != DIFFER, why != REVIEWERS_DIFFER, why))
    number = sum(left.values())
    need = "1 sentence needs you" if number == 1 else f"{number:,} sentences need you"
    whys = (f"{left[why]:,} {why.split(':')[0]}" for why in order)
    return f"{need}: {', '.join(whys)}"


def problems_in_words(work: Reviewing) -> str:
    """Whose documents cannot be read, and why; they are left out of what is shown."""
    problems = work.colleagues.problems
    if not problems or work.project.settings.reviewer_sees_names:
        return " ".join(f"{name} is left out: {why}" for name, why in problems.items())
    files = (
        "1 file is left out: it"
        if len(problems) == 1
        else f"{len(problems)} files are left out: they"
    )
    return f"{files} cannot be read; `annotator check` says which."
