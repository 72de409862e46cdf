from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.reports.contrast import ENOUGH, contrast, readable
from annotator.formats.reports.markup import (
    Html,
    document,
    element,
    is_web_address,
    joined,
    link,
    style,
)


class Parsed(HTMLParser):
    """What a browser would see in a piece of markup."""

    def __init__(self, markup: object) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(str(markup))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


PLAIN = st.text(st.characters(exclude_categories=["Cc", "Cs"]))


@given(PLAIN, PLAIN)
def test_a_text_stays_a_text_wherever_it_stands(inside: str, attribute: str) -> None:
    seen = Parsed(element("p", inside, title=attribute))
    assert (seen.words, seen.elements) == (inside, [("p", {"title": attribute})])


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "&lt;b&gt;", '" onclick="x', "]]>", "<!-- -->", "</p>"]
)
def test_nothing_in_a_text_is_markup(words: str) -> None:
    assert Parsed(element("p", [words, ["", words]])).words == words * 2
    assert len(Parsed(element("p", words, lang=words)).elements) == 1


def test_control_characters_are_shown_and_never_sent() -> None:
    assert Parsed(element("p", "a\x1b[31m\x00\x85\ud800\tb\n")).words == "a␛[31m␀��\tb\n"


def test_nothing_can_be_called_what_would_run_or_break_out() -> None:
    for name in ("onclick", "on", "a b", "x>"):
        with pytest.raises(ValueError, match=name):
            element("p", **{name: "alert(1)"})
    for name in ("p onclick", "<b"):
        with pytest.raises(ValueError, match=name):
            element(name)
    with pytest.raises(ValueError, match="<"):
        style("</style><script>")


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("https:///nowhere", False),
        ("http://[broken", False),
        ("", False),
    ],
)
def test_links_lead_to_web_addresses_only(url: str, leads: bool) -> None:  # noqa: FBT001 - a column
    assert is_web_address(url) == leads
    ((name, attributes),) = Parsed(link(url, url)).elements
    assert (name == "a", attributes.get("href")) == (leads, url if leads else None)


def test_pieces_are_put_together_once_and_empty_ones_left_out() -> None:
    row = element("tr", (element("td", str(n)) for n in range(2)), None, hidden=True, id=None)
    assert str(row) == "<tr hidden><td>0</td><td>1</td></tr>"
    assert str(joined("a<", Html("<br>"))) == "a&lt;<br>"
    assert document(None, None, "x").startswith('<!DOCTYPE html>\n<html lang="en"><head></head>x')


@pytest.mark.parametrize("background", ["#ffffff", "#14161a", "#777777"])
@pytest.mark.parametrize("colour", ["#009E73", "#E69F00", "#000000", "#ffffff", "red", "#12345"])
def test_a_colour_can_be_read_on_any_background(colour: str, background: str) -> None:
    least = ENOUGH if background != "#777777" else 4.4
    assert contrast(readable(colour, background), background) >= least


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert readable("#0072B2", "#ffffff") == "#0072b2"
