"""A YAML list of records as text, changed one value at a time.

Why not a round trip through a YAML library: that writes the whole file anew. Tested with ruamel.yaml 0.19: it
joined lines that staff had broken off, changed the spaces before comments and in `[ {id: a} ]` and turned a code `05E1`
into `50E0`. Here the parser only tells where a value stands; every other character of the file stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Key = str | int
Path = tuple[Key, ...]

# libyaml where it is there: quicker, with the same places.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Codes and numbers that a parser would otherwise turn into something else; always written between quotes.
QUOTED = frozenset({"brin", "vestiging", "telefoon", "bevoegd_gezag", "huisnummer"})


class RecordsText:
    """The text of a file with a list of records, which `load` already read without findings.

    Raises ValueError(line, Dutch message) if the records do not stand in the form that this can edit.
    """

    def __init__(self, text: str):
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        root = yaml.compose(text, Loader=_LOADER)
        if root is not None and not (isinstance(root, SequenceNode) and not root.flow_style):
            raise ValueError(root.start_mark.line + 1, "Hier hoort een lijst: elk onderdeel begint met '- '.")
        self.nodes: list[Node] = root.value if root else []
        self._indent = root.start_mark.column if root else 0
        self._edits: list[tuple[int, int, str]] = []
        self._removed: set[int] = set()
        for node in self.nodes:
            start = node.start_mark.index
            if not isinstance(node, MappingNode) or self.text[self._line_start(start):start].strip() != "-":
                message = "Begin elk onderdeel met '- ' en de eerste sleutel op dezelfde regel."
                raise ValueError(node.start_mark.line + 1, message)

    def set(self, index: int, path: Path, value: Any, order: Sequence[str] = ()) -> None:
        """Give a field of a record a value; a new key comes behind the last key that precedes it in `order`."""
        parent = self._node(index, path[:-1])
        pair = _pair(parent, path[-1])
        flow = bool(parent.flow_style)
        if pair is None:
            self._insert(parent, str(path[-1]), value, order)
        elif isinstance(pair[1], ScalarNode) and not isinstance(value, dict | list):
            start, end = pair[1].start_mark.index, self._end(pair[1])
            space = "" if end > start or self.text[start - 1] == " " else " "
            self._edits.append((start, end, space + scalar(str(path[-1]), value, flow)))
        else:
            self._replace_pair(parent, pair, value)

    def remove(self, index: int, path: Path) -> None:
        """Take a key and its value out of a record."""
        parent = self._node(index, path[:-1])
        at = next(number for number, (key, _) in enumerate(parent.value) if key.value == path[-1])
        key, value = parent.value[at]
        self._removed.add(id(key))
        if at == 0 and len(parent.value) > 1:
            self._edits.append((key.start_mark.index, parent.value[1][0].start_mark.index, ""))
        elif parent.flow_style:
            start = self._end(parent.value[at - 1][1]) if at else key.start_mark.index
            self._edits.append((start, self._end(value), ""))
        else:
            self._edits.append((self._line_start(key.start_mark.index), self._next_line(self._end(value)), ""))

    def insert_record(self, before: int, text: str) -> None:
        """Put the lines of a record before record number `before` (the number of records: at the end)."""
        block = "".join(" " * self._indent + line + self.newline for line in text.splitlines())
        if before == 0 and self.nodes:
            start = self._before_comments(self._line_start(self.nodes[0].start_mark.index))
            self._edits.append((start, start, block + self.newline))
        elif self.nodes:
            end = self._after_comments(self._end(self.nodes[before - 1]))
            lead = self.newline if end == 0 or self.text[end - 1] == "\n" else self.newline * 2
            self._edits.append((end, end, lead + block))
        else:
            lead = self.newline if not self.text or self.text.endswith("\n") else self.newline * 2
            self._edits.append((len(self.text), len(self.text), lead + block))

    def result(self) -> str:
        """Return the text with all changes made."""
        parts, at = [], 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            parts += [self.text[at:start], new]
            at = end
        return "".join([*parts, self.text[at:]])

    def _node(self, index: int, path: Path) -> MappingNode:
        node = self.nodes[index]
        for key in path:
            node = node.value[key] if isinstance(key, int) else _pair(node, key)[1]
        return node

    def _insert(self, parent: MappingNode, key: str, value: Any, order: Sequence[str]) -> None:
        rank = {name: number for number, name in enumerate(order)}
        place = rank.get(key, len(rank))
        known = [pair for pair in parent.value if pair[0].value in rank and id(pair[0]) not in self._removed]
        earlier = [pair for pair in known if rank[pair[0].value] < place]
        if parent.flow_style:
            at = self._end(earlier[-1][1]) if earlier else parent.start_mark.index + 1
            text = f"{key}: {_flow(value, key)}"
            text = f", {text}" if earlier else text + (", " if parent.value else "")
        else:
            indent = parent.value[0][0].start_mark.column
            block = self.newline.join(lines(key, value, indent))
            at = self._line_end(self._end(earlier[-1][1])) if earlier else parent.value[0][0].start_mark.index
            text = self.newline + block if earlier else block.lstrip() + self.newline + " " * indent
        self._edits.append((at, at, text))

    def _replace_pair(self, parent: MappingNode, pair: tuple[Node, Node], value: Any) -> None:
        key = pair[0]
        start, end = key.start_mark.index, self._end(pair[1])
        text = f"{key.value}: {_flow(value, key.value)}" if parent.flow_style else self.newline.join(
            lines(key.value, value, key.start_mark.column)
        ).lstrip()
        self._edits.append((start, end, text))

    def _end(self, node: Node) -> int:
        """Where the last character of a value stands; the parser counts blank lines and comments behind it along."""
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(self.text[start:end].rstrip()) if isinstance(node, ScalarNode) else end

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return end - 1 if self.text[at:end].endswith("\r") else end

    def _next_line(self, at: int) -> int:
        return min(self._line_end(at) + len(self.newline), len(self.text))

    def _before_comments(self, at: int) -> int:
        """Skip the comment right above the first record, unless it is the one that opens the file."""
        above = at
        while above and self.text[self._line_start(above - 1):above].lstrip().startswith("#"):
            above = self._line_start(above - 1)
        return above or at

    def _after_comments(self, at: int) -> int:
        """Skip the indented comments below a record: they belong to it."""
        at = self._next_line(at)
        while (line := self.text[at:self._line_end(at)]).lstrip().startswith("#") and line.startswith(" "):
            at = self._next_line(at)
        return at


def lines(key: str, value: Any, indent: int) -> list[str]:
    """Return the lines of a key with its value in block style."""
    pad = " " * indent
    if isinstance(value, dict):
        return [f"{pad}{key}:"] + [line for name, part in value.items() for line in lines(name, part, indent + 2)]
    if isinstance(value, list):
        return [f"{pad}{key}:"] + [f"{pad}  - {_flow(item)}" for item in value]
    return [f"{pad}{key}: {scalar(key, value)}"]


def scalar(key: str, value: str, flow: bool = False) -> str:
    """Return a value as YAML: without quotes only where every parser reads back the same text (or number, or date)."""
    if key in QUOTED:
        return json.dumps(value, ensure_ascii=False)
    try:
        read = yaml.safe_load(f"[{value}]" if flow else f"- {value}")
    except yaml.YAMLError:
        read = None
    if isinstance(read, list) and len(read) == 1 and str(read[0]) == value and not isinstance(read[0], bool):
        return value
    return json.dumps(value, ensure_ascii=False)


def _flow(value: Any, key: str = "") -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {scalar(key, part, flow=True)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return scalar(key, value, flow=True)


def _pair(mapping: MappingNode, key: Key) -> tuple[Node, Node] | None:
    return next((pair for pair in mapping.value if pair[0].value == key), None)
