"""init, add, tag and no command at all: how a person begins."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from tests.cli.running import SEED, SHORT, STELLANTIS, annotator, from_json, good, process, refused


def test_init_makes_a_project_with_the_guidelines_and_says_what_is_next(folder: Path) -> None:
    result = annotator("init", "mine", "--name", "Desk of Ana")
    assert result.stdout == "mine\n"
    assert "annotator -p mine add" in result.stderr
    assert json.loads((folder / "mine/annotator.json").read_text())["name"] == "Desk of Ana"
    assert "insider-sourced" in (folder / "mine/guidelines.md").read_text()
    assert ".secret" in (folder / "mine/.gitignore").read_text()


def test_init_takes_this_folder_and_its_name_where_none_is_named(folder: Path) -> None:
    result = annotator("init")
    assert result.stdout == f"{folder.resolve()}\n"
    assert result.stderr == "Bring in articles with `annotator add FILE…`.\n"
    assert json.loads((folder / "annotator.json").read_text())["name"] == "work"


def test_init_private_makes_a_folder_that_others_cannot_read(folder: Path) -> None:
    good("init", "mine", "--private")
    assert stat.S_IMODE((folder / "mine").stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "mine/annotator.json").stat().st_mode) & 0o077 == 0


def test_init_refuses_a_project_and_a_file(folder: Path) -> None:
    good("init", "mine")
    assert "already is an annotator project" in refused("init", "mine", code=2)
    (folder / "file").write_text("")
    assert "is a file" in refused("init", "file", code=2)


@pytest.mark.usefixtures("folder")
def test_add_says_what_came_in_and_takes_the_same_content_once() -> None:
    good("init")
    first = good("add", SEED)
    assert STELLANTIS in first
    assert "16 sentences" in first
    assert "was there already" in good("add", SEED)
    assert [row["article"] for row in from_json("status")] == [STELLANTIS]


@pytest.mark.usefixtures("folder")
def test_add_reads_standard_input() -> None:
    good("init")
    (row,) = json.loads(good("add", "-", "--json", stdin=SHORT))
    assert (row["article"], row["added"], row["sentences"]) == ("mayor-resigns", True, 5)
    assert row["error"] is None


@pytest.mark.parametrize("as_json", [False, True])
def test_add_that_cannot_save_says_what_came_in_before(folder: Path, *, as_json: bool) -> None:
    good("init")
    for name in ("first", "second", "third"):
        (folder / f"{name}.txt").write_text(f"{name.title()} thing\n\nIt is so.")
    (folder / "articles/.second-thing.json.tmp").mkdir(parents=True)
    options = ["--json"] if as_json else []
    result = annotator("add", "no.txt", "first.txt", "second.txt", "third.txt", *options)
    assert result.exit_code == 4
    assert "first-thing" in result.stdout
    assert "third" not in result.output
    assert "no.txt: there is no such file" in result.stderr
    assert "1 article was added; at second.txt it stopped" in result.stderr
    assert "second-thing.json: not saved" in result.stderr
    if as_json:
        assert [row["added"] for row in json.loads(result.stdout)] == [False, True, False]
    assert [row["article"] for row in from_json("status")] == ["first-thing"]


def test_what_was_set_aside_is_not_added_again(desk: Path) -> None:
    good("remove", "may")
    result = annotator("add", desk.parent / "mayor.txt")
    assert result.exit_code == 0
    assert "set aside" in result.stdout
    assert "`annotator remove --back mayor-resigns` brings it back" in result.stderr
    (row,) = json.loads(good("add", desk.parent / "mayor.txt", "--json"))
    assert (row["article"], row["added"], row["aside"]) == ("mayor-resigns", False, True)
    assert from_json("status") == []
    said = refused("tag", desk.parent / "mayor.txt", code=2)
    assert "remove --back mayor-resigns" in said
    good("remove", "--back", "may")
    assert "was there already" in good("add", desk.parent / "mayor.txt")
    assert [row["article"] for row in from_json("status")] == ["mayor-resigns"]


def test_one_bad_file_does_not_stop_the_rest(folder: Path) -> None:
    good("init")
    (folder / "a.txt").write_text("A thing. Another.")
    (folder / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "c.txt").write_text("")
    (folder / "d.txt").write_text("B thing.")
    result = annotator("add", "a.txt", "b.txt", "c.txt", "missing.txt", "d.txt")
    assert result.exit_code == 1
    assert len(from_json("status")) == 2
    for name in ("b.txt: this looks like a PNG", "c.txt: the file holds no text", "missing.txt"):
        assert name in result.stderr
    assert "3 of 5 sources could not be added" in result.stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "there is no such file"),
        (b"", "holds no text"),
        (b"\xff\xfec\x00a\x00f", "cut off or damaged"),
        (bytes(range(256)) * 9, "looks like"),
    ],
)
def test_nothing_good_is_bad_data_and_says_why(
    folder: Path, content: bytes | None, says: str
) -> None:
    good("init")
    if content is not None:
        (folder / "bad.txt").write_bytes(content)
    assert says in refused("add", "bad.txt", code=3)
    assert refused("add", "bad.txt", "bad.txt", code=3).count("bad.txt") == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_matter_of_the_disk(folder: Path) -> None:
    good("init")
    (folder / "a.txt").write_text("A thing.")
    (folder / "a.txt").chmod(0)
    assert "permission" in refused("add", "a.txt", code=4)


def test_add_of_a_folder_takes_texts_in_it_once_and_no_project(folder: Path) -> None:
    good("init", "desk")
    nest = folder / "in" / "deeper"
    nest.mkdir(parents=True)
    (folder / "in/one.txt").write_text("One thing.")
    (nest / "two.md").write_text("Two things.")
    (nest / "three.log").write_text("Three things.")
    (nest / ".hidden.txt").write_text("Hidden thing.")
    (nest / "loop").symlink_to(folder / "in")
    good("add", ".")
    assert {row["article"] for row in from_json("status")} == {"one-thing", "two-things"}
    good("add", "in", "--pattern", "*.LOG")
    assert len(from_json("status")) == 3


def test_add_of_a_folder_says_how_many_came_and_leaves_out_what_tells_of_it(folder: Path) -> None:
    good("init", "desk")
    texts = folder / "in"
    texts.mkdir()
    for name in ("README.md", "LICENSE.txt", "one.txt", "two.txt"):
        (texts / name).write_text(f"Of {name} there is this. And that.")
    result = annotator("add", "in")
    assert len(result.stdout.splitlines()) == 2
    assert "Left out: in/LICENSE.txt, in/README.md." in result.stderr
    assert "2 articles added." in result.stderr
    assert "0 articles added, 2 were there already." in annotator("add", "in").stderr
    good("add", "in/README.md")
    assert len(from_json("status")) == 3
    good("add", "in", "--pattern", "LICENSE*")
    assert len(from_json("status")) == 4
    (folder / "other").mkdir()
    (folder / "other/README").write_text("No text.")
    (folder / "other/readme.txt").write_text("No text.")
    assert "no other file" in refused("add", "other", code=3)


def test_add_of_a_folder_without_texts_says_what_it_looked_for(folder: Path) -> None:
    good("init", "desk")
    (folder / "in").mkdir()
    assert "*.txt" in refused("add", "in", code=3)


@pytest.mark.usefixtures("folder")
def test_names_of_sources_that_no_file_can_have_are_missing_files() -> None:
    good("init")
    assert "no such file" in refused("add", "x" * 300, code=3)
    assert "no such file" in refused("add", "a\x1b[31m.txt", code=3)
    assert "\x1b" not in refused("add", "a\x1b[31m.txt", code=3)


def test_tag_outside_a_project_makes_one_beside_the_file(folder: Path) -> None:
    (folder / "texts").mkdir()
    for name in ("one", "two"):
        (folder / "texts" / f"{name}.txt").write_text(f"Thing {name}. It is.")
    result = annotator("tag", "texts/one.txt")
    assert result.exit_code == 0
    assert (folder / "texts/desk/annotator.json").exists()
    assert "s1   unseen" in result.stdout.replace("s1  ", "s1   ")
    assert "annotator mark" in result.stderr
    good("tag", "texts/two.txt")
    assert {row["article"] for row in from_json("-p", "texts/desk", "status")} == {
        "thing-one-it-is",
        "thing-two-it-is",
    }


def test_tag_with_a_project_that_is_none_yet_makes_it_there(folder: Path) -> None:
    (folder / "one.txt").write_text("A thing. It is.")
    for _ in range(2):
        good("-p", "elsewhere", "tag", "one.txt")
    assert not (folder / "desk").exists()
    assert len(from_json("-p", "elsewhere", "status")) == 1


def test_tag_makes_nothing_for_a_file_that_is_no_article(folder: Path) -> None:
    (folder / "one.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    refused("tag", "one.txt", code=3)
    assert "no such file" in refused("tag", "two.txt", code=3)
    assert "no such file" in refused("-p", "x", "tag", "two.txt", code=3)
    assert [path.name for path in folder.iterdir()] == ["one.txt"]


@pytest.mark.usefixtures("folder")
def test_tag_outside_a_project_without_a_file_says_how_to_begin() -> None:
    assert "annotator init" in refused("tag", code=2)
    assert "annotator init" in refused("tag", "something", code=2)


@pytest.mark.usefixtures("desk")
def test_tag_takes_an_id_a_beginning_or_a_file() -> None:
    for name in ("mayor-resigns", "may", "../work/mayor.txt"):
        assert good("tag", name).startswith("Mayor resigns")
    assert "Did you mean 'mayor-resigns'" in refused("tag", "mayor-resigned", code=2)
    assert "is a folder" in refused("tag", "desk/", code=2)


@pytest.mark.usefixtures("desk")
def test_words_of_a_title_or_an_id_get_the_articles_that_have_them() -> None:
    good("add", "-", stdin="Hundreds dead in Hajj stampede\n\nIt was so.")
    for words in ("stampede", "Hajj stampede", "DEAD"):
        assert "Did you mean 'hundreds-dead-in-hajj-stampede'?" in refused("tag", words, code=2)
    assert "Did you mean" not in refused("tag", "nothing of it", code=2)


@pytest.mark.usefixtures("desk")
def test_tag_without_an_article_takes_the_only_one_or_the_first_with_something_to_do() -> None:
    assert good("tag").startswith("Mayor resigns")
    good("add", "-", stdin="A first thing.")
    assert good("tag").startswith("A first thing")
    good("mark", "a-first", "s1", "opinion")
    assert good("tag").startswith("Mayor resigns")


@pytest.mark.usefixtures("folder")
def test_tag_in_an_empty_project_says_what_to_do() -> None:
    good("init")
    assert "annotator add FILE" in refused("tag", code=2)


@pytest.mark.usefixtures("desk")
def test_tag_shows_states_of_ones_own_and_never_an_escape_sequence() -> None:
    good("add", "-", stdin="Red \x1b[31malert\x9b2J. More \u202eof it.")
    good("mark", "red", "s2", "--none")
    shown = good("tag", "red")
    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert "\u202e" not in shown
    assert "no-tag" in shown
    assert "no-tag" not in good("--as", "ben", "--new", "tag", "red")


def test_an_article_of_one_line_of_five_megabytes_is_taken(folder: Path) -> None:
    (folder / "long.txt").write_text("Word upon word and no end. " * 190_000)
    good("init")
    (row,) = from_json("add", "long.txt")
    assert row["sentences"] == 190_000
    (folder / "longer.txt").write_text("x" * 21_000_000)
    assert "MB" in refused("add", "longer.txt", code=3)


@pytest.mark.usefixtures("folder")
def test_without_a_command_and_a_project_one_is_told_how_to_begin() -> None:
    assert "annotator tag FILE" in good()
    assert "no annotator project" in refused("-p", "nowhere", code=2)


@pytest.mark.usefixtures("desk")
def test_without_a_command_and_a_terminal_the_status_is_printed() -> None:
    result = annotator()
    assert result.exit_code == 0
    assert "mayor-resigns" in result.stdout
    assert "no terminal" in result.stderr


def test_a_dumb_terminal_gets_no_screen(desk: Path) -> None:
    done = process("tag", cwd=desk.parent, TERM="dumb")
    assert done.returncode == 0
    assert b"Mayor resigns" in done.stdout
    assert b"annotator mark" in done.stderr
