"""Validation of whole files, and their JSON Schemas: the only place that knows pydantic.

Both are made of the very dataclasses that the program works with, so there is no second model.
Opening a file looks at less (`annotator.codec`); this finds everything that is wrong with one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import GenericAlias
from typing import Any, cast

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from annotator.codec import THINGS, decode, from_json, to_json
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.consistency import (
    Problem,
    of_annotations,
    of_article,
    of_file,
    of_project,
    of_review,
)
from annotator.domain.project import Project
from annotator.domain.review.decisions import Review
from annotator.durable import replace_file
from annotator.errors import DamagedFileError
from annotator.upgrades import current_version, upgraded

__all__ = ["Problem", "json_schema", "schema_name", "validate", "write_schemas"]

_CONFIG = ConfigDict(
    strict=True,
    extra="forbid",
    alias_generator=lambda name: name.removesuffix("_"),
    use_attribute_docstrings=True,
)

_BRANCHES = frozenset({"Mark", "Comment", "Decision", "SentBack"})
"""What may follow an event: pydantic tells what is wrong with each of them."""

_TYPES = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "dict_type": "an object",
    "dataclass_type": "an object",
    "dataclass_exact_type": "an object",
    "tuple_type": "a list",
    "none_required": "null",
}


def validate(
    thing: str,
    data: bytes,
    path: str,
    *,
    article: Article | None = None,
    project: Project | None = None,
    threads: Collection[str] | None = None,
    taken: Collection[str] = (),
) -> list[Problem]:
    """Everything that is wrong with a file; empty for a good one.

    Args:
        thing: what it must be: `article`, `annotations`, `review`, `project` or `settings`.
        data: the file.
        path: where it is, because its name says whose it is.
        article: the article that it is about, if it is known.
        project: the project that it is part of, if it is known.
        threads: ids of all comments on that article, of everybody, if they are known.
        taken: keys that do something else, so that no tag can have them.
    """
    plain, found = _plain(data)
    if plain is None:
        return found
    found += _of_header(thing, plain)
    if found:
        return found
    version = plain.pop("version")
    del plain["schema"]
    found = _of_model(thing, upgraded(thing, version, plain))
    if found:
        return found
    try:
        document = decode(data, path, thing)
    except DamagedFileError as error:
        return [Problem(error.place, error.what)]
    if isinstance(document, Project):
        return of_project(document, taken)
    return _in_the_project(document, path, article, project, threads)


def _plain(data: bytes) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The file as plain values; None where nothing can be made of it."""
    try:
        plain = from_json(data)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        return None, [Problem(place, f"it is not JSON: {error.msg}")]
    if not isinstance(plain, dict):
        return None, [Problem("", "it holds no JSON object")]
    twice: list[Problem] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        if len(set(keys)) < len(keys):
            repeated = sorted({key for key in keys if keys.count(key) > 1})
            twice.extend(Problem(key, "the same key stands there twice") for key in repeated)
        return dict(pairs)

    try:
        json.loads(data, object_pairs_hook=once)
    except RecursionError:
        return None, [Problem("", "it is nested too deep")]
    return plain, twice


def _of_header(thing: str, plain: dict[str, Any]) -> list[Problem]:
    schema, version = plain.get("schema"), plain.get("version")
    if schema != f"annotator/{thing}":
        return [Problem("schema", f"it is {schema!r}, not 'annotator/{thing}'")]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        return [Problem("version", f"{version!r} is no version")]
    if version > (known := current_version(thing)):
        what = f"it is {version}, and this annotator knows versions up to {known}: update it"
        return [Problem("version", what)]
    return []


@cache
def _adapter(thing: str) -> TypeAdapter[Any]:
    # The configuration reaches dataclasses only from something around them.
    kind = cast("type[Any]", GenericAlias(tuple, (THINGS[thing],)))
    return TypeAdapter(kind, config=_CONFIG)


def _of_model(thing: str, plain: dict[str, Any]) -> list[Problem]:
    try:
        _adapter(thing).validate_json(to_json([plain]))
    except ValidationError as error:
        return _sentences(error.errors(include_url=False))
    return []


def _sentences(errors: Iterable[ErrorDetails]) -> list[Problem]:
    """One problem for each error; of several things that a value could be, the nearest's."""
    by_branch: dict[tuple[str, str], list[Problem]] = {}
    for error in errors:
        place, branch = _place(error["loc"])
        found = Problem(place, _what(error))
        before = place.split(".after")[0] + ".after" if branch else place
        by_branch.setdefault((before, branch), []).append(found)
    nearest: dict[str, list[Problem]] = {}
    for (before, _), problems in by_branch.items():
        if before not in nearest or len(problems) < len(nearest[before]):
            nearest[before] = problems
    return [problem for problems in nearest.values() for problem in problems]


def _place(loc: Iterable[str | int]) -> tuple[str, str]:
    """A place as `history[3].after.state`, and which of several things was tried there."""
    place = branch = ""
    steps = list(loc)[1:]
    for n, step in enumerate(steps):
        if isinstance(step, int):
            place += f"[{step}]"
        elif step in _BRANCHES and n and steps[n - 1] == "after":
            branch = step
        else:
            place += f".{step}" if place else step
    return place, branch


def _what(error: ErrorDetails) -> str:
    kind, given = error["type"], error["input"]
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        return "this key is unknown"
    if kind in {"missing", "missing_argument", "missing_keyword_only_argument"}:
        return "it is missing"
    shown = json.dumps(given, ensure_ascii=False, default=str)
    shown = shown if len(shown) <= 40 else f"{shown[:40]}…"  # noqa: PLR2004 - a sentence's worth
    if kind in _TYPES:
        return f"it is {shown}, not {_TYPES[kind]}"
    if kind == "literal_error":
        return f"it is {shown}, not {error.get('ctx', {}).get('expected', '')}"
    return f"{error['msg']} (it is {shown})"


def _in_the_project(
    document: object,
    path: str,
    article: Article | None,
    project: Project | None,
    threads: Collection[str] | None,
) -> list[Problem]:
    match document:
        case Article():
            return of_article(document) + of_file(path, document.id)
        case Annotations():
            found = of_annotations(document, article, project, threads)
            return found + of_file(path, document.article, document.annotator)
        case Review():
            found = of_review(document, article, project, threads)
            return found + of_file(path, document.article, document.reviewer)
        case _:
            return []


def schema_name(thing: str) -> str:
    """The file of a thing's schema, such as `review-v1.json`."""
    return f"{thing}-v{current_version(thing)}.json"


def json_schema(thing: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a thing's files, with what each field means."""
    whole = _adapter(thing).json_schema(by_alias=True)
    kinds = cast("dict[str, dict[str, Any]]", whole["$defs"])
    model = kinds.pop(THINGS[thing].__name__)
    header = {
        "schema": {"const": f"annotator/{thing}", "type": "string"},
        "version": {"const": current_version(thing), "type": "integer"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:annotator:{thing}:v{current_version(thing)}",
        "title": f"annotator/{thing}",
        "description": model["description"],
        "type": "object",
        "properties": header | cast("dict[str, Any]", _untitled(model["properties"])),
        "required": [*header, *model.get("required", [])],
        "additionalProperties": False,
        "$defs": {name: _untitled(kind) for name, kind in sorted(kinds.items())},
    }


def _untitled(value: object) -> object:
    """A schema without the titles that only repeat the fields' names."""
    if isinstance(value, Mapping):
        return {
            key: _untitled(item)
            for key, item in value.items()
            if key != "title" or not isinstance(item, str)
        }
    return [_untitled(item) for item in value] if isinstance(value, list) else value


def write_schemas(folder: Path) -> list[Path]:
    """Writes the schema of every thing into a folder; returns the files."""
    written = []
    for thing in THINGS:
        path = folder / schema_name(thing)
        replace_file(path, to_json(json_schema(thing), pretty=True) + b"\n")
        written.append(path)
    return written
