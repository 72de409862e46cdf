"""add: files, folders, addresses, corpora and new texts of articles."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import REPOSITORY, SHORT, annotator, from_json, good, refused
from tests.formats.documents import column, docx_of, encrypted_pdf, pdf, written_pdf
from tests.loopback import Answer, Site, page, redirect, serving, without_proxies
from tests.terminal import Terminal, environment
from tests.terminal import annotator as in_a_process

WIKINEWS = REPOSITORY.parent / "shared" / "articles"
STORY = (
    "The council of the city met on Monday to talk about the budget for next year.",
    "Two aides said that the mayor had planned it for weeks before the meeting began.",
    "Her office declined to comment on what the aides had told this newspaper.",
    "The opposition wants a vote before Christmas, its leader Ben Okri said on the radio.",
)


def articles() -> set[str]:
    return {row["article"] for row in from_json("status")}


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    without_proxies(monkeypatch)
    with serving({}) as running:
        yield running


def story_page(*sentences: str, title: str = "Council meets") -> Answer:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return page(
        f"<!doctype html><html><head><title>{title}</title></head><body><article>"
        f"<h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def test_documents_come_in_beside_texts_and_each_is_known_by_its_content(folder: Path) -> None:
    good("init", "desk")
    into = folder / "in"
    into.mkdir()
    (into / "a.pdf").write_bytes(pdf(column("A mayor resigned.", "She had planned it.")))
    (into / "b.docx").write_bytes(docx_of("<w:p><w:r><w:t>B thing.</w:t></w:r></w:p>"))
    (into / "c.txt").write_bytes(pdf(column("C was named wrongly.")))
    (into / "d.csv").write_text("title,text\nD one,One is so.\nD two,Two is so.\n")
    (into / "e.jsonl").write_text('{"title": "E one", "text": "E is so."}\n')
    good("add", "in")
    assert articles() == {
        "a-mayor-resigned-she-had-planned-it",
        "b-thing",
        "c-was-named-wrongly",
        "d-one",
        "d-two",
        "e-one",
    }


def test_a_broken_line_is_told_with_its_number_and_the_rest_comes_in(folder: Path) -> None:
    good("init", "desk")
    rows = [json.dumps({"id": f"n{n}", "text": f"Article {n} says this."}) for n in range(1, 61)]
    rows[30] = '{"text": "broken'
    (folder / "corpus.jsonl").write_text("\n".join(rows))
    result = annotator("add", "corpus.jsonl")
    assert result.exit_code == 1
    assert "corpus.jsonl, line 31: it is no JSON" in result.stderr
    assert "59 articles added." in result.stderr
    assert "1 of 60 articles could not be added." in result.stderr
    assert articles() == {f"n{n}" for n in range(1, 61) if n != 31}
    rows_again = from_json("add", "corpus.jsonl", code=1)
    assert [row["outcome"] for row in rows_again].count("same") == 59
    (bad,) = [row for row in rows_again if row["error"]]
    assert (bad["part"], bad["article"], bad["outcome"]) == ("line 31", None, None)


def test_of_many_failures_the_first_are_told_and_all_are_counted(folder: Path) -> None:
    good("init", "desk")
    (folder / "c.jsonl").write_text('{"text": "One."}\n' + "{\n" * 500)
    result = annotator("add", "c.jsonl")
    assert result.exit_code == 1
    assert result.stderr.count("it is no JSON") == 20
    assert "480 more could not be added; `--json` has them all." in result.stderr
    assert len(from_json("add", "c.jsonl", code=1)) == 501


def test_of_many_notices_the_first_are_told(folder: Path) -> None:
    good("init", "desk")
    rows = [{"id": n, "text": f"Article {n}.", "date": "some day"} for n in range(50)]
    (folder / "c.jsonl").write_text("\n".join(map(json.dumps, rows)))
    result = annotator("add", "c.jsonl")
    assert (result.exit_code, result.stderr.count("'some day'")) == (0, 20)
    assert "30 notices more" in result.stderr


def test_the_fields_of_a_corpus_can_be_named_and_those_there_are_are_listed(folder: Path) -> None:
    good("init", "desk")
    (folder / "c.csv").write_text("nr;Wortlaut\nk-7;Ein Satz über die Stadt.\n")
    said = refused("add", "c.csv", code=3)
    assert "There are: 'nr', 'Wortlaut'." in said
    assert "--text-field" in said
    options = ("--text-field", "wortlaut", "--id-field", "nr", "--language", "de")
    (row,) = from_json("add", "c.csv", *options)
    assert (row["article"], row["part"]) == ("k-7", "line 2")
    assert json.loads((folder / "desk/articles/k-7.json").read_text())["language"] == "de"
    (row,) = json.loads(good("add", "-", *options, "--json", stdin="nr,wortlaut\nk-8,Ja.\n"))
    assert row["article"] == "k-8"


def test_what_a_corpus_tells_apart_by_ids_are_different_articles(folder: Path) -> None:
    good("init", "desk")
    report = "Markets\n\n" + " ".join(STORY)
    rows = [
        {"id": f"day-{n}", "title": "Markets", "text": f"{report} They rose by {n} points."}
        for n in range(30)
    ]
    (folder / "c.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert {row["outcome"] for row in from_json("add", "c.jsonl")} == {"new"}
    rows[7]["text"] = rows[7]["text"].replace("points", "per cent")
    (folder / "c.jsonl").write_text("\n".join(map(json.dumps, rows)))
    again = from_json("add", "c.jsonl")
    changed = [row["article"] for row in again if row["outcome"] != "same"]
    assert (changed, again[7]["outcome"], again[7]["edited"]) == (["day-7"], "revised", 1)


@pytest.mark.usefixtures("desk")
def test_what_makes_no_sense_on_the_line_is_wrong_usage() -> None:
    assert "no language tag" in refused("add", "a.txt", "--language", "my own", code=2)
    assert "--to takes one" in refused("add", "a.txt", "b.txt", "--to", "mayor", code=2)
    assert "no article" in refused("add", "mayor.txt", "--to", "nosuch", code=2)
    assert "several articles" in refused(
        "add", "-", "--to", "mayor", code=2, stdin='{"text": "One."}\n{"text": "Two."}\n'
    )


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.pdf", encrypted_pdf(), "password"),
        ("a.pdf", written_pdf(), "no text"),
        ("a.docx", b"PK\x03\x04 and no more", "cut off"),
        ("a.jsonl", b"\n\n", "no text"),
        ("a.csv", b"text\n", "no text"),
        ("a.txt", b"\n" * 10_000, "no text"),
    ],
)
def test_bad_documents_get_a_sentence_and_nothing_is_half_added(
    folder: Path, name: str, data: bytes, says: str
) -> None:
    good("init", "desk")
    (folder / name).write_bytes(data)
    said = refused("add", name, code=3)
    assert says in said
    assert name in said
    assert list((folder / "desk").rglob("*.json")) == [folder / "desk/annotator.json"]


def test_what_is_too_large_is_refused_with_the_limit_of_its_format(folder: Path) -> None:
    good("init", "desk")
    for name, size, limit in (("a.txt", 50, 20), ("a.pdf", 50, 20), ("a.csv", 201, 200)):
        with (folder / name).open("wb") as file:
            file.write(b"%PDF-1.4\n" if name == "a.pdf" else b"text\n")
            file.truncate(size * 1_000_000)
        assert f"more than {limit} MB" in refused("add", name, code=3)


def test_an_address_is_fetched_and_what_it_redirects_to_is_its_address(
    folder: Path, site: Site
) -> None:
    good("init", "desk")
    site.routes |= {"/old": redirect("/story"), "/story": story_page(*STORY)}
    (row,) = from_json("add", site.url("/old"))
    assert (row["outcome"], row["title"]) == ("new", "Council meets")
    (file,) = (folder / "desk/articles").glob("*.json")
    article = json.loads(file.read_text())
    assert article["url"] == site.url("/story")
    assert all(sentence in article["text"] for sentence in STORY)


def test_the_same_address_with_another_text_is_a_new_revision_that_keeps_the_tags(
    folder: Path, site: Site
) -> None:
    good("init", "desk")
    site.routes["/story"] = story_page(*STORY)
    (row,) = from_json("add", site.url("/story"))
    (last,) = [
        s["id"] for s in from_json("show", row["article"])["sentences"] if "Okri" in s["text"]
    ]
    good("--as", "ana", "mark", row["article"], last, "c")
    edited = (STORY[0], STORY[1].replace("weeks", "months"), *STORY[3:], "It began at nine.")
    site.routes["/story"] = story_page(*edited)
    before = (folder / "desk/articles").stat(), list((folder / "desk/articles").iterdir())
    shown = annotator("add", site.url("/story"), "--dry-run")
    assert "[-weeks-]{+months+}" in shown.stdout
    assert "deleted: [-Her office declined" in shown.stdout
    assert "new: {+It began at nine.+}" in shown.stdout
    assert "Nothing was written" in shown.stderr
    assert ((folder / "desk/articles").stat(), list((folder / "desk/articles").iterdir())) == before
    (planned,) = from_json("add", site.url("/story"), "--dry-run")
    assert {change["how"] for change in planned.pop("changes")} == {"edited", "new", "deleted"}
    (done,) = from_json("add", site.url("/story"))
    assert done == planned
    assert (done["outcome"], done["revision"], done["added"]) == ("revised", 2, False)
    assert (done["edited"], done["new"], done["deleted"], done["moved"]) == (1, 1, 1, 0)
    sentences = from_json("show", row["article"])["sentences"]
    (kept,) = [s for s in sentences if "Okri" in s["text"]]
    assert kept["id"] == last
    assert kept["marks"]["ana"]["tags"] == ["confirmed"]


def test_an_address_that_is_a_feed_gives_every_entry_whatever_the_server_calls_it(
    desk: Path, site: Site
) -> None:
    entries = "".join(
        f"<item><title>Story {n}</title><link>https://example.org/{n}</link>"
        f"<description>{sentence}</description></item>"
        for n, sentence in enumerate(STORY)
    )
    feed = f"<rss version='2.0'><channel><title>The Daily</title>{entries}</channel></rss>"
    site.routes["/feed"] = Answer(feed.encode(), headers={"Content-Type": "text/html"})
    rows = from_json("add", site.url("/feed"))
    assert [row["outcome"] for row in rows] == ["new"] * len(STORY)
    assert [row["part"] for row in rows] == [f"entry 'Story {n}'" for n in range(len(STORY))]
    article = json.loads((desk / "articles/story-2.json").read_text())
    assert (article["url"], article["title"]) == ("https://example.org/2", "Story 2")
    assert "several articles" in refused("add", site.url("/feed"), "--to", "mayor", code=2)


def test_a_source_can_be_said_to_be_the_new_text_of_an_article(desk: Path) -> None:
    (desk.parent / "other.txt").write_text(
        "Quite another text\n\nMayor Ada Lovelace resigned on Monday."
    )
    shown = annotator("add", "other.txt", "--to", "may", "--dry-run")
    assert "mayor-resigns  revision 2: " in shown.stdout
    (row,) = from_json("add", "other.txt", "--to", "may")
    assert (row["article"], row["outcome"], row["revision"]) == ("mayor-resigns", "revised", 2)
    assert (row["unchanged"], articles()) == (1, {"mayor-resigns"})
    (row,) = from_json("add", "other.txt", "--to", "may")
    assert (row["outcome"], row["unchanged"]) == ("same", None)


def test_nothing_is_written_by_a_dry_run_of_new_articles(desk: Path) -> None:
    before = sorted(desk.rglob("*"))
    result = annotator("add", "-", "--dry-run", stdin="A thing. Another.")
    assert (result.exit_code, result.stdout) == (
        0,
        "a-thing-another  2 sentences  A thing. Another.\n",
    )
    assert sorted(desk.rglob("*")) == before


@pytest.mark.parametrize("address", ["/nothing", "/away"])
def test_an_address_that_gives_no_page_is_a_matter_of_the_network(
    desk: Path, site: Site, address: str
) -> None:
    site.routes["/away"] = redirect("file:///etc/passwd")
    said = refused("add", site.url(address), code=4)
    assert site.url(address) in said
    (desk.parent / "good.txt").write_text("A good thing.")
    assert annotator("add", site.url(address), "good.txt").exit_code == 1
    assert annotator("add", site.url(address), site.url(address)).exit_code == 4
    assert annotator("add", site.url(address), "missing.txt").exit_code == 3
    assert articles() == {"mayor-resigns", "a-good-thing"}


def test_only_web_addresses_are_fetched_and_a_file_called_so_is_meant_with_its_path(
    desk: Path,
) -> None:
    assert "http" in refused("add", "ftp://example.org/a.txt", code=4)
    assert "http" in refused("add", f"file://{desk}/annotator.json", code=4)
    odd = desk.parent / "http:"
    odd.write_text("A thing in an odd file.")
    good("add", "http:")
    assert "a-thing-in-an-odd-file" in articles()
    assert "annotator add" in refused("show", "https://example.org/", code=2)


def test_an_empty_folder_and_links_in_a_circle_end(folder: Path) -> None:
    good("init", "desk")
    (folder / "in/deep").mkdir(parents=True)
    assert "nothing was added" in refused("add", "in", code=3)
    (folder / "in/deep/back").symlink_to("..")
    (folder / "in/a.txt").write_text("A thing.")
    assert "a-thing" in good("add", "in")
    (folder / "in/self").symlink_to("self")
    assert annotator("add", "in").exit_code == 1


def test_texts_beside_the_files_of_a_project_come_in_and_those_of_other_projects_do_not(
    folder: Path,
) -> None:
    good("init", ".")
    good("init", "other")
    (folder / "a.txt").write_text("A thing.")
    (folder / "other/b.txt").write_text("B thing.")
    good("add", ".", "--pattern", "*", "-p", folder)
    assert {row["article"] for row in from_json("status", "-p", folder)} == {"a-thing"}


def test_the_seed_named_twice_is_one_article(desk: Path) -> None:
    rows = from_json("add", desk.parent / "mayor.txt", desk.parent, "-p", desk)
    assert {row["outcome"] for row in rows} == {"same"}


def test_what_an_article_holds_reaches_no_terminal(folder: Path) -> None:
    good("init", "desk")
    (folder / "a.jsonl").write_text(
        json.dumps({"text": "Red \x1b[31malert.\x07", "date": "\x1b[2J"})
    )
    result = annotator("add", "a.jsonl", "--dry-run")
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert "\x07" not in result.output


@pytest.mark.skipif(not WIKINEWS.is_dir(), reason="the Wikinews articles lie beside the repository")
def test_the_wikinews_articles_come_in_without_a_warning(folder: Path) -> None:
    good("init", "desk")
    shutil.copytree(WIKINEWS, folder / "in")
    result = annotator("add", "in")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "Left out: in/README.md. A file that is named itself is added.",
        "24 articles added.",
    ]
    assert len(articles()) == 24


def test_a_bar_is_shown_at_a_terminal_while_it_takes_long_and_wiped_at_the_end(
    folder: Path, site: Site
) -> None:
    good("init", "desk")
    (folder / "a.txt").write_text(SHORT)
    site.routes["/slow"] = Answer(is_silent=True)
    env = environment(folder / "home", ANNOTATOR_PROJECT=str(folder / "desk"), no_proxy="*")
    line = in_a_process("add", site.url("/slow"), "a.txt")
    with Terminal(line, env, size=(90, 24), cwd=folder) as terminal:
        terminal.wait_for("░")
        site.over.set()
        assert terminal.wait_exit() == 1
        assert "░" not in terminal.text
        assert "mayor-resigns  5 sentences" in terminal.text


def test_an_interrupt_says_what_was_added_by_then(folder: Path, site: Site) -> None:
    good("init", "desk")
    (folder / "a.txt").write_text(SHORT)
    site.routes["/slow"] = Answer(is_silent=True)
    env = environment(folder / "home", ANNOTATOR_PROJECT=str(folder / "desk"), no_proxy="*")
    line = in_a_process("add", "a.txt", site.url("/slow"))
    with Terminal(line, env, size=(90, 24), cwd=folder) as terminal:
        terminal.wait_for("/slow")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 130
        assert "mayor-resigns  5 sentences" in terminal.text
        assert "1 article was added; at http" in terminal.text
    assert articles() == {"mayor-resigns"}
