"""Plans and how fresh the site is: what the files say stands on the pages, whole and counted truly."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from miniature import HAAGLANDEN, MINIATURE, REGION_DAY, REPO, TODAY
from portaal import pages, pipeline
from portaal.finding import Refused
from portaal.model import Portal
from portaal.page import Page, Site
from portaal.pages.actualiteit import actualiteit_pages
from portaal.pages.plan import plan_pages
from portaal.pages.planproces import period, planproces_pages
from portaal.render import Renderer
from portaal.theme import THEME
from portaal.urls import resolve

PROCES = "planproces/naar-ondersteuningsplan-2021-2025/"


def read(root: Path) -> Portal:
    return pipeline.read_portal(root, TODAY if root == MINIATURE else REGION_DAY)[0]


@pytest.fixture(scope="module")
def region() -> Portal:
    return read(REPO)


@pytest.fixture(scope="module")
def miniature() -> Portal:
    return read(MINIATURE)


@pytest.fixture(scope="module")
def haaglanden() -> Portal:
    return read(HAAGLANDEN)


def render(portal: Portal, made: Iterator[Page], today: dt.date = TODAY) -> dict[str, lxml.html.HtmlElement]:
    site = Site("https://voorbeeld.invalid/", portal.organisatie, (), (), "assets/x/", today)
    made = list(made)
    files = Renderer(THEME / "templates").render(made, site, pages.build_glossary(portal))
    return {page.url: lxml.html.document_fromstring(files[page.path]) for page in made}


def text_of(element: lxml.html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


def main_of(document: lxml.html.HtmlElement) -> str:
    return text_of(document.xpath("//main")[0])


# --- the plan that holds now -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def plan_html(region: Portal) -> dict[str, lxml.html.HtmlElement]:
    return render(region, plan_pages(region, TODAY))


def test_every_word_of_a_pillar_stands_on_its_page(region: Portal, plan_html: dict[str, Any]) -> None:
    for number, pijler in enumerate(region.ondersteuningsplan.pijlers, 1):
        document = plan_html[f"ondersteuningsplan/pijler-{number}/"]
        text = main_of(document)
        for said in (pijler.titel, pijler.naam, pijler.samenvatting, *pijler.doel):
            assert said in text
        sections = document.xpath("//section[@class='onderwerp']")
        assert len(sections) == len(pijler.onderwerpen)
        for onderwerp, section in zip(pijler.onderwerpen, sections, strict=True):
            assert all(said in text_of(section) for said in (onderwerp.titel, *onderwerp.doen))
            points = section.xpath(".//ul[@class='punten']/li")
            assert len(points) == len(onderwerp.indicatoren)
            for indicator, point in zip(onderwerp.indicatoren, points, strict=True):
                assert indicator.tekst in text_of(point)
                assert (indicator.voortgang.tekst if indicator.voortgang else "Stand: onbekend") in text_of(point)


def test_the_plan_has_every_indicator_of_its_source(region: Portal) -> None:
    """The numbers of points under "Hoe houden we zicht op de ontwikkelingen", counted in the plan of 2024-2027."""
    counted = [[len(o.indicatoren) for o in pijler.onderwerpen] for pijler in region.ondersteuningsplan.pijlers]
    assert counted == [[5, 1], [4, 2], [6, 3, 1, 7, 3], [3, 1, 1], [5, 1, 2, 1, 3, 1]]


def test_overview_leads_to_every_pillar_and_says_what_is_known(region: Portal, plan_html: dict[str, Any]) -> None:
    document = plan_html["ondersteuningsplan/"]
    links = document.xpath("//main//a/@href")
    assert {f"../{url}" for url in plan_html} - {"../ondersteuningsplan/"} <= set(links)
    text = main_of(document)
    for besluit in region.ondersteuningsplan.vaststelling:
        assert besluit.wie in text and besluit.uitslag in text
    assert "8 maart 2023" in text and "20 april 2023" in text
    known = sum(o.voortgang is not None for p in region.ondersteuningsplan.pijlers for on in p.onderwerpen for o in on.indicatoren)
    assert f"50 punten waar wij op letten. Bij {known} daarvan" in text
    assert len(document.xpath("//h2[@id='documenten']/following-sibling::ul[1]/li/a")) == len(region.ondersteuningsplan.documenten)


@pytest.mark.parametrize(("year", "said"), [(2023, "gaat in 2024 in"), (2024, "geldt nu"), (2027, "geldt nu"), (2028, "Dit plan is afgelopen")])
def test_a_plan_holds_for_its_years(region: Portal, year: int, said: str) -> None:
    html = render(region, plan_pages(region, TODAY.replace(year=year)))
    assert said in main_of(html["ondersteuningsplan/"])


def test_matrix_is_complete(region: Portal, plan_html: dict[str, Any]) -> None:
    document = plan_html["ondersteuningsplan/ambitie/"]
    rows = document.xpath("//table[@class='matrix']/tbody/tr")
    focusgebieden = region.ondersteuningsplan.ambitie.focusgebieden
    assert [row.get("id") for row in rows] == ["focus-leerling", "focus-professionaliteit", "focus-kwaliteit", "focus-samenhang"]
    heads = [text_of(head) for head in document.xpath("//table[@class='matrix']/thead//th")][1:]
    for focus, row in zip(focusgebieden, rows, strict=True):
        cells = row.xpath("./td")
        assert [cell.xpath("./*[@class='kolomnaam']")[0].text for cell in cells] == heads, "a phone shows the name of the column in the cell"
        parts = (focus.principes, [d.tekst for d in focus.doelen], focus.activiteiten, [i.tekst for i in focus.indicatoren])
        for cell, part in zip(cells, parts, strict=True):
            assert len(cell.xpath(".//li")) == len(part)
            assert all(said in text_of(cell) for said in part)
    assert document.xpath("//ol[@class='doelen']/li/@value") == [str(number) for number in range(1, 13)]
    counted = [tuple(map(len, (f.principes, f.doelen, f.activiteiten, f.indicatoren))) for f in focusgebieden]
    assert counted == [(2, 4, 6, 5), (3, 3, 4, 5), (1, 3, 6, 3), (1, 2, 5, 3)], "as counted in the source"
    assert "100 procent" in text_of(rows[0]) and "nog niet bepaald" in text_of(rows[0])


def test_progress_names_its_source_and_day(miniature: Portal) -> None:
    point = render(miniature, plan_pages(miniature, TODAY))["ondersteuningsplan/pijler-1/"].xpath("//ul[@class='punten']/li")[0]
    assert text_of(point) == (
        "Hoeveel voorbeelden er zijn. Streefdoel: tien voorbeelden "
        "Stand: Er zijn drie voorbeelden. (op 1 oktober 2026, bron: Voorbeeldplan 2026-2030, bladzijde 5)"
    )


def test_pages_of_a_plan_are_found_by_reference(region: Portal, haaglanden: Portal) -> None:
    assert resolve(region, "pagina:ondersteuningsplan/pijler-5").titel == "Pijler 5: Kwaliteit leveren, en laten zien wat dat oplevert"
    assert resolve(region, "pagina:ondersteuningsplan/pijler-6") is None
    assert resolve(haaglanden, "pagina:ondersteuningsplan") is None, "without a plan there is no page, and so no link to it"


# --- a plan in the making --------------------------------------------------------------------------------------


def phases(portal: Portal, today: dt.date) -> list[str]:
    document = render(portal, planproces_pages(portal, today), today)[PROCES]
    return [next(word for word in phase.get("class").split() if word != "fase").removeprefix("fase-") for phase in document.xpath("//li[contains(@class, 'fase')]")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2019-12-31", "straks straks straks straks straks"),
        ("2020-01-01", "nu straks straks straks straks"),
        ("2020-04-30", "nu straks straks straks straks"),
        ("2020-05-01", "geweest nu straks straks straks"),
        ("2021-02-15", "geweest geweest nu straks straks"),
        ("2021-06-15", "geweest geweest geweest geweest straks"),
        ("2025-07-31", "geweest geweest geweest geweest nu"),
        ("2026-11-21", "geweest geweest geweest geweest geweest"),
    ],
)
def test_phases_move_with_the_clock(haaglanden: Portal, day: str, expected: str) -> None:
    assert phases(haaglanden, dt.date.fromisoformat(day)) == expected.split()


def test_a_reader_sees_what_runs_and_what_comes(haaglanden: Portal) -> None:
    def text(day: str) -> str:
        today = dt.date.fromisoformat(day)
        return main_of(render(haaglanden, planproces_pages(haaglanden, today), today)[PROCES])

    assert "Nu bezig: Schrijven en bespreken (mei tot en met december 2020). Hierna: Besluiten (januari tot en met maart 2021)" in text("2020-10-06")
    assert "loopt er geen fase. Hierna: Werken met het nieuwe plan" in text("2021-06-15")
    assert "Dit proces is klaar." in text("2026-11-21")
    assert "Wat zij opleverde, is nog niet opgegeven." in text("2026-11-21"), "a phase that is over without a result says so"


def test_everything_about_a_process_stands_on_its_page(haaglanden: Portal) -> None:
    proces = next(iter(haaglanden.planprocessen.values()))
    text = main_of(render(haaglanden, planproces_pages(haaglanden, TODAY))[PROCES])
    said = [proces.samenvatting, proces.volgen, proces.meedoen, *proces.open_vragen]
    for fase in proces.fasen:
        said += [fase.titel, *fase.wat, *fase.wie, *fase.open_vragen, *(r.tekst for r in fase.resultaten)]
        said += [part for besluit in fase.besluiten for part in (besluit.wie, besluit.wat, besluit.uitslag or "Datum en uitslag kennen wij niet.")]
    said += [part for groep in proces.uitgangspunten for part in (groep.titel, *groep.punten)]
    assert [part for part in said if part not in text] == []


def test_the_second_region_builds_whole_and_links_its_process(tmp_path: Path, region: Portal) -> None:
    built = pipeline.make_site(HAAGLANDEN, today=REGION_DAY, workshop=pipeline.Workshop(tmp_path))
    assert built.findings == ()
    assert PROCES.encode() in built.files["index.html"]
    assert f"{PROCES}index.html" in built.files
    assert not [path for path in built.files if path.startswith("ondersteuningsplan/")]
    assert b"ondersteuningsplan/" not in built.files["actualiteit/index.html"].replace(PROCES.encode(), b"")


def test_no_process_no_page_and_no_link(region: Portal, plan_html: dict[str, Any]) -> None:
    assert region.planprocessen == {}
    assert list(planproces_pages(region, TODAY)) == []
    assert "Plan in de maak" not in main_of(plan_html["ondersteuningsplan/"])


def test_a_process_is_linked_from_the_plan_before_it(miniature: Portal) -> None:
    document = render(miniature, plan_pages(miniature, TODAY))["ondersteuningsplan/"]
    assert "../planproces/naar-voorbeeldplan-2031/" in document.xpath("//main//a/@href")


def test_an_open_end_and_an_unknown_date(miniature: Portal) -> None:
    document = render(miniature, planproces_pages(miniature, TODAY))["planproces/naar-voorbeeldplan-2031/"]
    lines = [text_of(line) for line in document.xpath("//p[@class='fase-wanneer']")]
    assert lines == [
        "Geweest 1 september 2026 tot en met 15 november 2026",
        "Nu bezig vanaf 16 november 2026",
        "Nog niet gepland De datum is nog niet bekend",
    ]


@pytest.mark.parametrize(
    ("van", "tot", "words"),
    [
        ("2024-02-01", "2024-02-29", "februari 2024"),
        ("2023-02-01", "2023-02-27", "1 februari 2023 tot en met 27 februari 2023"),
        ("2023-12-01", "2024-01-31", "december 2023 tot en met januari 2024"),
        ("2023-05-05", "2023-05-05", "5 mei 2023"),
    ],
)
def test_dates_as_people_write_them(van: str, tot: str, words: str) -> None:
    assert period(dt.date.fromisoformat(van), dt.date.fromisoformat(tot)) == words


# --- how fresh the site is -------------------------------------------------------------------------------------


def counts(document: lxml.html.HtmlElement, table: str) -> dict[str, tuple[int, ...]]:
    """Return name of the row -> its four numbers, read from the page."""
    rows = document.xpath(f"//table[@aria-labelledby='{table}']/tbody/tr")
    found = {}
    for row in rows:
        name = text_of(row.xpath("./th/a")[0] if row.xpath("./th/a") else row.xpath("./th")[0])
        cells = [cell.xpath("string(.)").replace(cell.xpath("string(./*[@class='kolomnaam'])"), "") for cell in row.xpath("./td")[:4]]
        found[name] = tuple(int(cell) for cell in cells)
    return found


def page_on(portal: Portal, today: dt.date) -> lxml.html.HtmlElement:
    return render(portal, actualiteit_pages(portal, today), today)["actualiteit/"]


def test_subjects_are_counted_once_and_truly(miniature: Portal) -> None:
    document = page_on(miniature, TODAY)
    shown = counts(document, "onderwerpen")
    assert shown["Alle scholen"] == (1, 3, 0, 1), "one confirmed, one never checked; the closed school does not count"
    assert shown["Documenten"] == (1, 2, 0, 0)
    assert shown["Voorbeeldplan 2026-2030"] == (1, 0, 0, 0)
    assert sum(shown["Begrippen"]) == len(miniature.begrippen)
    assert sum(shown["Speciale plekken en hulp"]) == len(miniature.voorzieningen)
    assert sum(shown["Pagina's met uitleg"]) == sum(1 for page in miniature.pages.values() if not page.nieuws)
    total = shown.pop("Alles samen")
    assert total == tuple(map(sum, zip(*shown.values(), strict=True)))


def test_a_year_later_everything_is_overdue_and_says_so(miniature: Portal) -> None:
    later = TODAY + dt.timedelta(days=400)
    document = page_on(miniature, later)
    shown = counts(document, "onderwerpen")
    before = counts(page_on(miniature, TODAY), "onderwerpen")
    assert {name: sum(row) for name, row in shown.items()} == {name: sum(row) for name, row in before.items()}, "nothing is hidden"
    assert shown["Alles samen"][:2] == (0, 0)
    overdue = document.xpath("//h2[@id='verlopen']/following-sibling::ul[1]/li")
    assert len(overdue) == shown["Alles samen"][2] + 1, "every record, and the support that one school told"
    assert document.xpath("//table[@aria-labelledby='onderwerpen']//td/span[@class='verlopen']"), "marked, not only counted"
    assert "Op dit moment is niets verlopen." in main_of(page_on(miniature, TODAY))


def test_facts_of_a_school(miniature: Portal) -> None:
    facts = 6 + len(miniature.onderdelen)
    shown = counts(page_on(miniature, TODAY), "scholen")
    assert set(shown) == {school.naam for school in miniature.schools.values() if school.is_open}
    assert {sum(row) for row in shown.values()} == {facts}
    said = [a for year in (miniature.schools["99AA00"].latest_aanbod,) for a in (*year.aanbod, *year.hb) if a.staat != "onbekend"]
    assert shown["De Voorbeeldboom"] == (6 + len(said), 0, 0, facts - 6 - len(said))
    assert shown["De Voorbeeldtak"] == (0, 3, 0, facts - 3), "telephone, website and direction are unknown, and so is all support"
    assert shown["Het Proefcollege"] == (0, 0, 0, facts), "a school that nobody checked"


def test_support_lapses_with_its_school_year(miniature: Portal) -> None:
    last_day = counts(page_on(miniature, dt.date(2027, 7, 31)), "scholen")["De Voorbeeldboom"]
    day_after = counts(page_on(miniature, dt.date(2027, 8, 1)), "scholen")["De Voorbeeldboom"]
    assert last_day[2] == 0
    assert day_after[2] == last_day[0] - 6 > 0


def test_the_region_says_how_many_schools_are_silent(region: Portal) -> None:
    document = page_on(region, TODAY)
    silent = [s for s in region.schools.values() if s.is_open and not s.ondersteuningsaanbod]
    number = len([s for s in region.schools.values() if s.is_open])
    assert f"{len(silent)} van de {number} scholen hebben nog niet opgegeven" in main_of(document)
    assert len(counts(document, "scholen")) == number


@pytest.mark.parametrize("name", ["region", "miniature"])
def test_every_contradiction_is_listed(name: str, request: pytest.FixtureRequest) -> None:
    portal = request.getfixturevalue(name)
    document = page_on(portal, TODAY)
    sections = document.xpath("//section[@class='tegenspraak']")
    assert len(sections) == len(portal.tegenspraken)
    for tegenspraak, section in zip(portal.tegenspraken.values(), sections, strict=True):
        assert section.xpath(".//h3/a/@href"), "leads to what it is about"
        assert all(waarde.waarde in text_of(section) for waarde in tegenspraak.waarden)
        assert ("Nog geen keuze" in text_of(section)) == (tegenspraak.gekozen is None)


def test_uncertain_rules_and_open_questions_are_named(region: Portal) -> None:
    text = main_of(page_on(region, TODAY))
    assert all(regel.titel in text for regel in region.regels.values() if not regel.zeker)
    assert all(v.titel in text for v in region.voorzieningen.values() if v.nog_onbekend)


# --- the files -------------------------------------------------------------------------------------------------


def test_a_second_plan_is_a_mistake(root: Path) -> None:
    path = root / "data" / "ondersteuningsplan.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    one = "- " + "\n  ".join(line for line in lines if line and not line.startswith("#"))
    path.write_text(f"{one}\n{one}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read(root)
    assert [finding.rule for finding in refused.value.findings] == ["dubbel-id"]


def test_a_portal_without_a_plan_is_a_portal(root: Path) -> None:
    (root / "data" / "ondersteuningsplan.yaml").unlink()
    menu = root / "mkdocs.yml"
    menu.write_text("\n".join(line for line in menu.read_text(encoding="utf-8").splitlines() if "ondersteuningsplan" not in line), encoding="utf-8")
    portal = read(root)
    assert list(plan_pages(portal, TODAY)) == []
    assert "ondersteuningsplan/" not in " ".join(page_on(portal, TODAY).xpath("//main//a/@href"))
