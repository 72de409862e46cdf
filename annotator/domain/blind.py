"""Who may see whose tags: the one rule of blind projects.

In a blind project nobody who annotates an article sees what others say of it, tags or figures,
before handing it in; a reviewer who annotates it too is no exception. In a folder this is a
courtesy of the program: the files can be read.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.annotations import Annotations
from annotator.domain.project import PersonRole, Project


def sees_others(
    project: Project,
    reader: str | None,
    article: str,
    *,
    begun: bool,
    handed_in: bool,
    newcomer: PersonRole = "annotator",
) -> bool:
    """Whether somebody may see others' tags and figures on an article.

    Args:
        project: blind or not, with everybody's role and assignments.
        reader: who looks; None for nobody in particular, who annotates nothing.
        article: its id.
        begun: whether the reader has annotations on it.
        handed_in: whether the reader has handed it in.
        newcomer: what somebody is whom the project does not know.
    """
    if not project.settings.blind or reader is None or handed_in:
        return True
    roles = {person.name: person.role for person in project.people}
    role = roles.get(reader, newcomer)
    assigned = reader in project.assignments.get(article, ())
    return not (role == "annotator" or begun or assigned)


def sees_others_beside(
    project: Project,
    reader: str | None,
    article: str,
    own: Annotations | None,
    newcomer: PersonRole = "annotator",
) -> bool:
    """The same, by the reader's own document on the article; None before they begin."""
    handed_in = own is not None and bool(own.handed_in)
    begun = own is not None
    return sees_others(
        project, reader, article, begun=begun, handed_in=handed_in, newcomer=newcomer
    )


def visible(names: Iterable[str], reader: str | None, *, others: bool) -> list[str]:
    """Those of these annotators whose tags may be seen: one's own always."""
    return [name for name in names if others or name == reader]
