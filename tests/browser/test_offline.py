"""Keeping the portal on a device: only when asked, then without internet, never old when online, and gone when asked."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from portaal.offline import WORKER

pytestmark = pytest.mark.browser
STORED = """async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length, localStorage.length, document.cookie]"""

TAKEN_OVER = """async () => {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await caches.keys()).join() === "portaal-nieuwer") return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`still ${await caches.keys()}`);
}"""


class _Line(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.0"  # a connection per request, so that none outlives the line that is cut

    def log_message(self, format: str, *args: object) -> None:
        pass


class Site:
    """A copy of the site that a test may change, with a line that it may cut."""

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


@pytest.fixture(scope="module")
def line(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    line = Site(Path(shutil.copytree(site, tmp_path_factory.mktemp("lijn") / "site")))
    yield line
    line.cut()


@pytest.fixture
def kept(browser: Browser, line: Site) -> Iterator[Page]:
    """A page of a visitor on a phone who pressed the button."""
    context: BrowserContext = browser.new_context(viewport={"width": 360, "height": 740}, locale="nl-NL")
    page = context.new_page()
    page.goto(f"{line.url}over-ons/privacy/")
    assert page.evaluate(STORED) == [0, 0, 0, ""]
    page.get_by_role("button", name="Bewaar dit portaal op mijn telefoon").click()
    expect(page.locator(".bewaren [data-als]:visible")).to_contain_text("Het portaal is bewaard.", timeout=20_000)
    expect(page.get_by_role("button", name="Haal het weer van mijn telefoon")).to_be_focused()
    yield page
    context.close()


def test_routes_contacts_and_the_finder_without_internet(kept: Page, line: Site) -> None:
    assert kept.evaluate(STORED) == [1, 1, 0, ""]
    line.cut()
    try:
        kept.goto(f"{line.url}routekaart/ccp/#stap-intake")
        expect(kept.locator("#stap-intake .stap-inhoud")).to_be_visible()
        expect(kept.locator("#stap-besluit .stap-inhoud")).to_be_hidden()  # so its script runs too
        kept.goto(f"{line.url}contact/")
        expect(kept.locator("main a[href^='tel:']").first).to_be_visible()
        kept.goto(f"{line.url}zoeken/?q=epilepsie")
        expect(kept.locator("#vinder .vinder-lijst .plek").first).to_contain_text("De Waterlelie")
        kept.fill("#postcode", "2151")
        expect(kept.locator("#postcode-uitleg [data-als=binnen]")).to_contain_text("Nieuw-Vennep")
        kept.goto(f"{line.url}school/twickel/")
        expect(kept.get_by_role("heading", name="U heeft nu geen internet")).to_be_visible()
        kept.get_by_role("link", name="Een plek vinden met het CCP").click()
        expect(kept.locator("h1")).to_have_text("Een plek vinden met het CCP")
    finally:
        line.begin()


def test_online_is_never_old_and_a_new_build_takes_over(kept: Page, line: Site) -> None:
    page_file, worker = line.folder / "contact" / "index.html", line.folder / WORKER
    was = page_file.read_text(encoding="utf-8"), worker.read_text(encoding="utf-8")
    before = kept.evaluate("caches.keys()")
    try:
        page_file.write_text(was[0].replace("<h1", "<p>Dit is van vandaag.</p><h1"), encoding="utf-8")
        kept.goto(f"{line.url}contact/")
        expect(kept.get_by_text("Dit is van vandaag.")).to_be_visible()
        version = before[0].removeprefix("portaal-")
        assert version in was[1]
        worker.write_text(was[1].replace(version, "nieuwer"), encoding="utf-8")
        kept.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
        kept.evaluate(TAKEN_OVER)
        line.cut()
        kept.goto(f"{line.url}contact/")
        expect(kept.get_by_text("Dit is van vandaag.")).to_be_visible()
    finally:
        page_file.write_text(was[0], encoding="utf-8")
        worker.write_text(was[1], encoding="utf-8")
        line.cut()
        line.begin()


@pytest.mark.parametrize("way", ["button", "address"])
def test_a_way_out_takes_everything_away(kept: Page, line: Site, way: str) -> None:
    if way == "button":
        kept.get_by_role("button", name="Haal het weer van mijn telefoon").click()
    else:
        kept.goto(f"{line.url}over-ons/privacy/?sw=uit")
    expect(kept.locator(".bewaren [data-als]:visible")).to_contain_text("Alles is weer weg.")
    assert kept.evaluate(STORED) == [0, 0, 0, ""]


def test_a_line_that_fails_while_keeping_leaves_nothing(browser: Browser, line: Site) -> None:
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    missing = line.folder / "zoek" / "index.json"
    content = missing.read_bytes()
    missing.unlink()
    try:
        page.goto(f"{line.url}over-ons/privacy/")
        page.get_by_role("button", name="Bewaar dit portaal op mijn telefoon").click()
        expect(page.locator(".bewaren [data-als]:visible")).to_contain_text("Dat lukte niet.", timeout=20_000)
        assert page.evaluate(STORED) == [0, 0, 0, ""]
    finally:
        missing.write_bytes(content)
        context.close()
