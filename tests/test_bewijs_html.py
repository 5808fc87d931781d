"""What `make bewijs` says of HTML, seen to fail on planted faults."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from bewijs import html


def test_a_heading_that_skips_a_level_is_found() -> None:
    assert html.bad_headings("<h1>Een</h1><h2>Twee</h2><h3>Drie</h3><h2>Vier</h2>") == []
    assert html.bad_headings("<h1>Een</h1><h3>Drie</h3>") == ["h3 na h1: Drie"]


def test_errors_of_the_checker_are_told_and_its_hints_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"messages": [{"type": "error", "url": "file:/x/site/a/index.html", "lastLine": 3, "message": "Stray end tag"},
                         {"type": "info", "subType": "warning", "url": "file:/x/site/a/index.html", "message": "Niet nodig"}]}
    monkeypatch.setattr(html, "need", lambda program: program)
    monkeypatch.setattr(subprocess, "run", lambda *words, **options: subprocess.CompletedProcess(words, 1, json.dumps(said), ""))
    assert [one["message"] for one in html.vnu(Path("vnu.jar"), [Path("/x/site")])] == ["Stray end tag"]


FAULT = {"url": "file:/x/css/a.css", "lastLine": 7, "message": "“kleur”: Property “kleur” doesn't exist.", "extract": "p { kleur: rood }"}
NEW = FAULT | {"message": "“nieuw”: Property “nieuw” doesn't exist.", "extract": "p { nieuw: 1 }"}
WHY = {"melding": "“nieuw”", "waar": "nieuw: 1", "reden": "Browsers kennen het al."}


@pytest.mark.parametrize(("errors", "known", "good", "says"), [
    ([], [], True, ""), ([NEW], [WHY], True, ""), ([FAULT], [], False, "a.css:7"), ([FAULT, NEW], [WHY], False, "“kleur”"),
    ([], [WHY], False, "uitleg zonder fout: nieuw: 1"), ([NEW], [WHY | {"waar": "elders"}], False, "“nieuw”"),
])  # fmt: skip
def test_css_that_is_new_is_explained_one_by_one(errors: list[dict[str, object]], known: list[dict[str, str]], good: bool, says: str) -> None:
    judged = html.judge_css(errors, known)
    assert judged.voldoet is good and says in judged.toelichting


def test_every_explanation_says_why() -> None:
    assert all(set(row) == set(WHY) and all(row.values()) for row in yaml.safe_load(html.KNOWN.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("errors", "good"), [([], True), ([FAULT], False)])
def test_a_page_with_a_fault_falls_short_and_is_named(errors: list[dict[str, object]], good: bool) -> None:
    judged = html.judge_html(errors, 400)
    assert judged.voldoet is good and ("kleur" in judged.toelichting) is not good


def test_a_checker_that_finds_nothing_in_a_faulty_page_proves_nothing() -> None:
    assert [html._control([FAULT] * number).voldoet for number in (0, len(html._FAULTS))] == [False, True]
