from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.codec import encode
from annotator.domain.names import file_key
from annotator.errors import (
    DamagedFileError,
    MissingFileError,
    NewerVersionError,
    NoProjectError,
    ProjectExistsError,
    ReadError,
    SaveError,
    TooLargeError,
    UnknownNameError,
)
from annotator.stores.base import Key
from annotator.stores.files import FileStore, create_project, find_project
from tests.stores.contract import GUIDELINES, PROJECT, StoreContract, article, marked, tags
from tests.strategies import empty_annotations

CONTRACT = Path(__file__).parents[1] / "contract" / "desk"
ANA = Key("annotations", "an-article", "ana")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return create_project(tmp_path / "desk", PROJECT, GUIDELINES)


class TestFileStore(StoreContract):
    @pytest.fixture
    def store(self, store: FileStore) -> FileStore:
        return store


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def test_a_project_is_laid_out_as_people_expect(store: FileStore) -> None:
    store.save_article(article(), None)
    store.save_annotations(marked(empty_annotations("Ána"), "s1", "opinion"), None)
    store.set_aside("an-article")
    files = [path.relative_to(store.root).as_posix() for path in store.root.rglob("*.*")]
    assert sorted(files) == [
        ".lock",
        "annotations/an-article/%C3%A1na.json",
        "annotator.json",
        "aside/articles/an-article.json",
        "guidelines.md",
    ]


def test_a_project_is_found_from_anywhere_inside_it(store: FileStore, tmp_path: Path) -> None:
    inside = store.root / "articles" / "deep"
    inside.mkdir(parents=True)
    assert find_project(inside) == find_project(store.root) == store.root
    assert find_project(tmp_path) == store.root
    assert find_project(tmp_path / "elsewhere") == store.root


def test_a_project_in_a_folder_of_everybodys_is_found_only_from_there(
    store: FileStore, tmp_path: Path
) -> None:
    own = tmp_path / "mine" / "deep"
    own.mkdir(parents=True)
    assert find_project(own) == store.root
    tmp_path.chmod(0o1777)
    assert find_project(own) is None
    assert find_project(tmp_path) == store.root


def test_no_project_is_none_and_opening_it_says_how_to_begin(tmp_path: Path) -> None:
    assert find_project(tmp_path) is None
    with pytest.raises(NoProjectError, match="annotator init"):
        FileStore(tmp_path)


def test_a_project_is_made_only_once_and_keeps_guidelines_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "guidelines.md").write_text("Ours.", "utf-8")
    assert create_project(tmp_path, PROJECT, GUIDELINES).guidelines() == "Ours."
    with pytest.raises(ProjectExistsError):
        create_project(tmp_path, PROJECT, GUIDELINES)


def test_a_project_cannot_be_made_where_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "desk").write_text("", "utf-8")
    with pytest.raises(SaveError, match="desk"):
        create_project(tmp_path / "desk", PROJECT, GUIDELINES)


def test_a_private_project_cannot_be_read_by_others(tmp_path: Path) -> None:
    private = create_project(tmp_path / "desk", PROJECT, GUIDELINES, private=True)
    private.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
    for path in (private.root, *private.root.rglob("*")):
        assert mode(path) & 0o077 == 0, path


def test_permissions_follow_the_folder_so_that_a_group_can_share_it(tmp_path: Path) -> None:
    shared = create_project(tmp_path / "desk", PROJECT, GUIDELINES)
    shared.root.chmod(0o2770)
    before = os.umask(0o077)
    try:
        shared.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
        shared.save_article(article(), None)
    finally:
        os.umask(before)
    assert mode(shared.root / "annotations" / "an-article") == 0o2770
    assert mode(shared.root / "annotations" / "an-article" / "ana.json") == 0o660
    assert mode(shared.root / "articles" / "an-article.json") == 0o660
    assert mode(shared.root / ".lock") == 0o660


def test_a_file_keeps_the_permissions_that_it_was_given(store: FileStore) -> None:
    saved = store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
    path = Path(store.where(ANA))
    path.chmod(0o640)
    store.save_annotations(marked(saved.document, "s2", "opinion"), saved.token)
    assert mode(path) == 0o640


def test_a_damaged_file_is_refused_and_left_as_it_is(store: FileStore) -> None:
    store.save_article(article(), None)
    path = store.root / "articles" / "an-article.json"
    path.write_bytes(path.read_bytes()[:200])
    before = path.read_bytes()
    with pytest.raises(DamagedFileError, match=r"an-article\.json.*annotator check --repair"):
        store.article("an-article")
    assert path.read_bytes() == before


def test_marks_are_never_saved_over_a_file_that_was_damaged_meanwhile(store: FileStore) -> None:
    saved = store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
    path = Path(store.where(ANA))
    path.write_bytes(b'{"schema":')
    with pytest.raises(DamagedFileError):
        store.save_annotations(marked(saved.document, "s2", "opinion"), saved.token)
    assert path.read_bytes() == b'{"schema":'


def test_a_newer_file_is_refused_and_left_as_it_is(store: FileStore) -> None:
    saved = store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
    path = Path(store.where(ANA))
    newer = path.read_bytes().replace(b'"version": 1', b'"version": 2')
    path.write_bytes(newer)
    with pytest.raises(NewerVersionError):
        store.annotations("an-article", "ana")
    with pytest.raises(NewerVersionError):
        store.save_annotations(marked(saved.document, "s2", "opinion"), saved.token)
    with pytest.raises(NewerVersionError):
        store.save_annotations(marked(empty_annotations(), "s2", "opinion"), None)
    assert path.read_bytes() == newer


def test_a_file_that_another_program_laid_out_anew_merges_as_if_it_had_not(
    store: FileStore,
) -> None:
    saved = store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
    path = Path(store.where(ANA))
    plain = json.loads(path.read_bytes())
    path.write_text(json.dumps(plain, indent=4, sort_keys=True), "utf-8")
    assert store.annotators("an-article") == ["ana"]
    again = store.save_annotations(marked(saved.document, "s1", "confirmed"), saved.token)
    assert tags(again) == {"s1": "confirmed"}
    assert path.read_bytes() == encode(again.document)


def test_a_restored_backup_is_merged_from_the_last_common_event(store: FileStore) -> None:
    path = Path(store.where(ANA))
    one = store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
    backup = path.read_bytes()
    two = store.save_annotations(marked(one.document, "s2", "opinion"), one.token)
    path.write_bytes(backup)
    three = store.save_annotations(marked(two.document, "s3", "opinion"), two.token)
    assert tags(three) == {"s1": "opinion", "s2": "opinion", "s3": "opinion"}
    assert three.document.revision == 3


def test_a_file_that_vanished_is_written_again(store: FileStore) -> None:
    saved = store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
    Path(store.where(ANA)).unlink()
    again = store.save_annotations(marked(saved.document, "s2", "opinion"), saved.token)
    assert tags(again) == {"s1": "opinion", "s2": "opinion"}


def test_a_copy_in_the_wrong_place_is_refused_rather_than_saved_elsewhere(
    store: FileStore,
) -> None:
    store.save_article(article(), None)
    store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
    shutil.copy(store.root / "articles/an-article.json", store.root / "articles/b-article.json")
    shutil.copytree(store.root / "annotations/an-article", store.root / "annotations/b-article")
    with pytest.raises(DamagedFileError, match="it is 'an-article'"):
        store.article("b-article")
    with pytest.raises(DamagedFileError, match="it is 'an-article'"):
        store.annotations("b-article", "ana")


def test_stray_files_are_passed_over(store: FileStore) -> None:
    store.save_article(article(), None)
    store.save_annotations(marked(empty_annotations(), "s1", "opinion"), None)
    data = Path(store.where(ANA)).read_bytes()
    (store.root / "annotations" / "an-article" / "ana (1).json").write_bytes(data)
    (store.root / "annotations" / "an-article" / "notes.txt").write_text("x", "utf-8")
    (store.root / "annotations" / "stray.json").write_bytes(data)
    (store.root / "articles" / "an-article copy.json").write_bytes(b"{}")
    (store.root / "articles" / ".an-article.json.tmp").write_bytes(b"{")
    assert store.article_ids() == ["an-article"]
    assert store.annotators("an-article") == ["ana"]
    assert len(store.overview()[0].people) == 1


def test_a_damaged_file_still_says_whose_it_is(store: FileStore) -> None:
    store.save_annotations(marked(empty_annotations("élise"), "s1", "opinion"), None)
    path = store.root / "annotations" / "an-article" / f"{file_key('élise')}.json"
    path.write_bytes(b"")
    assert store.annotators("an-article") == ["élise"]
    with pytest.raises(DamagedFileError):
        store.annotations("an-article", "élise")


def test_one_damaged_file_keeps_no_other_out_of_the_overview(store: FileStore) -> None:
    for name in ("an-article", "b-article", "c-article"):
        store.save_article(article(name), None)
    for person in ("ana", "ben"):
        store.save_annotations(marked(empty_annotations(person), "s1", "opinion"), None)
    ben = store.root / "annotations" / "an-article" / "ben.json"
    ben.write_bytes(ben.read_bytes().replace(b'"version": 1', b'"version": 2'))
    (store.root / "articles" / "b-article.json").write_bytes(b"{")
    first, second, third = store.overview()
    assert [(p.annotator, p.progress.tagged) for p in first.people] == [("ana", 1), ("ben", 0)]
    assert [person.problem is None for person in first.people] == [True, False]
    assert "update annotator" in first.problems[0]
    assert (second.id, second.title, second.people) == ("b-article", "b-article", ())
    assert "b-article.json: the file is damaged" in second.problems[0]
    assert (third.problems, third.sentences) == ((), 2)


def test_what_cannot_be_read_is_told_in_a_sentence(store: FileStore) -> None:
    store.save_article(article(), None)
    path = store.root / "articles" / "an-article.json"
    path.unlink()
    path.mkdir()
    with pytest.raises(ReadError, match=r"an-article\.json: cannot be read"):
        store.article("an-article")


def test_a_project_file_that_vanished_is_told(store: FileStore) -> None:
    (store.root / "annotator.json").unlink()
    with pytest.raises(MissingFileError, match=r"annotator\.json"):
        store.project()


def test_guidelines_may_be_missing_or_in_any_encoding(store: FileStore) -> None:
    (store.root / "guidelines.md").write_bytes(b"caf\xe9")
    assert store.guidelines() == "caf�"
    (store.root / "guidelines.md").unlink()
    assert store.guidelines() == ""


def test_a_projects_own_cues_are_read_by_language(store: FileStore) -> None:
    assert store.cues("en") is None
    own = store.root / "cues" / "en.txt"
    own.parent.mkdir()
    own.write_bytes(b"refusal refused:\n    zipped it\n")
    assert store.cues("en") == ("refusal refused:\n    zipped it\n", str(own))
    assert store.cues("../cues/en") is None
    own.write_bytes(b"#" * 1_000_001)
    with pytest.raises(TooLargeError, match=r"en\.txt: it has more than 1 MB"):
        store.cues("en")


def test_no_path_leaves_the_project(store: FileStore, tmp_path: Path) -> None:
    outside = tmp_path / "outside.json"
    outside.write_bytes(encode(article("outside")))
    with pytest.raises(UnknownNameError):
        store.article("../../outside")
    with pytest.raises(UnknownNameError):
        store.bring_back("../../../outside")
    evil = replace(empty_annotations(), annotator="../../../evil")
    store.save_annotations(marked(evil, "s1", "opinion"), None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "outside.json"]


def test_the_contract_project_opens_and_counts_as_expected(tmp_path: Path) -> None:
    root = tmp_path / "desk"
    shutil.copytree(CONTRACT, root)
    store = FileStore(root)
    expected = json.loads((CONTRACT.parent / "expected.json").read_bytes())["status"]
    (row,) = store.overview()
    assert store.annotators(row.id) == ["ana", "ben", "cho"]
    assert store.reviewers(row.id) == ["rita"]
    review = store.review(row.id, "rita")
    assert review is not None
    assert review.document.decisions["s8"].reason == "guideline unclear"
    for person, counts in zip(row.people, expected, strict=True):
        assert person.annotator == counts.pop("annotator")
        assert {name: getattr(person.progress, name) for name in counts} == counts
