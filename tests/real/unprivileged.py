"""Becomes the program named, without root's right to write where nobody may.

    python unprivileged.py PROGRAM ARGUMENT…

Root ignores the permissions of files; a test of a folder that must not be written needs somebody
who does not. Who is not root is left as they are.
"""

from __future__ import annotations

import ctypes
import os
import sys

_DROP_FROM_BOUNDS = 24
"""PR_CAPBSET_DROP of prctl(2)."""

_IGNORES_PERMISSIONS = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of capabilities(7)."""

if __name__ == "__main__":
    if sys.platform == "linux" and os.geteuid() == 0:
        for capability in _IGNORES_PERMISSIONS:
            ctypes.CDLL(None).prctl(_DROP_FROM_BOUNDS, capability, 0, 0, 0)
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 - the test's own command line
