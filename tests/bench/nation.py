"""The whole country: all its schools in one site, beside Hugo and MkDocs with Material on as many pages of the same size."""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from building import ENVIRONMENT, measure_preview, run, timed
from maat import Maat

TURNS = 3
FEW, SOME, MANY = 450, 1_350, 4_500  # schools; with their places about 1,000, 3,000 and 10,000 pages
_RECORD = re.compile(r"^(?=- )", re.M)


@dataclass(frozen=True)
class Built:
    """How long a build took, how many pages it made, how many files it changed, and the most memory of all its processes together (MB)."""

    seconds: float
    pages: int
    changed: int
    megabytes: float


def bench_nation(work: Path) -> Iterator[Maat]:
    """Yield what the whole country costs to build, again with nothing changed, and in the preview."""
    root = work / "nederland"
    run("-m", "portaal", "start", str(root), "--naam", "Nederland", "--heel-nederland")
    cold = _cold(root)
    site = root / "build" / "site"
    size = sum(path.stat().st_size for path in site.rglob("*.html")) // cold.pages
    yield _beside_hugo(work, root, cold, size)
    yield Maat("koude bouw, geheugen van alle processen", cold.megabytes, "MB", grens=400)
    again = statistics.median(_build(root).seconds for _ in range(TURNS))
    yield Maat("niets veranderd", again, "s", f"koud: {cold.seconds:.1f} s", again / cold.seconds, 1.5)
    _change(root)
    one = _build(root)
    yield Maat("één record veranderd, geschreven bestanden", one.changed, "bestanden", f"van {cold.pages} pagina's; de bouw duurde {one.seconds:.1f} s")
    seconds, whole = measure_preview(root, turns=TURNS)
    yield Maat("één record veranderd, tot het voorbeeld het weet", seconds, "s",
               f"zoeken en open data na {whole:.1f} s; koud: {cold.seconds:.1f} s", seconds / cold.seconds, 1.0)  # fmt: skip
    yield from _by_size(work, root)


def _cold(root: Path) -> Built:
    shutil.rmtree(root / "build", ignore_errors=True)
    return _build(root)


def _build(root: Path) -> Built:
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "portaal", "build", "--root", str(root)],
                               env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True)
    memory = _Memory(process.pid)
    said, _ = process.communicate()
    seconds = time.perf_counter() - began
    assert process.returncode == 0, said
    pages, changed = map(int, re.findall(r"(\d+) pagina's, (\d+) bestanden", said)[0])
    return Built(seconds, pages, changed, memory.most())


class _Memory(threading.Thread):
    """Looks ten times a second at the memory of all processes of a session; what processes share is counted once."""

    def __init__(self, session: int):
        super().__init__(daemon=True)
        self._session, self._most, self._is_over = session, 0.0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self._is_over.wait(0.1):
            self._most = max(self._most, sum(map(_proportional, _members(self._session))))

    def most(self) -> float:
        self._is_over.set()
        self.join()
        return self._most


def _members(session: int) -> Iterator[Path]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                yield folder
        except OSError:
            continue


def _proportional(folder: Path) -> float:
    """Return the memory of a process in MB; a part that n processes share counts for an n-th."""
    try:
        return int(re.findall(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text(), re.M)[0]) / 1024
    except (OSError, IndexError):
        return 0.0


def _change(root: Path) -> None:
    path = root / "data" / "schools.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("straat: ", "straat: Nieuwe ", 1), encoding="utf-8")


def _beside_hugo(work: Path, root: Path, cold: Built, size: int) -> Maat:
    if shutil.which("hugo") is None:
        return Maat("koude bouw", cold.seconds, "s", f"{cold.pages} pagina's; hugo staat niet op deze machine, dus niet vergeleken")
    site = work / "hugo"
    _write_hugo(site, cold.pages, size)
    ours, peer = [cold.seconds], []
    for _ in range(TURNS):
        shutil.rmtree(site / "public", ignore_errors=True)
        peer.append(timed(lambda: subprocess.run(["hugo", "--quiet", "-s", str(site)], check=True)))
        ours.append(_cold(root).seconds)
    ratio = statistics.median(a / b for a, b in zip(ours[1:], peer, strict=True))
    told = f"{cold.pages} pagina's van gemiddeld {size / 1000:.1f} kB; Hugo doet er evenveel, even groot, in {statistics.median(peer):.1f} s"
    return Maat("koude bouw", statistics.median(ours[1:]), "s", told, ratio, statistics.median(peer))


# A page of a school in the templates of the peers: the same kinds of parts, filled up with words to the same size.
_PARTS = ("naam", "straat", "postcode", "plaats", "telefoon", "website", "denominatie")


def _page(number: int) -> dict[str, str]:
    return {part: f"{part.title()} {number}" for part in _PARTS}


def _filling(size: int) -> str:
    sentence = "<p>Deze woorden staan op elke pagina en maken hem zo groot als een pagina van het portaal.</p>\n"
    return sentence * (size // len(sentence))


def _write_hugo(site: Path, pages: int, size: int) -> None:
    (site / "content" / "school").mkdir(parents=True)
    layout = site / "layouts" / "_default"
    layout.mkdir(parents=True)
    facts = "".join(f"<div><dt>{part}</dt><dd>{{{{ with .Params.{part} }}}}{{{{ . }}}}{{{{ else }}}}Onbekend{{{{ end }}}}</dd></div>\n" for part in _PARTS)
    counts = "<table>{{ range .Params.leerlingen }}<tr><th>{{ .jaar }}</th><td>{{ .aantal }}</td></tr>{{ end }}</table>\n"
    head = '<!doctype html><html lang="nl"><head><title>{{ .Title }}</title><link rel="canonical" href="{{ .Permalink }}"></head><body><h1>{{ .Title }}</h1>\n'
    rest = _filling(size - 1_200)
    (layout / "single.html").write_text(f"{head}<dl>\n{facts}</dl>\n{counts}{rest}{{{{ .Content }}}}</body></html>", encoding="utf-8")
    (layout / "list.html").write_text('<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>', encoding="utf-8")
    (site / "config.toml").write_text('baseURL = "https://voorbeeld.invalid/"\ndisableKinds = ["taxonomy", "term", "RSS"]\n', encoding="utf-8")
    for number in range(pages):
        leerlingen = [{"jaar": jaar, "aantal": number % 400} for jaar in range(2021, 2026)]
        meta = {"title": f"School {number}", **_page(number), "leerlingen": leerlingen}
        (site / "content" / "school" / f"school-{number}.md").write_text(f"{json.dumps(meta)}\n\nTekst van school {number}.\n", encoding="utf-8")


def _by_size(work: Path, root: Path) -> Iterator[Maat]:
    """Yield what a page costs in sites of three sizes, and beside the same pages as Markdown through MkDocs."""
    built = {}
    for schools in (FEW, SOME, MANY):
        part = work / f"deel-{schools}"
        shutil.copytree(root, part, ignore=shutil.ignore_patterns("build"))
        head, *records = _RECORD.split((part / "data" / "schools.yaml").read_text(encoding="utf-8"))
        (part / "data" / "schools.yaml").write_text(head + "".join(records[:schools]), encoding="utf-8")
        built[schools] = min((_cold(part) for _ in range(TURNS)), key=lambda one: one.seconds)
    few, some, many = built.values()
    early, late = ((b.seconds - a.seconds) / (b.pages - a.pages) for a, b in ((few, some), (some, many)))
    told = f"van {few.pages} naar {some.pages} pagina's {early * 1000:.2f} ms per pagina, naar {many.pages} {late * 1000:.2f} ms"
    yield Maat("kosten per pagina, groot naast klein", late / early, "maal", told, grens=1.15)
    yield _beside_mkdocs(work, few)


def _beside_mkdocs(work: Path, ours: Built) -> Maat:
    site = work / "mkdocs"
    (site / "docs").mkdir(parents=True)
    settings = ("site_name: Scholen\nsite_url: https://voorbeeld.invalid/\ntheme: {name: material, language: nl, font: false}\n"
                "plugins: []\nnot_in_nav: school-*.md\nnav: [index.md]\n")  # fmt: skip
    (site / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (site / "docs" / "index.md").write_text("# Scholen\n", encoding="utf-8")
    for number in range(ours.pages):
        facts = "\n".join(f"- **{name}**: {value}" for name, value in _page(number).items())
        (site / "docs" / f"school-{number}.md").write_text(f"# School {number}\n\n{facts}\n\nTekst van school {number}.\n", encoding="utf-8")
    seconds = timed(lambda: run("-m", "mkdocs", "build", "--quiet", "--clean", "-f", str(site / "mkdocs.yml"), "-d", str(work / "mkdocs-uit")))
    told = f"{ours.pages} pagina's: wij {ours.seconds:.2f} s, MkDocs met Material {seconds:.2f} s"
    return Maat("vlugger dan MkDocs met Material", seconds / ours.seconds, "keer", told, grens=8)
