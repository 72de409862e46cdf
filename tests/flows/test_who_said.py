from __future__ import annotations

from annotator.flows.colleagues import look
from annotator.flows.review.who_said import who_said
from tests.flows.test_review import at, desk, mark, project, reviewing, say


def test_everything_that_was_done_about_a_sentence_is_told_in_the_order_of_time() -> None:
    store = desk(project())
    mark(store, "ana", "s3", "opinion")
    mark(store, "ben", "s3", "confirmed", minute=1)
    mark(store, "ben", "s2", "confirmed", minute=2)
    work = at(reviewing(store), "s3")
    work.decide("opinion")
    work.give_reason("both defensible")
    at(work, "s3").send_back(["ben"])
    work.send_back(["ben"])
    work.comment("Who says so?")
    work.undo()
    work.clear()
    say(store, "ben", "s3", "Her office.", 1)
    mark(store, "ben", "s3", "opinion", minute=3)
    mark(store, "ben", "s3", "opinion", minute=4, why="reaffirm")
    work.take_colleagues(look(store, work.article, work.project, work.colleagues))
    told = who_said(work, "s3")
    assert [(each.by, each.what) for each in told if each.by != "rita"] == [
        ("ana", "unseen → opinion"),
        ("ben", "unseen → confirmed"),
        ("ben", "“Her office.”"),
        ("ben", "confirmed → opinion"),
        ("ben", "opinion (looked, still right)"),
    ]
    saw = "(saw ana opinion, ben confirmed)"
    assert [each.what for each in told if each.by == "rita"] == [
        f"decides opinion {saw}",
        f"decides opinion, both defensible; also right: confirmed {saw}",
        "sent it back to ben",
        "no longer asks for another look",
        "“Who says so?”",
        "took a comment back",
        "took the decision back",
    ]
    assert [each.at for each in told] == sorted(each.at for each in told)
    assert [each.what for each in told if each.is_comment] == [
        "“Who says so?”",
        "took a comment back",
        "“Her office.”",
    ]
    assert who_said(work, "s5") == []


def test_nobody_is_named_where_names_are_hidden() -> None:
    store = desk(project(reviewer_sees_names=False))
    mark(store, "ana", "s3", "opinion")
    mark(store, "ben", "s3", "confirmed")
    work = at(reviewing(store, of=None), "s3")
    work.send_back()
    work.decide("opinion")
    told = who_said(work, "s3")
    assert {each.by for each in told} == {"A", "B", "rita"}
    assert not any(name in each.what for each in told for name in ("ana", "ben"))
