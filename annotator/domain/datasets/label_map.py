"""Other people's labels as the tags of a project."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.agreement.independence import NO_TAG
from annotator.domain.marks import Mark
from annotator.domain.project import Project
from annotator.domain.tags import current_name, find_tag

_BETWEEN_WORDS = re.compile(r"[\s_-]+")
_MOST_SEEN = 10_000
_LONGEST_SEEN = 200
"""Labels that are kept once looked up, and their characters: a source may have any number."""


@dataclass(frozen=True, slots=True)
class LabelMap:
    """What each label of a source is called in a project."""

    said: Mapping[str, str]
    """What a person said: label to tag, to `no-tag`, or to nothing where it is left out."""
    known: Mapping[str, str]
    """The labels that go by themselves: names of tags, old ones too, however they are spelt."""
    seen: dict[str, str | None] = field(default_factory=dict)
    """What has been looked up; null for a label that the project has not got."""

    def of(self, label: str) -> str | None:
        """What a label is here: a tag, `no-tag`, or nothing; None where nobody knows."""
        if label not in self.seen:
            found = self.said.get(label)
            if found is None:
                found = self.known.get(label) or self.known.get(_spelt(label))
            is_kept = len(self.seen) < _MOST_SEEN and len(label) <= _LONGEST_SEEN
            if not (is_kept or label in self.said):
                return found
            self.seen[label] = found
        return self.seen[label]

    def _is_ours(self, label: str) -> bool:
        """Whether a label is called the same here, and is a tag."""
        return self.of(label) == label != NO_TAG

    def unknown_in(self, mark: Mark) -> list[str]:
        """The labels of a mark that are none of the project's."""
        return [label for label in mark.tags if self.of(label) is None]

    def mapped(self, mark: Mark) -> Mark | None:
        """A mark with the project's tags; None where all of its labels are left out.

        `no-tag` beside a tag says nothing. The labels must be known.
        """
        if mark.state != "tagged":
            return mark
        is_ours = len(set(mark.tags)) == len(mark.tags) and all(map(self._is_ours, mark.tags))
        if mark.suggestion is None and is_ours:
            return mark
        found = tuple(dict.fromkeys(filter(None, map(self.of, mark.tags))))
        tags = tuple(tag for tag in found if tag != NO_TAG)
        suggestion = mark.suggestion
        if suggestion is not None and self.of(suggestion.tag):
            suggestion = replace(suggestion, tag=self.of(suggestion.tag) or suggestion.tag)
        if tags:
            return replace(mark, tags=tags, suggestion=suggestion)
        return replace(mark, state="no-tag", tags=(), suggestion=suggestion) if found else None


def label_map(project: Project, said: Sequence[tuple[str, str]]) -> LabelMap:
    """How labels of a source become tags of a project.

    Args:
        project: its tags, and what they were called before.
        said: label to tag, to `no-tag`, or to nothing.

    Raises:
        UnknownNameError: there is no such tag.
    """
    known = {_spelt(NO_TAG): NO_TAG}
    for old in [change.from_ for change in project.renamed]:
        known[_spelt(old)] = known[old] = current_name(old, project.renamed)
    for tag in project.tags:
        known[_spelt(tag.name)] = tag.name
    known |= {tag.name: tag.name for tag in project.tags}
    to = {
        label: tag if tag in {"", NO_TAG} else find_tag(tag, project.tags, project.renamed).name
        for label, tag in said
    }
    return LabelMap(to, known)


def _spelt(label: str) -> str:
    """What the spellings of one label have in common: `Insider_Sourced`, `insider sourced`."""
    return _BETWEEN_WORDS.sub("-", label.strip().casefold())
