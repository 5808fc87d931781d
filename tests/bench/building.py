"""What a build costs beside MkDocs with Material on the same prose. Each pair runs in turn, so that a machine that drifts hits both."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from maat import Maat

REPO = Path(__file__).resolve().parents[2]
PAIRS = 5
# As on the machine of a user: compiled modules are kept, which for the peer `pip` has seen to.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ENVIRONMENT |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(REPO / "tools")}


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds an act takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def run(*words: str) -> None:
    subprocess.run([sys.executable, *words], check=True, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def copy_root(to: Path) -> Path:
    """Clone the portal of the region to a folder of its own: with its history, from which pages tell when they changed."""
    subprocess.run(["git", "clone", "--quiet", "--local", str(REPO), str(to)], check=True)
    return to


def bench_cold(work: Path) -> tuple[Maat, float]:
    """Full build with nothing kept, beside `mkdocs build` of the prose alone. Returns also the peer's median seconds."""
    root = copy_root(work / "koud")
    ours, peer = [], []
    for _ in range(PAIRS + 1):
        shutil.rmtree(root / "build", ignore_errors=True)
        ours.append(timed(lambda: run("-m", "portaal", "build", "--root", str(root))))
        peer.append(timed(lambda: run("-m", "mkdocs", "build", "--clean", "-f", str(root / "mkdocs.yml"), "-d", str(work / "mkdocs"))))
    ours, peer = ours[1:], peer[1:]  # the first pair fills the caches of the system
    ratio = statistics.median(a / b for a, b in zip(ours, peer, strict=True))
    more = statistics.median(a - b for a, b in zip(ours, peer, strict=True))
    pages = sum(1 for _ in (root / "build" / "site").rglob("*.html"))
    prose = len(list((root / "content").rglob("*.md")))
    peer_seconds = statistics.median(peer)
    told = f"MkDocs met Material: {peer_seconds:.2f} s voor alleen het proza ({prose} pagina's); wij maken er {pages} in {statistics.median(ours):.2f} s"
    return Maat("koude bouw, meer dan MkDocs", more, "s", told, ratio, 0.5), peer_seconds


def bench_again(work: Path, cold: float) -> Maat:
    """The same build when nothing changed, and everything that was made stands."""
    root = work / "koud"
    run("-m", "portaal", "build", "--root", str(root))
    again = statistics.median(timed(lambda: run("-m", "portaal", "build", "--root", str(root))) for _ in range(PAIRS))
    return Maat("bouw als er niets veranderde", again, "s", f"bouw van MkDocs met Material: {cold:.2f} s", again / cold, 0.4)


def bench_preview(work: Path, peer: float) -> Maat:
    """From saving one record to the browser hearing of it."""
    seconds, whole = measure_preview(copy_root(work / "voorbeeld"), turns=PAIRS * 2)
    told = f"zoeken en open data na {whole * 1000:.0f} ms; bouw van MkDocs met Material: {peer:.2f} s"
    return Maat("één record gewijzigd, tot het voorbeeld het weet", seconds * 1000, "ms", told, seconds / peer, 300)


def measure_preview(root: Path, *, turns: int) -> tuple[float, float]:
    """Return the median seconds from saving a record to the browser hearing of its pages, and of all the rest, in the real preview server."""
    server = subprocess.Popen([sys.executable, "-m", "portaal", "serve", "--root", str(root), "--port", "0"],
                              env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        base = next(line for line in server.stdout if "http://" in line).split()[4]
        number, _ = news(base, -1)
        seconds = []
        schools = root / "data" / "schools.yaml"
        for turn in range(turns + 1):
            text = schools.read_text(encoding="utf-8")
            changed = text.replace("naam: ", f"naam: Proef {turn} ", 1)
            began = time.perf_counter()
            schools.write_text(changed, encoding="utf-8")
            number, is_whole = news(base, number)
            pages = time.perf_counter() - began
            while not is_whole:
                number, is_whole = news(base, number)
            seconds.append((pages, time.perf_counter() - began))
    finally:
        server.terminate()
        server.wait()
    pages, whole = zip(*seconds[1:], strict=True)  # the first one waits for the builder, which learns after its first build
    return statistics.median(pages), statistics.median(whole)


def news(base: str, known: int) -> tuple[int, bool]:
    """Wait for news that is newer than `known`; return its number, and whether it is the last of its build."""
    with urllib.request.urlopen(f"{base}__portaal__/nieuws?{known}", timeout=60) as answer:
        told = json.load(answer)
    assert not told["fouten"], told
    return int(told["nummer"]), bool(told["heel"])


def bench_routes(work: Path) -> Iterator[Maat]:
    """The forms of all routes (lists, drawings, helper pages and papers), with nothing kept and with nothing changed."""
    from portaal import pages, pdf, pipeline
    from portaal.check import SiteCheck
    from portaal.host import THEME
    from portaal.page import Site
    from portaal.render import Renderer

    today = pipeline.today_from_environment()
    portal, skin, *_ = pipeline.read_portal(REPO, today)
    site, glossary = Site(skin.url, portal.organisatie, skin.menu, skin.voet, "assets/", today), pages.build_glossary(portal)
    renderer, check = Renderer(THEME / "templates"), SiteCheck()

    def make() -> None:
        plan = [page for maker in (pages.routekaart_pages, pages.routehulp_pages) for page in maker(portal, today)]
        files = renderer.render(plan, site, glossary)
        check.check(files, {}, base=site.base)
        pdf.build_pdfs(portal, skin.url, today, work / "papieren")

    cold, again = timed(make), statistics.median(timed(make) for _ in range(PAIRS))
    yield Maat(f"{len(portal.routekaarten)} routes in vier vormen, koud", cold, "s", grens=1.5)
    yield Maat("routes, als er niets veranderde", again * 1000, "ms")


def bench_building(work: Path) -> Iterator[Maat]:
    """Yield what a build, a change and the routes cost."""
    cold, peer = bench_cold(work)
    yield cold
    yield bench_again(work, peer)
    yield bench_preview(work, peer)
    yield from bench_routes(work)
