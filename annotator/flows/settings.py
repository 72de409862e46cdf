"""A project's settings: what each means, and how one is changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple, get_args

from annotator.domain.project import Project, Settings, SuggestionMode
from annotator.errors import RefusedError, UnknownNameError
from annotator.flows.project import change_project
from annotator.stores.base import Store

_MODES: tuple[SuggestionMode, ...] = get_args(SuggestionMode)
_YES_OR_NO = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


class Setting(NamedTuple):
    """One setting of a project."""

    name: str
    """As `annotator.json` has it."""
    takes: str
    """Which values, in a few words."""
    means: str
    read: Callable[[str], object]
    """The value that is typed; RefusedError or UnknownNameError for one that it cannot have."""


def _yes_or_no(typed: str) -> bool:
    if typed.lower() not in _YES_OR_NO:
        raise UnknownNameError("answer", typed, [], "Say yes or no.")
    return _YES_OR_NO[typed.lower()]


def _mode(typed: str) -> str:
    if typed not in _MODES:
        raise UnknownNameError("time for suggestions", typed, _MODES)
    return typed


def _share(typed: str) -> float:
    try:
        found = float(typed)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise RefusedError(f"{typed!r} is no share: say a number from 0 to 1, such as 0.1.")
    return found


def _days(typed: str) -> int | None:
    if typed == "never":
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,5}", typed):
        raise RefusedError(f"{typed!r} is no number of days: say one such as 365, or never.")
    return int(typed)


SETTINGS = (
    Setting("suggestions", ", ".join(_MODES), "when the program's suggestions are shown", _mode),
    Setting("blind", "yes, no", "others' tags stay hidden until one has handed in", _yes_or_no),
    Setting("majority", "yes, no", "a majority settles without a reviewer", _yes_or_no),
    Setting("reviewer_sees_names", "yes, no", "reviewers see who said what", _yes_or_no),
    Setting("second_look", "0 to 1", "share of unanimous sentences to look at again", _share),
    Setting("evidence_days", "days, never", "the age from which evidence is old", _days),
    Setting("ascii", "yes, no", "plain ASCII signs stand for the glyphs", _yes_or_no),
)
"""Those that a command changes; severities of the sourcing checks are set beside these."""


def setting_named(name: str) -> Setting:
    """The setting of this name, typed with - or _.

    Raises:
        UnknownNameError: there is none.
    """
    for setting in SETTINGS:
        if setting.name == name.replace("-", "_"):
            return setting
    raise UnknownNameError("setting", name, [setting.name for setting in SETTINGS])


def value_in_words(settings: Settings, setting: Setting) -> str:
    """What a setting is, as it would be typed."""
    value = getattr(settings, setting.name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "never" if value is None else str(value)


def change_setting(store: Store, setting: Setting, typed: str) -> Project:
    """Saves a project with another value for a setting; again after others.

    Raises:
        UsageError: the setting cannot have this value.
        StorageError: it cannot be saved.
    """
    value = setting.read(typed)

    def change(project: Project) -> Project:
        settings = replace(project.settings, **{setting.name: value})  # type: ignore[arg-type]  # as `read` gives it
        return replace(project, settings=settings)

    return change_project(store, change)
