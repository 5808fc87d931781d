"""Keeping the portal on a device: only when asked, then without internet, never old when online, and gone when asked."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bewijs.offline import NOTHING, STORED, WAYS, Site, judge, keep, only_look, read_without_line, take_away
from portaal.offline import WORKER

pytestmark = pytest.mark.browser
TAKEN_OVER = """async () => {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await caches.keys()).join() === "portaal-nieuwer") return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`still ${await caches.keys()}`);
}"""


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
    keep(page, line)
    yield page
    context.close()


def test_routes_contacts_and_the_finder_without_internet(kept: Page, line: Site) -> None:
    read_without_line(kept, line)


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


@pytest.mark.parametrize("way", WAYS)
def test_a_way_out_takes_everything_away(kept: Page, line: Site, way: str) -> None:
    take_away(kept, line, way)


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
        assert page.evaluate(STORED) == NOTHING
    finally:
        missing.write_bytes(content)
        context.close()


# --- what may not happen is seen -------------------------------------------------------------------------------


@pytest.fixture
def planted(line: Site) -> Iterator[Callable[[str, str, str], None]]:
    """Put a fault in a script of the site: (name, what stands there, what comes in its place); it is gone afterwards."""
    was: dict[Path, str] = {}

    def plant(name: str, there: str, instead: str) -> None:
        path = next((line.folder / "assets").rglob(name))
        was[path] = path.read_text(encoding="utf-8")
        assert there in was[path]
        path.write_text(was[path].replace(there, instead), encoding="utf-8")

    yield plant
    for path, text in was.items():
        path.write_text(text, encoding="utf-8")


def test_a_site_that_keeps_without_asking_is_seen(page: Page, line: Site, planted: Callable[[str, str, str], None]) -> None:
    planted("balk.js", "const MAX_OPTIONS", "localStorage.setItem('bezocht', '1');\nconst MAX_OPTIONS")
    seen = judge("Blijft er niets achter?", "niets", lambda: only_look(page, line))
    assert seen.voldoet is False and "bewaard zonder vragen" in seen.toelichting


def test_a_route_that_is_not_kept_is_seen(browser: Browser, line: Site) -> None:
    worker = line.folder / WORKER
    was = worker.read_text(encoding="utf-8")
    assert '"routekaart/ccp/",' in was
    worker.write_text(was.replace('"routekaart/ccp/",', "", 1), encoding="utf-8")
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="nl-NL")
    page = context.new_page()
    expect.set_options(timeout=2_000)
    try:
        keep(page, line)
        seen = judge("Werken de routes?", "alle drie", lambda: read_without_line(page, line))
    finally:
        expect.set_options(timeout=5_000)
        worker.write_text(was, encoding="utf-8")
        context.close()
    assert seen.voldoet is False and "stap-intake" in seen.toelichting


def test_a_way_out_that_leaves_something_is_seen(page: Page, line: Site, planted: Callable[[str, str, str], None]) -> None:
    planted("bewaren.js", "caches.delete(name)", "caches.has(name)")
    seen = judge("Is alles weg?", "niets", lambda: (keep(page, line), take_away(page, line, "button")))
    assert seen.voldoet is False and "er bleef iets achter" in seen.toelichting
