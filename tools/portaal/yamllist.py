"""A list of records, read record by record: one that stands there with the very words that it had before is the very same node.

A file of four megabytes of which one record changed is cut where records begin, and only that one is read. What cannot be read
this way with certainty is for `yamltext`, which finds what is wrong and where.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import NamedTuple

from .node import Node
from .textfile import has_strange_signs
from .yamlquick import quick_record
from .yamltext import MAX_RECORDS, parse_yaml

# A dash at the very left begins a record. With the line end first this is found six times as soon as with `^`.
_RECORD = re.compile(rb"\n-(?=[ \n])")
# There is one document, without directives.
_DOCUMENT = re.compile(r"^(---|\.\.\.|%)", re.M)
_COMMENT = re.compile(r"(?:^|(?<=\s))#[ \t]*(.+)$")
# A line, from 1, and what stands there behind a `#`.
Comment = tuple[int, str]


class _Read(NamedTuple):
    node: Node
    comments: tuple[Comment, ...]
    lines: int


def read_list(content: bytes) -> tuple[list[tuple[Node, int]], list[Comment]] | None:
    """Return each record of a file with the number of lines above it, from which its own lines count, and all comments of the file.

    None comes back where the file is no plain list, or where anything is wrong in it.
    """
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    head, *rest = _RECORD.split(b"\n" + content.removeprefix(codecs.BOM_UTF8))
    comments = _read_head(head[1:])
    if not rest or len(rest) > MAX_RECORDS or comments is None:
        return None
    records, above, last = [], head.count(b"\n"), len(rest) - 1
    for number, part in enumerate(rest):
        read = _read_record(b"-" + part if number == last else b"-%b\n" % part)
        if read is None:
            return None
        records.append((read.node, above))
        comments += [(above + line, said) for line, said in read.comments]
        above += read.lines
    return records, comments


def comments_in(text: str) -> tuple[Comment, ...]:
    """Return what stands behind a `#`. In a text between quotes that is no comment, but then it is read twice, not missed."""
    if "#" not in text:
        return ()
    lines = enumerate(text.split("\n"), start=1)
    return tuple((number, found[1]) for number, line in lines if "#" in line and (found := _COMMENT.search(line)))


def _read_head(content: bytes) -> list[Comment] | None:
    """Return the comments above the first record; None where anything else stands there."""
    text = _text(content)
    if text is None or has_strange_signs(text) or any(line and not line.startswith("#") for line in map(str.strip, text.split("\n"))):
        return None
    return [*comments_in(text)]


@lru_cache(maxsize=1 << 17)
def _read_record(content: bytes) -> _Read | None:
    text = _text(content)
    # What the quick reader takes is free of strange signs.
    node = None if text is None else quick_record(text) or _by_the_parser(text)
    return _Read(node, comments_in(text), text.count("\n")) if node and text else None


def _text(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def _by_the_parser(text: str) -> Node | None:
    if has_strange_signs(text) or _DOCUMENT.search(text):
        return None
    node, findings = parse_yaml(text, "")
    is_record = node is not None and not findings and node.items is not None and len(node.items) == 1 and node.items[0].fields is not None
    return node.items[0] if is_record else None  # type: ignore[index, union-attr]
