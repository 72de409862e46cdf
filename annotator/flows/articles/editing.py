"""Editing an article by hand: its metadata, the kinds of its sentences; setting it aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast
from unicodedata import category

from annotator.domain.article import FIELDS_TO_EDIT, KINDS, Article, EarlierRevision, Kind, Sentence
from annotator.domain.metadata import is_language_tag, is_web_address
from annotator.domain.revisions.earlier import with_earlier
from annotator.errors import (
    BadSettingError,
    ConflictError,
    UnknownNameError,
    UnknownSentenceError,
)
from annotator.stores.base import Key, Store

_KEPT = (*FIELDS_TO_EDIT, "published_basis")


def revised(
    article: Article, fields: Mapping[str, str], kinds: Mapping[str, str], *, by: str, at: str
) -> Article:
    """The article's next revision, with what it was kept in it; the same one if nothing differs.

    Args:
        article: as it is.
        fields: new values of `FIELDS_TO_EDIT`; an empty one becomes null.
        kinds: new kinds by sentence id.
        by: who edits it.
        at: when, UTC.

    Raises:
        BadSettingError: a value cannot be used.
        UnknownNameError: there is no such sentence or kind.
    """
    new = replace(article, **_checked(fields), sentences=_with_kinds(article, kinds))
    changed = [name for name in _KEPT if getattr(new, name) != getattr(article, name)]
    if not changed and new.sentences == article.sentences:
        return article
    earlier = EarlierRevision(
        revision=article.revision,
        at=at,
        by=by,
        why="edit",
        sha256=article.sha256,
        text=None,
        sentences=None if new.sentences == article.sentences else article.sentences,
        alignment=(),
        fields={name: getattr(article, name) for name in changed},
    )
    return replace(new, revision=article.revision + 1, previous=with_earlier(article, earlier))


def replaced(store: Store, shown: Article, new: Article) -> Article:
    """Saves an article's next revision in the place of the one that was shown, and returns it.

    Raises:
        ConflictError: what was shown is not what the project has by now.
    """
    if new is shown:
        return shown
    opened = store.article(shown.id)
    if opened.document != shown:
        raise ConflictError(store.where(Key("article", shown.id)), "the article")
    return store.save_article(new, opened.token).document


def check_language(said: str | None) -> None:
    """Refuses what was said as a language and is no tag of one; nothing said is nothing wrong.

    Raises:
        BadSettingError: so it is.
    """
    if said and not is_language_tag(said):
        way_out = "Say a BCP 47 tag, such as en or pt-BR."
        raise BadSettingError("--language", f"{said!r} is no language tag", way_out)


def _checked(fields: Mapping[str, str]) -> dict[str, Any]:
    """The values as they are stored."""
    clean = {name: " ".join(value.split()) or None for name, value in fields.items()}
    for name, value in clean.items():
        if value and any(category(sign) in {"Cc", "Cs"} for sign in value):
            way_out = "Say it without."
            raise BadSettingError(f"--{name}", "it holds a control character", way_out)
    url = clean.get("url")
    if url and not is_web_address(url):
        way_out = "Say a web address, such as https://example.org/story."
        raise BadSettingError("--url", f"{url!r} is none of http or https", way_out)
    if "title" in clean and clean["title"] is None:
        raise BadSettingError("--title", "it is empty", "An article needs a title.")
    check_language(clean.get("language"))
    if "published" in clean:
        published = clean["published"]
        if published and not _is_time(published):
            way_out = "Say a date or a time as ISO 8601 has it, such as 2026-11-22."
            raise BadSettingError("--published", f"{published!r} is no date", way_out)
        clean["published_basis"] = published and "declared"
    return clean


def _is_time(text: str) -> bool:
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            read(text)
        except ValueError:
            continue
        return True
    return False


def _with_kinds(article: Article, kinds: Mapping[str, str]) -> tuple[Sentence, ...]:
    known = [sentence.id for sentence in article.sentences]
    for sentence, kind in kinds.items():
        if sentence not in known:
            raise UnknownSentenceError(sentence, known)
        if kind not in KINDS:
            raise UnknownNameError("kind", kind, KINDS)
    return tuple(
        replace(sentence, kind=cast("Kind", kinds[sentence.id]))
        if sentence.id in kinds
        else sentence
        for sentence in article.sentences
    )
