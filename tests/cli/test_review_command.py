"""`annotator review` where there is no terminal to open a screen in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.cli.failures import ExitCode
from tests.cli.running import annotator, good, refused

SEED = "stellantis-considers-collaboration"


@pytest.fixture
def example(folder: Path) -> Path:
    """The finished example project."""
    good("init", "desk", "--example")
    return folder / "desk"


@pytest.mark.usefixtures("example")
def test_what_needs_the_reviewer_is_printed_with_who_says_what() -> None:
    result = annotator("--as", "rita", "review")
    assert result.exit_code == ExitCode.DONE
    assert "s9  they differ: ana opinion, ben opinion, cho confirmed\n" in result.stdout
    assert "    He also stated that as Tesla’s profits" in result.stdout
    assert "4 sentences of stellantis-considers-collaboration need you." in result.stderr


@pytest.mark.usefixtures("example")
def test_walking_through_a_colleagues_tags_prints_what_was_not_read() -> None:
    printed = good("--as", "rita", "review", SEED, "--of", "ben")
    assert "s3  not reviewed yet: ana insider-sourced, ben insider-sourced" in printed


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--as", "ana", "review", SEED, "--of", "ana"), "nobody reviews their own tags"),
        (("--as", "rita", "review", SEED, "--of", "bne"), "Did you mean 'ben'?"),
        (("--as", "rita", "review", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_reviewed_is_told(arguments: tuple[str, ...], said: str) -> None:
    assert said in refused(*arguments, code=ExitCode.USAGE)


def test_hidden_names_are_letters_here_too(example: Path) -> None:
    path = example / "annotator.json"
    path.write_text(
        path.read_text().replace('"reviewer_sees_names":true', '"reviewer_sees_names":false')
    )
    printed = good("--as", "rita", "review")
    assert "s9  they differ: A " in printed
    assert "ana" not in printed


def test_a_blind_project_refuses_who_has_yet_to_hand_in(example: Path) -> None:
    path = example / "annotator.json"
    project = json.loads(path.read_text())
    project["settings"]["blind"] = True
    project["assignments"] = {SEED: ["dora"]}
    path.write_text(json.dumps(project))
    said = refused("--as", "dora", "--new", "review", SEED, code=ExitCode.USAGE)
    assert "This project is blind" in said


def test_a_project_without_articles_says_how_to_bring_one_in(folder: Path) -> None:
    assert folder.is_dir()
    good("init", "desk")
    assert "annotator add FILE" in refused("review", code=ExitCode.USAGE)


def test_of_several_articles_one_has_to_be_named(desk: Path) -> None:
    (desk.parent / "other.txt").write_text("Other\n\nAnother article. It has two sentences.\n")
    good("add", "other.txt")
    assert "Say which ARTICLE" in refused("review", code=ExitCode.USAGE)
