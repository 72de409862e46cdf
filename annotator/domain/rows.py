"""Immutable collections whose items stay the lines they were read as until they are looked at.

A file of ten thousand marks opens without building ten thousand objects, and a save writes the
lines that did not change as the bytes they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import GenericAlias
from typing import Any, Generic, TypeVar, get_args, overload

from annotator.domain.article import order_of_id

V = TypeVar("V")


class Rows(Mapping[str, V], Generic[V]):
    """A mapping from sentence ids to values, in the ids' order, one line of bytes each."""

    __slots__ = ("_lines", "_read", "_write")

    def __init__(
        self, lines: Mapping[str, bytes], read: Callable[[bytes], V], write: Callable[[V], bytes]
    ) -> None:
        self._lines = dict(lines)
        self._read = read
        self._write = write

    def __getitem__(self, key: str) -> V:
        return self._read(self._lines[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, key: object) -> bool:
        return key in self._lines

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and list(self.lines()) == list(other.lines())

    def __hash__(self) -> int:
        return hash(tuple(self.lines()))

    def __repr__(self) -> str:
        return f"Rows({dict(self)!r})"

    def having(self, key: str, value: V | None) -> Rows[V]:
        """The same rows with `value` at `key`, or without that key for None."""
        return self.with_all({key: value})

    def with_all(self, values: Mapping[str, V | None]) -> Rows[V]:
        """The same rows with each of these values at its key, or without it for None."""
        copy = Rows(self._lines, self._read, self._write)
        lines = copy._lines
        in_order = True
        for key, value in values.items():
            if value is None:
                lines.pop(key, None)
                continue
            if key not in lines and lines:
                in_order &= order_of_id(next(reversed(lines))) < order_of_id(key)
            lines[key] = self._write(value)
        if not in_order:
            copy._lines = {key: lines[key] for key in sorted(lines, key=order_of_id)}
        return copy

    def emptied(self) -> Rows[V]:
        """No rows, of the same kind."""
        return Rows({}, self._read, self._write)

    def lines(self) -> Iterable[tuple[str, bytes]]:
        """Each key with its line, in order."""
        return self._lines.items()

    def line(self, key: str) -> bytes | None:
        """The line at `key`, unread."""
        return self._lines.get(key)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Validated as the plain mapping that it is in the file."""
        return handler(GenericAlias(dict, (str, get_args(source)[0])))


class Log(Sequence[V], Generic[V]):
    """A sequence that only grows, one line of bytes an item."""

    __slots__ = ("_lines", "_read", "_write")

    def __init__(
        self, lines: Sequence[bytes], read: Callable[[bytes], V], write: Callable[[V], bytes]
    ) -> None:
        self._lines = tuple(lines)
        self._read = read
        self._write = write

    @overload
    def __getitem__(self, index: int) -> V: ...
    @overload
    def __getitem__(self, index: slice) -> Log[V]: ...
    def __getitem__(self, index: int | slice) -> V | Log[V]:
        if isinstance(index, slice):
            return Log(self._lines[index], self._read, self._write)
        return self._read(self._lines[index])

    def __len__(self) -> int:
        return len(self._lines)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, tuple):
            return tuple(self) == other
        return isinstance(other, Log) and self._lines == other._lines

    def __hash__(self) -> int:
        return hash(self._lines)

    def __repr__(self) -> str:
        return f"Log({list(self)!r})"

    def plus(self, items: Iterable[V]) -> Log[V]:
        """The same log with `items` at its end."""
        return Log((*self._lines, *map(self._write, items)), self._read, self._write)

    def without(self, unwanted: Callable[[V], bool]) -> Log[V]:
        """The same log without the items for which `unwanted` is true."""
        kept = [line for line in self._lines if not unwanted(self._read(line))]
        return Log(kept, self._read, self._write)

    def naming(self, word: str) -> Iterator[V]:
        """The items in which `word` stands as a text of its own, the last first.

        Lines without it are not read, so that looking far back is quick.
        """
        quoted = b'"%s"' % word.encode()
        return (self._read(line) for line in reversed(self._lines) if quoted in line)

    def lines(self) -> tuple[bytes, ...]:
        """The lines, unread."""
        return self._lines

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Validated as the plain list that it is in the file."""
        return handler(GenericAlias(tuple, (get_args(source)[0], ...)))
