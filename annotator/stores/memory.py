"""A store in memory: for tests, and for trying things without a disk."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from secrets import token_hex

from annotator.codec import encode
from annotator.domain.names import file_key
from annotator.domain.project import Project
from annotator.errors import RefusedError, UnknownNameError
from annotator.stores.base import Key, Thing, Written
from annotator.stores.documents import DocumentStore, in_the_way, name_in


class MemoryStore(DocumentStore):
    """Documents as bytes in a dict; a save is durable as long as the object is."""

    def __init__(
        self, project: Project, guidelines: str = "", cues: Mapping[str, str] | None = None
    ) -> None:
        self._guidelines = guidelines
        self._cues = cues or {}
        self._files: dict[Key, bytes] = {}
        self._stamps: dict[Key, str] = {}
        self._aside: dict[str, list[bytes]] = {}
        self._saves = 0
        self._secret = b""
        self._mutex = threading.Lock()
        self._put(Key("project"), [encode(project)])

    def where(self, key: Key) -> str:
        return "/".join(part for part in ("memory:", *key) if part)

    def keeps(self, place: Path) -> bool:
        del place
        return False

    def lies_in(self, folder: Path) -> bool:
        del folder
        return False

    def folder(self) -> Path | None:
        return None

    def guidelines(self) -> str:
        return self._guidelines

    def cues(self, language: str) -> Written | None:
        found = self._cues.get(language)
        return None if found is None else Written(found, f"memory:/cues/{language}.txt")

    def set_aside(self, article: str) -> None:
        self.article(article)
        with self._mutex:
            self._aside.setdefault(article, []).append(self._files.pop(Key("article", article)))

    def aside_ids(self) -> list[str]:
        return sorted(article for article, kept in self._aside.items() if kept)

    def bring_back(self, article: str) -> None:
        with self._mutex:
            if not self._aside.get(article):
                raise UnknownNameError("article set aside", article, self._aside)
            if Key("article", article) in self._files:
                raise RefusedError(in_the_way(article))
            self._put(Key("article", article), [self._aside[article].pop()])

    def secret(self) -> bytes:
        with self._mutex:
            self._secret = self._secret or token_hex(32).encode()
            return self._secret

    def stamp(self, key: Key) -> str | None:
        return self._stamps[_folded(key)] if _folded(key) in self._files else None

    def size(self, key: Key) -> int:
        return len(self._files.get(_folded(key), b""))

    def _load(self, key: Key) -> bytes | None:
        return self._files.get(_folded(key))

    def _load_aside(self, article: str) -> bytes | None:
        kept = self._aside.get(article)
        return kept[-1] if kept else None

    def _put(self, key: Key, data: Iterable[bytes]) -> None:
        self._saves += 1
        self._files[_folded(key)] = b"".join(data)
        self._stamps[_folded(key)] = str(self._saves)

    def _keys(self, thing: Thing, article: str = "") -> list[Key]:
        return sorted(
            key._replace(person=name_in(data) if key.person else "")
            for key, data in self._files.items()
            if key.thing == thing and article in {"", key.article}
        )

    def _lock(self) -> AbstractContextManager[object]:
        return self._mutex


def _folded(key: Key) -> Key:
    """Names that would be one file are one here, too."""
    return key._replace(person=file_key(key.person)) if key.person else key
