from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import Mark
from annotator.domain.project import Settings
from annotator.flows.listing import status_rows
from annotator.flows.team.figures import team
from annotator.flows.team.in_words import notes_of
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


def test_a_mark_without_a_decision_is_no_answer() -> None:
    store = desk(project())
    mark(store, "ana", "s2", "opinion")
    opened = store.annotations(ARTICLE, "ana")
    assert opened is not None
    noted = [Change("s3", Mark("open", note="Who says so?"))]
    how = Circumstances(opened.document.updated, "a1", "key")
    store.save_annotations(record(opened.document, noted, how), opened.token)
    (ana,) = team(store).members
    assert (ana.tags, ana.left) == ({"opinion": 1}, 4)


def test_what_cannot_be_read_is_told_once_and_the_rest_is_counted(tmp_path: Path) -> None:
    root = Path(shutil.copytree(resource("seeds", "finished"), tmp_path / "desk"))
    (root / "annotations" / FINISHED / "ben.json").write_bytes(b"{")
    found = team(FileStore(root))
    assert [(member.name, sum(member.tags.values())) for member in found.members] == [
        ("ana", 16),
        ("ben", 0),
        ("cho", 16),
    ]
    assert len(found.problems) == 1
    assert list(notes_of(found)) == [*found.problems]
