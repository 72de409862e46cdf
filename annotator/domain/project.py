"""The project: its people, tags and settings; and the user's own settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from annotator.domain.tags import DEFAULT_TAGS, Renamed, Tag

PersonRole = Literal["annotator", "reviewer", "lead"]
SuggestionMode = Literal["auto", "off", "before", "after"]
Severity = Literal["off", "hint", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works on the project."""

    name: str
    role: PersonRole = "annotator"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a project is worked on."""

    blind: bool = False
    """Whether colleagues' tags stay hidden until one has handed the article in."""
    suggestions: SuggestionMode = "auto"
    majority: bool = False
    """Whether a majority settles a disagreement without a reviewer."""
    reviewer_sees_names: bool = True
    second_look: float = 0.1
    """Share of unanimous sentences that a reviewer is shown all the same, 0 to 1."""
    ascii: bool = False
    """Whether plain ASCII signs stand for the glyphs."""
    lint: Mapping[str, Severity] = field(default_factory=dict)
    """Severity by rule of the sourcing checks, where it differs from the rule's own."""
    evidence_days: int | None = None
    """Age in days from which evidence is reported as old; null for never."""


@dataclass(frozen=True, slots=True)
class Project:
    """What `annotator.json` holds."""

    name: str
    people: tuple[Person, ...] = ()
    tags: tuple[Tag, ...] = DEFAULT_TAGS
    renamed: tuple[Renamed, ...] = ()
    guidelines: str = "1"
    """Version of the guidelines in force."""
    settings: Settings = field(default_factory=Settings)
    assignments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Article id to the annotators who are to mark it."""


@dataclass(frozen=True, slots=True)
class UserSettings:
    """What a user has set for every project on this machine."""

    name: str | None = None
    theme: str | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Action id to the keys that do it instead of the usual ones."""
    ascii: bool | None = None
    """Overrides the project's setting where it is not null."""
    details: bool = True
    """Whether the details are shown."""
    questions: bool = True
    """Whether the four questions are shown with them."""


def with_person(project: Project, name: str, role: PersonRole = "annotator") -> Project:
    """The project with this person among its people, after those there are."""
    if any(person.name == name for person in project.people):
        return project
    return replace(project, people=(*project.people, Person(name, role)))
