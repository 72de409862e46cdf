from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import annotator, from_json, good
from tests.loopback import Answer, Site, page, redirect, serving, without_proxies


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    without_proxies(monkeypatch)
    with serving({"/budget": page("<title>The budget</title>")}) as running:
        yield running


def attach(sentence: str, *urls: str) -> None:
    for url in urls:
        good("mark", "mayor", sentence, "--evidence", url)


def checked(sentence: str) -> Any:  # noqa: ANN401 - any JSON
    rows = from_json("show", "mayor")["sentences"]
    mark = next(row for row in rows if row["id"] == sentence)["marks"]["tester"]
    return [piece["checked"] for piece in mark["evidence"]]


@pytest.mark.usefixtures("desk")
def test_every_link_is_looked_at_and_what_was_found_is_noted_with_the_date(site: Site) -> None:
    site.routes["/old"] = redirect("/budget")
    urls = [site.url(path) for path in ("/budget", "/old", "/nothing")]
    attach("s2", *urls, "ftp://example.org/a")
    rows = from_json("evidence", "check", code=1)
    fields = ["article", "annotator", "sentence", "url", "state", "at", "leads_to", "title", "why"]
    assert [list(row) for row in rows] == [fields] * 4
    assert [row["state"] for row in rows] == ["alive", "redirected", "gone", "unreachable"]
    assert rows[1]["leads_to"] == urls[0]
    assert "only http and https" in rows[3]["why"]
    first = checked("s2")[0]
    assert (first["state"], first["url"], first["title"]) == ("alive", None, "The budget")
    assert first["at"] == rows[0]["at"]
    good("check")


@pytest.mark.usefixtures("desk")
def test_where_everything_is_alive_the_exit_code_is_0(site: Site) -> None:
    attach("s2", site.url("/budget"))
    result = annotator("evidence", "check", "mayor")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 of 1 link alive." in result.stderr


@pytest.mark.usefixtures("desk")
def test_another_title_than_last_time_is_told(site: Site) -> None:
    attach("s2", site.url("/budget"))
    good("evidence", "check")
    site.routes["/budget"] = page("<title>Page not found</title>")
    result = annotator("evidence", "check")
    assert result.exit_code == 1
    assert "retitled" in result.stdout
    assert "now called “Page not found”" in result.stdout


@pytest.mark.usefixtures("desk")
def test_what_was_looked_at_lately_can_be_left_out(site: Site) -> None:
    attach("s2", site.url("/budget"))
    good("evidence", "check")
    asked = len(site.asked)
    assert from_json("evidence", "check", "--older", "7") == []
    assert len(site.asked) == asked


@pytest.mark.usefixtures("desk", "site")
def test_evidence_without_a_link_asks_for_nothing(site: Site) -> None:
    good("mark", "mayor", "s2", "--evidence", "budget.pdf")
    result = annotator("evidence", "check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No evidence has a link" in result.stderr
    assert site.asked == []


@pytest.mark.usefixtures("desk")
def test_the_same_address_of_many_sentences_is_asked_for_once(site: Site) -> None:
    site.routes["/file"] = Answer(b"%PDF", headers={"Content-Type": "application/pdf"})
    for sentence in ("s2", "s3", "s4"):
        attach(sentence, site.url("/file"))
    assert len(from_json("evidence", "check")) == 3
    assert site.methods == ["HEAD"]
    assert checked("s4")[0]["state"] == "alive"


@pytest.mark.usefixtures("desk")
def test_lint_and_the_report_know_what_was_found(site: Site) -> None:
    good("mark", "mayor", "s2", "c", "--evidence", site.url("/nothing"))
    assert [row["rule"] for row in from_json("lint", code=1)] == ["evidence-not-opened"]
    assert annotator("evidence", "check").exit_code == 1
    assert [row["rule"] for row in from_json("lint", code=1)] == ["evidence-gone"]
    (one,) = json.loads(good("report", "mayor", "--format", "json"))["articles"]
    assert one["evidence"][0]["evidence"]["checked"]["state"] == "gone"


def test_what_cannot_be_read_is_told_and_the_rest_is_looked_at(site: Site, desk: Path) -> None:
    attach("s2", site.url("/budget"))
    (desk / "articles/odd.json").write_text("{")
    result = annotator("evidence", "check", "--json")
    assert result.exit_code == 3
    assert "odd.json" in result.stderr
    assert [row["state"] for row in json.loads(result.stdout)] == ["alive"]
