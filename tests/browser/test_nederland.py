"""The whole country in a real browser. Building it takes half a minute, so only who asks gets it: NEDERLAND=1 (`make test-nederland`)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from miniature import REGION_DAY
from portaal import pipeline
from portaal.start.root import Wens, start
from toegang.meten import axe

pytestmark = pytest.mark.skipif(not os.environ.get("NEDERLAND"), reason="heel Nederland bouwen duurt te lang voor elke keer: make test-nederland")

CARDS = "#vinder .vinder-lijst .plek:visible"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("nederland")
    start(folder / "root", Wens("Scholen in Nederland"), REGION_DAY)
    built = pipeline.build(folder / "root", folder / "site", today=REGION_DAY, workshop=pipeline.Workshop(folder / "cache"))
    assert built.findings == () and len(built.portal.schools) == 6812
    with serve(folder / "site") as address:
        yield address


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
@pytest.mark.parametrize("path", ["", "zoeken/", "school/", "plaats/amsterdam/", "school/aida/", "bestuur/", "actualiteit/", "actualiteit/y/", "ouders/niet-eens/"])
def test_nothing_for_axe(browser: Browser, url: str, path: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    assert page.goto(f"{url}{path}").status == 200
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page) == []
    context.close()


@pytest.mark.parametrize(("postcode", "near"), [("9711", "Groningen"), ("6211", "Maastricht"), ("4331", "Middelburg")])
def test_the_nearest_school_comes_first(page: Page, url: str, postcode: str, near: str) -> None:
    page.goto(f"{url}zoeken/?soort=bao")
    page.fill("#postcode", postcode)
    expect(page.locator(CARDS).first).to_contain_text(near)


def test_a_school_is_found_by_name_and_place(page: Page, url: str) -> None:
    page.goto(f"{url}zoeken/?q=waterlelie+cruquius")
    expect(page.locator(CARDS).first).to_contain_text("Waterlelie")
