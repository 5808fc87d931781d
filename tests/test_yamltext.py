"""Whatever an editor types: it becomes text with its place, or a finding with a place; never an exception."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portaal.finding import Finding
from portaal.load import load
from portaal.model import RECORD_FILES
from portaal.node import Node
from portaal.textfile import as_text
from portaal.validate import build_portal
from portaal.yamllist import comments_in, read_list
from portaal.yamltext import read_yaml

PIECES = [
    "a", "naam", "0201", ": ", ":", "- ", "-", "\n", "\n  ", "\n- ", "  ", " #", "#x", "'", '"', "[", "]", "{", "}", ",", "|", ">", "&a", "*a",
    "!", "!!str ", "\t", "---\n", "...\n", "%", "@", "`", "\\", "\\u202e", "\r\n", "\x00", "\x1b", "é", "👩", "\u2028", "\ufeff", "? ", "~",
]  # fmt: skip
anything = st.text() | st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
# `read_text` lets no other line break through than the line feed.
lines_of_text = anything.map(lambda text: re.sub("[\r\x85\u2028\u2029]", "", text))
thoroughly = settings(max_examples=400)


def nodes_in(node: Node | None) -> Iterator[Node]:
    if node is not None:
        yield node
        for child in (*(node.items or ()), *(node.fields or {}).values(), *node.keys.values()):
            yield from nodes_in(child)


def assert_inside(text: str, line: int, column: int) -> None:
    lines = text.split("\n")
    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1


@thoroughly
@given(lines_of_text)
def test_any_text_is_a_tree_or_findings_with_places_in_it(text: str) -> None:
    node, findings = read_yaml(text, "bestand")
    assert node is not None or findings or not re.sub(r"#.*|---|\.\.\.|[\s\ufeff]", "", text)
    for part in nodes_in(node):
        assert_inside(text, part.line, part.column)
    for finding in findings:
        assert isinstance(finding, Finding) and finding.message and finding.repair
        assert_inside(text, finding.where.line, finding.where.column)


@thoroughly
@given(anything, st.integers(2, 500))
def test_the_place_moves_with_the_first_line(text: str, first_line: int) -> None:
    _, here = read_yaml(text, "bestand")
    _, there = read_yaml(text, "bestand", first_line=first_line)
    assert [f.where.line + first_line - 1 for f in here] == [f.where.line for f in there]


RECORD_PIECES = [*PIECES, "- id: a\n", "- id: b\n  naam: c\n", "  lijst:\n    - d\n", "  tekst: >\n    e\n\n    - f\n", "# g\n", "  h: 'i\n", "  j: k'\n", "\n\n"]
records_of_text = st.lists(st.sampled_from(RECORD_PIECES), max_size=12).map("".join).map(lambda text: re.sub("[\r\x85\u2028\u2029]", "", text))


@settings(max_examples=1500)
@given(records_of_text | records_of_text.map(lambda text: text.replace("\n", "\r\n")) | anything)
@example("- id: a\n=======\n- id: b\n")
@example("- id: a # b\n  naam: c\n# d\n- id: 'e #f'")
def test_a_list_read_record_by_record_is_the_same_list(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    listed = read_list(content)
    if listed is not None:
        records, comments = listed
        read, refused = as_text(content, "bestand")
        assert read is not None and not refused
        whole, findings = read_yaml(read, "bestand")
        assert whole is not None and whole.items is not None and not findings
        apart = [[(part.value, part.line + above, part.column) for part in nodes_in(node)] for node, above in records]
        assert apart == [[(part.value, part.line, part.column) for part in nodes_in(item)] for item in whole.items]
        assert comments == [*comments_in(read)]


def test_a_record_that_moved_is_the_very_same() -> None:
    one, two = read_list(b"- id: a\n- id: b\n"), read_list(b"# kop\n\n- id: nieuw\n\n- id: b\n")
    assert one is not None and two is not None
    (node, was), (same, now) = one[0][1], two[0][1]
    assert node is same and (was, now) == (1, 4)


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029"))
trees = st.recursive(words, lambda inner: st.lists(inner) | st.dictionaries(words, inner), max_leaves=12)


@thoroughly
@given(trees)
def test_what_was_written_is_read_back_as_text(tree: Any) -> None:
    node, findings = read_yaml(yaml.dump(tree, Dumper=_Plain, allow_unicode=True), "bestand")
    assert node is not None and node.plain() == tree
    assert {finding.rule for finding in findings} <= {"onzichtbaar-teken"}


@pytest.mark.parametrize(
    "text",
    ["0201234567", "12:30", "NO", "no", "yes", "010", "0x1F", "0o17", "1e3", "1_000", "~", "null", "2026-02-30", ".inf", ".nan", "=", "<<", "true"],
)
def test_nothing_is_typed(text: str) -> None:
    node, findings = read_yaml(f"- waarde: {text}\n- {text}\n", "bestand")
    assert node is not None and node.plain() == [{"waarde": text}, text]
    assert findings == []


def test_many_aliases_cost_nothing() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24))
    assert [finding.rule for finding in read_yaml(bomb, "bestand")[1]] == ["verwijsteken"]


@pytest.mark.parametrize("text", ["a: " + "- : " * 20_000 + "#", "#" * 100_000, "a: b " * 20_000, "[" * 100_000, "'" * 99_999, ": " * 50_000 + " #x"])
def test_long_lines_cost_no_time(text: str) -> None:
    assert read_yaml(text, "bestand")[1] or text.startswith("#")


FILES = ("data/besturen.yaml", "data/organisatie.yaml", "data/gebied.geojson", "data/postcodes.csv", "content/index.md", "mkdocs.yml")


@settings(max_examples=150)
@given(st.fixed_dictionaries({name: st.binary(max_size=60) | anything.map(str.encode) for name in FILES}))
def test_any_bytes_in_any_file_give_findings(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, content in files.items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_bytes(content)
        raw, findings = load(root, RECORD_FILES)
        _, found = build_portal(raw)
    for finding in findings + found:
        if finding.where.path.endswith((".yaml", ".yml", ".md")):
            text = files[finding.where.path].decode("utf-8-sig", "replace")
            assert finding.where.line <= text.count("\n") + text.count("\r") + 1


CSV = st.lists(st.sampled_from(["pc4,plaats,lat,lon\n", "9981", ",", "\n", '"', "52.3", "nan", "inf", "1e999", "x", "\x00"]), max_size=20).map("".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["features", "geometry", "Polygon", "x"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["features", "geometry", "coordinates", "properties", "statnaam", "type"]), inner),
    max_leaves=15,
)


@settings(max_examples=150)
@given(CSV, JSON.map(yaml.safe_dump) | JSON.map(repr) | st.just('{"features": [{"geometry": {"type": "Polygon", "coordinates": [[[1e999, 10]]]}}]}'))
def test_any_map_and_any_table_give_findings(table: str, shape: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "data").mkdir()
        (root / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
        (root / "data" / "postcodes.csv").write_text(table, encoding="utf-8")
        (root / "data" / "gebied.geojson").write_text(shape.replace("'", '"'), encoding="utf-8")
        raw, _ = load(root, RECORD_FILES)
    assert all(-90 <= lat <= 90 for lat, *_ in raw.postcodes.values())


@pytest.mark.parametrize(("text", "place", "says"), [
    ('- naam: "Het plein"# groep 3\n', (1, 20), "vanaf # valt weg"), ("- naam: [a, b]#c\n", (1, 15), "vanaf # valt weg"),
    ("- naam: [a,#b\n    c]\n", (1, 12), "vanaf # valt weg"), ("- naam: >#kort\n    tekst\n", (1, 10), "vanaf # valt weg"),
    ("- naam: [a, -]\n", (1, 13), "streepje alleen"), ("- naam: [?a]\n", (1, 10), "vraagteken vooraan"),
    ("- naam: >\n \n    \n # weg\n", (1, 9), "tekst is leeg"), ('- naam: "een\ntwee"\n', (2, 1), "springt niet verder in"),
    ("- naam: [een,\n  twee]\n", (2, 1), "springt niet verder in"), ("%YAML 1.1\n---\n- naam: a\n", (1, 1), "met % vooraan"),
])  # fmt: skip
def test_what_the_parser_lets_through_is_told_with_its_place(text: str, place: tuple[int, int], says: str) -> None:
    _, findings = read_yaml(text, "bestand")
    assert [((finding.where.line, finding.where.column), says in finding.message) for finding in findings] == [(place, True)]


@pytest.mark.parametrize(("text", "value"), [
    ('- naam: "een\n    twee" # zo\n', "een twee"), ("- naam: [\n    een,\n  ]\n", ["een"]), ("- naam: a,#b\n", "a,#b"), ("- naam: '# ''a''#'\n", "# 'a'#"),
    ("- naam: [a-, -b, 'c?', d?e]\n", ["a-", "-b", "c?", "d?e"]), ("- naam: |\n    een\n\n    twee\n", "een\n\ntwee\n"), ("- naam: |\n    een\n    ", "een\n"),
])  # fmt: skip
def test_what_only_looks_like_it_stays(text: str, value: object) -> None:
    node, findings = read_yaml(text, "bestand")
    assert node is not None and not findings and node.plain() == [{"naam": value}]
