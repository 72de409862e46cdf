"""A first guess at what kind of source some words name. It knows English and may be wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.domain.marks import Source, SourceKind


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ALONE: dict[str, SourceKind] = {
    **dict.fromkeys(_set("he her him i she someone"), "unnamed-person"),
    **dict.fromkeys(_set("they them we"), "unnamed-group"),
    "it": "named-organisation",
}
"""Pronouns; within other words, as in “her office”, they say nothing of the kind."""

_ONE_PERSON = _set(
    "adviser aide analyst diplomat employee executive expert insider lawmaker officer official "
    "person source trader witness worker"
)
_SIGNS: tuple[tuple[SourceKind, frozenset[str]], ...] = (
    ("press-report", _set("report reports media newspaper newspapers outlet outlets")),
    (
        "document",
        _set(
            "audit audits contract contracts document documents email emails filing filings "
            "indictment letter letters memo memos minutes record records ruling"
        ),
    ),
    (
        "unnamed-group",
        _set(
            "aides analysts critics diplomats employees executives experts insiders lawmakers "
            "officers officials people sources traders witnesses workers"
        ),
    ),
    ("unnamed-person", _ONE_PERSON),
)
"""Kinds with words that make them likely; the first that has one is the guess."""

_PAPERS = _set(
    "audit complaint document documents email emails filing filings indictment lawsuit letter memo "
    "records report ruling statement study survey transcript"
)
_MEDIA = _set("times post journal guardian tribune herald gazette chronicle telegraph spiegel")
_AFTER = _set("at by close familiar filed for from in of obtained on published reviewed seen with")
"""Words after those for a source that say more of it."""
_SPOKEN_FOR = _set("spokesman spokesperson spokespeople spokeswoman")
"""An organisation speaks through them, also where they have no name: see the guidelines."""
_SEVERAL = _set("both few five four many others several six some ten three two")
_TITLES = _set(
    "ambassador ceo chairman chief dr governor judge lord mayor minister mr mrs ms president prof "
    "secretary senator sheriff sir"
)
_BODIES = _set(
    "affairs africa airlines airways alliance arabia bank brothers campaign capital center centre "
    "church club coalition college congress council cross crescent emirates energy forum fund "
    "guard holdings hospital house industries institution international islands kingdom korea "
    "lanka league leone motors movement nations network news office organisation organization "
    "partners party project rica sachs senate service services society states station street "
    "systems team technologies times trust ventures watch zealand ab ag co gmbh sa se spa "
    "agency association authority bank bureau commission committee company corp corporation "
    "council court department federation foundation government group inc institute llc ltd "
    "ministry nv office parliament party plc police union university"
)
_AGENCIES = _set("bloomberg interfax kyodo pressetext reuters ritzau tass xinhua yonhap")
_DAYS = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december"
)
_OPENERS = _set(
    "a after also although an and another as at because before besides but by during for from "
    "furthermore however if in instead it its meanwhile moreover no not of on one or since so "
    "still such that the then there these this those though thus to today under until what when "
    "where which while who why with yet yesterday"
)
"""Words that have a capital only where they open a sentence."""
_FINE = _set("are does has his is its says this was")
"""Words that end like a plural and are none."""
_LEADING = _set("a an another her his its my one our that the their this your")
_NAME_OF_SEVERAL_CAPITALS = re.compile("(?:Mc|Mac|O[’']|D[’']|De|Di|Du|La|Le|Van|Von)[A-Z]")
_OWNING = re.compile("[’'][sS]$")
_AROUND = "‘’“”\"'.,;:()"


def guessed_kind(words: str, known: Sequence[Source] = ()) -> SourceKind | None:
    """What kind of source the words may name; nothing where they do not say.

    Args:
        words: a name, or the words of a mention.
        known: the article's sources so far: later mentions have a person's last name only.
    """
    tokens = [stripped for token in words.split() if (stripped := _bare(token))]
    if not tokens:
        return None
    low = [token.casefold() for token in tokens]
    if len(tokens) == 1 and low[0] in _ALONE:
        return _ALONE[low[0]]
    return (
        _kind_of_known(low, known)
        or _kind_by_head(tokens, low)
        or _kind_by_name(tokens, low)
        or _kind_by_nouns(low)
        or _kind_by_form(tokens, low)
    )


def _bare(token: str) -> str:
    return _OWNING.sub("", token.strip(_AROUND))


def _kind_of_known(low: list[str], known: Sequence[Source]) -> SourceKind | None:
    """The kind of the source that has this name, or of the person with this last name."""
    names = [[_bare(token).casefold() for token in source.name.split()] for source in known]
    for source, name in zip(known, names, strict=True):
        if name == low:
            return source.kind
    people = (n for s, n in zip(known, names, strict=True) if s.kind == "named-person")
    return "named-person" if low in (name[-1:] for name in people) else None


def _kind_by_head(tokens: list[str], low: list[str]) -> SourceKind | None:
    """The kind by the noun that the rest says more of: “a report by the bank” is a report."""
    cut = next((n for n, word in enumerate(low) if n and word in _AFTER), len(low))
    following = "".join(low[cut + 1 : cut + 2])
    if low[0] == "one" and cut < len(low) and low[cut] == "of":
        return "unnamed-person"
    if low[cut - 1] in _SPOKEN_FOR and following:
        return "named-person" if following in _TITLES else "named-organisation"
    if low[cut - 1] in _PAPERS:
        return "document"
    is_outlet = len(low) > 1 and tokens[-1][0].isupper() and low[-1] in _MEDIA
    return "press-report" if is_outlet else None


def _kind_by_name(tokens: list[str], low: list[str]) -> SourceKind | None:
    """The kind by the last words, where they have capitals, and by a title before them."""
    if not tokens[-1][0].isupper():
        return None
    if low[-1] in _BODIES:
        return "named-organisation"
    if _SPOKEN_FOR.intersection(low) or _TITLES.intersection(low):
        return "named-person"
    if len(low) == 1 or low[0] in _LEADING or low[-1] in _DAYS or not tokens[-2][0].isupper():
        return None
    people = _ONE_PERSON.intersection(low)
    return "named-organisation" if _BODIES.intersection(low) and not people else "named-person"


def _kind_by_nouns(low: list[str]) -> SourceKind | None:
    if _SPOKEN_FOR.intersection(low):
        return "named-organisation"
    for kind, signs in _SIGNS:
        if signs.intersection(low):
            return kind
    if _SEVERAL.intersection(low[:1]):
        return "unnamed-group"
    return "named-organisation" if _BODIES.intersection(low) else None


def _kind_by_form(tokens: list[str], low: list[str]) -> SourceKind | None:
    """The kind by capitals, by the article before them and by a plural."""
    if low[-1] in _DAYS:
        return None
    if tokens[-1][0].isupper() and low[-1] not in _OPENERS:
        if len(tokens) > 1:
            return "named-organisation" if low[0] in _LEADING else "named-person"
        return _kind_of_a_name(tokens[0], low[0])
    if low[-1].endswith("s") and low[-1] not in _FINE and low[0] not in {"a", "an", "another"}:
        return "unnamed-group"
    return "unnamed-person" if low[0] in _LEADING and len(low) > 1 else None


def _kind_of_a_name(name: str, low: str) -> SourceKind | None:
    """A name of one word: a person's last name, unless it looks like an organisation's."""
    inner = _NAME_OF_SEVERAL_CAPITALS.sub("", name, count=1)[1:]
    if low in _AGENCIES or any(c.isupper() or c.isdigit() for c in inner):
        return "named-organisation"
    return None if low.endswith("ly") else "named-person"
