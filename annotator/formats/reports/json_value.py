"""A report as one JSON value, with everything that the page has."""

from __future__ import annotations

from typing import Any

from annotator.codec import to_json
from annotator.domain.sourcing.report import NOT_TRUTH, Agreed, ArticleReport, Line, Note, Report
from annotator.formats.reports import words


def to_json_text(report: Report) -> str:
    """The report as JSON, indented."""
    plain = {
        "project": report.project,
        "made": report.made,
        "note": NOT_TRUTH,
        "articles": [_article(each) for each in report.articles],
        "agreement": _agreed(report.agreed) if report.agreed else None,
        "problems": list(report.problems),
    }
    return to_json(plain, pretty=True).decode() + "\n"


def _article(report: ArticleReport) -> dict[str, Any]:
    article = report.article
    return {
        "article": article.id,
        "revision": article.revision,
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "byline": article.byline,
        "published": article.published,
        "basis": report.basis,
        "summary": words.summary(report),
        "withheld": report.withheld,
        "sentences": [_line(line) for line in report.lines],
        "profile": [
            {"first": part.first, "last": part.last, "sentences": part.total, "counts": part.counts}
            for part in report.profile()
        ],
        "sources": [
            {
                "name": entry.name,
                "kind": entry.kind,
                "mentions": len(entry.mentions),
                "sentences": [sentence for _, sentence in entry.sentences],
                "rest_on_it": [sentence for _, sentence in entry.borne],
                "confidential": entry.is_confidential,
                "proposed": entry.is_proposed,
                "about": words.about_entry(entry),
            }
            for entry in report.entries
        ],
        "single_source": [
            {"sentence": each.reading.sentence.id, "source": each.entries[0].name}
            for each in report.ledger.single
        ],
        "counted_twice": [
            {"sentence": each.reading.sentence.id, "source": each.entries[0].name}
            for each in report.ledger.twice
        ],
        "right_of_reply": [
            {
                "party": reply.party.name,
                "asked_by": list(reply.asked_by),
                "declined": reply.declined,
                "manner": reply.manner,
                "sentence": reply.sentence,
                "speaks_in": list(reply.answered),
                "published": reply.published,
            }
            for reply in report.ledger.replies
        ],
        "findings": [finding.row() for finding in report.findings],
        "agreement": _agreed(report.agreed),
        "unresolved": [line.sentence.id for line in report.unresolved],
        "evidence": [_note(note) for note in report.notes],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.sentence.id,
        "kind": line.sentence.kind,
        "text": line.text,
        "state": line.state,
        "tags": list(line.tags),
        "settled": line.settled,
        "said": [
            {"who": s.who, "reviewer": s.is_decision, "state": s.state, "tags": list(s.tags)}
            for s in line.said
        ],
        "sources": list(line.sources),
        "evidence": list(line.notes),
    }


def _note(note: Note) -> dict[str, Any]:
    return {"number": note.number, "sentences": list(note.sentences), "evidence": note.evidence}


def _agreed(agreed: Agreed) -> dict[str, Any]:
    return {
        "units": agreed.units,
        "agree": agreed.agree,
        **dict(agreed.figures),
        "why_not": agreed.why_not,
    }
