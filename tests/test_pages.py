"""What readers get: pages of a small fictional region, rendered with the real theme."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import lxml.html
import pytest
from msgspec import structs

from portaal.model import (
    Begrip,
    Bestuur,
    Bron,
    BronDocument,
    ContentPage,
    Document,
    Gebied,
    Hulpvraag,
    Onderdeel,
    Organisatie,
    PageMeta,
    Portal,
    Regel,
    Routekaart,
    School,
    Tegenspraak,
    Voorziening,
)
from portaal.page import Page, Site
from portaal.pages import build_glossary, has_block
from portaal.pages.begrippen import begrippen_pages
from portaal.pages.bestuur import bestuur_pages
from portaal.pages.blocks import BLOCKS
from portaal.pages.documenten import documenten_pages
from portaal.pages.herkomst import herkomst_of
from portaal.pages.hulpvraag import hulpvraag_pages
from portaal.pages.hulpvraag_plaats import hulpvraag_plaats_pages
from portaal.pages.niet_gevonden import niet_gevonden_pages
from portaal.pages.ondersteuning import ondersteuning_pages
from portaal.pages.open_data import open_data_pages
from portaal.pages.parts import place_of
from portaal.pages.plaats import plaats_pages
from portaal.pages.routehulp import routehulp_pages
from portaal.pages.routekaart import routekaart_pages
from portaal.pages.school import school_pages
from portaal.pages.schoolgids import schoolgids_pages
from portaal.pages.voorziening import voorziening_pages
from portaal.render import Renderer
from portaal.theme import THEME
from portaal.urls import Link, slugify

TODAY = dt.date(2026, 11, 21)
TRACE = {"bron": [{"id": "gids", "plek": "bladzijde 3"}], "gecontroleerd_op": "2026-11-01"}
STRAAT = {"straat": "Verzonnenlaan", "huisnummer": "1", "postcode": "1234 AB", "plaats": "Fictiedorp"}
MAKERS = (
    begrippen_pages, bestuur_pages, documenten_pages, hulpvraag_pages, hulpvraag_plaats_pages, niet_gevonden_pages,
    ondersteuning_pages,
    open_data_pages, plaats_pages, routehulp_pages, routekaart_pages, school_pages, schoolgids_pages, voorziening_pages,
)  # fmt: skip


def school(brin: str, naam: str, **more: Any) -> School:
    data = {"brin": brin, "vestiging": "00", "slug": naam.lower().replace(" ", "-"), "naam": naam, "soort": "bao"}
    return School.model_validate(data | {"adres": STRAAT} | TRACE | more)


def stap(id_: str, **more: Any) -> dict[str, Any]:
    data = {"id": id_, "titel": f"Titel van {id_}", "wie": ["ouder", "school"], "wat": "Wat er gebeurt."}
    return data | {"contact": "Bel het verzonnen nummer.", "bron": TRACE["bron"]} | more


AANBOD = {
    "schooljaar": "2026-2027",
    "bron": "schoolgids",
    "bevestigd": {"op": "2026-09-01", "door": "directeur"},
    "aanbod": [
        {"onderdeel": "lezen", "staat": "in_opbouw", "toelichting": "Wij leren dit nu.", "sinds": "2026-2027"},
        {"onderdeel": "rust", "staat": "niet"},
    ],
    "hb": [{"onderdeel": "hb-groep", "staat": "nu"}],
    "grenzen": ["Er is geen lift."],
}


def make_portal() -> Portal:
    """Return a fictional region that exercises what pages show."""

    def by_id(*records: Any) -> dict[str, Any]:
        return {record.id: record for record in records}

    onderdelen = [
        ("lezen", "basis", "Hulp bij lezen"), ("rekenen", "basis", "Hulp bij rekenen"),
        ("rust", "extra", "Een plek met rust"), ("hb-groep", "hb", "Verrijking in de groep"),
    ]  # fmt: skip
    steunpunt = {"naam": "Steunpunt Fictie", "website": "https://steunpunt.example.org", "belofte": "Wij denken mee."}
    return Portal(
        organisatie=Organisatie.model_validate(
            {"naam": "Samenwerkingsverband Fictie", "korte_naam": "Fictie", "adres": STRAAT, "telefoon": "0201234567"}
            | {"gemeenten": ["Fictie"], "postcodes": ["12"], "steunpunt": steunpunt | TRACE, "ccp": {}} | TRACE
        ),
        bronnen=by_id(
            BronDocument(id="gids", titel="De gids", soort="document", uitgever="Niemand", url="https://example.org/gids"),
            BronDocument(id="lijst", titel="De lijst", soort="register", uitgever="Niemand", licentie="CC0"),
        ),
        besturen=by_id(Bestuur.model_validate({"id": "stichting", "naam": "Stichting Fictie", "plaats": "Fictiedorp"} | TRACE)),
        schools={
            s.id: s
            for s in (
                school("01AA", "De Stilte", bevoegd_gezag="99999", leerlingen={"2024": "99", "2025": "101"}),
                school("02BB", "De Spreker", bestuur="stichting", telefoon="0612345678", ondersteuningsaanbod=[AANBOD]),
                school("03CC", "De Gesloten Deur", gesloten_op="2026-08-01"),
            )
        },
        hulpvragen=by_id(
            Hulpvraag(id="lezen", titel="Mijn kind kan niet lezen", kort="Lezen", uitleg="Letters lukken niet.",
                      eerste_stappen=("Vraag een gesprek.", "Schrijf op wat u ziet."), routekaarten=("weg",))
        ),
        onderdelen=by_id(
            *(Onderdeel.model_validate({"id": i, "soort": s, "titel": t, "uitleg": "Uitleg.", "hulpvragen": ["lezen"]} | TRACE)
              for i, s, t in onderdelen)
        ),
        voorzieningen=by_id(
            Voorziening.model_validate(
                {"id": "klas", "titel": "De leesklas", "soort": "groep", "samenvatting": "Een klas om te lezen."}
                | {"hulpvragen": ["lezen"], "toegang": {"tlv_nodig": "ja"}, "school": "02BB00"} | TRACE
            ),
            Voorziening.model_validate(
                {"id": "advies", "titel": "Leesadvies", "soort": "advies", "samenvatting": "Iemand kijkt mee."}
                | {"hulpvragen": ["lezen"], "toegang": {"tlv_nodig": "nee", "routekaart": "weg"}, "staat": "nu"} | TRACE
            ),
        ),
        routekaarten=by_id(
            Routekaart.model_validate(
                {"id": "weg", "titel": "De weg", "samenvatting": "Zo gaat het.", "voor_wie": ["Ouders"], "begin": "een"}
                | {"stappen": [
                    stap("een", vraag="Lukt het?", keuzes=[{"antwoord": "Ja.", "naar": "drie"}, {"antwoord": "Nee.", "naar": "twee"}]),
                    stap("twee", regels=["termijn"], daarna="een", documenten=["plan"]),
                    stap("drie", uitkomst={"contact": "Bel.", "recht": "U heeft recht.", "volgende": "Volgend jaar."}),
                ]} | TRACE
            )
        ),
        regels=by_id(
            Regel.model_validate({"id": "termijn", "titel": "Termijn", "tekst": "Binnen een tijd.", "soort": "streven"}
                                 | {"weken": "6", "zeker": "nee"} | TRACE)
        ),
        begrippen=by_id(
            Begrip.model_validate({"id": "tlv", "term": "toelaatbaarheidsverklaring", "afkorting": "TLV", "uitleg": "Een brief."}
                                  | {"zie": ["routekaart:weg"]} | TRACE),
            Begrip.model_validate({"id": "sbo", "term": "speciaal basisonderwijs", "uitleg": "Hier is een TLV nodig."} | TRACE),
        ),
        documenten=by_id(
            Document.model_validate({"id": "plan", "titel": "Het plan", "soort": "plan", "eigenaar": "Fictie"}
                                    | {"staat": "op_te_vragen", "uitleg": "Een plan."} | TRACE)
        ),
        tegenspraken=by_id(
            Tegenspraak.model_validate(
                {"id": "adres", "over": "school:01AA00", "veld": "het adres", "toelichting": "Vraag het de school."}
                | {"waarden": [{"waarde": "Laan 1", "bron": {"id": "gids"}}, {"waarde": "Laan 2", "bron": {"id": "lijst"}}]}
            )
        ),
        zoektaal=(), pages={}, gebied=Gebied(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def portal() -> Portal:
    return make_portal()


def site_of(portal: Portal) -> Site:
    menu = (Link("Scholen", "school/"), Link("Contact", "contact/"))
    return Site("https://fictie.example.org/", portal.organisatie, menu, menu, "assets/x/", TODAY)


def html_of(portal: Portal, *pages: Page) -> dict[str, bytes]:
    return Renderer(THEME / "templates").render(pages, site_of(portal), build_glossary(portal))


def all_pages(portal: Portal) -> dict[str, Page]:
    return {page.url: page for make in MAKERS for page in make(portal, TODAY)}


@pytest.fixture(scope="module")
def html(portal: Portal) -> dict[str, lxml.html.HtmlElement]:
    pages = all_pages(portal)
    made = html_of(portal, *pages.values())
    return {url: lxml.html.document_fromstring(made[page.path]) for url, page in pages.items()}


def text_of(document: lxml.html.HtmlElement, path: str = "//main") -> str:
    return re.sub(r"\s+", " ", " ".join(element.text_content() for element in document.xpath(path)))


def test_every_page_has_what_a_reader_and_a_search_engine_need(html: dict[str, Any]) -> None:
    for url, document in html.items():
        assert len(document.xpath("//h1")) == 1, url
        assert document.get("lang") == "nl", url
        assert document.findtext(".//title").endswith(" | Fictie"), url
        assert document.xpath("//meta[@name='description']/@content")[0], url
        assert document.xpath("//a[@href='tel:+31201234567']"), url
        assert not document.xpath("//*[@style] | //style | //script[not(@src) and @type!='application/ld+json']"), url


def test_ids_are_unique_and_links_within_the_page_lead_somewhere(html: dict[str, Any]) -> None:
    for url, document in html.items():
        ids = document.xpath("//@id")
        assert len(ids) == len(set(ids)), url
        assert {link[1:] for link in document.xpath("//a/@href") if link.startswith("#")} <= set(ids), url


def test_a_need_and_a_place_share_a_page_where_there_is_help(portal: Portal, html: dict[str, Any]) -> None:
    made = {page.url: page for page in hulpvraag_plaats_pages(portal, TODAY)}
    assert made
    for url, page in made.items():
        _, need, plaats, _ = url.split("/")
        assert page.view.hier and page.view.schools is not None
        assert page.titel.startswith(f"{portal.hulpvragen[need].kort}: hulp in ")
        for way in (f"hulpvraag/{need}/", f"plaats/{plaats}/"):
            assert [link for link in html[way].xpath("//main//a/@href") if link.endswith(url)], way
    with_help = {f"hulpvraag/{id_}/{slugify(place_of(portal, v))}/" for v in portal.voorzieningen.values() for id_ in v.hulpvragen if place_of(portal, v)}
    assert set(made) == with_help


def test_links_between_data_pages_lead_to_pages(html: dict[str, Any]) -> None:
    other_makers = {"", "zoeken/", "contact/", "over-ons/"}
    for url, document in html.items():
        if url.endswith(".html"):
            continue
        for link in document.xpath("//a/@href"):
            if ":" in link or link.startswith("#") or "/data/" in link or link.endswith(".pdf"):
                continue
            target = re.sub(r"^(\.\./)+|^\./", "", link.split("#")[0])
            assert target in html or target in other_makers, f"{url}: {link}"


def test_not_found_links_from_the_root_because_any_address_may_send_it(html: dict[str, Any]) -> None:
    assert "/zoeken/" in html["404.html"].xpath("//main//a/@href")
    assert html["404.html"].xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_silent_school_shows_what_is_unknown_and_what_to_ask(html: dict[str, Any]) -> None:
    text = text_of(html["school/de-stilte/"])
    assert "heeft hier nog niets opgegeven" in text
    assert "Hulp bij rekenen" in text, "what every school must offer"
    assert "Drie vragen" in text
    assert "nummer 99999 bij DUO" in text
    assert [cell.text for cell in html["school/de-stilte/"].xpath("//tbody/tr/*")] == ["2025", "101", "2024", "99"]


def test_school_shows_graded_support_with_who_confirmed_it(html: dict[str, Any]) -> None:
    document = html["school/de-spreker/"]
    text = text_of(document)
    assert "Bevestigd door directeur op 1 september 2026" in text
    assert "Er is geen lift." in text
    rows = [re.sub(r"\s+", " ", row.text_content()).strip() for row in document.xpath("//ul[@class='aanbod']/li")]
    assert rows == [
        "Hulp bij lezen In opbouw Wij leren dit nu. Sinds schooljaar 2026-2027.",
        "Hulp bij rekenen Nog niet opgegeven",
        "Een plek met rust Nee, dat kan hier niet",
        "Verrijking in de groep Ja, dat biedt de school nu",
    ]
    assert "niets opgegeven" not in text


def test_closed_school_says_so_and_is_in_no_list(html: dict[str, Any]) -> None:
    assert "Deze school is gesloten" in text_of(html["school/de-gesloten-deur/"])
    assert "De Gesloten Deur" not in text_of(html["school/"])
    assert "De Gesloten Deur" not in text_of(html["plaats/fictiedorp/"])


def test_school_is_published_as_schema_org(portal: Portal) -> None:
    data = all_pages(portal)["school/de-spreker/"].jsonld
    assert data["@type"] == "ElementarySchool"
    assert data["address"]["postalCode"] == "1234 AB"
    assert data["telephone"] == "0612345678"


def test_contradiction_stands_on_the_record_it_is_about(html: dict[str, Any]) -> None:
    assert "Laan 2" in text_of(html["school/de-stilte/"])
    assert "Laan 2" not in text_of(html["school/de-spreker/"])


def test_voorziening_says_who_what_and_what_to_ask(html: dict[str, Any]) -> None:
    text = text_of(html["voorziening/klas/"])
    assert "Ja. Uw kind heeft eerst een toelaatbaarheidsverklaring (TLV) nodig." in text
    assert "Wie meldt mijn kind aan: de school of ikzelf?" in text
    assert "De Spreker" in text
    assert "06 - 12 34 56 78" in text, "the contact of the school where it is"


def test_voorziening_without_a_contact_shows_that_of_the_office(html: dict[str, Any]) -> None:
    text = text_of(html["voorziening/advies/"])
    assert "020 - 123 45 67" in text
    assert "Nee. Uw kind heeft geen" in text
    assert "De weg" in text


def test_hulpvraag_gathers_all_that_helps(html: dict[str, Any]) -> None:
    text = text_of(html["hulpvraag/lezen/"])
    for expected in ("Vraag een gesprek.", "De leesklas", "Hulp bij lezen", "De weg", "Steunpunt Fictie"):
        assert expected in text


@pytest.mark.parametrize(
    ("soort", "bron", "zeker", "shown", "hidden"),
    [
        ("wet", [("wet", "artikel 1, lid 2"), ("gids", "")], True, ["Dit staat in de wet", "Bron: De wet, artikel 1, lid 2.", "Meer uitleg op andere sites De gids."],
         ["Vraag het na"]),
        ("wet", [("wet", "artikel 1"), ("gids", "")], False, ["Dit staat in de wet", "Niet alles hierboven staat in dat artikel. Vraag het na"], []),
        ("wet", [("wet", "toelichting")], False, ["Landelijke regel", "Bron: De wet, toelichting.", "Wij vonden het wetsartikel hierbij nog niet."],
         ["Dit staat in de wet", "Meer uitleg"]),
        ("wet", [("gids", "artikel 9")], False, ["Landelijke regel", "Bron: De gids, artikel 9."], ["Dit staat in de wet"]),
        ("afspraak", [("wet", "artikel 1")], True, ["Afspraak in deze regio", "Bron: De wet, artikel 1."], ["Dit staat in de wet"]),
    ],
)  # fmt: skip
def test_rule_of_law_says_in_which_article_it_stands(
    portal: Portal, soort: str, bron: list[tuple[str, str]], zeker: bool, shown: list[str], hidden: list[str]
) -> None:
    wet = BronDocument(id="wet", titel="De wet", soort="wet", uitgever="Niemand")
    termijn = portal.regels["termijn"].model_copy(
        update={"soort": soort, "zeker": zeker, "bron": tuple(Bron(id=id_, plek=plek) for id_, plek in bron)}
    )
    portal = replace(portal, bronnen={**portal.bronnen, "wet": wet}, regels={**portal.regels, "termijn": termijn})
    page = all_pages(portal)["routekaart/weg/"]
    text = text_of(lxml.html.document_fromstring(html_of(portal, page)[page.path]), "//div[contains(@class, 'regelkader')]")
    text = re.sub(r"\s+([.;,])", r"\1", text)
    assert [words for words in shown if words not in text] == []
    assert [words for words in hidden if words in text] == []


def test_routekaart_is_complete_and_its_choices_lead_to_steps(html: dict[str, Any]) -> None:
    steps = html["routekaart/weg/"].xpath("//ol[@class='stappen']/li")
    assert [step.get("id") for step in steps] == ["stap-een", "stap-twee", "stap-drie"]
    assert "#stap-drie" in steps[0].xpath(".//a/@href")
    assert "Ga naar stap 3" in steps[0].text_content()
    assert "Ga naar stap 1" in steps[1].text_content(), "a step that goes back says so"
    assert "Dit is een streven, geen recht" in steps[1].text_content()
    assert "6 weken" in steps[1].text_content()
    assert "Wij konden dit nog niet nakijken." in steps[1].text_content(), "an uncertain rule says so"
    for expected in ("U heeft recht.", "Volgend jaar.", "Bel."):
        assert expected in steps[2].text_content()


def test_bestuur_without_schools_is_unknown_not_empty(portal: Portal) -> None:
    lonely = replace(portal, schools={"01AA00": portal.schools["01AA00"]})
    view = next(page.view for page in bestuur_pages(lonely, TODAY))
    assert view.besturen[0].labels == ("Scholen onbekend",)
    assert [item.titel for item in view.zonder_bestuur] == ["De Stilte"]


def test_plaats_lists_schools_and_the_provisions_at_them(html: dict[str, Any]) -> None:
    text = text_of(html["plaats/fictiedorp/"])
    assert "De Stilte" in text
    assert "De leesklas" in text
    assert "Leesadvies" not in text, "it is at no fixed place"


def test_hoogbegaafd_says_which_schools_spoke(html: dict[str, Any]) -> None:
    assert "De Spreker Ja, dat biedt de school nu" in text_of(html["hoogbegaafd/"])


def test_document_and_word_have_their_anchor(html: dict[str, Any]) -> None:
    assert html["documenten/"].get_element_by_id("plan") is not None
    assert html["begrippen/"].get_element_by_id("tlv") is not None


def test_words_are_explained_on_the_page_where_they_stand(html: dict[str, Any]) -> None:
    assert "Een brief." in text_of(html["voorziening/klas/"], "//aside[@class='woorden']")


def test_page_of_words_explains_them_once(html: dict[str, Any]) -> None:
    assert not html["begrippen/"].xpath("//aside[@class='woorden']")
    assert html["begrippen/"].xpath("//dt[@id='woord-tlv']"), "a word in an explanation leads to its own entry"


def test_herkomst_names_source_and_date_and_marks_what_is_stale(portal: Portal) -> None:
    record = portal.besturen["stichting"]
    assert not herkomst_of(portal, record, TODAY).is_stale
    later = herkomst_of(portal, record, TODAY + dt.timedelta(days=400))
    assert later.is_stale
    assert later.bronnen == ((Link("De gids", "https://example.org/gids"), "bladzijde 3"),)


def test_stale_page_says_so_in_words(portal: Portal) -> None:
    page = next(school_pages(portal, TODAY.replace(year=2028)))
    document = lxml.html.document_fromstring(html_of(portal, page)[page.path])
    assert "langer dan een jaar geleden" in text_of(document, "//*[@class='herkomst']")


@pytest.mark.parametrize(
    ("name", "argument", "expected"),
    [
        ("regel", "termijnn", "Bedoelt u 'termijn'?"),
        ("regel", "", "Kies uit: termijn"),
        ("voorzieningen", "", "hulpvraag=autisme"),
        ("voorzieningen", "hulpvraag=leezen", "Bedoelt u 'lezen'?"),
        ("onderdelen", "bazis", "Bedoelt u 'basis'?"),
        ("routekaart", "wegg", "Bedoelt u 'weg'?"),
        ("contact", "ons", "Schrijf niets achter 'contact'"),
    ],
)
def test_wrong_block_names_the_repair(portal: Portal, name: str, argument: str, expected: str) -> None:
    with pytest.raises(ValueError, match=re.escape(expected)):
        BLOCKS[name](portal, argument)


@pytest.mark.parametrize(
    ("name", "argument"),
    [
        ("contact", ""), ("steunpunt", ""), ("deuren", ""), ("hulpvragen", ""), ("sneltoets", ""), ("regel", "termijn"),
        ("voorzieningen", "hulpvraag=lezen"), ("voorzieningen", "soort=groep"), ("onderdelen", "basis"), ("routekaart", "weg"), ("tegenspraken", "school:01AA00"),
    ],
)  # fmt: skip
def test_every_block_has_a_template_that_renders(portal: Portal, name: str, argument: str) -> None:
    block = BLOCKS[name](portal, argument)
    page = Page("x/", block.template, "Proef", "Proef.", block.view)
    assert b"<main" in html_of(portal, page)[page.path]


@pytest.mark.parametrize(("body", "there"), [
    ("# Kop\n\n{{ sneltoets }}\n", True), ("{{sneltoets}}", True), ("Zo: `{{ sneltoets }}`.", False), ("De sneltoets.", False), ("{{ regel sneltoets }}", False),
])  # fmt: skip
def test_a_block_is_there_where_a_text_pulls_it_in(portal: Portal, body: str, there: bool) -> None:
    page = ContentPage("content/p.md", "p/", "P", PageMeta(beschrijving="Een pagina."), body, 1)
    assert has_block(replace(portal, pages={"p": page}), "sneltoets") is there


@pytest.mark.parametrize("there", [True, False])
def test_search_is_told_whether_there_is_a_switch(portal: Portal, there: bool) -> None:
    site = structs.replace(site_of(portal), has_sneltoets=there)
    made = Renderer(THEME / "templates").render([Page("x/", "404.html", "Proef", "Proef.", None)], site, build_glossary(portal))
    assert (b" data-sneltoets" in made["x/index.html"]) is there
