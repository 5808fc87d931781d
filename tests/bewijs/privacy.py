"""Nothing leaves and nothing is kept: shown by visiting every page, as a real nginx sends it with our headers."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from .bezoek import crawl, page_urls, postcode_for, traces, type_postcode
from .frame import Bewijs, Werkplaats
from .koppen import judge
from .nginx import Nginx, nginx

_ONDERWERP = "privacy"


def answer(url: str) -> tuple[int, dict[str, str]]:
    """Return the status and the headers with which a server answers."""
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return response.status, dict(response.headers)
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers)


def bewijs(werkplaats: Werkplaats) -> Iterator[Bewijs]:
    """Yield what happens when every page is visited."""
    site = werkplaats.site
    with nginx(site, werkplaats.server_files / "nginx.conf", werkplaats.folder / "nginx") as server:
        if server is None or werkplaats.browser is None:
            missing = "nginx" if server is None else "Chromium"
            yield Bewijs(_ONDERWERP, "Wat gebeurt er als iemand elke pagina bezoekt?", "niets", "elke pagina bezocht", None, f"Er is hier geen {missing}.")
            return
        yield from _answers(server, site)
        urls = page_urls(site)
        log = crawl(werkplaats.browser, server.url, [url for url in urls if url != "404.html"])
        yield _none("Weigert de browser iets, door het beveiligingsbeleid?", f"{log.bezocht} pagina's", log.geweigerd)
        yield _none("Meldt de browser een fout of waarschuwing?", f"{log.bezocht} pagina's", [*log.gezegd, *log.fout])
        yield _none("Vraagt een pagina iets aan een andere site?", f"{len(log.requests)} verzoeken", log.elders)
        yield _none("Bewaart een pagina iets bij de bezoeker? (cookie, opslag)", f"{log.bezocht} pagina's", log.bewaard)
        yield from _postcode(werkplaats, server, site)


def _none(vraag: str, over: str, found: list[str]) -> Bewijs:
    return Bewijs(_ONDERWERP, vraag, f"{len(found)} keer op {over}", "0 keer", not found, "; ".join(dict.fromkeys(found[:3])))


def _answers(server: Nginx, site: Path) -> Iterator[Bewijs]:
    status, headers = answer(server.url)
    yield from judge(headers, "wat een echte nginx stuurt")
    asset = next(path.relative_to(site).as_posix() for path in site.rglob("*.js"))
    wrong = [f"{path}: {found}" for path, expected in (
        ("bestaat-niet/", 404), ("_headers", 404), (".htaccess", 404), ("zoeken/", 200), ("robots.txt", 200), (asset, 200),
    ) if (found := answer(server.url + path)[0]) != expected]  # fmt: skip
    wrong += [f"{path} mist een kop" for path in ("bestaat-niet/", asset) if "Content-Security-Policy" not in answer(server.url + path)[1]]
    wrong += [f"{path.suffix} komt als {kind}" for path in _one_of_each(site)
              if (kind := answer(server.url + path.relative_to(site).as_posix())[1].get("Content-Type", "")).startswith("application/octet")]
    yield _none("Komt elk soort bestand goed aan, en wat verborgen hoort niet?", f"{status} op de voorpagina", wrong)


def _one_of_each(site: Path) -> list[Path]:
    return list({path.suffix: path for path in sorted(site.rglob("*")) if path.suffix and path.is_file()}.values())


def _postcode(werkplaats: Werkplaats, server: Nginx, site: Path) -> Iterator[Bewijs]:
    assert werkplaats.browser is not None
    postcode = postcode_for(site)
    before = len(server.log.read_text(encoding="utf-8"))
    log, places = type_postcode(werkplaats.browser, server.url, postcode)
    yield _none("Komt een postcode in een webadres, in de opslag of in een verzoek?", f"{len(log.requests)} verzoeken en 10 momenten", places)
    heard = [line for line in server.log.read_text(encoding="utf-8")[before:].splitlines() if traces(line, postcode)]
    yield _none("Hoort de server een postcode? (logboek van nginx)", "het hele zoeken", heard)
    cookies = [line for line in server.log.read_text(encoding="utf-8").splitlines() if not re.search(r"\| - \| -$", line)]
    yield _none("Stuurt de browser mee waar iemand vandaan komt, of een cookie?", "alle verzoeken", cookies)
