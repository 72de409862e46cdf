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
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from annotator.errors import SaveError

_WAIT_FOR_LOCK = 10.0
"""Seconds until a save says that somebody else holds the lock."""

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
        _write_synced(temporary, data, _mode_for(path))
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
    mode = _shared_mode(folder.parent)
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
        _sync(descriptor)
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
        _sync(descriptor)
    finally:
        os.close(descriptor)


def _created_anew(path: Path, mode: int | None) -> int:
    """A descriptor of a new empty file; what a killed save left under its name is put away.

    It is never opened and overwritten: it may be somebody else's in a shared folder, or a link.
    """
    try:
        return _created(path, mode)
    except FileExistsError:
        path.unlink()
        return _created(path, mode)


def _created(path: Path, mode: int | None) -> int:
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


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - only there, and only needed there

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def _mode_for(path: Path) -> int | None:
    """Permissions of the file that is replaced, or those that its folder suggests."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        folder = _shared_mode(path.parent)
        return None if folder is None else folder & 0o666


def _shared_mode(folder: Path) -> int | None:
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


_NO_FLOCK = frozenset({errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.ENOLCK, errno.EINVAL})
"""What flock says on file systems that have none."""


@contextlib.contextmanager
def locked(path: Path, wait: float = _WAIT_FOR_LOCK) -> Iterator[None]:
    """Holds the lock file `path`; other programs and threads wait until it is let go.

    Args:
        path: of the lock file, which is made if need be and stays.
        wait: seconds until it is given up.

    Raises:
        SaveError: the lock file cannot be made, or somebody holds it for too long.
    """
    try:
        descriptor = _lock_file(path)
    except OSError as error:
        raise SaveError(str(path.parent), reason(error)) from error
    try:
        if _flocked(descriptor, path, wait):
            yield
        else:
            with _exclusively_created(path.with_name(f"{path.name}.exclusive"), wait):
                yield
    finally:
        os.close(descriptor)


def _lock_file(path: Path) -> int:
    """A descriptor of the lock file, which everybody can open who can write in its folder."""
    flags = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        return os.open(path, flags)
    except FileNotFoundError:
        descriptor = os.open(path, flags | os.O_CREAT, 0o666)
    mode = _shared_mode(path.parent)
    if mode is not None:
        with contextlib.suppress(OSError):
            os.fchmod(descriptor, mode & 0o666)
    return descriptor


def _flocked(descriptor: int, path: Path, wait: float) -> bool:
    """Takes the lock by flock; False where the file system has none."""
    import fcntl  # noqa: PLC0415 - saving needs it, starting does not

    give_up = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > give_up:
                why = "another annotator is writing here"
                raise SaveError(str(path.parent), why) from None
            time.sleep(0.002)
        except OSError as error:
            if error.errno in _NO_FLOCK:
                return False
            raise SaveError(str(path.parent), reason(error)) from error
        else:
            return True


@contextlib.contextmanager
def _exclusively_created(path: Path, wait: float) -> Iterator[None]:
    """The lock for file systems without flock: who creates the file holds it.

    A holder that died leaves it behind; after the waiting time the message names the file.
    """
    give_up = time.monotonic() + wait
    while True:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            break
        except FileExistsError:
            if time.monotonic() > give_up:
                why = f"another annotator is writing here; if none runs, delete {path.name}"
                raise SaveError(str(path.parent), why) from None
            time.sleep(0.01)
        except OSError as error:
            raise SaveError(str(path.parent), reason(error)) from error
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that is written piece by piece and gets its name when it is whole and on the disk.

    Whatever ends the writing early, nothing is left that looks finished.

    Raises:
        SaveError: it is not on the disk, or another program is writing the same.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    with _told_as_unsaved(path):
        descriptor = _alone(temporary, lambda: _created(temporary, _mode_for(path)))
        try:
            with os.fdopen(descriptor, "wb", closefd=False) as file:
                yield file
            _sync(descriptor)
            temporary.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        finally:
            os.close(descriptor)
        sync_folder(path.parent)


@contextlib.contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder that is filled under another name and gets its own when it is whole.

    What stood there before is put away only then. Whatever ends the work early, nothing is left
    that looks finished.

    Yields:
        The folder to fill; files in it are synced at the end.

    Raises:
        SaveError: it is not on the disk, or another program is writing the same.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    old = path.with_name(f".{path.name}.old.tmp")
    with _told_as_unsaved(path):
        descriptor = _alone(temporary, lambda: _folder_anew(temporary))
        try:
            _put_back(old, path)
            yield temporary
            _sync_all(temporary)
            if path.exists():
                path.replace(old)
            temporary.replace(path)
            sync_folder(path.parent)
            _remove(old)
        except BaseException:
            with contextlib.suppress(OSError):
                _put_back(old, path)
                _remove(temporary)
            raise
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _told_as_unsaved(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SaveError(str(path), reason(error)) from error


def _put_back(old: Path, path: Path) -> None:
    """Puts away what a new folder has taken the place of, or back where there is no new one."""
    if old.exists() and not path.exists():
        old.replace(path)
    _remove(old)


def _folder_anew(path: Path) -> int:
    """A descriptor of a new empty folder."""
    path.mkdir()
    mode = _shared_mode(path.parent)
    if mode is not None:
        path.chmod(mode)
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def _alone(temporary: Path, made: Callable[[], int]) -> int:
    """A descriptor of what is made under a temporary name, which nobody else writes meanwhile.

    It is locked while it is open; so what a killed program left there is told from what another
    one is writing at this moment, and put away.

    Raises:
        OSError: it cannot be made, or another program is at it (`EBUSY`).
    """
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        there = os.open(temporary, flags)
    except FileNotFoundError:
        pass
    except OSError:  # a link, or nothing that one may look into: nobody writes it
        _remove(temporary)
    else:
        try:
            _check_alone(there, temporary)
            _remove(temporary)
        finally:
            os.close(there)
    try:
        descriptor = made()
    except FileExistsError as error:  # another program was faster
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(temporary)) from error
    try:
        _check_alone(descriptor, temporary)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _check_alone(descriptor: int, path: Path) -> None:
    """Locks what is open there, if the file system can, and if it still has its name."""
    import fcntl  # noqa: PLC0415 - as above

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_there = os.path.samestat(os.fstat(descriptor), path.stat())
    except (BlockingIOError, FileNotFoundError):
        is_there = False
    except OSError as error:
        if error.errno not in _NO_FLOCK:
            raise
        return
    if not is_there:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(path))


def _remove(path: Path) -> None:
    """Removes a file or a folder of ours with all that is in it; there may be none."""
    import shutil  # noqa: PLC0415 - only who exports a folder needs it

    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _sync_all(folder: Path) -> None:
    """Makes everything in a folder durable."""
    for where, _, names in os.walk(folder):
        for name in names:
            descriptor = os.open(Path(where) / name, os.O_RDONLY)
            try:
                _sync(descriptor)
            finally:
                os.close(descriptor)
        sync_folder(Path(where))
