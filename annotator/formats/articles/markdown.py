"""Markdown: its text without markup, and what front matter says of it.

A paragraph that goes over several lines becomes one line; headings, list items, table rows and
lines of code are lines of their own; pictures are left out. Read with markdown-it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from annotator.formats.articles.blocks import text_of_markup
from annotator.formats.articles.declared import Declared, article_of, with_headline
from annotator.formats.articles.decoding import decode
from annotator.formats.articles.incoming import Incoming, Reading
from annotator.formats.articles.records import NAMES, fields_of

if TYPE_CHECKING:
    from markdown_it.token import Token

LIMIT = 5_000_000
"""Bytes that a file has at most."""

_FRONT = re.compile(
    r"\A\s*?(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<inside>.*?)^(?:(?P=mark)|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_ENTRY = re.compile(r"([\w .-]+?)\s*:(?:\s+(.*))?\Z")
_SETTING = re.compile(r"\s*+[\w.\"'-]++\s*+=")
_ITEM = re.compile(r"\s*-\s+(.+)")
_COMMENT = re.compile(r"\s+#.*\Z")
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,40})\]")
_GATHERED = ("bullet_list", "ordered_list", "table")
_WIDE = re.compile(
    "[\u1100-\u11ff\u2e80-\u30ff\u3130-\u318f\u31c0-\u9fff\uf900-\ufaff\uff00-\uffef]"
)


def read_markdown(data: bytes, name: str, how: Reading) -> Incoming:
    """The article of a Markdown file.

    Raises:
        DataError: it is no text, or there is none in it.
    """
    decoded = decode(data, name, [how.charset])
    source = decoded.text.removeprefix("\ufeff")
    front = _FRONT.match(source)
    matter = _matter(front["mark"], front["inside"]) if front else None
    declared = _declared(matter or {})
    body = source if front is None or matter is None else source[front.end() :]
    text = "\n\n".join("\n".join(block) for block in _blocks(_with_plain_notes(body)))
    whole = with_headline(text, declared.title) if text else text
    return article_of(whole, name, how, declared, notices=decoded.notices)


def _matter(mark: str, inside: str) -> Mapping[str, Any] | None:
    """Front matter: TOML, or of YAML the names with plain values and lists that articles have.

    None for what is none: text may stand between two rules that look like its marks.
    """
    if mark == "+++":
        try:
            return tomllib.loads(inside.replace("\r\n", "\n"))
        except (tomllib.TOMLDecodeError, RecursionError):
            return {} if _SETTING.match(inside) else None
    lines = [line for line in inside.splitlines() if line.strip() and line[0] != "#"]
    if lines and not _ENTRY.match(lines[0]):
        return None
    found: dict[str, Any] = {}
    last = ""
    for line in lines:
        if (item := _ITEM.match(line)) and last and not found[last]:
            found[last] = _value(item[1])
        elif item and last:
            found[last] = f"{found[last]}, {_value(item[1])}"
        elif entry := _ENTRY.match(line):
            last = entry[1]
            found[last] = _value(entry[2] or "")
    return found


def _value(written: str) -> str:
    """A YAML value as words: quoted, a list in brackets, or plain."""
    written = written.strip()
    if len(written) > 1 and written[0] == written[-1] and written[0] in "\"'":
        quote = written[0]
        return written[1:-1].replace(quote * 2 if quote == "'" else '\\"', quote)
    if written.startswith("[") and written.endswith("]"):
        return ", ".join(map(_value, written[1:-1].split(",")))
    plain = _COMMENT.sub("", written)
    return "" if plain in ("null", "~", "|", ">", ">-", "|-") else plain


def _declared(matter: Mapping[str, Any]) -> Declared:
    """What front matter says, by the names that such things have."""
    fields = fields_of(list(matter), Reading())
    said = {
        field: _words(matter[fields[field]])
        for field in NAMES
        if field in fields and field in Declared._fields and field != "id"
    }
    return Declared(**said)


def _words(value: Any) -> str | None:  # noqa: ANN401 - any value that front matter has
    if isinstance(value, list):
        return ", ".join(map(str, value)) or None
    return None if isinstance(value, dict) else str(value) or None


def _with_plain_notes(body: str) -> str:
    """A text whose footnotes are paragraphs, without the marks that stand for them."""
    names = set(_NOTE.findall(body))
    if not names:
        return body
    plain = _NOTE.sub("\n", body)
    return _NOTE_MARK.sub(lambda mark: "" if mark[1] in names else mark[0], plain)


def _blocks(body: str) -> Iterator[list[str]]:
    """The paragraphs of a Markdown text, each as its lines; a list or a table is one."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - slow, and only Markdown needs it

    block: list[str] = []
    cells: list[str] | None = None
    depth = 0
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body):
        lines = _lines(token)
        if token.type.startswith(_GATHERED):
            depth += token.nesting
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            block.append(" | ".join(cells or ()))
            cells = None
        elif cells is not None:
            cells += lines
        elif depth:
            block += lines
        elif lines:
            yield lines
        if block and not depth:
            yield block
            block = []


def _lines(token: Token) -> list[str]:
    """What a block says, in lines."""
    if token.type == "inline":
        return [line for line in _inline(token.children or ()).split("\n") if line.strip()]
    if token.type in ("fence", "code_block"):
        return [line for line in token.content.splitlines() if line.strip()]
    if token.type == "html_block":
        return [line for line in text_of_markup(token.content).split("\n") if line]
    return []


def _inline(children: Sequence[Token]) -> str:
    """The text of a line; a break in the source is a blank, and nothing between wide signs."""
    text = ""
    is_broken = False
    for child in children:
        if child.type == "softbreak":
            is_broken = True
            continue
        piece = "\n" if child.type == "hardbreak" else child.content
        if child.type not in ("text", "code_inline", "hardbreak", "text_special"):
            continue
        if is_broken and piece:
            wide = _WIDE.match(text[-1:]) and _WIDE.match(piece)
            text += "" if wide or text.endswith(" ") else " "
            is_broken = False
        text += piece
    return text
