"""Pages in other languages in a real browser: from right to left, at every width, with the keyboard, and searched in."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from miniature import REPO
from portaal.catalogus import keys
from toegang.meten import day_and_night

pytestmark = pytest.mark.browser

ROUTE = "routekaart/zorgplicht/"
PAGES = [f"{key}/{ROUTE}" for key in keys() if key != "nl"] + ["ar/", "en/", "taal/"]
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(page: Page, base_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for url in ("ar/", f"ar/{ROUTE}", "uk/", f"uk/{ROUTE}", "taal/"):
        page.goto(base_url + url)
        assert day_and_night(page) == [], url


def test_nothing_runs_off_a_narrow_page(page: Page, base_url: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    for url in PAGES:
        page.goto(base_url + url)
        assert page.evaluate(OVERFLOW) == 0, url


def test_arabic_runs_from_right_to_left(page: Page, base_url: str) -> None:
    """What stands at the left of a line in Dutch stands at its right here; what points on, points to the left."""
    seen = {}
    for key, url in {"nl": ROUTE, "ar": f"ar/{ROUTE}"}.items():
        page.goto(base_url + url)
        step = page.locator("#stap-kiezen")
        number, heading, button, field = (locator.bounding_box() for locator in (
            step.locator(".stapnummer"), step.locator("h3"), page.locator(".zoekbalk button"), page.locator(".zoekbalk input")))
        assert number and heading and button and field
        seen[key] = (number["x"] > heading["x"], button["x"] > field["x"],
                     page.locator(".kruimels ol").evaluate("list => { list.append(list.firstElementChild.cloneNode(true)); return getComputedStyle(list.lastElementChild, '::before').content[1]; }"))
    assert seen == {"nl": (False, True, "›"), "ar": (True, False, "‹")}


def test_a_telephone_number_is_never_turned_round(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}ar/")
    for number in page.locator(".nummer").all():
        assert number.evaluate("node => getComputedStyle(node).direction") == "ltr"
    assert page.locator(".nummer").count() >= 2


def test_the_keyboard_follows_the_reading_order_in_arabic(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}ar/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_class("sprong")
    box = skip.bounding_box()
    assert box and box["x"] + box["width"] > 1280 / 2, "the link comes in where reading begins"
    stops = []
    for _ in range(8):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("() => [Math.round(document.activeElement.getBoundingClientRect().top), Math.round(document.activeElement.getBoundingClientRect().right)]"))
    menu = stops[3:7]
    assert len({top for top, _ in menu}) == 1 and [right for _, right in menu] == sorted((right for _, right in menu), reverse=True), stops
    page.goto(f"{base_url}ar/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#inhoud")).to_be_focused()


@pytest.mark.parametrize(("key", "word"), [("ar", "توحد"), ("uk", "аутизм"), ("pl", "autyzm"), ("tr", "otizm"), ("en", "autism")])
def test_a_word_in_the_language_finds_the_dutch_page(page: Page, base_url: str, key: str, word: str) -> None:
    page.goto(f"{base_url}{key}/")
    page.locator("#zoekbalk-q").fill(word)
    page.locator("#zoekbalk-q").press("Enter")
    page.wait_for_url(f"**/zoeken/?q={quote(word)}#uitkomst-titel")
    expect(page.get_by_role("link", name="Mijn kind heeft autisme, of wij denken daaraan")).to_be_visible()


def test_every_page_leads_to_the_languages(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}school/")
    page.get_by_role("link", name="Taal (Language)").click()
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_role("link", name="Українська").click()
    expect(page.locator("html")).to_have_attribute("lang", "uk")


def test_the_typeface_has_every_letter(page: Page, base_url: str) -> None:
    """A letter that no typeface has is drawn as a box, as wide as any other letter that is missing."""
    missing = """() => {
        const pen = document.createElement("canvas").getContext("2d");
        pen.font = getComputedStyle(document.querySelector("main p")).font;
        const box = pen.measureText("\\u{10ffff}").width;
        return [...new Set(document.body.innerText)].filter((sign) => /\\p{L}/u.test(sign) && pen.measureText(sign).width === box && box > 0).join("");
    }"""
    for key in ("ar", "uk", "pl", "tr"):
        page.goto(f"{base_url}{key}/{ROUTE}")
        assert page.evaluate(missing) == "", key


def test_languages_do_not_stand_on_paper(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}uk/{ROUTE}")
    page.emulate_media(media="print")
    expect(page.locator(".talen")).to_be_hidden()
    expect(page.locator("#stap-kiezen")).to_be_visible()


def test_the_words_of_the_region_are_the_files_of_the_theme() -> None:
    assert {path.stem for path in (REPO / "data" / "leestalen").glob("*.yaml")} == set(keys()) - {"nl"}
