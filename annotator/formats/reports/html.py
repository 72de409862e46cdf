"""A report as one page of HTML that needs nothing else: no script, no picture, no font, no network.

It is made for print and screen readers too: tags are sign, letter and word, tables have headings,
and every text is escaped by how the page is built.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.domain.metadata import is_language_tag
from annotator.domain.sourcing.lint import RULES
from annotator.domain.sourcing.report import (
    NOT_TRUTH,
    SKIPPED,
    Agreed,
    ArticleReport,
    Line,
    Note,
    Report,
)
from annotator.formats.reports import words
from annotator.formats.reports.markup import Child, Html, document, element, link
from annotator.formats.reports.markup import style as style_sheet
from annotator.formats.reports.style import styles

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"


def to_html(report: Report) -> str:
    """The page of a report, whole."""
    articles = report.articles
    title = articles[0].article.title if len(articles) == 1 else report.project
    tags = articles[0].tags if articles else ()
    head = (
        element("meta", charset="utf-8"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="generator", content="annotator"),
        element("meta", name="referrer", content="no-referrer"),
        Html('<link rel="icon" href="data:,">'),
        element("title", f"Sourcing report: {title}"),
        style_sheet(styles(tags)),
    )
    body = (
        element("a", "Skip to the report", href="#report", class_="skip"),
        element("header", _top(report)),
        element(
            "main",
            [_article(each, f"a{n}") for n, each in enumerate(articles, 1)],
            id="report",
        ),
        element("footer", element("p", _foot(report), class_="fine")),
    )
    return document("en", head, body)


def _top(report: Report) -> Iterator[Html]:
    several = len(report.articles) != 1
    yield element("h1", f"Sourcing report: {report.project}" if several else "Sourcing report")
    yield element("p", NOT_TRUTH, class_="truth")
    for problem in report.problems:
        yield element("p", f"Left out, for it cannot be read: {problem}", dir="auto")
    if not report.articles:
        yield element("p", "There is no article.")
    if several and report.articles:
        yield element("nav", element("h2", "Articles"), _contents(report), aria_label="Articles")
        if report.agreed is not None:
            yield element("h2", "Agreement on all articles")
            yield from _agreement(report.agreed)


def _contents(report: Report) -> Html:
    heads = ("article", "sentences", "sources", "hang on one source", "unresolved", "findings")
    rows = []
    for n, each in enumerate(report.articles, 1):
        counts = (
            sum(line.counts for line in each.lines),
            len(each.entries),
            len({rests.reading.sentence.id for rests in each.ledger.single}),
            len(each.unresolved),
            len(each.findings),
        )
        name = element("a", each.article.title, href=f"#a{n}", dir="auto")
        rows.append((element("th", name, scope="row"), *(element("td", str(c)) for c in counts)))
    return _table("What each article rests on", heads, rows)


def _foot(report: Report) -> str:
    return f"Made by annotator on {report.made[:10]} from the project {report.project}."


def _article(report: ArticleReport, key: str) -> Html:
    """One article; `key` is what the names of its places begin with."""
    place = _Place(key, report)
    article = report.article
    about: list[Child] = [", ".join(words.about(report))]
    if article.url:
        about += [" · ", link(article.url, article.url)]
    parts: list[Child] = [
        element("h2", article.title, id=f"{key}-title", dir="auto", lang=place.language),
        element("p", about, class_="about", dir="auto"),
        element("p", " · ".join(words.summary(report)), class_="summary"),
        element("p", report.basis, class_="about"),
    ]
    if report.withheld:
        parts.append(element("p", f"Withheld as confidential: {report.withheld}.", class_="about"))
    if report.is_untagged:
        parts.append(element("p", "Nobody has tagged this article yet."))
    sections = (
        ("Findings", _findings(place)),
        ("Sourcing profile", _profile(report)),
        ("The article", _text(place)),
        ("Sources", _sources(place)),
        ("Right of reply", _replies(place)),
        ("Agreement", _agreement(report.agreed)),
        ("Unresolved", _unresolved(place)),
        ("Evidence", _notes(place)),
    )
    for title, found in sections:
        parts += [element("h3", title), *found]
    return element("article", parts, id=key, class_="article", aria_labelledby=f"{key}-title")


class _Place:
    """An article on the page: what its sentences, sources and footnotes are called there."""

    def __init__(self, key: str, report: ArticleReport) -> None:
        self.report = report
        self._key = key
        language = report.article.language or ""
        self.language = language if is_language_tag(language) else None
        self._numbers = {line.sentence.id: n for n, line in enumerate(report.lines, 1)}

    def id_of(self, kind: str, number: int) -> str:
        return f"{self._key}-{kind}{number}"

    def sentence_id(self, sentence: str) -> str:
        return self.id_of("s", self._numbers.get(sentence, 0))

    def to_sentence(self, sentence: str) -> Html:
        return element("a", sentence, href=f"#{self.sentence_id(sentence)}")

    def to_sentences(self, sentences: Sequence[str]) -> list[Child]:
        pieces: list[Child] = []
        for sentence in sentences:
            pieces += [", ", self.to_sentence(sentence)]
        return pieces[1:]

    def tag(self, category: str, said: str, *, checked: bool = False) -> Html:
        """A tag as sign, letter and word; a screen reader has the word only."""
        tags = self.report.tags
        names = [tag.name for tag in tags]
        tag = words.shown(category, tags)
        kind = f"t{names.index(category)}" if category in names else "quiet"
        return element(
            "span",
            element(
                "span", tag.glyph + ("+" if checked else ""), class_="sign", aria_hidden="true"
            ),
            element("span", f" {tag.key} " if tag.key else " ", aria_hidden="true"),
            said,
            class_=kind,
        )


def _text(place: _Place) -> Iterator[Html]:
    lines = place.report.lines
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        ends = after is None or after.sentence.paragraph != line.sentence.paragraph
        yield _sentence(place, line, ends=ends)


def _sentence(place: _Place, line: Line, *, ends: bool) -> Html:
    said = place.tag(line.category, words.in_words(line), checked=bool(line.notes))
    how = words.settled_in_words(line)
    settled = f" · {how}" if how else ""
    sources: list[Child] = []
    for number in line.sources:
        source = element("a", str(number), href=f"#{place.id_of('q', number)}")
        sources += [", " if sources else " · source ", source]
    marks: list[Child] = []
    for number in line.notes:
        note = element(
            "a", str(number), href=f"#{place.id_of('n', number)}", aria_label=f"evidence {number}"
        )
        marks.append(element("sup", "[", note, "]"))
    is_quiet = line.state == SKIPPED or not line.counts
    text_class = "quiet" if is_quiet else "headline" if line.sentence.kind == "headline" else None
    return element(
        "p",
        element("span", said, settled, sources, class_="tag"),
        element(
            "span",
            element("span", line.sentence.id, " ", class_="id"),
            element("span", line.text, class_=text_class, dir="auto", lang=place.language),
            marks,
        ),
        id=place.sentence_id(line.sentence.id),
        class_="sentence end" if ends else "sentence",
    )


def _profile(report: ArticleReport) -> Iterator[Html]:
    parts = report.profile()
    if not parts:
        yield element("p", "The article has no sentence that is judged.")
        return
    place = _Place("", report)
    categories = report.categories
    heads: list[Child] = ["sentences"]
    heads += [place.tag(name, words.category_in_words(name)) for name in categories]
    rows = []
    for n, part in enumerate(parts):
        name = "the whole article" if n == 0 else words.stretch(part)
        cells = [element("th", name, scope="row")]
        for category in categories:
            share = part.counts.get(category, 0) / part.total
            names = [tag.name for tag in report.tags]
            kind = f"bar t{names.index(category)}" if category in names else "bar"
            bar = element("span", class_=kind, style=f"width:{share:.0%}") if share else None
            cells.append(element("td", words.share(part, category), bar))
        rows.append(tuple(cells))
    yield _table("Sentences by tag, in the article as a whole and along it", heads, rows)


def _sources(place: _Place) -> Iterator[Html]:
    report = place.report
    if not report.entries:
        yield element("p", "No sentence has a source.")
        return
    heads = ("", "source", "kind", "what rests on it", "")
    rows = []
    for n, entry in enumerate(report.entries, 1):
        rows.append(
            (
                element("td", str(n), id=place.id_of("q", n)),
                element("th", element("bdi", entry.name), scope="row"),
                element("td", entry.kind.replace("-", " ")),
                element("td", place.to_sentences([s for _, s in entry.borne])),
                element("td", ", ".join(words.about_entry(entry))),
            )
        )
    yield _table("Each source once, in the order in which it first appears", heads, rows)
    hanging = words.hanging(report)
    if hanging:
        yield element(
            "ul", [element("li", place.to_sentence(s), f" {said}") for s, said in hanging]
        )


def _replies(place: _Place) -> Iterator[Html]:
    replies = place.report.ledger.replies
    if not replies:
        yield element("p", "Nobody is recorded as having been asked for comment.")
        return
    heads = ("party", "asked by", "what came of it", "said in", "speaks in")
    rows = [
        (
            element("th", element("bdi", reply.party.name), scope="row"),
            element("td", ", ".join(reply.asked_by) or "not said"),
            element("td", words.about_reply(reply)),
            element("td", place.to_sentence(reply.sentence)),
            element("td", place.to_sentences(reply.answered)),
        )
        for reply in replies
    ]
    published = place.report.article.published
    when = f", as of {published}, the article’s own date" if published else ""
    yield _table(f"Who was asked for comment{when}", heads, rows)


def _findings(place: _Place) -> Iterator[Html]:
    findings = place.report.findings
    if not findings:
        yield element("p", "The sourcing lacks nothing that a rule asks for.")
        return
    yield element(
        "ul",
        [
            element(
                "li",
                element("span", finding.severity, class_="severity"),
                " · ",
                place.to_sentence(finding.sentence) if finding.sentence else "the article",
                element("span", f" {finding.message}", dir="auto"),
            )
            for finding in findings
        ],
        class_="findings",
    )
    broken = {finding.rule for finding in findings}
    yield element(
        "dl",
        [
            (element("dt", rule.name), element("dd", f"{rule.reason} {rule.standard}."))
            for rule in RULES
            if rule.name in broken
        ],
        class_="fine",
    )


def _agreement(agreed: Agreed) -> Iterator[Html]:
    if agreed.why_not:
        yield element("p", agreed.why_not)
        return
    sentences = words.counted(agreed.units, "sentence")
    yield element("p", f"{agreed.agree} of {sentences} with two ratings or more are alike.")
    yield element(
        "dl",
        [(element("dt", name), element("dd", value)) for name, value in words.figures(agreed)],
        class_="figures",
    )


def _unresolved(place: _Place) -> Iterator[Html]:
    lines = place.report.unresolved
    if not lines:
        yield element("p", "Nothing is unresolved.")
        return
    heads = ("sentence", "why", "who says what")
    rows = []
    for line in lines:
        said = "; ".join(
            f"{one.who}{' (reviewer)' if one.is_decision else ''}: "
            f"{words.said_in_words(one.state, one.tags)}"
            for one in line.said
        )
        rows.append(
            (
                element("th", place.to_sentence(line.sentence.id), scope="row"),
                element("td", line.settled),
                element("td", said, dir="auto"),
            )
        )
    yield _table("Sentences on which people differ", heads, rows)


def _notes(place: _Place) -> Iterator[Html]:
    notes = place.report.notes
    if not notes:
        yield element("p", "No evidence is attached.")
        return
    yield element("ol", [_note(place, note) for note in notes], class_="notes")


def _note(place: _Place, note: Note) -> Html:
    piece = note.evidence
    where = piece.url or piece.document or ""
    parts: list[Child] = [link(where, where) if piece.url else element("bdi", where)]
    if piece.locator:
        parts += [", ", element("bdi", piece.locator)]
    parts.append(f" ({', '.join(words.about_evidence(piece))})")
    if piece.archived:
        parts += [" · copy: ", link(piece.archived, piece.archived)]
    parts += [" · for ", place.to_sentences(note.sentences)]
    if piece.quotation:
        parts.append(element("blockquote", piece.quotation, dir="auto"))
    return element("li", parts, id=place.id_of("n", note.number))


def _table(caption: str, heads: Sequence[Child], rows: Sequence[Sequence[Html]]) -> Html:
    """A table that can be scrolled by keyboard where it is too wide."""
    top = element("tr", [element("th", h, scope="col") if h else element("td") for h in heads])
    table = element(
        "table",
        element("caption", caption),
        element("thead", top),
        element("tbody", [element("tr", row) for row in rows]),
    )
    return element("div", table, class_="wide", tabindex="0", role="region", aria_label=caption)
