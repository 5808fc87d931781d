"""What `make bewijs` says of the collections of others, seen to fall short on planted faults; without npm or a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bewijs.verzamelingen import Lezer, judge_naughty, judge_suite, naughty_portal, read
from portaal.finding import Finding, Location
from portaal.node import Node

CASES: list[dict[str, Any]] = [
    {"id": "GOED", "yaml": "- naam: 'a'\n  tel: 0201\n  leeg:\n", "json": '[{"naam": "a", "tel": "0201", "leeg": null}]'},
    {"id": "FOUT", "yaml": "a: [b\n", "fail": True},
    {"id": "TWEE", "yaml": "--- a\n--- b\n", "json": '"a"\n"b"\n'},
]


def takes_all(path: Path) -> tuple[Node | None, list[Finding]]:
    return Node("a", 1, 1), []


def changes(path: Path) -> tuple[Node | None, list[Finding]]:
    """The reader that we do not use: it makes a number of a telephone number."""
    try:
        record = yaml.safe_load(path.read_text(encoding="utf-8"))[0]
    except yaml.YAMLError:
        return None, [Finding(Location("x", 1), "yaml", "Er is iets.")]
    return Node(None, 1, 1, items=(Node(None, 1, 1, fields={key: Node(str(value or ""), 1, 1) for key, value in record.items()}),)), []


def breaks(path: Path) -> tuple[Node | None, list[Finding]]:
    raise RecursionError


@pytest.mark.parametrize(("reader", "says"), [(read, ""), (takes_all, "ongeldig en toch gelezen: FOUT"), (changes, "anders: GOED"), (breaks, "RecursionError")])
def test_a_reader_that_takes_changes_or_breaks_down_falls_short(tmp_path: Path, reader: Lezer, says: str) -> None:
    found = judge_suite(CASES, tmp_path / "suite", reader)
    assert found.voldoet is not bool(says) and says in found.toelichting


def test_a_suite_without_an_invalid_case_proves_nothing(tmp_path: Path) -> None:
    assert judge_suite(CASES[:1], tmp_path / "suite").voldoet is False


@pytest.mark.parametrize(("told", "seen", "good"), [
    ({2}, {0: "e\u0301  een", 1: "<b>"}, True), ({2}, {0: "é een", 1: "b"}, False), (set(), {0: "é een", 1: "<b>"}, False), ({0, 1, 2}, {}, False),
])  # fmt: skip
def test_a_text_that_is_changed_or_lost_falls_short(told: set[int], seen: dict[int, str], good: bool) -> None:
    assert judge_naughty(["é een", "<b>", "a\u202eb"], told, seen).voldoet is good


def test_what_is_refused_leaves_the_portal_and_is_counted(tmp_path: Path) -> None:
    root, told = naughty_portal(tmp_path / "portaal", ["<b>vet</b>", "", "a\u202eb", "0201", "\ud800"])
    assert told == {1, 2, 4}
    text = (root / "data" / "begrippen.yaml").read_text(encoding="utf-8")
    assert "<b>vet</b>" in text and "\u202e" not in text and "id: proef-3" in text
