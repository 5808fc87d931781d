"""Keeping the portal on a device, as a visitor does it: only when asked, then without internet, and gone when asked."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, expect

from .frame import Bewijs, Werkplaats

_ONDERWERP = "offline"
STORED = """async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length, localStorage.length, document.cookie]"""
NOTHING, KEPT = [0, 0, 0, ""], [1, 1, 0, ""]
SAID = ".bewaren [data-als]:visible"
WAYS = ("button", "address")


class _Line(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.0"  # a connection per request, so that none outlives the line that is cut

    def log_message(self, format: str, *args: object) -> None:
        pass


class Site:
    """A copy of the site that may be changed, with a line that may be cut."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = 0
        self.begin()

    def begin(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), partial(_Line, directory=str(self.folder)))
        self._server.daemon_threads = True
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def cut(self) -> None:
        """Stop answering, as a device without internet sees it."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


def only_look(page: Page, line: Site) -> None:
    """Visit pages as somebody who asks for nothing: nothing is stored."""
    for url in ("", "zoeken/", "routekaart/ccp/", "over-ons/privacy/"):
        page.goto(line.url + url)
        assert page.evaluate(STORED) == NOTHING, f"bewaard zonder vragen: /{url}"


def keep(page: Page, line: Site) -> None:
    """Press the button; what is promised is said, and the focus stays where a reader is."""
    page.goto(f"{line.url}over-ons/privacy/")
    assert page.evaluate(STORED) == NOTHING, "bewaard zonder vragen"
    page.get_by_role("button", name="Bewaar dit portaal op mijn telefoon").click()
    expect(page.locator(SAID)).to_contain_text("Het portaal is bewaard.", timeout=20_000)
    expect(page.get_by_role("button", name="Haal het weer van mijn telefoon")).to_be_focused()


def read_without_line(page: Page, line: Site) -> None:
    """Cut the line and use the routes, the contacts and the finder; what is not kept is told, with the way to what is."""
    assert page.evaluate(STORED) == KEPT, "er is niet precies één ding bewaard"
    line.cut()
    try:
        page.goto(f"{line.url}routekaart/ccp/#stap-intake")
        expect(page.locator("#stap-intake .stap-inhoud")).to_be_visible()
        expect(page.locator("#stap-besluit .stap-inhoud")).to_be_hidden()  # so its script runs too
        page.goto(f"{line.url}contact/")
        expect(page.locator("main a[href^='tel:']").first).to_be_visible()
        page.goto(f"{line.url}zoeken/?q=epilepsie")
        expect(page.locator("#vinder .vinder-lijst .plek").first).to_contain_text("De Waterlelie")
        page.fill("#postcode", "2151")
        expect(page.locator("#postcode-uitleg [data-als=binnen]")).to_contain_text("Nieuw-Vennep")
        page.goto(f"{line.url}school/twickel/")
        expect(page.get_by_role("heading", name="U heeft nu geen internet")).to_be_visible()
        page.get_by_role("link", name="Een plek vinden met het CCP").click()
        expect(page.locator("h1")).to_have_text("Een plek vinden met het CCP")
    finally:
        line.begin()


def take_away(page: Page, line: Site, way: str) -> None:
    """Take everything away again, with the button or by the address that a helper can give on the phone."""
    if way == "button":
        page.get_by_role("button", name="Haal het weer van mijn telefoon").click()
    else:
        page.goto(f"{line.url}over-ons/privacy/?sw=uit")
    expect(page.locator(SAID)).to_contain_text("Alles is weer weg.")
    assert page.evaluate(STORED) == NOTHING, "er bleef iets achter"


def judge(vraag: str, eis: str, act: Callable[[], None]) -> Bewijs:
    """Judge an act: it goes well, or tells where it stopped."""
    try:
        act()
    except (AssertionError, Error) as error:
        return Bewijs(_ONDERWERP, vraag, "nee", eis, False, " ".join(str(error).split())[:300])
    return Bewijs(_ONDERWERP, vraag, "ja", eis, True)


def bewijs(werkplaats: Werkplaats) -> Iterator[Bewijs]:
    """Yield what a visitor meets who keeps the portal on a telephone."""
    if werkplaats.browser is None:
        yield Bewijs(_ONDERWERP, "Werkt het portaal ook zonder internet?", "niets", "ja", None, "Er is hier geen Chromium.")
        return
    line = Site(Path(shutil.copytree(werkplaats.site, werkplaats.folder / "lijn")))
    try:
        yield from visits(werkplaats.browser, line)
    finally:
        line.cut()


def visits(browser: Browser, line: Site) -> Iterator[Bewijs]:
    """Yield what comes of asking for nothing, of keeping and reading, and of both ways out."""

    def visit(*acts: Callable[[Page, Site], None]) -> None:
        context = browser.new_context(viewport={"width": 360, "height": 740}, locale="nl-NL")
        try:
            page = context.new_page()
            for act in acts:
                act(page, line)
        finally:
            context.close()

    yield judge("Blijft er niets achter bij wie nergens om vraagt?", "niets bewaard", lambda: visit(only_look))
    yield judge("Werken de routes, het contact en de zoeker zonder internet, na een druk op de knop?", "alle drie", lambda: visit(keep, read_without_line))
    for way, name in zip(WAYS, ("de knop", "het webadres ?sw=uit"), strict=True):
        yield judge(f"Is alles weg na {name}?", "niets bewaard", lambda way=way: visit(keep, partial(take_away, way=way)))
