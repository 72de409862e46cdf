"""What may stand in an article's metadata, and when two addresses are those of one article."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_PORTS = {"http": 80, "https": 443}


def is_web_address(value: str) -> bool:
    """Whether a value is written as an http or https address is, with a host."""
    return _WEB_ADDRESS.fullmatch(value) is not None


def is_language_tag(value: str) -> bool:
    """Whether a value is written as a BCP 47 tag is, such as `en` or `pt-BR`; `english` is not."""
    return _LANGUAGE.fullmatch(value) is not None


def same_address(url: str) -> str:
    """An address in the form that equal ones have in common.

    The host in lower case, without the port that the scheme has anyway, the fragment, a slash at
    the end of the path and `utm_` parameters, which only say where a reader came from; http is
    https, because outlets move from one to the other.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    scheme = parts.scheme.lower()
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _PORTS.get(scheme):
        host = f"{host}:{port}"
    asked = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in asked if not name.lower().startswith("utm_")]
    query = parts.query if len(kept) == len(asked) else urlencode(kept)
    secure = "https" if scheme in _PORTS else scheme
    return urlunsplit((secure, host, parts.path.rstrip("/"), query, ""))
