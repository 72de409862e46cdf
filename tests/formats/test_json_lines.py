from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import BinaryFileError, DataError, EmptyFileError, NoTextFieldError
from annotator.formats.articles import Incoming, Reading, read_articles, reader_for
from annotator.formats.articles.json_lines import read_json_lines
from annotator.formats.articles.plain import LIMIT


def lines(*values: object) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def read(data: bytes, **how: str) -> list[Incoming | DataError]:
    return list(read_json_lines(data, "a.jsonl", Reading(**how)))


def good(data: bytes, **how: str) -> list[Incoming]:
    found = read(data, **how)
    assert not [row for row in found if isinstance(row, DataError)]
    return [row for row in found if isinstance(row, Incoming)]


def test_what_corpora_call_their_fields_is_known() -> None:
    (article,) = good(
        lines(
            {
                "Article ID": 17,
                "body": "One thing.\n\nAnother.",
                "headline": "A  headline",
                "link": "https://example.org/a",
                "source": {"name": "The Daily"},
                "authors": ["Ada Reporter", {"name": "Ben Writer"}],
                "date_published": "22 November 2026",
                "lang": "en_GB",
                "licence": "CC BY 4.0",
            }
        )
    )
    assert article == Incoming(
        title="A headline",
        text="One thing.\n\nAnother.",
        url="https://example.org/a",
        publisher="The Daily",
        byline="Ada Reporter, Ben Writer",
        published="2026-11-22",
        published_basis="declared",
        language="en-GB",
        license="CC BY 4.0",
        part="line 1",
        id="17",
    )


def test_a_broken_line_is_told_with_its_number_and_the_rest_comes_in() -> None:
    rows = [b'{"text": "Article %d says this."}' % n for n in range(1, 10_001)]
    rows[7330] = b'{"text": "Article 7331 say'
    found = read(b"\n".join(rows))
    assert len(found) == 10_000
    (error,) = [row for row in found if isinstance(row, DataError)]
    assert str(error).startswith("a.jsonl, line 7,331: it is no JSON")
    assert isinstance(found[7331], Incoming)
    assert found[7331].part == "line 7,332"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"[1, 2]", "no object"),
        (b'"text"', "no object"),
        (b"{'text': 'x'}", "no JSON"),
        (b'{"text": null}', "it has no 'text'"),
        (b'{"other": "x"}', "it has no field that is known to hold text"),
        (b'{"text": " \\n "}', "its 'text' is empty"),
        (b'{"text": 5}', "its 'text' is a number and no text"),
        (b'{"text": {"a": 1}}', "its 'text' is an object and no text"),
        (b'{"text": "\xff"}', "no JSON"),
        (b'{"text": "a\x01b"}', "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"text": "\\ud800' + b"[" * 9, "no JSON"),
        (b'{"text": "' + b"x" * (LIMIT + 1) + b'"}', "20 million characters"),
    ],
)
def test_a_line_that_is_no_article_is_told_and_stops_nothing(line: bytes, says: str) -> None:
    found = read(lines({"text": "One."}) + line + b"\n\n" + lines({"text": "Two."}))
    assert [type(row) is Incoming for row in found] == [True, False, True]
    assert says in str(found[1])
    assert str(found[1]).startswith("a.jsonl, line 2: ")
    assert isinstance(found[2], Incoming)
    assert found[2].part == "line 4"


def test_half_surrogates_and_nul_are_replaced_with_a_notice() -> None:
    (article,) = good(b'{"text": "One \\ud800 two \\u0000."}')
    assert article.text == "One \ufffd two \ufffd."
    assert article.notices[0].startswith("2 characters")


def test_a_date_an_address_or_a_language_that_is_none_is_left_out_and_told() -> None:
    (article,) = good(
        lines({"text": "One.", "date": "03/04/2026", "url": "javascript:x", "language": "???"})
    )
    assert (article.published, article.published_basis) == (None, None)
    assert (article.url, article.language) == (None, None)
    assert len(article.notices) == 3


def test_a_source_that_is_an_address_is_the_address() -> None:
    one, two = good(
        lines(
            {"text": "One.", "source": "https://example.org/a"},
            {"text": "Two.", "source": "https://example.org/", "url": "https://example.org/b"},
        )
    )
    assert (one.url, one.publisher) == ("https://example.org/a", None)
    assert (two.url, two.publisher) == ("https://example.org/b", None)


def test_the_fields_that_a_person_names_go_before_those_that_are_usual() -> None:
    data = lines({"text": "No.", "id": 1, "story": {"lead": "Yes."}, "key": "k-1"})
    (article,) = good(data, text_field="story.lead", id_field="key", language="fr")
    assert (article.text, article.id, article.language) == ("Yes.", "k-1", "fr")
    (article,) = good(data, text_field="Text")
    assert article.text == "No."


def test_a_source_without_the_text_says_which_fields_there_are() -> None:
    with pytest.raises(NoTextFieldError, match="There are: 'words', 'b'") as caught:
        read(lines({"words": "x"}, {"b": 1}))
    assert "--text-field" in str(caught.value)
    with pytest.raises(NoTextFieldError, match="Did you mean 'words'"):
        read(lines({"words": "x"}), text_field="word")
    with pytest.raises(NoTextFieldError, match="'key'"):
        read(lines({"text": "x"}), id_field="key")


@pytest.mark.parametrize(
    "data",
    [
        b'[{"text": "One."}, {"text": "Two."}]',
        b'[\n {"text": "One."},\n {"text": "Two."}\n]\n',
        '\ufeff{"text": "One."}\r\n\r\n{"text": "Two."}'.encode(),
        '{"text": "One."}\n{"text": "Two."}\n'.encode("utf-16"),
    ],
)
def test_lists_other_line_ends_marks_and_utf_16_are_read(data: bytes) -> None:
    assert [article.text for article in good(data)] == ["One.", "Two."]


def test_an_object_over_several_lines_is_one_article() -> None:
    (article,) = good(b'{\n "title": "A",\n "text": ["One.", "Two."]\n}\n')
    assert (article.title, article.text, article.part) == ("A", "One.\n\nTwo.", "")


def test_the_one_list_of_objects_in_an_answer_of_a_service_holds_the_articles() -> None:
    answer = {"status": "ok", "total": 2, "articles": [{"content": "One."}, {"content": "Two."}]}
    assert [(row.text, row.part) for row in good(json.dumps(answer, indent=1).encode())] == [
        ("One.", "item 1"),
        ("Two.", "item 2"),
    ]
    single = {"page": {"body": "It."}, "related": [{"text": "Other."}]}
    data = json.dumps(single, indent=1).encode()
    assert [row.text for row in good(data, text_field="page.body")] == ["It."]


def test_what_fields_are_called_in_other_languages_is_known() -> None:
    (article,) = good(lines({"Titel": "A", "Texte": "One.", "Datum": "5. Mai 2026", "Autor": "B"}))
    assert (article.title, article.text, article.published, article.byline) == (
        "A",
        "One.",
        "2026-05-05",
        "B",
    )


@pytest.mark.parametrize(
    "data", [b'{\n"text": "One \\ud800."\n}', b'[\n{"text": "One \\ud800."}\n]']
)
def test_half_surrogates_over_several_lines_are_replaced_too(data: bytes) -> None:
    (article,) = good(data)
    assert article.text == "One \ufffd."


def test_a_name_that_lies_absurdly_deep_is_left_out() -> None:
    (article,) = good(b'{"text": "One.", "author": ' + b"[" * 900 + b'"Ana"' + b"]" * 900 + b"}")
    assert (article.text, article.byline) == ("One.", None)


def test_what_holds_nothing_or_no_text_at_all_is_refused() -> None:
    for nothing in (b"", b"\xef\xbb\xbf \n\n"):
        with pytest.raises(EmptyFileError):
            read(nothing)
    with pytest.raises(BinaryFileError):
        read(bytes(range(32)) * 100)


def test_it_is_known_by_its_content() -> None:
    assert reader_for("-", lines({"text": "One."})).name == "jsonl"
    assert reader_for("a.txt", lines({"a": 1}, {"a": 2})).name == "jsonl"
    for text in (b"{Updated} The mayor resigned.", b"{}", b"", b'{"a": 1} is how it begins'):
        assert reader_for("a.txt", text).name == "plain text"


def test_tags_in_a_text_are_told() -> None:
    (article,) = good(lines({"text": "<p>One.</p>"}))
    assert article.text == "<p>One.</p>"
    assert "HTML" in article.notices[0]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
names = st.sampled_from(["text", "title", "date", "url", "author", "language", "id", "x"])


@given(st.lists(st.dictionaries(names, json_values, max_size=5) | json_values, max_size=6))
def test_every_line_is_an_article_or_an_error_in_its_order(values: list[Any]) -> None:
    data = b'{"text": "One."}\n' + lines(*values)
    found = list(read_articles(data, "a.jsonl"))
    assert len(found) == len(values) + 1
    for number, row in enumerate(found, 1):
        if isinstance(row, Incoming):
            assert row.part == f"line {number}"
            row.text.encode()
            assert row.title
        else:
            assert f"line {number}: " in str(row)
