from __future__ import annotations

from annotator.domain.project import Project, with_person
from annotator.flows.project import change_project
from annotator.flows.team.people import join_project
from tests.flows.test_review import desk, project


def test_a_change_is_made_anew_where_somebody_was_faster() -> None:
    store = desk(project())
    seen: list[Project] = []

    def change(now: Project) -> Project:
        if not seen:
            join_project(store, "faster")
        seen.append(now)
        return with_person(now, "slower")

    saved = change_project(store, change)
    assert saved == store.project().document
    assert [person.name for person in saved.people][-2:] == ["faster", "slower"]
    assert len(seen) == 2
