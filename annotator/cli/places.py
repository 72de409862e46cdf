"""Where things are on this machine: the project at hand, the user's own folders."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from annotator.cli.options import Given
from annotator.errors import NoProjectError
from annotator.stores.files import PROJECT_FILE, FileStore, find_project, is_project

_APP = "annotator"


def config_folder() -> Path:
    """Folder of the user's settings."""
    from platformdirs import user_config_path  # noqa: PLC0415 - reports do without it

    return user_config_path(_APP, appauthor=False)


def state_folder() -> Path:
    """Folder of what annotator keeps for the user between runs."""
    from platformdirs import user_state_path  # noqa: PLC0415 - as above

    return user_state_path(_APP, appauthor=False)


def cache_folder() -> Path:
    """Folder of what annotator can make anew at any time."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - as above

    return user_cache_path(_APP, appauthor=False)


def project_state_folder(root: Path) -> Path:
    """Folder of what annotator keeps for the user of one project."""
    key = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
    return state_folder() / "projects" / key


def named_project(given: Given) -> Path | None:
    """The project folder that was named, be it a project already or not; None for none."""
    named = given.project or os.environ.get("ANNOTATOR_PROJECT")
    if not named:
        return None
    path = Path(named)
    return path.parent if path.name == PROJECT_FILE and path.is_file() else path


def project_root(given: Given) -> Path:
    """The folder of the project at hand.

    Raises:
        NoProjectError: the one named is none, or none was named and there is none upward.
    """
    named = named_project(given)
    if named is None:
        found = find_project(Path.cwd())
        if found is None:
            raise NoProjectError(str(Path.cwd()))
        return found
    if not is_project(named):
        raise NoProjectError(str(named))
    return named


def open_project(given: Given) -> FileStore:
    """The project at hand.

    Raises:
        NoProjectError: there is none.
    """
    return FileStore(project_root(given), cache_folder())
