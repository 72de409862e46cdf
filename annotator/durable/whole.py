"""Files and folders that are written for long, and have their name once they are whole."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from annotator.durable import created, mode_for, reason, shared_mode, sync, sync_folder
from annotator.durable.locking import NO_FLOCK
from annotator.errors import SaveError


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that is written piece by piece and gets its name when it is whole and on the disk.

    Whatever ends the writing early, nothing is left that looks finished.

    Raises:
        SaveError: it is not on the disk, or another program is writing the same.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    with _told_as_unsaved(path):
        descriptor = _alone(temporary, lambda: created(temporary, mode_for(path)))
        try:
            with os.fdopen(descriptor, "wb", closefd=False) as file:
                yield file
            sync(descriptor)
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
    mode = shared_mode(path.parent)
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
    import fcntl  # noqa: PLC0415 - saving needs it, starting does not

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_there = os.path.samestat(os.fstat(descriptor), path.stat())
    except (BlockingIOError, FileNotFoundError):
        is_there = False
    except OSError as error:
        if error.errno not in NO_FLOCK:
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
                sync(descriptor)
            finally:
                os.close(descriptor)
        sync_folder(Path(where))
