"""Text with its places: what an editor wrote, as values, and where each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from .finding import Location

# Nearly every node is a scalar, and a country has half a million of them.
_NO_KEYS: Mapping[str, Node] = MappingProxyType({})


class Node(Struct, frozen=True, eq=False):
    """A scalar, list or mapping; `line` and `column` count from 1. Keys keep their own places in `keys`.

    Two nodes are equal when they are the same node, so that what was made of one can be remembered.
    """

    value: str | None
    line: int
    column: int
    items: tuple[Node, ...] | None = None
    fields: dict[str, Node] | None = None
    keys: Mapping[str, Node] = _NO_KEYS

    def plain(self) -> Any:
        """Return the same as str, list and dict; every scalar stays the text that was typed."""
        if self.fields is not None:
            return {key: node.plain() for key, node in self.fields.items()}
        if self.items is not None:
            return [node.plain() for node in self.items]
        return self.value


class RawRecord(Struct, frozen=True):
    """One record as it was typed, in the file `path` (relative to the root).

    Where a file was read record by record, the lines of `node` count from the one after `above`: so a record is the very same
    node wherever it moves in its file. `line` and `place` count from the top of the file.
    """

    path: str
    node: Node
    above: int = 0

    @property
    def line(self) -> int:
        """The line of the file on which the record begins."""
        return self.above + self.node.line

    def location(self, part: Node) -> Location:
        """Return where a part of this record stands."""
        return Location(self.path, self.above + part.line, part.column)

    def place(self, steps: tuple[str | int, ...] = (), *, of_key: bool = False) -> Location:
        """Return the place of the value (or of its key) that lies `steps` deep, or of the deepest part that exists."""
        node, found = self.node, self.node
        for step in steps:
            if node.fields is not None and str(step) in node.fields:
                found = node.keys[str(step)] if of_key else node.fields[str(step)]
                node = node.fields[str(step)]
            elif node.items is not None and isinstance(step, int) and step < len(node.items):
                found = node = node.items[step]
            else:
                break
        return self.location(found)


class RawPage(Struct, frozen=True):
    """A Markdown page; `meta` is its front matter, `body` the rest, which begins on `body_line`.

    A page that was refused has no `meta`; it is here so that a link to it is not a second mistake.
    """

    path: str
    meta: RawRecord | None
    body: str
    body_line: int


class Raw(Struct, frozen=True):
    """All that lies in a root. `records` maps a file pattern of `files` to its records in file order.

    `refused` holds the files of records (path under data/) that could not be read; `comments` (path, line, text) is what stands
    behind a `#`: no page shows it, but everybody who reads the files does. `samenwerkingsverbanden` is what an edition is made of.
    """

    records: Mapping[str, tuple[RawRecord, ...]] = {}
    refused: frozenset[str] = frozenset()
    pages: tuple[RawPage, ...] = ()
    media: tuple[str, ...] = ()
    skin: RawRecord | None = None
    grenzen: Mapping[str, Any] = {}
    postcodes: Mapping[str, tuple[float, float, str, str]] = {}
    comments: tuple[tuple[str, int, str], ...] = ()
    samenwerkingsverbanden: tuple[Any, ...] = ()
