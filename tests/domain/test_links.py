from __future__ import annotations

import pytest

from annotator.domain.marks import LinkCheck, LinkState
from annotator.domain.sourcing.links import found_gone_or_closed, found_page

NOON = "2026-11-22T12:00:00.000Z"
URL = "https://example.org/a"
BEFORE = LinkCheck("2026-11-01T12:00:00.000Z", "alive", None, "Prices rise")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (404, "gone"),
        (410, "gone"),
        (401, "unreachable"),
        (403, "unreachable"),
        (503, "unreachable"),
    ],
)
def test_only_what_is_said_to_be_gone_is_gone(status: int, state: LinkState) -> None:
    assert found_gone_or_closed(status, NOON) == LinkCheck(NOON, state)


def test_a_page_that_is_where_it_was_is_alive_and_its_title_is_kept() -> None:
    assert found_page(URL, URL, "Prices rise", None, NOON) == LinkCheck(
        NOON, "alive", None, "Prices rise"
    )
    assert found_page(URL, URL, "Prices rise", BEFORE, NOON).state == "alive"
    assert found_page(URL, URL, None, BEFORE, NOON) == LinkCheck(NOON, "alive", None, "Prices rise")


@pytest.mark.parametrize(
    "led_to", ["http://example.org/a", "https://example.org/a/", "https://EXAMPLE.org:443/a"]
)
def test_another_spelling_of_an_address_is_no_other_place(led_to: str) -> None:
    assert found_page(URL, led_to, None, None, NOON).state == "alive"


def test_another_title_is_told_and_is_what_the_next_check_compares_with() -> None:
    found = found_page(URL, URL, "Prices fall", BEFORE, NOON)
    assert (found.state, found.title) == ("retitled", "Prices fall")
    assert found_page(URL, URL, "Prices fall", found, NOON).state == "alive"


def test_a_redirect_counts_more_than_a_title() -> None:
    home = "https://example.org/"
    found = found_page(URL, home, "Home", BEFORE, NOON)
    assert found == LinkCheck(NOON, "redirected", home, "Home")


def test_a_title_without_end_is_cut() -> None:
    title = found_page(URL, URL, "x" * 1000, None, NOON).title
    assert title == "x" * 300
