"""What commands load at run time: each only what it needs, and no layer but `tui` Textual."""

from __future__ import annotations

import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import annotator

REPOSITORY = Path(__file__).parents[1]
HEADLESS = ("assist", "cli", "codec", "domain", "flows", "formats", "stores", "text")


def loaded(code: str, *arguments: str) -> set[str]:
    """The modules that a new Python has after running some code."""
    report = "import json, sys; print('\\n' + json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}", *arguments],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        check=True,
        timeout=60,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def run(*arguments: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    return loaded(
        "from annotator.cli.root import root\ntry: root.main()\nexcept SystemExit: pass", *arguments
    )


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A project with a tagged article."""
    text = tmp_path / "a.txt"
    text.write_text("A thing. Another.")
    run("-p", str(tmp_path / "desk"), "tag", str(text))
    run("-p", str(tmp_path / "desk"), "mark", "a-thing", "s1", "c")
    return tmp_path / "desk"


def test_the_version_imports_click_and_nothing_else() -> None:
    bare = "click.command()(click.version_option('1', prog_name='a')(lambda: None))"
    with_click = loaded(f"import click\ntry: {bare}()\nexcept SystemExit: pass", "--version")
    own = {"annotator", "annotator.cli", "annotator.cli.options", "annotator.cli.root"}
    assert run("--version") - with_click <= own | {"__future__"}


@pytest.mark.parametrize(
    "words",
    [["status"], ["show", "a-thing"], ["log", "a-thing"], ["mark", "a-thing", "s2", "o"], ["tag"]],
)
def test_everyday_commands_import_neither_pydantic_nor_textual(
    desk: Path, words: list[str]
) -> None:
    modules = run("-p", str(desk), *words)
    assert "annotator.codec" in modules
    assert not modules & {"pydantic", "pydantic_core", "textual", "rich", "sentencex"}
    readers = {"trafilatura", "lxml", "feedparser", "pypdfium2", "docx", "charset_normalizer"}
    assert not modules & {*readers, "numpy", "zipfile", "ssl", "annotator.web"}


def test_status_imports_no_more_than_lists_need(desk: Path) -> None:
    modules = run("-p", str(desk), "status")
    assert not modules & {"subprocess", "getpass", "annotator.flows.annotate", "asyncio"}


def headless_modules() -> list[str]:
    """Every module of every layer but the screens."""
    found = [
        module.name
        for layer in HEADLESS
        for module in pkgutil.walk_packages(
            [str(Path(annotator.__path__[0]) / layer)], f"annotator.{layer}."
        )
    ]
    top = ("durable", "errors", "resources", "upgrades", "validation")
    return [*found, *(f"annotator.{name}" for name in top)]


def test_no_layer_but_the_screens_pulls_textual_in() -> None:
    names = headless_modules()
    assert "annotator.cli.commands.tag" in names
    modules = loaded("\n".join(f"import {name}" for name in names))
    assert set(names) <= modules
    assert not modules & {"textual", "rich"}


def test_an_article_opens_without_what_suggestions_need() -> None:
    modules = loaded("import annotator.tui.app, annotator.tui.screens.annotate")
    assert "annotator.tui.screens.assisted" in modules
    assert not [name for name in modules if name.startswith("annotator.assist")]
    assert "annotator.flows.suggestions.stretch" not in modules


def test_only_validation_pulls_pydantic_in() -> None:
    users = {"annotator.validation"}
    users |= {f"annotator.cli.commands.{name}" for name in ("check", "schema")}
    users |= {"annotator.flows.checkup"}
    names = [name for name in headless_modules() if name not in users]
    modules = loaded("\n".join(f"import {name}" for name in names))
    assert not modules & {"pydantic", "pydantic_core"}
