"""Whose document a command is about: yours, or that of the one named with `--of`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from annotator.cli.identity import annotator_name
from annotator.cli.options import given
from annotator.cli.parts import personal_files
from annotator.domain.annotations import Annotations
from annotator.domain.names import clean_name
from annotator.flows.versions import document_of
from annotator.stores.files import FileStore

of_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--of", "annotator", metavar="NAME", help="Whose marks; yours where it is not said."
)
"""The option that names somebody else."""


def document(store: FileStore, article: str, annotator: str | None) -> Annotations:
    """The document of the annotator named, or one's own.

    Raises:
        UnknownNameError: they have not marked the article.
    """
    if annotator is None:
        name = annotator_name(given(), personal_files(store.root).settings())
    else:
        name = clean_name(annotator)
    return document_of(store, article, name)
