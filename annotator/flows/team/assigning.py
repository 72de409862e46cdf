"""Assigning articles to annotators: kept in the project, by articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.assignment import spread
from annotator.domain.names import clean_name
from annotator.domain.project import Project, with_person
from annotator.errors import RefusedError
from annotator.flows.project import change_project
from annotator.flows.team.people import check_like_none, check_newcomer
from annotator.stores.base import Store


def assigned(
    project: Project,
    articles: Sequence[str],
    to: Sequence[str],
    *,
    overlap: int = 1,
    seed: int = 0,
    new: bool = False,
) -> Project:
    """The project with these articles spread over these people.

    Args:
        project: as it is.
        articles: ids; what was assigned of them before is replaced.
        to: names.
        overlap: how many annotators each article gets.
        seed: another one spreads otherwise.
        new: whether names that the project does not know are of new people.

    Raises:
        BadNameError: a name cannot be used.
        RefusedError: an article cannot go to so many people, or to none.
        UnknownAnnotatorError: the project knows people, and not this one.
    """
    names = tuple(dict.fromkeys(map(clean_name, to)))
    before = project
    for name in names:
        check_newcomer(before, name, new=new)
        check_like_none(project, name)
        project = with_person(project, name)
    if not 1 <= overlap <= len(names):
        one = len(names) == 1
        people = "1 person was named" if one else f"{len(names)} people were named"
        way_out = "Name more, or say --overlap 1." if one else f"Say --overlap 1 to {len(names)}."
        raise RefusedError(f"Each article cannot go to {overlap}: {people}. {way_out}")
    found = spread(articles, names, overlap=overlap, seed=seed, before=project.assignments)
    return replace(project, assignments={**project.assignments, **found})


def unassigned(project: Project, articles: Sequence[str]) -> Project:
    """The project with these articles assigned to nobody."""
    kept = {a: names for a, names in project.assignments.items() if a not in articles}
    return replace(project, assignments=kept)


def assign(
    store: Store,
    articles: Sequence[str],
    to: Sequence[str],
    *,
    overlap: int = 1,
    seed: int = 0,
    new: bool = False,
) -> Project:
    """Saves what `assigned` gives, or `unassigned` where nobody is named; again after others.

    Raises:
        AnnotatorError: as those do, or it cannot be saved.
    """

    def change(project: Project) -> Project:
        if not to:
            return unassigned(project, articles)
        return assigned(project, articles, to, overlap=overlap, seed=seed, new=new)

    return change_project(store, change)
