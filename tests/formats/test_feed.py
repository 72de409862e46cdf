from __future__ import annotations

import socket
import time

import pytest

from annotator.errors import (
    BadRecordError,
    BrokenDocumentError,
    DataError,
    NoArticleError,
    UnsupportedFileError,
)
from annotator.formats.articles import read_articles, reader_for
from annotator.formats.articles.feed import is_feed
from annotator.formats.articles.incoming import Incoming, Reading

RSS = """<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:cc="http://backend.userland.com/creativeCommonsRssModule">
<channel><title>Meridian &amp; Sons</title><link>https://m.example/</link><language>en-gb</language>
<cc:license>https://creativecommons.org/licenses/by/4.0/</cc:license>
<item><title>Mayor &lt;i&gt;resigns&lt;/i&gt; &amp;amp; leaves</title><link>https://m.example/1</link>
<description>The short of it.</description>
<content:encoded><![CDATA[<p>The mayor resigned on <b>Monday</b>.</p><script>x()</script>
<figure><img src=a><figcaption>A photo</figcaption></figure><p>Aides said so.</p>]]>
</content:encoded>
<dc:creator>Ana Silva</dc:creator><pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate></item>
<item><title>Rain</title><link>https://m.example/2</link>
<description>It rains &amp; pours.</description>
<author>desk@m.example (Ben Okafor)</author><pubDate>Tue, 03 Mar 2026</pubDate></item>
<item><title>Only a title</title><link>https://m.example/3</link></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Rheinbote</title>
<author><name>Die Redaktion</name></author>
<entry><title type="html">Umbau &lt;b&gt;gestoppt&lt;/b&gt;</title>
<link rel="enclosure" href="https://r.example/1.mp3"/><link rel="alternate" href="https://r.example/1"/>
<id>urn:1</id><published>2026-03-01T10:00:00+01:00</published><updated>2026-03-02T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Der Umbau ist gestoppt.</p>
<p>Die Stadt schweigt.</p></div></content></entry>
<entry xml:lang="en"><title>Later</title><id>https://r.example/2</id>
<updated>2026-03-02T10:00:00Z</updated><content type="text">It is 3 &lt; 4 today.</content></entry>
</feed>"""


def read(text: str | bytes, how: Reading | None = None) -> list[Incoming | DataError]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_articles(data, "a.xml", how))


def articles(text: str | bytes, how: Reading | None = None) -> list[Incoming]:
    return [found for found in read(text, how) if isinstance(found, Incoming)]


def test_every_entry_with_a_text_is_an_article() -> None:
    first, second = articles(RSS)
    assert first.text == (
        "Mayor resigns & leaves\n\nThe mayor resigned on Monday.\n\nAides said so."
    )
    assert (first.title, first.url) == ("Mayor resigns & leaves", "https://m.example/1")
    assert (first.byline, first.publisher) == ("Ana Silva", "Meridian & Sons")
    assert (first.published, first.published_basis) == ("2026-03-03T10:00:00+00:00", "declared")
    assert (first.language, first.notices) == ("en-gb", ())
    assert first.license == "https://creativecommons.org/licenses/by/4.0/"
    assert first.part == "entry 'Mayor resigns & leaves'"
    assert second.text == "Rain\n\nIt rains & pours."
    assert "a summary of it, and no more" in second.notices[0]
    assert (second.byline, second.published) == ("Ben Okafor", "2026-03-03")


def test_the_address_of_a_feed_is_not_that_of_its_entries() -> None:
    bare = RSS.replace("<link>https://m.example/2</link>", "")
    first, second = articles(bare, Reading(url="https://m.example/feed"))
    assert (first.url, second.url) == ("https://m.example/1", None)


def test_an_entry_with_a_title_only_is_an_error_in_its_place() -> None:
    found = read(RSS)
    assert len(found) == 3
    assert isinstance(found[2], BadRecordError)
    assert str(found[2]) == "a.xml, entry 'Only a title': it has a title only."


def test_atom_entries_have_their_own_language_and_dates() -> None:
    first, second = articles(ATOM)
    assert first.text == "Umbau gestoppt\n\nDer Umbau ist gestoppt.\n\nDie Stadt schweigt."
    assert (first.url, first.language, first.byline) == (
        "https://r.example/1", "de", "Die Redaktion",
    )  # fmt: skip
    assert first.published == "2026-03-01T10:00:00+01:00"
    assert (second.text, second.language) == ("Later\n\nIt is 3 < 4 today.", "en")
    assert (second.url, second.published) == ("https://r.example/2", "2026-03-02T10:00:00Z")
    assert second.notices == ("The feed tells when it was changed, not when it was published.",)
    assert second.published_basis == "guessed"


def test_a_date_before_the_first_year_is_none() -> None:
    when = "<pubDate>0000-00-00</pubDate>"
    (article,) = articles(
        f"<rss version='2.0'><channel><item><title>A</title>{when}"
        "<description>It rains.</description></item></channel></rss>"
    )
    assert (article.published, article.published_basis) == (None, None)


def test_a_feed_in_another_encoding_is_read_by_its_declaration() -> None:
    russian = RSS.replace("utf-8", "koi8-r").replace("It rains", "Идёт дождь")
    assert "Идёт дождь" in articles(russian.encode("koi8-r"))[1].text
    wide = ATOM.replace('"1.0"', '"1.0" encoding="utf-16"')
    assert len(articles(wide.encode("utf-16"))) == 2


def test_a_broken_feed_gives_what_can_be_read() -> None:
    cut = RSS[: RSS.index("<item><title>Rain")]
    assert [article.title for article in articles(cut)] == ["Mayor resigns & leaves"]
    loose = RSS.replace("It rains &amp; pours", "It rains & pours")
    assert articles(loose)[1].text == "Rain\n\nIt rains & pours."


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ('<rss version="2.0"><channel><title>x</title></channel></rss>', NoArticleError, "no entr"),
        (
            '<rss version="2.0"><channel><item><title>x</title></item></channel></rss>',
            NoArticleError,
            "titles only",
        ),
        ("<?xml version='1.0'?><inventory><a>1</a></inventory>", UnsupportedFileError, "no feed"),
    ],
)
def test_a_feed_without_articles_is_refused(text: str, kind: type[DataError], says: str) -> None:
    with pytest.raises(kind, match=says):
        read(text)


def test_a_feed_over_which_the_library_stumbles_is_refused() -> None:
    with pytest.raises(BrokenDocumentError, match="it should be a feed, and it is damaged"):
        read(RSS.replace("</item>", "<title>&#xD800;</title></item>", 1))


def test_nothing_is_fetched_or_opened(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def refuse(*_words: object, **_more: object) -> None:
        raise AssertionError("a connection was opened")

    secret = tmp_path_factory.mktemp("x") / "secret"
    secret.write_text("the secret")
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    hostile = RSS.replace("<rss", f"{entity}<rss", 1).replace("It rains", "&x; It rains")
    assert "It rains" in articles(hostile)[1].text
    assert not any("the secret" in article.text for article in articles(hostile))
    assert isinstance(read(ATOM, Reading(url="http://127.0.0.1:9/feed"))[0], Incoming)


def test_hostile_feeds_are_read_or_refused_within_seconds() -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'
    item = "<item><title>x</title><description>y</description></item>"
    for text in (
        RSS.replace("<rss", f"{bomb}<rss", 1).replace("It rains", "&l9;"),
        RSS.replace("It rains", "<a>" * 50_000),
        RSS.replace("It rains", "&lt;div>" * 50_000),
        f'<rss version="2.0"><channel>{item * 5_000}</channel></rss>',
        '<rss version="2.0"><channel>' + "<item>" * 10_000,
        '<rss version="2.0"><channel><item><title>' + "<![CDATA[" * 50_000,
    ):
        began = time.process_time()
        try:
            found = articles(text)
        except DataError:
            found = []
        assert all(len(article.text) < 1_000_000 for article in found)
        assert time.process_time() - began < 15


@pytest.mark.parametrize(
    ("data", "name", "reader"),
    [
        (RSS.encode(), "-", "feed"),
        (ATOM.encode("utf-16"), "a.txt", "feed"),
        (b"<rss version='2.0'>", "a", "feed"),
        (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "a", "feed"),
        (b"<feed>the ducks</feed>", "a.txt", "plain text"),
        (b"<?xml version='1.0'?><html>", "a.xml", "html"),
    ],
)
def test_a_feed_is_told_by_its_content(data: bytes, name: str, reader: str) -> None:
    assert reader_for(name, data).name == reader


def test_comments_are_passed_over_in_the_time_of_their_length() -> None:
    assert not is_feed(b"<!-- -->" * 600 + b"<!DOCTYPE" * 200)
