"""Accessible: the most telling part of what `make bewijs` measures, and every measurement seen to fail on a planted fault."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from miniature import MINIATURE, TODAY
from portaal import pipeline
from toegang.kijken import look, walks
from toegang.meten import EXPLAINED, axe, layout
from toegang.soorten import kinds, templates
from toegang.staten import STATEN, TOCHTEN
from toegang.toetsen import RING, escape, walk

pytestmark = pytest.mark.browser
STATE = {staat.naam: staat for staat in STATEN}
TOCHT = {staat.naam: staat for staat in TOCHTEN}
# A part at a quarter of the price: of four kinds one on a phone in the light, one on a desk in the dark. `make bewijs` has all.
_NARROW = slice(0, None, 4)
_WIDE = slice(2, None, 4)


def part(site: Path, chosen: slice) -> dict[str, str]:
    return dict(list(kinds(site).items())[chosen])


# Only a portal for several partnerships has these; test_editie.py looks at them.
OF_AN_EDITION = {"samenwerkingsverband", "samenwerkingsverbanden"}
# Only a portal of very many schools has this; test_nederland.py looks at it.
OF_A_COUNTRY = {"actualiteit_letter"}


def test_every_kind_of_page_is_looked_at(site: Path, tmp_path: Path, _prose: Path) -> None:
    """A new template is a new kind; what the region has no page of, the fictional portal has."""
    pipeline.build(MINIATURE, tmp_path / "site", today=TODAY, workshop=pipeline.Workshop(_prose))
    assert templates() - OF_AN_EDITION - OF_A_COUNTRY <= set(kinds(site)) | set(kinds(tmp_path / "site"))


@pytest.mark.parametrize(("state", "chosen"), [("smal, licht", _NARROW), ("breed, donker", _WIDE)])
def test_nothing_for_axe(browser: Browser, base_url: str, site: Path, state: str, chosen: slice) -> None:
    assert look(browser, base_url, part(site, chosen), STATE[state]) == []


@pytest.mark.parametrize(("state", "kind"), [
    ("alles open", "routekaart"), ("lijstje", "zoeken"), ("niets gevonden", "zoeken"), ("voorstellen open", "school"), ("eigen kleuren", "school"),
])
def test_nothing_for_axe_in_other_states(browser: Browser, base_url: str, site: Path, state: str, kind: str) -> None:
    assert look(browser, base_url, {kind: kinds(site)[kind]}, STATE[state]) == []


@pytest.mark.parametrize(("state", "chosen"), [("letters 200%", slice(1, None, 2)), ("ruime regels", _NARROW), ("zoom 400%", _WIDE)])
def test_nothing_runs_off_the_page_or_is_cut_off(browser: Browser, base_url: str, site: Path, state: str, chosen: slice) -> None:
    assert look(browser, base_url, part(site, chosen), STATE[state], with_axe=False) == []


@pytest.mark.parametrize(("state", "kind"), [
    ("smal, licht", "routekaart"), ("telefoon, donker", "voorblad"), ("breed, donker", "zoeken"), ("zoom 400%", "school"), ("letters 200%", "voorblad"), ("lijstje", "zoeken"),
])
def test_a_walk_with_tab_sees_all_and_ends(browser: Browser, base_url: str, site: Path, state: str, kind: str) -> None:
    path = kinds(site)[kind]
    done = walks(browser, base_url, {kind: path}, TOCHT[state])[path]
    assert done.troubles == ()
    assert done.stops > 30 and done.ring >= RING


@pytest.mark.parametrize(("state", "kind"), [("woord open", "voorziening"), ("voorstellen open", "school")])
def test_escape_closes_what_lies_over_the_page(browser: Browser, base_url: str, site: Path, state: str, kind: str) -> None:
    with STATE[state].open(browser) as page:
        STATE[state].show(page, f"{base_url}{kinds(site)[kind]}")
        assert escape(page) == []


def test_who_goes_on_with_tab_leaves_no_explanation_behind(page: Page, base_url: str, site: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{base_url}{kinds(site)['voorziening']}")
    page.locator("a.woord").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".uitleg")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.locator(".uitleg")).to_be_hidden()
    assert page.evaluate("document.activeElement === [...document.querySelectorAll('main a, main summary')].filter((e) => !e.closest('.uitleg'))[1]")


def test_tables_that_a_phone_shows_as_cards_stay_tables(page: Page, base_url: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{base_url}actualiteit/")
    table = page.get_by_role("table").first
    assert table.get_by_role("row").count() > 5 and table.get_by_role("cell").count() > 20
    expect(table.get_by_role("rowheader").first).to_be_visible()


def test_every_page_leads_to_the_statement(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    link = 'toegankelijkheid/">Toegankelijkheid</a>'
    assert [path for path in pages if link not in path.read_text(encoding="utf-8").partition('<footer class="voet">')[2]] == []
    assert len(pages) > 300


def test_explained_doubts_say_why() -> None:
    assert all(set(one) == {"regel", "waar", "reden"} and all(one.values()) for one in yaml.safe_load(EXPLAINED.read_text(encoding="utf-8")) or [])


# --- every measurement fails on what it is for -----------------------------------------------------------------

HEAD = '<!doctype html><html lang="nl"><title>Proef</title><main><h1>Proef</h1>'


def show(page: Page, body: str) -> None:
    page.set_viewport_size({"width": 320, "height": 400})
    page.set_content(HEAD + body)


def test_axe_finds_what_is_planted_and_pixels_settle_its_doubts(page: Page) -> None:
    show(page, '<img src="data:,"><p style="color: #ccc">Licht</p>')
    assert {rule for word, rule, _ in axe(page) if word == "fout"} >= {"image-alt", "color-contrast"}
    # On a picture axe cannot tell; the pixels can.
    behind = "padding: 2rem; background: linear-gradient(#777, #777)"
    show(page, f'<p style="{behind}; color: #888">Grijs op grijs</p>')
    assert [(word, rule) for word, rule, _ in axe(page)] == [("fout", "color-contrast")]
    show(page, f'<p style="{behind}; color: #fff; font-size: 2rem">Wit op grijs</p>')
    assert axe(page) == []


def test_of_each_look_one_is_measured_and_what_differs_is_another_look(page: Page) -> None:
    same = '<p style="color: #ccc">Licht</p>'
    show(page, f'{same}{same}<div style="background: #ddd">{same}</div><div hidden>{same}</div><p>Goed</p>')
    assert [rule for word, rule, _ in axe(page)] == ["color-contrast"] * 2
    show(page, '<div style="color: #000"><p>Goed</p></div><div style="color: #ccc"><p>Licht</p></div>')
    assert [rule for word, rule, _ in axe(page)] == ["color-contrast"]


@pytest.mark.parametrize(("body", "says"), [
    ('<p style="width: 500px">Te breed</p>', "px wide in 320"),
    ('<p style="height: 1rem; overflow: hidden">Dit is een heel lange zin die niet past in een vak van een regel hoog.</p>', "cut off"),
])
def test_layout_finds_what_is_planted(page: Page, body: str, says: str) -> None:
    show(page, body)
    assert says in "".join(layout(page))


@pytest.mark.parametrize(("body", "says"), [
    ('<a href="#" style="outline: 0">Geen ring</a>', "ring 1.00"),
    ('<a href="#" style="outline: 3px solid #ddd">Bleke ring</a>', "ring 1.3"),
    ('<a href="#">Onder</a><div style="position: fixed; inset: 0; background: #fff"></div>', "bedekt"),
    ('<a href="#" style="position: fixed; left: -500px">Links van het scherm</a>', "buiten beeld"),
    ('<a href="#" style="opacity: 0">Doorzichtig</a>', "niet te zien"),
    ('<button onkeydown="event.preventDefault()">Val</button><a href="#">Verder</a>', "een val"),
    ('<a href="#">Eerst</a><button id="a">A</button><button onkeydown="a.focus(); event.preventDefault()">B</button>', "een val"),
    ('<a href="#">Eerst</a><a href="#" id="a" tabindex="-1">Terug</a><button onkeydown="a.focus(); event.preventDefault()">B</button>', "terug in de tekst"),
    ('<a href="#">Eerst</a><button onkeydown="event.key === `Tab` && document.activeElement.blur()">B</button><a href="#" onfocus="this.blur()">C</a>', "haltes bereikt"),
])
def test_a_walk_finds_what_is_planted(page: Page, body: str, says: str) -> None:
    show(page, body)
    assert says in "\n".join(walk(page, limit=20).troubles)


def test_a_good_page_passes_the_walk(page: Page) -> None:
    show(page, '<a href="#" style="outline-offset: 3px">Goed</a> <button>Ook goed</button>')
    page.add_style_tag(content=":focus-visible { outline: 3px solid #000 }")
    assert walk(page).troubles == ()


@pytest.mark.parametrize(("body", "says"), [
    ("<p>Er is niets open.</p>", "niets ligt open"),
    ('<div role="dialog">Blijft open</div>', "Escape sluit dit niet"),
    ('<div role="dialog">Weg</div><script>onkeydown = () => document.querySelector("[role=dialog]").remove()</script>', "de focus weg"),
])
def test_escape_finds_what_is_planted(page: Page, body: str, says: str) -> None:
    show(page, body)
    assert says in "".join(escape(page))
