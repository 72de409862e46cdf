from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given

from annotator.codec import THINGS, Document, encode, thing_of, to_json
from annotator.validation import json_schema, schema_name, validate, write_schemas
from tests import strategies as some

ROOT = Path(__file__).parents[1]
CONTRACT = ROOT / "tests" / "contract" / "desk"
FOLDERS = {"articles": "article", "annotations": "annotations", "reviews": "review"}


def contract_files() -> list[tuple[str, Path]]:
    files = [("project", CONTRACT / "annotator.json")]
    for folder, thing in FOLDERS.items():
        files += [(thing, path) for path in sorted(CONTRACT.glob(f"{folder}/**/*.json"))]
    return files


@pytest.mark.parametrize("thing", THINGS)
def test_the_schema_in_the_repository_is_made_of_the_models(thing: str) -> None:
    path = ROOT / "schemas" / schema_name(thing)
    written = path.read_bytes() if path.exists() else b""
    assert written == to_json(json_schema(thing), pretty=True) + b"\n", (
        f"{path.name} differs from the models. A field was changed on purpose? Before the version "
        "is out, `make schemas` writes it anew; after that, add an upgrade and a new version."
    )


def test_writing_the_schemas_writes_one_file_for_each_thing(tmp_path: Path) -> None:
    written = write_schemas(tmp_path)
    assert sorted(path.name for path in written) == sorted(
        f"{thing}-v1.json" for thing in ("project", "article", "annotations", "review", "settings")
    )
    assert {path.read_bytes() for path in written} == {
        path.read_bytes() for path in (ROOT / "schemas").glob("*-v1.json")
    }


@pytest.mark.parametrize("thing", THINGS)
def test_a_schema_is_a_schema_and_begins_with_the_header(thing: str) -> None:
    schema = json_schema(thing)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(schema["properties"])[:2] == ["schema", "version"]
    assert schema["properties"]["schema"]["const"] == f"annotator/{thing}"
    assert schema["properties"]["version"]["const"] == 1


def test_a_schema_says_what_fields_mean() -> None:
    kinds = json_schema("annotations")["$defs"]
    assert kinds["Mark"]["properties"]["tags"]["description"] == "The first is the primary."
    assert "from" in kinds["Source"]["properties"]
    assert all(kind["description"] for kind in kinds.values())


@given(some.documents())
def test_every_document_that_the_program_writes_fits_its_schema(document: Document) -> None:
    jsonschema.validate(json.loads(encode(document)), json_schema(thing_of(document)))


def test_an_unknown_key_does_not_fit() -> None:
    plain = json.loads(encode(some.empty_annotations()))
    with pytest.raises(jsonschema.ValidationError, match="colour"):
        jsonschema.validate(plain | {"colour": "blue"}, json_schema("annotations"))


def test_the_contract_project_fits_the_schemas_and_nothing_is_wrong_with_it() -> None:
    files = contract_files()
    assert len(files) == 6
    for thing, path in files:
        schema = json.loads((ROOT / "schemas" / schema_name(thing)).read_bytes())
        jsonschema.validate(json.loads(path.read_bytes()), schema)
        assert validate(thing, path.read_bytes(), str(path)) == []
