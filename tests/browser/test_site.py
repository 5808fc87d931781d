"""Every page of the region in a real browser: nothing from elsewhere, nothing stored, nothing said on the console."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page


def test_a_crawl_meets_no_other_origin(page: Page, base_url: str, site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix().removesuffix("index.html")
        page.goto(f"{base_url}{name}")
        if b'http-equiv="refresh"' in path.read_bytes():  # an address that moved sends the browser on, and that must have happened
            page.wait_for_url(lambda url, old=f"{base_url}{name}": url != old)
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(base_url).netloc}
    assert len(asked) > 300
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]


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
