"""The chapter for the schoolgids and the portal come from one record: they cannot differ."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import html
from msgspec import to_builtins
from pypdf import PdfReader

from miniature import TODAY, Portaal
from portaal import pipeline
from portaal.facts import read_facts
from portaal.model import Onderdeel
from portaal.model.fields import STAAT
from portaal.pages.school import school_pages
from portaal.schoolgids import WIJ, make_hoofdstuk

CHAPTER = "school/de-voorbeeldboom/schoolgids/index.html"


def text_of(content: bytes) -> str:
    return " ".join(html.fromstring(content).xpath("//main")[0].text_content().split())


def test_every_state_but_unknown_has_words() -> None:
    assert set(WIJ) == set(STAAT) - {"onbekend"}


def test_a_change_of_the_record_changes_portal_and_chapter_alike(warm_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def built() -> tuple[str, str]:
        files = pipeline.make_site(warm_root, today=TODAY, workshop=pipeline.Workshop(warm_root / "build" / "cache")).files
        return text_of(files["school/de-voorbeeldboom/index.html"]), text_of(files[CHAPTER])

    page, chapter = built()
    said = "De rekencoach komt als u erom vraagt."
    assert said in page and f"Rekenen. Dit bieden wij als uw kind het nodig heeft. {said}" in chapter
    assert "Ons gebouw heeft een trap" in page and "Ons gebouw heeft een trap" in chapter
    assert "Veiligheid en gedrag" in chapter.split("Dit moet de school nog invullen")[1]
    file = warm_root / "data" / "schools.yaml"
    file.write_text(file.read_text().replace(f"staat: op_aanvraag, toelichting: {said}", "staat: niet, toelichting: Verzonnen reden."))
    page, chapter = built()
    assert said not in page + chapter
    assert "Verzonnen reden." in page and "Rekenen. Dit bieden wij niet. Verzonnen reden." in chapter


def test_a_school_that_told_nothing_gets_no_text_but_a_list(root: Path) -> None:
    portal = read_facts(root, TODAY)
    hoofdstuk = make_hoofdstuk(portal, portal.schools["99AA01"], "2026-2027")
    assert hoofdstuk.delen == () and hoofdstuk.slot == ""
    asked = {over for deel in hoofdstuk.invullen for over, _ in deel.punten}
    assert {onderdeel.titel for onderdeel in portal.onderdelen.values()} | {"Grenzen", "Contact"} == asked


def test_what_is_known_and_what_is_open_are_together_all(root: Path) -> None:
    portal = read_facts(root, TODAY)
    titels = sorted(onderdeel.titel for onderdeel in portal.onderdelen.values() if isinstance(onderdeel, Onderdeel))
    for school in portal.schools.values():
        hoofdstuk = make_hoofdstuk(portal, school, "2026-2027")
        told = [over for deel in (*hoofdstuk.delen, *hoofdstuk.invullen) for over, _ in deel.punten]
        assert sorted(titel for titel in told if titel in titels) == titels


def test_the_chapter_is_found_through_the_school_and_holds_no_link(warm_root: Path) -> None:
    site = pipeline.make_site(warm_root, today=TODAY, workshop=pipeline.Workshop(warm_root / "build" / "cache"))
    page = html.fromstring(site.files[CHAPTER])
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//section[@aria-labelledby='gidstekst']//a") == []
    assert b"/schoolgids/" not in site.files["sitemap.xml"]
    links = html.fromstring(site.files["school/de-voorbeeldboom/index.html"]).xpath("//main//a/@href")
    assert any(link.endswith("schoolgids/") for link in links)
    closed = [view.view.schoolgids for view in school_pages(site.portal, TODAY) if view.url == "school/de-oude-testschool/"]
    assert closed == [None] and "school/de-oude-testschool/schoolgids/index.html" not in site.files


def test_the_paper_says_the_same_and_is_tagged(root: Path, portaal: Portaal, tmp_path: Path) -> None:
    made = portaal("schoolgids", "--school", "99AA00", "--school", "99AA01", "--pdf", tmp_path, "--root", root)
    assert made.returncode == 0 and "2 scholen" in made.stdout, made.stderr
    portal = read_facts(root, TODAY)
    for id_ in ("99AA00", "99AA01"):
        (path,) = tmp_path.glob(f"*{id_}*.pdf")
        paper = PdfReader(io.BytesIO(path.read_bytes()))
        assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"] and paper.trailer["/Root"]["/Lang"] == "nl"
        text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
        hoofdstuk = to_builtins(make_hoofdstuk(portal, portal.schools[id_], "2026-2027"))
        for deel in hoofdstuk["delen"] or hoofdstuk["invullen"]:
            for over, said in deel["punten"]:
                assert over in text and said.split(" ")[0] in text
    wrong = portaal("schoolgids", "--school", "99ZZ99", "--root", root)
    assert wrong.returncode == 2 and "er is geen school" in wrong.stderr
