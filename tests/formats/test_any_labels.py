"""Whatever comes to the readers of labels: labels, what says nothing, or errors with a sentence."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.marks import Mark
from annotator.errors import DataError
from annotator.formats.datasets.ingoing import LABEL_READERS, format_of, label_reader_named
from annotator.formats.datasets.labeled import Labeled, PassedOver, Source
from tests.formats.label_sources import Held, held, lying
from tests.formats.test_labels_from_tools import THEIRS, TOOLS, golden

READERS = [reader.name for reader in LABEL_READERS if reader.name in TOOLS]
FILES = ("a.json", "a.jsonl", "ana/a.ann", "ana/a.txt", "annotation.conf", "b.csv")

WORDS = (
    *("text", "data", "label", "labels", "annotations", "completions", "result", "value"),
    *("choices", "type", "from_name", "id", "completed_by", "email", "meta", "row", "rows"),
    *("state", "tags", "annotator", "annotation", "annotation_id", "entities", "cats", "user"),
    *("start", "end", "start_offset", "end_offset", "accept", "options", "answer", "spans"),
    *("_annotator_id", "_timestamp", "target", "selector", "body", "items", "first", "creator"),
    *("purpose", "motivation", "exact", "refinedBy", "@context", "source", "gold_why", "article"),
    *("sources", "evidence", "suggestions", "checked", "task", "updated_at", "lead_time", "note"),
    *("article_sha256", "was_cancelled", "textarea", "taxonomy", "Comments", "look_again"),
)
SAID = (
    *("accept", "reject", "tagged", "no-tag", "skipped", "open", "choices", "labels", "textarea"),
    *("Annotation", "AnnotationPage", "AnnotationCollection", "classifying", "tagging", "opinion"),
    *("2026-11-22T12:00:00Z", "char=1,2", "ana", "sourcing", "unsure"),
)


def values() -> st.SearchStrategy[object]:
    """JSON with the names that tools use, where they belong and where they do not."""
    leaf = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 40),
        st.integers(),
        st.floats(allow_nan=False),
        st.sampled_from(SAID),
        st.text(max_size=8),
    )
    keys = st.one_of(st.sampled_from(WORDS), st.text(max_size=4))
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=8)
        ),
        max_leaves=30,
    )


def check(name: str, source: Source) -> None:
    format_of(source)
    for found in _read(name, source):
        if isinstance(found, DataError):
            assert str(found).startswith(source.name)
            assert str(found).endswith((".", "?"))
        elif isinstance(found, PassedOver):
            assert found.part
            assert found.why
        else:
            _check_label(found)


def _read(name: str, source: Source) -> Iterator[Labeled | PassedOver | DataError]:
    try:
        yield from label_reader_named(name).read(source)
    except DataError as error:
        yield error


def _check_label(found: Labeled) -> None:
    anchor, mark = found.anchor, found.mark
    assert isinstance(mark, Mark)
    assert bool(mark.tags) == (mark.state == "tagged")
    assert anchor.quote or anchor.start is not None or anchor.sentence is not None
    texts = (found.part, anchor.quote, anchor.before, anchor.after, mark.note, *mark.tags)
    maybe = (anchor.article, anchor.url, anchor.title, anchor.text, found.annotator, found.id)
    for text in (*texts, *maybe):
        assert text is None or isinstance(text, str)
        (text or "").encode()
    if anchor.text is not None and anchor.start is not None and anchor.sentence is None:
        assert anchor.text[anchor.start : anchor.end] == anchor.quote


@pytest.mark.parametrize("name", READERS)
@given(st.dictionaries(st.sampled_from(FILES), st.binary(max_size=200), max_size=3))
def test_any_bytes_are_labels_or_an_error(name: str, files: dict[str, bytes]) -> None:
    check(name, Held(files, "their folder"))
    for file, data in files.items():
        check(name, held(data, file))


@pytest.mark.parametrize("name", READERS)
@given(found=st.lists(values(), max_size=3), in_lines=st.booleans())
def test_any_json_is_labels_or_an_error(name: str, found: list[object], *, in_lines: bool) -> None:
    lines = "\n".join(map(json.dumps, found)) if in_lines else json.dumps(found)
    check(name, held(lines.encode()))


_IDS = ("T1", "E1", "A1", "M1", "#1", "T2", "R1", "*", "N1", "Row", "Sourcing")
_BETWEEN = ("\t", " ", "\n", ";", ":", "0", "3", "-1", "opinion", "{}", "tag_x", "")


@given(st.lists(st.tuples(*map(st.sampled_from, (_IDS, _BETWEEN, _BETWEEN)))))
def test_any_lines_are_labels_of_brat_or_an_error(words: list[tuple[str, ...]]) -> None:
    lines = "".join(map("".join, words)).encode()
    check("brat", Held({"ana/a.ann": lines, "ana/a.txt": b"Some words."}, "their folder"))


@pytest.mark.parametrize("name", READERS)
def test_what_we_wrote_and_somebody_damaged_is_labels_or_an_error(name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - the same damage each time
    whole = golden(name, "everything")
    files = {file: whole.open(file).read() for file in whole.files}
    for _ in range(60):
        check(name, Held({file: _damaged(data, chance) for file, data in files.items()}, "it"))


@pytest.mark.parametrize("path", sorted(THEIRS.iterdir()), ids=lambda path: path.name)
def test_what_they_wrote_and_somebody_damaged_is_labels_or_an_error(path: Path) -> None:
    chance = random.Random(str(path))  # noqa: S311 - as above
    whole = lying(path)
    known = format_of(whole)
    assert known is not None
    files = {file: whole.open(file).read() for file in whole.files}
    for _ in range(60):
        check(known.name, Held({n: _damaged(d, chance) for n, d in files.items()}, "it"))


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """Some bytes lost, doubled or made up, or one value in place of another."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        if not found:
            break
        place = chance.randrange(len(found))
        made_up = chance.choice([b"", b"null", b"[]", b"{}", b'"', b"1e9", chance.randbytes(2)])
        found[place : place + chance.randint(0, 8)] = made_up
    return bytes(found)
