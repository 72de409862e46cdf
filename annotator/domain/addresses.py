"""Web addresses: when two of them are the address of one article."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_PORTS = {"http": 80, "https": 443}


def same_address(url: str) -> str:
    """An address in the form that equal ones have in common.

    Scheme and host in lower case, without the port that the scheme has anyway, the fragment, a
    slash at the end of the path and `utm_` parameters, which only say where a reader came from.
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
    return urlunsplit((scheme, host, parts.path.rstrip("/"), query, ""))
