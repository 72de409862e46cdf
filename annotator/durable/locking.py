"""One writer at a time: a lock that other programs and threads wait for."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path

from annotator.durable import reason, shared_mode
from annotator.errors import SaveError

_WAIT_FOR_LOCK = 10.0
"""Seconds until a save says that somebody else holds the lock."""

NO_FLOCK = frozenset({errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.ENOLCK, errno.EINVAL})
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
            with _exclusivelycreated(path.with_name(f"{path.name}.exclusive"), wait):
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
    mode = shared_mode(path.parent)
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
            if error.errno in NO_FLOCK:
                return False
            raise SaveError(str(path.parent), reason(error)) from error
        else:
            return True


@contextlib.contextmanager
def _exclusivelycreated(path: Path, wait: float) -> Iterator[None]:
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
