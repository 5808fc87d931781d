"""The whole country: all its schools in one site, beside Hugo and MkDocs with Material on the very same pages."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from building import measure_preview, run
from maat import Maat
from processes import Ran, measured, put_away
from same_pages import Hugo, MkDocs, average_size, write_markdown

TURNS = 3
# Schools (with their places about 1,000, 3,000 and 10,000 pages), and how often those are built: what differs between two small
# sites is little, so it takes more turns to know.
SIZES = ((450, 5), (1_350, 5), (4_500, 3))
_RECORD = re.compile(r"^(?=- )", re.M)
_COUNTED = re.compile(r"(\d+) pagina's, (\d+) bestanden")


def bench_nation(work: Path) -> Iterator[Maat]:
    """Yield what the whole country costs to build beside peers, again with nothing changed, in the preview, and for each page."""
    root = work / "nederland"
    run("-m", "portaal", "start", str(root), "--naam", "Nederland", "--heel-nederland")
    site = root / "build" / "site"
    build_cold(root)
    size = average_size(site)
    pages = write_markdown(site, work / "markdown")
    cold = yield from _beside_hugo(work, root, size, pages)
    yield Maat("koude bouw, geheugen van alle processen", max(ran.megabytes for ran in cold), "MB", grens=400)
    yield _beside_mkdocs(work, cold, pages)
    again = [build(root) for _ in range(TURNS)]
    yield Maat("niets veranderd", _usual(ran.seconds for ran in again), "s", f"koud: {_usual(ran.seconds for ran in cold):.1f} s; rekentijd",
               _usual(ran.work for ran in again) / _usual(ran.work for ran in cold), 1.5)  # fmt: skip
    _change(root)
    one = build(root)
    yield Maat("één record veranderd, geschreven bestanden", counted(one)[1], "bestanden", f"van {pages} pagina's; de bouw duurde {one.seconds:.1f} s")
    seconds, whole = measure_preview(root, turns=TURNS)
    # Most of it is one processor and no disk, so a cold build is no measure for it: nothing is kept.
    yield Maat("één record veranderd, tot het voorbeeld het weet", seconds, "s", f"zoeken en open data na {whole:.1f} s", grens=1.0)
    yield _by_size(work, root)


def build(root: Path) -> Ran:
    """Build a portal as the command line does."""
    return _after_others([sys.executable, "-m", "portaal", "build", "--root", str(root)])


def _after_others(command: Sequence[str]) -> Ran:
    """Measure a program when all that was written before it is on the disk: whoever comes next must not wait for that."""
    os.sync()
    return measured(command)


def build_cold(root: Path) -> Ran:
    """Build a portal of which nothing was kept."""
    put_away(root / "build")
    return build(root)


def counted(ran: Ran) -> tuple[int, int]:
    """Return how many pages a build made, and how many files it changed."""
    pages, changed = _COUNTED.findall(ran.said)[0]
    return int(pages), int(changed)


def _usual(values: Iterable[float]) -> float:
    return statistics.median(values)


def _change(root: Path) -> None:
    path = root / "data" / "schools.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("straat: ", "straat: Nieuwe ", 1), encoding="utf-8")


def _beside_hugo(work: Path, root: Path, size: float, pages: int) -> Generator[Maat, None, list[Ran]]:
    """Yield a cold build beside one of Hugo, in turns; return ours. A promise is in seconds, what is kept is processor time."""
    if shutil.which("hugo") is None:
        ours = [build_cold(root) for _ in range(TURNS)]
        yield Maat("koude bouw", _usual(ran.seconds for ran in ours), "s", f"{pages} pagina's; hugo staat niet op deze machine, dus niet vergeleken")
        return ours
    hugo = Hugo(work / "hugo", work / "markdown", next((root / "build" / "site").glob("school/*/index.html")), size)
    ours, peer = [], []
    for _ in range(TURNS):
        ours.append(build_cold(root))
        hugo.clear()
        peer.append(_after_others(hugo.command))
    told = (f"{pages} pagina's van gemiddeld {size / 1000:.2f} kB; Hugo dezelfde van {average_size(hugo.site) / 1000:.2f} kB in {_told(peer)}; "
            f"wij in {_told(ours)}; rekentijd")  # fmt: skip
    ratio = _usual(a.work / b.work for a, b in zip(ours, peer, strict=True))
    yield Maat("koude bouw", _usual(ran.seconds for ran in ours), "s", told, ratio, _usual(ran.seconds for ran in peer))
    return ours


def _told(runs: Sequence[Ran]) -> str:
    seconds, work = _usual(ran.seconds for ran in runs), _usual(ran.work for ran in runs)
    return f"{seconds:.1f} s, {work:.1f} s rekentijd en {max(ran.megabytes for ran in runs):.0f} MB"


def _beside_mkdocs(work: Path, ours: Sequence[Ran], pages: int) -> Maat:
    """Tell how many times a build of MkDocs, which is long enough to be asked once, takes as long as ours."""
    mkdocs = MkDocs(work / "mkdocs", work / "markdown")
    peer = _after_others(mkdocs.command)
    told = (f"dezelfde {pages} pagina's, met de zoeker van het thema: {_told([peer])}, gemiddeld {average_size(mkdocs.site) / 1000:.2f} kB; "
            "rekentijd")  # fmt: skip
    times = peer.seconds / _usual(ran.seconds for ran in ours)
    return Maat("vlugger dan MkDocs met Material", times, "keer", told, peer.work / _usual(ran.work for ran in ours), 8)


def _by_size(work: Path, root: Path) -> Maat:
    """Tell what a page costs in a large site beside a small one, in processor time."""
    built: list[tuple[int, float]] = []
    for schools, turns in SIZES:
        part = work / f"deel-{schools}"
        shutil.copytree(root, part, ignore=shutil.ignore_patterns("build"))
        head, *records = _RECORD.split((part / "data" / "schools.yaml").read_text(encoding="utf-8"))
        (part / "data" / "schools.yaml").write_text(head + "".join(records[:schools]), encoding="utf-8")
        runs = [build_cold(part) for _ in range(turns)]
        built.append((counted(runs[0])[0], min(ran.work for ran in runs)))
    early, late = ((work - before) / (pages - fewer) for (fewer, before), (pages, work) in pairwise(built))
    few, some, many = (pages for pages, _ in built)
    told = f"rekentijd van {few} naar {some} pagina's {early * 1000:.2f} ms per pagina, naar {many} {late * 1000:.2f} ms"
    return Maat("kosten per pagina, groot naast klein", late / early, "maal", told, grens=1.15)
