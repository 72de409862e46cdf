"""How much memory a running program holds."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path


def resident(pid: int) -> float:
    """Resident memory of a process in MB (10⁶ bytes)."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        kilobytes = re.search(r"VmRSS:\s+(\d+) kB", status.read_text())
        found = kilobytes[1] if kilobytes else "0"
    else:
        ps = subprocess.run(("ps", "-o", "rss=", "-p", str(pid)), capture_output=True, check=True)
        found = ps.stdout.decode()
    return int(found) * 1024 / 1e6
