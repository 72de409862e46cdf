"""What a sentence was, in words and signs, for the details beside the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.tui.widgets.details import Run, Said

if TYPE_CHECKING:
    from annotator.flows.looking_again import Before


def said_of_change(before: Before | None, *, beside: int, most: int) -> list[Said]:
    """How a sentence became what it is: what is gone struck, what came underlined, both in signs.

    Args:
        before: what it was; None for nothing to say.
        beside: how many of the words that stayed are shown on either side of a change.
        most: code points of the whole; the rest is cut.
    """
    if before is None:
        return []
    from annotator.flows.changed_words import around_changes  # noqa: PLC0415 - rarely needed

    text = f"{before.label}  "
    runs = []
    for stretch in around_changes(before.words, beside):
        start, text = len(text), text + stretch.told
        if stretch.how in {"gone", "come"}:
            runs.append(Run(start, len(text), stretch.how))
    if len(text) > most:
        text = f"{text[: most - 2].rstrip()} …"
        runs = [run._replace(end=min(run.end, most - 2)) for run in runs if run.start < most - 2]
    return [Said(text, runs=tuple(runs))]
