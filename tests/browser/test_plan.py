"""The pages of the plan and of how fresh the site is, in a real browser: nothing for axe, cards on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from toegang.meten import day_and_night

PATHS = ["ondersteuningsplan/", "ondersteuningsplan/pijler-3/", "ondersteuningsplan/ambitie/", "actualiteit/"]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", PATHS)
def test_nothing_for_axe(page: Page, base_url: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{base_url}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert day_and_night(page) == []


def test_the_matrix_is_a_table_and_on_a_phone_four_cards(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}ondersteuningsplan/ambitie/")
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_count(5)
    expect(table.locator(".kolomnaam").first).to_be_hidden()
    rows = table.get_by_role("rowheader")
    expect(rows).to_have_count(4)
    page.set_viewport_size({"width": 360, "height": 740})
    expect(table.get_by_role("rowheader")).to_have_count(4)
    expect(table.locator(".kolomnaam")).to_have_count(16)
    for name in table.locator(".kolomnaam").all():
        expect(name).to_be_visible()
    first, second = (row.bounding_box() for row in table.locator("tbody tr").all()[:2])
    assert first["y"] + first["height"] < second["y"] and first["width"] < 360


@pytest.mark.parametrize("table", ["onderwerpen", "scholen"])
def test_every_count_has_its_name_on_a_phone(page: Page, base_url: str, table: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{base_url}actualiteit/")
    first = page.locator(f"table[aria-labelledby='{table}'] tbody tr").first
    for name in ("Bevestigd", "Nagekeken", "Verlopen", "Onbekend"):
        expect(first.get_by_text(name, exact=True)).to_be_visible()
