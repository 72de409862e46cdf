"""The people of a project: who is new, and how they join."""

from __future__ import annotations

from annotator.domain.names import same_name
from annotator.domain.project import PersonRole, Project, with_person
from annotator.errors import BadNameError, UnknownAnnotatorError
from annotator.flows.project import change_project
from annotator.stores.base import Store


def is_known(project: Project, name: str) -> bool:
    """Whether a name is that of one of the project's people."""
    return any(person.name == name for person in project.people)


def is_newcomer(project: Project, name: str) -> bool:
    """Whether a project knows people, and this name is none of them."""
    return bool(project.people) and not is_known(project, name)


def check_newcomer(project: Project, name: str, *, new: bool) -> None:
    """Refuses a name that the project does not know, unless it is said to be new.

    Raises:
        BadNameError: the name is the same to a file as one that the project knows.
        UnknownAnnotatorError: the project knows people, and this is none of them.
    """
    if not is_newcomer(project, name):
        return
    check_like_none(project, name)
    if not new:
        raise UnknownAnnotatorError(name, [person.name for person in project.people])


def check_like_none(project: Project, name: str) -> None:
    """Refuses a new name that would have the file of somebody whom the project knows.

    Raises:
        BadNameError: so it is.
    """
    if is_known(project, name):
        return
    for person in project.people:
        if same_name(person.name, name):
            why = (
                f"the project already has {person.name!r}, which is the same to a file; say `--as "
                f"{person.name}` if that is you"
            )
            raise BadNameError(name, why)


def join_project(store: Store, name: str, role: PersonRole = "annotator") -> None:
    """Adds somebody to the project's people, unless they are among them."""
    change_project(store, lambda project: with_person(project, name, role))
