"""Options before and after the command, help everywhere, and who you are."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from annotator.cli.root import COMMANDS, root
from tests.cli.running import annotator, from_json, good, process, refused


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(root, info_name="annotator")
    for name in COMMANDS:
        command = root.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {sub}", command.commands[sub]) for sub in command.commands)


@pytest.mark.parametrize("words", [("-p", "desk", "status"), ("status", "-p", "desk")])
@pytest.mark.usefixtures("desk")
def test_the_project_is_named_before_or_after_the_command(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("ANNOTATOR_PROJECT", "nowhere")
    assert "mayor-resigns" in good(*words)
    assert "nowhere" in refused("status", code=2)


@pytest.mark.usefixtures("desk")
def test_what_is_said_after_the_command_counts() -> None:
    good("-p", "nowhere", "--as", "ben", "mark", "may", "s1", "c", "-p", "desk", "--as", "ana")
    assert from_json("status")[0]["annotator"] == "ana"


@pytest.mark.usefixtures("desk")
def test_the_name_is_said_before_or_after_the_command() -> None:
    good("--as", "ana", "mark", "may", "s1", "c")
    good("mark", "may", "s2", "c", "--as", "ana")
    assert from_json("status")[0]["tagged"] == 2


@pytest.mark.usefixtures("desk")
def test_sub_commands_take_them_in_every_place() -> None:
    good("-p", "desk", "tags", "rename", "opinion", "view")
    good("tags", "-p", "desk", "rename", "view", "judgement")
    good("tags", "rename", "-p", "desk", "judgement", "valuation")
    assert "valuation" in good("tags")


def test_the_project_is_found_upward_and_in_a_desk_beside(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = desk.parent / "a" / "b"
    deep.mkdir(parents=True)
    for place in (deep, desk / "articles", desk):
        monkeypatch.chdir(place)
        assert "mayor-resigns" in good("status")
    assert "mayor-resigns" in good("-p", desk / "annotator.json", "status")


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_command_has_help_and_every_option_says_what_it_does(
    name: str, command: click.Command
) -> None:
    assert command.help
    assert command.help.splitlines()[0].endswith("."), name
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.name}"
    for flag in ("--help", "-h"):
        assert good(*name.split(), flag).startswith(f"Usage: annotator {name}")


def test_the_list_of_commands_says_the_same_as_each_commands_help() -> None:
    texts = {name: command.help or "" for name, command in commands()}
    assert {name: row.help for name, row in COMMANDS.items()} == {
        name: texts[name].splitlines()[0] for name in COMMANDS
    }
    shown = good("--help")
    assert all(name in shown for name in COMMANDS)


@pytest.mark.usefixtures("desk")
def test_an_unknown_command_option_or_format_is_wrong_usage() -> None:
    assert "Did you mean 'status'" in refused("stats", code=2)
    assert "--jsn" in refused("status", "--jsn", code=2)
    assert "Did you mean 'jsonl'" in refused("export", "json", "-o", "x", code=2)


@pytest.mark.parametrize("name", ["a/b", "..", "", "a\tb", "x" * 300, " \u200b "])
def test_names_that_no_file_can_stand_for_are_refused(desk: Path, name: str) -> None:
    assert "cannot be used" in refused("--as", name, "mark", "may", "s1", "c", code=2)
    assert not (desk / "annotations").exists()


@pytest.mark.usefixtures("desk")
def test_the_name_that_is_said_first_is_kept_and_told() -> None:
    first = annotator("--as", "ana", "mark", "may", "s1", "c")
    settings = Path.home() / ".config/annotator/settings.json"
    assert "You are 'ana' from now on" in first.stderr
    assert str(settings) in first.stderr
    assert json.loads(settings.read_text())["name"] == "ana"
    assert "You are" not in annotator("--as", "ana", "mark", "may", "s2", "c").stderr
    good("--as", "ben", "--new", "mark", "may", "s2", "c")
    assert json.loads(settings.read_text())["name"] == "ana"


@pytest.mark.usefixtures("desk")
def test_a_name_that_is_only_guessed_is_told_and_not_kept() -> None:
    first = annotator("mark", "may", "s1", "c")
    assert "You are 'tester' here" in first.stderr
    assert "--as NAME" in first.stderr
    assert not (Path.home() / ".config/annotator/settings.json").exists()
    assert "You are" not in annotator("mark", "may", "s2", "c").stderr


@pytest.mark.usefixtures("desk")
def test_who_you_are_is_said_else_set_else_what_git_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(["git", "config", "--global", "user.name", "Gitta"], check=True)
    good("mark", "may", "s1", "c")
    monkeypatch.setenv("ANNOTATOR_AS", "Eve")
    good("mark", "may", "s1", "c", "--new")
    good("--as", "Ana", "--new", "mark", "may", "s1", "c")
    assert (
        json.loads((Path.home() / ".config/annotator/settings.json").read_text())["name"] == "Eve"
    )
    names = [row["annotator"] for row in from_json("status")]
    assert names == ["Ana", "Eve", "Gitta"]
    monkeypatch.delenv("ANNOTATOR_AS")
    good("mark", "may", "s2", "c")
    assert {r["annotator"]: r["tagged"] for r in from_json("status")}["Eve"] == 2


@pytest.mark.usefixtures("desk")
def test_a_name_that_the_project_does_not_know_is_asked_about() -> None:
    good("--as", "ana", "mark", "may", "s1", "c")
    said = refused("--as", "anna", "mark", "may", "s1", "c", code=2)
    assert "which knows ana" in said
    assert "--new" in said
    good("--as", "anna", "--new", "mark", "may", "s1", "c")
    good("--as", "anna", "mark", "may", "s2", "c")


@pytest.mark.usefixtures("desk")
def test_a_name_that_would_share_a_file_is_refused_even_as_new() -> None:
    good("--as", "ana", "mark", "may", "s1", "c")
    assert "ana" in refused("--as", "ANA", "--new", "mark", "may", "s1", "c", code=2)


def test_the_version_and_python_m_work(folder: Path) -> None:
    done = process("--version", cwd=folder)
    assert (done.returncode, done.stdout) == (0, b"annotator 0.1.0\n")


@pytest.mark.usefixtures("desk")
def test_only_a_command_that_succeeded_says_who_one_is_from_now_on() -> None:
    assert "from now on" not in refused("--as", "zoe", "mark", "may", "s99", "c", code=2)
    assert not (Path.home() / ".config/annotator/settings.json").exists()
    assert "from now on" in annotator("--as", "ana", "mark", "may", "s1", "c").stderr
