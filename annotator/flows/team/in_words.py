"""The team's figures as people read them: tables and bars of letters, without colour.

Commands print what stands here, and the team's screen shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.tags import Tag
from annotator.flows.team.agreement import some_of
from annotator.flows.team.agreement_in_words import Heading, Piece, Table
from annotator.flows.team.figures import Member, Team

NOBODY = "Nobody has begun yet, and no article is assigned to anybody."
PROGRESS = Heading("how far everybody is")
TAGS = Heading("which tags they give")
SECONDS = "seconds: half of the decisions took less"

_DONE, _TO_DO = "█", "░"
_PROGRESS_BAR = 10
"""Cells that stand for all sentences of somebody."""
_TAGS_BAR = 40
"""Cells that stand for all marks of somebody."""
_NO_TAGS = (("no-tag", "."), ("skipped", "x"))
"""Answers that are no tags, with their keys."""


def team_in_pieces(found: Team, tags: Sequence[Tag]) -> Iterator[Piece]:
    """Everything that is said of a team, one piece after another."""
    if not found.members:
        if not found.hidden:
            yield NOBODY
        return
    yield progress_table(found.members)
    yield SECONDS
    yield ""
    yield Table([("", TAGS.text, ""), *_bar_rows(found.members, tags)], frozenset({2}))
    yield means_of(tags)
    yield ""
    yield shares_table(found.members, tags)


def notes_of(found: Team) -> Iterator[str]:
    """What is not seen here, and why."""
    if found.hidden:
        yield f"This project is blind: hand in {some_of(found.hidden)} to see others’ figures."
    yield from found.problems


def progress_table(members: Iterable[Member]) -> Table:
    """Who has how much left, and how fast they are."""
    rows = [("", "articles", "handed in", "left", "of", "", "seconds")]
    for one in members:
        done = one.sentences - one.left
        full = _PROGRESS_BAR * done // one.sentences if one.sentences else 0
        rows.append(
            (
                one.name,
                f"{one.articles:,}",
                f"{one.handed_in:,}",
                f"{one.left:,}",
                f"{one.sentences:,}",
                _DONE * full + _TO_DO * (_PROGRESS_BAR - full),
                "–" if one.seconds is None else f"{one.seconds:.1f}",
            )
        )
    return Table(rows, frozenset({1, 2, 3, 4, 6}))


def shares_table(members: Iterable[Member], tags: Sequence[Tag]) -> Table:
    """The share of each answer in each annotator's marks, as figures."""
    keys = keys_of(tags)
    rows = [("", *(key for _, key in keys))]
    for one in members:
        total = sum(one.tags.values())
        shares = (
            f"{one.tags.get(name, 0) / total:.0%}" if total and one.tags.get(name) else "–"
            for name, _ in keys
        )
        rows.append((one.name, *shares))
    return Table(rows, frozenset(range(1, 1 + len(keys))))


def _bar_rows(members: Iterable[Member], tags: Sequence[Tag]) -> Iterator[tuple[str, str, str]]:
    for one in members:
        yield one.name, "".join(letters for _, letters in bar_of(one, tags)), marks_of(one)


def bar_of(member: Member, tags: Sequence[Tag]) -> list[tuple[str, str]]:
    """The parts of a bar that is made of the answers' own keys: each answer with its letters.

    Together they have as many cells as any bar, and nothing that is rare is lost.
    """
    keys = keys_of(tags)
    known = [member.tags.get(name, 0) for name, _ in keys]
    total = sum(known)
    if not total:
        return []
    cells = [max(1, round(_TAGS_BAR * count / total)) if count else 0 for count in known]
    cells[cells.index(max(cells))] += _TAGS_BAR - sum(cells)
    return [(name, key * n) for (name, key), n in zip(keys, cells, strict=True) if n]


def marks_of(member: Member) -> str:
    """How many marks somebody has made."""
    total = sum(member.tags.values())
    return "nothing yet" if not total else "1 mark" if total == 1 else f"{total:,} marks"


def means_of(tags: Sequence[Tag]) -> str:
    """What the letters mean."""
    return "  ".join(f"{key} {name}" for name, key in keys_of(tags))


def keys_of(tags: Sequence[Tag]) -> list[tuple[str, str]]:
    """Every answer with its key: tags, then what is no tag."""
    return [*((tag.name, tag.key) for tag in tags), *_NO_TAGS]
