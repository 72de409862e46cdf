"""Whatever comes under whatever name: articles that can be stored, or an error with a sentence."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import DataError
from annotator.formats.articles import READERS, Incoming, Reading, read_articles
from tests.formats.documents import column, docx_of, pdf, titled_pdf

SUFFIXES = sorted(suffix for reader in READERS for suffix in reader.suffixes)
WHOLE = {
    "pdf": pdf(column("Some words to read.", "And more of them.")),
    "titled pdf": titled_pdf("A title", "An author"),
    "docx": docx_of("<w:p><w:r><w:t>Some words to read.</w:t></w:r></w:p>"),
    "jsonl": b'{"text": "One.", "title": "A"}\n{"text": "Two."}\n',
    "csv": b'title,text\n"A, b","One, ""two"".\n\nThree."\nC,Four.\n',
    "md": b"---\ntitle: A\n---\n# Head\n\nOne *thing* is so.\n\n- a\n- b\n",
    "rss": (
        b"<?xml version='1.0'?><rss version='2.0'><channel><title>P</title><item><title>A</title>"
        b"<description>&lt;p&gt;One thing.&lt;/p&gt;</description></item></channel></rss>"
    ),
    "ninjs": b'{"uri": "u:1", "headline": "A", "body_text": "One.", "versioncreated": "2026"}',
    "html": b"<!doctype html><title>A</title><article><p>One thing is so.</p></article>",
}


def read(data: bytes, name: str) -> Iterator[Incoming | DataError]:
    try:
        yield from read_articles(data, name, Reading())
    except DataError as error:
        yield error


def check(data: bytes, name: str) -> None:
    for found in read(data, name):
        if isinstance(found, DataError):
            assert str(found).startswith(name)
            assert str(found).endswith((".", "?"))
            continue
        assert found.text.strip()
        assert 0 < len(found.title) <= 200
        for value in (found.title, found.text, found.byline, found.url, found.publisher):
            assert "\0" not in (value or "")
            (value or "").encode()
        assert (found.published is None) == (found.published_basis is None)


@given(st.binary(max_size=300), st.sampled_from(SUFFIXES))
def test_any_bytes_are_articles_or_an_error(data: bytes, suffix: str) -> None:
    check(data, f"a{suffix}")


@given(st.text(max_size=200), st.sampled_from(SUFFIXES))
def test_any_text_is_articles_or_an_error(text: str, suffix: str) -> None:
    check(text.encode("utf-8", "surrogatepass"), f"a{suffix}")


@pytest.mark.parametrize("kind", WHOLE)
def test_a_source_that_is_damaged_anywhere_is_articles_or_an_error(kind: str) -> None:
    chance = random.Random(kind)  # noqa: S311 - the same damage each time
    for _ in range(150):
        data = bytearray(WHOLE[kind])
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(data))
            data[place : place + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        check(bytes(data), f"a.{kind.rsplit(maxsplit=1)[-1]}")
