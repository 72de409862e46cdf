"""The safe replace: after it returns the new bytes are on the disk, whole, under their name.

The sequence is that of every careful program since Pillai et al. (2014), *All File Systems Are
Not Created Equal*: write beside, fsync, rename over, fsync the folder.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from annotator.errors import SaveError

_WAIT_FOR_LOCK = 10.0
"""Seconds until a save says that somebody else holds the lock."""


def replace_file(path: Path, data: bytes) -> None:
    """Gives the file these bytes durably; at every moment it is the old one or the new one.

    Raises:
        SaveError: it may not be on the disk. The old version is whole, unless only the folder
            could not be synced: then the new one is in place but could be lost with the power.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        make_folder(path.parent)
        _write_synced(temporary, data, _mode_for(path))
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise SaveError(str(path), _reason(error)) from error


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it that are missing, durably.

    Raises:
        OSError: one of them cannot be made.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def move_file(path: Path, target: Path) -> None:
    """Moves a file within a file system, durably on both sides.

    Raises:
        SaveError: it could not be moved, or not durably.
    """
    try:
        make_folder(target.parent)
        path.replace(target)
        sync_folder(target.parent)
        sync_folder(path.parent)
    except OSError as error:
        raise SaveError(str(path), _reason(error)) from error


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable.

    Raises:
        OSError: the disk refused.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _sync(descriptor)
    finally:
        os.close(descriptor)


def _write_synced(path: Path, data: bytes, mode: int) -> None:
    """Writes a file anew; after a failed fsync its descriptor is never used again."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, mode)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        _sync(descriptor)
    finally:
        os.close(descriptor)


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - only there, and only needed there

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def _mode_for(path: Path) -> int:
    """Permissions of the file that is replaced, or those that its folder suggests."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return stat.S_IMODE(path.parent.stat().st_mode) & 0o666


def _reason(error: OSError) -> str:
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the disk quota is used up",
        errno.EACCES: "no permission to write there",
        errno.EPERM: "no permission to write there",
        errno.EROFS: "the disk is read-only",
        errno.EIO: "the disk reported an error",
    }
    return reasons.get(error.errno or 0, error.strerror or str(error))


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the lock file `path`; other programs and threads wait until it is let go.

    Raises:
        SaveError: the lock file cannot be made, or somebody holds it for too long.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise SaveError(str(path), _reason(error)) from error
    try:
        if _flocked(descriptor, path):
            yield
        else:
            with _exclusively_created(path.with_name(f"{path.name}.exclusive")):
                yield
    finally:
        os.close(descriptor)


def _flocked(descriptor: int, path: Path) -> bool:
    """Takes the lock by flock; False where the file system has none."""
    import fcntl  # noqa: PLC0415 - saving needs it, starting does not

    give_up = time.monotonic() + _WAIT_FOR_LOCK
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > give_up:
                raise SaveError(str(path), "another annotator is writing here") from None
            time.sleep(0.002)
        except OSError:
            return False
        else:
            return True


@contextlib.contextmanager
def _exclusively_created(path: Path) -> Iterator[None]:
    """The lock for file systems without flock: who creates the file holds it.

    A holder that died leaves it behind; after the waiting time the message names the file.
    """
    give_up = time.monotonic() + _WAIT_FOR_LOCK
    while True:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            break
        except FileExistsError:
            if time.monotonic() > give_up:
                why = "another annotator is writing here; if none runs, delete this file"
                raise SaveError(str(path), why) from None
            time.sleep(0.01)
        except OSError as error:
            raise SaveError(str(path), _reason(error)) from error
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
