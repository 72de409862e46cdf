"""Runs commands as a person would type them, in this process or in one of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from annotator.cli.root import root

REPOSITORY = Path(__file__).parents[2]
SEED = REPOSITORY / "seeds" / "000_5a9ce91cccabd766.txt"
STELLANTIS = "stellantis-considers-collaboration-with-chinese-electric-car"
CONTRACT = REPOSITORY / "tests" / "contract"

SHORT = """Mayor resigns

Mayor Ada Lovelace resigned on Monday. Two aides said she had planned it for weeks. \
Her office declined to comment. It will change the city for ever.
"""
"""Sentences s1 to s5; the first is a headline."""


def annotator(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    """Runs a command in this process; whatever it lets escape fails the test."""
    result = CliRunner().invoke(root, [str(argument) for argument in arguments], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def good(*arguments: str | Path, stdin: str | bytes | None = None) -> str:
    """Runs a command that must succeed, and gives what it printed on stdout."""
    result = annotator(*arguments, stdin=stdin)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*arguments: str | Path, code: int, stdin: str | bytes | None = None) -> str:
    """Runs a command that must fail with this code, and gives what it said on stderr."""
    result = annotator(*arguments, stdin=stdin)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    assert result.stderr.strip(), "it failed without a word"
    return result.stderr


def from_json(*arguments: str | Path, code: int = 0) -> Any:  # noqa: ANN401 - any JSON
    """Runs a command with `--json` and gives the value that it printed."""
    result = annotator(*arguments, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def process(
    *arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """Runs `python -m annotator` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "annotator", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)} | variables,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )
