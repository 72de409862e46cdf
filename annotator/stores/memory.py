"""A store in memory: for tests, and for trying things without a disk."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager

from annotator.codec import encode
from annotator.domain.names import file_key
from annotator.domain.project import Project
from annotator.errors import UnknownNameError
from annotator.stores.base import DocumentStore, Key, Thing, name_in


class MemoryStore(DocumentStore):
    """Documents as bytes in a dict; a save is durable as long as the object is."""

    def __init__(self, project: Project, guidelines: str = "") -> None:
        self._guidelines = guidelines
        self._files: dict[Key, bytes] = {Key("project"): encode(project)}
        self._aside: dict[Key, bytes] = {}
        self._saves = 0
        self._stamps: dict[Key, str] = {}
        self._mutex = threading.Lock()

    def where(self, key: Key) -> str:
        return "/".join(part for part in ("memory:", *key) if part)

    def guidelines(self) -> str:
        return self._guidelines

    def set_aside(self, article: str) -> None:
        self.article(article)
        key = Key("article", article)
        self._aside[key] = self._files.pop(key)

    def bring_back(self, article: str) -> None:
        key = Key("article", article)
        if key not in self._aside:
            raise UnknownNameError("article set aside", article, [k.article for k in self._aside])
        self._files[key] = self._aside.pop(key)

    def stamp(self, key: Key) -> str | None:
        return self._stamps.get(_folded(key))

    def _load(self, key: Key) -> bytes | None:
        return self._files.get(_folded(key))

    def _put(self, key: Key, data: bytes) -> None:
        self._saves += 1
        self._files[_folded(key)] = data
        self._stamps[_folded(key)] = str(self._saves)

    def _keys(self, thing: Thing, article: str = "") -> list[Key]:
        found = [
            key._replace(person=name_in(data) if key.person else "")
            for key, data in self._files.items()
            if key.thing == thing and article in {"", key.article}
        ]
        return sorted(found)

    def _lock(self) -> AbstractContextManager[None]:
        return self._mutex  # type: ignore[return-value]


def _folded(key: Key) -> Key:
    """Names that would be one file are one here, too."""
    return key._replace(person=file_key(key.person)) if key.person else key
