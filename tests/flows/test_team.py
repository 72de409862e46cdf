from __future__ import annotations

from dataclasses import replace

from annotator.domain.project import Settings
from annotator.flows.listing import status_rows
from annotator.flows.team import team
from annotator.resources import resource
from annotator.stores.files import FileStore
from tests.flows.test_review import ARTICLE, desk, mark, project

FINISHED = "stellantis-considers-collaboration"


def test_the_team_of_the_finished_project() -> None:
    found = team(FileStore(resource("seeds", "finished")))
    assert (found.problems, found.hidden) == ((), ())
    ana, ben, _ = found.members
    assert (ana.name, ana.articles, ana.handed_in, ana.sentences, ana.left) == ("ana", 1, 1, 15, 0)
    assert ana.tags == {"insider-sourced": 9, "declined-comment": 2, "opinion": 4, "skipped": 1}
    assert ben.tags["no-tag"] == 2
    assert ana.seconds is not None
    assert ana.seconds > 0


def test_what_is_assigned_is_left_before_it_is_begun_and_has_a_row() -> None:
    store = desk(replace(project(), assignments={ARTICLE: ("ana", "ben")}))
    mark(store, "ana", "s2", "opinion")
    ana, ben = team(store).members
    assert (ana.left, ben.left, ben.seconds, ben.tags) == (4, 5, None, {})
    now = store.project().document
    rows = status_rows(store.overview(), now)
    assert [(row.annotator, row.unseen, row.updated is None) for row in rows] == [
        ("ana", 4, False),
        ("ben", 5, True),
    ]


def test_in_a_blind_project_everybody_sees_their_own_figures_only_before_handing_in() -> None:
    blind = replace(project(), settings=Settings(blind=True), assignments={ARTICLE: ("cho",)})
    store = desk(blind)
    mark(store, "ana", "s2", "opinion")
    for reader, seen in (("ana", ["ana"]), ("cho", ["cho"]), ("rita", ["ana", "cho"]), ("zoe", [])):
        found = team(store, reader)
        assert [member.name for member in found.members] == seen
        assert bool(found.hidden) == (reader != "rita")
        rows = status_rows(store.overview(), blind, reader)
        told: list[str | None] = [*seen] or [None]
        assert [row.annotator for row in rows] == told
