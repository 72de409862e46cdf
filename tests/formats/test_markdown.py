from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import DataError, EmptyFileError
from annotator.formats.articles import read_one, reader_for
from annotator.formats.articles.incoming import Incoming, Reading
from annotator.formats.articles.markdown import read_markdown

ARTICLE = """---
title: "Mayor \\"resigns\\": what we know"
author:
  - Ana Silva
  - Ben Okafor
date: 2026-03-04  # the day it ran
link: https://desk.example/mayor
outlet: The Desk
lang: en_GB
tags: [politics, city]
draft: false
---

# Mayor "resigns": what we know

The mayor *resigned* on **Monday**, [aides said](https://x.example/a "title").
She gave no reason &amp; left by the `back` door.\\
Her office declined to comment.

![A photograph of the mayor](mayor.jpg)

> "It is over," she said.

## What comes next

* Her deputy takes over.
* An election follows
  in May.
  1. First the lists.
  2. Then the vote.

| Party | Seats |
|-------|-------|
| Left  | 12    |
| Right | 11    |

~~~
12 < 13
~~~

<div class="box"><p>Call <b>us</b>.</p><script>x()</script></div>

A line<br>with <em>tags</em> in it, and an \\*escaped\\* star: 2 * 3 * 4.

---

*Reporting by Ana Silva*
"""


def read(text: str, how: Reading | None = None) -> Incoming:
    return read_markdown(text.encode(), "a.md", how or Reading())


def test_the_text_is_what_a_reader_sees_without_markup() -> None:
    second = (
        "The mayor resigned on Monday, aides said. She gave no reason & left by the back door.\n"
        "Her office declined to comment."
    )
    assert read(ARTICLE).text.split("\n\n") == [
        'Mayor "resigns": what we know',
        second,
        '"It is over," she said.',
        "What comes next",
        "Her deputy takes over.\nAn election follows in May.\nFirst the lists.\nThen the vote.",
        "Party | Seats\nLeft | 12\nRight | 11",
        "12 < 13",
        "Call us.",
        "A linewith tags in it, and an *escaped* star: 2 * 3 * 4.",
        "Reporting by Ana Silva",
    ]


def test_front_matter_says_who_when_and_where() -> None:
    article = read(ARTICLE)
    assert article.title == 'Mayor "resigns": what we know'
    assert article.byline == "Ana Silva, Ben Okafor"
    assert (article.published, article.published_basis) == ("2026-03-04", "declared")
    assert article.url == "https://desk.example/mayor"
    assert (article.publisher, article.language) == ("The Desk", "en-GB")
    assert article.notices == ()


@pytest.mark.parametrize(
    ("front", "byline"),
    [
        ("---\nauthor: 'Ana O''Neill'\n---\n", "Ana O'Neill"),
        ('---\nauthor: [Ana, "Ben"]\n---\n', "Ana, Ben"),
        ("---\r\nauthor: Ana\r\n...\r\n", "Ana"),
        ("+++\nauthor = 'Ana'\n+++\n", "Ana"),
        ("+++\nauthors = ['Ana', 'Ben']\n+++\n", "Ana, Ben"),
        ("+++\nauthor = broken\n+++\n", None),
        ("+++\nauthor = " + "[" * 5_000 + "\n+++\n", None),
        ("---\n# who\nauthor: Ana # Silva\n---\n", "Ana"),
        ("---\nauthor: null\n---\n", None),
        ("---\nauthor:\n---\n", None),
    ],
)
def test_front_matter_is_read_in_the_forms_that_people_write(
    front: str, byline: str | None
) -> None:
    article = read(f"{front}# News\n\nA thing.")
    assert (article.title, article.byline, article.text) == ("News", byline, "News\n\nA thing.")


def test_a_rule_and_a_heading_are_no_front_matter() -> None:
    assert read("---\n\nNews: a thing.\n\nMore").text == "News: a thing.\n\nMore"
    assert read("News\n---\nA thing.").text == "News\n\nA thing."


@pytest.mark.parametrize("rule", ["---", "+++"])
def test_text_between_two_rules_is_no_front_matter_and_stays(rule: str) -> None:
    article = read(f"{rule}\nA thing happened.\n{rule}\n\nMore of it.\n")
    assert "A thing happened." in article.text
    assert article.text.endswith("More of it.")


def test_a_title_that_only_front_matter_has_becomes_the_first_line() -> None:
    assert read("---\ntitle: News\n---\nA thing.").text == "News\n\nA thing."


def test_lines_of_chinese_and_japanese_are_joined_without_a_blank() -> None:
    assert (
        read("市は二日、\n再開発を中止する。\nThe end").text
        == "市は二日、再開発を中止する。 The end"
    )


@pytest.mark.parametrize("text", ["", "---\ntitle: News\n---\n", "![](a.png)", "<!-- nothing -->"])
def test_markup_without_text_is_empty(text: str) -> None:
    with pytest.raises(EmptyFileError):
        read(text)


def test_plain_prose_stays_what_it_is() -> None:
    prose = "Prices rose 5% in 2025 (see p. 3).\n\nSnake_case_names & 3 < 4 stay, as do * stars."
    assert read(prose).text == prose


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "> " * 20_000 + "x",
        "* " * 20_000 + "x",
        "*a_ " * 50_000,
        "`" * 100_000 + "a",
        "<a " * 100_000,
        "![" * 30_000 + "x",
        "\n".join("|a" * 200 for _ in range(200)),
        "---\n" + "a: b\n" * 50_000,
    ],
)
def test_hostile_markdown_is_read_within_seconds(text: str) -> None:
    began = time.process_time()
    with suppress(DataError):
        read(f"News.\n\n{text}")
    assert time.process_time() - began < 15


def test_markdown_is_told_by_its_name_or_its_server() -> None:
    assert reader_for("a.md", b"# News").name == "markdown"
    assert reader_for("-", b"# News", how=Reading(content_type="text/markdown")).name == "markdown"
    assert reader_for("a.txt", b"# News").name == "plain text"
    assert read_one("# Café".encode("cp1252"), "a.md").title == "Café"


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_an_article_or_a_data_error(text: str) -> None:
    try:
        article = read(text)
    except DataError:
        return
    assert article.text.encode()


def test_footnotes_are_paragraphs_and_their_marks_are_left_out() -> None:
    text = read("They met.[^1] It [^x] ended.[^b]\n\n[^1]: In May.\n[^b]: *Sources* said.\n").text
    assert text.split("\n\n") == ["They met. It [^x] ended.", "In May.", "Sources said."]
