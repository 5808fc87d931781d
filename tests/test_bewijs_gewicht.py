"""What `make bewijs` says of weight, speed and paper, seen to fall short on planted faults; without a browser."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bewijs import druk, gewicht, lighthouse, npm
from bewijs.frame import Werkplaats
from bewijs.gewicht import Gewicht

BASE = "http://127.0.0.1:1/"


def test_a_view_weighs_what_a_server_sends(tmp_path: Path) -> None:
    noise = os.urandom(5_000)
    for name, content in {"index.html": b"<h1>Hallo</h1>" * 1000, "a.js": b"let a = 1;\n" * 1000, "foto.png": noise}.items():
        (tmp_path / name).write_bytes(content)
    packed = {name: len(gzip.compress((tmp_path / name).read_bytes(), 6, mtime=0)) for name in ("index.html", "a.js")}
    found = gewicht.weigh(tmp_path, BASE, [BASE, f"{BASE}a.js", f"{BASE}foto.png", f"{BASE}#deel"])
    assert found == Gewicht(sum(packed.values()) + 5_000, packed["a.js"], 3)


def test_what_comes_from_elsewhere_cannot_be_weighed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="andere site"):
        gewicht.weigh(tmp_path, BASE, ["https://elders.invalid/groot.js"])


@pytest.mark.parametrize(("weight", "good"), [
    (Gewicht(100_000, 45_000, 9), True), (Gewicht(100_001, 1_000, 9), False), (Gewicht(90_000, 45_001, 9), False), (Gewicht(0, 0, 0), False),
])  # fmt: skip
def test_a_view_that_is_too_heavy_falls_short(weight: Gewicht, good: bool) -> None:
    assert [bewijs.voldoet for bewijs in gewicht.judge_weights({"een pagina": weight})] == [good]


@pytest.mark.parametrize(("times", "good"), [
    ([(1.0, 1.2), (9.0, 9.0), (1.1, 1.3)], True), ([(1.0, 3.1)] * 3, False), ([(3.1, 1.0)] * 3, False), ([(1.0, float("inf"))] * 3, False),
])  # fmt: skip
def test_text_that_comes_late_falls_short(times: list[tuple[float, float]], good: bool) -> None:
    assert gewicht.judge_times("een pagina", times).voldoet is good


# --- Lighthouse ------------------------------------------------------------------------------------------------


def report(**scores: float | None) -> dict[str, Any]:
    categories = {key: {"score": scores.get(key.replace("-", "_"), 1), "auditRefs": [{"id": "een-maat", "weight": 1}]} for key in lighthouse.CATEGORIES}
    return {"categories": categories, "audits": {"een-maat": {"score": 0.5 if scores else 1, "displayValue": "te traag"}}}


@pytest.mark.parametrize(("reports", "good"), [
    ([report()] * 3, True), ([report(), *[{"categories": {"performance": {"score": 1, "auditRefs": []}}, "audits": {}}] * 2], True),
     ([report(performance=0.9), report(), report()], True), ([report(performance=0.99)] * 2 + [report()], False),
    ([report(seo=0.5)] * 3, False), ([report(best_practices=None)] * 3, False),
])  # fmt: skip
def test_a_score_below_a_hundred_falls_short_and_says_what_cost_it(reports: list[dict[str, Any]], good: bool) -> None:
    judged = lighthouse.judge("een pagina", reports)
    assert judged.voldoet is good and ("een-maat te traag" in judged.toelichting) is (reports[0] != report())


@pytest.mark.parametrize(("values", "taken"), [([1, 1, 9, 9, 9], [1, 1]), ([9, 9, 1, 1, 9], [9, 9, 1, 1, 9]), ([1, 9, 1, 9, 1], [1, 9, 1, 9, 1])])
def test_what_varies_is_measured_again_where_it_matters(values: list[int], taken: list[int]) -> None:
    assert lighthouse.until_clear(lambda turn: values[turn], lambda value: value < 5) == taken


@pytest.mark.parametrize(("fails", "measured"), [(0, True), (2, True), (3, False)])
def test_a_trace_that_fails_is_taken_again_but_not_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: int, measured: bool) -> None:
    turns = []

    def trace(words: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        turns.append(words)
        failed = {"runtimeError": {"message": "NO_NAVSTART"}} if len(turns) <= fails else {}
        (tmp_path / "uit.json").write_text(json.dumps(report() | failed), encoding="utf-8")
        return subprocess.CompletedProcess(words, 0, "", "")

    monkeypatch.setattr(lighthouse, "find", lambda: "chromium")
    monkeypatch.setattr(lighthouse, "need", lambda program: program)
    monkeypatch.setattr(subprocess, "run", trace)
    if measured:
        assert lighthouse.run(tmp_path, BASE, tmp_path / "uit.json") == report()
    else:
        with pytest.raises(npm.Ontbreekt, match="3 keer niet meten: NO_NAVSTART"):
            lighthouse.run(tmp_path, BASE, tmp_path / "uit.json")


def test_without_npm_it_was_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = list(lighthouse.vuurtoren(Werkplaats(tmp_path, tmp_path / "bewijs"), {"een pagina": BASE}))
    assert [(bewijs.voldoet, bewijs.toelichting) for bewijs in found] == [(None, "'npm' staat niet op deze computer.")]


def test_packages_are_fetched_once_and_again_after_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def fetch(words: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        asked.append(words)
        (tmp_path / "npm" / "node_modules" / "iets").mkdir(parents=True, exist_ok=True)
        return subprocess.CompletedProcess(words, int(len(asked) > 2), "", "geen antwoord")

    monkeypatch.setattr(npm, "need", lambda program: program)
    monkeypatch.setattr(subprocess, "run", fetch)
    place = Werkplaats(tmp_path, tmp_path / "bewijs")
    assert npm.package(place, "iets") == npm.package(place, "iets") == tmp_path / "npm" / "node_modules" / "iets"
    assert len(asked) == 1 and "ci" in asked[0]
    (tmp_path / "npm" / "package-lock.json").write_text("{}", encoding="utf-8")
    npm.package(place, "iets")
    assert len(asked) == 2
    (tmp_path / "npm" / "package.json").write_text("{}", encoding="utf-8")
    with pytest.raises(npm.Ontbreekt, match="geen antwoord"):
        npm.package(place, "iets")


def test_the_packages_are_pinned_with_hashes_and_name_no_registry() -> None:
    lock = json.loads((npm.HERE / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert {"node_modules/lighthouse", "node_modules/vnu-jar"} <= set(packages)
    assert all(package["integrity"].startswith("sha512-") and "resolved" not in package for package in packages.values())
    wanted = json.loads((npm.HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())


# --- paper -----------------------------------------------------------------------------------------------------

TEXTS = {"routekaart/proef/": ("Bel de school", "Vraag om een [gesprek](pagina:contact). Neem iemand mee.", "")}


@pytest.mark.parametrize(("paper", "closed", "good"), [
    ("Bel de school. Vraag om een gesprek. Neem iemand uit uw omgeving mee. Bladzijde 2. Neem een kopie mee.", [], False),
    ("1: Bel de\nschool. Vraag om een ge-\nsprek (https://voorbeeld.invalid). Neem iemand mee.", [], True),
    ("Bel de school. Vraag om een gesprek.", [], False), ("Bel de school. Vraag om een gesprek. Neem iemand mee.", ["Bronnen"], False), ("", [], False),
])  # fmt: skip
def test_what_is_lost_in_print_is_found(paper: str, closed: list[str], good: bool) -> None:
    assert [bewijs.voldoet for bewijs in druk.judge(TEXTS, [("routekaart/proef/", paper, closed)])] == [good]


def test_a_column_that_goes_on_over_the_page_is_no_loss() -> None:
    text = "Het bestuur luistert naar u en legt uit waarom het zo besluit."
    assert druk.missing([text], "Het bestuur luistert naar u\nDe school kijkt mee.\nen legt uit waarom het zo besluit.") == []
    assert druk.missing([text], "Het bestuur luistert naar u. De school kijkt mee.") == [text]


def test_a_page_without_anything_to_print_proves_nothing() -> None:
    assert [bewijs.voldoet for bewijs in druk.judge({"voorziening/": ()}, [("voorziening/", "Welkom", [])])] == [False]
