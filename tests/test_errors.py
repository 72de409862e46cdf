from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from annotator import errors
from annotator.errors import AnnotatorError

EXAMPLES: list[AnnotatorError] = [
    errors.NoProjectError("/home/ana"),
    errors.ProjectExistsError("/home/ana"),
    errors.UnknownNameError("tag", "confirmd", ["confirmed", "opinion"]),
    errors.UnknownSentenceError("s9", ["s1", "s5"]),
    errors.UnknownAnnotatorError("bob", ["ana", "ben"]),
    errors.AmbiguousNameError("article", "a", ["aa", "ab"]),
    errors.BadNameError("a/b", "it holds a slash"),
    errors.BadSettingError("settings.json", "no theme is called 'pink'", "Choose another."),
    errors.TargetExistsError("gold.csv"),
    errors.StoppedError(),
    errors.NoLabelsError("a.png", "a picture", "Export JSON there."),
    errors.EmptySourceError("export/"),
    errors.EmptySelectionError("All 5 are unresolved."),
    errors.MissingFileError("a.txt"),
    errors.EmptyFileError("a.txt"),
    errors.UndecodableFileError("a.txt", 17),
    errors.BinaryFileError("a.png", "a picture"),
    errors.UnsupportedFileError("a.html", "HTML"),
    errors.NoArticleError("a.html", "it is a page of links"),
    errors.MissingExtraError("a.pdf", "PDF documents", "documents"),
    errors.LockedFileError("a.pdf"),
    errors.NoTextError("a.pdf", pages=3),
    errors.BrokenDocumentError("a.docx", "a Word document", "it holds an e-book"),
    errors.NoTextFieldError("a.csv", "txt", ["text", "b"]),
    errors.OtherFormatError("a.jsonl", "jsonl", "prodigy"),
    errors.BadRecordError("a.jsonl", "line 7,331", "it is no JSON"),
    errors.RatingsError("a.csv", "line 1 names no column label"),
    errors.BadCuesError("en.txt", 7, "declin* ..", "a pattern cannot end so"),
    errors.TooLargeError("a.txt", 50_000_000),
    errors.NothingAddedError("folder", "no file in it is an article"),
    errors.DamagedFileError("a.json", "marks.s1", "a tagged mark has no tag"),
    errors.NewerVersionError("a.json", "article", 3, 1),
    errors.NotWholeError([errors.MissingFileError("a.json"), errors.MissingFileError("b.json")]),
    errors.ReadError("a.json", "no permission"),
    errors.SaveError("a.json", "the disk is full"),
    errors.FetchError("https://example.org/" + "a" * 300, "it answers 404 Not Found"),
    errors.OutputError("the disk is full"),
    errors.UnforeseenError("a key was missing"),
    errors.ConflictError("a.json", "s1"),
]


def tree(kind: type[AnnotatorError]) -> Iterator[str]:
    yield kind.__name__
    for each in kind.__subclasses__():
        if each.__module__ == errors.__name__:
            yield from tree(each)


def test_the_drawing_of_the_tree_is_the_tree() -> None:
    assert errors.__doc__ is not None
    drawn = re.findall(r"^[│├└─ ]*(\w+Error)\b", errors.__doc__, re.MULTILINE)
    assert drawn == list(tree(AnnotatorError))


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_every_error_says_one_or_two_sentences(error: AnnotatorError) -> None:
    message = str(error)
    assert message.endswith((".", "?"))
    assert 1 <= len(re.findall(r"[.?](?: |$)", message)) <= 3
    assert "  " not in message
    assert len(message) < 300


def test_every_kind_of_error_that_writes_its_own_sentence_is_looked_at() -> None:
    own = {name for name in tree(AnnotatorError) if "__init__" in vars(getattr(errors, name))}
    assert own == {type(error).__name__ for error in EXAMPLES}


@pytest.mark.parametrize(
    ("name", "known", "says"),
    [
        ("confirmd", ["confirmed", "opinion"], "Did you mean 'confirmed'?"),
        ("zzz", ["confirmed", "opinion"], "There are: confirmed, opinion."),
        ("zzz", [str(n) for n in range(100)], "There is no tag 'zzz'."),
        ("zzz", [], "There is no tag 'zzz'."),
        ("mayr", ["mayor-resigns-over-the-budget", "x-y"], "mean 'mayor-resigns-over-the-budget'?"),
        ("stampede", ["ten-die-in-a-stampede-at-the-fair", "x-y"], "stampede-at-the-fair'?"),
        ("Fair stampede", ["ten-die-in-a-stampede-at-the-fair", "x"], "stampede-at-the-fair'?"),
        ("in", [f"thing-in-{n:030}" for n in range(100)], "There is no tag 'in'."),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_or_with_all_if_they_are_few(
    name: str, known: list[str], says: str
) -> None:
    assert str(errors.UnknownNameError("tag", name, known)).endswith(says)


def test_an_unknown_article_among_many_is_told_where_they_are_listed() -> None:
    many = [f"story-{n}" for n in range(100)]
    assert "`annotator status` lists them." in str(errors.UnknownNameError("article", "zzz", many))
