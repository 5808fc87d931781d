"""News, calendar and announcement of the fictional region in a real browser: nothing for axe, nothing runs off a phone."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from miniature import MINIATURE, TODAY
from portaal import pipeline
from toegang.meten import axe

ORIGIN = "https://portaal.test/"
PAGES = ("", "nieuws/", "nieuws/testklas-begint/", "nieuws/steunpunt-verhuisd/", "agenda/")


@pytest.fixture(scope="module")
def files(_prose: Path) -> dict[str, bytes]:
    return dict(pipeline.make_site(MINIATURE, today=TODAY, workshop=pipeline.Workshop(_prose)).files)


@pytest.fixture(params=[(320, "light", True), (1280, "dark", True), (360, "light", False)], ids=["320-light", "1280-dark", "360-no-script"])
def visitor(request: pytest.FixtureRequest, browser: Browser, files: dict[str, bytes]) -> Iterator[Page]:
    """A visitor to the site, which is served from memory."""
    width, scheme, scripts = request.param
    context = browser.new_context(viewport={"width": width, "height": 720}, color_scheme=scheme, java_script_enabled=scripts)

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
        path = f"{path}index.html" if not path or path.endswith("/") else path
        kind = mimetypes.guess_type(path)[0] or "text/plain"
        route.fulfill(body=files[path], content_type=kind) if path in files else route.fulfill(status=404)

    context.route(f"{ORIGIN}**", serve)
    yield context.new_page()
    context.close()


def test_nothing_for_axe_and_nothing_runs_off(visitor: Page) -> None:
    width = visitor.viewport_size["width"]  # type: ignore[index]
    for path in PAGES:
        visitor.goto(ORIGIN + path)
        bar = visitor.get_by_role("region", name="Mededeling").bounding_box()
        assert bar and bar["y"] == 0 and bar["height"] < 120, path
        assert visitor.locator("html").evaluate("html => html.scrollWidth") <= width, path
        if width != 360:  # axe is itself a script
            assert axe(visitor) == [], path


def test_subjects_open_without_script(visitor: Page) -> None:
    visitor.goto(f"{ORIGIN}nieuws/")
    link = visitor.locator("#over-meepraten a")
    assert not link.is_visible()
    visitor.locator("#over-meepraten summary").click()
    assert link.is_visible()
    link.click()
    assert visitor.url == f"{ORIGIN}nieuws/plan-vastgesteld/"
