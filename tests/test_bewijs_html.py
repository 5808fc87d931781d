"""What `make bewijs` says of HTML, seen to fail on planted faults."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from bewijs import html


def test_a_heading_that_skips_a_level_is_found() -> None:
    assert html.bad_headings("<h1>Een</h1><h2>Twee</h2><h3>Drie</h3><h2>Vier</h2>") == []
    assert html.bad_headings("<h1>Een</h1><h3>Drie</h3>") == ["h3 na h1: Drie"]


def test_errors_of_the_checker_are_told_and_its_hints_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"messages": [{"type": "error", "url": "file:/x/site/a/index.html", "lastLine": 3, "message": "Stray end tag"},
                         {"type": "info", "subType": "warning", "url": "file:/x/site/a/index.html", "message": "Niet nodig"}]}
    monkeypatch.setattr(html, "need", lambda program: program)
    monkeypatch.setattr(subprocess, "run", lambda *words, **options: subprocess.CompletedProcess(words, 1, json.dumps(said), ""))
    assert html.vnu(Path("vnu.jar"), [Path("/x/site")]) == ["a/index.html:3: Stray end tag"]
