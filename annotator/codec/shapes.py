"""Plain objects as domain values: every field known, there, and of its type.

The types are those that the dataclasses declare. Only what is cheap is looked at here, so that a
file opens fast; `annotator.validation` looks at everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

V = TypeVar("V")

_WORDS: dict[object, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    NoneType: "null",
}


def built(kind: Callable[..., V], plain: dict[str, Any]) -> V:
    """The dataclass `kind` with these fields; nested ones must have been built already.

    Raises:
        ValueError: a field is missing, unknown, or not of its type; the message says which.
    """
    shape = _shape(kind)
    for name, value in plain.items():
        allowed = shape.get(name)
        if allowed is None:
            if name not in shape:
                raise ValueError(f"unknown key {name!r}")
        elif type(value) not in allowed and (type(value) is not str or value not in allowed):
            plain[name] = _fitting(name, value, allowed)
    try:
        return kind(**plain)
    except TypeError:
        missing = ", ".join(sorted(_required(kind) - plain.keys()))
        raise ValueError(f"{missing or 'something'} is missing") from None


def _fitting(name: str, value: Any, allowed: frozenset[object]) -> Any:
    """A whole number where any number is allowed; nothing else fits that is not of the type."""
    if type(value) is int and float in allowed:
        return float(value)
    expected = " or ".join(sorted(_WORDS.get(each, repr(each)) for each in allowed))
    raise ValueError(f"{name} is {value!r}, not {expected}")


@cache
def _shape(kind: Callable[..., object]) -> Mapping[str, frozenset[object] | None]:
    """By field: the types and words that it may be; None for what is not looked at."""
    hints = get_type_hints(kind)
    return {field.name: _allowed(hints[field.name]) for field in fields(cast("type[Any]", kind))}


def _allowed(hint: Any) -> frozenset[object] | None:
    if hint in _WORDS:
        return frozenset({hint})
    if get_origin(hint) is Literal:
        return frozenset(get_args(hint))
    if get_origin(hint) in {Union, UnionType}:
        parts = [_allowed(part) for part in get_args(hint)]
        known = [part for part in parts if part is not None]
        return frozenset().union(*known) if len(known) == len(parts) else None
    return None


@cache
def _required(kind: Callable[..., object]) -> frozenset[str]:
    return frozenset(
        field.name
        for field in fields(cast("type[Any]", kind))
        if field.default is MISSING and field.default_factory is MISSING
    )


def in_utf8(value: Any) -> Any:
    """A value with U+FFFD for every lone surrogate in its texts, which UTF-8 cannot hold."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, tuple | list):
        return [in_utf8(item) for item in value]
    if isinstance(value, Mapping):
        return {in_utf8(key): in_utf8(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: in_utf8(getattr(value, f.name)) for f in fields(value)})
    return value
