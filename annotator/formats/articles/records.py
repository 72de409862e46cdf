"""Records with named fields, of a table or of JSON: which field is what, and the article of each.

A field is known by its name without case, blanks and signs, so `Article Body`, `article_body` and
`articleBody` are one. Where several would do, the first of `NAMES` is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotator.errors import BadRecordError, EmptyFileError, NoTextFieldError
from annotator.formats.articles.declared import Declared, article_of
from annotator.formats.articles.incoming import Incoming, Reading
from annotator.formats.articles.plain import LIMIT

NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "content", "articlebody", "maintext", "fulltext", "articletext"),
        *("bodytext", "article", "story", "texte", "texto", "testo", "tekst", "текст"),
        *("正文", "本文"),
    ),
    "title": (
        *("title", "headline", "heading", "articletitle", "titel", "titre", "título", "titulo"),
        *("titolo", "überschrift", "tytuł", "заголовок", "标题", "標題", "タイトル", "見出し"),
    ),
    "url": ("url", "link", "sourceurl", "canonicalurl", "permalink"),
    "publisher": (
        *("publisher", "source", "outlet", "publication", "newspaper", "sitename", "quelle"),
        *("fuente",),
    ),
    "byline": (
        *("byline", "author", "authors", "creator", "autor", "auteur", "autore", "автор", "作者"),
    ),
    "published": (
        *("published", "date", "datepublished", "publisheddate", "publicationdate"),
        *("publishdate", "publishedat", "pubdate", "datum", "fecha", "дата", "日期", "日付"),
    ),
    "language": ("language", "lang", "locale", "sprache", "langue", "idioma", "lingua"),
    "license": ("license", "licence"),
    "id": ("id", "articleid", "docid", "documentid", "uid"),
}
"""What a field of an article is called in corpora, the most telling name first."""

CORPUS_LIMIT = 200_000_000
"""Bytes that a source of many articles has at most."""

_DEEPEST = 8
"""Lists and objects within one another in which a name is looked for."""

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_MARKUP = re.compile(r"</(?:p|div|span|a|h[1-6]|li|strong|em)>|<br ?/?>", re.IGNORECASE)

Fields = Mapping[str, str]
"""The field of an article to the name that a source has for it."""


def fields_of(known: Sequence[str], how: Reading) -> dict[str, str]:
    """Which of a source's names is what; without `text` where none is known to hold that.

    Args:
        known: the names that the source has.
        how: the names that a person said go before those that are usual.
    """
    usual: dict[str, str] = {}
    for name in known:
        usual.setdefault(_bare(name), name)
    found = {
        field: next(usual[name] for name in names if name in usual)
        for field, names in NAMES.items()
        if any(name in usual for name in names)
    }
    for field, said in (("text", how.text_field), ("id", how.id_field)):
        if said:
            found.pop(field, None)
            match = next((name for name in (said, usual.get(_bare(said))) if name in known), None)
            if match:
                found[field] = match
    return found


def check_fields(name: str, known: Sequence[str], fields: Fields, how: Reading) -> None:
    """Refuses a source in which the text, or the id that was asked for, is nowhere.

    Raises:
        NoTextFieldError: so it is; the fields that there are are listed.
    """
    if "text" not in fields:
        raise NoTextFieldError(name, how.text_field, known)
    if how.id_field and "id" not in fields:
        raise NoTextFieldError(name, how.id_field, known)


def article_in(
    record: Mapping[str, Any],
    fields: Fields,
    name: str,
    part: str,
    how: Reading,
    notices: Sequence[str] = (),
) -> Incoming:
    """The article of a record.

    Args:
        record: names and values.
        fields: which name is what.
        name: of the source.
        part: which record it is, as "line 7,331".
        how: what else is known.
        notices: what there is to say already.

    Raises:
        BadRecordError: it has no text, or more than an article may have.
    """
    text = _text(record, fields, name, part)
    values = {
        field: _words(record.get(fields[field]))
        for field in NAMES
        if field != "text" and field in fields
    }
    if _ADDRESS.match(values.get("publisher") or ""):  # a source can be a paper or a page
        values["url"] = values.get("url") or values["publisher"]
        values["publisher"] = None
    markup = _MARKUP.search(text)
    notices = [*notices, *(["Its text holds HTML tags, which were kept."] if markup else [])]
    try:
        return article_of(text, name, how, Declared(**values), notices=notices, part=part)
    except EmptyFileError as error:
        raise BadRecordError(name, part, f"its {fields['text']!r} is empty") from error


def _text(record: Mapping[str, Any], fields: Fields, name: str, part: str) -> str:
    field = fields.get("text")
    if field is None or record.get(field) is None:
        missing = f"it has no {field!r}" if field else "it has no field that is known to hold text"
        raise BadRecordError(name, part, missing)
    value = record[field]
    if isinstance(value, list) and all(isinstance(piece, str) for piece in value):
        value = "\n\n".join(value)
    if not isinstance(value, str):
        raise BadRecordError(name, part, f"its {field!r} is {_kind(value)} and no text")
    if len(value) > LIMIT:
        most = f"{LIMIT // 1_000_000} million"
        raise BadRecordError(
            name, part, f"its {field!r} has more than {most} characters, the most of an article"
        )
    return value


def _kind(value: Any) -> str:  # noqa: ANN401 - any value that JSON has
    kinds = ((bool, "true or false"), (int | float, "a number"), (list, "a list"))
    return next((told for kind, told in kinds if isinstance(value, kind)), "an object")


def _words(value: Any, levels: int = _DEEPEST) -> str | None:  # noqa: ANN401 - any value that JSON has
    """A value as words: of a list each, of an object its name; what lies too deep is left out."""
    if value is None or isinstance(value, bool) or not levels:
        return None
    if isinstance(value, Mapping):
        named = value.get("name") or value.get("title") or value.get("value")
        return _words(named, levels - 1)
    if isinstance(value, list):
        return ", ".join(filter(None, (_words(each, levels - 1) for each in value))) or None
    return str(value).strip() or None


def _bare(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def with_paths(record: Mapping[str, Any], paths: Iterable[str | None]) -> Mapping[str, Any]:
    """A record with what lies deeper in it under the paths to it, as `article.body`."""
    deeper = {}
    for path in paths:
        if not path or path in record or "." not in path:
            continue
        value: Any = record
        for step in path.split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        if value is not None:
            deeper[path] = value
    return {**record, **deeper} if deeper else record
