"""The file in which a stratified export writes down which articles it put into which split."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from annotator.codec import from_json, to_json
from annotator.domain.datasets.splits import Splits
from annotator.durable import read_file, reason, replace_file
from annotator.errors import DamagedFileError, ReadError, RefusedError

_SCHEMA = "annotator/splits"


def read_assignment(path: Path, splits: Splits) -> dict[str, str]:
    """The split of each group of near copies, as an earlier export chose it; none without a file.

    Raises:
        DamagedFileError: it is another file, or damaged.
        ReadError: it cannot be read.
        RefusedError: it was made for other splits.
    """
    try:
        found = from_json(read_file(path))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ReadError(str(path), reason(error)) from error
    except ValueError as error:
        raise RefusedError(f"{path} is no assignment to splits. Name another file.") from error
    good = isinstance(found, dict) and found.get("schema") == _SCHEMA
    groups = found.get("groups") if good else None
    if not isinstance(groups, dict) or not all(isinstance(one, str) for one in groups.values()):
        raise RefusedError(f"{path} is no assignment to splits. Name another file.")
    if found.get("version") != 1:
        raise DamagedFileError(str(path), "version", "this annotator knows version 1")
    if found.get("splits") != dict(splits.fractions):
        raise RefusedError(
            f"{path} was made for other shares of the splits. Say the same ones, or name another "
            "file."
        )
    return dict(groups)


def write_assignment(path: Path, splits: Splits, groups: Mapping[str, str]) -> None:
    """Writes down the split of each group, by the group's name.

    Raises:
        SaveError: it is not on the disk.
    """
    plain = {
        "schema": _SCHEMA,
        "version": 1,
        "seed": splits.seed,
        "splits": dict(splits.fractions),
        "groups": dict(sorted(groups.items())),
    }
    replace_file(path, to_json(plain, pretty=True) + b"\n")
