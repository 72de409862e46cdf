"""The project's document: changed for everybody, whoever else changes it at the same time."""

from __future__ import annotations

from collections.abc import Callable

from annotator.domain.project import Project
from annotator.errors import ConflictError
from annotator.stores.base import Store


def change_project(store: Store, change: Callable[[Project], Project]) -> Project:
    """Saves what a project becomes, and gives it; it is changed anew where others were faster.

    Args:
        store: the project's.
        change: makes of the project as it is what it is to be; the same one is not saved.

    Raises:
        DataError: the project cannot be read.
        StorageError: it cannot be saved.
    """
    while True:
        opened = store.project()
        changed = change(opened.document)
        if changed is opened.document:
            return changed
        try:
            return store.save_project(changed, opened.token).document
        except ConflictError:
            continue
