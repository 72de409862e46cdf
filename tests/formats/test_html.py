"""Pages of outlets, as they look with all that stands around an article."""

from __future__ import annotations

import re
import socket
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import DataError, NoArticleError
from annotator.formats.articles import read_one, reader_for
from annotator.formats.articles.html import is_html, read_html
from annotator.formats.articles.incoming import Incoming, Reading
from annotator.web import fetch
from tests.loopback import Answer, serving, without_proxies

PAGES = Path(__file__).parent / "pages"
CHARSETS = {"japanese": "cp932", "undeclared-charset": "cp1252"}
PROSE = "".join(
    f"<p>Paragraph {n}: the mayor said on Monday that prices will rise in ward {n}.</p>"
    for n in range(6)
)


OUTLET = "<meta property=og:site_name content='The Bugler'>"


def source(name: str) -> bytes:
    return (PAGES / f"{name}.html").read_text("utf-8").encode(CHARSETS.get(name, "utf-8"))


def read(name: str, how: Reading | None = None) -> Incoming:
    return read_html(source(name), f"{name}.html", how or Reading())


def page(body: str, head: str = "", how: Reading | None = None) -> Incoming:
    whole = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_html(whole.encode(), "page.html", how or Reading())


class Expected(NamedTuple):
    title: str
    url: str | None
    publisher: str | None
    byline: str | None
    published: str | None
    language: str | None
    last: str
    absent: tuple[str, ...] = ()


EXPECTED = {
    "agency": Expected(
        "Ferrovia in talks to buy Nordbahn freight arm, sources say",
        "https://www.meridian-agency.example/business/ferrovia-nordbahn-talks-2026-03-04/",
        "Meridian News Agency",
        "Clara Whitfield",
        "2026-03-04T06:12:00Z",
        "en-GB",
        "($1 = 0.9214 euros)",
        ("Airline group", "MERIDIAN/Paul", "All rights reserved", "tracking", "Markets", "Updated"),
    ),
    "tabloid": Expected(
        "Furious neighbours slam 'monster' fence that blocks out the sun",
        "https://www.dailybugler.example/news/furious-neighbours-monster-fence-31415926",
        "The Daily Bugler",
        "Kelly Drummond",
        "2026-05-17T21:40:11+01:00",
        "en",
        "Under planning rules, fences above two metres usually need permission, but the council "
        "has said that it has received no application for the property in Tanners Way.",
        ("newsletter", "812 partners", "pigeons", "Most read", "WhatsApp", "BELIEVE", "Advert"),
    ),
    "json-ld": Expected(
        "City to close three libraries despite protests",
        "https://gazette.example/local/libraries-close",
        "Port Alder Gazette",
        "Amara Obi, Jon Reyes",
        "2026-02-11T18:30:00-05:00",
        "en-US",
        "The librarians' union said that its members had not been consulted.",
    ),
    "german": Expected(
        "Bahnhofsviertel: Stadt stoppt Umbau nach Kostensprung",
        "https://www.rheinbote.example/lokales/umbau-gestoppt-id4711.html",
        "Rheinbote",
        "Jörg Brücken und Änne Maaß",
        "2026-01-23T05:00:00+01:00",
        "de",
        "Der Stadtrat soll am 3. Februar über das weitere Vorgehen entscheiden. Bis dahin bleiben "
        "die Bauzäune stehen.",
        ("Radwege", "Schwimmbad", "Medien GmbH", "Von Jörg"),
    ),
    "japanese": Expected(
        "市、駅前再開発を一時中止へ 事業費が倍増",
        None,
        "北海新報",
        None,
        "2026-04-02T19:30:00+09:00",
        "ja",
        "市議会は今月中旬に臨時会を開き、今後の対応を協議する。市民団体は計画の全面的な見直しを"
        "求めている。",
        ("さとう", "著作権", "経済"),
    ),
    "undeclared-charset": Expected(
        "Le maire démissionne après l’enquête",
        None,
        None,
        None,
        None,
        None,
        "Selon une source proche du dossier, le parquet pourrait ouvrir une information judiciaire "
        "dès la semaine prochaine. Les élus de l’opposition réclament un audit complet des "
        "comptes.",
        ("Accueil", "Régions"),
    ),
    "no-date": Expected(
        "The last ferryman of Lough Derravin",
        None,
        None,
        None,
        None,
        "en",
        "There are eleven houses on the far shore. Six of them are lived in all year round, and "
        "nobody in any of them owns a car.",
    ),
    "only-time": Expected(
        "Council votes to keep the night bus",
        None,
        None,
        "Noor Haddad",
        "2026-07-28T20:15:00+10:00",
        "en-AU",
        "The operator did not return calls before deadline. A decision on the fare is expected at "
        "the meeting in September, when the budget is due.",
        ("Storm heads",),
    ),
    "amp": Expected(
        "Hospital inquiry hears of missing records",
        "https://www.northpost.example/health/hospital-inquiry-missing-records",
        "North Post",
        "Sian Powell",
        "2026-06-09T12:00:00Z",
        "en",
        "The inquiry goes on. A spokesman for the health ministry declined to comment while "
        "evidence is being heard.",
        ("amp-", "doubleclick"),
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_page_becomes_the_article_that_its_readers_see(name: str) -> None:
    article, expected = read(name), EXPECTED[name]

    facts = (article.title, article.url, article.publisher, article.byline, article.published)
    assert (*facts, article.language) == expected[:6]
    assert article.published_basis == ("declared" if expected.published else None)
    blocks = article.text.split("\n\n")
    assert (blocks[0], blocks[-1]) == (expected.title, expected.last)
    assert len(set(blocks)) == len(blocks) >= 4
    for words in expected.absent:
        assert words not in article.text


def test_every_page_that_holds_an_article_is_looked_at() -> None:
    without = {"cookie-wall", "front-page"}
    assert {path.stem for path in PAGES.glob("*.html")} == {*EXPECTED, *without}


def test_the_text_is_whole_with_headings_lists_and_quotations() -> None:
    lines = read("agency").text.split("\n\n")
    assert lines[1].startswith("MILAN, March 4 (Meridian) - Ferrovia SpA is in advanced talks")
    assert lines[5] == "Regulators watch closely"
    assert len(lines) == 9
    text = read("json-ld").text
    assert "30.\nMill Lane Library will close on May 31.\nHarbour Library will close on" in text
    assert "\n\nWe were not asked. We learned of it from the newspaper.\n\n" in text


def test_what_is_guessed_and_what_is_missing_is_told() -> None:
    assert read("agency").notices == ()
    assert read("tabloid").notices == ("The byline was guessed from the page's layout.",)
    assert read("german").notices == ("The outlet was guessed from the page's title.",)
    assert "whole text is for subscribers" in read("json-ld").notices[0]
    assert "reads as windows-1252" in read("undeclared-charset").notices[0]
    told = read("no-date", Reading(url="https://www.lough.example/ferryman#top"))
    assert told.url == "https://www.lough.example/ferryman"
    assert told.publisher == "lough.example"
    assert told.notices == ("The outlet was guessed from the page's address.",)


def test_a_date_that_is_not_declared_is_a_guess() -> None:
    shown = page(f"<article><h1>Fire</h1><p class=date>23 January 2026</p>{PROSE}</article>")
    assert (shown.published, shown.published_basis) == ("2026-01-23", "guessed")
    assert shown.notices[-1] == "The page declares no date; 2026-01-23 is a guess."
    addressed = page(
        f"<article><h1>Fire</h1>{PROSE}</article>",
        how=Reading(url="https://news.example/2025/11/03/fire"),
    )
    assert (addressed.published, addressed.published_basis) == ("2025-11-03", "guessed")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<meta name=DC.date.issued content=2026-03-01>", ""),
        ("<meta property='article:published_time' content=' 2026-03-01 '>", ""),
        ("<meta itemprop=datePublished content=2026-03-01>", ""),
        ("", "<span itemprop=datePublished content=2026-03-01>yesterday</span>"),
        ("", "<time pubdate datetime=2026-03-01>1 March</time>"),
        ("", "<div class=meta><time datetime=2026-03-01>1 March</time></div>"),
        (
            "<script type=application/ld+json><!-- {'@type':'https://schema.org/NewsArticle',"
            "'datePublished':['2026-03-01']} --></script>".replace("'", '"'),
            "",
        ),
        (
            "<meta name=date content='last week'><meta name=pubdate content=2026-03-01>",
            "<time class=updated datetime=2026-04-01>1 April</time>",
        ),
    ],
)
def test_a_date_is_declared_by_meta_elements_json_ld_or_time(head: str, body: str) -> None:
    article = page(f"<article><h1>Fire</h1>{body}{PROSE}</article>", head)
    assert (article.published, article.published_basis) == ("2026-03-01", "declared")


@pytest.mark.parametrize(
    "words", ["<p>On 3 May 1998 he died in Rome.</p>", "<footer>© 2024 The Bugler</footer>"]
)
def test_a_date_in_prose_or_of_a_copyright_is_not_even_a_guess(words: str) -> None:
    assert page(f"<article><h1>Fire</h1>{PROSE}</article>{words}").published is None


def test_dates_of_changes_of_other_articles_and_in_prose_are_not_the_articles() -> None:
    others = (
        "<time class=modified datetime=2026-04-01>1 April</time>"
        "<aside><time datetime=2026-04-02>2 April</time></aside>"
        "<div class='related-news'><time datetime=2026-04-03>3 April</time></div>"
        "<p>The bridge, which has been closed to every kind of traffic since <time "
        "datetime=1998-03-01>1 March 1998</time>, will not open again before the summer, "
        "the council said.</p>"
    )
    article = page(f"<article><h1>Fire</h1>{others}{PROSE}</article>")
    assert article.published_basis != "declared"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Fire - The Bugler</title>", "<h1>The Bugler</h1><h1>Fire</h1>", "Fire"),
        ("<title>Fire | The Bugler</title>", "", "Fire"),
        (f"{OUTLET}<meta property=og:title content='Fire – The Bugler'>", "", "Fire"),
        ("<meta property=og:title content='Fire &amp;amp; ice'>", "", "Fire & ice"),
        ("", "<h1>Fire</h1>", "Fire"),
    ],
)  # fmt: skip
def test_the_headline_is_the_one_that_readers_see_without_the_outlet(
    head: str, body: str, title: str
) -> None:
    article = page(f"<div>{body}{PROSE}</div>", head)
    assert article.title == title
    assert article.text.startswith(f"{title}\n\nParagraph 0")


def test_the_headline_stands_in_the_text_once() -> None:
    body = f"<article><p>Local news</p><h2>Fire, again!</h2>{PROSE}</article>"
    article = page(body, "<meta property=og:title content='Fire, again'>")
    assert article.text.split("\n\n")[:2] == ["Fire, again!", "Local news"]
    assert article.text.count("Fire") == 1


@pytest.mark.parametrize(
    "inside",
    [
        "<time datetime=2026-01-01>INSIDE</time>",
        "<span class='share'>INSIDE</span>",
        "<span class='author'>INSIDE</span>",
        "<em class=caption>INSIDE</em>",
        "<a class='related-link' href=/x><b>INSIDE</b></a>",
        "<label>INSIDE</label>",
        "<abbr title=x>INSIDE</abbr>",
        "<ruby>INSIDE<rp>(</rp><rt>reading</rt><rp>)</rp></ruby>",
    ],
)
def test_no_word_of_a_sentence_is_lost_for_its_markup(inside: str) -> None:
    article = page(f"<article>{PROSE}<p>Before the thing {inside} comes another.</p></article>")
    assert article.text.endswith("Before the thing INSIDE comes another.")


def test_two_breaks_end_a_paragraph_and_one_a_line() -> None:
    said = "The mayor <b>said</b> it.<br> <br/>Nobody asked <i>her</i>.<br>She left.<br><br>End."
    article = page(f"<article><p>{said}</p>{PROSE}<p>The last.</p></article>")
    assert article.text.split("\n\n")[:3] == [
        "The mayor said it.", "Nobody asked her.\nShe left.", "End.",
    ]  # fmt: skip
    assert article.text.endswith("\n\nThe last.")


def test_quotations_get_the_marks_that_a_browser_shows() -> None:
    said = "<p>The mayor said <q>it is <b>over</b></q> and left.</p>"
    assert page(PROSE + said).text.endswith("The mayor said “it is over” and left.")


@pytest.mark.parametrize(
    ("markup", "license_"),
    [
        ("<a rel=license href=https://creativecommons.org/licenses/by/2.5/>x</a>", "CC BY 2.5"),
        ("<link rel=license href=//creativecommons.org/publicdomain/zero/1.0/>", "CC0 1.0"),
        ("<a rel='nofollow license' href=/terms>Free to reprint</a>", "Free to reprint"),
        ("<link rel=license href=https://news.example/terms>", "https://news.example/terms"),
        ("<figure><a rel=license href=https://x.example/>photo</a></figure>", None),
        ("", None),
    ],
)
def test_a_licence_is_taken_only_if_it_is_declared_for_the_page(
    markup: str, license_: str | None
) -> None:
    assert page(f"<article>{PROSE}</article>{markup}").license == license_


@pytest.mark.parametrize(
    ("head", "at", "url"),
    [
        ("<link rel=canonical href=/a>", "https://n.example/b?x=1#c", "https://n.example/a"),
        ("<link rel=canonical href=https://n.example/>", "https://n.example/b", "https://n.example/b"),
        ("<link rel='Canonical' href='javascript:x'>", "https://n.example/b", "https://n.example/b"),
        ("<link rel=canonical href='http://[bad'>", None, None),
        ("<meta property=og:url content=https://n.example/a#x>", None, "https://n.example/a"),
    ],
)  # fmt: skip
def test_the_address_is_the_canonical_one(head: str, at: str | None, url: str | None) -> None:
    assert page(f"<article>{PROSE}</article>", head, Reading(url=at)).url == url


def test_a_language_that_a_person_says_goes_before_the_pages() -> None:
    assert read("german", Reading(language="de-AT")).language == "de-AT"


@pytest.mark.parametrize(
    ("whole", "why"),
    [
        (source("cookie-wall"), "asks for consent"),
        (source("front-page"), "it is a list of links"),
        (b"<html></html>", "hardly any text"),
        (b"<html><body><div id=root></div><script>render('the whole article')</script>", "hardly"),
        (b"<html><body><p>Please enable JavaScript and cookies to continue</p>", "consent"),
        (b"<!doctype html>", ""),
    ],
)
def test_a_page_without_an_article_is_refused_with_the_reason(whole: bytes, why: str) -> None:
    with pytest.raises(NoArticleError, match=rf"a\.html: no article was found in it \(.*{why}"):
        read_html(whole, "a.html", Reading())


def test_a_short_report_is_an_article() -> None:
    article = page("<article><h1>Mayor resigns</h1><p>More follows shortly.</p></article>")
    assert article.text == "Mayor resigns\n\nMore follows shortly."


def test_an_article_that_only_the_machines_get_is_taken_from_there() -> None:
    body = "The mayor resigned on Monday.\\nShe gave no reason for it.\\nHer deputy takes over."
    told = '{"@type":"NewsArticle","headline":"Mayor resigns","articleBody":"' + body + '"}'
    article = page("<div id=app></div>", f"<script type=application/ld+json>{told}</script>")
    assert article.text.split("\n\n")[1:] == body.split("\\n")


@pytest.mark.parametrize(
    ("codec", "own", "header"),
    [
        ("utf-8", None, "iso-8859-1"),
        ("utf-8", "windows-1251", "koi8-r"),
        ("utf-8-sig", "koi8-r", None),
        ("koi8-r", None, "koi8-r"),
        ("koi8-r", "koi8-r", None),
        ("koi8-r", "koi8-r", "iso-8859-1"),
        ("koi8-r", "koi8-r", "no-such-charset"),
        ("utf-16", None, None),
        ("iso2022_jp", "iso-2022-jp", None),
    ],
)
def test_the_encoding_is_the_one_that_fits_whoever_declares_another(
    codec: str, own: str | None, header: str | None
) -> None:
    sentence = "同社はコメントを控えた。" if "jp" in codec else "Президент заявил в понедельник."
    declared = f"<meta charset={own}>" if own else ""
    whole = f"<html><head>{declared}</head><body><article><p>{sentence}</p>{PROSE}"

    article = read_html(whole.encode(codec), "a.html", Reading(charset=header))

    assert sentence in article.text
    assert article.notices == ()


def test_a_few_broken_bytes_do_not_change_the_encoding_of_the_rest() -> None:
    whole = f"<html><body><article><p>{'Es wäre schön für Müller. ' * 20}</p>{PROSE}".encode()
    article = read_html(whole.replace(b"<p>Es", b"<p>\xff Es", 1), "a.html", Reading())
    assert "Es wäre schön für Müller." in article.text
    assert article.notices[0] == "1 byte that is not UTF-8 became U+FFFD."


def _hostile() -> dict[str, str]:
    article = f"<article>{PROSE}</article>"
    broken = '<script type=application/ld+json>{"author": {"name' + ' "author":' * 100_000
    return {
        "nested divs around it": "<div>" * 10_000 + article + "</div>" * 10_000,
        "nested divs after it": article + "<div>" * 100_000,
        "nested spans": f"{article}<p>{'<span>' * 100_000}x",
        "a huge attribute": f"<div data-x='{'a ' * 2_000_000}'>{article}",
        "many attributes": f"<div {' '.join(f'a{n}=x' for n in range(100_000))}>{article}",
        "a huge script": f"<script>{'var a=1;' * 500_000}</script>{article}",
        "broken JSON-LD": f"{broken}</script>{article}",
        "deep JSON-LD": f"<script type=application/ld+json>{'[' * 1_000_000}</script>{article}",
        "many short paragraphs": f"{'<p><time datetime=x>y</time>' * 14_000}{article}",
        "many inline elements": f"{article}<p>Some words of its own. {'<b class=x>y</b>' * 20_000}",
        "many headings": "<h1>x</h1>" * 300_000 + article,
        "many breaks": f"{article}<p>{'Some words.<br><br>' * 9_000}",
        "comments": article + "<!-- x -->" * 300_000,
        "brackets": "<" * 2_000_000 + article,
        "white space": f"{article}<p>{' ' * 4_000_000}{' -' * 500_000}",
        "control characters in prose": article
        + "<p>Some words of prose <time>now</time>\x01 and <q>he said\x0c</q>\ufffe so.</p>" * 99,
        "a control character in each tag": "<p\x01 onclick='x'>\x1b[31mred</p>" * 1000 + article,
    }


@pytest.mark.parametrize(("body"), _hostile().values(), ids=_hostile())
def test_hostile_pages_are_read_or_refused_within_seconds(body: str) -> None:
    began = time.process_time()
    try:
        article = page(body)
    except NoArticleError:
        pass
    else:
        assert "said on Monday" in article.text
        assert "onclick" not in article.text
    assert time.process_time() - began < 15


def test_prose_of_a_page_with_very_many_elements_is_whole() -> None:
    words = "<i>A</i> <b class=share>word</b> <a href=/x>linked</a>, <q>said</q> she. " * 2_000
    article = page(f"<article>{PROSE}<p>Some words: {words}<b hidden>unseen</b></p></article>")
    assert "Some words: A word linked, “said” she. A word linked, “said” she." in article.text
    assert article.text.count("A word linked, “said” she.") == 2_000
    assert "unseen" not in article.text


def test_scripts_styles_and_handlers_leave_nothing_in_the_text() -> None:
    article = page(
        f"<style>p{{color:red}}</style><article onload='steal()'>{PROSE}"
        "<script>steal()</script><noscript>Turn scripts on</noscript><template>later</template>"
        "<svg><text>drawn</text></svg></article>"
    )
    assert not re.search("steal|color|scripts on|later|drawn", article.text)


def test_reading_a_page_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_words: object, **_more: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for name in EXPECTED:
        assert read(name).text
    doctype = "<!DOCTYPE html SYSTEM 'http://evil.example/x.dtd' [<!ENTITY a SYSTEM 'file:///x'>]>"
    assert "root:" not in read_html(f"{doctype}<p>&a;{PROSE}".encode(), "a.html", Reading()).text


def test_a_page_that_was_fetched_is_read_with_what_its_server_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without_proxies(monkeypatch)
    header = {"Content-Type": "text/html; charset=ISO-8859-1"}
    with serving({"/a": Answer(source("japanese"), headers=header)}) as site:
        got = fetch(site.url("/a"))
        how = Reading(url=got.url_final, content_type=got.content_type, charset=got.charset)
        article = read_one(got.data, got.url_final, how)
    assert article.text == read("japanese").text
    assert (article.url, article.notices) == (site.url("/a"), ())


@pytest.mark.parametrize(
    ("name", "data", "how", "reader"),
    [
        ("a.txt", b"\xef\xbb\xbf <!DOCTYPE html>", Reading(), "html"),
        ("a.txt", "<html lang=en>".encode("utf-16"), Reading(), "html"),
        ("a.HTM", b"<p>Hello", Reading(), "html"),
        ("https://n.example/a", b"<p>Hello", Reading(content_type="text/html"), "html"),
        ("https://n.example/a.html?b=c.pdf", b"<p>Hello", Reading(), "html"),
        ("https://n.example/a", b"Hello", Reading(content_type="text/plain"), "plain text"),
        ("a.txt", b"An article about <html> and <body>.", Reading(), "plain text"),
        ("a.txt", b"<htmlish is no tag>", Reading(), "plain text"),
    ],
)
def test_a_page_is_told_by_its_content_its_server_or_its_name(
    name: str, data: bytes, how: Reading, reader: str
) -> None:
    assert reader_for(name, data, how=how).name == reader


def test_a_page_of_comments_is_told_in_the_time_of_its_length() -> None:
    assert not is_html(b"<!-- -->" * 500 + b"Prices rise.")


WORDS = st.lists(st.text("abcdefgäöüéß字新聞", min_size=2, max_size=9), min_size=6, max_size=20)


@given(st.lists(WORDS, min_size=4, max_size=9, unique_by=tuple))
def test_every_paragraph_of_an_article_is_in_its_text(paragraphs: list[list[str]]) -> None:
    lines = [f"{' '.join(words)}, said speaker number {n}." for n, words in enumerate(paragraphs)]
    body = "".join(f"<p>{line}</p>" for line in lines)
    article = page(f"<article><h1>Mayor resigns</h1>{body}</article>")
    assert article.text.split("\n\n") == ["Mayor resigns", *lines]


@given(
    st.one_of(st.binary(max_size=300), st.text("<>/abp=\"'! \n&;-[", max_size=200).map(str.encode))
)
def test_any_bytes_are_an_article_or_a_data_error(data: bytes) -> None:
    try:
        article = read_html(b"<html>" + data, "a.html", Reading())
    except DataError:
        return
    assert article.text.encode()
    assert "\x00" not in article.text
