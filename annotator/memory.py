"""Memory: what only reading took is given back to the system."""

from __future__ import annotations


def give_back() -> None:
    """Gives freed memory back, where the C library can be told to (glibc, `malloc_trim(3)`).

    An article with all its marks takes three times its size while it is read; without this most
    of that stays with the program. It takes milliseconds and lets other threads run meanwhile.
    """
    from ctypes import CDLL  # noqa: PLC0415 - who only prints needs none of it

    try:
        trim = CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return  # another C library, which gives it back by itself or not at all
    trim(0)
