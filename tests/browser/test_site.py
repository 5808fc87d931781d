"""Every page of the region in a real browser: nothing from elsewhere, nothing stored, nothing said on the console."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

# One page of each kind; the finder and the route maps have tests of their own.
KINDS = (
    "", "ouders/", "ouders/aanmelden-en-zorgplicht/", "scholen/", "school/", "school/twickel/", "voorziening/",
    "voorziening/so-de-waterlelie/", "hulpvraag/", "hulpvraag/autisme/", "plaats/hoofddorp/", "bestuur/",
    "ondersteuning/basis/", "hoogbegaafd/", "begrippen/", "documenten/", "open-data/", "contact/", "404.html",
)


def test_a_crawl_meets_no_other_origin(page: Page, base_url: str, site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix().removesuffix("index.html")
        page.goto(f"{base_url}{name}")
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(base_url).netloc}
    assert len(asked) > 300
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_nothing_for_axe(browser: Browser, base_url: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    troubles = {}
    for path in KINDS:
        page.goto(f"{base_url}{path}")
        found = [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(("wider than the screen", ""))
        if found:
            troubles[path] = found
    context.close()
    assert not troubles


def test_tab_reaches_all_and_shows_where_it_is(page: Page, base_url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{base_url}voorziening/so-de-waterlelie/")
    links = page.locator("a:visible, button:visible, input:visible, summary:visible").count()
    stops = []
    for _ in range(links + 5):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => { const e = document.activeElement, b = e.getBoundingClientRect(), s = getComputedStyle(e);
            return {tag: e.tagName, text: e.textContent.trim().slice(0, 40), ring: parseFloat(s.outlineWidth),
            inside: b.bottom > 0 && b.top < innerHeight && b.width > 0}; }""")
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    assert stops[0]["text"] == "Ga naar de inhoud"
    assert len(stops) >= links - 1
    assert not [stop for stop in stops if stop["ring"] < 2 or not stop["inside"]]


def test_words_open_beside_the_word_and_escape_closes(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}ouders/aanmelden-en-zorgplicht/")
    word = page.locator("a.woord", has_text="zorgplicht").first
    word.focus()
    page.keyboard.press("Enter")
    box = page.locator(".uitleg")
    box.wait_for(state="visible")
    assert "plicht" in box.inner_text()
    page.keyboard.press("Escape")
    box.wait_for(state="hidden")
    assert word.evaluate("element => element === document.activeElement")
