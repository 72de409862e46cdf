"""Desks to try the screens on, with a store in memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.domain.article import Article, Sentence, fingerprint, text_digest
from annotator.domain.project import Project, Settings, UserSettings
from annotator.flows.annotate import Annotating
from annotator.flows.desk import Desk
from annotator.flows.session import Session
from annotator.stores.memory import MemoryStore
from annotator.stores.personal import PersonalFiles

NOW = "2026-11-22T12:00:00.000Z"


def article(name: str, title: str, sentences: int) -> Article:
    """An article of so many sentences, each a word long."""
    text = "Word. " * sentences
    return Article(
        id=name,
        revision=1,
        title=title,
        url=None,
        publisher=None,
        byline=None,
        published=None,
        published_basis=None,
        language=None,
        license=None,
        retrieved=NOW,
        sha256=text_digest(text),
        fingerprint=fingerprint(text),
        segmenter="by hand",
        text=text,
        sentences=tuple(
            Sentence(f"s{n + 1}", 6 * n, 6 * n + 5, "sentence", 0) for n in range(sentences)
        ),
    )


def desk_of(
    folder: Path, *, empty: bool = False, keys: dict[str, tuple[str, ...]] | None = None
) -> Desk:
    """Ana's desk with three articles: one in the middle of work, one assigned, one untouched."""
    project = Project(
        "desk", settings=Settings(suggestions="off"), assignments={"canada": ("ana",)}
    )
    store = MemoryStore(project)
    if not empty:
        for item in (
            article("asylum", "Reports: 'streamlined' UK asylum process to be tested soon", 29),
            article("canada", "Sensitive Canadian document found on rainy street", 35),
            article("cars", "Stellantis Considers Collaboration with Chinese Car Companies", 16),
        ):
            store.save_article(item, None)
    session = Session("ana", "t001", now=lambda: NOW, seconds=lambda: 0.0)
    personal = PersonalFiles(folder / "config", folder / "state")
    return Desk(store, personal, UserSettings(keys=keys or {}), session)


def tag(desk: Desk, name: str, count: int, *, hand_in: bool = False, who: str = "ana") -> None:
    """Tags the first sentences of an article, as somebody would."""
    session = replace(desk.session, annotator=who)
    opened = desk.store.annotations(name, who)
    saved: list[Any] = []
    work = Annotating(
        desk.store.article(name).document, opened, desk.project(), session, saved.append
    )
    for _ in range(count):
        work.tag("confirmed")
    if hand_in:
        work.hand_in()
    desk.store.save_annotations(saved[-1], opened.token if opened else None)
