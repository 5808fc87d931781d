"""What a first view weighs, when its text is there on a slow line, and what Lighthouse says of it."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page

from .bezoek import page_urls
from .frame import Bewijs, Werkplaats
from .lighthouse import until_clear, vuurtoren
from .nginx import nginx

_ONDERWERP = "gewicht"
ALL_BYTES, SCRIPT_BYTES = 100_000, 45_000
SECONDS = 3.0
# A slow telephone: 400 kbit/s, an answer takes 400 ms, and a processor at a quarter of this one.
LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER = 4
# The heading tells when it was painted; the attribute is there before the first layout.
_WATCH = """
window.geverfd = null;
new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.geverfd ??= one.renderTime || one.startTime)))
  .observe({ type: 'element', buffered: true });
new MutationObserver((_, watch) => {
  const heading = document.querySelector('h1');
  if (heading) { heading.setAttribute('elementtiming', 'kop'); watch.disconnect(); }
}).observe(document, { childList: true, subtree: true });
"""
_TIMES = """async () => {
  for (let tries = 0; tries < 40 && window.geverfd === null; tries += 1) await new Promise((done) => setTimeout(done, 50));
  return [performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null, window.geverfd];
}"""


@dataclass(frozen=True, slots=True)
class Gewicht:
    """What a first view takes over the line, in bytes as they are sent: everything, and the scripts of it."""

    alles: int
    script: int
    bestanden: int

    @property
    def is_good(self) -> bool:
        return 0 < self.alles <= ALL_BYTES and self.script <= SCRIPT_BYTES


def first_views(site: Path) -> dict[str, str]:
    """Return the four pages that readers meet first: name -> address. Of schools and routes the heaviest stands for all."""
    heaviest = {part: max((url for url in page_urls(site) if url.startswith(f"{part}/") and url.count("/") == 2), key=lambda url: (site / url / "index.html").stat().st_size)
                for part in ("school", "routekaart")}  # fmt: skip
    return {"de voorpagina": "", "de zoeker": "zoeken/", "een school": heaviest["school"], "een route": heaviest["routekaart"]}


def asked_for(page: Page, url: str) -> list[str]:
    """Return the address of everything that a browser asks for to show a page, until the line is quiet."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url, wait_until="networkidle")
    return [address for address in dict.fromkeys(asked) if address.startswith("http")]


def weigh(site: Path, base_url: str, asked: Iterable[str]) -> Gewicht:
    """Weigh files of a site, each as a server that compresses at its usual level sends it; pictures stay as they are."""
    sizes = {path: len(_as_sent(site / path)) for path in (_path(address, base_url) for address in asked)}
    return Gewicht(sum(sizes.values()), sum(size for path, size in sizes.items() if path.endswith(".js")), len(sizes))


def _path(address: str, base_url: str) -> str:
    """Return the file of an address.

    Raises:
        ValueError: it lies on another site, of which nobody can tell the weight.
    """
    if not address.startswith(base_url):
        raise ValueError(f"van een andere site: {address[:100]}")
    path = unquote(urlsplit(address).path).lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


def _as_sent(path: Path) -> bytes:
    content = path.read_bytes()
    return content if path.suffix in (".png", ".jpg", ".jpeg", ".webp", ".pdf") else min((gzip.compress(content, 6, mtime=0), content), key=len)


def over_the_line(browser: Browser, url: str) -> Gewicht:
    """Return what one first view really took over the line, headers of the answers included."""
    context = browser.new_context(locale="nl-NL", service_workers="block", viewport={"width": 360, "height": 740})
    page = context.new_page()
    line = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    line.send("Network.enable")
    line.on("Network.responseReceived", lambda event: kinds.__setitem__(event["requestId"], event["type"]))
    line.on("Network.loadingFinished", lambda event: sizes.__setitem__(event["requestId"], int(event["encodedDataLength"])))
    page.goto(url, wait_until="networkidle")
    context.close()
    return Gewicht(sum(sizes.values()), sum(size for id_, size in sizes.items() if kinds.get(id_) == "Script"), len(sizes))


def slow_paint(browser: Browser, url: str) -> tuple[float, float]:
    """Return after how many seconds the first text, and the heading, were painted on a slow telephone without a past.

    A page that never paints its heading takes forever.
    """
    context = browser.new_context(locale="nl-NL", service_workers="block", viewport={"width": 360, "height": 740})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.add_init_script(_WATCH)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="load")
    text, heading = page.evaluate(_TIMES)
    context.close()
    return tuple(float("inf") if one is None else one / 1000 for one in (text, heading))  # type: ignore[return-value]


def _figures(gewicht: Gewicht) -> str:
    return f"{gewicht.alles / 1000:.1f} kB, waarvan script {gewicht.script / 1000:.1f} kB".replace(".", ",")


def judge_weights(weights: Mapping[str, Gewicht]) -> Iterator[Bewijs]:
    """Yield what each first view weighs."""
    for name, gewicht in weights.items():
        yield Bewijs(_ONDERWERP, f"Wat komt er over de lijn voor {name}? (ingepakt, met alles erbij)", _figures(gewicht),
                     f"hoogstens {ALL_BYTES // 1000} kB, waarvan script {SCRIPT_BYTES // 1000} kB", gewicht.is_good, f"{gewicht.bestanden} bestanden.")


def judge_times(name: str, times: list[tuple[float, float]]) -> Bewijs:
    """Judge when text stood on the screen: the middle one of several runs."""
    text, heading = (median(column) for column in zip(*times, strict=True))
    return Bewijs(_ONDERWERP, f"Wanneer is er tekst te lezen op {name}, met een trage telefoon?", f"na {text:.1f} s; de kop na {heading:.1f} s".replace(".", ","),
                  f"binnen {SECONDS:.0f} s", max(text, heading) <= SECONDS, f"400 kbit/s, 400 ms, processor {SLOWER} keer zo traag; de middelste van {len(times)} keer.")


def bewijs(werkplaats: Werkplaats) -> Iterator[Bewijs]:
    """Yield weights, times and scores of the first views, as a real nginx sends them with our headers."""
    site = werkplaats.site
    with nginx(site, werkplaats.server_files / "nginx.conf", werkplaats.folder / "nginx-gewicht") as server:
        if server is None or werkplaats.browser is None:
            missing = "nginx" if server is None else "Chromium"
            yield Bewijs(_ONDERWERP, "Hoe zwaar en hoe snel is een pagina?", "niets", "elke eerste pagina", None, f"Er is hier geen {missing}.")
            return
        views = first_views(site)
        yield from judge_weights({name: over_the_line(werkplaats.browser, server.url + url) for name, url in views.items()})
        for name, url in views.items():
            yield judge_times(name, until_clear(lambda _, url=url: slow_paint(werkplaats.browser, server.url + url), lambda times: max(times) <= SECONDS))
        yield from vuurtoren(werkplaats, {name: server.url + url for name, url in views.items()})
