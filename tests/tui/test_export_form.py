"""The export form: what is asked for, the command for it, and what means nothing."""

from __future__ import annotations

import shlex
import sys
from dataclasses import fields as fields_of

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.cli.commands.export import command
from annotator.domain.datasets.selection import WHY, Filter
from annotator.flows.datasets.export_command import Here, command_of, usual_target, whole_command
from annotator.flows.datasets.selecting import Options
from annotator.formats.datasets.outgoing import WRITERS, writer_named
from annotator.tui.screens.export_form import (
    FORMATS,
    NAMES,
    Form,
    about_format,
    chosen,
    counts_alike,
    fields,
    options,
)
from annotator.tui.screens.export_words import in_fields

PEOPLE = ("ana", "ben", "Zoë O’Neill")


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form after some choices that the screen offers."""
    form = Form()
    for _ in range(draw(st.integers(0, 8))):
        field = draw(st.sampled_from(sorted(fields(form, PEOPLE).items())))[1]
        if field.takes == "text":
            value = draw(st.sampled_from(["", " 70/30 ", "a=1,b=2", "x y.csv"]))
        else:
            value = draw(st.sampled_from(field.choices)).value
        form = chosen(form, field.name, value)
    return form


def parsed(line: str) -> tuple[str, Options, str | None]:
    """The format, the choices and the target that a command line says."""
    words = shlex.split(line)
    assert words[:2] == ["annotator", "export"]
    params = command.make_context("export", words[2:]).params
    said = {field.name: params[field.name] for field in fields_of(Options)}
    return params["format_name"], Options(**said), params["target"]


@given(forms())
def test_the_command_asks_for_what_is_chosen(form: Form) -> None:
    whole = whole_command(Here("desk"), form.writer, options(form), "a b.csv")
    assert parsed(whole) == (form.format, options(form), "a b.csv")
    assert parsed(command_of(form.writer, options(form)))[:2] == (form.format, options(form))


@given(forms())
def test_what_is_usual_is_not_typed(form: Form) -> None:
    back = Form(form.format)
    assert command_of(back.writer, options(back)) == f"annotator export {form.format}"


@given(forms(), forms())
def test_what_is_asked_for_alike_is_not_counted_again(one: Form, other: Form) -> None:
    if counts_alike(one, other):
        assert options(one) == options(other)
        assert one.writer.is_public == other.writer.is_public
    assert counts_alike(one, chosen(one, "target", "elsewhere"))


@given(forms())
def test_every_field_says_what_it_means_and_what_is_chosen(form: Form) -> None:
    for field in fields(form, PEOPLE).values():
        assert field.means
        assert all(field.about(choice.value) for choice in field.choices)
        if field.takes == "one":
            assert [choice.chosen for choice in field.choices].count(True) == 1
            assert field.told()


def test_every_format_is_told_in_a_few_words_with_what_it_cannot_hold() -> None:
    assert list(FORMATS) == [writer.name for writer in WRITERS]
    for writer in WRITERS:
        assert about_format(writer).lower().startswith(FORMATS[writer.name].lower())
        assert all(lost in about_format(writer) for lost in writer.loses)


def test_a_format_without_its_library_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    assert "`pip install 'annotator[spacy]'`" in about_format(writer_named("spacy"))
    assert "pip install" not in about_format(writer_named("csv"))


def choices(form: Form, name: str) -> list[str]:
    return [choice.value for choice in fields(form, PEOPLE)[name].choices]


def test_what_means_nothing_is_not_there() -> None:
    assert list(fields(Form(), PEOPLE)) == list(NAMES)
    native = Form("native")
    assert list(fields(native, PEOPLE)) == ["format", "articles", "people", "with", "target"]
    assert choices(native, "people") == ["names", "pseudonyms"]
    assert choices(native, "with") == ["notes", "evidence", "confidential"]
    assert choices(Form(), "with") == ["notes", "evidence", "confidential", "text"]
    assert choices(Form("brat"), "with") == ["notes", "evidence", "confidential"]
    assert choices(Form("hf"), "with") == [
        *("notes", "evidence", "confidential", "text", "unlicensed"),
    ]
    assert "unlicensed" not in choices(Form("hf", text=False), "with")
    assert choices(Form(), "also") == [
        *("no-tag", "single", "unresolved", "look-again", "skipped", "open"),
    ]
    assert choices(Form(labels="ana"), "also") == ["no-tag", "look-again", "skipped", "open"]
    assert choices(Form(), "labels") == ["gold", "all", *PEOPLE]


def test_what_meant_something_before_is_not_asked_for_any_more() -> None:
    form = chosen(chosen(Form(), "also", "single"), "with", "text")
    assert (options(form).allow_single, options(form).no_text) == (True, True)
    assert not options(chosen(form, "labels", "all")).allow_single
    assert not options(chosen(form, "format", "brat")).no_text
    nobody = chosen(Form(), "people", "none")
    assert options(nobody).annotators == "none"
    assert options(chosen(nobody, "format", "native")) == Options()


def test_a_public_format_keeps_its_own_ways_until_something_else_is_chosen() -> None:
    form = Form("hf")
    assert options(form) == Options()
    assert fields(form, ())["people"].told().startswith("pseudonyms")
    assert fields(form, ())["with"].told() == "words"
    assert options(chosen(form, "with", "notes")).notes is True
    assert options(chosen(Form(), "with", "notes")).notes is False


@pytest.mark.parametrize(
    ("name", "labels", "target"),
    [
        ("jsonl", "gold", "desk-gold.jsonl"),
        ("parquet", "ana", "desk-ana.parquet"),
        ("doccano-spans", "all", "desk-all-doccano-spans.jsonl"),
        ("hf", "gold", "desk-gold-hf"),
        ("native", "gold", "desk-native.json"),
        ("csv", "../Zoë/..", "desk-Zoë.csv"),
    ],
)
def test_the_usual_target_says_what_it_is(name: str, labels: str, target: str) -> None:
    assert usual_target(Here("desk"), writer_named(name), labels) == target
    assert usual_target(Here("/ !"), writer_named("csv"), "gold") == "gold.csv"


def test_what_left_something_out_is_named_by_the_field_that_takes_it() -> None:
    assert in_fields(WHY["skipped"]) == "skipped (“also: skipped” takes them)"
    assert in_fields(WHY["license"]).endswith("(“with: unlicensed” takes them)")
    chosen_here: tuple[Filter, ...] = (
        "kind",
        "open",
        "single",
        "unresolved",
        "look-again",
        "no-tag",
        "finished",
    )
    assert not any("--" in in_fields(WHY[why]) for why in chosen_here)
