"""spaCy trains on what is exported for it."""

from __future__ import annotations

import io

import spacy
from spacy.cli.init_config import init_config
from spacy.training import Corpus
from spacy.training.initialize import init_nlp
from spacy.training.loop import train

from tests.readers.conftest import GOLD, Export, Rows

LABELS = ("confirmed", "insider-sourced", "declined-comment", "opinion", "no-tag")


def test_a_classifier_is_trained_and_evaluated_on_the_splits(export: Export) -> None:
    folder = export("spacy", GOLD)
    config = init_config(lang="xx", pipeline=["textcat_multilabel"], optimize="efficiency")
    config["paths"]["train"] = str(folder / "train")
    config["paths"]["dev"] = str(folder / "validation")
    config["training"] |= {"max_steps": 4, "eval_frequency": 2}
    begun = init_nlp(config)
    assert begun.get_pipe("textcat_multilabel").labels == LABELS
    said = io.StringIO()
    trained, _ = train(begun, stdout=said, stderr=said)
    assert "CATS_SCORE" in said.getvalue()
    assert set(trained("Two aides said so.").cats) == set(LABELS)


def test_every_document_has_its_sentence_and_its_labels(export: Export, rows: Rows) -> None:
    folder = export("spacy", GOLD)
    language = spacy.blank("xx")
    for split in ("train", "validation", "test"):
        found = [one.reference for one in Corpus(folder / split)(language)]
        ours = [row for row in rows(GOLD) if row["split"] == split]
        for doc, row in zip(found, ours, strict=True):
            assert doc.text == row["text"]
            labels = row["tags"] or ["no-tag"]
            assert doc.cats == {label: float(label in labels) for label in LABELS}
            assert doc.user_data["row"]["id"] == row["id"]
