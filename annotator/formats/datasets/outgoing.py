"""Datasets out: one row and one file for each format that can be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from annotator.domain.datasets.selection import Selection
from annotator.errors import RefusedError, UnknownNameError
from annotator.formats.datasets.about import About, Target
from annotator.formats.datasets.brat import write_brat
from annotator.formats.datasets.doccano import write_classification
from annotator.formats.datasets.doccano import write_spans as write_doccano_spans
from annotator.formats.datasets.hugging_face import write_folder
from annotator.formats.datasets.json_lines import write_json_lines
from annotator.formats.datasets.label_studio import write_tasks
from annotator.formats.datasets.native import write_native
from annotator.formats.datasets.parquet import write_parquet
from annotator.formats.datasets.prodigy import write_choices
from annotator.formats.datasets.prodigy import write_spans as write_prodigy_spans
from annotator.formats.datasets.spacy_docs import write_docs
from annotator.formats.datasets.spreadsheet import write_csv
from annotator.formats.datasets.w3c import write_collection
from annotator.formats.datasets.withholding import Policy


@dataclass(frozen=True, slots=True)
class Writer:
    """A format that datasets go out in."""

    name: str
    writes: Callable[[Iterable[Any], About, Target], None]
    """Takes what is written, what that is about, and where to."""
    loses: tuple[str, ...] = ()
    """What the project has and does not come back from the format."""
    takes: Literal["rows", "documents"] = "rows"
    """`Row`, or `Documents`: whole articles with everything that is said of them."""
    is_folder: bool = False
    """Whether it is a folder of files."""
    needs_text: bool = False
    """Whether nothing of it is left without the words of articles."""
    extra: str | None = None
    """The extra that its library comes with; null where none is needed."""
    is_public: bool = False
    """Whether it is made to be published: then names, notes, evidence, times of day and texts
    without a licence stay at home unless they are asked for."""

    def check(self, policy: Policy) -> None:
        """Refuses what the format cannot be, before anything is read or counted.

        Raises:
            RefusedError: words must not be told, and the format is nothing without.
        """
        if self.needs_text and not policy.text:
            rest = [f"`{one.name}`" for one in WRITERS if _is_without_words(one)]
            raise RefusedError(
                f"{self.name} holds texts, so `--no-text` leaves nothing of it. Leave the option "
                f"out, or export {', '.join(rest[:-1])} or {rest[-1]}."
            )

    def write(self, found: Iterable[Any], about: About, target: Target) -> None:
        """Writes what was found.

        Raises:
            RefusedError: words must not be told, and the format is nothing without.
            MissingExtraError: its library is not installed.
        """
        self.check(about.policy)
        self.writes(found, about, target)


def _is_without_words(writer: Writer) -> bool:
    """Whether a format says where labels stand even if it may not say of what."""
    return writer.takes == "rows" and not writer.needs_text


_NOT_LABELS = ("comments", "history", "hand-ins", "reviews")
_NO_ROW = ("whole articles", *_NOT_LABELS)
_TEXT_ONLY = ("cuts and metadata of articles", *_NOT_LABELS)
_NO_CELL = ("a first apostrophe told from one that was added", "an empty text told from none")
WRITERS = (
    Writer("jsonl", write_json_lines, _NO_ROW),
    Writer("csv", write_csv, (*_NO_ROW, *_NO_CELL)),
    Writer("parquet", write_parquet, _NO_ROW, extra="parquet"),
    Writer("hf", write_folder, _NO_ROW, is_folder=True, is_public=True),
    Writer("label-studio", write_tasks, _NO_ROW, is_folder=True, needs_text=True),
    Writer("doccano", write_classification, _NO_ROW, needs_text=True),
    Writer("doccano-spans", write_doccano_spans, _TEXT_ONLY, needs_text=True),
    Writer("prodigy", write_choices, _NO_ROW, needs_text=True),
    Writer("prodigy-spans", write_prodigy_spans, _TEXT_ONLY, needs_text=True),
    Writer("brat", write_brat, (*_TEXT_ONLY, "carriage returns"), is_folder=True, needs_text=True),
    Writer("w3c", write_collection, _NO_ROW),
    Writer("spacy", write_docs, _NO_ROW, is_folder=True, needs_text=True, extra="spacy"),
    Writer("native", write_native, takes="documents"),
)
"""Every format out."""


def writer_named(name: str) -> Writer:
    """The format of that name.

    Raises:
        UnknownNameError: there is none; the nearest is named.
    """
    for writer in WRITERS:
        if writer.name == name:
            return writer
    raise UnknownNameError("format", name, [writer.name for writer in WRITERS])


def usual_policy(writer: Writer) -> Policy:
    """What a format tells where nothing else is asked for; pseudonyms need a secret still."""
    policy = Policy()
    if not writer.is_public:
        return policy
    names = replace(policy.names, naming="pseudonyms")
    return replace(policy, names=names, notes=False, evidence=False, times="day")


def usual_selection(writer: Writer) -> Selection:
    """What a format takes where nothing else is asked for."""
    return Selection(licensed=writer.is_public)
