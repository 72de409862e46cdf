"""The manifest beside every export: how it was made, of what, and the digest of every file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from annotator.codec import to_json
from annotator.formats.datasets.about import About, Written

SCHEMA = "annotator/manifest"
FOLDER_NAME = "manifest.json"
BESIDE = ".manifest.json"
"""Added to the name of a dataset that is a single file."""


def manifest(about: About, name: str, files: Iterable[Written]) -> bytes:
    """The manifest as JSON for people; equal exports have equal ones, for no clock is asked.

    Args:
        about: the dataset, of which all rows have been drawn.
        name: of the format.
        files: those that it consists of.
    """
    selection, policy, census = about.selection, about.policy, about.census
    return (
        to_json(
            {
                "schema": SCHEMA,
                "version": 1,
                "annotator": about.version,
                "command": about.command,
                "format": name,
                "project": about.project.name,
                "guidelines": about.project.guidelines,
                "labels": about.labels,
                "selection": {
                    "labels": selection.labels,
                    "gold": sorted(selection.provenances),
                    "include": sorted(selection.include),
                    "kinds": _sorted(selection.kinds),
                    "tags": _sorted(selection.tags),
                    "no_tag": selection.no_tag,
                    "articles": _sorted(selection.articles),
                    "since": selection.since,
                    "until": selection.until,
                    "finished": selection.finished,
                    "licensed": selection.licensed,
                    "context": selection.context,
                },
                "withholding": {
                    "annotators": policy.names.naming,
                    "confidential": "included" if policy.confidential else "withheld",
                    "notes": policy.notes,
                    "evidence": policy.evidence,
                    "times": policy.times,
                    "text": policy.text,
                    "withheld": {
                        "sources": about.withheld.sources,
                        "notes": about.withheld.notes,
                        "evidence": about.withheld.evidence,
                    },
                },
                "splits": {
                    "fractions": dict(about.splits.fractions),
                    "seed": about.splits.seed,
                    "stratified": about.is_stratified,
                },
                "counts": counts(about),
                "articles_sha256": census.digest(),
                "files": [file._asdict() for file in files],
            },
            pretty=True,
        )
        + b"\n"
    )


def counts(about: About) -> Mapping[str, Any]:
    """The census of a dataset as plain values, labels and splits in their order."""
    census = about.census
    labels = [*about.labels, *sorted(census.labels.keys() - set(about.labels))]
    return {
        "rows": census.rows,
        "articles": census.articles,
        "labels": {label: census.labels[label] for label in labels if census.labels[label]},
        "tags": dict(sorted(census.tags.items())),
        "splits": {
            split: {label: found[label] for label in labels if found[label]}
            for split in about.splits.names
            if (found := census.splits.get(split))
        },
        "annotators": dict(sorted(census.annotators.items())),
        "gold": dict(sorted(census.provenances.items())),
        "licenses": dict(sorted(census.licenses.items())),
        "near_copies": len(census.groups),
        "suggestions": {"shown": census.suggested, "accepted": census.accepted},
        "left_out": dict(sorted(census.left_out.items())),
    }


def _sorted(values: frozenset[str] | None) -> list[str] | None:
    return None if values is None else sorted(values)
