"""Exporting: where a dataset may be written, and writing it; a name stands for a whole one."""

from __future__ import annotations

import contextlib
import os
import shlex
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from annotator import __version__
from annotator.codec import from_json
from annotator.domain.datasets.selection import ALL, GOLD
from annotator.durable import read_file, reason, replace_file
from annotator.durable.whole import new_file, new_folder
from annotator.errors import RefusedError, SaveError, TargetExistsError
from annotator.flows.datasets.publish import Asked, Publication, Told, begun, publication
from annotator.formats.datasets.about import About, Folder, OneFile, Target
from annotator.formats.datasets.manifest import BESIDE, FOLDER_NAME, SCHEMA, manifest
from annotator.formats.datasets.outgoing import Writer
from annotator.stores.base import Store

_SOMEBODY = "NAME"
"""What stands for whose labels a dataset has, where nobody is called anything."""
_LIBRARIES = {"parquet": "pyarrow", "spacy": "spacy"}
"""What each extra for formats brings."""


class Export(NamedTuple):
    """A dataset that is ready, in a format."""

    ready: Publication
    writer: Writer
    command: str
    """What was typed, or what one would type for it."""
    is_stratified: bool = False

    def about(self) -> About:
        """What is known of it; counts are those of the rows that were drawn so far."""
        ready = self.ready
        selection, names = ready.wanted.selection, ready.wanted.policy.names
        command = self.command
        if not (names.are_told or selection.labels in {GOLD, ALL}):
            whose = names.of(selection.labels) or _SOMEBODY
            command = _with_labels(command, whose)
            selection = replace(selection, labels=whose)
        return About(
            ready.project,
            selection,
            ready.wanted.policy,
            ready.splits,
            is_stratified=self.is_stratified,
            guidelines=ready.store.guidelines(),
            agreement=ready.agreement,
            text_of=ready.text_of,
            census=ready.census,
            withheld=ready.withheld,
            command=command,
            version=__version__,
        )

    def begin(self) -> tuple[Callable[[Target], None], About]:
        """What writes it to a target, and what it is about.

        Raises:
            EmptySelectionError: there is nothing to write.
            NotWholeError: files cannot be read; all of them are named.
        """
        ready = self.ready
        found = ready.whole() if self.writer.takes == "rows" else begun(ready.documents())
        about = self.about()
        return partial(self.writer.write, found, about), about

    def counted(self) -> About:
        """Draws everything and writes nothing: so counts are those of the whole.

        Raises:
            EmptySelectionError, NotWholeError: as for `begin`.
        """
        if self.writer.takes == "rows":
            self.ready.counted()
        else:
            for _ in self.ready.documents():
                pass
        return self.about()

    def write(self, place: Path) -> About:
        """Writes it with its manifest.

        Who is told of each article may end it by an error, also once the last is written; then
        nothing is left that looks finished.

        Raises:
            EmptySelectionError, NotWholeError: as for `begin`.
            SaveError: it is not on the disk.
        """
        write, about = self.begin()
        if self.writer.is_folder:
            with new_folder(place) as folder:
                to = Folder(folder)
                write(to)
                self._tell_the_end()
                (folder / FOLDER_NAME).write_bytes(manifest(about, self.writer.name, to.files))
        else:
            with new_file(place) as file:
                one = OneFile(file, place.name)
                write(one)
                self._tell_the_end()
                replace_file(_beside(place), manifest(about, self.writer.name, one.files))
        return about

    def _tell_the_end(self) -> None:
        if self.ready.told is not None:
            self.ready.told(len(self.ready.groups), "")


def prepared(
    store: Store, writer: Writer, asked: Asked, command: str, told: Told | None = None
) -> Export:
    """A dataset that is ready in a format.

    Args:
        store: the project's.
        writer: the format.
        asked: what is asked for.
        command: what was typed, or what one would type for it.
        told: hears how far it is; articles are read twice, so it is done at twice their number.

    Raises:
        UnknownNameError, NotWholeError: as for `publication`.
    """
    ready = publication(store, asked, told)
    if told is not None:
        ready.told = lambda number, name: told(len(ready.groups) + number, name)
    return Export(ready, writer, command)


def is_installed(writer: Writer) -> bool:
    """Whether the library that a format needs is there."""
    return writer.extra is None or find_spec(_LIBRARIES[writer.extra]) is not None


def place_for(store: Store, writer: Writer, target: Path, *, force: bool) -> Path:
    """The file or folder to write, if it may be written.

    Args:
        store: the project's, whose own files are nobody's to write.
        writer: the format.
        target: as it was typed.
        force: whether an earlier one may be written over.

    Raises:
        TargetExistsError: there is one, and it may not.
        RefusedError: it is something else, or its place is one of a project's own.
        SaveError: nobody may look there.
    """
    try:
        return _checked(store, writer, target, force=force)
    except OSError as error:
        raise SaveError(str(target), reason(error)) from error


def _checked(store: Store, writer: Writer, target: Path, *, force: bool) -> Path:
    if store.keeps(target.resolve()):
        raise RefusedError(
            f"{target} is where a project keeps its own files. Name a file outside of it, or in "
            "a folder of its own."
        )
    if not target.parent.is_dir():
        raise RefusedError(f"{target.parent} is no folder. Make it first, or name another.")
    if writer.is_folder:
        _check_folder(target, store)
    elif target.is_dir():
        raise RefusedError(f"{target} is a folder. Name a file in it.")
    elif target.exists() and not target.is_file():
        raise RefusedError(f"{target} is no file. `-o -` writes to standard output.")
    for there in [target] if writer.is_folder else [target, _beside(target)]:
        if there.exists() and not force:
            raise TargetExistsError(str(there))
    return target.resolve()


def _with_labels(command: str, whose: str) -> str:
    """A command that asks for somebody's labels, with what that person is called outside."""
    words = shlex.split(command)
    return shlex.join(
        whose if before == "--labels" else word
        for before, word in zip(["", *words], words, strict=False)
    )


def _beside(place: Path) -> Path:
    """Where the manifest of a dataset lies that is a single file."""
    return place.with_name(f"{place.name}{BESIDE}")


def _listed(folder: Path) -> set[str] | None:
    """The files of an earlier export, which may be put away for a new one; None for none."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        found = from_json(read_file(folder / FOLDER_NAME))
        if isinstance(found, dict) and found.get("schema") == SCHEMA:
            return {FOLDER_NAME, *(file["name"] for file in found["files"])}
    return None


def _of_others(folder: Path, listed: set[str]) -> Iterator[str]:
    """What somebody has put into an export since; an empty folder is nothing."""
    for where, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(where) / name).is_symlink()]
        for name in (*links, *files):
            path = (Path(where) / name).relative_to(folder).as_posix()
            if path not in listed:
                yield path


def _check_folder(target: Path, store: Store) -> None:
    """Refuses a place for a folder where something else than an earlier export stands."""
    if target.exists() and not target.is_dir():
        raise RefusedError(f"{target} is no folder. Name one; it is made.")
    if target.is_dir() and any(target.iterdir()):
        listed = _listed(target)
        other = None if listed is None else next(_of_others(target, listed), None)
        if listed is None or other is not None:
            what = f", such as {other}" if other else ""
            raise RefusedError(
                f"{target} holds something else than an earlier export{what}. Name a folder that "
                "is not there yet."
            )
    if store.lies_in(target.resolve()):
        raise RefusedError(f"{target} holds the project itself. Name another folder.")
