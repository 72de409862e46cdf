"""Making a project: the folder, the guidelines that come with the program, what git ignores."""

from __future__ import annotations

from pathlib import Path

from annotator.domain.project import Project
from annotator.durable import replace_file
from annotator.errors import RefusedError
from annotator.resources import resource
from annotator.stores.files import FileStore, create_project

_IGNORED = ".lock\n.lock.exclusive\n.secret\n.*.tmp\n"
"""What belongs to one machine, or to nobody else."""


def make_project(root: Path, name: str | None = None, *, private: bool = False) -> FileStore:
    """Makes a project in a folder, which is made too where it is missing.

    Args:
        root: the folder.
        name: of the project; the folder's where it is null.
        private: whether other users of the machine must not read it.

    Raises:
        ProjectExistsError: there is one.
        RefusedError: there is a file in the folder's place.
        SaveError: it cannot be made.
    """
    if root.exists() and not root.is_dir():
        raise RefusedError(f"{root} is a file. Name a folder for the project.")
    project = Project(name or root.resolve().name or "desk")
    guidelines = resource("guidelines.md").read_text("utf-8")
    store = create_project(root, project, guidelines, private=private)
    ignored = root / ".gitignore"
    if not ignored.exists():
        replace_file(ignored, _IGNORED.encode())
    return store
