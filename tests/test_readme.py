"""The README is true: its tour runs, its tables are those of the program, its files are there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import fields
from functools import partial
from pathlib import Path

import pytest

from annotator.cli.commands.add import command as add
from annotator.cli.commands.export import command as export
from annotator.cli.failures import ExitCode
from annotator.cli.root import COMMANDS
from annotator.codec import decode
from annotator.domain.project import UserSettings
from annotator.domain.sourcing.lint import RULES
from annotator.domain.tags import DEFAULT_TAGS
from annotator.formats.articles import READERS
from annotator.formats.datasets.outgoing import WRITERS
from annotator.tui.actions import (
    ANNOTATE,
    LIBRARY,
    Action,
    keymap,
    review_actions,
    shown,
    tag_actions,
    unknown_actions,
)
from annotator.tui.themes import THEMES
from tests.terminal import REPOSITORY, Terminal, annotator, environment

README = REPOSITORY / "README.md"
BEGIN = "<!-- keys: written by `REWRITE_README=1 .venv/bin/pytest tests/test_readme.py` -->\n"
END = "<!-- /keys -->"
RULES_BEGIN = BEGIN.replace("keys", "rules", 1)
RULES_END = "<!-- /rules -->"


def readme() -> str:
    return README.read_text("utf-8")


def section(title: str) -> str:
    """What stands under a heading, up to the next one."""
    return readme().split(f"\n## {title}\n")[1].split("\n## ")[0]


def blocks(text: str) -> list[tuple[list[str], str]]:
    """The console blocks of a text as lines, each with the paragraph that follows it."""
    parts = re.split(r"```console\n(.*?)```\n\n?", text, flags=re.DOTALL)
    return [
        (block.splitlines(), after.split("\n\n")[0])
        for block, after in zip(parts[1::2], parts[2::2], strict=True)
    ]


def steps(block: list[str]) -> list[tuple[str, list[str]]]:
    """The commands of a block, each with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for line in block:
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), []))
        else:
            found[-1][1].append(line)
    return found


def same(printed: str, told: list[str]) -> bool:
    """Whether lines are those told, where `…` stands for anything that differs each time."""
    wanted = [".*".join(re.escape(part) for part in line.split("…")) for line in told]
    lines = printed.rstrip("\n").split("\n") if printed else []
    return len(lines) == len(wanted) and all(
        re.fullmatch(pattern, line) for pattern, line in zip(wanted, lines, strict=True)
    )


@pytest.fixture
def somewhere(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """An empty folder, and an environment in which `annotator` is this checkout's program."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "annotator"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m annotator "$@"\n')
    program.chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    folder = tmp_path / "here"
    folder.mkdir()
    return folder, environment(tmp_path / "home", PATH=path)


def run_as_make_does(folder: Path, env: dict[str, str], *, terminal: bool) -> None:
    """Does in the checkout's place what `make run` does, as somebody who never said a name."""
    seed = next((REPOSITORY / "seeds").glob("*.txt"))
    line = annotator("-p", folder.parent / "checkout/desk", "tag", seed)
    (folder.parent / "checkout").mkdir()
    if not terminal:
        done = subprocess.run(
            line,
            cwd=folder.parent,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0
        assert b"You are '" in done.stderr
        return
    with Terminal(line, env, size=(100, 30), cwd=folder.parent) as screen:
        screen.wait_for("To be somebody else: `annotator --as NAME`")
        screen.press("c")
        screen.wait_for("saved r1")
        screen.press("q")
        assert screen.wait_exit() == 0


@pytest.mark.parametrize("before", [None, "a pipe", "a terminal"])
def test_the_tour_prints_what_it_says_also_after_make_run(
    somewhere: tuple[Path, dict[str, str]], before: str | None
) -> None:
    folder, env = somewhere
    if before:
        run_as_make_does(folder, env, terminal=before == "a terminal")
    commands = 0
    titles = (
        "A tour of five minutes",
        "Bringing articles in",
        "The data",
        "Reviewing",
        "Datasets",
        "Who an article rests on",
        "What the sourcing lacks",
        "A page for an editor",
        "Whether evidence is still there",
    )
    story = "".join(map(section, titles))
    for block, after in blocks(story):
        for command, told in steps(block):
            commands += 1
            if " tag " in command:
                type_in(command, after, folder, env)
                continue
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=folder,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
            printed = done.stdout.decode()
            assert done.returncode == 0, printed
            if not same(printed, told):
                assert printed.rstrip("\n").split("\n") == told, command
    assert commands >= 10


def type_in(command: str, after: str, folder: Path, env: dict[str, str]) -> None:
    """Does on the screen what the paragraph after a command says."""
    typed, rest = after.split(": ", 1)
    keys = re.findall(r"`(.)`", typed)
    said = re.findall(r"`([^`]{2,})`", rest)
    assert keys
    assert said
    with Terminal(("bash", "-c", command), env, size=(100, 30), cwd=folder) as terminal:
        for number, key in enumerate(keys, 1):
            # as somebody types who looks at what is suggested: before that no source is proposed
            terminal.wait_for(partial(_suggests, sentence=f"s{number} of"))
            terminal.press(key)
        terminal.wait_for(said[0])
        terminal.press("q")
        assert terminal.wait_exit() == 0


def _suggests(terminal: Terminal, sentence: str) -> bool:
    return sentence in terminal.text and "suggested" in terminal.text


def key_table(title: str, actions: tuple[Action, ...]) -> list[str]:
    """A table of what each key does, with the name that the settings have for it."""
    rows = [
        f"| {' '.join(f'`{shown(key)}`' for key in action.keys)} | {action.help} | `{action.id}` |"
        for action in actions
    ]
    return [f"{title}:", "", "| keys | do | name |", "|---|---|---|", *rows, ""]


def test_the_key_tables_are_those_of_the_program() -> None:
    tagging = (*tag_actions(DEFAULT_TAGS), *ANNOTATE)
    lines = [
        "",
        *key_table("In an article", tagging),
        *key_table("In a review", review_actions(DEFAULT_TAGS)),
        *key_table("In the library, the list of articles", LIBRARY),
    ]
    wanted = "\n".join(lines)
    head, rest = readme().split(BEGIN)
    _, tail = rest.split(END)
    written = f"{head}{BEGIN}{wanted}{END}{tail}"
    if "REWRITE_README" in os.environ:
        README.write_text(written, "utf-8")
    assert readme() == written, "REWRITE_README=1 .venv/bin/pytest tests/test_readme.py mends it"


def test_the_rules_of_lint_are_those_of_the_program() -> None:
    rows = [f"| `{r.name}` | {r.severity} | {r.reason} | {r.standard} |" for r in RULES]
    head = ["| rule | severity | why | whose standard |", "|---|---|---|---|"]
    before, rest = readme().split(RULES_BEGIN)
    _, after = rest.split(RULES_END)
    written = "\n".join([before + RULES_BEGIN.rstrip(), *head, *rows, RULES_END + after])
    if "REWRITE_README" in os.environ:
        README.write_text(written, "utf-8")
    assert readme() == written, "REWRITE_README=1 .venv/bin/pytest tests/test_readme.py mends it"


def first_cells(title: str) -> list[str]:
    """The first cell of each row of the tables under a heading."""
    return re.findall(r"^\| `?([^|`]*?)`? \|", section(title), flags=re.MULTILINE)


def test_every_command_stands_in_the_table_and_no_other() -> None:
    told = re.findall(r"^\| `annotator ?([a-z-]*)", section("Commands"), flags=re.MULTILINE)
    assert sorted(told) == sorted(["", *COMMANDS])


def test_the_exit_codes_are_those_of_the_program() -> None:
    told = [int(cell) for cell in first_cells("When something is wrong") if cell.isdigit()]
    assert told == [int(code) for code in ExitCode]


def test_the_settings_are_those_of_the_program() -> None:
    told = [cell for cell in first_cells("Your settings") if cell != "setting"]
    assert told == [field.name for field in fields(UserSettings)]
    assert set(THEMES) <= set(re.findall(r"`([^`]*)`", section("Your settings")))


def test_the_keys_that_are_remapped_as_an_example_are_taken_without_a_clash(
    tmp_path: Path,
) -> None:
    text = re.findall(r"```json\n(.*?)```", section("Your settings"), flags=re.DOTALL)[0]
    settings = decode(text.encode(), str(tmp_path), "settings")
    assert isinstance(settings, UserSettings)
    actions = (*tag_actions(DEFAULT_TAGS), *ANNOTATE)
    assert keymap(actions, settings.keys).clashes == ()
    assert unknown_actions(settings.keys, actions) == []


def test_the_tags_and_signs_are_those_of_the_program() -> None:
    rows = re.findall(r"^\| `(\S)` \| (\S) \| ([a-z-]+) \|", section("The four tags"), re.MULTILINE)
    assert sorted(rows) == sorted((tag.key, tag.glyph, tag.name) for tag in DEFAULT_TAGS)


def test_every_format_that_is_written_is_named() -> None:
    told = set(re.findall(r"`([a-z0-9-]+)`", section("Commands")))
    assert {row.name for row in WRITERS} <= told


def test_every_format_that_is_read_is_told_with_its_names_and_its_limit() -> None:
    rows = re.findall(
        r"^\| [^|]+ \| (`\.[^|]*) \| (\d+) MB", section("Bringing articles in"), re.MULTILINE
    )
    told = {(name, int(most)) for names, most in rows for name in re.findall(r"`(.*?)`", names)}
    read = {(name, row.limit // 1_000_000) for row in READERS for name in row.suffixes}
    assert read <= told


def test_every_option_of_add_is_told_and_no_other() -> None:
    options = re.findall(
        r"`(--[a-z-]+)",
        " ".join(re.findall(r"^\| (`--.*?) \|", section("Bringing articles in"), re.MULTILINE)),
    )
    own = {option for parameter in add.params for option in parameter.opts if option[:2] == "--"}
    assert set(options) == own - {"--project", "--as", "--new"}


def test_every_option_of_export_is_told() -> None:
    own = {option for parameter in export.params for option in parameter.opts if option[:2] == "--"}
    own |= {option for parameter in export.params for option in parameter.secondary_opts}
    told = set(re.findall(r"--[a-z][a-z-]+", section("Datasets")))
    usual = {"--project", "--as", "--new", "--json", "--output", "--force"}
    assert own - usual - {"--notes", "--evidence"} == told


def test_every_format_that_is_written_has_a_row() -> None:
    rows = re.findall(r"^\| `(\w[a-z0-9-]*)` \| ", section("Datasets"), re.MULTILINE)
    assert rows == [row.name for row in WRITERS]


def test_every_file_that_is_named_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", readme())
    named = links + re.findall(r"`((?:tests|annotator)/[^` ]+)`", readme())
    missing = [name for name in named if not (REPOSITORY / name).exists()]
    assert missing == []
    assert len(named) > 20


def test_the_layout_names_every_package_and_no_other() -> None:
    told = set(re.findall(r"^  +([a-z]+)/|  ([a-z]+)/", section("The code"), re.MULTILINE))
    packages = {path.parent.name for path in (REPOSITORY / "annotator").glob("*/__init__.py")}
    assert {first or second for first, second in told} == packages - {"data"}


def test_the_first_commands_are_those_of_the_makefile() -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    top = readme().split("\n## ")[0]
    run = re.findall(r"\$ \.venv/bin/annotator (.*)", top)
    assert [f"$(BIN)/annotator {arguments}" in makefile for arguments in run] == [True]
    checks = re.findall(r"\.venv/bin/(ruff [^&\n]*\.|mypy|lint-imports|pytest)", top)
    assert len(checks) == 5
    assert all(f"$(BIN)/{check}" in makefile for check in checks)
