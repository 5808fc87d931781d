"""The forms of a route map hold the same steps, terms and endings; terms come out as the worked examples say."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from pathlib import Path

import lxml.html
import pytest
from pypdf import PdfReader

from miniature import ON_THE_DAY, REPO, TODAY
from portaal import pdf, pipeline
from portaal.finding import Location
from portaal.model import Portal, Regel, Routekaart, Stap
from portaal.new import make
from portaal.routetekst import draw_text
from portaal.termijn import termijn_of, termijnen_of
from portaal.urls import LEZERS, pdf_url, stap_url, url_of


def squeeze(text: str) -> str:
    """Text without white space and soft breaks, since every form wraps its lines in its own way."""
    return re.sub(r"[\s\u00ad]+", "", text)


def words_of_list(built: pipeline.Built, kaart: Routekaart) -> str:
    return squeeze(lxml.html.document_fromstring(built.files[f"{url_of('routekaart', kaart)}index.html"]).find(".//main").text_content())


def words_of_helper(built: pipeline.Built, kaart: Routekaart, stap: str) -> str:
    return squeeze(lxml.html.document_fromstring(built.files[f"{stap_url(kaart, stap)}index.html"]).find(".//main").text_content())


def words_of_pdf(built: pipeline.Built, kaart: Routekaart, lezer: str) -> str:
    reader = PdfReader(io.BytesIO(built.files[pdf_url(kaart, lezer)]))
    return squeeze("".join(page.extract_text() for page in reader.pages))


def words_of_chart(built: pipeline.Built, kaart: Routekaart) -> str:
    svg = lxml.html.document_fromstring(built.files[f"{url_of('routekaart', kaart)}index.html"]).find(".//svg[@class='routekaart-svg']")
    return squeeze("".join(svg.itertext()))


def test_there_are_eleven_routes(built: pipeline.Built) -> None:
    assert set(built.portal.routekaarten) == {
        "ccp", "steunpunt", "zorgplicht", "tlv", "opp", "hoogbegaafd", "niet-eens", "thuiszitten", "nieuwkomers",
        "verhuizen", "naar-het-voortgezet-onderwijs",
    }


def words_of_step(portal: Portal, stap: Stap) -> dict[str, list[str]]:
    """What a step says: `all` stands in every form, `told` in every form but the drawing, `weeks` in the drawing."""
    regels = [portal.regels[id_] for id_ in stap.regels]
    ending = [stap.uitkomst.recht, stap.uitkomst.volgende] if stap.uitkomst else []
    return {
        "all": [stap.titel, *(keuze.antwoord for keuze in stap.keuzes)],
        "told": [*(regel.tekst for regel in regels), *ending],
        "weeks": [f"{regel.weken} weken" for regel in regels if regel.weken],
    }


def test_four_forms_hold_the_same(built: pipeline.Built) -> None:
    for kaart in built.portal.routekaarten.values():
        chart, papers = words_of_chart(built, kaart), [words_of_pdf(built, kaart, lezer) for lezer in LEZERS]
        for stap in kaart.stappen:
            told = [words_of_list(built, kaart), words_of_helper(built, kaart, stap.id), *papers]
            words = words_of_step(built.portal, stap)
            missing = [word for word in words["all"] for form in (chart, *told) if squeeze(word) not in form]
            missing += [word for word in words["told"] for form in told if squeeze(word) not in form]
            missing += [word for word in words["weeks"] if squeeze(word) not in chart]
            assert not missing, (kaart.id, stap.id, missing)


def test_papers_are_tagged_dutch_and_titled(built: pipeline.Built) -> None:
    for kaart in built.portal.routekaarten.values():
        for lezer, naam in LEZERS.items():
            reader = PdfReader(io.BytesIO(built.files[pdf_url(kaart, lezer)]))
            root = reader.trailer["/Root"]
            assert root["/MarkInfo"]["/Marked"] and root["/Lang"].startswith("nl")
            assert kaart.titel in str(reader.metadata.title) and naam in str(reader.metadata.title)
            assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


# A sheet with less than a few lines is paper for nothing, and looks as if something is missing.
_SHEET = 350


def signs_on_the_last_sheet(paper: bytes) -> int:
    return len(squeeze(PdfReader(io.BytesIO(paper)).pages[-1].extract_text()))


def test_no_paper_ends_in_a_sheet_of_a_line_or_two(built: pipeline.Built, tmp_path: Path) -> None:
    last = {url: signs_on_the_last_sheet(paper) for url, paper in built.files.items() if url.startswith("routekaart/") and url.endswith(".pdf")}
    assert len(last) == 22 and {url: signs for url, signs in last.items() if signs < _SHEET} == {}
    planted = tmp_path / "planted.typ"
    planted.write_text('#set document(title: "Proef")\n#lorem(300)\n#pagebreak()\nNog één regel.', encoding="utf-8")
    assert signs_on_the_last_sheet(pdf.compile_pdf(planted.read_bytes(), "", Location("planted.typ"))) < _SHEET


def test_the_rules_of_a_paper_hold_nothing_that_differs_by_audience() -> None:
    """All that comes below a rule is laid out anew where the rule differs; the paper for the other audience would cost twice as much."""
    template = pdf.TEMPLATE.read_text(encoding="utf-8")
    rules = re.findall(r"^#(?:set|show) .*?(?:\($.*?^\)|$)", template, re.M | re.S)
    assert any("footer" in rule for rule in rules) and len(rules) > 5
    assert [rule for rule in rules if "kaart" in rule] == []
    of_a_route = {name for names in re.findall(r"#let \((.*?)\) = \(kaart\.", template) for name in names.split(", ")}
    assert of_a_route == {"van", "nagekeken", "gemaakt"}


def test_text_picture_names_every_step(built: pipeline.Built) -> None:
    for kaart in built.portal.routekaarten.values():
        drawn = draw_text(kaart)
        assert all(stap.titel in drawn for stap in kaart.stappen)


def worked_examples() -> list[dict[str, str]]:
    with (REPO / "tests" / "termijnen.csv").open(encoding="utf-8") as table:
        return list(csv.DictReader(table))


@pytest.mark.parametrize("row", worked_examples(), ids=lambda row: row["waarom"])
def test_terms_of_worked_examples(built: pipeline.Built, row: dict[str, str]) -> None:
    portal: Portal = built.portal
    termijn = termijn_of(portal.regels[row["regel"]], portal.regels)
    assert termijn is not None and termijn.gebeurtenis == row["gebeurtenis"]
    assert termijn.uiterlijk(dt.date.fromisoformat(row["datum"])).isoformat() == row["uiterlijk"]


def test_terms_that_count_in_a_circle_give_none() -> None:
    def regel(id_: str, vanaf: str) -> Regel:
        return Regel(id=id_, titel="Test", tekst="Test.", soort="wet", weken=1, telt_vanaf=vanaf, zeker="nee", bron=[{"id": "test"}])

    regels = {"een": regel("een", "twee"), "twee": regel("twee", "een"), "los": regel("los", "nergens")}
    assert [termijn_of(one, regels) for one in regels.values()] == [None, None, None]


def test_every_rule_with_weeks_on_a_route_can_be_computed(built: pipeline.Built) -> None:
    for kaart in built.portal.routekaarten.values():
        computed = {termijn.regel.id for termijn in termijnen_of(kaart, built.portal.regels)}
        named = {id_ for stap in kaart.stappen for id_ in stap.regels if built.portal.regels[id_].weken}
        assert computed == named, kaart.id


def test_one_file_makes_a_new_route_in_every_form(root: Path, _prose: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", ON_THE_DAY["SOURCE_DATE_EPOCH"])
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and "build" not in path.parts}
    make(root, "routekaart", {"titel": "Voorbeeldroute twaalf", "samenvatting": "Een verzonnen route.", "voor_wie": "Testouders.", "bron": next(iter(bronnen(root)))})
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and "build" not in path.parts}
    assert {path.name for path in after if before.get(path) != after[path]} == {"voorbeeldroute-twaalf.yaml"}
    built = pipeline.make_site(root, today=TODAY, workshop=pipeline.Workshop(_prose))
    kaart = built.portal.routekaarten["voorbeeldroute-twaalf"]
    forms = [words_of_list(built, kaart), words_of_chart(built, kaart), *(words_of_pdf(built, kaart, lezer) for lezer in LEZERS)]
    for stap in kaart.stappen:
        assert all(squeeze(stap.titel) in form for form in (*forms, words_of_helper(built, kaart, stap.id)))


def bronnen(root: Path) -> list[str]:
    return re.findall(r"^- id: (\S+)", (root / "data" / "bronnen.yaml").read_text(encoding="utf-8"), re.M)
