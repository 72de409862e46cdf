"""A report as HTML, Markdown and JSON, from one article that has everything."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.domain.marks import Evidence, LinkCheck
from annotator.domain.meanings import Meanings
from annotator.domain.sourcing.hanging import ledger
from annotator.domain.sourcing.report import (
    NOT_TRUTH,
    Agreed,
    ArticleReport,
    Line,
    Note,
    Report,
    Said,
)
from annotator.domain.tags import DEFAULT_TAGS, Tag
from annotator.formats.reports.html import to_html
from annotator.formats.reports.json_value import to_json_text
from annotator.formats.reports.markdown import text, to_markdown
from annotator.formats.reports.reports import RENDERINGS, rendering
from tests.sourced import article, mark, readings, source

NOON = "2026-11-22T12:00:00.000Z"
TEXT = article(
    "Talks | fail",
    "Insiders said *so*.",
    "Acme declined to comment.",
    "Ada Lovelace <b>denied</b> it.",
    "It rained.",
    url="https://post.example/talks",
    publisher="The Post",
    published="2026-11-20",
)
PAGE = Evidence(
    "https://acme.example/",
    None,
    locator="p. 3",
    quotation="no talks",
    seen="2026-11-21",
    archived="https://archive.example/1",
    checked=LinkCheck(NOON, "redirected", "https://acme.example/new", "New"),
)
MARKS = {
    "s2": mark("i", source("Insiders", "unnamed-group", "s2")),
    "s3": mark(
        "d",
        source("Acme", "named-organisation", "s3", role="declined", manner="refused"),
        source("The Post", "press-report", "s3", role="asked-by"),
    ),
    "s4": mark("co", source("Ada Lovelace", "named-person", "s4"), evidence=[PAGE]),
}


def made(tags: tuple[Tag, ...] = DEFAULT_TAGS) -> Report:
    told = ledger(TEXT, readings(TEXT, MARKS), Meanings())
    s1, s2, s3, s4, s5 = TEXT.sentences
    differ = (
        Said("ana", "tagged", ("insider-sourced",)),
        Said("rita", "no-tag", (), is_decision=True),
    )
    lines = (
        Line(s1, TEXT.text_of(s1), "unseen"),
        Line(s2, TEXT.text_of(s2), "unresolved", settled="they differ", said=differ, sources=(1,)),
        Line(s3, TEXT.text_of(s3), "tagged", ("declined-comment",), "unanimous", sources=(2, 3)),
        Line(s4, TEXT.text_of(s4), "tagged", ("confirmed", "opinion"), "single", (), (4,), (1,)),
        Line(s5, TEXT.text_of(s5), "no-tag", (), "single"),
    )
    agreed = Agreed(2, 1, (("raw_agreement", 0.5), ("fleiss_kappa", None)))
    notes = (Note(1, PAGE, ("s4",)),)
    whole = ArticleReport(told, tags, lines, (), notes, agreed, "By what is settled.", "1 source")
    return Report("desk", NOON, (whole,))


@pytest.mark.parametrize("row", RENDERINGS, ids=lambda row: row.name)
def test_every_format_says_everything(row: object) -> None:
    page = row.render(made())  # type: ignore[attr-defined]
    plain = re.sub(r"<(?!http)[^<>]*>|[\\`*|]", "", page)
    for said in (
        *("Insiders", "Acme", "Ada Lovelace", "refused", "The Post", "p. 3", "no talks"),
        *("https://archive.example/1", "2026-11-21", "0.5", "they differ", "rita"),
        *("verdict of truth", "confirmed", "declined-comment", "1 source"),
    ):
        assert said in plain, said


def test_the_profile_counts_the_whole_and_then_stretches_of_about_equal_length() -> None:
    (report,) = made().articles
    whole, *parts = report.profile()
    assert (whole.first, whole.last, whole.total, parts) == ("s1", "s5", 5, [])
    assert whole.counts == {
        "unseen": 1,
        "unresolved": 1,
        "declined-comment": 1,
        "confirmed": 1,
        "no-tag": 1,
    }
    sentences = article(*(f"It is {n}." for n in range(64))).sentences
    long = ArticleReport(
        report.ledger,
        DEFAULT_TAGS,
        tuple(Line(s, "", "tagged", ("opinion",)) for s in sentences),
        (),
        (),
        report.agreed,
        "",
    )
    whole, *parts = long.profile()
    assert (len(parts), whole.total, sum(part.total for part in parts)) == (10, 64, 64)
    assert {part.total for part in parts} == {6, 7}
    assert (parts[0].first, parts[-1].last) == ("s1", "s64")


def test_a_page_shows_tags_by_sign_letter_and_word() -> None:
    page = to_html(made())
    assert '<span class="sign" aria-hidden="true">✓+</span>' in page
    assert '<span aria-hidden="true"> c </span>confirmed, and opinion, with evidence' in page
    assert "≠" in page
    assert NOT_TRUTH.replace("'", "&#x27;") in page


def test_a_page_holds_no_script_and_names_nothing_to_be_fetched() -> None:
    page = to_html(made())
    assert "<script" not in page
    assert not re.search(r"(?:src|srcset|data|action)=|@import|url\(", page)
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page
    assert re.findall(r"<link [^>]*>", page) == ['<link rel="icon" href="data:,">']


def test_the_text_is_said_to_be_in_its_own_language_where_that_is_one() -> None:
    report = made()
    for language, told in (("de-AT", True), ("en", True), ('x" onclick="alert(1)', False)):
        text_ = replace(TEXT, language=language)
        told_ledger = replace(report.articles[0].ledger, article=text_)
        page = to_html(replace(report, articles=(replace(report.articles[0], ledger=told_ledger),)))
        assert (f'dir="auto" lang="{language}"' in page) == told
        assert "onclick" not in page


def test_colours_that_are_none_do_not_get_into_the_style_sheet() -> None:
    evil = Tag("evil", "e", "!", "red}</style><script>alert(1)</script>", "")
    page = to_html(made((evil, *DEFAULT_TAGS)))
    assert "<script" not in page
    assert page.count("</style>") == 1


def test_json_has_the_fields_that_programs_look_for() -> None:
    plain = json.loads(to_json_text(made()))
    assert list(plain) == ["project", "made", "note", "articles", "agreement", "problems"]
    (one,) = plain["articles"]
    assert one["article"] == "a"
    assert one["sources"][0] == {
        "name": "Insiders",
        "kind": "unnamed-group",
        "mentions": 1,
        "sentences": ["s2"],
        "rest_on_it": ["s2"],
        "confidential": False,
        "proposed": False,
        "about": ["readers cannot identify it"],
    }
    assert one["single_source"] == [{"sentence": "s2", "source": "Insiders"}]
    assert one["right_of_reply"][0]["asked_by"] == ["The Post"]
    assert one["unresolved"] == ["s2"]
    assert one["evidence"][0]["evidence"]["checked"]["state"] == "redirected"
    assert one["agreement"]["raw_agreement"] == 0.5


def html_of(markdown: str) -> str:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return str(parser.render(markdown))


@given(st.text())
def test_in_markdown_a_text_stays_a_text(words: str) -> None:
    rendered = html_of(text(words))
    assert re.findall(r"<[^>]*>", rendered) in ([], ["<p>", "</p>"])
    cell = html_of(f"| a |\n|---|\n| {text(words)} |")
    assert cell.count("<td>") == 1
    assert set(re.findall(r"<(\w+)", cell)) == {"table", "thead", "tr", "th", "tbody", "td"}


def test_a_report_in_markdown_is_what_it_looks_like() -> None:
    rendered = html_of(to_markdown(made()))
    assert "<b>" not in rendered
    assert "<em>" not in rendered
    assert "<h2>Talks | fail</h2>" in rendered
    assert "&lt;b&gt;denied&lt;/b&gt;" in rendered
    assert 'href="https://acme.example/"' in rendered


def test_the_format_is_what_was_said_or_what_the_name_says_or_html() -> None:
    assert rendering("md", ".html").name == "md"
    assert rendering(None, ".MD").name == "md"
    assert rendering(None, ".json").name == "json"
    assert rendering(None, ".txt").name == "html"
