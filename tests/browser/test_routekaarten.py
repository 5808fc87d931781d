"""Route maps in a real browser: the list folds and unfolds, the helper walks, terms are computed on the device."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

REPO = Path(__file__).resolve().parents[2]


def worked_examples() -> list[dict[str, str]]:
    with (REPO / "tests" / "termijnen.csv").open(encoding="utf-8") as table:
        return list(csv.DictReader(table))


def test_dates_of_worked_examples(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}routekaart/ccp/")
    script = page.locator("script[src$='termijnen.js']").get_attribute("src")
    for row in worked_examples():
        days = page.evaluate("([a, b]) => (Date.parse(b) - Date.parse(a)) / 86400000", [row["datum"], row["uiterlijk"]])
        iso = page.evaluate(
            "async ([src, date, days]) => (await import(new URL(src, location))).uiterlijk(date, days).toISOString().slice(0, 10)",
            [script, row["datum"], days])
        assert iso == row["uiterlijk"], row["waarom"]


def test_a_parent_computes_terms_and_takes_them_along(page: Page, base_url: str) -> None:
    requests: list[str] = []
    page.goto(f"{base_url}routekaart/zorgplicht/")
    page.on("request", lambda request: requests.append(request.url))
    page.get_by_label("schriftelijk aan").fill("2026-11-21")
    section = page.locator(".termijnen")
    expect(section).to_contain_text("Uiterlijk zaterdag 2 januari 2027.")
    expect(section).to_contain_text("Uiterlijk zaterdag 30 januari 2027.")
    with page.expect_download() as download:
        page.get_by_role("button", name="agenda").click()
    text = Path(download.value.path()).read_bytes().decode()
    assert "DTSTART;VALUE=DATE:20270102" in text and "DTEND;VALUE=DATE:20270103" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    page.get_by_label("schriftelijk aan").fill("2026-06-01")
    expect(section).to_contain_text("dit valt in juli of augustus")
    page.get_by_label("schriftelijk aan").fill("1926-11-21")
    expect(section.get_by_role("status")).to_contain_text("Klopt het jaar?")
    assert "2026" not in page.url and not [url for url in requests if not url.startswith("blob:") and "favicon" not in url]
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]


def test_steps_fold_and_an_address_opens_one(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}routekaart/ccp/#stap-intake")
    expect(page.locator("#stap-intake .stap-inhoud")).to_be_visible()
    expect(page.locator("#stap-besluit .stap-inhoud")).to_be_hidden()
    page.get_by_role("button", name="Toon alle stappen").press("Enter")
    expect(page.locator("#stap-besluit .stap-inhoud")).to_be_visible()
    page.get_by_role("button", name="Klap alle stappen in").press("Enter")
    expect(page.locator(".stap-inhoud:visible")).to_have_count(0)


def test_the_same_step_reads_as_parent_and_as_school(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}routekaart/ccp/#stap-aanmelding")
    step = page.locator("#stap-aanmelding")
    expect(step.get_by_text("U doet", exact=True)).to_be_visible()
    page.get_by_label("school", exact=True).check()
    expect(step.get_by_text("De ouder doet", exact=True)).to_be_visible()
    expect(step.get_by_text("U doet als school", exact=True)).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_helper_walks_to_an_ending(browser: Browser, base_url: str, javascript: bool) -> None:
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{base_url}routekaart/steunpunt/")
    page.get_by_role("link", name="vraag voor vraag").click()
    page.get_by_role("link", name="Volgende stap").click()
    expect(page.get_by_role("link", name="Weet ik niet")).to_be_visible()
    page.get_by_role("link", name="Weet ik niet").click()
    expect(page.get_by_role("heading", name="Weet u het niet?")).to_be_visible()
    page.get_by_role("link", name="Ja, ik weet genoeg").click()
    for heading in ("Dit kunt u nu doen", "Uw recht", "Bij wie u terecht kunt"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.get_by_role("navigation", name="Terug").get_by_role("link").first.click()
    expect(page.get_by_role("link", name="Ja, ik weet genoeg")).to_be_visible()
    context.close()


def test_without_javascript_every_step_is_open(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base_url}routekaart/tlv/")
    steps = page.locator(".stap")
    expect(steps.locator(".stap-inhoud:visible")).to_have_count(steps.count())
    expect(page.locator(".termijnen form")).to_be_hidden()
    expect(page.locator(".termijnen")).to_contain_text("weken na het besluit")
    context.close()


def test_folded_steps_are_open_on_paper(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}routekaart/tlv/")
    page.emulate_media(media="print")
    steps = page.locator(".stap")
    expect(steps.locator(".stap-inhoud:visible")).to_have_count(steps.count())
