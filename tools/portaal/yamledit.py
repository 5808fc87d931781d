"""YAML records as text, changed one value at a time: a list of records, or a file that is one record.

Why not a round trip through a YAML library: that writes the whole file anew. Tested with ruamel.yaml 0.19: it
joined lines that staff had broken off, changed the spaces before comments and in `[ {id: a} ]` and turned a code `05E1`
into `50E0`. Here the parser only tells where a value stands; every other character of the file stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .yamlshape import flow, item_lines, lines, scalar

Key = str | int
Path = tuple[Key, ...]

# libyaml where it is there: quicker, with the same places.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What an item of a list is known by when the list changes around it.
_NAMES = ("onderdeel", "schooljaar", "id")


class RecordsText:
    """The text of a file with a list of records (or one record), which `load` already read without findings.

    Raises ValueError(line, Dutch message) if the records do not stand in the form that this can edit.
    """

    def __init__(self, text: str):
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        root = yaml.compose(text, Loader=_LOADER)
        self._edits: list[tuple[int, int, str]] = []
        self._removed: set[int] = set()
        self._indent = root.start_mark.column if root else 0
        if isinstance(root, MappingNode) and not root.flow_style:
            self.nodes: list[Node] = [root]
            return
        if root is not None and not (isinstance(root, SequenceNode) and not root.flow_style):
            raise ValueError(root.start_mark.line + 1, "Hier hoort een lijst: elk onderdeel begint met '- '.")
        self.nodes = root.value if root else []
        for node in self.nodes:
            start = node.start_mark.index
            if not isinstance(node, MappingNode) or self.text[self._line_start(start):start].strip() != "-":
                message = "Begin elk onderdeel met '- ' en de eerste sleutel op dezelfde regel."
                raise ValueError(node.start_mark.line + 1, message)

    def set(self, index: int, path: Path, value: Any, order: Sequence[str] = ()) -> None:
        """Give a field of a record a value; a new key comes behind the last key that precedes it in `order`."""
        parent = self._node(index, path[:-1])
        pair = _pair(parent, path[-1])
        if pair is None:
            self._insert(parent, str(path[-1]), value, order)
        else:
            self._set_pair(parent, pair, value)

    def remove(self, index: int, path: Path) -> None:
        """Take a key and its value out of a record."""
        self._remove_key(self._node(index, path[:-1]), path[-1])

    def become(self, index: int, new: dict[str, Any]) -> None:
        """Make a record say what `new` says, with as few changes as can be; a new key comes where it stands in `new`."""
        self._become(self.nodes[index], new)

    def index_at(self, line: int) -> int:
        """Return the number of the record that begins on this line (from 1); raises StopIteration if none does."""
        return next(number for number, node in enumerate(self.nodes) if node.start_mark.line + 1 == line)

    def _become(self, node: MappingNode, new: dict[str, Any]) -> None:
        old = [key.value for key, _ in node.value]
        gone = [key for key in old if key not in new]
        if node.flow_style and gone:
            self._edits.append((node.start_mark.index, self._end(node), flow(new)))
            return
        for pair in node.value:
            if pair[0].value in new:
                self._become_pair(node, pair, new[pair[0].value])
        stays = next(number for number, key in enumerate(old) if key in new)
        if stays:  # what comes first shares its line with the dash
            self._edits.append((node.start_mark.index, node.value[stays][0].start_mark.index, ""))
            self._removed |= {id(key) for key, _ in node.value[:stays]}
        for key in gone:
            if key not in old[:stays]:
                self._remove_key(node, key)
        for key in new:
            if key not in old:
                self._insert(node, key, new[key], list(new))

    def _become_pair(self, parent: MappingNode, pair: tuple[Node, Node], new: Any) -> None:
        node = pair[1]
        if _plain(node) == new:
            return
        if isinstance(node, MappingNode) and isinstance(new, dict) and any(key.value in new for key, _ in node.value):
            self._become(node, new)
        elif isinstance(node, SequenceNode) and isinstance(new, list) and not node.flow_style and new:
            self._become_list(parent, pair, new)
        else:
            self._set_pair(parent, pair, new)

    def _become_list(self, parent: MappingNode, pair: tuple[Node, Node], new: list[Any]) -> None:
        items: list[Node] = pair[1].value
        kept = dict(_kept([_plain(item) for item in items], new))
        if not kept:
            self._replace_pair(parent, pair, new)
            return
        for place, number in kept.items():
            if isinstance(items[number], MappingNode):
                self._become(items[number], new[place])
            elif items[number].value != new[place]:
                self._edits.append((items[number].start_mark.index, self._end(items[number]), scalar("", new[place])))
        for number in set(range(len(items))) - set(kept.values()):
            dash = self._dash(items[number])
            self._edits.append((self._line_start(dash), self._next_line(self._end(items[number])), ""))
        for place, item in enumerate(new):
            if place not in kept:
                self._add_item(items, max((number for at, number in kept.items() if at < place), default=-1), item)

    def _add_item(self, items: list[Node], after: int, item: Any) -> None:
        """Put an item in a list behind item number `after`, or before the first."""
        dash = self._dash(items[max(after, 0)])
        start = self._line_start(dash)
        self._add_lines(start if after < 0 else self._next_line(self._end(items[after])), item_lines(item, dash - start))

    def _dash(self, item: Node) -> int:
        return self.text.rfind("-", 0, item.start_mark.index)

    def _add_lines(self, at: int, block: list[str]) -> None:
        """Put whole lines at the beginning of a line, or at the end of a file that does not end its last line."""
        text = self.newline.join(block)
        is_open = at > 0 and self.text[at - 1] != "\n"
        self._edits.append((at, at, self.newline + text if is_open else text + self.newline))

    def _remove_key(self, parent: MappingNode, name: Key) -> None:
        at = next(number for number, (key, _) in enumerate(parent.value) if key.value == name)
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
            text = f"{key}: {flow(value, key)}"
            text = f", {text}" if earlier else text + (", " if parent.value else "")
        else:
            indent = parent.value[0][0].start_mark.column
            if earlier:
                self._add_lines(self._next_line(self._end(earlier[-1][1])), lines(key, value, indent))
                return
            at = parent.value[0][0].start_mark.index
            text = self.newline.join(lines(key, value, indent)).lstrip() + self.newline + " " * indent
        self._edits.append((at, at, text))

    def _set_pair(self, parent: MappingNode, pair: tuple[Node, Node], value: Any) -> None:
        key, node = pair
        if not isinstance(node, ScalarNode) or isinstance(value, dict | list):
            self._replace_pair(parent, pair, value)
            return
        start, end = node.start_mark.index, self._end(node)
        space = "" if end > start or self.text[start - 1] == " " else " "
        self._edits.append((start, end, space + scalar(key.value, value, bool(parent.flow_style))))

    def _replace_pair(self, parent: MappingNode, pair: tuple[Node, Node], value: Any) -> None:
        key = pair[0]
        start, end = key.start_mark.index, self._end(pair[1])
        text = f"{key.value}: {flow(value, key.value)}" if parent.flow_style else self.newline.join(
            lines(key.value, value, key.start_mark.column)
        ).lstrip()
        self._edits.append((start, end, text))

    def _end(self, node: Node) -> int:
        """Where the last character of a value stands; the parser counts blank lines and comments behind it along."""
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(self.text[start:end].rstrip(" \t\r\n")) if isinstance(node, ScalarNode) else end

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


def _pair(mapping: MappingNode, key: Key) -> tuple[Node, Node] | None:
    return next((pair for pair in mapping.value if pair[0].value == key), None)


def _plain(node: Node) -> Any:
    """Return the text, list or dict that a node says, as `yamltext` reads it."""
    if isinstance(node, MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    return [_plain(item) for item in node.value] if isinstance(node, SequenceNode) else node.value


def _kept(old: list[Any], new: list[Any]) -> Iterator[tuple[int, int]]:
    """Yield (place in the new list, place in the old one) of items that stay, though what they say may change."""
    def name(item: Any) -> str:
        return next((item[key] for key in _NAMES if key in item), str(item)) if isinstance(item, dict) else str(item)

    for kind, start, end, at, to in SequenceMatcher(None, [*map(name, old)], [*map(name, new)], autojunk=False).get_opcodes():
        texts = not any(isinstance(item, dict | list) for item in [*old[start:end], *new[at:to]])
        if kind == "equal" or (kind == "replace" and texts):
            yield from zip(range(at, to), range(start, end), strict=False)
