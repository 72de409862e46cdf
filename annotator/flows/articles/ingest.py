"""Bringing articles in: a text becomes a new article, or the next revision of one that is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from annotator.domain.article import (
    FIELDS_TO_EDIT,
    Aligned,
    Article,
    EarlierRevision,
    fingerprint,
    text_digest,
)
from annotator.domain.metadata import same_address
from annotator.domain.names import article_slug
from annotator.domain.revisions.alignment import Alignment, aligned
from annotator.domain.revisions.earlier import with_earlier
from annotator.errors import ConflictError, DataError, RefusedError
from annotator.flows.articles.catalogue import Catalogue
from annotator.flows.articles.likeness import contradicts, sentences_in, why_alike
from annotator.formats.articles import Incoming, Reading, read_articles, read_one
from annotator.stores.base import Opened, Store
from annotator.text.language import detect
from annotator.text.sentences import segment, segmenter

Outcome = Literal["new", "same", "revised", "aside"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one source."""

    article: str
    outcome: Outcome
    """`aside`: the same content was set aside, and still is."""
    title: str
    sentences: int
    revision: int = 1
    notices: tuple[str, ...] = ()
    alignment: tuple[Aligned, ...] = ()
    """Of a revised article: what became of each sentence."""
    before: Article | None = None
    """Of a revised article: as it was."""
    after: Article | None = None
    """Of a new or revised one: as it is, or would be."""

    @property
    def is_new(self) -> bool:
        """Whether it is an article that was not there."""
        return self.outcome == "new"

    @property
    def is_aside(self) -> bool:
        """Whether the same content was there and was set aside; then it still is."""
        return self.outcome == "aside"


def make_article(incoming: Incoming, taken: Collection[str], at: str) -> Article:
    """An article, revision 1, with an id that is not taken."""
    digest = text_digest(incoming.text)
    language = incoming.language or detect(incoming.text)
    return Article(
        id=article_slug(incoming.id or incoming.title, digest, taken),
        revision=1,
        title=incoming.title,
        url=incoming.url,
        publisher=incoming.publisher,
        byline=incoming.byline,
        published=incoming.published,
        published_basis=incoming.published_basis,
        retrieved=at,
        language=language,
        license=incoming.license,
        sha256=digest,
        fingerprint=fingerprint(incoming.text),
        segmenter=segmenter(),
        text=incoming.text,
        sentences=segment(incoming.text, language),
    )


def with_text(old: Article, incoming: Incoming, *, by: str, at: str) -> Article:
    """The article's next revision, with the text and what else came in with it.

    What somebody corrected by hand stays; so does what did not come in. A date that the source
    declares is not replaced by a guess. Everything that changes is kept with the revision before.

    Args:
        old: as it is.
        incoming: its new text.
        by: who brings it in; empty where nobody knows.
        at: when, UTC.
    """
    came = _fields(old, incoming) | {"retrieved": at, "segmenter": segmenter()}
    fields = {name: value for name, value in came.items() if value != getattr(old, name)}
    language = fields.get("language", old.language)
    found: Alignment = aligned(old, incoming.text, segment(incoming.text, language))
    earlier = EarlierRevision(
        revision=old.revision,
        at=at,
        by=by,
        why="add",
        sha256=old.sha256,
        text=old.text,
        sentences=old.sentences,
        alignment=found.rows,
        fields={name: getattr(old, name) for name in fields},
    )
    return replace(
        old,
        **fields,
        revision=old.revision + 1,
        sha256=text_digest(incoming.text),
        fingerprint=fingerprint(incoming.text),
        text=incoming.text,
        sentences=found.sentences,
        previous=with_earlier(old, earlier),
    )


def _fields(old: Article, incoming: Incoming) -> dict[str, Any]:
    """The metadata that differs now."""
    by_hand = {name for e in old.previous if e.why == "edit" for name in e.fields}
    said = {name: getattr(incoming, name) for name in FIELDS_TO_EDIT if name not in by_hand}
    if old.url and said.get("url") and same_address(old.url) == same_address(said["url"]):
        del said["url"]
    guessed = incoming.published_basis == "guessed" and old.published_basis == "declared"
    if "published" in said and (guessed or not said["published"]):
        del said["published"]
    found = {n: value for n, value in said.items() if value and value != getattr(old, n)}
    if "published" in found:
        found["published_basis"] = incoming.published_basis
    return found


class Intake:
    """Adds sources to a project one after another, each content once.

    Articles that are there are read once, when the first source is added.
    """

    def __init__(self, store: Store, by: str = "") -> None:
        """Begins.

        Args:
            store: the project.
            by: who adds, for the history of articles that change; empty where nobody knows.
        """
        self._store = store
        self._by = by
        self._there = Catalogue(store)
        self._pieces: set[str] = set()
        """New articles that came with others in one source."""

    def add(
        self, data: bytes, name: str, at: str, how: Reading | None = None
    ) -> Iterator[Added | DataError]:
        """Adds every article of a source; what is bad in it comes as an error in its place.

        Args:
            data: the source.
            name: what to call it in messages.
            at: the time, UTC.
            how: what else is known of it.

        Raises:
            DataError: it is bad as a whole.
        """
        for found in read_articles(data, name, how):
            yield found if isinstance(found, DataError) else self.take(found, at)

    def add_one(self, data: bytes, name: str, at: str, how: Reading | None = None) -> Added:
        """Adds a source that is one article.

        Raises:
            DataError: it is none.
            RefusedError: it holds several.
        """
        return self.take(read_one(data, name, how), at)

    def take(
        self, incoming: Incoming, at: str, *, into: str | None = None, dry: bool = False
    ) -> Added:
        """Adds one article: content that is there already, or was set aside, is not added twice.

        The same address with another text is the next revision of its article. So is a text that
        says no other address and publisher, if it has the title and enough of the text of an
        article, or most of its long sentences; a notice says so then.

        Args:
            incoming: the article.
            at: the time, UTC.
            into: id of the article whose next revision it is, whatever it looks like.
            dry: whether nothing is to be written.

        Raises:
            UnknownNameError: there is no article to be its next revision.
            RefusedError: another article has this content.
        """
        if into is not None:
            return self._into(incoming, at, into, dry=dry)
        while True:
            added = self._taken(incoming, at, dry=dry)
            if added is not None:
                return added
            self._there.look_again()

    def alike(self, incoming: Incoming) -> Article | None:
        """The article that a text is, was, or is another version of; None for a new one."""
        there = self._same(incoming)
        if there is not None:
            return there
        earlier = self._there.entries().earlier.get(fingerprint(incoming.text))
        return self._there.article(earlier[0]) if earlier else self._earlier_one(incoming)[0]

    def _taken(self, incoming: Incoming, at: str, *, dry: bool) -> Added | None:
        """The same for a text of no named article; None where somebody took its id meanwhile."""
        there = self._same(incoming)
        if there is not None:
            return _unchanged(there, incoming)
        aside = self._there.aside(fingerprint(incoming.text))
        if aside is not None:
            return replace(_unchanged(aside, incoming), outcome="aside")
        earlier = self._there.entries().earlier.get(fingerprint(incoming.text))
        was = self._there.article(earlier[0]) if earlier else None
        if earlier is not None and was is not None:
            return _unchanged(was, incoming, _was_before(was, earlier[1]))
        old, why = self._earlier_one(incoming)
        if old is not None:
            return self._revised(incoming, at, old, why, dry=dry)
        return self._new(incoming, at, dry=dry)

    def _into(self, incoming: Incoming, at: str, into: str, *, dry: bool) -> Added:
        """The new revision of the article that was named."""
        old = self._there.article(into) or self._store.article(into).document
        digest = fingerprint(incoming.text)
        if old.fingerprint == digest:
            return _unchanged(old, incoming)
        other = self._there.entries().content.get(digest, into)
        if other != into:
            raise RefusedError(
                f"{other} has this text already, and one text is one article. Set {other} aside "
                "first, if it is to be another one's: `annotator remove`."
            )
        return self._revised(incoming, at, old, (), dry=dry)

    def _new(self, incoming: Incoming, at: str, *, dry: bool) -> Added | None:
        """A new article; None where somebody took its id meanwhile: it may be the same one."""
        article = make_article(incoming, self._there.taken(), at)
        try:
            if not dry:
                self._store.save_article(article, None)
        except ConflictError:
            return None
        self._there.note(article, planned=dry)
        if incoming.part:
            self._pieces.add(article.id)
        return Added(
            article.id,
            "new",
            article.title,
            len(article.sentences),
            notices=incoming.notices,
            after=article,
        )

    def _revised(
        self, incoming: Incoming, at: str, old: Article, why: Sequence[str], *, dry: bool
    ) -> Added:
        """The next revision of an article; made anew where somebody changed it meanwhile."""
        while True:
            opened = Opened(old, "") if dry else self._store.article(old.id)
            old = opened.document
            if old.fingerprint == fingerprint(incoming.text):
                return _unchanged(old, incoming)
            article = with_text(old, incoming, by=self._by, at=at)
            try:
                if not dry:
                    self._store.save_article(article, opened.token)
            except ConflictError:
                continue
            self._there.note(article, planned=dry)
            return Added(
                article.id,
                "revised",
                article.title,
                len(article.sentences),
                article.revision,
                (*incoming.notices, *why),
                article.previous[-1].alignment,
                old,
                article,
            )

    def _same(self, incoming: Incoming) -> Article | None:
        """The article with this content; the one that would have its id is looked at first."""
        digest = fingerprint(incoming.text)
        likely = article_slug(incoming.id or incoming.title, text_digest(incoming.text), ())
        if not self._there.is_read and likely in self._there.taken():
            article = self._there.article(likely)
            if article is not None and article.fingerprint == digest:
                return article
        there = self._there.entries().content.get(digest)
        return self._there.article(there) if there is not None else None

    def _earlier_one(self, incoming: Incoming) -> tuple[Article | None, tuple[str, ...]]:
        """The article whose new text it is, and what to say where its address does not tell."""
        entries = self._there.entries()
        if incoming.url:
            there = entries.addresses.get(same_address(incoming.url))
            article = self._there.article(there) if there is not None else None
            if article is not None:
                return article, ()
        sentences = sentences_in(incoming)
        own_id = article_slug(incoming.id, "", ()) if incoming.id else ""
        # what a source tells apart by ids are different articles; so are pieces of one source
        likely = [own_id] if own_id else entries.likely(incoming.title, sentences)
        apart = self._pieces if incoming.part else frozenset()
        for id_ in likely:
            article = None if id_ in apart else self._there.article(id_)
            if article is None or contradicts(article, incoming):
                continue
            alike = why_alike(article, incoming, sentences, own_id)
            if alike:
                what = f"It is taken for a new version of {article.id}, because {alike}."
                return article, (what,)
        return None, ()


def _unchanged(article: Article, incoming: Incoming, *notices: str) -> Added:
    return Added(
        article.id,
        "same",
        article.title,
        len(article.sentences),
        article.revision,
        (*incoming.notices, *notices),
    )


def _was_before(article: Article, revision: int) -> str:
    return (
        f"This is what {article.id} was at revision {revision}; it has changed since and stays as "
        f"it is. To go back to this text, say `annotator add --to {article.id} SOURCE`."
    )
