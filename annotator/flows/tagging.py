"""The project's tags: renaming one, so that every reader uses the new name from then on."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from annotator.domain.project import Project
from annotator.domain.tags import Renamed
from annotator.errors import BadNameError, RefusedError, UnknownNameError
from annotator.flows.project import change_project
from annotator.stores.base import Store

_NAME = re.compile(r"[^\W_][\w+&.-]{1,39}")
_STATES = frozenset({"no-tag", "skipped", "open", "unseen"})


def renamed(project: Project, old: str, new: str, at: str) -> Project:
    """The project with a tag called by a new name.

    Raises:
        UnknownNameError: no tag is called so today.
        BadNameError: the new name cannot be a tag's.
        RefusedError: it is another tag's, or was retired.
    """
    names = [tag.name for tag in project.tags]
    if old not in names:
        raise UnknownNameError("tag", old, names)
    new = unicodedata.normalize("NFC", new)
    if not _NAME.fullmatch(new):
        why = "a tag's has 2 to 40 letters, digits or hyphens, and begins with a letter or digit"
        raise BadNameError(new, why)
    if new in _STATES:
        raise BadNameError(new, "a state of sentences is called so")
    if new in names:
        raise RefusedError(f"There is a tag {new!r} already. Renaming does not join two tags.")
    if any(change.from_ == new for change in project.renamed):
        raise RefusedError(
            f"{new!r} was a tag's name before, and older marks may still use it. Choose another."
        )
    return replace(
        project,
        tags=tuple(replace(tag, name=new) if tag.name == old else tag for tag in project.tags),
        renamed=(*project.renamed, Renamed(old, new, at)),
    )


def rename_tag(store: Store, old: str, new: str, at: str) -> None:
    """Renames a tag of a project; marks get the new name with their owners' next saves.

    Raises:
        AnnotatorError: as `renamed`, or it cannot be saved.
    """
    change_project(store, lambda project: renamed(project, old, new, at))
