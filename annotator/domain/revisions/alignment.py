"""Aligning two revisions of an article: which old sentence is which new one.

A sentence whose words are the same keeps its id wherever it went; one whose words changed a
little keeps it, too. Text that is the same stays cut as it was: a newer program never cuts an
article anew by itself, and cuts made by hand stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from annotator.domain.article import (
    Aligned,
    Article,
    HowAligned,
    Kind,
    Sentence,
    sentence_id,
    text_digest,
)
from annotator.domain.revisions.earlier import known_spans, versions
from annotator.domain.revisions.matching import MOST_MEETINGS, equal_pairs, in_order, meetings, runs
from annotator.domain.revisions.similarity import UNSPACED, edited_joints, similar_pairs

_LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
_TOKEN = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+|\s+|.", re.DOTALL)

HowChanged = Literal["same", "gone", "added", "changed"]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the sentences of a new text come from those of the old one."""

    rows: tuple[Aligned, ...]
    """In the new reading order; a deleted sentence stands where it was."""
    sentences: tuple[Sentence, ...]
    """Of the new text, with their ids."""


@dataclass(frozen=True, slots=True)
class WordChange:
    """A stretch of two texts: the same words, or what became of them."""

    how: HowChanged
    old: tuple[int, int]
    """`[start, end)` in code points of the old text; empty where it was added."""
    new: tuple[int, int]
    """Likewise of the new one; empty where it is gone."""


def aligned(old: Article, text: str, cuts: Sequence[Sentence]) -> Alignment:
    """The sentences of a new text with their ids, and how they come from the old ones.

    The result depends on nothing but the arguments. A thousand sentences take less than a second.

    Args:
        old: the article as it is.
        text: the new text.
        cuts: its sentences as they would be cut by themselves; their ids do not matter.
    """
    before = [_key(old.text_of(sentence)) for sentence in old.sentences]
    cuts = _as_cut_before(old, before, text, cuts)
    after = [_key(text[cut.start : cut.end]) for cut in cuts]
    same = equal_pairs(before, after)
    joints = [run for run in runs(before, after, same) if 1 in {len(run[0]), len(run[1])}]
    left = set(range(len(before))).difference(same, *(ours for ours, _ in joints))
    right = set(range(len(after))).difference(same.values(), *(theirs for _, theirs in joints))
    ordered = in_order(same.items())
    edited = similar_pairs(before, after, left, right, ordered)
    for joint in edited_joints(before, after, left, right, edited):
        joints.append(joint)
        for i in joint[0]:
            edited.pop(i, None)
    kept = {j: old.sentences[i].id for i, j in (same | edited).items()}
    ids = _ids(old, text, cuts, after, kept)
    kinds = {j: old.sentences[i].kind for i, j in same.items()} | _kinds_by_hand(old, edited)
    sentences = [replace(c, id=ids[j], kind=kinds.get(j, c.kind)) for j, c in enumerate(cuts)]
    return Alignment(tuple(_rows(old, ids, dict(ordered), same, edited, joints)), tuple(sentences))


def new_id(sha256: str, start: int, end: int, taken: Mapping[str, object] | set[str]) -> str:
    """The id of a stretch of a text that is no sentence's yet.

    Args:
        sha256: digest of the text.
        start: first code point.
        end: one past the last.
        taken: ids that other sentences have.
    """
    digest = sha256
    while (found := sentence_id(digest, start, end)) in taken:
        digest = text_digest(digest)
    return found


def _key(text: str) -> str:
    """What two sentences must have in common to be the same."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _as_cut_before(
    old: Article, before: Sequence[str], text: str, cuts: Sequence[Sentence]
) -> list[Sentence]:
    """The cuts, but as the old ones wherever the words are the same."""
    after = [_key(text[cut.start : cut.end]) for cut in cuts]
    found = list(cuts)
    again = [
        (theirs, as_before)
        for ours, theirs in runs(before, after, equal_pairs(before, after))
        if (as_before := _cut_alike(old, ours, text, [cuts[j] for j in theirs]))
    ]
    for theirs, as_before in sorted(again, key=lambda each: each[0].start, reverse=True):
        found[theirs.start : theirs.stop] = as_before
    return found


def _cut_alike(
    old: Article, ours: range, text: str, cuts: Sequence[Sentence]
) -> list[Sentence] | None:
    """The same words cut as the old sentences; None where a line now ends within one of those."""
    signs = [n for cut in cuts for n in range(cut.start, cut.end) if not text[n].isspace()]
    lengths = [len("".join(old.text_of(old.sentences[i]).split())) for i in ours]
    if sum(lengths) != len(signs):
        return None  # composed in another way, so that the offsets are not those of the old text
    found = []
    at = 0
    for i, length in zip(ours, lengths, strict=True):
        start, end = signs[at], signs[at + length - 1] + 1
        at += length
        if _LINE_END.search(text, start, end):
            return None
        within = next(cut for cut in cuts if cut.start <= start < cut.end)
        found.append(replace(within, start=start, end=end, kind=old.sentences[i].kind))
    return found


def _ids(
    old: Article, text: str, cuts: Sequence[Sentence], after: Sequence[str], kept: Mapping[int, str]
) -> list[str]:
    """The id of each new sentence: kept, that of the same stretch of old, or a new one."""
    if len(kept) == len(cuts):
        return [kept[j] for j in range(len(cuts))]
    digest = text_digest(text)
    taken = set(kept.values())
    spans = known_spans(old)
    gone = _deleted_before(old)
    found = []
    for j, cut in enumerate(cuts):
        known = [kept.get(j), spans.get((digest, cut.start, cut.end)), *gone.get(after[j], ())]
        free = (each for each in known[1:] if each is not None and each not in taken)
        id_ = known[0] or next(free, None) or new_id(digest, cut.start, cut.end, taken)
        taken.add(id_)
        found.append(id_)
    return found


def _deleted_before(old: Article) -> dict[str, list[str]]:
    """The ids of sentences that an earlier change deleted, by their words, the latest first."""
    here = {sentence.id for sentence in old.sentences}
    found: dict[str, list[str]] = {}
    for earlier, version in zip(reversed(old.previous), reversed(versions(old)[:-1]), strict=True):
        ids = {id_ for row in earlier.alignment if row.how == "deleted" for id_ in row.old}
        for sentence in version.sentences:
            if sentence.id in ids and sentence.id not in here:
                found.setdefault(_key(version.text_of(sentence)), []).append(sentence.id)
    return found


def _kinds_by_hand(old: Article, edited: Mapping[int, int]) -> dict[int, Kind]:
    """The kinds of edited sentences, by new index, that somebody gave to the old ones."""
    by_hand: set[str] = set()
    every = versions(old)
    for earlier, before, after in zip(old.previous, every[:-1], every[1:], strict=True):
        if earlier.why == "edit" and earlier.sentences is not None:
            then = {sentence.id: sentence.kind for sentence in before.sentences}
            by_hand |= {s.id for s in after.sentences if then.get(s.id) != s.kind}
    return {j: old.sentences[i].kind for i, j in edited.items() if old.sentences[i].id in by_hand}


def _rows(
    old: Article,
    ids: Sequence[str],
    ordered: Mapping[int, int],
    same: Mapping[int, int],
    edited: Mapping[int, int],
    joints: Sequence[tuple[range, range]],
) -> Iterator[Aligned]:
    """The rows, in the new reading order."""
    was = [sentence.id for sentence in old.sentences]
    rows = {j: Aligned((was[i],), (ids[j],), "moved") for i, j in same.items()}
    rows |= {j: Aligned((was[i],), (ids[j],), "unchanged") for i, j in ordered.items()}
    rows |= {j: Aligned((was[i],), (ids[j],), "edited") for i, j in edited.items()}
    inner: set[int] = set()
    lived = {*same, *edited}
    for ours, theirs in joints:
        how: HowAligned = "split" if len(ours) == 1 else "joined"
        came = tuple(ids[j] for j in theirs)
        rows[theirs.start] = Aligned(tuple(was[i] for i in ours), came, how)
        inner.update(theirs[1:])
        lived.update(ours)
    place = {j: i for i, j in ordered.items()}
    gone = [i for i in range(len(was) - 1, -1, -1) if i not in lived]
    for j, id_ in enumerate(ids):
        while gone and j in place and gone[-1] < place[j]:
            yield Aligned((was[gone.pop()],), (), "deleted")
        if j not in inner:
            yield rows.get(j) or Aligned((), (id_,), "new")
    yield from (Aligned((was[i],), (), "deleted") for i in reversed(gone))


def word_changes(old: str, new: str) -> list[WordChange]:
    """How one sentence became another, word by word, as stretches that cover both in order.

    Ideographs and syllables count as words. White space and punctuation belong to no word.
    """
    ours, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[WordChange] = []
    at_old = at_new = 0
    for how, before, after in _word_runs(ours, theirs):
        end_old, end_new = at_old + len("".join(before)), at_new + len("".join(after))
        found.append(WordChange(how, (at_old, end_old), (at_new, end_new)))
        at_old, at_new = end_old, end_new
    return found


def _word_runs(
    ours: list[str], theirs: list[str]
) -> Iterator[tuple[HowChanged, list[str], list[str]]]:
    """Runs of equal and of changed words; what is equal at both ends is not compared twice.

    A middle in which too many words are equal to compare them all is taken as changed altogether.
    """
    least = min(len(ours), len(theirs))
    head = next((n for n in range(least) if ours[n] != theirs[n]), least)
    rest = least - head
    tail = next((n for n in range(rest) if ours[-1 - n] != theirs[-1 - n]), rest)
    a, b = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    if head:
        yield "same", ours[:head], theirs[:head]
    codes: Sequence[tuple[str, int, int, int, int]]
    if meetings(a, b) > MOST_MEETINGS or not (a and b):
        codes = [("replace", 0, len(a), 0, len(b))][: len(a) + len(b)]
    else:
        codes = SequenceMatcher(str.isspace, a, b, autojunk=False).get_opcodes()
    for code, i, k, j, m in codes:
        how: HowChanged = "same"
        if code != "equal":
            how = "gone" if j == m else "added" if i == k else "changed"
        yield how, a[i:k], b[j:m]
    if tail:
        yield "same", ours[-tail:], theirs[-tail:]
