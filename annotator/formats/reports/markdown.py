"""A report in Markdown, for wikis and for mail; what stands in a text stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotator.domain.sourcing.lint import RULES
from annotator.domain.sourcing.report import NOT_TRUTH, Agreed, ArticleReport, Line, Note, Report
from annotator.formats.reports import words
from annotator.formats.reports.markup import is_web_address

_MARKUP = re.compile(r"([\\`*_\[\]|~$])")
"""What means something anywhere in a line, in one dialect of Markdown or another."""
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_STARTS = re.compile(r"^(\d*)(?=[.)#+=:-])")
"""Where what means something at the beginning of a line only is kept from it."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def to_markdown(report: Report) -> str:
    """The report as Markdown (CommonMark with tables)."""
    lines = [*_top(report)]
    for each in report.articles:
        lines += _article(each)
    lines += [
        "",
        f"Made by annotator on {report.made[:10]} from the project {text(report.project)}.",
    ]
    return "\n".join(lines) + "\n"


def text(said: str) -> str:
    """A text on one line in which nothing is markup."""
    plain = " ".join(_CONTROLS.sub(" ", said).split())
    plain = _MARKUP.sub(r"\\\1", plain)
    plain = "".join(_HTML.get(sign, sign) for sign in plain)
    return _STARTS.sub(r"\1\\", plain)


def _top(report: Report) -> Iterator[str]:
    several = len(report.articles) != 1
    yield f"# Sourcing report{': ' + text(report.project) if several else ''}"
    yield ""
    yield f"> {NOT_TRUTH}"
    for problem in report.problems:
        yield ""
        yield f"Left out, for it cannot be read: {text(problem)}"
    if several and report.agreed is not None:
        yield from ["", "## Agreement on all articles", ""]
        yield from _agreement(report.agreed)


def _article(report: ArticleReport) -> Iterator[str]:
    about = ", ".join(map(text, words.about(report)))
    url = report.article.url
    yield from [
        "",
        f"## {text(report.article.title)}",
        "",
        about + (f", {_link(url)}" if url else ""),
    ]
    yield from ["", f"**{text(' · '.join(words.summary(report)))}**", "", text(report.basis)]
    if report.withheld:
        yield from ["", f"Withheld as confidential: {report.withheld}."]
    if report.is_untagged:
        yield from ["", "Nobody has tagged this article yet."]
    sections = (
        ("Findings", _findings(report)),
        ("Sourcing profile", _profile(report)),
        ("The article", _text(report)),
        ("Sources", _sources(report)),
        ("Right of reply", _replies(report)),
        ("Agreement", _agreement(report.agreed)),
        ("Unresolved", _unresolved(report)),
        ("Evidence", _notes(report)),
    )
    for title, lines in sections:
        yield from ["", f"### {title}", "", *lines]


def _findings(report: ArticleReport) -> Iterator[str]:
    if not report.findings:
        yield "The sourcing lacks nothing that a rule asks for."
        return
    for finding in report.findings:
        place = finding.sentence or "the article"
        yield f"- **{finding.severity}** · {place} · {text(finding.message)}"
    yield ""
    broken = {finding.rule for finding in report.findings}
    for rule in RULES:
        if rule.name in broken:
            yield f"- {text(rule.name)}: {text(rule.reason)} {text(rule.standard)}."


def _profile(report: ArticleReport) -> Iterator[str]:
    parts = report.profile()
    if not parts:
        yield "The article has no sentence that is judged."
        return
    heads = [
        f"{_sign(report, name)} {text(words.category_in_words(name))}" for name in report.categories
    ]
    rows = [
        [
            "the whole article" if n == 0 else words.stretch(part),
            *(words.share(part, category) for category in report.categories),
        ]
        for n, part in enumerate(parts)
    ]
    yield from _table(["sentences", *heads], rows)


def _text(report: ArticleReport) -> Iterator[str]:
    rows = [
        [
            line.sentence.id,
            _sign(report, line.category, checked=bool(line.notes)),
            text(" · ".join(filter(None, (words.in_words(line), words.settled_in_words(line))))),
            text(line.text) + "".join(f" \\[{number}\\]" for number in line.notes),
        ]
        for line in report.lines
    ]
    yield from _table(["", "", "tag", "sentence"], rows)


def _sources(report: ArticleReport) -> Iterator[str]:
    if not report.entries:
        yield "No sentence has a source."
        return
    rows = [
        [
            text(entry.name),
            entry.kind.replace("-", " "),
            ", ".join(sentence for _, sentence in entry.borne),
            text(", ".join(words.about_entry(entry))),
        ]
        for entry in report.entries
    ]
    yield from _table(["source", "kind", "what rests on it", ""], rows)
    hanging = words.hanging(report)
    if hanging:
        yield ""
    for sentence, said in hanging:
        yield f"- {sentence} {text(said)}"


def _replies(report: ArticleReport) -> Iterator[str]:
    if not report.ledger.replies:
        yield "Nobody is recorded as having been asked for comment."
        return
    rows = [
        [
            text(reply.party.name),
            text(", ".join(reply.asked_by) or "not said"),
            words.about_reply(reply),
            reply.sentence,
            ", ".join(reply.answered),
        ]
        for reply in report.ledger.replies
    ]
    yield from _table(["party", "asked by", "what came of it", "said in", "speaks in"], rows)


def _agreement(agreed: Agreed) -> Iterator[str]:
    if agreed.why_not:
        yield text(agreed.why_not)
        return
    sentences = words.counted(agreed.units, "sentence")
    yield f"{agreed.agree} of {sentences} with two ratings or more are alike."
    yield ""
    for name, value in words.figures(agreed):
        yield f"- {name}: {value}"


def _unresolved(report: ArticleReport) -> Iterator[str]:
    if not report.unresolved:
        yield "Nothing is unresolved."
    for line in report.unresolved:
        yield f"- {line.sentence.id}: {_who_says_what(line)}"


def _who_says_what(line: Line) -> str:
    said = "; ".join(
        f"{text(one.who)}{' (reviewer)' if one.is_decision else ''}: "
        f"{text(words.said_in_words(one.state, one.tags))}"
        for one in line.said
    )
    return f"{line.settled}. {said}"


def _notes(report: ArticleReport) -> Iterator[str]:
    if not report.notes:
        yield "No evidence is attached."
    for note in report.notes:
        yield _note(note)


def _note(note: Note) -> str:
    piece = note.evidence
    where = _link(piece.url) if piece.url else text(piece.document or "")
    parts = [where, *filter(None, [text(piece.locator or "")])]
    said = f"{note.number}. {', '.join(parts)} ({text(', '.join(words.about_evidence(piece)))})"
    if piece.archived:
        said += f" · copy: {_link(piece.archived)}"
    said += f" · for {', '.join(note.sentences)}"
    return said + (f" · “{text(piece.quotation)}”" if piece.quotation else "")


def _link(url: str) -> str:
    """A web address as a link; anything else, and what would end the link, stays text."""
    if not is_web_address(url) or re.search(r"[\s<>\x00-\x1f]", url):
        return text(url)
    return f"<{url}>"


def _sign(report: ArticleReport, category: str, *, checked: bool = False) -> str:
    tag = words.shown(category, report.tags)
    return f"{tag.glyph}{'+' if checked else ''} {text(tag.key)}".rstrip()


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
