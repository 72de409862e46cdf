"""Who says it: the words before or after a verb of saying, or after “according to”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.assist.cues import Cues
from annotator.assist.naming import CARRIED, Sort, is_definite, sort_of
from annotator.assist.patterns import Hit
from annotator.assist.words import Words

_LONGEST = 24
"""Words before a verb among which whoever speaks is looked for."""
_BRACKET = 8
"""Words of the longest bracket that may stand between them."""
_SHORT_NAMING = 10
"""Words for whoever speaks where they stand after the verb."""
_TITLE = 5
"""Words of a title before a name, and the name's first."""
_CLAUSE = 8
"""Words between “who” and the last verb of its clause."""
_APPOSED = 5
"""Words of a name that explains the words before it."""
_NEAR = 6
"""Words after a verb within which a quotation belongs to it."""
_HAVE = frozenset({"have", "has", "had"})
_CITE = frozenset({"cited", "cites", "quoted", "quotes"})
_ENDS = frozenset('.;:?!“”„«»"()[]—–')
_DASHES = frozenset("–—")
_AND = frozenset({"and", "or", "und", "et", "y", "e"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words for whoever speaks, `[first, after)`, and the verb that they go with."""

    first: int
    after: int
    sort: Sort
    verb: int
    definite: bool = False


def speakers_in(words: Words, hits: Sequence[Hit], cues: Cues) -> list[Speaker]:
    """Everybody who is said to speak in a sentence, outside its quotations, in reading order."""
    found = [*_by_verbs(words, cues), *_by_phrases(words, hits, cues)]
    return sorted(found, key=lambda speaker: speaker.verb)


def _by_phrases(words: Words, hits: Sequence[Hit], cues: Cues) -> Iterator[Speaker]:
    """Those after “according to” and the like."""
    for hit in hits:
        if hit.means == "attribution" and not words.quoted[hit.first]:
            speaker = _ahead(words, hit.after, hit.first, cues)
            if speaker is not None:
                unclear = speaker.sort == "unclear"  # what is no person may be written
                yield replace(speaker, sort="document") if unclear else speaker


def _by_verbs(words: Words, cues: Cues) -> Iterator[Speaker]:
    said, if_that = cues.list("said"), cues.list("says-that")
    for at, low in enumerate(words.low):
        calls = _calls_for(words, at, cues)
        if low not in said and low not in if_that and not calls:
            continue
        if words.quoted[at] or _is_noun(words, at, cues):
            continue
        if not calls and _is_participle(words, at, cues):
            continue
        speaker = _behind(words, at, cues)
        if (
            speaker is None
            and _follows_quotation(words, at, cues)
            and _can_begin(words, at + 1, cues)
        ):
            speaker = _ahead(words, at + 1, at, cues)
        if speaker is None:
            speaker = _unnamed_ahead(words, at, cues)
        if speaker is None:
            continue
        relative = speaker.first and words.low[speaker.first - 1] in cues.list("which")
        if relative and words.low[speaker.after - 1] not in cues.list("informed"):
            continue
        cites = low in _CITE and words.low[speaker.after - 1] in cues.list("outlet")
        sure = calls or cites or low in said or speaker.sort == "document"
        sure = sure or _closes(words, speaker, cues)
        if sure or _brings(words, at, cues):
            yield speaker


def _unnamed_ahead(words: Words, verb: int, cues: Cues) -> Speaker | None:
    """Somebody unnamed who ends the clause after a verb, as in “…, no deal is done, said aides”."""
    found = _inverted(words, verb, cues) if words.low[verb] in cues.list("said") else None
    if found is None or found.sort != "unnamed" or found.after - found.first > _APPOSED:
        return None
    return found if words.low[found.after : found.after + 1] in {(), (",",), (".",)} else None


def _is_noun(words: Words, at: int, cues: Cues) -> bool:
    """Whether a word that may be a verb is a noun here, an infinitive, or part of a name."""
    return at > 0 and (words.low[at - 1] in cues.list("before-noun") or words.capital[at])


def _is_participle(words: Words, at: int, cues: Cues) -> bool:
    """Whether it is passive, as in “truths revealed by its data” or “papers found in May”."""
    if at + 1 >= len(words):
        return False
    following = words.low[at + 1]
    if words.low[at] in cues.list("says-that") and following in cues.list("preposition"):
        return True
    return following in cues.list("by")


def _calls_for(words: Words, at: int, cues: Cues) -> bool:
    """Whether it is “called on”, “is warning that” or the like, which judge and report."""
    if words.low[at] not in cues.list("call-for") or at + 1 >= len(words):
        return False
    return words.low[at + 1] in {"on", "for", "upon", "that", "of", "against"}


def _closes(words: Words, speaker: Speaker, cues: Cues) -> bool:
    """Whether it stands after what is said, as in “…, Bloomberg reported on Friday.”."""
    if speaker.first > speaker.verb:
        return True
    if not speaker.first or words.low[speaker.first - 1] != ",":
        return False
    following = words.low[speaker.verb + 1 : speaker.verb + 2]
    return not following or following[0] in {",", "."} or following[0] in cues.list("preposition")


def _brings(words: Words, verb: int, cues: Cues) -> bool:
    """Whether a statement comes with a verb: a quotation beside it, a colon, or “that”."""
    if verb and words.quoted[verb - 1]:
        return True
    following = words.low[verb + 1 : verb + 3]
    if following[:1] == (":",) or any(word in cues.list("that") for word in following[:1]):
        return True
    to_somebody = verb + 1 < len(words) and words.capital[verb + 1]
    if to_somebody and any(word in cues.list("that") for word in following[1:]):
        return True
    return any(words.quoted[verb + 1 : verb + _NEAR])


def _behind(words: Words, verb: int, cues: Cues) -> Speaker | None:
    """Whoever stands before a verb in the active voice."""
    at = verb - 1
    particles, be = cues.list("particle"), cues.list("be")
    while at >= 0 and words.low[at] in particles and not words.quoted[at]:
        if words.low[at] in be and not words.low[verb].endswith("ing"):
            return None
        at -= 1
    if at >= 0 and words.low[at] == ")":
        at = _before_bracket(words, at)
    if at < 0 or words.quoted[at]:
        return None
    if at > 0 and words.low[at] in cues.list("who") and not words.capital[at]:
        at -= 2 if words.low[at - 1] == "," else 1
        return _ending(words, at + 1, verb, cues) if at >= 0 else None
    if words.low[at] in _DASHES:
        dash = next((n for n in range(at - 1, -1, -1) if words.low[n] in _DASHES), 0)
        return _ending(words, dash, verb, cues) if dash else None
    if words.low[at] == ",":
        return _unnamed_ahead(words, verb, cues) or _before_apposition(words, at, verb, cues)
    return _ending(words, at + 1, verb, cues)


def subject_before(words: Words, at: int, cues: Cues) -> tuple[int, int] | None:
    """The words for whoever does what the verb at a place says, as `[first, after)`."""
    found = _behind(words, at, cues) if at else None
    return None if found is None else (found.first, found.after)


def _before_bracket(words: Words, closing: int) -> int:
    """The last word before a bracket such as “(WHO)”; the bracket itself if it does not open."""
    for at in range(closing - 1, max(-1, closing - _BRACKET - 1), -1):
        if words.low[at] == "(":
            return at - 1
    return closing


def _before_apposition(words: Words, comma: int, verb: int, cues: Cues) -> Speaker | None:
    """Whoever stands before “, an analyst at a bank,”: the one who is named, if one is."""
    start = comma - 1
    while start >= 0 and comma - start < _LONGEST:
        if words.low[start] == "," or words.quoted[start] or words.low[start] in _ENDS:
            break
        start -= 1
    if start < 0 and not any(words.quoted[:comma]):
        inverted = _inverted(words, verb, cues)
        return inverted if inverted is not None else _ending(words, comma, verb, cues)
    if start <= 0 or words.low[start] != "," or words.quoted[start - 1]:
        return None
    inner = _ending(words, comma, verb, cues, stop=start + 1)
    outer = _ending(words, start, verb, cues)
    by_name = outer is not None and outer.sort == "named" and words.capital[outer.after - 1]
    if inner is not None and inner.sort == "named" and not by_name:
        return inner
    return outer


def _inverted(words: Words, verb: int, cues: Cues) -> Speaker | None:
    """Whoever stands after a verb and before the next comma or stop, such as “…, notes Ana Li”."""
    if not _can_begin(words, verb + 1, cues):
        return None
    found = _ahead(words, verb + 1, verb, cues)
    if found is None or found.sort in CARRIED - {"role"} or found.sort == "unclear":
        return None
    following = words.low[found.after] if found.after < len(words) else "."
    ends = following in {",", "."} or following in cues.list("opener") | cues.list("the")
    return found if ends and found.after - found.first < _SHORT_NAMING else None


def _ending(words: Words, after: int, verb: int, cues: Cues, stop: int = 0) -> Speaker | None:
    """Whoever the words that end before `after` are."""
    first = after
    while first > max(stop, after - _LONGEST):
        at = first - 1
        if words.low[at] in _ENDS or words.quoted[at]:
            break
        if words.low[at] == "," and not _goes_on(words, at, after, cues):
            break
        stops = words.low[at] in cues.list("stop") and not _joins(words, at)
        if stops and not _points(words, at, after, cues):
            break
        if first < after and (words.low[at] in cues.list("be") or words.low[at] in _HAVE):
            relative = _relative(words, at, cues)
            if relative is None:
                return None
            first = after = relative
            continue
        acts = _is_verb(words, at, cues) and not _is_participle(words, at, cues)
        if 0 < at < after - 1 and first < after and acts:
            relative = _relative(words, at, cues)
            if relative is None:
                break
            first = after = relative
            continue
        first -= 1
    first = _without_openers(words, first, after, cues)
    return _speaker(words, first, after, verb, cues) if first < after else None


def _goes_on(words: Words, comma: int, after: int, cues: Cues) -> bool:
    """Whether a comma stands within a list, as in “aides, lawyers and friends said”."""
    if comma == 0 or not _AND.intersection(words.low[comma + 1 : after]):
        return False
    low = words.low[comma - 1]
    return low in cues.list("several") or low in cues.list("judge")


def _is_verb(words: Words, at: int, cues: Cues) -> bool:
    low = words.low[at]
    said = low in cues.list("said") or low in cues.list("says-that")
    return said and not _is_noun(words, at, cues)


_PAIRED = frozenset(
    {"current", "former", "past", "local", "federal", "senior", "military", "serving"}
)


def _joins(words: Words, at: int) -> bool:
    """Whether an “and” stands between two names, or as in “current and former employees”."""
    paired = words.low[at] in _AND and at > 0 and words.low[at - 1] in _PAIRED
    return paired or _joins_names(words, at)


def _joins_names(words: Words, at: int) -> bool:
    """Whether an “and” stands between two names."""
    if words.low[at] not in _AND or not 0 < at < len(words) - 1:
        return False
    return words.capital[at - 1] and words.capital[at + 1]


def _points(words: Words, at: int, after: int, cues: Cues) -> bool:
    """Whether a “that” belongs to the noun after it, as in “that person said”."""
    noun = words.low[at + 1] in cues.list("insider") if at + 2 == after else False
    return noun and words.low[at] in cues.list("the")


def _relative(words: Words, verb: int, cues: Cues) -> int | None:
    """Where the words end that a “who” shortly before a verb refers to, or None."""
    for at in range(verb - 1, max(0, verb - _CLAUSE), -1):
        if words.low[at] in cues.list("who") and not words.capital[at]:
            return at - 1 if words.low[at - 1] == "," else at
        if words.low[at] in _ENDS or words.low[at] == ",":
            return None
    return None


def _without_openers(words: Words, first: int, after: int, cues: Cues) -> int:
    """Skips “However”, “On Monday” and “In a statement” before whoever speaks."""
    openers = cues.list("opener") | cues.list("which")
    prepositions = cues.list("preposition")
    articles = cues.list("the") | cues.list("one")
    known = cues.list("insider") | cues.list("body") | cues.list("judge")
    while first < after - 1:
        if words.low[first] in openers and not _points(words, first, after, cues):
            first += 1
        elif words.low[first] in prepositions:
            first += 1 + (words.low[first + 1] in articles)
            while first < after - 1 and not (
                words.low[first] in articles
                or words.low[first] in known
                or (words.capital[first] and words.low[first] not in openers)
            ):
                first += 1
        else:
            break
    return first


def _follows_quotation(words: Words, verb: int, cues: Cues) -> bool:
    """Whether what is said stands before its verb, so that whoever says it may stand after."""
    at = verb - 1
    while at > 0 and not words.quoted[at] and words.low[at] in cues.list("particle"):
        at -= 1
    return at >= 0 and (words.quoted[at] or words.low[at] == ",")


def _ahead(words: Words, first: int, verb: int, cues: Cues) -> Speaker | None:
    """Whoever the words from `first` on are."""
    after = first
    while after < min(len(words), first + _LONGEST):
        if words.low[after] in _ENDS or words.low[after] == "," or words.quoted[after]:
            break
        if words.low[after] in cues.list("stop") and not _joins_names(words, after):
            break
        acts = _is_verb(words, after, cues) and not _is_participle(words, after, cues)
        if after > first and (acts or _ends_naming(words, after, cues)):
            break
        if after > first and words.capital[after - 1] and _turns(words, after, cues):
            break
        after += 1
    if after == first:
        return None
    found = _speaker(words, first, after, verb, cues)
    if (
        found.sort == "named"
        or after + 1 >= len(words)
        or words.low[after] != ","
        or not words.capital[after + 1]
    ):
        return found
    apposed = _ahead(words, after + 1, verb, cues)
    if apposed is None or apposed.sort != "named":
        return found
    ends = apposed.after == len(words) or words.low[apposed.after] in {",", "."}
    return apposed if ends and apposed.after - apposed.first <= _APPOSED else found


def _turns(words: Words, at: int, cues: Cues) -> bool:
    """Whether something else begins after a name: “Ana Li to the crowd”, “Ana Li the town”."""
    if words.low[at] == "to":
        return words.low[at - 1] not in cues.list("title")
    return words.low[at] in cues.list("the")


def _ends_naming(words: Words, at: int, cues: Cues) -> bool:
    """Whether a word cannot belong to those for whoever speaks: a day, or a verb."""
    low = words.low[at]
    if low in _HAVE or low in cues.list("pronoun") or low in cues.list("they"):
        return True
    if low in cues.list("preposition") and low not in cues.list("after-head"):
        return True
    return low in cues.list("opener") or low in cues.list("be")


_BEGINNERS = ("the", "one", "many", "insider", "judge", "title", "body", "spokesperson", "pronoun")


def _can_begin(words: Words, at: int, cues: Cues) -> bool:
    """Whether a word may be the first of those for whoever speaks."""
    if at >= len(words):
        return False
    low = words.low[at]
    if words.capital[at] or low in cues.list("they") or low in cues.list("before-noun"):
        return low not in cues.list("preposition")
    if any(low in cues.list(name) for name in _BEGINNERS):
        return True
    return _leads_to_name(words, at, cues)


def _leads_to_name(words: Words, at: int, cues: Cues) -> bool:
    """Whether a name follows soon, as in “opposition leader Marta Ruiz”."""
    for place in range(at, min(at + _TITLE, len(words))):
        if words.capital[place]:
            return place > at
        low = words.low[place]
        if low in _ENDS or low in cues.list("stop") or low in cues.list("preposition"):
            return False
    return False


def _speaker(words: Words, first: int, after: int, verb: int, cues: Cues) -> Speaker:
    sort = sort_of(words, first, after, cues)
    return Speaker(first, after, sort, verb, is_definite(words, first, cues))
