"""The one place that shows errors and gives exit codes."""

from __future__ import annotations

import contextlib
import os
import sys
from enum import IntEnum
from pathlib import Path

import click

from annotator.errors import (
    AnnotatorError,
    ConflictError,
    DataError,
    StorageError,
    UnknownNameError,
    UsageError,
)
from annotator.text.visible import visible


class ExitCode(IntEnum):
    """What a program that calls annotator learns from its exit code."""

    DONE = 0
    FINDINGS = 1
    """Done, and there is something to look at."""
    USAGE = 2
    DATA = 3
    STORAGE = 4
    """The disk or the network failed; also a fault in annotator itself."""
    CONFLICT = 5
    INTERRUPTED = 130
    """Ctrl-C, as shells have it."""


_CODES = (
    (UsageError, ExitCode.USAGE),
    (click.ClickException, ExitCode.USAGE),
    (DataError, ExitCode.DATA),
    (ConflictError, ExitCode.CONFLICT),
    (StorageError, ExitCode.STORAGE),
    (OSError, ExitCode.STORAGE),
    (click.Abort, ExitCode.INTERRUPTED),
    (KeyboardInterrupt, ExitCode.INTERRUPTED),
)


def exit_code_for(error: BaseException) -> ExitCode:
    """The exit code of an error; a fault in annotator itself counts as one of the machine."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), ExitCode.STORAGE)


def show(error: BaseException) -> ExitCode:
    """Says on stderr what went wrong, in sentences, and returns the exit code."""
    if isinstance(error, click.ClickException):
        _say(_wrong_usage(error))
    elif isinstance(error, AnnotatorError):
        _say(str(error))
    elif isinstance(error, OSError):
        where = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        _say(f"{where}{error.strerror or error}. Check the path, its permissions and the disk.")
    elif not isinstance(error, click.Abort | KeyboardInterrupt):
        _say(_fault(error))
    return exit_code_for(error)


def _say(sentence: str) -> None:
    with contextlib.suppress(OSError):  # nobody hears it; the exit code tells
        click.echo(f"annotator: {visible(sentence)}", err=True)


def _wrong_usage(error: click.ClickException) -> str:
    """What click found wrong on the line, and where the command says how it is used."""
    if isinstance(error, click.NoSuchOption):
        said = str(UnknownNameError("option", error.option_name, error.possibilities or []))
    else:
        said = " ".join(error.format_message().split())
        said = said if said.endswith((".", "?", "!")) else f"{said}."
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{said} See `{context.command_path} --help`." if context else said


def _fault(error: BaseException) -> str:
    """The sentence for an error that nobody foresaw; its details go to a file."""
    kept = _kept_details(error)
    details = f" The details are in {kept}; please send them with a report." if kept else ""
    return (
        f"this is a fault in annotator ({type(error).__name__}: {str(error)[:200]}). "
        f"What was saved is untouched.{details}"
    )


def _kept_details(error: BaseException) -> Path | None:
    import traceback  # noqa: PLC0415 - wanted only when something is broken

    from annotator.cli.places import state_folder  # noqa: PLC0415 - as above

    try:
        path = state_folder() / "last-fault.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = traceback.format_exception(error)
        path.write_text(f"{sys.version}\n{''.join(lines)}", "utf-8", "replace")
    except OSError:
        return None
    return path
