"""The article's thread: which sentence another one hangs on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from annotator.assist.reading import Read, pointed_at, same_noun

FARTHEST = 200
"""Sentences back in which somebody must have been brought in who has no name."""
_FAR = 6
"""Sentences back in which whoever “he” is must have spoken."""
_ALIKE = 0.16
"""Share of words, the rare ones counting for more, from which a lead tells what another does."""
_SPOKEN = frozenset({"anonymous", "unnamed", "crowd", "on-record", "carried", "refusal", "judges"})
_JUDGED = frozenset({"headline", "sentence"})
_LINKS = frozenset(
    ("this", "that", "these", "those", "such", "it", "they", "the", "its", "their", "if", "under")
)


def hangs_on(reads: Sequence[Read]) -> list[int | None]:
    """For each sentence the one that it hangs on, by index; None for what stands by itself.

    A pronoun or a quotation without a speaker hangs on the sentence before that has one; the
    middle of a quotation on the one where its speaker is named, also after it; a headline on the
    sentence that bears it; a lead without a source on the next sentence if that tells the same
    with one.
    """
    rare = _rarity(reads)
    found: list[int | None] = []
    lead = _lead(reads)
    for at, read in enumerate(reads):
        if read.line.kind == "headline":
            found.append(_bearer(reads, at, rare) if read.ruling in {"none", "hearsay"} else None)
        elif read.line.kind not in _JUDGED:
            found.append(None)
        elif read.ruling == "carried":
            found.append(_speaker_before(reads, at))
        elif read.ruling == "quotation":
            found.append(_speaker_of_quotation(reads, at))
        elif read.ruling == "none" and at == lead:
            found.append(_source_of_lead(reads, at, rare))
        elif read.ruling == "none" and _links(read):
            found.append(_before(reads, at))
        else:
            found.append(None)
    return found


def _links(read: Read) -> bool:
    """Whether a sentence begins as one that goes on from the one before."""
    words = read.words
    return bool(len(words)) and (
        words.low[0] in _LINKS or any(hit.means == "carried" for hit in read.hits)
    )


def _before(reads: Sequence[Read], at: int) -> int | None:
    """The sentence before in the same paragraph."""
    if at and reads[at - 1].line.paragraph == reads[at].line.paragraph:
        return at - 1 if reads[at - 1].line.kind in _JUDGED else None
    return None


def _introduced(reads: Sequence[Read], at: int) -> int | None:
    """Where whoever is called “the person” or “the lawyers” was brought in without a name."""
    noun = pointed_at(reads[at])
    if noun is None:
        return None
    for before in range(at - 1, max(-1, at - 1 - FARTHEST), -1):
        read = reads[before]
        if read.line.kind == "sentence" and same_noun(noun) in read.unnamed:
            return before
    return None


def _speaker_before(reads: Sequence[Read], at: int) -> int | None:
    introduced = _introduced(reads, at)
    if introduced is not None:
        return introduced
    person = bool(reads[at].speakers) and reads[at].speakers[0].sort == "pronoun"
    seen = 0
    for before in range(at - 1, -1, -1):
        read = reads[before]
        if read.line.kind != "sentence":
            continue
        seen += 1
        if person and read.speakers and _is_no_person(read):
            continue
        if read.ruling in _SPOKEN or read.ruling == "quotation":
            return before
        if seen == _FAR:
            break
    return None


def _is_no_person(read: Read) -> bool:
    """Whether “he” or “she” cannot stand for who speaks first: a paper, or several people."""
    speaker = read.speakers[0]
    if speaker.sort in {"document", "press", "crowd", "they"}:
        return True
    noun = read.words.low[speaker.first]
    return speaker.sort == "unnamed" and speaker.after == speaker.first + 1 and noun.endswith("s")


def _speaker_of_quotation(reads: Sequence[Read], at: int) -> int | None:
    """Where the speaker of a quotation is named: before it, or after it if it goes on there."""
    after = at
    while reads[after].words.open_at_end and after + 1 < len(reads):
        after += 1
        if not reads[after].words.begins_quoted:
            break
        if reads[after].ruling in _SPOKEN:
            return after
    following = at + 1
    opens = reads[at].words.text[:1] in '“„«"‘'
    if opens and at and reads[at - 1].line.paragraph != reads[at].line.paragraph:
        same = following < len(reads) and (
            reads[following].line.paragraph == reads[at].line.paragraph
        )
        if same and reads[following].ruling in _SPOKEN and not reads[at - 1].words.open_at_end:
            return following
    return _speaker_before(reads, at)


def _lead(reads: Sequence[Read]) -> int | None:
    return next((n for n, read in enumerate(reads) if read.line.kind == "sentence"), None)


def _source_of_lead(reads: Sequence[Read], at: int, rare: dict[str, float]) -> int | None:
    """The next sentence but one at most that tells the same and has an unnamed source."""
    for after in range(at + 1, min(at + 4, len(reads))):
        telling = reads[after].ruling in {"anonymous", "unnamed"}
        if telling and _likeness(reads[at], reads[after], rare) >= _ALIKE:
            return after
    return None


def _bearer(reads: Sequence[Read], at: int, rare: dict[str, float]) -> int | None:
    """The sentence that a headline is made of: the one most like it, earlier ones first."""
    best, most = None, 0.0
    for after, read in enumerate(reads):
        if after == at or read.line.kind != "sentence":
            continue
        likeness = _likeness(reads[at], read, rare) * (1.0 if after < at + 8 else 0.7)
        if likeness > most * 1.05:
            best, most = after, likeness
    return best if most >= _ALIKE / 2 else None


def _likeness(one: Read, other: Read, rare: dict[str, float]) -> float:
    """Share of the first sentence's words that the other has too, rare ones counting for more."""
    whole = sum(rare[stem] for stem in _stems(one))
    return sum(rare[stem] for stem in _stems(one) & _stems(other)) / whole if whole else 0.0


def _stems(read: Read) -> frozenset[str]:
    return frozenset(word[:6] for word in read.content)


def _rarity(reads: Sequence[Read]) -> dict[str, float]:
    counts = Counter(stem for read in reads for stem in _stems(read))
    return {stem: math.log(1 + len(reads) / count) for stem, count in counts.items()}
