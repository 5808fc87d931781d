"""Portals of other partnerships in a real browser: the example of Haaglanden, and one that was just begun."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from toegang.meten import axe

PROCES = "planproces/naar-ondersteuningsplan-2021-2025/"
PAGES = [("haaglanden", path) for path in ("", "zoeken/", "plaats/den-haag-schildersbuurt/", PROCES)]
PAGES += [("begonnen", path) for path in ("", "zoeken/", "contact/", "ouders/aanmelden-en-zorgplicht/")]
CARDS = "#vinder .vinder-lijst .plek:visible"
# Every other page on a phone by night; the finder, which has a face of its own for each, on both.
SCREENS = [(*page, *((360, "dark") if number % 2 else (1280, "light"))) for number, page in enumerate(PAGES)] + [("haaglanden", "zoeken/", 1280, "light")]


@pytest.fixture
def url_of(haaglanden_url: str, begonnen_url: str) -> dict[str, str]:
    return {"haaglanden": haaglanden_url, "begonnen": begonnen_url}


@pytest.mark.parametrize(("portal", "path", "width", "scheme"), SCREENS)
def test_nothing_for_axe(browser: Browser, url_of: dict[str, str], portal: str, path: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{url_of[portal]}{path}")
    if path == "zoeken/":
        expect(page.locator("#vraag")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page) == []
    context.close()


def test_the_example_says_on_every_page_that_it_is_one(page: Page, haaglanden_url: str) -> None:
    for path in ("", PROCES, "plaats/", "school/bernardusschool/"):
        page.goto(f"{haaglanden_url}{path}")
        expect(page.get_by_role("region", name="Mededeling")).to_contain_text("Het is niet de site van het samenwerkingsverband.")


def test_each_has_a_way_to_turn_the_slash_off(page: Page, url_of: dict[str, str]) -> None:
    for url in url_of.values():
        page.goto(f"{url}over-ons/")
        page.keyboard.press("/")
        expect(page.get_by_role("combobox")).to_be_focused()
        expect(page.get_by_label("De toets / opent het zoekvak")).to_be_checked()


def test_it_has_colours_of_its_own(page: Page, haaglanden_url: str, base_url: str) -> None:
    colours = []
    for url in (haaglanden_url, base_url):
        page.goto(url)
        colours.append(page.locator(".kop").evaluate("element => getComputedStyle(element).backgroundColor"))
    assert colours[0] == "rgb(27, 65, 110)" and colours[0] != colours[1]


def test_a_parent_finds_a_school_in_the_district(page: Page, haaglanden_url: str) -> None:
    page.goto(haaglanden_url)
    page.get_by_role("link", name="alle plaatsen en wijken", exact=True).click()
    page.get_by_role("link", name="Den Haag, Laakkwartier en Spoorwijk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Scholen en hulp in Den Haag, Laakkwartier en Spoorwijk")
    page.get_by_role("main").get_by_role("list").get_by_role("link").first.click()
    expect(page.locator(".inleiding")).to_contain_text("in Den Haag, Laakkwartier en Spoorwijk")


def test_the_finder_knows_the_districts(page: Page, haaglanden_url: str) -> None:
    page.goto(f"{haaglanden_url}zoeken/?q=vogelwijk")
    expect(page.locator(CARDS).first).to_contain_text("Den Haag, Vogelwijk")
    page.goto(f"{haaglanden_url}zoeken/?plaats=den-haag-vogelwijk")
    expect(page.locator("#vinder .status")).to_contain_text("6 plekken gevonden")
    page.fill("#postcode", "2566")
    expect(page.locator("#postcode-uitleg [data-als]:visible")).to_contain_text("Den Haag")


def test_the_menu_leads_to_the_plan_process(page: Page, haaglanden_url: str) -> None:
    page.goto(haaglanden_url)
    page.get_by_role("navigation").get_by_role("link", name="Nieuw plan").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Naar een nieuw ondersteuningsplan 2021-2025")
    expect(page.get_by_role("main")).to_contain_text("Dit proces is klaar.")


def test_a_portal_that_was_just_begun_is_honest(page: Page, begonnen_url: str) -> None:
    page.goto(f"{begonnen_url}contact/")
    expect(page.get_by_role("main").get_by_text("Nog niet opgegeven").first).to_be_visible()
    page.goto(f"{begonnen_url}zoeken/?q=den+burg")
    expect(page.locator(CARDS).first).to_contain_text("Den Burg")
