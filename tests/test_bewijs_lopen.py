"""How `make bewijs` runs its subjects: in pieces, beside each other, and with a word on what is not there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from bewijs import lopen, voorwaarden
from bewijs.frame import ONDERWERPEN, Bewijs, Uitslag, Werkplaats
from bewijs.report import write_report
from bewijs.voorwaarden import Voorwaarde
from miniature import REPO

GOOD = Bewijs("druk", "Goed?", "ja", "ja", True)
UNMEASURED = Bewijs("druk", "Hoe ver?", "niets", "ver", None, "Er is hier geen meetlint.")


def test_every_subject_can_be_divided_and_each_piece_is_there_once() -> None:
    for name in ONDERWERPEN:
        found = lopen.stukken(name)
        assert len(found) == len(set(found)) >= 1 and {owner for owner, _ in found} == {name}
    assert set(ONDERWERPEN) >= lopen.ALLEEN | lopen.EERST


def test_pieces_come_together_in_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def bewijs(werkplaats: Werkplaats, deel: str) -> Iterator[Bewijs]:
        if deel == "twee":
            raise ZeroDivisionError
        yield Bewijs("druk", deel, "", "", True)

    monkeypatch.setattr(lopen, "stukken", lambda name: [(name, deel) for deel in ("een", "twee", "drie")])
    monkeypatch.setattr(lopen, "find_onderwerp", lambda name: bewijs)
    done = list(lopen.run_all(["druk"], Werkplaats(tmp_path / "werk", tmp_path), workers=1))
    assert [(one.vraag, one.voldoet) for one in done[0].bewijzen] == [("een", True), ("Loopt de meting van 'Op papier' tot het einde?", False), ("drie", True)]


def test_a_process_that_falls_over_falls_short() -> None:
    fell: Future[Uitslag] = Future()
    fell.set_exception(BrokenProcessPool("weg"))
    assert [(one.voldoet, "BrokenProcessPool" in one.gemeten) for one in lopen._result("druk", fell).bewijzen] == [(False, True)]


# --- what is not there -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("is_here", "comes", "names", "number"), [
    (True, False, ["druk"], 0), (False, False, ["druk"], 1), (False, True, ["druk"], 0), (False, False, ["tijd"], 0),
])  # fmt: skip
def test_what_is_missing_is_installed_or_told(monkeypatch: pytest.MonkeyPatch, is_here: bool, comes: bool, names: list[str], number: int) -> None:
    there = [is_here]
    monkeypatch.setattr(voorwaarden, "apt_install", lambda package: there.append(comes))
    needed = Voorwaarde("Iets", frozenset({"druk"}), lambda: there[-1], "iets-pakket")
    lines = voorwaarden.missing(names, [needed])
    assert len(lines) == number and all("Iets staat niet op deze computer" in line and "apt install iets-pakket" in line for line in lines)


def test_every_program_is_for_subjects_that_exist() -> None:
    assert all(one.onderwerpen and one.onderwerpen <= set(ONDERWERPEN) for one in voorwaarden.VOORWAARDEN)


def test_a_node_that_is_too_old_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not voorwaarden._has_node()
    for version, good in (("v16.20.0", False), ("v20.1.0", True), ("onzin", False)):
        for name in ("node", "npm"):
            (tmp_path / name).write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
            (tmp_path / name).chmod(0o755)
        assert voorwaarden._has_node() is good


def test_a_missing_program_ends_it_with_one_and_stands_in_the_report(tmp_path: Path) -> None:
    uitslagen = [Uitslag("druk", "Op papier", (GOOD, UNMEASURED), 1.0)]
    assert [lopen.exit_code(uitslagen, lacking, {}) for lacking in ([], ["Java staat niet op deze computer."])] == [0, 1]
    said = write_report(uitslagen, tmp_path, REPO, seconds=61, missing=["Java staat niet op deze computer."])
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "Ontbrak: Java" in said and "telt niet als goed" in said and "1 min 1 s" in said
    assert "Java staat niet op deze computer." in page and 'id="open"' in page and "Er is hier geen meetlint." in page
    assert json.loads((tmp_path / "bewijs.json").read_text(encoding="utf-8"))["ontbrak"] == ["Java staat niet op deze computer."]


# --- what is promised in words ---------------------------------------------------------------------------------


def test_every_subject_is_explained_and_every_plant_that_is_named_is_there() -> None:
    told, plants = ((REPO / "docs" / name).read_text(encoding="utf-8") for name in ("beveiliging.md", "bewijs.md"))
    assert [name for name in ONDERWERPEN if f"| `{name}` |" not in told or f"| `{name}` |" not in plants] == []
    named = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", plants)
    assert len(named) > 50
    assert [one for one in named if f"def {one[1]}" not in (REPO / "tests" / one[0]).read_text(encoding="utf-8")] == []
