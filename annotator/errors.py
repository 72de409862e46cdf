"""Everything that can go wrong, in one tree; each class writes its own sentence.

AnnotatorError
├── UsageError                    what was asked for does not exist or makes no sense      exit 2
│   ├── NoProjectError
│   ├── ProjectExistsError
│   ├── UnknownNameError          an article, tag, format …, with the nearest known one
│   │   └── UnknownSentenceError  with those that there are
│   ├── UnknownAnnotatorError     a new name in a project that knows people
│   ├── AmbiguousNameError
│   ├── BadNameError
│   ├── BadSettingError           a value in the settings that cannot be used
│   ├── RefusedError              an action that does not fit what is there now
│   │   ├── TargetExistsError     a file or folder that would be written over
│   │   └── StoppedError          an export that somebody stopped
│   └── EmptySelectionError       a dataset without a row
├── DataError                     a file that cannot be read as what it should be          exit 3
│   ├── MissingFileError
│   ├── EmptyFileError
│   ├── UndecodableFileError
│   ├── BinaryFileError
│   ├── UnsupportedFileError      text, in a format that is not read
│   ├── NoArticleError            a page, a feed or a list without an article in it
│   ├── MissingExtraError         a format whose library is not installed
│   ├── LockedFileError           a document that asks for a password
│   ├── NoTextError               a document of pictures, or whose letters cannot be told
│   ├── BrokenDocumentError       a document that is not what its name or beginning says
│   ├── OtherFormatError          labels in another format than the one named
│   ├── NoLabelsError             a file that no labels can be read from
│   ├── EmptySourceError          nothing where labels should come from
│   ├── NoTextFieldError          a table or list without a column for the text
│   ├── BadRecordError            one line of many that is no article
│   ├── RatingsError              a table that is none of ratings
│   ├── BadCuesError              a file of phrases to look for, with a line that is none
│   ├── TooLargeError
│   ├── NothingAddedError
│   ├── DamagedFileError
│   ├── NewerVersionError
│   └── NotWholeError             a dataset without all of its files
├── StorageError                  the disk did not do what it was asked                    exit 4
│   ├── ReadError
│   ├── SaveError
│   ├── FetchError                an address that gave nothing
│   ├── OutputError               what was printed reached nobody
│   └── UnforeseenError           a fault of this program while it saved
└── ConflictError                 two people or machines changed the same thing            exit 5
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence


class AnnotatorError(Exception):
    """The root: `str(error)` is one or two sentences that say what, where and the way out."""


class UsageError(AnnotatorError):
    """What was asked for does not exist or makes no sense."""


class NoProjectError(UsageError):
    """There is no project here, or none at the folder named."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"There is no annotator project in {where} or above it. Make one with "
            "`annotator init`, or open an article with `annotator tag FILE`, which makes one."
        )


class ProjectExistsError(UsageError):
    """A project would be made where there is one."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} already is an annotator project. Open it with `annotator -p {where}`."
        )


class UnknownNameError(UsageError):
    """A name that nothing has; says which known name is nearest."""

    def __init__(
        self,
        thing: str,
        name: str,
        known: Iterable[str],
        way_out: str = "",
        *,
        near: Sequence[str] = (),
    ) -> None:
        known = list(known)
        near = near or [found for found in [nearest(name, known)] if found]
        if near:
            hint = f" Did you mean {' or '.join(map(repr, near))}?"
        elif known and len(known) <= 12:  # noqa: PLR2004 - as many as fit in a sentence
            hint = f" There are: {', '.join(known)}."
        elif thing.startswith("article") and known and not way_out:
            hint = " `annotator status` lists them."
        else:
            hint = ""
        super().__init__(f"There is no {thing} {name!r}.{hint}{way_out and ' ' + way_out}")


class UnknownSentenceError(UnknownNameError):
    """A sentence that an article has not got; says which there are."""

    def __init__(self, name: str, known: Sequence[str], way_out: str = "") -> None:
        verb = "is" if len(known) == 1 else "are"
        there = f"There {verb} {_in_runs(known)}.{way_out and ' ' + way_out}"
        super().__init__("sentence", name, [], there)


def _in_runs(ids: Sequence[str], most: int = 6) -> str:
    """Ids of sentences, those with following numbers as one: `s1 to s4, s6 and s9 to s12`."""
    if not ids:
        return "none"
    runs: list[list[str]] = []
    for id_ in ids:
        last = runs[-1][-1][1:] if runs else ""
        if last.isdecimal() and id_[1:] == str(int(last) + 1):
            runs[-1].append(id_)
        else:
            runs.append([id_])
    parts = [run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    if len(parts) > most:
        parts[most:] = [f"{sum(map(len, runs[most:])):,} more"]
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def shortened(url: str) -> str:
    """An address as messages show it: with an ellipsis where its end is missing."""
    return url if len(url) <= 120 else f"{url[:119]}…"  # noqa: PLR2004 - a line of a message


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The known name that somebody may have meant who typed another one; None for none.

    The whole name counts first, then a word of it: ids are long, and few people type all of one.
    """
    typed = name.casefold()
    whole = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if whole or len(typed) < 3:  # noqa: PLR2004 - two letters are in every name
        return whole[0] if whole else None
    words = [word for word in re.split(r"[\W_]+", typed) if word]
    holding = [other for other in known if all(word in other.casefold() for word in words)]
    if words and holding:
        return holding[0]
    by_word: dict[str, str] = {}
    for other in known:
        for word in other.casefold().split("-"):
            by_word.setdefault(word, other)
    close = difflib.get_close_matches(typed, by_word, n=1, cutoff=0.7)
    return by_word[close[0]] if close else None


class UnknownAnnotatorError(UsageError):
    """A name that the project does not know, while it knows other people."""

    def __init__(self, name: str, people: Iterable[str]) -> None:
        super().__init__(
            f"{name!r} is new to this project, which knows {', '.join(people)}. Are you one of "
            "them? Then say `--as NAME`; if you are new, say `--new` once."
        )


class AmbiguousNameError(UsageError):
    """The beginning of a name that several things share."""

    def __init__(self, thing: str, name: str, matches: Iterable[str]) -> None:
        super().__init__(
            f"{name!r} could be more than one {thing}: {', '.join(list(matches)[:5])}. "
            "Type more of it."
        )


class BadNameError(UsageError):
    """A person's name that cannot be used."""

    def __init__(self, name: str, why: str) -> None:
        self.why = why
        super().__init__(f"The name {name[:80]!r} cannot be used: {why}.")


class BadSettingError(UsageError):
    """A value in a settings file or an option that cannot be used."""

    def __init__(self, where: str, what: str, way_out: str) -> None:
        super().__init__(f"{where}: {what}. {way_out}")


class RefusedError(UsageError):
    """An action that does not fit what is there now; the reason is the sentence."""


class TargetExistsError(RefusedError):
    """A file or folder that stands where one is to be written."""

    def __init__(self, target: str) -> None:
        self.target = target
        super().__init__(f"{target} is there already. `--force` writes over it.")


class StoppedError(RefusedError):
    """An export that somebody stopped before it was whole."""

    def __init__(self) -> None:
        super().__init__("It was stopped, so nothing was written.")


class EmptySelectionError(UsageError):
    """A dataset without a row: filters have left nothing."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Nothing is left to export, so nothing was written. {why}")


class DataError(AnnotatorError):
    """A file that cannot be read as what it should be."""


class MissingFileError(DataError):
    """There is no such file."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: there is no such file. Check the path.")


class EmptyFileError(DataError):
    """A file without any text."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: the file holds no text, so there is nothing to tag.")


class UndecodableFileError(DataError):
    """Bytes that are not the text encoding they should be."""

    def __init__(self, path: str, offset: int, encoding: str = "utf-8") -> None:
        if encoding == "utf-8":
            super().__init__(
                f"{path}: neither UTF-8 text (byte {offset} does not fit) nor of an encoding that "
                "can be told. Save it anew as UTF-8 in the program that it comes from."
            )
            return
        called = encoding[:6].upper()
        super().__init__(
            f"{path}: it begins as {called} text does and is cut off or damaged (byte {offset} "
            "does not fit). Save it anew as UTF-8 in the program that it comes from."
        )


class BinaryFileError(DataError):
    """A file that holds no text at all."""

    def __init__(self, path: str, looks_like: str) -> None:
        super().__init__(
            f"{path}: this looks like {looks_like}, not like plain text. Save the article as "
            "plain text (UTF-8) and add that."
        )


class UnsupportedFileError(DataError):
    """Text in a format that holds more markup than article."""

    def __init__(self, path: str, looks_like: str) -> None:
        super().__init__(
            f"{path}: this looks like {looks_like}, which annotator does not read yet. Save the "
            "article as plain text (UTF-8) and add that."
        )


class NoArticleError(DataError):
    """A page, a feed or a list that was read and holds no article."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{path}: no article was found in it ({why}). Save the article as plain text (UTF-8) "
            "and add that."
        )


class MissingExtraError(DataError):
    """A format whose library comes with an extra that is not installed."""

    def __init__(self, path: str, what: str, extra: str, *, doing: str = "reading") -> None:
        super().__init__(
            f"{path}: {doing} {what} needs a library that is not installed. Install it with "
            f"`pip install 'annotator[{extra}]'`."
        )


class LockedFileError(DataError):
    """A document that asks for a password."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: it is encrypted and asks for a password. Save a copy without one in the "
            "program that opens it, and add that."
        )


class NoTextError(DataError):
    """A document that holds pictures of text, or letters that stand for nothing."""

    def __init__(self, path: str, *, pages: int, readable: bool = True) -> None:
        of = "1 page" if pages == 1 else f"{pages} pages"
        what = (
            f"its {of} hold pictures and no text, as after scanning"
            if readable
            else f"what letters its {of} show cannot be told from its fonts"
        )
        super().__init__(
            f"{path}: {what}. Have the text recognised first, for example with "
            "`ocrmypdf --force-ocr IN.pdf OUT.pdf`, and add the result."
        )


class BrokenDocumentError(DataError):
    """A document that is not what its name or its beginning says."""

    def __init__(self, path: str, should_be: str, what: str) -> None:
        super().__init__(
            f"{path}: it should be {should_be}, and {what}. Open it in the program that it comes "
            "from, save it anew, and add that."
        )


class OtherFormatError(DataError):
    """Labels in another format than the one that was named."""

    def __init__(self, path: str, named: str, looks_like: str) -> None:
        super().__init__(
            f"{path}: this is not {named}, it looks like {looks_like}. Say `annotator import "
            f"{looks_like} {path}`."
        )


class NoLabelsError(DataError):
    """A file that no labels can be read from, because of what it is."""

    def __init__(self, path: str, what: str, way_out: str) -> None:
        super().__init__(f"{path}: this is {what}, and labels are read from UTF-8 text. {way_out}")


class EmptySourceError(DataError):
    """Labels are to come in, and there is nothing."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: it holds nothing that could come in. Check the path, and whether the export "
            "that it comes from was whole."
        )


class NoTextFieldError(DataError):
    """A table or a list of records in which no column is known to hold the text."""

    def __init__(self, path: str, asked: str | None, known: Sequence[str]) -> None:
        shown = ", ".join(map(repr, known[:40])) + (" and more" if len(known) > 40 else "")  # noqa: PLR2004 - as many as can be read
        near = nearest(asked, known) if asked else None
        hint = f" Did you mean {near!r}?" if near else ""
        what = f"there is no {asked!r}" if asked else "none of its columns is known to hold text"
        way_out = "" if asked else " Say which one does with `--text-field NAME`."
        super().__init__(f"{path}: {what}. There are: {shown or 'none'}.{hint}{way_out}")


class BadRecordError(DataError):
    """One record of many that is no article."""

    def __init__(self, path: str, part: str, why: str) -> None:
        self.part = part
        super().__init__(f"{path}, {part}: {why}.")


class RatingsError(DataError):
    """A table that holds no ratings, or not as they are read."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(
            f"{path}: {what}. Ratings are UTF-8 text with the columns unit, annotator and label, "
            "and cluster if there is one."
        )


class BadCuesError(DataError):
    """A file of phrases to look for, with a line that cannot be read."""

    def __init__(self, path: str, line: int, written: str, why: str) -> None:
        self.path = path
        super().__init__(f"{path}, line {line}: {why}. It says {written[:80]!r}; mend that line.")


class TooLargeError(DataError):
    """A file above the size that an article may have."""

    def __init__(
        self, path: str, limit: int, way_out: str = "Split it into articles first."
    ) -> None:
        super().__init__(
            f"{path}: it has more than {limit / 1e6:.0f} MB, which is the most that is read. "
            f"{way_out}"
        )


class NothingAddedError(DataError):
    """A folder or a list of sources in which nothing could be added."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: nothing was added: {why}.")


class DamagedFileError(DataError):
    """A project file that is not what the schema says."""

    def __init__(self, path: str, place: str, what: str) -> None:
        self.path = path
        self.place = place
        self.what = what
        at = f", at {place}" if place else ""
        super().__init__(
            f"{path}: the file is damaged{at}: {what}. `annotator check --repair` sets it aside "
            "and keeps what can be read."
        )


class NewerVersionError(DataError):
    """A file written by a newer annotator than this one."""

    def __init__(self, path: str, thing: str, version: int, known: int) -> None:
        super().__init__(
            f"{path}: this {thing} file has schema version {version}, and this annotator knows "
            f"versions up to {known}. It was left untouched; update annotator to open it."
        )


class NotWholeError(DataError):
    """Files that a dataset should hold and that cannot be read: a part of one is none."""

    def __init__(self, errors: Iterable[DataError]) -> None:
        self.errors = tuple(errors)
        files = "1 file" if len(self.errors) == 1 else f"{len(self.errors)} files"
        super().__init__(f"Nothing was exported, for {files} of the project cannot be read.")


class StorageError(AnnotatorError):
    """The disk did not do what it was asked."""


class ReadError(StorageError):
    """A file that is there and cannot be read."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: cannot be read ({why}). Check its permissions and the disk.")


class SaveError(StorageError):
    """A file that could not be written; the old version is untouched."""

    def __init__(self, path: str, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(
            f"{path}: not saved ({why}). What was there before is untouched. Free some space or "
            "mend the permissions, then try again."
        )


class FetchError(StorageError):
    """An address that gave nothing."""

    def __init__(self, url: str, why: str, way_out: str = "Check the address.") -> None:
        super().__init__(f"{shortened(url)}: could not be fetched: {why}. {way_out}")


class OutputError(StorageError):
    """Standard output took nothing more; what the command changed stays changed."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Standard output could not be written ({why}). What was done is done; only what was "
            "to be printed is missing."
        )


class UnforeseenError(StorageError):
    """Something that this program did not foresee; it goes on trying."""

    def __init__(self, what: str) -> None:
        super().__init__(f"A fault in annotator itself: {what}. Please report it.")


class ConflictError(AnnotatorError):
    """The same thing was changed here and elsewhere; the other side's version was kept.

    `held` is what was held back and `saved` what the store now has, both as the store's
    protocol describes them (`annotator.stores.base`).
    """

    def __init__(
        self, where: str, what: str, *, held: tuple[object, ...] = (), saved: object = None
    ) -> None:
        self.held = held
        self.saved = saved
        super().__init__(
            f"{where}: {what} was changed elsewhere at the same time. The version on the disk was "
            "kept and everything else was saved; look at both and decide."
        )
