"""Whose document a command is about: yours, or that of the one named with `--of`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from annotator.cli.identity import annotator_name
from annotator.cli.options import given
from annotator.cli.output import say
from annotator.cli.parts import personal_files
from annotator.domain.annotations import Annotations
from annotator.domain.names import clean_name
from annotator.errors import RefusedError
from annotator.flows.listing import visible_to
from annotator.flows.versions import document_of
from annotator.stores.files import FileStore

of_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--of", "annotator", metavar="NAME", help="Whose marks; yours where it is not said."
)
"""The option that names somebody else."""


def document(store: FileStore, article: str, annotator: str | None) -> Annotations:
    """The document of the annotator named, or one's own, carried over to today's article.

    Raises:
        UnknownNameError: they have not marked the article.
        RefusedError: the project is blind, and one has not handed the article in.
    """
    project = store.project().document
    own = annotator_name(given(), personal_files(store.root).settings())
    name = own if annotator is None else clean_name(annotator)
    if not visible_to(own, store, project, article, [name]):
        raise RefusedError(f"This project is blind: hand in {article} to see the marks of {name}.")
    found = document_of(store, article, name)
    if found.document.revision > found.saved:
        say(
            f"{article} has changed since r{found.saved}, which is the latest on the disk. What "
            f"carries the marks over is written with the next save of {name}."
        )
    return found.document
