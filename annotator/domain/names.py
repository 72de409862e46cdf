"""Names of people and ids of articles, and the file names that follow from them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container
from itertools import count

from annotator.errors import BadNameError

LONGEST_NAME = 64
"""Code points of a person's name."""

LONGEST_KEY = 120
"""Bytes of a file key: with an ending such as `.json.tmp` it fits every file system."""

LONGEST_SLUG = 60
"""Characters of an article's id, before the `-2` of a clash."""

_CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp"})
_NOTHING_YET = frozenset({"Cn", "Co"})
_UNSEEN = _CONTROL | {"Cf", "Zs"}
_JOINER = re.compile(r"(?<=[\u0600-\u1cff])[\u200c\u200d](?=[\u0600-\u1cff])")
"""The joiners that Persian, Hindi and their neighbours are spelt with, within a word of theirs."""

_BLANK = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""Letters and marks that have no looks, so that two names with them look the same."""

_KEPT = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNDECOMPOSED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ł": "l", "ı": "i", "þ": "th"}
)


def clean_name(name: str) -> str:
    """A person's name as it is stored: NFC, without white space around it.

    Raises:
        BadNameError: it is empty, longer than 64 code points, holds a control character, a
            slash or a backslash, a character that cannot be seen or that means nothing in every
            Unicode text (format, private, unassigned), or is `.` or `..`.
    """
    cleaned = unicodedata.normalize("NFC", name).strip()
    why = _fault(cleaned)
    if why:
        raise BadNameError(name, why)
    return cleaned


def _fault(name: str) -> str | None:
    """Why a trimmed name cannot be used; null for a good one."""
    kinds = {unicodedata.category(sign) for sign in name}
    faults = {
        "it has no visible character": kinds <= _UNSEEN,
        f"it has {len(name)} characters, and {LONGEST_NAME} are the most": len(name) > LONGEST_NAME,
        "it holds a control character": not kinds.isdisjoint(_CONTROL),
        "it holds a character that turns the direction of writing": not _TURNING.isdisjoint(name),
        "it holds a character that cannot be seen": _hides_something(name),
        "it holds a character that has no meaning of its own": not kinds.isdisjoint(_NOTHING_YET),
        "it holds a slash or a backslash": "/" in name or "\\" in name,
        "it means a folder": name in {".", ".."},
    }
    return next((why for why, found in faults.items() if found), None)


def _hides_something(name: str) -> bool:
    """Whether two names could look the same because of what one of them holds."""
    bare = _JOINER.sub("", name)
    return any(unicodedata.category(sign) == "Cf" for sign in bare) or bool(_BLANK.search(bare))


def file_key(name: str) -> str:
    """The part of a file name that stands for a person's name, the same on every file system.

    NFC and case-folded, so that names that differ in case only have one key; everything but
    ASCII letters, digits, `-` and `_` is percent-encoded UTF-8. Names that Windows reserves have
    their first letter encoded. A key longer than 120 bytes is cut and ends in 16 hex digits of
    the digest of the whole.
    """
    folded = unicodedata.normalize("NFC", name).casefold()
    key = "".join(sign if sign in _KEPT else _encoded(sign) for sign in folded)
    if _RESERVED.fullmatch(key):
        return _encoded(key[0]) + key[1:]
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:16]
    return re.sub(r"%.?\Z", "", key[: LONGEST_KEY - 17]) + "-" + digest


def _encoded(sign: str) -> str:
    """A character as percent-encoded UTF-8."""
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "surrogatepass"))


def same_name(one: str, other: str) -> bool:
    """Whether two names would have the same file, so that they cannot be two people."""
    return file_key(one) == file_key(other)


def article_slug(title: str, digest: str, taken: Container[str]) -> str:
    """The id of a new article, made once from its title and never changed.

    At most 60 ASCII characters, cut at a hyphen where there is one; `a-` and 8 hex digits where
    the title has no ASCII letter or digit to offer; `-2`, `-3` … where the id is taken.

    Args:
        title: of the article.
        digest: SHA-256 of its text, hexadecimal.
        taken: ids that the project has already.
    """
    slug = _slug(title) or f"a-{digest[:8]}"
    if slug not in taken:
        return slug
    return next(other for n in count(2) if (other := f"{slug}-{n}") not in taken)


def _slug(title: str) -> str:
    """Lower-case ASCII words of a title joined by hyphens; empty if there are none."""
    bare = unicodedata.normalize("NFKD", title.casefold().translate(_UNDECOMPOSED))
    ascii_only = "".join(sign for sign in bare if not unicodedata.combining(sign))
    unquoted = re.sub(r"(?<=[a-z])['’](?=[a-z])", "", ascii_only)
    slug = re.sub(r"[^a-z0-9]+", "-", unquoted).strip("-")
    if len(slug) > LONGEST_SLUG:
        whole_words, hyphen, _ = slug[: LONGEST_SLUG + 1].rpartition("-")
        slug = whole_words if hyphen else slug[:LONGEST_SLUG]
    return "" if _RESERVED.fullmatch(slug) else slug
