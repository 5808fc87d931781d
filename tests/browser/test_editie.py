"""The example of an edition, in a real browser: regions side by side, and always from whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from local_server import served
from miniature import REGION_DAY, REPO
from portaal import pipeline
from toegang.meten import axe

pytestmark = pytest.mark.browser

STEUNPUNT = REPO / "examples" / "steunpunt"
CARDS = "#vinder .vinder-lijst .plek:visible"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("editie")
    pipeline.build(STEUNPUNT, folder / "site", today=REGION_DAY, workshop=pipeline.Workshop(folder / "cache"))
    with served(folder / "site") as address:
        yield address


def test_regions_stand_side_by_side(page: Page, address: str) -> None:
    page.goto(f"{address}samenwerkingsverband/")
    first, second = page.locator(".naast > section").all()
    assert first.bounding_box()["y"] == second.bounding_box()["y"]
    expect(first).to_contain_text("023 - 303 01 02")
    expect(first.get_by_role("link", name=re.compile("CCP"))).to_have_attribute("href", re.compile("routekaart/haarlemmermeer-ccp/$"))
    expect(second).to_contain_text("Nog niet opgegeven")
    first.get_by_role("link", name="Passend Onderwijs Haarlemmermeer").click()
    expect(page.locator("h1")).to_have_text("Passend Onderwijs Haarlemmermeer")
    expect(page.locator("#scholen ~ ul a")).to_have_count(54)


@pytest.mark.parametrize(("url", "van"), [
    ("school/haaglanden-al-qoeba/", "Haaglanden"), ("voorziening/haarlemmermeer-sbo-de-klimboom/", "Haarlemmermeer"),
    ("routekaart/haarlemmermeer-ccp/", "Haarlemmermeer"), ("routekaart/haarlemmermeer-ccp/hulp/intake/", "Haarlemmermeer"),
])  # fmt: skip
def test_a_page_says_from_whom_it_is(page: Page, address: str, url: str, van: str) -> None:
    page.goto(f"{address}{url}")
    expect(page.locator("main .van a")).to_contain_text(van)
    page.locator("main .van a").click()
    expect(page.locator("h1")).to_contain_text(van)


def test_a_visitor_chooses_a_region(page: Page, address: str) -> None:
    page.goto(f"{address}zoeken/")
    page.get_by_label("Haaglanden", exact=False).first.check()
    expect(page.locator("#vinder .status")).to_contain_text("193 plekken")
    expect(page.locator(CARDS).first.locator(".plek-waarom")).to_contain_text("van: Haaglanden")
    page.goto(f"{address}zoeken/?q=taalklas")
    expect(page.locator(CARDS).first.locator(".plek-waarom")).to_contain_text("van: Haarlemmermeer")


def test_every_page_says_that_it_is_an_example(page: Page, address: str) -> None:
    for url in ("", "samenwerkingsverband/", "school/haaglanden-al-qoeba/"):
        page.goto(f"{address}{url}")
        expect(page.locator(".mededeling")).to_contain_text("Dit is een voorbeeld")


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_runs_off(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="nl-NL")
    page = context.new_page()
    for url in ("", "samenwerkingsverband/", "samenwerkingsverband/haarlemmermeer/", "zoeken/?samenwerkingsverband=haaglanden"):
        page.goto(f"{address}{url}")
        if "zoeken" in url:
            expect(page.locator(CARDS).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url
        assert axe(page) == [], url
    context.close()
