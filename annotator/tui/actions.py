"""Every action of the screens, once: footer, help, palette, remapping and README follow from it.

Keys are written as people would: a character as itself, others by Textual's name for them
(`down`, `pagedown`, `ctrl+right`, `backspace`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from annotator.domain.review.decisions import Reason
from annotator.domain.tags import Tag


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key does."""

    id: str
    """Also the name under which the user's settings give it other keys."""
    keys: tuple[str, ...]
    label: str
    """One or two words, for the footer."""
    help: str
    """A sentence without its full stop."""
    group: str
    footer: int = 0
    """Rank among the keys at the bottom, 1 the first to stay where there is little room; 0: none."""
    argument: int | None = None
    """Which tag, for actions that there is one of for each tag."""


def tag_actions(tags: Sequence[Tag]) -> tuple[Action, ...]:
    """The actions that a tag set brings: each tag as the first one, and as a second one."""
    first = [
        Action(
            f"tag-{number}",
            (tag.key, str(number)) if number <= 9 else (tag.key,),  # noqa: PLR2004 - digits end at 9
            _short(tag),
            f"Tag as {tag.name} and move on: {tag.means}",
            "Tag",
            footer=1,
            argument=number - 1,
        )
        for number, tag in enumerate(tags, start=1)
    ]
    add = "Add {} as a second tag, or take it away, and stay"
    return (*first, *_second_tags(tags, "second", "Second tag", add))


def _second_tags(tags: Sequence[Tag], id_: str, group: str, add: str) -> list[Action]:
    """An action for the capital of each tag's key."""
    return [
        Action(
            f"{id_}-{number}",
            (tag.key.upper(),),
            f"+{_short(tag)}",
            add.format(tag.name),
            group,
            argument=number - 1,
        )
        for number, tag in enumerate(tags, start=1)
        if tag.key.upper() != tag.key
    ]


def _short(tag: Tag) -> str:
    return tag.name.split("-")[0]


ANNOTATE: tuple[Action, ...] = (
    Action("no-tag", (".",), "no tag", "Read, and none of the tags applies; move on", "Tag", footer=1),
    Action("skip", ("x",), "skip", "Not to be judged: not prose, bad cut, cannot judge; move on", "Tag", footer=1),
    Action("accept", ("a",), "accept", "Take the tag that is suggested, and move on; its own key does too", "Tag", footer=1),
    Action("clear", ("backspace",), "clear", "Clear the tags; note, source and evidence stay", "Tag"),
    Action("same-source", ('"',), "ditto", "Same source as the nearest sentence above that has one", "Attach"),
    Action("source", ("s",), "source", "Who or what it rests on", "Attach", footer=3),
    Action("evidence", ("e",), "evidence", "What you found to check it", "Attach"),
    Action("note", ("m",), "note", "A note on this sentence", "Attach"),
    Action("talk", ("t",), "talk", "A comment for colleagues, or an answer", "Attach"),
    Action("unsure", ("f",), "unsure", "Flag as unsure, or no longer", "Attach"),
    Action("down", ("j", "down"), "down", "Next sentence", "Move"),
    Action("up", ("k", "up"), "up", "Previous sentence", "Move"),
    Action("read-on", ("space",), "read on", "Read on; marks nothing", "Move"),
    Action("page-down", ("pagedown",), "page", "One screen down", "Move"),
    Action("page-up", ("pageup",), "page up", "One screen up", "Move"),
    Action("first", ("home",), "first", "First sentence", "Move"),
    Action("last", ("end",), "last", "Last sentence", "Move"),
    Action("next-needed", ("n",), "needs me", "Next sentence that needs me: unseen, sent back, to look at again, unanswered, unsure", "Move"),
    Action("previous-needed", ("N",), "needs me ↑", "Previous sentence that needs me", "Move"),
    Action("needed", ("L",), "list", "A list of all that needs me, and why; Enter goes there", "Move"),
    Action("findings", ("!",), "findings", "What the sourcing lacks, why it matters and what to do; Enter goes there", "Move"),
    Action("ledger", ("W",), "rests on", "Who the article rests on, source by source; Enter goes there", "Move"),
    Action("find", ("/",), "find", "Find words in the article", "Move"),
    Action("next-article", ("ctrl+right", "]"), "next article", "Next article", "Article"),
    Action("previous-article", ("ctrl+left", "["), "previous article", "Previous article", "Article"),
    Action("hand-in", ("enter",), "hand in", "Hand the article in, when nothing is unseen", "Article"),
    Action("review", ("r",), "review", "Review it: everybody's tags side by side", "Article"),
    Action("split", ("S",), "split", "Split the sentence in two, for everybody: shown first, Enter does it", "Article"),
    Action("join", ("J",), "join", "Join the sentence with the next, for everybody: shown first, Enter does it", "Article"),
    Action("kind", ("K",), "kind", "What this sentence is, for everybody: headline, sentence, link, caption, dateline, boilerplate", "Article"),
    Action("undo", ("u",), "undo", "Take back the latest action, also of earlier days", "History", footer=2),
    Action("redo", ("U",), "redo", "Do again what was undone", "History"),
    Action("history", ("h",), "history", "What was done when; Enter goes back to there", "History"),
    Action("guidelines", ("g",), "guidelines", "The guidelines, beside the article", "View"),
    Action("details", ("v",), "details", "The details with the questions, without them, or neither", "View"),
    Action("help", ("?",), "help", "All keys", "View", footer=1),
    Action("palette", ("ctrl+p",), "palette", "Find an action by its name", "View"),
    Action("theme", ("T",), "theme", "Next theme: dark, light, colour-blind safe, high contrast", "View"),
    Action("quit", ("q",), "quit", "Up one level, at the top out; everything is saved", "View"),
)  # fmt: skip

LIBRARY: tuple[Action, ...] = (
    Action("open", ("enter",), "open", "Open the article", "Library", footer=1),
    Action("down", ("j", "down"), "down", "Next article", "Library"),
    Action("up", ("k", "up"), "up", "Previous article", "Library"),
    Action("page-down", ("pagedown",), "page", "One screen down", "Library"),
    Action("page-up", ("pageup",), "page up", "One screen up", "Library"),
    Action("first", ("home",), "first", "First article", "Library"),
    Action("last", ("end",), "last", "Last article", "Library"),
    Action("find", ("/",), "find", "Filter the articles as you type", "Library", footer=1),
    Action("review", ("r",), "review", "Review the article: everybody's tags side by side", "Library", footer=1),
    Action("agreement", ("a",), "agreement", "How well the team agrees: overall, by tag, by pair; the confusion matrix", "Library", footer=2),
    Action("team", ("t",), "team", "Who has how much left, how fast they are, which tags they give", "Library", footer=2),
    Action("export", ("e",), "export", "Write the labels as a dataset: choose, see the counts, write", "Library", footer=2),
    Action("ledger", ("W",), "rests on", "Who the article rests on, source by source, or all that are listed", "Library", footer=3),
    Action("findings", ("!",), "findings", "What the sourcing of the article lacks, or of all that are listed", "Library", footer=3),
    Action("sort", ("o",), "order", "Next order: last opened, title, most left to do, most to settle, least certain suggestions", "Library", footer=1),
    Action("help", ("?",), "help", "All keys", "View", footer=1),
    Action("palette", ("ctrl+p",), "palette", "Find an action by its name", "View"),
    Action("theme", ("T",), "theme", "Next theme: dark, light, colour-blind safe, high contrast", "View"),
    Action("quit", ("q",), "quit", "Leave; everything is saved", "View", footer=1),
)  # fmt: skip

_ALSO_IN_REVIEW = (
    *("down", "up", "read-on", "page-down", "page-up", "first", "last", "find"),
    *("findings", "ledger"),
    *("next-article", "previous-article", "undo", "redo"),
    *("guidelines", "details", "help", "palette", "theme", "quit"),
)

REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why a mark is overruled, in the order of the digits."""

REVIEW: tuple[Action, ...] = (
    Action("agree", ("y",), "agree", "Agree with the colleague, or with the majority, and move on", "Decide", footer=1),
    Action("decide-no-tag", (".",), "no tag", "Decide that none of the tags applies", "Decide", footer=2),
    Action("decide-skip", ("x",), "skip", "Decide that it is not to be judged", "Decide", footer=2),
    Action("decide-clear", ("backspace",), "clear", "Take your decision back", "Decide"),
    *(
        Action(f"reason-{n}", (str(n),), reason, f"Why you overruled somebody: {reason}", "Reason", argument=n - 1)
        for n, reason in enumerate(REASONS, start=1)
    ),
    Action("say", ("t",), "talk", "A comment on this sentence, or an answer", "Talk", footer=1),
    Action("send-back", ("f",), "send back", "Ask annotators for another look, or no longer", "Talk", footer=1),
    Action("who", ("w",), "who said what", "Who said what of this sentence, and when", "Talk", footer=2),
    Action("next-needed", ("n", "enter"), "next", "Next sentence that needs me: they differ, stale, a reply, a second look; with a filter, the next that it finds", "Move", footer=1),
    Action("previous-needed", ("N",), "needs me ↑", "Previous sentence that needs me", "Move"),
    Action("filter", ("F",), "filter", "Only sentences with a tag, a pair of tags, of an annotator, unsure, stale; or all", "Move", footer=3),
    *(action for action in ANNOTATE if action.id in _ALSO_IN_REVIEW),
)  # fmt: skip


def decide_actions(tags: Sequence[Tag]) -> tuple[Action, ...]:
    """The actions that a tag set brings to a review; digits do not decide there."""
    first = [
        Action(
            f"decide-{number}",
            (tag.key,),
            _short(tag),
            f"Decide on {tag.name}",
            "Decide",
            footer=2,
            argument=number - 1,
        )
        for number, tag in enumerate(tags, start=1)
    ]
    add = "Add {} to your decision as a second tag, or take it away"
    return (*first, *_second_tags(tags, "decide-second", "Decide", add))


def review_actions(tags: Sequence[Tag]) -> tuple[Action, ...]:
    """Everything that a key does in a review, in the order of the help."""
    return (REVIEW[0], *decide_actions(tags), *REVIEW[1:])


_SHOWN_AS = {
    "down": "↓",
    "up": "↑",
    "space": "space",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "backspace": "⌫",
    "escape": "Esc",
    "ctrl+right": "Ctrl+→",
    "ctrl+left": "Ctrl+←",
    "ctrl+p": "Ctrl+P",
}


def shown(key: str) -> str:
    """A key as it is written for people."""
    return _SHOWN_AS.get(key, key)


@dataclass(frozen=True, slots=True)
class Keymap:
    """Which key does what on one screen."""

    actions: tuple[Action, ...]
    by_key: Mapping[str, Action]
    clashes: tuple[str, ...]
    """Sentences on keys that were given twice, or to actions that do not exist."""

    def named(self, action: str) -> Action | None:
        """The action with this id."""
        return next((each for each in self.actions if each.id == action), None)

    def key_of(self, action: str) -> str:
        """The first key of an action; empty for one without."""
        found = self.named(action)
        return found.keys[0] if found and found.keys else ""

    def action(self, key: str, character: str | None) -> Action | None:
        """What a key does, by its name or the character that it types."""
        return self.by_key.get(key) or (self.by_key.get(character) if character else None)


def keymap(actions: Iterable[Action], remapped: Mapping[str, Sequence[str]]) -> Keymap:
    """The actions with the user's keys instead of the usual ones; the first of a clash wins.

    Args:
        actions: what there is, with the usual keys.
        remapped: action id to the keys that the user wants for it.
    """
    known = list(actions)
    mine = [
        Action(
            a.id, tuple(remapped.get(a.id, a.keys)), a.label, a.help, a.group, a.footer, a.argument
        )
        for a in known
    ]
    by_key: dict[str, Action] = {}
    clashes = []
    for action in sorted(mine, key=lambda a: a.id not in remapped):
        for key in action.keys:
            if key in by_key:
                what = f"{by_key[key].id} and {action.id}"
                clashes.append(f"{shown(key)} is given to {what}; it does the first.")
            else:
                by_key[key] = action
    return Keymap(tuple(mine), by_key, tuple(clashes))


def unknown_actions(remapped: Mapping[str, Sequence[str]], known: Iterable[Action]) -> list[str]:
    """Ids in the user's settings that no action has."""
    ids = {action.id for action in known}
    return sorted(set(remapped) - ids)
