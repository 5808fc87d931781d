"""The finder and the search box, in a real browser."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Iterator

import pytest
from golden_bank import load_golden, read_region
from odd_input import ODD
from playwright.sync_api import Browser, Page, Route, expect

from portaal.search import build_index, search
from portaal.search.analysis import _snowball, split_words
from toegang.meten import day_and_night

pytestmark = pytest.mark.browser

CARDS = "#vinder .vinder-lijst .plek:visible"
POSTCODE = "#postcode-uitleg [data-als]:visible"


def names(page: Page) -> list[str]:
    return page.locator(f"{CARDS} .plek-naam").all_inner_texts()


def status(page: Page) -> str:
    return page.locator("#vinder .status").inner_text()


def number(page: Page) -> int:
    return int(re.match(r"\d+", status(page))[0])


def ask(page: Page, base_url: str, words: str) -> None:
    page.goto(f"{base_url}zoeken/")
    page.fill("#vraag", words)
    page.press("#vraag", "Enter")
    expect(page.locator("#uitkomst-titel")).to_be_focused()


# What parents come for


def test_epilepsie_leads_to_de_waterlelie(page: Page, base_url: str) -> None:
    ask(page, base_url, "epilepsie")
    expect(page.locator(CARDS).first).to_contain_text("De Waterlelie")
    expect(page.locator(CARDS).first).to_contain_text("Gevonden op: epilepsie")
    assert "q=epilepsie" in page.url


@pytest.mark.parametrize("postcode", ["2151", "2152 ab", " 2153AB "])
def test_a_postcode_in_nieuw_vennep_sorts_by_distance(page: Page, base_url: str, postcode: str) -> None:
    page.goto(f"{base_url}zoeken/?soort=sbo")
    page.fill("#postcode", postcode)
    expect(page.locator(POSTCODE)).to_contain_text("Nieuw-Vennep")
    assert names(page)[0] == "De Fakkel"
    far = [float(text.split(" km")[0].replace(",", ".")) if " km" in text else 0 for text in page.locator(f"{CARDS} .afstand").all_inner_texts()]
    assert len(far) == 4
    assert far == sorted(far)
    page.select_option("#ver", "5")
    expect(page.locator("#vinder .status")).to_contain_text("1 plek gevonden")


OUTSIDE = ("1012", "2011 AB")


@pytest.mark.parametrize(("postcode", "says"), [
    ("21", "geen postcode"), ("abcdef", "geen postcode"), ("2152 ABC", "geen postcode"), ("9999", "kennen wij niet"),
    ("1012", "ligt in de gemeente Amsterdam. Daar helpt een ander samenwerkingsverband"),
    ("2011 AB", "Zoek op internet naar ‘samenwerkingsverband passend onderwijs Haarlem’"),
])
def test_a_strange_postcode_is_told_kindly(page: Page, base_url: str, postcode: str, says: str) -> None:
    page.goto(f"{base_url}zoeken/")
    before = names(page)
    page.fill("#postcode", postcode)
    page.press("#postcode", "Tab")
    expect(page.locator(POSTCODE)).to_contain_text(says)
    assert page.locator("#postcode").get_attribute("aria-invalid") == ("false" if postcode in OUTSIDE else "true")
    if postcode not in OUTSIDE:
        assert names(page) == before


def test_a_typo_is_mended_told_and_taken_back(page: Page, base_url: str) -> None:
    ask(page, base_url, "geschilencommisie")
    expect(page.locator(".bedoelde")).to_contain_text("Bedoelde u geschillencommissie?")
    page.click("text=Zoek precies wat ik typte")
    expect(page.locator("#vinder .status")).to_have_text("0 plekken gevonden.")
    assert "letterlijk=ja" in page.url
    page.click("text=Zoek ook woorden die erop lijken")
    expect(page.locator(".vinder-uitleg li")).not_to_have_count(0)


def test_words_find_explanations_too(page: Page, base_url: str) -> None:
    ask(page, base_url, "mijn kind wil niet naar school")
    expect(page.locator(".vinder-uitleg a").first).to_have_attribute("href", re.compile("hulpvraag/thuiszitten/$"))
    before = page.locator(".vinder-uitleg li").count()
    page.click(".vinder-uitleg > p > button")
    assert page.locator(".vinder-uitleg li").count() > before


# Choosing


def test_facets_count_what_they_will_show(page: Page, base_url: str) -> None:
    """Every count is true: choosing the value shows that many, under what was chosen in other facets."""
    page.goto(f"{base_url}zoeken/?tlv=ja&tlv=nee")
    page.evaluate("document.querySelectorAll('.facet').forEach((facet) => (facet.open = true))")
    # What comes after the results is there.
    expect(page.locator("[data-facet=tlv] .weet-niet")).not_to_be_checked()
    boxes = page.locator(".facet [value]:not([name=tlv])")
    for position in random.Random(3).sample(range(boxes.count()), 14):
        box = boxes.nth(position)
        told = int(box.locator("xpath=..").locator(".aantal").inner_text())
        box.check()
        assert number(page) == told
        box.uncheck()
        page.evaluate("new Promise((done) => setTimeout(done))")  # counts are written after the results


def test_or_within_a_facet_and_between_facets(page: Page, base_url: str) -> None:
    counts = {}
    for query in ("soort=sbo", "soort=so", "soort=sbo&soort=so", "soort=sbo&soort=so&plaats=hoofddorp"):
        page.goto(f"{base_url}zoeken/?{query}")
        counts[query] = number(page)
    assert counts["soort=sbo&soort=so"] == counts["soort=sbo"] + counts["soort=so"]
    assert 0 < counts["soort=sbo&soort=so&plaats=hoofddorp"] < counts["soort=sbo&soort=so"]


def test_help_that_is_there_now_apart_from_help_on_request(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}zoeken/?hulpvraag=thuiszitten")
    everything = number(page)
    page.goto(f"{base_url}zoeken/?hulpvraag=thuiszitten&staat=nu")
    assert number(page) < everything
    page.goto(f"{base_url}zoeken/?hulpvraag=thuiszitten&staat=in_opbouw")
    expect(page.locator(f"{CARDS} .plek-waarom").first).to_contain_text("nog in opbouw")


def test_not_knowing_is_an_answer(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}zoeken/")
    expect(page.locator("#filters")).to_contain_text("Weet u iets niet? Laat dan ‘Weet ik niet’ staan.")
    everything = number(page)
    assert everything == len([1 for _ in page.locator("#vinder .vinder-lijst .plek").all()]) + int(
        re.search(r"\d+", page.locator(".vinder-lijst > p > button").inner_text())[0])
    unsure = page.locator("[data-facet=hulpvraag]").get_by_label("Weet ik niet of maakt niet uit")
    expect(unsure).to_be_checked()
    for value in ("autisme", "taal"):
        page.check(f"input[name=hulpvraag][value={value}]")
    page.check("input[name=soort][value=so]")
    expect(unsure).not_to_be_checked()
    unsure.check()
    expect(page.locator("input[name=hulpvraag]:checked")).to_have_count(0)
    expect(page.locator("input[name=soort]:checked")).to_have_count(1)
    assert 0 < number(page) < everything
    # Nothing is known still, so the answer stays.
    unsure.click()
    expect(unsure).to_be_checked()


def test_back_undoes_a_choice_and_the_address_repeats_it(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}zoeken/")
    everything = number(page)
    page.check("input[name=hulpvraag][value=autisme]")
    chosen = number(page)
    assert "hulpvraag=autisme" in page.url
    page.check("input[name=hulpvraag][value=taal]")
    page.go_back()
    assert number(page) == chosen
    page.reload()
    assert number(page) == chosen
    assert page.locator("input[name=hulpvraag][value=autisme]").is_checked()
    page.go_back()
    assert number(page) == everything


def test_chosen_tags_take_away(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}zoeken/?hulpvraag=autisme&tlv=ja&q=hoofddorp")
    tags = page.locator(".gekozen button")
    expect(tags).to_have_count(4)
    page.click(".gekozen >> text=TLV nodig")
    expect(page.locator("#uitkomst-titel")).to_be_focused()
    assert "tlv" not in page.url
    page.click(".gekozen >> text=Wis alles")
    expect(tags).to_have_count(0)
    assert page.url == f"{base_url}zoeken/"
    assert page.input_value("#vraag") == ""


def test_nothing_fits_is_no_dead_end(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}zoeken/?hulpvraag=autisme&plaats=abbenes&soort=sbo")
    expect(page.locator("#vinder .status")).to_have_text("0 plekken gevonden.")
    near = page.locator(".bijna .plek")
    expect(near).to_have_count(3)
    expect(near.first).to_contain_text("Let op: u koos")
    expect(page.locator(".vinder-niets")).to_contain_text("steunpunt")
    # Whom to call, and when.
    expect(page.locator("section.steunpunt").last).to_be_visible()
    expect(page.locator("section.steunpunt").last).to_contain_text(re.compile(r"023 - 303 01 02 \(.*9\.00 - 17\.00 uur\)"))


def test_words_that_nobody_knows_are_answered_honestly(page: Page, base_url: str) -> None:
    ask(page, base_url, "qzxv wvxq")
    expect(page.locator(".vinder-niets")).to_contain_text("Wij vonden niets")
    expect(page.locator(".vinder-niets a[href*=hulpvraag]")).to_be_visible()


def test_the_map_shows_what_the_list_shows(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}zoeken/?plaats=nieuw-vennep")
    shown = number(page)
    place = page.locator(".kaart .plaats[data-plaats=nieuw-vennep]")
    assert place.get_attribute("aria-label") == f"Nieuw-Vennep, {shown} plekken"
    expect(page.locator(".kaart .punt.raak")).to_have_count(shown)
    place.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/plaats/nieuw-vennep/")


# The visitor's list


def keep(page: Page, *positions: int) -> None:
    for position in positions:
        page.locator("#vinder .vinder-lijst .bewaar").nth(position).click()
    expect(page.locator("#lijstje")).to_be_visible()


def test_kept_places_stand_side_by_side_four_at_most(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}zoeken/?soort=sbo&soort=so")
    keep(page, 0, 1, 2, 3, 4)
    expect(page.locator("#lijstje thead th")).to_have_count(4)
    expect(page.locator(".lijstje-hoeveel")).to_contain_text("U bewaarde 5 plekken. De eerste 4 staan naast elkaar. Ook op uw lijstje: ")
    assert not [row for row in page.locator("#lijstje tbody tr:visible").all() if not any(row.locator("td").all_inner_texts())]
    page.click("#lijstje thead th:nth-child(2) button")
    expect(page.locator("#lijstje-titel")).to_be_focused()
    expect(page.locator("#lijstje thead th")).to_have_count(4)
    expect(page.locator("#vinder .vinder-lijst .bewaar[aria-pressed=true]")).to_have_count(4)
    page.click("[data-doe=wis]")
    expect(page.locator("#lijstje")).to_be_hidden()


def test_the_list_stays_when_the_search_changes(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}zoeken/?soort=sbo")
    keep(page, 0)
    kept = page.locator("#lijstje thead .plek-naam").inner_text()
    page.goto(f"{base_url}zoeken/?soort=sbo")
    expect(page.locator("#lijstje")).to_be_hidden()
    keep(page, 0)
    page.check("input[name=soort][value=hb]")
    page.uncheck("input[name=soort][value=sbo]")
    assert page.locator("#lijstje thead .plek-naam").inner_text() == kept


def test_the_list_is_kept_on_the_device_only_when_asked(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}zoeken/?soort=sbo")
    keep(page, 0, 1)
    assert page.evaluate("localStorage.length") == 0
    page.check("[data-doe=onthoud]")
    page.goto(f"{base_url}zoeken/")
    expect(page.locator("#lijstje thead th")).to_have_count(2)
    page.uncheck("[data-doe=onthoud]")
    assert page.evaluate("localStorage.length") == 0
    assert page.locator("#lijstje thead th").count() == 2


def test_the_sheet_holds_what_a_talk_needs(page: Page, base_url: str) -> None:
    page.add_init_script("window.print = () => {}")
    page.goto(f"{base_url}zoeken/?soort=sbo&q=gedrag")
    keep(page, 0, 1)
    page.click("[data-doe=print]")
    page.emulate_media(media="print")
    for text in ("U zocht: ‘gedrag’", "Vragen die u kunt stellen", "Dit zijn uw rechten", "Wilt u met iemand praten?"):
        expect(page.locator("#lijstje").get_by_text(text).first).to_be_visible()
    assert page.locator("#lijstje .gezocht").inner_text() == "U zocht: ‘gedrag’, Speciaal basisonderwijs."
    assert not page.locator("#vinder").is_visible()
    assert not page.locator("#lijstje button").first.is_visible()
    assert page.pdf().startswith(b"%PDF")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("#vinder").is_visible()


# Without a mouse, without JavaScript, without room


def tab_to(page: Page, selector: str, limit: int = 60) -> None:
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is not reached with Tab")


def test_the_finder_with_the_keyboard_alone(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}zoeken/")
    page.keyboard.press("Control+k")
    expect(page.locator("#vraag")).to_be_focused()
    page.keyboard.type("gedrag")
    page.keyboard.press("Enter")
    expect(page.locator("#uitkomst-titel")).to_be_focused()
    found = number(page)
    page.keyboard.press("Control+k")
    tab_to(page, "#postcode")
    page.keyboard.type("2151")
    expect(page.locator(".volgorde")).to_be_visible()
    tab_to(page, "input[name=soort][value=sbo]")
    page.keyboard.press("Space")
    assert 0 < number(page) < found
    tab_to(page, ".gekozen button")
    tab_to(page, ".plek-naam")
    page.keyboard.press("Enter")
    page.wait_for_url("**/voorziening/**")


def test_the_search_box_is_a_combobox(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}contact/")
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("epilep")
    expect(box).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("De Waterlelie")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert box.input_value() == "epilep"
    page.keyboard.press("Escape")
    assert box.input_value() == ""
    expect(page.locator(".zoekbalk [role=status]")).to_be_attached()


def test_enter_in_the_search_box_leads_to_the_finder(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.keyboard.press("Control+k")
    page.keyboard.type("thuiszitten")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/?q=thuiszitten#uitkomst-titel")
    expect(page.locator(".vinder-uitleg a").first).to_be_visible()


def test_enter_on_a_suggestion_opens_it(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}ouders/steunpunt/")
    page.keyboard.press("Control+k")
    page.keyboard.type("twickel")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/(voorziening/hb-voltijds-twickel|school/.*twickel.*)/$"))


def test_without_its_files_the_finder_says_so_and_still_lists(browser: Browser, base_url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/zoek/*.json", lambda route: route.abort())
    page.goto(f"{base_url}zoeken/?soort=sbo&q=gedrag")
    expect(page.locator("#vinder .status")).to_contain_text("Zoeken met woorden lukt nu niet")
    expect(page.locator(CARDS)).to_have_count(4)
    page.fill("#postcode", "2151")
    expect(page.locator(POSTCODE)).to_contain_text("lukt nu niet")
    context.close()


def test_until_the_index_is_in_no_place_is_said_to_fit(page: Page, base_url: str) -> None:
    kept: list[Route] = []
    page.route("**/zoek/index.json", lambda route: kept.append(route))
    page.goto(f"{base_url}zoeken/?q=epilepsie", wait_until="commit")
    expect(page.locator("#vinder .status")).to_have_text("Wij zoeken …")
    expect(page.locator(".vinder-uitkomst")).to_have_attribute("aria-busy", "true")
    assert not names(page)
    page.locator(".facet summary:visible").first.click()
    kept[0].continue_()
    expect(page.locator(CARDS).first).to_contain_text("De Waterlelie")
    expect(page.locator(".vinder-uitkomst")).to_have_attribute("aria-busy", "false")


def shift(browser: Browser, url: str, width: int, spoil: tuple[str, str] | None = None) -> float:
    """Return how much of a page jumped until the finder stood there; `spoil` replaces a piece of its style."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.add_init_script("""window.jumped = 0;
        new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (window.jumped += value)))
            .observe({ type: "layout-shift", buffered: true });""")
    if spoil:
        page.route("**/zoeken.css", lambda route: route.fulfill(body=route.fetch().text().replace(*spoil), content_type="text/css"))
    # The page is painted before its script comes, and with the script before the index.
    held: list[Route] = []
    for parts in ("**/js/zoek/vinder.js", "**/zoek/index.json"):
        page.route(parts, lambda route: held.append(route))
    page.goto(url, wait_until="commit")
    page.locator("h1").wait_for()
    two_frames = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    for _ in range(2 if "q=" in url else 1):
        page.wait_for_timeout(100)
        while not held:
            page.wait_for_timeout(20)
        page.evaluate(two_frames)
        held.pop().continue_()
    page.locator("#vinder .status").filter(has_text="gevonden").wait_for()
    page.evaluate(two_frames)
    jumped = page.evaluate("window.jumped")
    context.close()
    return jumped


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("query", ["", "?q=autisme"])
def test_nothing_jumps_when_the_finder_comes(browser: Browser, base_url: str, width: int, query: str) -> None:
    assert shift(browser, f"{base_url}zoeken/{query}", width) < 0.01


@pytest.mark.parametrize(("width", "query", "spoil"), [
    (1280, "", (".vinder { grid-template-columns: 15rem", ".vinder.aan { grid-template-columns: 15rem")),
    (768, "?q=autisme", ('[aria-busy="true"]', ".nergens")),
])
def test_a_jump_is_seen(browser: Browser, base_url: str, width: int, query: str, spoil: tuple[str, str]) -> None:
    assert shift(browser, f"{base_url}zoeken/{query}", width, spoil) > 0.01


@pytest.mark.parametrize(("url", "answers"), [("contact/", "[role=option]"), ("zoeken/", CARDS)])
def test_the_index_is_fetched_on_first_use_only(page: Page, base_url: str, url: str, answers: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{base_url}{url}")
    page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if "/zoek/index.json" in url]
    page.keyboard.press("Control+k")
    page.keyboard.type("autisme")
    expect(page.locator(answers).filter(has_text=re.compile("autisme", re.I)).first).to_be_visible()
    assert len([url for url in fetched if "/zoek/index.json" in url]) == 1


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def test_without_javascript_everything_is_listed(plain: Page, base_url: str) -> None:
    plain.goto(f"{base_url}zoeken/?q=autisme")
    region = read_region()
    links = {link.get_attribute("href") for link in plain.locator("#vinder a:visible").all()}
    for voorziening in region.voorzieningen:
        assert f"../voorziening/{voorziening}/" in links
    for school in region.schools.values():
        assert not school.is_open or f"../school/{school.slug}/" in links, school.naam
    for hulpvraag in region.hulpvragen:
        assert f"../hulpvraag/{hulpvraag}/" in links
    assert not plain.locator("#vraag").is_visible()
    assert not plain.locator("#filters").is_visible()
    expect(plain.locator("noscript p")).to_be_visible()


def test_on_a_phone_the_choices_are_a_panel_that_tells_what_it_will_show(browser: Browser, base_url: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto(f"{base_url}zoeken/")
    assert not page.locator(".facet").first.is_visible()
    page.click("#filters > summary")
    page.check("input[name=hulpvraag][value=zintuigen]")
    expect(page.locator("#filters-klaar")).to_have_text(f"Toon {number(page)} plekken")
    page.click("#filters-klaar")
    assert not page.locator(".facet").first.is_visible()
    expect(page.locator("#filters-titel")).to_have_text("Kies wat u zoekt (1 gekozen)")
    expect(page.locator("#uitkomst-titel")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_choices_fit_a_phone_in_letters_twice_as_large(browser: Browser, base_url: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{base_url}zoeken/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.click("#filters > summary")
    page.evaluate("document.querySelectorAll('.facet').forEach((facet) => (facet.open = true))")
    ends = page.locator(".facet label, .facet label > *").evaluate_all("pieces => pieces.map((piece) => piece.getBoundingClientRect().right)")
    assert len(ends) > 100
    assert max(ends) <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    box = page.locator(".zoekvak").bounding_box()
    for field in ("#vraag", "#postcode"):
        inside = page.locator(field).bounding_box()
        assert inside["width"] >= 150
        assert inside["x"] + inside["width"] <= box["x"] + box["width"]
    context.close()


# Promises


STATES = {
    "start": "zoeken/", "typing": "zoeken/?q=auti", "results": "zoeken/?q=hoogbegaafd&soort=hb",
    "typo": "zoeken/?q=geschilencommisie", "no match": "zoeken/?hulpvraag=autisme&plaats=abbenes", "nothing": "zoeken/?q=qzxv",
}


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, base_url: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    for state, url in STATES.items():
        page.goto(f"{base_url}{url}")
        expect(page.locator("#vinder .status")).to_contain_text(re.compile(r"\d+ plek"))
        page.wait_for_load_state("networkidle")
        if width == 360:
            page.click("#filters > summary")
        page.fill("#postcode", "2151")
        expect(page.locator(POSTCODE)).to_contain_text("Nieuw-Vennep")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state
        assert day_and_night(page) == [], state
    page.goto(f"{base_url}zoeken/?soort=sbo")
    keep(page, 0, 1, 2, 3)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "compare"
    assert day_and_night(page) == [], "compare"
    page.emulate_media(media="print")
    assert day_and_night(page) == [], "print"
    page.emulate_media(media="screen")
    page.goto(base_url)
    page.keyboard.press("Control+k")
    page.keyboard.type("autisme")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert day_and_night(page) == [], "combobox"
    context.close()


def test_nothing_leaves_this_site(browser: Browser, base_url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(f"{request.url} {request.post_data or ''} {json.dumps(request.headers)}"))
    ask(page, base_url, "autisme")
    page.fill("#postcode", "2153 XY")
    expect(page.locator(POSTCODE)).to_contain_text("Nieuw-Vennep")
    page.check("input[name=soort][value=groep]")
    page.click(f"{CARDS} .plek-naam >> nth=0")
    page.wait_for_load_state("networkidle")
    assert all(request.startswith(base_url) for request in requests)
    assert not [request for request in requests if "2153" in request]
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie, history.state])")
    assert kept == '[{},{},"",null]'
    assert not context.cookies()
    context.close()


ANSWER = """async ([queries, folder]) => {
    const { readIndex } = await import(folder + "index.js");
    const { search } = await import(folder + "zoek.js");
    const index = readIndex(await (await fetch("../zoek/index.json")).json());
    return queries.map((query) => {
        const { hits, scores } = search(index, query);
        return Array.from(hits.slice(0, 5), (number) => {
            const { ref, titel, url } = index.document(number);
            return [ref, titel, url, scores[number]];
        });
    });
}"""
TERMS = """async ([words, folder]) => {
    const { readIndex } = await import(folder + "index.js");
    const index = readIndex(await (await fetch("../zoek/index.json")).json());
    return [words.map(index.toTerm), index.words.map((word) => [word, index.toTerm(word), index.termOf(word)])];
}"""


def scripts(page: Page, base_url: str) -> str:
    """Return the folder of our modules, with the finder's page open."""
    page.goto(f"{base_url}zoeken/")
    return page.locator("script[src*=vinder]").evaluate("script => new URL('.', script.src).href")


def test_browser_and_command_line_give_the_same_top_five(page: Page, base_url: str) -> None:
    index = build_index(read_region())
    queries = [query.vraag for half in ("afgestemd", "weggezet", "talen") for query in load_golden(half)] + ODD
    found = page.evaluate(ANSWER, [queries, scripts(page, base_url)])
    for query, hits in zip(queries, found, strict=True):
        assert hits == [[f"{hit.type}:{hit.id}", hit.titel, hit.url, hit.score] for hit in search(index, query, 5)], query[:80]


WORDS = """async ([texts, folder]) => {
    const { splitWords } = await import(folder + "analyse.js");
    // What this browser does not know yet, or Python does not, is no difference of ours.
    return texts.map((text) => (/\\p{Cn}/u.test(text) ? null : splitWords(text)));
}"""


def other_words(page: Page, folder: str) -> tuple[int, list[str]]:
    """Return how many texts of every script were cut into words on both sides, and those where the words were not the same."""
    chance = random.Random(11)
    numbers = (*range(0xD800), *range(0xE000, 0x10400), *range(0x1D400, 0x1D800))
    signs = [sign for number in numbers if unicodedata.category(sign := chr(number)) not in ("Cn", "Co")]
    # Signs of one script beside each other, as in life, and here and there one that is hard: an accent, an apostrophe.
    hard = "'’`\u02bc\u0640\u0301\u0654 -łıİΣß½Ⅷ٣"
    texts = [*ODD, *(" ".join(f"{sign}a{sign}" for sign in signs[start : start + 30]) for start in range(0, len(signs), 30))]
    for _ in range(3000):
        start = chance.randrange(12_000)
        texts.append("".join(chance.choice(hard if chance.random() < 0.3 else signs[start : start + 60]) for _ in range(chance.randint(1, 20))))
    told = page.evaluate(WORDS, [texts, folder])
    pairs = [(text, words) for text, words in zip(texts, told, strict=True) if words is not None]
    return len(pairs) * 100 // len(texts), [text for text, words in pairs if words != split_words(text)]


def test_browser_and_command_line_cut_words_alike_in_any_script(page: Page, base_url: str) -> None:
    percent, other = other_words(page, scripts(page, base_url))
    assert percent >= 99
    assert not other


@pytest.mark.parametrize(("right", "wrong"), [("\\p{Nd}{1,35}", "\\d{1,35}"), ("\\u0640", ""), ("[\\ud800-\\udfff]", "[]")])
def test_a_browser_that_cuts_otherwise_is_seen(page: Page, base_url: str, right: str, wrong: str) -> None:
    def spoil(route: Route) -> None:
        text = route.fetch().text()
        assert right in text
        route.fulfill(body=text.replace(right, wrong), content_type="text/javascript")

    page.route("**/analyse.js", spoil)
    assert other_words(page, scripts(page, base_url))[1]


def test_browser_and_command_line_stem_alike(page: Page, base_url: str) -> None:
    index = build_index(read_region())
    chance = random.Random(7)
    endings = "ig ing end heid heden lijk baar bar en ene e s se gem y iy yy ieu kk tt c aa st v z".split()
    made = ["".join(chance.choice(endings) for _ in range(chance.randint(1, 6))) for _ in range(8000)]
    made += ["".join(chance.choice("aeioustndkglijvz") for _ in range(chance.randint(1, 14))) for _ in range(8000)]
    words = [*index.words, *(word for word in made if len(word) <= 35)]
    from portaal.search.analysis import to_term

    terms, vocabulary = page.evaluate(TERMS, [words, scripts(page, base_url)])
    assert _snowball("gedragsproblemen") == "gedragsproblem"
    assert terms == [to_term(word) for word in words]
    numbers = {term: number for number, term in enumerate(sorted(index.known_terms))}
    assert vocabulary == [[word, term, numbers[term]] for word, term in index.terms.items()]


def test_odd_input_does_no_harm(page: Page, base_url: str) -> None:
    """The page fixture fails on any error in the console; here nothing may run, and an answer must come."""
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    ask(page, base_url, "autisme")
    expect(page.locator("#vinder .plek-gevonden:visible").first).to_be_visible()
    before = page.evaluate("document.querySelectorAll('script, img, iframe').length")
    said = page.evaluate("""texts => {
        // Five hundred steps at once would make the browser complain; one of them is looked at below.
        history.pushState = () => {};
        const box = document.querySelector("#vraag");
        return texts.map((text) => {
            box.value = text;
            box.form.requestSubmit();
            return document.querySelector("#vinder .status").textContent;
        });
    }""", ODD)
    assert len(ODD) >= 500
    for text, answer in zip(ODD, said, strict=True):
        assert re.match(r"\d+ plek", answer), text[:80]
    assert page.evaluate("document.querySelectorAll('script, img, iframe').length") == before
    page.goto(f"{base_url}zoeken/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&hulpvraag=%3Cb%3E&plaats=__proto__")
    expect(page.locator("#vraag")).to_have_value("<img src=x onerror=alert(1)>")
    expect(page.locator(".gekozen button")).to_have_count(1)
