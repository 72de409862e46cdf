"""`annotator completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from annotator.cli.options import Command

_SHELLS = ("bash", "zsh", "fish")


@click.command("completion", cls=Command)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    r"""Print what makes a shell complete commands, options and articles.

    \b
    bash:  eval "$(annotator completion bash)"    in ~/.bashrc
    zsh:   eval "$(annotator completion zsh)"     in ~/.zshrc
    fish:  annotator completion fish | source     in ~/.config/fish/config.fish
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise LookupError(shell)
    click.echo(kind(context.find_root().command, {}, "annotator", "_ANNOTATOR_COMPLETE").source())
