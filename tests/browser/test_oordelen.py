"""What axe does not judge: each measurement on a part of the site, and seen to fail on a planted fault."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from miniature import REGION_DAY, REPO
from portaal import pipeline
from toegang.lezen import headings, languages, links, order
from toegang.meten import axe
from toegang.oordelen import HANDEN, METINGEN
from toegang.soorten import kinds
from toegang.tikken import focus_order, hover, press, targets
from toegang.zien import edges, lonely_colour, motion

pytestmark = pytest.mark.browser
# What most visitors see; `make bewijs` takes every kind of page, in light and dark.
KINDS = ("voorblad", "school", "routekaart")
HEAD = '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Proef</title><style>a { display: block; padding: 1rem }</style><main><h1>Proef</h1>'


def show(page: Page, body: str) -> None:
    page.set_viewport_size({"width": 320, "height": 400})
    page.set_content(HEAD + body)


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_nothing_to_mend(browser: Browser, base_url: str, site: Path, width: int, scheme: str) -> None:
    pages = kinds(site)
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    troubles = []
    for address in (*(pages[kind] for kind in KINDS), "zoeken/?q=autisme"):
        page.goto(f"{base_url}{address}", wait_until="networkidle")
        troubles += [f"{address}: {one}" for _, measure in METINGEN.values() for one in measure(page)]
    page.close()
    assert troubles == []


@pytest.mark.parametrize("question", HANDEN)
def test_a_hand_starts_nothing_by_accident(page: Page, base_url: str, question: str) -> None:
    known: set[str] = set()
    for address in ("", "routekaart/steunpunt/"):
        page.goto(f"{base_url}{address}")
        assert HANDEN[question][1](page, known) == []
    assert len(known) > 30


@pytest.mark.parametrize(("address", "controls"), [
    ("zoeken/", "#vraag, #postcode, #vinder .facet:first-of-type input, #ver, #volgorde"), ("routekaart/zorgplicht/", ".lezen input, .termijnen input"),
])
def test_who_fills_in_something_stays_where_he_is(page: Page, base_url: str, address: str, controls: str) -> None:
    """3.2.2: a choice changes what is found, and neither the page nor the focus."""
    page.goto(f"{base_url}{address}", wait_until="networkidle")
    for control in page.locator(controls).all()[:8]:
        if not control.is_visible():
            continue
        control.focus()
        page.keyboard.press({"checkbox": "Space", "radio": "ArrowDown"}.get(control.get_attribute("type") or "", "1"))
        here = page.evaluate("[document.activeElement.tagName, document.activeElement.name || document.activeElement.id]")
        assert page.url.split("?")[0] == f"{base_url}{address}"
        assert here[0] in ("INPUT", "SELECT") and here[1] == (control.get_attribute("name") or control.get_attribute("id"))


@pytest.mark.parametrize(("address", "field", "wrong", "says"), [
    ("zoeken/", "#postcode", "99", "Dit is geen postcode. Typ vier cijfers, bijvoorbeeld 2132."),
    ("routekaart/zorgplicht/", ".termijnen input", "2001-01-01", "Deze datum is langer dan drie jaar geleden. Klopt het jaar?"),
])
def test_a_mistake_is_told_in_words_and_aloud(page: Page, base_url: str, address: str, field: str, wrong: str, says: str) -> None:
    """3.3.1, 3.3.3 and 4.1.3: which field, what is wrong, what would be right, in a place that a screen reader watches."""
    page.goto(f"{base_url}{address}", wait_until="networkidle")
    place = page.locator(field).first
    place.fill(wrong)
    place.press("Tab")
    expect(place).to_have_attribute("aria-invalid", "true")
    told = page.get_by_role("status").filter(has_text=says)
    expect(told).to_be_visible()
    about = place.evaluate("e => e.getAttribute('aria-describedby')"), told.get_attribute("id")
    # The message is the field's own description, or it names the field.
    assert about[0] == about[1] or place.evaluate("e => e.labels[0].textContent") in told.inner_text()


def test_an_answer_begins_on_the_first_screen_of_a_phone(page: Page, base_url: str) -> None:
    """From the box of any page (docs/looprondes.md): not the box again, but what was found."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(base_url)
    page.fill("#zoekbalk-q", "mijn kind wil niet naar school")
    page.keyboard.press("Enter")
    expect(page.locator(".vinder-uitleg .rijen a").first).to_be_in_viewport()
    expect(page.locator("#uitkomst-titel")).to_be_focused()


def test_what_is_found_is_told_aloud(page: Page, base_url: str) -> None:
    """4.1.3: the number of places, each time that it changes."""
    page.goto(f"{base_url}zoeken/", wait_until="networkidle")
    told = page.locator("#vinder .status[role=status]")
    before = told.inner_text()
    page.locator("#vinder .facet input").first.check()
    expect(told).not_to_have_text(before)
    chosen = told.inner_text()
    page.fill("#vraag", "autisme")
    expect(told).not_to_have_text(chosen)


_PARTS = ('class="sprong"', 'role="search"', 'class="menu baan"', 'id="inhoud"', 'class="hulp"', 'id="voet-hulp"', 'id="voet-meer"')


def misplaced(pages: Iterable[tuple[str, str]]) -> list[str]:
    """Return pages (name, HTML) of which the repeated parts do not stand in the order of all others (3.2.3, 3.2.6)."""
    return [name for name, html in pages if (places := [html.find(part) for part in _PARTS]) != sorted(places) or places[0] < 0]


def test_menu_and_help_stand_in_the_same_order_everywhere(site: Path) -> None:
    pages = [(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")) for path in site.rglob("*.html")]
    assert len(pages) > 300 and misplaced(pages) == []
    name, html = pages[0]
    helped = html.replace('class="hulp"', "").replace('class="menu baan"', 'class="menu baan" class="hulp"')
    assert misplaced([(name, helped)]) == [name]


def test_every_measured_criterium_is_in_the_record() -> None:
    criteria = pipeline.read_portal(REPO, REGION_DAY)[0].criteria
    measured = {one for ids, _ in (*METINGEN.values(), *HANDEN.values()) for one in ids}
    assert measured <= set(criteria)
    assert [one for one in measured if criteria[one].oordeel != "voldoet" and one != "2-2-2"] == []


# --- every measurement fails on what it is for -----------------------------------------------------------------


@pytest.mark.parametrize(("measure", "bad", "good"), [
    (lonely_colour, '<p>Bel <a href="tel:1" style="text-decoration: none">020</a></p>', '<p>Bel <a href="tel:1">020</a></p>'),
    (edges, '<label>Naam <input style="border: 1px solid #ddd; outline: 0"></label>', '<label>Naam <input style="border: 2px solid #555"></label>'),
    (edges, '<button style="border: 0; background: #eee">Zoek</button>', '<button style="border: 0; background: #036; color: #fff">Zoek</button>'),
    (order, '<div style="display: flex; flex-direction: column-reverse"><p>Eerst</p><p>Daarna</p></div>', "<p>Eerst</p><p>Daarna</p>"),
    (order, '<div style="display: flex"><p style="order: 2">Eerst</p><p>Daarna</p></div>', '<div style="columns: 2"><p>Eerst</p><p>Daarna</p></div>'),
    (targets, '<button style="width: 20px; height: 20px; padding: 0">a</button><button style="width: 20px; height: 20px; padding: 0">b</button>',
     '<button style="width: 20px; height: 20px; padding: 0; margin: 9px">a</button><button style="width: 20px; height: 20px; padding: 0; margin: 9px">b</button>'),
    (focus_order, '<a href="#" tabindex="3">Drie</a>', '<a href="#" tabindex="0">Nul</a>'),
    (links, '<p>Meer weten? <a href="/a">Klik hier</a></p>', '<p><a href="/a">Meer over autisme</a></p>'),
    (links, '<ul><li><a href="/a">Vragen</a></li><li><a href="/b">Vragen</a></li></ul>', '<ul><li><a href="/a">Vragen</a> (A)</li><li><a href="/b">Vragen</a> (B)</li></ul>'),
    (headings, "<h2>Hulp</h2><h2>Hulp</h2>", "<h2>School</h2><h3>Hulp</h3><h2>Thuis</h2><h3>Hulp</h3>"),
    (headings, "<h2> </h2>", "<h2>Wie helpt</h2>"),
    (headings, "<input>", "<label>Naam <input></label>"),
    (headings, "<form><label>Dag <input></label><label>Dag <input></label></form>", "<form><label>Dag <input></label><label>Maand <input></label></form>"),
    (languages, "<p>Information about the school for your child</p>", '<p lang="en">Information about the school for your child</p>'),
    (languages, "<p>Школа</p>", '<p lang="uk">Школа</p>'),
    (hover, '<style>p { display: none } a:hover + p { display: block }</style><a href="#">Wijs aan</a><p>Verrassing</p>', '<a href="#">Wijs aan</a>'),
    (press, '<button onmousedown="this.textContent = `Verstuurd`">Stuur</button>', '<button onclick="this.textContent = `Verstuurd`">Stuur</button>'),
    (motion, "<style>p { animation: draai 2s infinite } @keyframes draai { to { rotate: 1turn } }</style><p>Draait</p>",
     "<style>p { animation: draai 2s infinite } @keyframes draai { to { rotate: 1turn } } @media (prefers-reduced-motion) { p { animation: none } }</style><p>Draait</p>"),
    (motion, "<style>html { scroll-behavior: smooth }</style>", "<style>html { scroll-behavior: auto }</style>"),
    (motion, "<style>p { transition: color 1s }</style><p>Verkleurt</p>", "<p>Verkleurt niet</p>"),
])
def test_a_measurement_finds_what_is_planted(page: Page, measure: object, bad: str, good: str) -> None:
    show(page, good)
    assert measure(page) == []
    show(page, bad)
    assert measure(page) != []


def test_axe_finds_a_name_that_is_not_what_stands_there(page: Page) -> None:
    """Who speaks to a computer says what stands on the button (2.5.3)."""
    show(page, '<button aria-label="Verstuur het formulier">Zoek</button>')
    assert "label-content-name-mismatch" in {rule for _, rule, _ in axe(page)}
