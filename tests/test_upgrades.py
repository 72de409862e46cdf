from __future__ import annotations

import json
from typing import Any

import pytest

from annotator.codec import THINGS, decode, encode
from annotator.domain.project import UserSettings
from annotator.errors import NewerVersionError
from annotator.upgrades import UPGRADES, current_version, upgraded

OLD = {"schema": "annotator/settings", "version": 1, "nick": "ana", "keys": {}}


def named(old: dict[str, Any]) -> dict[str, Any]:
    return {("name" if key == "nick" else key): value for key, value in old.items()}


def shouted(old: dict[str, Any]) -> dict[str, Any]:
    return old | {"name": old["name"].upper()}


@pytest.fixture
def two_upgrades(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if settings had had two versions before today's."""
    monkeypatch.setitem(UPGRADES, "settings", (named, shouted))


def test_every_thing_has_a_version() -> None:
    assert set(UPGRADES) == set(THINGS)
    assert {thing: current_version(thing) for thing in THINGS} == dict.fromkeys(THINGS, 1)


@pytest.mark.usefixtures("two_upgrades")
@pytest.mark.parametrize(
    ("version", "document", "name"),
    [(1, {"nick": "ana"}, "ANA"), (2, {"name": "ana"}, "ANA"), (3, {"name": "ana"}, "ana")],
)
def test_upgrades_are_applied_in_order_from_the_version_that_is_there(
    version: int, document: dict[str, Any], name: str
) -> None:
    assert upgraded("settings", version, document) == {"name": name}
    assert len(document) == 1


@pytest.mark.usefixtures("two_upgrades")
@pytest.mark.parametrize("indent", [None, 2])
def test_an_older_file_opens_as_todays_and_is_written_as_such(indent: int | None) -> None:
    settings = decode(json.dumps(OLD, indent=indent).encode(), "settings.json")
    assert settings == UserSettings(name="ANA")
    assert json.loads(encode(settings))["version"] == 3
    assert decode(encode(settings), "settings.json") == settings


@pytest.mark.usefixtures("two_upgrades")
def test_a_version_after_todays_is_refused() -> None:
    with pytest.raises(NewerVersionError, match="version 4"):
        decode(json.dumps(OLD | {"version": 4}).encode(), "settings.json")
