"""Work with suggestions, read and learnt at once."""

from __future__ import annotations

from annotator.flows.annotate import Annotating
from annotator.flows.desk import Desk
from annotator.flows.suggestions.stretch import read_stretch, taught_beside


def assisted(desk: Desk, article: str) -> Annotating:
    """Someone at work on an article, as its screen is once everything was read."""
    text = desk.store.article(article).document
    opened = desk.store.annotations(article, desk.annotator)
    work = Annotating(text, opened, desk.project(), desk.session, lambda _: None)
    assist(desk, work)
    return work


def assist(desk: Desk, work: Annotating) -> None:
    """Reads and learns anew, and hands it to the work."""
    work.take_lessons(taught_beside(desk.store, work.project, work.document).learnt)
    work.take_stretch(read_stretch(desk.store, work.article, work.project, work.current))
