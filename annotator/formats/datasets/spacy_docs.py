"""spaCy: a document for each label, in binary files (`DocBin`) as `spacy train` takes them.

`doc.cats` has a number for each of the project's labels, `doc.user_data["row"]` the row. A split
is a folder of files, since a file is in memory as a whole (https://spacy.io/api/docbin).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from annotator.errors import MissingExtraError
from annotator.formats.datasets.about import About, Target
from annotator.formats.datasets.grouped import choices, without
from annotator.formats.datasets.rows import Row

TOGETHER = 5_000
"""Documents of a file."""


def write_docs(rows: Iterable[Row], about: About, target: Target) -> None:
    """Writes a file whenever it is full, and in the end those that are not.

    Words are cut in the same way in every language. A sentence that is skipped, open or unresolved
    has no numbers at all: zeros would say that no label fits.

    Raises:
        MissingExtraError: the library is not installed.
    """
    try:
        import spacy  # noqa: PLC0415 - an extra, and slow to import
        from spacy.tokens import DocBin  # noqa: PLC0415 - as above
    except ImportError as error:
        raise MissingExtraError("spacy", "documents", "spacy", doing="writing") from error
    language = spacy.blank("xx")
    open_: dict[str, Any] = {}
    numbers: dict[str, int] = {}

    def write(split: str) -> None:
        numbers[split] = numbers.get(split, 0) + 1
        with target.file(f"{split}/{numbers[split]:05}.spacy") as stream:
            stream.write(open_.pop(split).to_bytes())

    for row in rows:
        split = row["split"]
        if split not in open_:
            open_[split] = DocBin(store_user_data=True)
        open_[split].add(_doc(row, language, about.labels))
        if len(open_[split]) == TOGETHER:
            write(split)
    for split in list(open_):
        write(split)


def _doc(row: Row, language: Any, labels: Iterable[str]) -> Any:  # noqa: ANN401 - spaCy's own
    doc = language.make_doc(row["text"])
    if chosen := choices(row):
        doc.cats = {label: float(label in chosen) for label in labels}
    doc.user_data["row"] = without(row, "text")
    return doc
