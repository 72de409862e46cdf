"""A program that saves marks until it is done or killed, and says what is on the disk.

    python saving.py ROOT SESSION COUNT [--tries N] [--note LENGTH] [--uid UID]

It prints `saved REVISION SENTENCE` only after the store has acknowledged a mark, and `failed WHY`
when it has not; a failed mark is tried again as the save queue does it. It imports no more than
the store needs, because it is started often.
"""

from __future__ import annotations

import argparse
import contextlib
import os
from pathlib import Path

from annotator.codec import decode, empty_annotations, encode
from annotator.domain.annotations import Annotations
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import Mark
from annotator.errors import StorageError
from annotator.stores.base import Key
from annotator.stores.files import FileStore

AT = "2026-11-22T09:00:00.000Z"
ARTICLE = "an-article"
ANNOTATOR = "ana"


def empty() -> Annotations:
    return empty_annotations(ARTICLE, 1, "0" * 64, ANNOTATOR)


def say(line: str) -> None:
    # A line that cannot be written was not said; the disk may hold more than was said.
    with contextlib.suppress(OSError):
        os.write(1, line.encode() + b"\n")


def check_whole(store: FileStore) -> None:
    """Whatever just failed, the file is the old one or the new one."""
    path = Path(store.where(Key("annotations", ARTICLE, ANNOTATOR)))
    if path.exists():
        document = decode(path.read_bytes(), str(path), "annotations")
        assert encode(document) == path.read_bytes()


def save(store: FileStore, session: str, count: int, tries: int, note: str) -> None:
    opened = store.annotations(ARTICLE, ANNOTATOR)
    document = opened.document if opened else empty()
    token = opened.token if opened else None
    for n in range(1, count + 1):
        sentence = f"s{session}{n:04d}"
        mark = Mark("tagged", ("opinion",), note=note, at=AT)
        document = record(
            document, [Change(sentence, mark)], Circumstances(AT, f"run{session}", "key")
        )
        for _ in range(tries):
            try:
                saved = store.save_annotations(document, token)
            except StorageError as error:
                say(f"failed {error}")
                check_whole(store)
                continue
            document, token = saved.document, saved.token
            say(f"saved {document.revision} {sentence}")
            break


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("session")
    parser.add_argument("count", type=int)
    parser.add_argument("--tries", type=int, default=5)
    parser.add_argument("--note", type=int, default=0)
    parser.add_argument("--uid", type=int)
    given = parser.parse_args()
    if given.uid is not None:
        os.setgroups([])
        os.setgid(given.uid)
        os.setuid(given.uid)
    say("started")
    save(FileStore(given.root), given.session, given.count, given.tries, "x" * given.note)


if __name__ == "__main__":
    main()
