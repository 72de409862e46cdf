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
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from annotator.errors import SaveError

_LARGEST = 1_000_000_000
"""Bytes of a file that is read whole; what is larger is none of ours."""


class NotRegularError(OSError):
    """A pipe, a device or a socket where a file should be: reading it could last for ever."""


def replace_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Gives the file these bytes durably; at every moment it is the old one or the new one.

    Args:
        path: of the file.
        data: what is to be in it, whole or in pieces.

    Raises:
        SaveError: it may not be on the disk. The old version is whole, unless only the folder
            could not be synced: then the new one is in place but could be lost with the power.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        make_folder(path.parent)
        _write_synced(temporary, data, mode_for(path))
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise SaveError(str(path), reason(error)) from error


def private_file(path: Path, data: bytes) -> None:
    """Makes a file that nobody else on the machine can read, durably and at once whole.

    Raises:
        SaveError: it is not on the disk.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        _write_synced(temporary, data, 0o600)
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise SaveError(str(path), reason(error)) from error


def open_regular(path: Path) -> BinaryIO:
    """A file to read from its beginning; opening never waits, whatever stands there.

    Raises:
        NotRegularError: it is no file and no folder.
        OSError: it cannot be opened, or is a folder.
        ValueError: no file can be called so.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise NotRegularError(errno.EINVAL, "it is no regular file", str(path))
        return os.fdopen(descriptor, "rb")
    except OSError:
        os.close(descriptor)
        raise


def read_file(path: Path) -> bytes:
    """The whole of a file.

    Raises:
        OSError: it cannot be read, is no regular file, or is too large to be one of ours.
        ValueError: no file can be called so.
    """
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > _LARGEST:
            raise OSError(errno.EFBIG, f"it has more than {_LARGEST / 1e9:.0f} GB", str(path))
        return file.read()


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it that are missing, durably, as open as what they are in.

    Raises:
        OSError: one of them cannot be made.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    mode = shared_mode(folder.parent)
    if mode is not None:
        with contextlib.suppress(OSError):
            folder.chmod(mode)
    try:
        sync_folder(folder.parent)
    except OSError:
        with contextlib.suppress(OSError):  # else the next try would take it for durable
            folder.rmdir()
        raise


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
        raise SaveError(str(path), reason(error)) from error


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable.

    Raises:
        OSError: the disk refused.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)


def _write_synced(path: Path, data: bytes | Iterable[bytes], mode: int | None) -> None:
    """Writes a file anew; after a failed fsync its descriptor is never used again."""
    descriptor = _created_anew(path, mode)
    try:
        for piece in [data] if isinstance(data, bytes) else data:
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        sync(descriptor)
    finally:
        os.close(descriptor)


def _created_anew(path: Path, mode: int | None) -> int:
    """A descriptor of a new empty file; what a killed save left under its name is put away.

    It is never opened and overwritten: it may be somebody else's in a shared folder, or a link.
    """
    try:
        return created(path, mode)
    except FileExistsError:
        path.unlink()
        return created(path, mode)


def created(path: Path, mode: int | None) -> int:
    """A descriptor of a new empty file.

    Raises:
        FileExistsError: there is one.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o666 if mode is None else mode)
    if mode is not None:
        with contextlib.suppress(OSError):  # some file systems have no permissions to set
            os.fchmod(descriptor, mode)
    return descriptor


def sync(descriptor: int) -> None:
    """Waits until what was written there is on the disk."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - only there, and only needed there

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def mode_for(path: Path) -> int | None:
    """Permissions of the file that is replaced, or those that its folder suggests."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        folder = shared_mode(path.parent)
        return None if folder is None else folder & 0o666


def shared_mode(folder: Path) -> int | None:
    """Permissions of a folder, for what is made in it, whoever makes it.

    None for the likes of `/tmp`, which are open to all but not for sharing: there the umask
    decides.
    """
    mode = stat.S_IMODE(folder.stat().st_mode)
    return None if mode & stat.S_ISVTX else mode


def reason(error: OSError) -> str:
    """What the system's error means, in words."""
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the disk quota is used up",
        errno.EACCES: "no permission to write there",
        errno.EPERM: "no permission to write there",
        errno.EROFS: "the disk is read-only",
        errno.EIO: "the disk reported an error",
        errno.EBUSY: "another program is writing there at this moment",
        errno.EEXIST: "a file stands where a folder should be",
        errno.ENOTDIR: "a file stands where a folder should be",
        errno.EISDIR: "a folder stands where a file should be",
    }
    return reasons.get(error.errno or 0, error.strerror or str(error))
