"""`annotator settings`."""

from __future__ import annotations

import click

from annotator.cli.options import Command, as_json, given
from annotator.cli.output import columns, json_value, line
from annotator.cli.places import open_project
from annotator.domain.project import Settings
from annotator.flows.settings import SETTINGS, change_setting, setting_named, value_in_words


@click.command("settings", cls=Command)
@click.argument("name", required=False)
@click.argument("value", required=False)
@as_json
def command(name: str | None, value: str | None, *, as_json: bool) -> None:
    """List the project's settings, or change one, for everybody.

    `annotator settings suggestions before` shows suggestions before the decision; `after` only
    after it, `off` never; `auto` shows them before it as long as nobody else annotates the
    article. Severities of the sourcing checks are set by `annotator lint --set`.
    """
    store = open_project(given())
    settings = store.project().document.settings
    if name is not None:
        setting = setting_named(name)
        if value is not None:
            settings = change_setting(store, setting, value).settings
        if not as_json:
            line(f"{setting.name}  {value_in_words(settings, setting)}")
            return
    if as_json:
        json_value(_plain(settings))
        return
    columns([(s.name, value_in_words(settings, s), s.takes, s.means) for s in SETTINGS])


def _plain(settings: Settings) -> dict[str, object]:
    return {setting.name: getattr(settings, setting.name) for setting in SETTINGS}
