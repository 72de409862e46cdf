"""What the words of an article say by themselves: read once, whatever marks are made later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from annotator.assist.cues import Cues
from annotator.assist.features import manner
from annotator.assist.naming import CARRIED, ON_RECORD
from annotator.assist.patterns import Hit, find
from annotator.assist.speakers import Speaker, speakers_in
from annotator.assist.words import Words, words_in

Ruling = Literal[
    "refusal",
    "anonymous",
    "unnamed",
    "crowd",
    "judges",
    "on-record",
    "carried",
    "quotation",
    "record",
    "hearsay",
    "none",
]
"""What a sentence's words show of its support; the first that applies, in this order.

`carried` is said by somebody who stands in a sentence before (“He added”), `quotation` is a
quotation without a speaker, `record` names a document, `hearsay` nobody (“reportedly”).
"""


class Line(NamedTuple):
    """A sentence of an article, as suggestions see it."""

    id: str
    kind: str
    paragraph: int
    text: str


@dataclass(frozen=True, slots=True)
class Read:
    """What one sentence's words say."""

    line: Line
    words: Words
    hits: tuple[Hit, ...]
    """Phrases that were found and are not exceptions."""
    speakers: tuple[Speaker, ...]
    ruling: Ruling
    content: frozenset[str]
    """Its words of four letters and more: what it is about."""
    learnt: tuple[str, ...] = ()
    """What learning counts."""
    manner: Mapping[str, float] = field(default_factory=dict)
    """How it is worded, as weights count it."""
    language: str = ""
    """Of the cues that it was read with."""
    unnamed: frozenset[str] = frozenset()
    """What people without a name are called, as `same_noun` has it."""


def reading(lines: Sequence[Line], cues: Cues | None) -> Iterator[Read]:
    """Reads an article sentence by sentence: who shares a processor can pause between them.

    Args:
        lines: its sentences in reading order.
        cues: of its language; None where there are none, and then only learning knows anything.
    """
    texts: dict[int, str] = {}
    for line in lines:
        texts[line.paragraph] = texts.get(line.paragraph, "") + line.text
    still_open = ""
    introduced: set[str] = set()
    paragraph = -1
    for line in lines:
        if line.paragraph != paragraph and not _closes(texts[line.paragraph]):
            still_open = ""
        words = words_in(line.text, still_open)
        still_open, paragraph = words.open_at_end, line.paragraph
        read = _after_others(read_sentence(line, words, cues), introduced)
        introduced |= read.unnamed
        yield read


def _closes(paragraph: str) -> bool:
    """Whether a quotation that was open before a paragraph is closed in it, without a new one."""
    if paragraph[:1] in "“„«\"‘'":
        return False
    return paragraph.count("”") > paragraph.count("“") or paragraph.count('"') % 2 == 1


def read_sentence(line: Line, words: Words, cues: Cues | None) -> Read:
    """Reads one sentence by itself."""
    content = frozenset(low for low in words.low if len(low) > 3 and low[0].isalpha())  # noqa: PLR2004 - shorter words are of every text
    if cues is None:
        return Read(line, words, (), (), "none", content, _learnt(words, "none"))
    hits = _heard(find(cues.phrases, words), words)
    speakers = tuple(_last_word(words, _without_relay(words, speakers_in(words, hits, cues), cues)))
    ruling = _ruling(words, hits, speakers)
    return Read(
        line=line,
        words=words,
        hits=hits,
        speakers=speakers,
        ruling=ruling,
        content=content,
        learnt=_learnt(words, ruling),
        manner=manner(words, cues.classes),
        language=cues.language,
        unnamed=_unnamed(words, hits, speakers, cues),
    )


def _after_others(read: Read, introduced: set[str]) -> Read:
    """A sentence after others: who “the lawyers” are who were brought in without a name."""
    noun = pointed_at(read) if read.ruling in {"on-record", "judges", "carried"} else None
    if noun is None:
        return read
    ruling: Ruling = "carried" if same_noun(noun) in introduced else "unnamed"
    if ruling == "unnamed" and noun not in _NOBODY:
        return read
    return replace(read, ruling=ruling, learnt=_learnt(read.words, ruling))


def pointed_at(read: Read) -> str | None:
    """The noun of “the person said”: whoever speaks, called by nothing but an article and a noun.

    Also of “the two people” and “those officials”.
    """
    if not read.speakers:
        return None
    speaker = read.speakers[0]
    low = read.words.low[speaker.first : speaker.after]
    most = 2 if low[-1] in _RELAYS else _POINTING  # “the annual report” is another one
    short = speaker.definite and 1 < len(low) <= most
    return low[-1] if short and not read.words.capital[speaker.after - 1] else None


def same_noun(noun: str) -> str:
    """What “person” and “persons” have in common."""
    return noun[:_STEM]


def _unnamed(
    words: Words, hits: Sequence[Hit], speakers: Sequence[Speaker], cues: Cues
) -> frozenset[str]:
    """What whoever has no name is called, as `same_noun` has it: “aides” in “aides of hers”."""
    spans = [(one.first, one.after) for one in speakers if one.sort == "unnamed"]
    spans += [(hit.first, hit.after) for hit in hits if hit.means == "anonymous"]
    if not spans:
        return frozenset()
    nouns = cues.list("insider") | cues.list("several") | cues.list("spokesperson")
    found = [next((low for low in words.low[a:b] if low in nouns), "") for a, b in spans]
    if _RELAYING.intersection(words.low):
        found += _RELAYS
    return frozenset(same_noun(noun) for noun in found if noun)


def _learnt(words: Words, ruling: str) -> tuple[str, ...]:
    return (*dict.fromkeys(low for low in words.low if low[0].isalpha()), f"={ruling}")


def _heard(hits: list[Hit], words: Words) -> tuple[Hit, ...]:
    """The phrases without those that overlap with an exception to them."""
    silenced: dict[str, set[int]] = {}
    for hit in hits:
        if hit.means.startswith("not "):
            silenced.setdefault(hit.means[4:], set()).update(range(hit.first, hit.after))
    return tuple(
        hit
        for hit in hits
        if not hit.means.startswith("not ")
        and not (hit.means == "anonymous" and words.quoted[hit.first])
        and not (silenced.get(hit.means, set()) & set(range(hit.first, hit.after)))
    )


_BY_SPEAKER: dict[str, Ruling] = {
    "unnamed": "unnamed",
    "crowd": "crowd",
    "judge": "judges",
    **dict.fromkeys(ON_RECORD, "on-record"),
    **dict.fromkeys(CARRIED, "carried"),
}


def _ruling(words: Words, hits: Sequence[Hit], speakers: Sequence[Speaker]) -> Ruling:
    meanings = {hit.means for hit in hits}
    if "refusal" in meanings:
        return "refusal"
    if "anonymous" in meanings and not _is_passed_on(words, hits, speakers):
        return "anonymous"
    if any(_adds_unnamed(words, speaker) for speaker in speakers[1:]):
        return "unnamed"
    if speakers and speakers[0].sort in _BY_SPEAKER:
        return _BY_SPEAKER[speakers[0].sort]
    goes_on = "carried" in meanings and sum(words.quoted) > 2  # noqa: PLR2004 - two marks around nothing
    if goes_on or is_quotation(words):
        return "quotation"
    return "record" if "record" in meanings else "hearsay" if "hearsay" in meanings else "none"


def _without_relay(words: Words, speakers: list[Speaker], cues: Cues) -> list[Speaker]:
    """The speakers with an outlet that relays another one behind that one."""
    if len(speakers) < 2 or words.low[speakers[0].after - 1] not in cues.list("outlet"):  # noqa: PLR2004 - who relays, and whom
        return speakers
    relayed = speakers[1].sort in {"unnamed", "role", "pronoun", "they"}
    return [speakers[1], speakers[0], *speakers[2:]] if relayed else speakers


def _last_word(words: Words, speakers: list[Speaker]) -> list[Speaker]:
    """The speakers, the one who ends the sentence first: all of it is what they say.

    So it is in “She told friends that it was over, one of the people said.”
    """
    for speaker in speakers[1:]:
        before = words.low[speaker.first - 1] if 0 < speaker.first < speaker.verb else ""
        ends = len(words) - speaker.verb <= _AFTER_VERB
        if before == "," and ends and not any(words.quoted[speaker.verb :]):
            return [speaker, *(one for one in speakers if one is not speaker)]
    return speakers


_STEM = 6
"""Letters by which “person” and “persons” are the same noun."""
_POINTING = 3
"""Words of the longest “the two people”."""
_RELAYING = frozenset({"citing", "cited", "quoting", "quoted", "reported", "report", "reports"})
_RELAYS = ("report", "newspaper", "paper", "magazine", "agency", "article", "network", "outlet")
"""What somebody unnamed is relayed by, who speaks for them from then on."""
_NOBODY = frozenset({"person", "people", "persons", "individual", "individuals"})
"""Nouns that are said only of people who were brought in without a name."""
_AFTER_VERB = 4
"""Words after the last verb of a sentence that ends with whoever said it, such as “on Friday.”."""
_UNNAMED = frozenset({"unnamed", "anonymous", "unidentified"})


def _is_passed_on(words: Words, hits: Sequence[Hit], speakers: Sequence[Speaker]) -> bool:
    """Whether somebody named says what unnamed people told them, and answers for it."""
    heard = [hit for hit in hits if hit.means == "anonymous"]
    named = bool(speakers) and speakers[0].sort == "named"
    return named and all(
        words.low[hit.first] in _UNNAMED and hit.first > speakers[0].verb for hit in heard
    )


_ALSO = frozenset({"but", "while", "although", "and", "though", ";", "aber", "mais", "pero"})


def _adds_unnamed(words: Words, speaker: Speaker) -> bool:
    """Whether somebody unnamed says something else, as in “…, but U.S. officials say it failed”."""
    return speaker.sort == "unnamed" and words.low[max(speaker.first - 1, 0)] in _ALSO


def is_quotation(words: Words) -> bool:
    """Whether a sentence is a quotation, or the middle of one, with hardly a word around it."""
    if not len(words):
        return False
    outside = sum(
        not quoted and low[0].isalnum() for low, quoted in zip(words.low, words.quoted, strict=True)
    )
    inside = sum(words.quoted)
    return words.begins_quoted or (inside > 0 and outside * 4 < inside)
