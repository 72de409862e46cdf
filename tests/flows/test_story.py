from __future__ import annotations

from annotator.domain.project import Settings
from annotator.flows.colleagues import look
from tests.flows.test_review import at, desk, mark, project, reviewing, say


def test_the_story_of_a_sentence_tells_what_everybody_did_in_order_of_time() -> None:
    store = desk(project())
    mark(store, "ana", "s3", "opinion")
    mark(store, "ben", "s3", "confirmed", minute=1)
    mark(store, "ben", "s2", "confirmed", minute=2)
    work = at(reviewing(store), "s3")
    work.decide("opinion")
    work.give_reason("both defensible")
    at(work, "s3").send_back(["ben"])
    work.comment("Who says so?")
    work.undo()
    say(store, "ben", "s3", "Her office.", 1)
    mark(store, "ben", "s3", "opinion", minute=3)
    work.take_colleagues(look(store, work.article, work.project, work.colleagues))
    told = work.story("s3")
    assert [(t.who, t.what) for t in told if t.who != "rita"] == [
        ("ana", "unseen → opinion"),
        ("ben", "unseen → confirmed"),
        ("ben", "“Her office.”"),
        ("ben", "confirmed → opinion"),
    ]
    assert [t.what for t in told if t.who == "rita"] == [
        "decided opinion",
        "decided opinion (both defensible); also right: confirmed",
        "sent back to ben",
        "“Who says so?”",
        "comment taken back",
    ]
    assert [t.at for t in told] == sorted(t.at for t in told)
    assert work.story("s5") == []


def test_the_story_names_nobody_where_names_are_hidden() -> None:
    store = desk(project(reviewer_sees_names=False))
    mark(store, "ana", "s3", "opinion")
    mark(store, "ben", "s3", "confirmed")
    work = at(reviewing(store, of=None), "s3")
    work.send_back()
    names = {told.who for told in work.story("s3")}
    assert names == {"A", "B", "rita"}
    assert Settings().reviewer_sees_names
    assert not any(name in told.what for told in work.story("s3") for name in ("ana", "ben"))
