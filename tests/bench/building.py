"""What a build costs beside MkDocs with Material on the same prose. Both run in turns."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from acts import ENVIRONMENT, REPO, run, timed
from maat import Maat
from processes import put_away
from turns import TURNS, of_programs, take_turns

PREVIEWS = 10


def copy_root(to: Path) -> Path:
    """Clone the portal of the region to a folder of its own: with its history, from which pages tell when they changed."""
    subprocess.run(["git", "clone", "--quiet", "--local", str(REPO), str(to)], check=True)
    return to


def bench_builds(work: Path) -> Iterator[Maat]:
    """Full build with nothing kept, and the same once more, beside MkDocs on the prose alone: as it comes, and without its search.

    A promise is in seconds of a clock. What is kept and compared is processor time, which other work leaves alone.
    """
    root = copy_root(work / "koud")
    plain, bare = as_it_comes(root, work), root / "mkdocs.yml"
    clock: dict[str, list[float]] = defaultdict(list)

    def taken(name: str, act: Callable[[], object]) -> float:
        return of_programs(lambda: clock[name].append(timed(act)))

    def ours(name: str) -> float:
        if name == "koud":
            put_away(root / "build")
        return taken(name, lambda: run("-m", "portaal", "build", "--root", str(root)))

    spent = take_turns({
        "koud": lambda: ours("koud"),
        "weer": lambda: ours("weer"),
        "MkDocs": lambda: taken("MkDocs", lambda: build_prose(plain, work)),
        "kaal": lambda: taken("kaal", lambda: build_prose(bare, work)),
    })  # fmt: skip
    usual = {name: statistics.median(seconds[1:]) for name, seconds in clock.items()}
    more = {name: statistics.median(a - b for a, b in zip(clock["koud"][1:], clock[name][1:], strict=True)) for name in ("MkDocs", "kaal")}
    pages = sum(1 for _ in (root / "build" / "site").rglob("*.html"))
    prose = len(list((root / "content").rglob("*.md")))
    peer = f"MkDocs met Material zoals het komt: {usual['MkDocs']:.2f} s voor alleen het proza ({prose} pagina's)"
    told = (f"{peer}; zonder zijn zoeker {usual['kaal']:.2f} s, en dan {more['kaal']:.2f} s meer; wij maken {pages} pagina's in {usual['koud']:.2f} s; "
            "rekentijd")  # fmt: skip
    yield Maat("koude bouw, meer dan MkDocs", more["MkDocs"], "s", told, spent["koud"].beside(spent["MkDocs"]), 0.5)
    yield Maat("bouw als er niets veranderde", usual["weer"], "s", f"{peer}; rekentijd", spent["weer"].beside(spent["MkDocs"]), 0.4)


def as_it_comes(root: Path, work: Path) -> Path:
    """Write the settings of the prose with the plugins that MkDocs has when nobody names any; return that file.

    The portal names none, for it has a search of its own. A peer that makes no index does less than our build.
    """
    settings = work / "mkdocs.yml"
    settings.write_text(f"INHERIT: {root / 'mkdocs.yml'}\ndocs_dir: {root / 'content'}\nplugins: [search]\n", encoding="utf-8")
    return settings


def build_prose(settings: Path, work: Path) -> None:
    """Build the prose of the portal as MkDocs does, without anything of ours."""
    run("-m", "mkdocs", "build", "--clean", "-f", str(settings), "-d", str(work / "mkdocs"))


def bench_preview(work: Path) -> Maat:
    """From saving one record to the browser hearing of it; between two changes MkDocs builds its prose."""
    root = copy_root(work / "voorbeeld")
    ours, rest, peer = [], [], []
    for pages, whole in previews(root, PREVIEWS):
        ours.append(pages)
        rest.append(whole)
        peer.append(timed(lambda: build_prose(root / "mkdocs.yml", work)))
    ratio = statistics.median(a / b for a, b in zip(ours, peer, strict=True))
    told = f"zoeken en open data na {statistics.median(rest) * 1000:.0f} ms; bouw van MkDocs met Material: {statistics.median(peer):.2f} s"
    return Maat("één record gewijzigd, tot het voorbeeld het weet", statistics.median(ours) * 1000, "ms", told, ratio, 300)


def measure_preview(root: Path, *, turns: int) -> tuple[float, float]:
    """Return the median seconds from saving a record to the browser hearing of its pages, and of all the rest, in the real preview server."""
    pages, whole = zip(*previews(root, turns), strict=True)
    return statistics.median(pages), statistics.median(whole)


def previews(root: Path, turns: int) -> Iterator[tuple[float, float]]:
    """Yield for each of some changes how many seconds passed before the browser heard of its pages, and of all the rest."""
    server = subprocess.Popen([sys.executable, "-m", "portaal", "serve", "--root", str(root), "--port", "0"],
                              env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        base = next(line for line in server.stdout if "http://" in line).split()[4]
        number, _ = news(base, -1)
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
            if turn:  # the first one waits for the builder, which learns after its first build
                yield pages, time.perf_counter() - began
    finally:
        server.terminate()
        server.wait()


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
    from portaal.page import Site
    from portaal.render import Renderer
    from portaal.theme import THEME

    today = pipeline.today_from_environment()
    portal, skin, *_ = pipeline.read_portal(REPO, today)
    site, glossary = Site(skin.url, portal.organisatie, skin.menu, skin.voet, "assets/", today), pages.build_glossary(portal)
    renderer, check = Renderer(THEME / "templates"), SiteCheck()

    def make() -> None:
        plan = [page for maker in (pages.routekaart_pages, pages.routehulp_pages) for page in maker(portal, today)]
        files = renderer.render(plan, site, glossary)
        check.check(files, {}, base=site.base)
        pdf.build_pdfs(portal, skin.url, today, work / "papieren")

    cold, again = timed(make), statistics.median(timed(make) for _ in range(TURNS))
    yield Maat(f"{len(portal.routekaarten)} routes in vier vormen, koud", cold, "s", grens=1.5)
    yield Maat("routes, als er niets veranderde", again * 1000, "ms")


def bench_building(work: Path) -> Iterator[Maat]:
    """Yield what a build, a change and the routes cost."""
    yield from bench_builds(work)
    yield bench_preview(work)
    yield from bench_routes(work)
