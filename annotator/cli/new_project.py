"""Making a project: the folder, the guidelines that come with the program, what git ignores."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from annotator.domain.project import Project
from annotator.durable import replace_file
from annotator.errors import RefusedError
from annotator.resources import resource
from annotator.stores.files import FileStore, create_project

_IGNORED = ".lock\n.lock.exclusive\n.secret\n.*.tmp\n"
"""What belongs to one machine, or to nobody else."""


def make_project(root: Path, name: str | None = None, *, private: bool = False) -> FileStore:
    """Makes a project in a folder, which is made too where it is missing.

    Args:
        root: the folder.
        name: of the project; the folder's where it is null.
        private: whether other users of the machine must not read it.

    Raises:
        ProjectExistsError: there is one.
        RefusedError: there is a file in the folder's place.
        SaveError: it cannot be made.
    """
    if root.exists() and not root.is_dir():
        raise RefusedError(f"{root} is a file. Name a folder for the project.")
    project = Project(name or root.resolve().name or "desk")
    guidelines = resource("guidelines.md").read_text("utf-8")
    store = create_project(root, project, guidelines, private=private)
    ignored = root / ".gitignore"
    if not ignored.exists():
        replace_file(ignored, _IGNORED.encode())
    return store


def make_example(root: Path, name: str | None = None, *, private: bool = False) -> FileStore:
    """Makes a project that a team has finished, all but a few disagreements, to try things on.

    Raises:
        AnnotatorError: as `make_project`, or the example did not come with the program.
    """
    example = FileStore(resource("seeds", "finished"))
    store = make_project(root, name, private=private)
    own = store.project()
    project = replace(example.project().document, name=own.document.name)
    store.save_project(project, own.token)
    for article in example.article_ids():
        store.save_article(example.article(article).document, None)
        for annotator in example.annotators(article):
            if marks := example.annotations(article, annotator):
                store.save_annotations(marks.document, None)
        for reviewer in example.reviewers(article):
            if review := example.review(article, reviewer):
                store.save_review(review.document, None)
    return store
