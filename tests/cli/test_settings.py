from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from annotator.domain.project import Settings
from annotator.flows.settings import SETTINGS
from tests.cli.running import from_json, good, refused


def test_every_setting_of_a_project_is_listed_but_the_severities() -> None:
    assert {each.name for each in SETTINGS} == {f.name for f in fields(Settings)} - {"lint"}


@pytest.mark.usefixtures("desk")
def test_settings_are_listed_with_what_they_may_be() -> None:
    printed = good("settings")
    assert "suggestions" in printed
    assert "auto, off, before, after" in printed
    assert from_json("settings")["suggestions"] == "auto"
    assert good("settings", "suggestions").split() == ["suggestions", "auto"]


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("suggestions", "before", "before"),
        ("blind", "yes", True),
        ("reviewer-sees-names", "no", False),
        ("second_look", "0.25", 0.25),
        ("evidence_days", "365", 365),
        ("evidence_days", "never", None),
    ],
)
def test_a_setting_is_changed_for_everybody(
    desk: Path, name: str, typed: str, kept: object
) -> None:
    before = json.loads((desk / "annotator.json").read_text("utf-8"))
    said = good("settings", name, typed)
    assert typed in said
    after = json.loads((desk / "annotator.json").read_text("utf-8"))
    assert after["settings"].get(name.replace("-", "_")) == kept
    assert {**after, "settings": None} == {**before, "settings": None}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("suggestion", "off"), "Did you mean 'suggestions'?"),
        (("suggestions", "befor"), "Did you mean 'before'?"),
        (("blind", "perhaps"), "Say yes or no."),
        (("second_look", "2"), "from 0 to 1"),
        (("second_look", "nan"), "from 0 to 1"),
        (("evidence_days", "0"), "such as 365, or never"),
        (("evidence_days", "9" * 5000), "such as 365, or never"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    desk: Path, words: tuple[str, str], said: str
) -> None:
    before = (desk / "annotator.json").read_bytes()
    assert said in refused("settings", *words, code=2)
    assert (desk / "annotator.json").read_bytes() == before
