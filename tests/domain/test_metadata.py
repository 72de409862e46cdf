from __future__ import annotations

import pytest

from annotator.domain.metadata import is_language_tag, is_web_address, same_address


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("http://Example.ORG/a", "HTTP://example.org:80/a/", True),
        ("https://example.org/a?utm_campaign=x&id=7#c", "https://example.org/a?id=7", True),
        ("http://example.org/a", "https://example.org/a", True),
        ("http://example.org:443/a", "https://example.org/a", False),
        ("ftp://example.org/a", "https://example.org/a", False),
        ("https://example.org/A", "https://example.org/a", False),
        ("https://example.org/a?id=7", "https://example.org/a?id=8", False),
        ("https://example.org", "https://example.org/", True),
        ("http://[::1]:8080/a", "http://[::1]/a", False),
        ("http://[", "http://[", True),
    ],
)
def test_addresses_of_one_page_are_the_same(one: str, other: str, *, are_same: bool) -> None:
    assert (same_address(one) == same_address(other)) is are_same


@pytest.mark.parametrize("address", ["https://a.org", "HTTP://a.org/b?c#d", "http://[::1]:80/"])
def test_web_addresses_have_a_host_and_no_white_space(address: str) -> None:
    assert is_web_address(address)
    assert not is_web_address(f"{address} b")
    assert not is_web_address(address.replace("http", "ftp").replace("HTTP", "ftp"))
    assert not is_web_address("https:///path")


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant-TW", "gsw", "de-1996", "en-x-news"])
def test_language_tags_begin_with_the_two_or_three_letters_of_a_language(tag: str) -> None:
    assert is_language_tag(tag)
    for other in ("english", "e", "", f"{tag}-", f"{tag} ", "en_GB"):
        assert not is_language_tag(other)
