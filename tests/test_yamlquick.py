"""The quick reader says what the parser says, or nothing."""

from __future__ import annotations

from itertools import chain
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from miniature import HAAGLANDEN, MINIATURE, REPO
from portaal.node import Node
from portaal.yamlquick import quick_document, quick_record
from portaal.yamltext import parse_yaml

_ODD = st.text(" \t:#-[]{},'\"&*!|>%@`~?=<ab1é.\\\u00a0\u2028\x85\U0001f600", max_size=7)
_VALUES = st.one_of(st.just("tekst"), st.just("een:twee drie"), st.just("[a, {id: b}]"), _ODD, st.sampled_from([
    "", "tekst", "twee woorden", "een: twee", "een:twee", "een #twee", "een# twee", "https://a.nl/b?c=d", "hulpvraag:gedrag", "2026-11-22", "05E1",
    "'enkel'", '"dubbel"', "'it''s'", '"a\\"b"', '"a" b', "[a, b]", "[a,b]", "[]", "[a, [b]]", "[a: b]", "{id: a}", "{id: a, plek: 'b, c'}", "{id: }",
    "{id: a, id: b}", "[{id: a}, {id: b, plek: c d}]", "[hulpvraag:a, pagina:b/c]", "- a", "? a", "|", ">-", "&a", "*a", "!a", "einde:", "a ", "# a", "~",
]))  # fmt: skip
_NAMES = st.sampled_from(["a", "b", "c-d", "1", "é", "true"])
_ENDS = st.sampled_from(["", "", " ", "  # iets", "\n", "\n\n# iets"])


def _fields(inner: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    """The lines of a group of fields: each with a value behind its name, or with lines below it."""
    flat = st.builds(lambda name, value, end: [f"{name}: {value}{end}"], _NAMES, _VALUES, _ENDS)
    deep = st.builds(lambda name, lines, indent: [f"{name}:", *(" " * indent + line for line in lines)], _NAMES, inner, st.sampled_from([2, 2, 2, 0, 1, 4]))
    return st.lists(st.one_of(flat, flat, deep), min_size=1, max_size=3, unique_by=lambda lines: lines[0].partition(":")[0]).map(lambda parts: [*chain(*parts)])


def _items(inner: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    """The lines of a list."""
    one = st.one_of(_VALUES.map(lambda value: [value]), inner)
    return st.lists(one.map(lambda lines: [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]), min_size=1, max_size=3).map(lambda parts: [*chain(*parts)])


_LINES = st.recursive(_fields(st.just(["- x"])), lambda inner: st.one_of(_fields(inner), _items(inner)), max_leaves=4)
_RECORDS = _LINES.map(lambda lines: "- " + "\n  ".join(lines))


def tree(node: Node) -> Any:
    """All that a node holds, with every place."""
    items = None if node.items is None else [tree(item) for item in node.items]
    fields = None if node.fields is None else [(name, tree(value), tree(node.keys[name])) for name, value in node.fields.items()]
    return node.value, node.line, node.column, items, fields


def by_the_parser(text: str) -> Any:
    node, findings = parse_yaml(text, "")
    return tree(node.items[0]) if node and not findings and node.items and len(node.items) == 1 else None


def whole_by_the_parser(text: str, first_line: int) -> Any:
    node, findings = parse_yaml(text, "", first_line=first_line)
    return tree(node) if node and not findings else None


@given(_RECORDS, st.integers(0, 60), st.one_of(st.just(""), st.just(""), _ODD), st.integers(0, 2))
@example("- a: b\n     x", 0, "", 0)
@example("- a:\n  - x: 1\n  - y: 2", 0, "", 0)
@settings(max_examples=1500)
def test_what_it_says_is_what_the_parser_says(record: str, at: int, odd: str, dropped: int) -> None:
    text = record[:at] + odd + record[at + dropped :]
    node = quick_record(text)
    assert node is None or tree(node) == by_the_parser(text)


@given(_LINES, st.integers(0, 60), st.one_of(st.just(""), st.just(""), _ODD), st.integers(0, 2), st.integers(1, 9))
@example(["a: b", " c: d"], 0, "", 0, 1)
@example(["- a", "b: c"], 0, "", 0, 1)
@example(["a: b", "--- ", "c: d"], 0, "", 0, 1)
@settings(max_examples=1500)
def test_of_a_whole_text_too(lines: list[str], at: int, odd: str, dropped: int, first_line: int) -> None:
    text = "\n".join(lines)
    text = text[:at] + odd + text[at + dropped :]
    node = quick_document(text, first_line)
    assert node is None or tree(node) == whole_by_the_parser(text, first_line)


@pytest.mark.parametrize("root", [REPO, MINIATURE, HAAGLANDEN], ids=lambda root: root.name)
def test_it_reads_nearly_all_records_that_there_are(root: Any) -> None:
    texts = [part for path in sorted((root / "data").glob("*.yaml")) for part in path.read_text(encoding="utf-8").split("\n- ")[1:]]
    read = [(text, node) for text in texts if (node := quick_record(f"- {text}\n")) is not None]
    assert len(read) > 0.8 * len(texts) > 30
    assert all(tree(node) == by_the_parser(f"- {text}\n") for text, node in read)


def test_it_reads_nearly_all_other_texts_too() -> None:
    paths = [path for folder in ("data/routekaarten", "data/vertalingen", "data/leestalen", "data/planprocessen", "theme/woorden") for path in sorted((REPO / folder).glob("*.yaml"))]
    texts = [path.read_text(encoding="utf-8") for path in paths] + [path.read_text(encoding="utf-8").split("---\n")[1] for path in sorted((REPO / "content").rglob("*.md"))]
    read = [(text, node) for text in texts if (node := quick_document(text, 2)) is not None]
    assert len(read) > 0.8 * len(texts) > 80
    assert all(tree(node) == whole_by_the_parser(text, 2) for text, node in read)


@pytest.mark.parametrize("text", ["- a: " + "[" * 5000, "- a: " + "[" * 3000 + "b" + "]" * 3000, "".join(f"{' ' * n}- a:\n" for n in range(0, 6000, 2)), "- a: 1\r\n", "x: 1", ""])
def test_what_nobody_writes_is_left_to_the_parser(text: str) -> None:
    assert quick_record(text) is None


@pytest.mark.parametrize("text", ["", "tekst", "# a\n", "a: b\n---\nc: d", "%YAML 1.2\n---\na: b", " a: b", "a: " + "[" * 9 + "b" + "]" * 9, "a: 1\r\n", "\ufeffa: 1", "a: |\n  b"])
def test_so_are_other_texts(text: str) -> None:
    assert quick_document(text, 1) is None
