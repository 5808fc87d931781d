"""YAML as nearly all of it is written: read line by line, in a third of the time that the parser takes.

It answers only where it can be sure: `key: value`, a list or a group of those, each value on a line of its own and nothing that YAML
could read in another way. `yamltext` reads what is left with the parser, which also finds the mistakes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from .node import Node

# Of every line: spaces, a dash, a name and the value behind it; or without a name, what stands there.
_LINE = re.compile(r"^( *)(- )?(?:(\w[\w-]*):(?: (\S.*))?|(.*))$", re.M)
# Between brackets a comma or bracket would end a text, and so may a colon that no letter follows.
_WORDS = re.compile(r"""\w(?:[\w.()/'-]|:(?=\w)| +(?=[\w(]))*|"[^"\\]*"|'[^']*'""")
_FIELD = re.compile(r"([a-z_]\w*): ")
# Together fewer layers than the parser refuses: a field in a list may go in by a single space.
_DEEPEST_INDENT, _DEEPEST_BRACKET = 14, 6

# (number from 1, indent, stands behind a dash, name, value, column of the value)
_Line = tuple[int, int, bool, str, str, int]


class _Unsure(Exception):
    """Only the parser can read this."""


def quick_record(text: str) -> Node | None:
    """Return the record that a text (from its dash on) holds, as the parser would; None where that is not certain."""
    lines = _lines(text, 1)
    return _whole(_item, lines) if lines and lines[0][2] and lines[0][3] else None


def quick_document(text: str, first_line: int) -> Node | None:
    """Return what a text holds of which the first line has that number, as the parser would; None where that is not certain."""
    return _whole(_block, _lines(text, first_line))


def _whole(read: Callable[[list[_Line], int], tuple[Node, int]], lines: list[_Line]) -> Node | None:
    """Return what all lines hold, if they begin at the very left."""
    if not lines or lines[0][1] != 0:
        return None
    try:
        node, after = read(lines, 0)
    except _Unsure:
        return None
    return node if after == len(lines) else None


def _lines(text: str, first_line: int) -> list[_Line]:
    """Return what every line says, without the empty ones and comments; none where signs or layers stand that nobody writes."""
    if not text.replace("\n", "").isprintable():
        return []
    lines = [
        (number, len(spaces), dash != "", key, value or item, len(spaces) + len(dash) + (len(key) + 3 if key else 1))
        for number, (spaces, dash, key, value, item) in enumerate(_LINE.findall(text), start=first_line)
        if key or dash or (item and item[0] != "#")
    ]
    return lines if all(line[1] <= _DEEPEST_INDENT for line in lines) else []


def _item(lines: list[_Line], at: int) -> tuple[Node, int]:
    """Return what stands behind a dash, and where the lines go on."""
    number, indent, _, key, value, column = lines[at]
    if key:
        return _mapping(lines, at, indent + 2)
    return _value(value, number, column), _on(lines, at + 1, indent)


def _block(lines: list[_Line], at: int) -> tuple[Node, int]:
    number, indent, has_dash, *_ = lines[at]
    if not has_dash:
        return _mapping(lines, at, indent)
    items = []
    while at < len(lines) and lines[at][1] == indent and lines[at][2]:
        node, at = _item(lines, at)
        items.append(node)
    return Node(None, number, indent + 1, items=tuple(items)), at


def _mapping(lines: list[_Line], at: int, indent: int) -> tuple[Node, int]:
    """Return the fields that begin in the column `indent`; behind a dash the first of them stands there too."""
    fields: dict[str, Node] = {}
    keys: dict[str, Node] = {}
    first = at
    while at < len(lines):
        number, its_indent, has_dash, key, value, column = lines[at]
        if at != first and (its_indent != indent or has_dash):
            break
        if not key or key in fields:
            raise _Unsure
        name = sys.intern(key)
        keys[name] = Node(name, number, indent + 1)
        if value:
            fields[name] = _value(value, number, column)
            at = _on(lines, at + 1, indent)
        elif at + 1 < len(lines) and (lines[at + 1][1] > indent or (lines[at + 1][1] == indent and lines[at + 1][2])):
            fields[name], at = _block(lines, at + 1)
            _on(lines, at, indent)
        else:
            raise _Unsure
    return Node(None, lines[first][0], indent + 1, fields=fields, keys=keys), at


def _on(lines: list[_Line], at: int, indent: int) -> int:
    """Go on to a line, unless it is deeper than what it comes after: then it may belong to the value above it."""
    if at < len(lines) and lines[at][1] > indent:
        raise _Unsure
    return at


def _value(raw: str, number: int, column: int) -> Node:
    opening = raw[:1]
    if opening.isalnum():
        if ": " in raw or " #" in raw or raw[-1] in ": ":
            raise _Unsure
        return Node(raw, number, column)
    if opening and opening in "\"'":
        inside = raw[1:-1]
        if len(raw) < 2 or raw[-1] != opening or opening in inside or (opening == '"' and "\\" in inside):
            raise _Unsure
        return Node(inside, number, column)
    node, end = _flow(raw, 0, number, column, 0)
    if end != len(raw):
        raise _Unsure
    return node


def _flow(raw: str, at: int, number: int, column: int, depth: int) -> tuple[Node, int]:
    """Return what begins at a place between brackets, and where it ends; `column` is that of `raw`."""
    if depth > _DEEPEST_BRACKET:
        raise _Unsure
    opening, begin = raw[at : at + 1], column + at
    if opening == "[":
        items = []
        is_done = False
        while not is_done:
            node, end = _flow(raw, at + 1, number, column, depth + 1)
            items.append(node)
            is_done, at = _parted(raw, end, "]")
        return Node(None, number, begin, items=tuple(items)), at
    if opening == "{":
        return _group(raw, at, number, column, depth + 1)
    match = _WORDS.match(raw, at)
    if match is None:
        raise _Unsure
    words = match[0]
    return Node(words[1:-1] if opening in "\"'" else words, number, begin), match.end()


def _group(raw: str, at: int, number: int, column: int, depth: int) -> tuple[Node, int]:
    fields: dict[str, Node] = {}
    keys: dict[str, Node] = {}
    begin, is_done = column + at, False
    while not is_done:
        match = _FIELD.match(raw, at + 1)
        if match is None or match[1] in fields:
            raise _Unsure
        name = sys.intern(match[1])
        keys[name] = Node(name, number, column + match.start())
        fields[name], end = _flow(raw, match.end(), number, column, depth)
        is_done, at = _parted(raw, end, "}")
    return Node(None, number, begin, fields=fields, keys=keys), at


def _parted(raw: str, at: int, closing: str) -> tuple[bool, int]:
    """Tell whether the brackets close at a place; return where that is done, or else the space behind a comma."""
    if raw.startswith(closing, at):
        return True, at + 1
    if raw.startswith(", ", at):
        return False, at + 1
    raise _Unsure
