"""`portaal nieuwsbrief`: a draft that says what happened and nothing that may not be said yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest

from miniature import MINIATURE, TODAY, Portaal
from portaal import pipeline
from portaal.model import Change, Portal
from portaal.nieuwsbrief import as_html, as_markdown, draft

URL = "https://voorbeeld.invalid/portaal/"
SINCE = dt.date(2026, 11, 1)


@pytest.fixture(scope="module")
def portal() -> Portal:
    changes = (
        Change(dt.date(2026, 11, 22), "Morgen: nieuw op deze site.", ""),
        Change(dt.date(2026, 11, 5), "Het Proefkompas: website toegevoegd.", "voorziening/proefkompas/"),
        Change(dt.date(2026, 11, 1), "Pagina “Let op: oud”: staat niet meer op deze site.", ""),
        Change(dt.date(2026, 10, 31), "De Voorbeeldboom: telefoonnummer gewijzigd.", "school/de-voorbeeldboom/"),
    )
    return replace(pipeline.read_portal(MINIATURE, TODAY)[0], changes=changes)


def test_the_letter_tells_news_changes_and_what_comes(portal: Portal) -> None:
    brief = draft(portal, URL, SINCE, TODAY)
    told = {kop: [(stuk.titel, stuk.url) for stuk in stukken] for kop, stukken in brief.delen}
    assert told["Nieuws"] == [("De testklas is begonnen", f"{URL}nieuws/testklas-begint/")]
    assert told["Nieuw en veranderd op de site"] == [
        ("Het Proefkompas", f"{URL}voorziening/proefkompas/"), ("Pagina “Let op: oud”", f"{URL}wijzigingen/"),
    ]  # fmt: skip
    assert "Website toegevoegd. (5 november 2026)" in as_markdown(brief)
    assert [url for _, url in told["Agenda"]] == [f"{URL}agenda/#{id_}" for id_ in ("netwerk-testklas", "inloop-steunpunt", "proefavond", "raad-van-voorbeeldland")]


def test_the_first_day_counts_and_later_days_do_not(portal: Portal) -> None:
    def titles(since: dt.date) -> list[str]:
        return [stuk.titel for kop, stukken in draft(portal, URL, since, TODAY).delen if kop == "Nieuws" for stuk in stukken]

    assert titles(dt.date(2026, 11, 10)) == ["De testklas is begonnen"]
    assert titles(dt.date(2026, 11, 11)) == []
    assert "Embargotitel voor december" not in titles(dt.date(2020, 1, 1))


def test_markdown_and_mail_say_the_same(portal: Portal) -> None:
    brief = draft(portal, URL, SINCE, TODAY)
    text, document = as_markdown(brief), lxml.html.document_fromstring(as_html(brief))
    assert "**[Netwerk testklas](https://voorbeeld.invalid/portaal/agenda/#netwerk-testklas)**  \nAfgelast: Er waren te weinig aanmeldingen." in text
    for heading in document.xpath("//h2 | //h3"):
        assert heading.text_content() in text
    links = document.xpath("//a/@href")
    assert len(links) == sum(len(stukken) for _, stukken in brief.delen) + 1
    assert all(link.startswith("https://") for link in links), "a mail knows no address of its own"


def test_the_mail_fetches_nothing(portal: Portal) -> None:
    document = lxml.html.document_fromstring(as_html(draft(portal, URL, SINCE, TODAY)))
    assert {element.tag for element in document.iter()} == {"html", "head", "meta", "title", "body", "div", "h1", "h2", "h3", "p", "a"}
    assert document.xpath("//@src | //@background | //*[contains(@style, 'url')]") == []
    assert document.get("lang") == "nl"


def test_odd_titles_stay_text(portal: Portal) -> None:
    punt = portal.agenda["proefavond"].model_copy(update={"titel": "<b>Twee* [sterren]</b>"})
    brief = draft(replace(portal, agenda={"proefavond": punt}), URL, SINCE, TODAY)
    assert r"[\<b\>Twee\* \[sterren\]\</b\>](" in as_markdown(brief)
    assert lxml.html.document_fromstring(as_html(brief)).xpath("//b") == []


def test_nothing_to_tell_is_told(portal: Portal) -> None:
    brief = draft(replace(portal, agenda={}, changes=()), URL, TODAY, TODAY)
    assert brief.delen == ()
    assert "Er is niets te melden." in as_markdown(brief) and "Er is niets te melden." in as_html(brief)


def test_the_command(root: Path, portaal: Portaal, tmp_path: Path) -> None:
    done = portaal("nieuwsbrief", "--root", root, "--sinds", "2026-11-01", "--html", tmp_path / "brief.html")
    assert done.returncode == 0 and "De testklas is begonnen" in done.stdout and "Embargo" not in done.stdout
    assert "Lees hem eerst zelf." in done.stderr
    assert "De testklas is begonnen" in (tmp_path / "brief.html").read_text(encoding="utf-8")
    later = portaal("nieuwsbrief", "--root", root, "--sinds", "2026-11-22")
    assert (later.returncode, later.stdout) == (2, "") and "moet nog komen" in later.stderr
    nowhere = portaal("nieuwsbrief", "--root", root, "--sinds", "2026-11-01", "--html", tmp_path / "geen" / "map.html")
    assert nowhere.returncode == 1 and "Kies een andere plaats." in nowhere.stderr and "Traceback" not in nowhere.stderr
