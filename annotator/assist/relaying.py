"""Who passes on what a source said: the outlet that cites it, or that has seen the papers."""

from __future__ import annotations

from annotator.assist.calling import noun_phrase
from annotator.assist.cues import Cues
from annotator.assist.parties import Stretch, outlet_at
from annotator.assist.reading import Read
from annotator.assist.words import Words

_SEEN = frozenset({"seen", "obtained", "reviewed", "viewed", "read"})
_CITING = frozenset({"citing", "quoting", "cited", "quoted"})
_NEAR = 6
"""Words after “seen by” within which the outlet is named."""


def relay(read: Read, source: Stretch, cues: Cues) -> str | None:
    """Whoever passes on what an unnamed source said: an outlet, or somebody named before it."""
    words, outlets = read.words, cues.list("outlet")
    for speaker in read.speakers:
        if speaker.first < source.after and source.first < speaker.after:
            continue
        outlet = words.low[speaker.after - 1] in outlets or speaker.sort == "press"
        if outlet or (speaker.sort == "named" and speaker.first < source.first):
            return words.slice(speaker.first, speaker.after)
    cited = next((n for n, low in enumerate(words.low) if low in _CITING), 0)
    last = (at for at in range(cited - 1, -1, -1) if words.capital[at] and words.low[at] in outlets)
    return next((words.slice(*outlet_at(words, at, cues)) for at in last), None)


def seen_by(words: Words, where: Stretch, cues: Cues) -> str | None:
    """The outlet that has seen a document, where the words for it say so."""
    for at in range(where.first, where.after - 1):
        if words.low[at] in _SEEN and words.low[at + 1] == "by":
            last = next(
                (n for n in range(at + 2, where.after) if words.low[n] in cues.list("outlet")), None
            )
            return None if last is None else words.slice(*outlet_at(words, last, cues))
    return None


def paper_seen(words: Words, cues: Cues) -> Stretch | None:
    """The “internal documents seen by the BBC”, with the outlet that saw them."""
    for at in range(len(words) - 2):
        if words.low[at] in cues.list("document") and words.low[at + 1] in _SEEN:
            outlets = cues.list("outlet")
            last = next((n for n in range(at + 3, len(words)) if words.low[n] in outlets), None)
            near = last is not None and words.low[at + 2] == "by" and last < at + 3 + _NEAR
            noun = noun_phrase(words, at, at + 1, cues)
            if last is not None and near and noun is not None:
                return Stretch(noun[0], outlet_at(words, last, cues).after)
    return None
