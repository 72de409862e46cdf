"""Two programs on one project: one tags while the other reviews."""

from __future__ import annotations

import shutil
from pathlib import Path
from time import perf_counter

import pytest

from annotator.codec import decode
from annotator.domain.annotations import Annotations
from annotator.domain.review.decisions import Review
from annotator.resources import resource
from tests.real.place import read_until
from tests.terminal import Terminal, annotator, environment

ARTICLE = "stellantis-considers-collaboration"
SOON = 2.0
"""Seconds until what one does is seen by the other."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the finished example project."""
    return Path(shutil.copytree(resource("seeds", "finished"), tmp_path / "desk"))


def opened(project: Path, who: str, *command: str, size: tuple[int, int] = (120, 40)) -> Terminal:
    argv = annotator("-p", project, "--as", who, *command)
    return Terminal(argv, environment(project.parent / who), size=size)


def marks_of(project: Path, who: str) -> Annotations:
    path = project / "annotations" / ARTICLE / f"{who}.json"
    found = decode(path.read_bytes(), str(path), "annotations")
    assert isinstance(found, Annotations)
    return found


def review_of(project: Path, who: str) -> Review:
    path = project / "reviews" / ARTICLE / f"{who}.json"
    found = decode(path.read_bytes(), str(path), "review")
    assert isinstance(found, Review)
    return found


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_one_tags_while_the_other_reviews(project: Path, size: tuple[int, int]) -> None:
    with (
        opened(project, "ben", "tag", size=size) as ben,
        opened(project, "rita", "review", size=size) as rita,
    ):
        ben.wait_for("handed in")
        rita.wait_for("rita reviews")
        rita.press("home")
        rita.wait_for("s1 of 16")
        ben.press("home", "o")
        ben.wait_for("saved r")
        began = perf_counter()
        rita.wait_for("ben ≈ opinion" if size[0] < 100 else "ben  ≈ opinion", timeout=SOON)
        assert perf_counter() - began < SOON
        assert "s1 of 16" in rita.text  # nobody is moved

        rita.press("t", *"Why?", "enter")
        rita.wait_for("you: “Why?”")
        ben.wait_for("rita on s1", timeout=SOON)
        ben.press("home")
        ben.wait_for("rita: Why?")
        ben.press("t", *"So.", "enter")
        rita.wait_for("ben: “So.”", timeout=SOON)
        rita.press("o")
        rita.wait_for("why?")
        rita.press("q")
        assert rita.wait_exit() == 0
        ben.press("q")
        assert ben.wait_exit() == 0
    assert marks_of(project, "ben").marks["s1"].tags == ("opinion",)
    assert [said.text for said in marks_of(project, "ben").comments][-1] == "So."
    assert review_of(project, "rita").decisions["s1"].tags == ("opinion",)
    assert [said.text for said in review_of(project, "rita").comments][-1] == "Why?"


def test_nothing_is_lost_when_both_type_as_fast_as_they_can(project: Path) -> None:
    before = marks_of(project, "ben").revision, review_of(project, "rita").revision
    with opened(project, "ben", "tag") as ben, opened(project, "rita", "review") as rita:
        ben.wait_for("handed in")
        rita.wait_for("rita reviews")
        ben.press("home")
        rita.press("home")
        for n in range(10):
            ben.press("co"[n % 2])
            rita.press("do"[n % 2], "j")
        read_until(
            ben,
            lambda: "saving" not in ben.text and marks_of(project, "ben").revision > before[0],
        )
        read_until(rita, lambda: len(review_of(project, "rita").decisions) >= 10)
        ben.press("q")
        rita.press("q")
        assert ben.wait_exit() == 0
        assert rita.wait_exit() == 0
    marked = marks_of(project, "ben")
    decided = review_of(project, "rita")
    assert marked.revision >= before[0] + 5
    assert [event.revision for event in marked.history] == list(range(1, marked.revision + 1))
    assert [event.revision for event in decided.history] == list(range(1, decided.revision + 1))
    assert [decided.decisions[f"s{n + 1}"].tags for n in range(10)] == [
        ("declined-comment",),
        ("opinion",),
    ] * 5


def test_reviewing_oneself_is_refused_before_the_screen_opens(project: Path) -> None:
    with opened(project, "ana", "review", "--of", "ana") as terminal:
        assert terminal.wait_exit() == 2
        assert "nobody reviews their own tags" in terminal.text
