"""Where the files are that come with the program: seeds, schemas and the default guidelines."""

from __future__ import annotations

from pathlib import Path

from annotator.errors import MissingFileError

_PACKAGE = Path(__file__).parent


def resource(*parts: str, package: Path = _PACKAGE) -> Path:
    """A file or folder that comes with the program, such as `resource("seeds")`.

    A wheel holds everything in `annotator/data`; in a checkout `seeds/` and `schemas/` stand at
    the top, beside `pyproject.toml`. Plain paths, because `importlib.resources` takes longer to
    import than all that is read with it.

    Args:
        parts: `guidelines.md`, or `seeds` or `schemas` and a name in it.
        package: folder of the package `annotator`.

    Raises:
        MissingFileError: the installation is not whole.
    """
    inside = package.joinpath("data", *parts)
    if inside.exists():
        return inside
    beside = package.parent.joinpath(*parts)
    if (package.parent / "pyproject.toml").exists() and beside.exists():
        return beside
    raise MissingFileError(str(inside))
