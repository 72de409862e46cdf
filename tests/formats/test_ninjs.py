from __future__ import annotations

import json
from typing import Any

import pytest

from annotator.errors import BadRecordError, DataError, NoArticleError
from annotator.formats.articles import read_articles, reader_for
from annotator.formats.articles.incoming import Incoming, Reading
from annotator.formats.articles.ninjs import is_ninjs

FIRST: dict[str, Any] = {
    "uri": "http://agency.example/items/1",
    "type": "text",
    "versioncreated": "2026-03-04T10:37:00Z",
    "firstcreated": "2026-03-04T09:00:00Z",
    "language": "en",
    "byline": "By Ana Silva and Ben Okafor",
    "headline": "Mayor resigns",
    "copyrightholder": "The Agency",
    "usageterms": "For subscribers only.",
    "pubstatus": "usable",
    "body_text": "The mayor resigned. Aides said so.",
    "body_xhtml": "<p>The mayor resigned.</p><p>Aides said so.</p>",
}
SECOND: dict[str, Any] = {
    "uri": "urn:newsml:agency.example:2",
    "standard": {"name": "ninjs", "version": "2.0"},
    "versioncreated": "2026-03-05T16:02:28+02:00",
    "language": "de",
    "headlines": [
        {"role": "sub", "value": "Was nun?"},
        {"role": "main", "value": "Umbau <b>gestoppt</b>", "contenttype": "text/html"},
    ],
    "bodies": [
        {"role": "plain", "contenttype": "text/plain", "value": "Der Umbau ist gestoppt."},
        {
            "role": "html",
            "contenttype": "text/html",
            "value": "<section><p>Der Umbau ist gestoppt.</p><p>Die Stadt schweigt.</p></section>",
        },
    ],
    "by": "Von Änne Maaß, dpa",
    "infosources": [{"name": "Die Agentur"}],
}


def read(value: object, how: Reading | None = None) -> list[Incoming | DataError]:
    return list(read_articles(json.dumps(value).encode(), "a.json", how))


def article(value: object) -> Incoming:
    (found,) = read(value)
    assert isinstance(found, Incoming)
    return found


def test_an_item_of_version_1_is_an_article() -> None:
    found = article(FIRST)
    assert found.text == "Mayor resigns\n\nThe mayor resigned.\n\nAides said so."
    assert (found.title, found.url) == ("Mayor resigns", "http://agency.example/items/1")
    assert (found.byline, found.publisher) == ("Ana Silva and Ben Okafor", "The Agency")
    assert (found.published, found.published_basis) == ("2026-03-04T09:00:00Z", "declared")
    assert (found.language, found.license) == ("en", "For subscribers only.")
    assert (found.notices, found.part) == ((), "")


def test_an_item_of_version_2_is_an_article() -> None:
    found = article(SECOND)
    assert found.text == "Umbau gestoppt\n\nDer Umbau ist gestoppt.\n\nDie Stadt schweigt."
    assert (found.byline, found.publisher, found.url) == ("Änne Maaß, dpa", "Die Agentur", None)
    assert found.published == "2026-03-05T16:02:28+02:00"


def test_names_with_capitals_as_version_3_has_them_are_understood() -> None:
    names = {"versioncreated": "versionCreated", "infosources": "infoSources"}
    third = {names.get(name, name): value for name, value in SECOND.items()}
    third["bodies"] = [{"contentType": "text/html", "value": "<p>Eins.</p><p>Zwei.</p>"}]
    found = article(third)
    assert found.text == "Umbau gestoppt\n\nEins.\n\nZwei."
    assert (found.published, found.publisher) == ("2026-03-05T16:02:28+02:00", "Die Agentur")


def test_a_body_of_plain_text_keeps_its_lines() -> None:
    plain = {"uri": "x", "headline": "News", "body_text": "One.\r\n\r\nTwo < 3."}
    assert article(plain).text == "News\n\nOne.\r\n\r\nTwo < 3."


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"pubstatus": "canceled"}, "has cancelled it"),
        ({"pubStatus": "stat:withheld"}, "has withheld it"),
        ({"embargoed": "2026-04-01T00:00:00Z"}, "embargo until 2026-04-01T00:00:00Z"),
    ],
)
def test_what_the_agency_took_back_or_holds_back_is_told(more: dict[str, str], says: str) -> None:
    base = {name: value for name, value in FIRST.items() if name != "pubstatus"}
    assert says in article(base | more).notices[0]


def test_of_several_items_those_without_a_text_are_errors_in_their_places() -> None:
    picture = {"uri": "x", "type": "picture", "headline": "A photo", "renditions": {}}
    for whole in ([FIRST, picture, SECOND], {"items": [FIRST, picture, SECOND]}):
        found = read(whole)
        assert isinstance(found[1], BadRecordError)
        assert str(found[1]) == "a.json, item 2: it is 'picture' and has no text."
        kept = [each for each in found if isinstance(each, Incoming)]
        assert [(each.title, each.part) for each in kept] == [
            ("Mayor resigns", "item 1"), ("Umbau gestoppt", "item 3"),
        ]  # fmt: skip
    with pytest.raises(NoArticleError, match="it is 'picture' and has no text"):
        read(picture)


def test_half_a_surrogate_pair_is_replaced_with_a_notice() -> None:
    data = json.dumps(FIRST | {"body_text": "A \ud800 thing.", "body_xhtml": ""}).encode()
    (found,) = read_articles(data, "a.ninjs")
    assert isinstance(found, Incoming)
    assert found.text == "Mayor resigns\n\nA \ufffd thing."
    assert found.notices[0].startswith("1 character ")


@pytest.mark.parametrize(
    ("value", "name", "reader"),
    [
        (FIRST, "a.json", "ninjs"),
        ([FIRST, SECOND], "-", "ninjs"),
        ({"uri": "x", "body_text": "y"}, "a.txt", "ninjs"),
        ({"text": "A thing.", "uri": "x"}, "a.jsonl", "jsonl"),
        ([{"text": "A thing."}], "a.json", "jsonl"),
        ({}, "a.ninjs", "ninjs"),
    ],
)
def test_news_items_are_told_from_other_json(value: object, name: str, reader: str) -> None:
    assert reader_for(name, json.dumps(value).encode()).name == reader


def test_what_is_no_json_is_told() -> None:
    with pytest.raises(DataError, match="it is no JSON"):
        list(read_articles(b"{", "a.ninjs"))
    assert not is_ninjs(b'{"uri": ' + b"[" * 100_000)
    with pytest.raises(DataError, match="it is no JSON"):
        list(read_articles(b'{"uri": ' + b"[" * 100_000, "a.ninjs"))
