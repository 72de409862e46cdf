from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from annotator.domain.tags import DEFAULT_TAGS
from annotator.errors import MissingFileError
from annotator.resources import resource

ROOT = Path(__file__).parents[1]
SEED = "000_5a9ce91cccabd766.txt"


def test_a_checkout_has_its_seeds_and_schemas_at_the_top() -> None:
    assert resource("seeds", SEED) == ROOT / "seeds" / SEED
    assert resource("schemas") == ROOT / "schemas"


def test_the_seed_is_the_one_it_should_be() -> None:
    digest = hashlib.sha256(resource("seeds", SEED).read_bytes()).hexdigest()

    assert digest == "d75010dfd487baabe4b889f17cbf96322e161e4ca1b9865baf741aa57559bea8"


def test_an_installed_package_has_them_in_its_data(tmp_path: Path) -> None:
    inside = tmp_path / "annotator" / "data" / "seeds" / SEED
    inside.parent.mkdir(parents=True)
    inside.touch()

    assert resource("seeds", SEED, package=tmp_path / "annotator") == inside


def test_a_neighbour_of_an_installed_package_is_not_taken_for_ours(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()

    with pytest.raises(MissingFileError, match="there is no such file"):
        resource("seeds", package=tmp_path / "annotator")


def test_the_guidelines_have_a_heading_for_each_tag() -> None:
    lines = resource("guidelines.md").read_text(encoding="utf-8").splitlines()

    for tag in DEFAULT_TAGS:
        assert f"## {tag.name} ({tag.key})" in lines


def test_the_guidelines_fit_a_terminal() -> None:
    lines = resource("guidelines.md").read_text(encoding="utf-8").splitlines()

    assert max(map(len, lines)) <= 80
