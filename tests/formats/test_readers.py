"""The table of formats that come in, as a whole."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.errors import DataError, EmptyFileError, RefusedError, TooLargeError
from annotator.formats.articles import READERS, Reader, Reading, read_articles, read_one, reader_for

SLOW = {
    *("trafilatura", "lxml", "htmldate", "feedparser", "markdown_it", "charset_normalizer"),
    *("pypdfium2", "docx", "pydantic", "sentencex", "numpy"),
}


def test_the_table_of_formats_loads_no_library_before_something_is_read() -> None:
    code = "import annotator.formats, sys, json; print(json.dumps(sorted(sys.modules)))"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=root)
    assert not SLOW & set(json.loads(done.stdout))


def test_names_suffixes_and_media_types_belong_to_one_format_each() -> None:
    for field in ("name", "suffixes", "media_types"):
        said = [getattr(reader, field) for reader in READERS]
        flat = [value for each in said for value in ([each] if field == "name" else each)]
        assert len(flat) == len(set(flat))
        assert [value.lower() for value in flat] == flat


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@pytest.mark.parametrize("data", [b"", b" \n", b"\x00" * 100, b"\xef\xbb\xbf"])
def test_every_format_refuses_what_holds_nothing_with_the_name(reader: Reader, data: bytes) -> None:
    with pytest.raises(DataError, match=r"inbox/a\.x"):
        list(reader.read(data, "inbox/a.x", Reading()))


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_no_format_recognises_prose(reader: Reader) -> None:
    prose = "Mayor resigns\n\n{It} [was] <told> on Monday, 3 May: “No”. PK %PDF- <rss> uri\n"
    assert reader.recognises is None or not reader.recognises(prose.encode())
    assert reader_for("a.unknown", prose.encode()).name == "plain text"


def test_a_source_that_should_be_one_article_is_refused_where_it_holds_several() -> None:
    two = b'{"text": "A thing."}\n{"text": "Another."}\n'
    with pytest.raises(RefusedError, match="holds several articles"):
        read_one(two, "a.jsonl")
    assert read_one(b"A thing.", "a.txt").text == "A thing."
    with pytest.raises(EmptyFileError):
        read_one(b"", "a.txt")


def test_the_limit_is_that_of_the_format() -> None:
    prose = b"A thing. " * 600_000
    assert len(read_one(prose, "a.txt").text) == len(prose)
    with pytest.raises(TooLargeError, match="more than 5 MB"):
        list(read_articles(prose, "a.md"))
