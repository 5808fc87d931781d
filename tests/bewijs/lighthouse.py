"""Lighthouse, the measuring programme of Chromium: its four scores on the mobile profile."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

from find_browser import FLAGS, find

from .frame import Bewijs, Werkplaats
from .npm import Ontbreekt, need, package

_ONDERWERP = "gewicht"
CATEGORIES: Mapping[str, str] = {"performance": "snelheid", "accessibility": "toegankelijkheid", "best-practices": "werkwijze", "seo": "vindbaarheid"}
_QUESTION, _WANTED = "Welke scores geeft Lighthouse aan {}? (profiel mobiel)", "4 keer 100"
_STEPS = "Snelheid wisselt per keer: dit is de middelste van {} keer."
_TURNS = 5
# Now and then Chromium writes no trace, and Lighthouse says to run it again.
_TRIES = 3
Rapport = Mapping[str, Any]
T = TypeVar("T")


def until_clear(measure: Callable[[int], T], is_good: Callable[[T], bool]) -> list[T]:
    """Measure twice what varies, and five times where not both are good, as Lighthouse advises: the middle one is what counts."""
    found = [measure(0), measure(1)]
    return found if all(map(is_good, found)) else [*found, *(measure(turn) for turn in range(2, _TURNS))]


def run(folder: Path, url: str, to: Path, categories: Iterable[str] = CATEGORIES) -> Rapport:
    """Measure one page once, on some categories.

    Raises:
        Ontbreekt: there is no Node or no browser, or Lighthouse could not measure.
    """
    if (chromium := find()) is None:
        raise Ontbreekt("Er is hier geen Chromium.")
    command = [need("node"), str(folder / "cli" / "index.js"), url, "--quiet", "--output=json", f"--output-path={to}", f"--only-categories={','.join(categories)}",
               f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}"]  # fmt: skip
    for _ in range(_TRIES):
        to.unlink(missing_ok=True)
        done = subprocess.run(command, env=os.environ | {"CHROME_PATH": chromium}, capture_output=True, text=True, check=False, timeout=240)
        report, trouble = _read(to, done.stderr)
        if report is not None:
            return report
    raise Ontbreekt(f"Lighthouse kon {_TRIES} keer niet meten: {trouble}")


def _read(path: Path, said: str) -> tuple[Rapport | None, str]:
    """Return what was measured, or what kept Lighthouse from it."""
    if not path.is_file():
        return None, (said.strip().splitlines() or ["geen melding"])[-1][:200]
    report: Rapport = json.loads(path.read_text(encoding="utf-8"))
    failed = report.get("runtimeError")
    return (None, failed.get("message", "")[:200]) if failed else (report, "")


def scores(reports: list[Rapport]) -> dict[str, int]:
    """Return the middle score of the runs that measured a category, out of a hundred; one that was never given counts as nothing."""
    given = {key: [report["categories"][key]["score"] or 0 for report in reports if key in report["categories"]] for key in CATEGORIES}
    return {key: round(100 * median(found or [0])) for key, found in given.items()}


def lost_points(reports: list[Rapport]) -> list[str]:
    """Return the audits that cost points, over all runs: their name and what they showed."""
    lost = {}
    for report in reports:
        for category in report["categories"].values():
            for ref in category["auditRefs"]:
                audit = report["audits"][ref["id"]]
                if ref["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                    lost[ref["id"]] = f"{ref['id']} {audit.get('displayValue', '')}".strip()
    return list(lost.values())


def judge(name: str, reports: list[Rapport]) -> Bewijs:
    """Judge one page on its four scores."""
    found = scores(reports)
    return Bewijs(_ONDERWERP, _QUESTION.format(name), ", ".join(f"{CATEGORIES[key]} {score}" for key, score in found.items()), _WANTED,
                  set(found.values()) == {100}, "; ".join([_STEPS.format(len(reports)), *lost_points(reports)]))


def vuurtoren(werkplaats: Werkplaats, pages: Mapping[str, str]) -> Iterator[Bewijs]:
    """Yield the scores of pages: name -> address."""
    try:
        folder = package(werkplaats, "lighthouse")
    except Ontbreekt as missing:
        yield from (_unmeasured(name, missing) for name in pages)
        return
    for number, (name, url) in enumerate(pages.items()):
        try:
            # Only speed varies, so the rest is measured in the first run.
            yield judge(name, until_clear(
                lambda turn, number=number, url=url: run(folder, url, werkplaats.folder / f"lighthouse-{number}-{turn}.json", ["performance"] if turn else CATEGORIES),
                lambda report: scores([report])["performance"] == 100,
            ))
        except Ontbreekt as missing:
            yield _unmeasured(name, missing)


def _unmeasured(name: str, missing: Ontbreekt) -> Bewijs:
    return Bewijs(_ONDERWERP, _QUESTION.format(name), "niets", _WANTED, None, str(missing))
