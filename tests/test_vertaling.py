"""Other languages: words of the generator, translations of a root, and what a reader gets where one is missing or overtaken."""

from __future__ import annotations

import datetime as dt
import re
import string
from dataclasses import replace
from typing import Any

import lxml.html
import pytest

from miniature import MINIATURE, REPO, TODAY
from portaal import catalogus
from portaal.model import Portal
from portaal.overzicht import build_overzicht
from portaal.page import Site
from portaal.pages import build_glossary, data_pages, talen_of
from portaal.pages.leestaal import leestaal_pages
from portaal.pages.routekaart import routekaart_pages
from portaal.pipeline import read_portal
from portaal.render import Renderer
from portaal.theme import THEME
from portaal.vertaling import delen_of, kenmerk_of, vertaal

LEESTALEN = ("ar", "en", "makkelijk", "pl", "tr", "uk")


@pytest.fixture(scope="module")
def portal() -> Portal:
    return read_portal(MINIATURE, TODAY)[0]


def pages_of(portal: Portal) -> dict[str, Any]:
    """Return url -> document of the pages in other languages, and of the Dutch route maps."""
    site = Site("https://voorbeeld.invalid/", portal.organisatie, (), (), "assets/x/", TODAY, talen=talen_of(portal))
    plan = [*leestaal_pages(portal, TODAY), *routekaart_pages(portal, TODAY)]
    made = Renderer(THEME / "templates").render(plan, site, build_glossary(portal))
    return {page.url: lxml.html.fromstring(made[page.path].decode()) for page in plan}


def with_other_words(portal: Portal, stap: str, wat: str) -> Portal:
    """Return the portal with what happens in one step of `testroute` told in other Dutch words."""
    kaart = portal.routekaarten["testroute"]
    stappen = tuple(step.model_copy(update={"wat": wat}) if step.id == stap else step for step in kaart.stappen)
    return replace(portal, routekaarten=portal.routekaarten | {"testroute": kaart.model_copy(update={"stappen": stappen})})


@pytest.fixture(scope="module")
def html(portal: Portal) -> dict[str, Any]:
    return pages_of(portal)


# --- the words of the generator --------------------------------------------------------------------------------


def blanks(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("key", LEESTALEN)
def test_every_language_says_everything_and_leaves_the_same_blanks(key: str) -> None:
    dutch, other = catalogus.catalogus("nl").woorden, catalogus.catalogus(key).woorden
    assert list(other) == list(dutch)
    assert {name: blanks(text) for name, text in other.items()} == {name: blanks(text) for name, text in dutch.items()}
    assert all(text.strip() for text in other.values())


def test_the_languages_of_the_issue_are_there() -> None:
    assert catalogus.keys() == ("nl", *LEESTALEN)
    assert {key: catalogus.catalogus(key).richting for key in LEESTALEN if catalogus.catalogus(key).richting != "ltr"} == {"ar": "rtl"}


def test_no_word_is_unused_and_none_is_asked_for_in_vain() -> None:
    """A template asks by name, or (`woord('rol_' ~ rol)`) by the beginning of one."""
    sources = [*(THEME / "templates").rglob("*.html"), *(REPO / "tools" / "portaal" / "pages").glob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    known = set(catalogus.catalogus("nl").woorden)
    asked = set(re.findall(r"""woord\(['"](\w+)['"][,)]""", text))
    begun = tuple(re.findall(r"""woord\(['"](\w+_)['"] ~""", text))
    kinds = {"machine", "mens"}  # asked for by who made a translation
    assert asked <= known
    assert {name for name in known - asked - kinds if not name.startswith(begun)} == set()


# --- what a reader gets ----------------------------------------------------------------------------------------


def test_pages_say_which_language_they_are_in_and_which_way_it_runs(html: dict[str, Any]) -> None:
    assert [(url, page.get("lang"), page.get("dir")) for url, page in html.items() if not url.startswith("routekaart/")] == [
        ("taal/", "nl", None), ("ar/", "ar", "rtl"), ("ar/routekaart/testroute/", "ar", "rtl"),
        ("en/", "en", None), ("en/routekaart/voorbeeldroute/", "en", None),
    ]  # fmt: skip


def test_the_choice_of_languages_needs_no_dutch(html: dict[str, Any]) -> None:
    rows = html["taal/"].xpath("//main//li")
    assert [(row.get("lang"), row.get("dir"), row.xpath("a/text()")[0], row.xpath("a/@href")[0]) for row in rows] == [
        ("nl", None, "Nederlands", "../"), ("ar", "rtl", "العربية", "../ar/"), ("en", None, "English", "../en/"),
    ]  # fmt: skip


def test_a_page_names_itself_in_every_language_for_search_engines_and_readers(html: dict[str, Any]) -> None:
    expected = [("nl", "routekaart/testroute/"), ("ar", "ar/routekaart/testroute/")]
    for _, url in expected:
        alternates = [(link.get("hreflang"), link.get("href")) for link in html[url].xpath("//head/link[@hreflang]")]
        assert alternates == [(tag, f"https://voorbeeld.invalid/{other}") for tag, other in expected]
        assert html[url].xpath("//nav[@class='talen baan']//a/@hreflang") == ["nl", "ar"]
        assert html[url].xpath("//nav[@class='talen baan']//a[@aria-current='page']/@lang") == [html[url].get("lang")]


def test_machine_work_is_marked_in_the_language_of_the_reader_and_in_dutch(html: dict[str, Any]) -> None:
    for url in ("ar/", "ar/routekaart/testroute/"):
        told = html[url].xpath("//div[contains(@class, 'vertaalmelding')]/p")
        assert [line.text_content() for line in told] == [catalogus.catalogus(key).woord("machine") for key in ("ar", "nl")]
        assert (told[1].get("lang"), told[1].get("dir")) == ("nl", "ltr")


def test_a_role_that_confirmed_takes_the_mark_away(html: dict[str, Any]) -> None:
    for url in ("en/", "en/routekaart/voorbeeldroute/"):
        assert not html[url].xpath("//div[contains(@class, 'vertaalmelding')]")
        assert "Checked on 12-11-2026 by: medewerker van het steunpunt." in html[url].xpath("string(//main)")


def test_a_route_is_read_in_one_language(html: dict[str, Any]) -> None:
    main = html["ar/routekaart/testroute/"].xpath("//main//ol")[0]
    assert [step.get("id") for step in main.xpath("li")] == ["stap-bellen", "stap-rooster", "stap-thuisles", "stap-afspraak"]
    assert not main.xpath(".//*[@lang]"), "every step is translated"
    assert "انتقل إلى الخطوة 3: درس في البيت" in main.text_content()
    assert not re.search("[a-z]{6,}", main.text_content()), "no word of Dutch in a route that is translated"


def test_a_rule_with_a_term_stands_in_the_language_with_its_dutch_source(html: dict[str, Any]) -> None:
    rule = html["en/routekaart/voorbeeldroute/"].xpath("//div[contains(@class, 'regelkader')]")[0]
    assert "The school decides within six weeks." in rule.text_content() and "Weeks: 6" in rule.text_content()
    assert rule.xpath("string(.//span[@lang='nl'])") == "Wet op de voorbeelden, artikel 1"


def test_a_step_that_was_overtaken_is_shown_in_dutch_with_both_dates(portal: Portal) -> None:
    changed = replace(with_other_words(portal, "thuisles", "Uw kind krijgt les van een verzonnen leraar."), changed_on={("routekaart", "testroute"): dt.date(2026, 11, 20)})
    page = pages_of(changed)["ar/routekaart/testroute/"]
    step = page.xpath("//li[@id='stap-thuisles']")[0]
    note = step.xpath("p[@class='melding']")[0]
    assert note.get("lang") is None and "10-11-2026" in note.text_content() and "20-11-2026" in note.text_content()
    assert {(part.get("lang"), part.get("dir")) for part in step.xpath("h3/span[2] | div | p[@class='wie']")} == {("nl", "ltr")}
    assert not step.xpath("h3/@dir"), "the number stays on the side where the page begins"
    assert "Uw kind krijgt les van een verzonnen leraar." in step.text_content() and "Wie doet dit?" in step.text_content()
    marked = page.xpath("//li[@id='stap-bellen']//*[@lang]")
    assert [(link.get("lang"), link.text) for link in marked] == [("nl", "Ga naar stap 3: Les thuis")], "the rest stays as it was"


def test_staff_see_what_is_behind_and_what_nobody_confirmed(portal: Portal) -> None:
    changed = replace(with_other_words(portal, "thuisles", "Anders."), changed_on={("routekaart", "testroute"): dt.date(2026, 11, 20)})
    work = {row.taal.url: row for row in build_overzicht(changed, TODAY, {}).vertalingen}
    assert (work["en/"].onbevestigd, work["en/"].delen) == (0, ())
    assert (work["ar/"].onbevestigd, work["ar/"].delen) == (2, (("stap 'thuisles'", "verouderd", dt.date(2026, 11, 20)),))


def test_a_dutch_step_leads_on_in_the_language_of_the_next(portal: Portal) -> None:
    page = pages_of(with_other_words(portal, "bellen", "U vertelt alles."))["ar/routekaart/testroute/"]
    links = page.xpath("//li[@id='stap-bellen']//div[@class='keuze']//a")
    assert [(link.get("lang"), link.get("dir"), link.text) for link in links] == [
        ("ar", "rtl", "انتقل إلى الخطوة 2: المدرسة تضع جدولاً"), ("ar", "rtl", "انتقل إلى الخطوة 3: درس في البيت"),
    ]  # fmt: skip


def test_a_rule_that_was_overtaken_says_so_and_a_translated_rule_in_a_dutch_step_keeps_its_language(portal: Portal) -> None:
    regel = portal.regels["voorbeeldtermijn"].model_copy(update={"tekst": "De school beslist binnen zes weken na de brief."})
    praten, *others = portal.routekaarten["voorbeeldroute"].stappen
    kaart = portal.routekaarten["voorbeeldroute"].model_copy(update={"stappen": (praten.model_copy(update={"wat": "Anders."}), *others)})
    changed = replace(portal, regels=portal.regels | {regel.id: regel}, routekaarten=portal.routekaarten | {kaart.id: kaart})
    overtaken, good, _ = pages_of(changed)["en/routekaart/voorbeeldroute/"].xpath("//li[@id='stap-praten']//div[contains(@class, 'regelkader')]")
    assert "This part was changed in Dutch after the translation of 10-11-2026." in overtaken.text_content()
    assert overtaken.xpath("p[@lang='nl']")[0].text == regel.tekst
    assert (good.get("lang"), good.get("dir")) == ("en", "ltr") and "four weeks longer" in good.text_content()


def test_a_route_without_translation_leads_to_the_dutch_page(portal: Portal) -> None:
    arabic = portal.leestalen["ar"].model_copy(update={"routekaarten": ("testroute", "voorbeeldroute")})
    page = pages_of(replace(portal, leestalen=portal.leestalen | {"ar": arabic}))["ar/"]
    links = {link.get("href"): link for link in page.xpath("//ul[@class='rijen']//a")}
    assert links["../routekaart/voorbeeldroute/"].get("lang") == "nl"
    assert links["routekaart/testroute/" if "routekaart/testroute/" in links else "../ar/routekaart/testroute/"].get("lang") is None


def test_a_portal_in_one_language_says_nothing_of_languages(portal: Portal) -> None:
    alone = replace(portal, leestalen={}, vertalingen={})
    assert not any(page.url == "taal/" or page.leestaal != "nl" for page in data_pages(alone, TODAY))
    page = pages_of(alone)["routekaart/testroute/"]
    assert not page.xpath("//nav[@class='talen baan'] | //link[@hreflang] | //a[contains(@href, 'taal/')]")


def test_a_language_without_words_is_not_offered(portal: Portal) -> None:
    odd = portal.leestalen["ar"].model_copy(update={"id": "xx"})
    assert [keuze.id for keuze in talen_of(replace(portal, leestalen={"xx": odd, "en": portal.leestalen["en"]})).begin] == ["nl", "en"]


def test_the_mark_of_a_part_follows_its_dutch_text_and_nothing_else(portal: Portal) -> None:
    stap = portal.routekaarten["testroute"].stappen[0]
    assert kenmerk_of(stap) == kenmerk_of(stap.model_copy(update={"contact": "Iemand anders.", "school_doet": "Iets anders."}))
    for field in ("titel", "wat", "ouder_doet", "vraag"):
        assert kenmerk_of(stap) != kenmerk_of(stap.model_copy(update={field: "Anders."}))


def test_half_a_translation_is_shown_whole_in_dutch(portal: Portal) -> None:
    own = portal.vertalingen["ar-testroute"]
    half = own.model_copy(update={"stappen": (own.stappen[0].model_copy(update={"antwoorden": own.stappen[0].antwoorden[:1]}), *own.stappen[1:])})
    changed = replace(portal, vertalingen=portal.vertalingen | {"ar-testroute": half})
    made = vertaal(changed, changed.leestalen["ar"])
    assert made.dutch == {("stap", "testroute/bellen"): "onvolledig"}
    assert made.portal.routekaarten["testroute"].stappen[0] == portal.routekaarten["testroute"].stappen[0]


# --- the region of this repository -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def region() -> Portal:
    from portaal.load import load
    from portaal.model import RECORD_FILES
    from portaal.validate import build_portal

    found = build_portal(load(REPO, RECORD_FILES)[0])[0]
    assert found is not None
    return found


@pytest.mark.parametrize("key", LEESTALEN)
def test_the_region_speaks_each_language(region: Portal, key: str) -> None:
    leestaal = region.leestalen[key]
    assert len(set(leestaal.routekaarten)) == 5
    assert {deel.naam for deel in delen_of(region, leestaal) if deel.stand == "ontbreekt"} == set()


@pytest.mark.parametrize("key", [key for key in LEESTALEN if key != "makkelijk"])
def test_every_need_is_said_in_five_ways_in_each_language(region: Portal, key: str) -> None:
    said = {id_: sum((entry.zegt for entry in region.leestalen[key].zoektaal if f"hulpvraag:{id_}" in entry.vindt), ()) for id_ in region.hulpvragen}
    assert {id_: len(set(phrases)) for id_, phrases in said.items() if len(set(phrases)) < 5} == {}


def test_easy_dutch_begins_where_somebody_wrote_a_page(region: Portal) -> None:
    assert "makkelijk" in region.pages
    urls = {page.url for page in leestaal_pages(region, TODAY)}
    assert "makkelijk/" not in urls and "makkelijk/routekaart/opp/" in urls
    elsewhere = replace(region, pages={})
    assert "makkelijk/" in {page.url for page in leestaal_pages(elsewhere, TODAY)}


def test_a_date_keeps_its_order_among_arabic_letters() -> None:
    said = {key: catalogus.catalogus(key).datum(dt.date(2026, 11, 22)) for key in ("nl", "en", "ar")}
    assert said == {"nl": "22 november 2026", "en": "22-11-2026", "ar": "\u206622-11-2026\u2069"}
