"""The command `annotator`: which commands there are, each loaded when it is wanted."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TextIO, cast

import click

from annotator import __version__
from annotator.cli.options import common_options, done_later

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Row(NamedTuple):
    """A command: the module in `annotator.cli.commands` that has it as `command`, and its help."""

    module: str
    help: str


COMMANDS = {
    "init": Row("init", "Make a project."),
    "add": Row("add", "Bring in articles: files, folders, web addresses, - for standard input."),
    "edit": Row("edit", "Correct what is known of an article, or what kind a sentence is."),
    "split": Row(
        "split",
        "Cut a sentence in two, before WORD, or before several words that follow each other.",
    ),
    "join": Row("join", "Make one sentence of SENTENCE and the next of its paragraph."),
    "remove": Row("remove", "Set an article aside, with all its tags; nothing is deleted."),
    "tag": Row("tag", "Open an article to tag it, sentence by sentence."),
    "mark": Row("mark", "Tag one sentence without a screen."),
    "hand-in": Row("hand_in", "Say that you are done with an article."),
    "show": Row("show", "Print an article's sentences with their tags."),
    "status": Row("status", "Show how far everybody is with every article."),
    "review": Row(
        "review", "Read colleagues' tags side by side, and settle what they disagree on."
    ),
    "decide": Row("decide", "Settle one sentence as its reviewer, without a screen."),
    "comment": Row("comment", "Say something about a sentence, for everybody to read."),
    "assign": Row("assign", "Spread articles evenly over annotators."),
    "agreement": Row(
        "agreement", "Say how well the team agrees: overall, by tag, by pair and by article."
    ),
    "suggest": Row(
        "suggest", "Say what the program would tag, how sure it is, and because of which words."
    ),
    "sources": Row("sources", "List who articles rest on, each source once."),
    "lint": Row("lint", "Say what the sourcing of articles lacks, and whose standard says so."),
    "report": Row(
        "report",
        "Make one page on the sourcing of an article, or of a whole project, for an editor.",
    ),
    "evidence": Row("evidence", "Look after the evidence that is attached to sentences."),
    "log": Row("log", "List every change to your marks of an article, the latest last."),
    "diff": Row("diff", "Show how two revisions of your marks of an article differ."),
    "restore": Row("restore", "Give every sentence of an article the mark it had at revision R."),
    "export": Row("export", "Write the labels as a dataset: one row for each label."),
    "import": Row("import_", "Bring in labels that others made, as marks of theirs."),
    "formats": Row(
        "formats", "List the formats that come in and go out, and what each cannot hold."
    ),
    "tags": Row("tags", "List the project's tags, or rename one."),
    "settings": Row("settings", "List the project's settings, or change one, for everybody."),
    "check": Row("check", "Look at every file of the project, and find damage."),
    "schema": Row("schema", "Print the JSON Schema of a kind of file."),
    "completion": Row(
        "completion", "Print what makes a shell complete commands, options and articles."
    ),
}
"""Every command, in the order of a first day."""


class Root(click.Group):
    """A group that imports the module of the command it runs, and no other."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """The command of that name, None for none."""
        row = COMMANDS.get(cmd_name)
        if row is None:
            return None
        command = import_module(f"annotator.cli.commands.{row.module}").command
        if not isinstance(command, click.Command):
            raise TypeError(row.module)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; an unknown one gets the nearest name."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from annotator.errors import UnknownNameError  # noqa: PLC0415 - only slips need it

            way_out = "`annotator --help` lists them."
            raise UnknownNameError("command", args[0], COMMANDS, way_out)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so, without loading them, and the options."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only shells ask

        names = [name for name in COMMANDS if name.startswith(incomplete)]
        found = [CompletionItem(name, help=COMMANDS[name].help) for name in names]
        return found + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        """Writes the list of commands into the help, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, row.help) for name, row in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Runs the command; a reader that has seen enough, such as `head`, is no failure."""
        try:
            code = super().invoke(ctx)
            for act in done_later(ctx):
                act()
            sys.stdout.flush()
        except BrokenPipeError:
            _close_output()
            return 0
        return code

    def main(  # type: ignore[override]  # what is not named here goes on as it is
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        **extra: Any,  # noqa: ANN401 - as click has it
    ) -> NoReturn:
        """Runs the command line and exits; every error ends here, as sentences and a code."""
        _open_closed()
        _let_print()
        extra["standalone_mode"] = False
        try:
            code = super().main(args, prog_name or "annotator", **extra)
        except BaseException as error:
            if isinstance(error, SystemExit):
                raise
            from annotator.cli.failures import show  # noqa: PLC0415 - success needs none of it

            code = show(_seen_right(error))
        sys.exit(code if isinstance(code, int) else 0)


def _open_closed() -> None:
    """Replaces standard streams that are closed: input is empty, output refuses what comes."""
    if sys.stdin is None:
        sys.stdin = _stream(os.O_RDONLY, "r")
    if sys.stdout is None:
        sys.stdout = _stream(os.O_RDONLY, "w")  # so that writing fails, as on a closed one
    if sys.stderr is None:
        sys.stderr = _stream(os.O_WRONLY, "w")


def _stream(flags: int, mode: str) -> TextIO:
    stream = os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8", errors="replace")
    return cast("TextIO", stream)


def _close_output() -> None:
    """Lets what is still to be printed go nowhere, or it would fail once more at the exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _seen_right(error: BaseException) -> BaseException:
    """The error, or that of standard output where that is what failed; others name their file."""
    if not isinstance(error, OSError):
        return error
    import errno  # noqa: PLC0415 - success needs none of it

    from annotator.durable import reason  # noqa: PLC0415 - as above
    from annotator.errors import OutputError  # noqa: PLC0415 - as above

    unnamed = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EBADF}
    failed = error if error.filename is None and error.errno in unnamed else None
    try:
        sys.stdout.flush()
    except OSError as again:
        failed = again
    if failed is None:
        return error
    _close_output()
    return OutputError("it is closed" if failed.errno == errno.EBADF else reason(failed))


def _let_print() -> None:
    """Makes signs that the terminal's encoding lacks question marks, not errors."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@click.group(
    "annotator",
    cls=Root,
    params=common_options(),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="annotator", message="%(prog)s %(version)s")
@click.pass_context
def root(context: click.Context) -> int | None:
    """Tag the sourcing of news articles, sentence by sentence.

    Without a command the library of the project at hand opens.
    """
    if context.invoked_subcommand is None:
        from annotator.cli.commands.library import open_library  # noqa: PLC0415 - as any command

        return open_library()
    return None
