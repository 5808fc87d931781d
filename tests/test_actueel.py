"""News, announcements and feeds: on the site from their day, out of the lists after it, and never a day too soon."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from miniature import MINIATURE, TODAY
from portaal import pipeline
from portaal.actueel import berichten
from portaal.adressen import addresses
from portaal.feeds import atom, changes_feed
from portaal.model import Change
from portaal.search import build_index, search

HERE = Path(__file__).parent
ATOM = lxml.etree.RelaxNG(lxml.etree.parse(HERE / "atom.rng"))
NS = {"a": "http://www.w3.org/2005/Atom"}
SECRET = re.compile(rb"embargo|nog-geheim|geheime mededeling|geheim\.svg", re.I)
ON_THE_DAY, AFTER = dt.date(2026, 12, 1), dt.date(2026, 12, 25)


@pytest.fixture(scope="module")
def made(_prose: Path) -> dict[dt.date, pipeline.Built]:
    """The fictional portal on three days; the host's work is the same on each."""
    return {day: pipeline.make_site(MINIATURE, today=day, workshop=pipeline.Workshop(_prose)) for day in (TODAY, ON_THE_DAY, AFTER)}


def page(built: pipeline.Built, path: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(built.files[path])


def rows(built: pipeline.Built, path: str) -> list[str]:
    return [link.text_content() for link in page(built, path).xpath("//main//*[@class='rijen']/li/a")]


def feed(built: pipeline.Built) -> lxml.etree._Element:
    return lxml.etree.fromstring(built.files["nieuws.xml"])


def test_what_is_of_a_later_day_is_nowhere(made: Mapping[dt.date, pipeline.Built]) -> None:
    leaks = [path for path, content in made[TODAY].files.items() if SECRET.search(content) or SECRET.search(path.encode())]
    assert leaks == []


def test_on_its_day_it_is_everywhere(made: Mapping[dt.date, pipeline.Built]) -> None:
    built = made[ON_THE_DAY]
    told = {path for path, content in built.files.items() if b"Embargo" in content}
    assert {"nieuws/index.html", "nieuws/nog-geheim/index.html", "nieuws.xml", "index.html"} <= told
    assert "nieuws/img/geheim.svg" in built.files
    assert "nieuws/nog-geheim/" in built.files["sitemap.xml"].decode()
    assert rows(built, "nieuws/index.html")[0] == "Embargotitel voor december"


def test_what_is_over_keeps_its_address_and_is_in_no_list(made: Mapping[dt.date, pipeline.Built]) -> None:
    built = made[TODAY]
    over = page(built, "nieuws/steunpunt-verhuisd/index.html")
    assert "Dit bericht is niet meer actueel." in over.text_content()
    assert over.xpath("//meta[@name='robots']/@content") == ["noindex"]
    naming = {path for path, content in built.files.items() if b"steunpunt-verhuisd" in content and not path.startswith("beheer/")}
    assert naming == set(), "lists, feeds, sitemap and search leave it out"


def test_the_last_day_still_counts(made: Mapping[dt.date, pipeline.Built], _prose: Path) -> None:
    last = pipeline.make_site(MINIATURE, today=dt.date(2026, 12, 24), workshop=pipeline.Workshop(_prose))
    assert "De testklas is begonnen" in rows(last, "nieuws/index.html")
    assert "De testklas is begonnen" not in rows(made[AFTER], "nieuws/index.html")
    assert "niet meer actueel" in page(made[AFTER], "nieuws/testklas-begint/index.html").text_content()


def test_news_is_listed_by_year_and_subject_newest_first(made: Mapping[dt.date, pipeline.Built]) -> None:
    document = page(made[ON_THE_DAY], "nieuws/index.html")
    assert [heading.text for heading in document.xpath("//main//h2[starts-with(@id, 'jaar-')]")] == ["2026", "2025"]
    assert [summary.text for summary in document.xpath("//main//summary")] == ["Scholen en plekken (1)", "Meepraten (1)", "Wet en afspraken (1)"]
    assert [page.id for page in berichten(made[ON_THE_DAY].portal)] == ["nieuws/nog-geheim", "nieuws/testklas-begint", "nieuws/plan-vastgesteld"]


def test_an_item_shows_its_date_picture_and_way_back(made: Mapping[dt.date, pipeline.Built]) -> None:
    document = page(made[TODAY], "nieuws/testklas-begint/index.html")
    assert document.xpath("//main//h1/following-sibling::p[1]/time/@datetime") == ["2026-11-09"]
    assert [(image.get("src"), image.get("alt")) for image in document.xpath("//main//img")] == [("../../nieuws/img/avond.svg", "Een getekende zaal")]
    assert [link.text for link in document.xpath("//nav[@class='kruimels baan']//a")] == ["Home", "Nieuws"]
    assert "Volgende controle" not in document.text_content(), "news is of its day"


def test_the_home_page_shows_the_latest(made: Mapping[dt.date, pipeline.Built]) -> None:
    assert [link.text for link in page(made[ON_THE_DAY], "index.html").xpath("//section[@class='nieuws']//li/a")] == [
        "Embargotitel voor december", "De testklas is begonnen", "De raad stemde in met het voorbeeldplan",
    ]  # fmt: skip


def test_search_finds_news_and_events_of_the_day(made: Mapping[dt.date, pipeline.Built]) -> None:
    index = build_index(made[TODAY].portal)
    assert search(index, "testklas begonnen", 3)[0].url == "nieuws/testklas-begint/"
    assert search(index, "proefavond ouders", 3)[0].url == "agenda/#proefavond"
    found = {hit.url for words in ("embargotitel", "steunpunt september ergens anders", "feest na middernacht") for hit in search(index, words, 10)}
    assert not found & {"nieuws/nog-geheim/", "nieuws/steunpunt-verhuisd/", "agenda/#nachtfeest"}


@pytest.mark.parametrize(("day", "text"), [(TODAY, "vrijdag 27 november dicht"), (ON_THE_DAY, ""), (AFTER, "voor kerst")])
def test_the_announcement_stands_above_every_page_in_its_days(made: Mapping[dt.date, pipeline.Built], day: dt.date, text: str) -> None:
    for path, content in made[day].files.items():
        if path.endswith(".html"):
            bars = lxml.html.document_fromstring(content).xpath("//body/section[@class='mededeling']")
            assert len(bars) == bool(text), path
            assert not text or text in bars[0].text_content()
    if day == TODAY:
        bar = page(made[day], "index.html").xpath("//section[@aria-label='Mededeling']")[0]
        assert bar.get("data-tot") == "2026-11-27"
        assert bar.xpath(".//a/@href") == ["contact/"]


def test_pages_name_the_feeds(made: Mapping[dt.date, pipeline.Built]) -> None:
    links = page(made[TODAY], "nieuws/index.html").xpath("//head/link[@rel='alternate']")
    assert {(link.get("type"), link.get("href")) for link in links} >= {("application/atom+xml", "../nieuws.xml"), ("text/calendar", "../agenda.ics")}


# --- the feed --------------------------------------------------------------------------------------------------


def test_the_feed_is_atom(made: Mapping[dt.date, pipeline.Built]) -> None:
    for built in made.values():
        ATOM.assertValid(feed(built))
    entries = feed(made[TODAY]).findall("a:entry", NS)
    assert [entry.findtext("a:title", namespaces=NS) for entry in entries] == ["De testklas is begonnen", "De raad stemde in met het voorbeeldplan"]
    assert entries[0].findtext("a:published", namespaces=NS) == "2026-11-10T00:00:00+01:00"


def test_changes_are_a_feed_too(made: Mapping[dt.date, pipeline.Built]) -> None:
    changes = (Change(dt.date(2026, 11, 5), "Het Proefkompas: website toegevoegd.", "voorziening/proefkompas/"),
               Change(dt.date(2026, 11, 5), "Pagina “A & B”: staat niet meer op deze site.", ""))  # fmt: skip
    built = changes_feed(replace(made[TODAY].portal, changes=changes), "https://voorbeeld.invalid/", TODAY)
    document = lxml.etree.fromstring(built["wijzigingen.xml"])
    ATOM.assertValid(document)
    assert document.xpath("//a:entry/a:link/@href", namespaces=NS) == ["https://voorbeeld.invalid/voorziening/proefkompas/", "https://voorbeeld.invalid/wijzigingen/"]
    assert len(set(document.xpath("//a:id/text()", namespaces=NS))) == 3
    ATOM.assertValid(lxml.etree.fromstring(made[TODAY].files["wijzigingen.xml"]))


def test_names_in_the_feed_stay_the_same(made: Mapping[dt.date, pipeline.Built]) -> None:
    ids = {day: feed(built).xpath("//a:id/text()", namespaces=NS) for day, built in made.items()}
    assert set(ids[TODAY]) <= set(ids[ON_THE_DAY])
    assert all(len(set(names)) == len(names) for names in ids.values())


def test_a_feed_without_news_and_with_odd_titles_is_atom(made: Mapping[dt.date, pipeline.Built]) -> None:
    portal = made[TODAY].portal
    empty = lxml.etree.fromstring(atom("A & <B>", "x.xml", "x/", [], portal, "https://voorbeeld.invalid/", TODAY))
    ATOM.assertValid(empty)
    assert empty.findtext("a:title", namespaces=NS) == "A & <B>"
    assert empty.findtext("a:updated", namespaces=NS) == "2026-11-21T00:00:00+01:00"


@pytest.mark.parametrize(
    ("old", "new"),
    [("<author>.*</author>", ""), ("<id>.*?</id>", "<id>nieuws</id>"), (r"\+01:00", ""), ("2026-11-10T", "10-11-2026T"), ('rel="self"', 'rel="zelf"'),
     ("<title>.*?</title>", "<title/>"), ("</entry>", "<inhoud/></entry>")],
)  # fmt: skip
def test_the_schema_refuses_what_is_no_atom(made: Mapping[dt.date, pipeline.Built], old: str, new: str) -> None:
    good = made[TODAY].files["nieuws.xml"].decode()
    bad = re.sub(old, new, good, count=1)
    assert bad != good
    assert not ATOM.validate(lxml.etree.fromstring(bad.encode()))


# --- no news ---------------------------------------------------------------------------------------------------


def test_time_alone_loses_no_address(made: Mapping[dt.date, pipeline.Built]) -> None:
    """News that is over and events that were keep what was promised: a build of a later day may not fail on it."""

    def promised(built: pipeline.Built) -> set[str]:
        return addresses({path.removesuffix("index.html") for path in built.files if path.endswith(".html")}, built.files)

    assert {"agenda.ics", "nieuws.xml", "nieuws/testklas-begint/"} <= promised(made[TODAY])
    assert promised(made[TODAY]) <= promised(made[ON_THE_DAY]) <= promised(made[AFTER])


def test_without_news_the_pages_say_so(warm_root: Path) -> None:
    for path in (warm_root / "content" / "nieuws").rglob("*.md"):
        path.unlink()
    for name in ("agenda.yaml", "mededelingen.yaml"):
        (warm_root / "data" / name).unlink()
    built = pipeline.make_site(warm_root, today=TODAY, workshop=pipeline.Workshop.of(warm_root))
    assert "Er is nu geen nieuws." in page(built, "nieuws/index.html").text_content()
    assert "Er staat nu niets in de agenda." in page(built, "agenda/index.html").text_content()
    assert page(built, "index.html").xpath("//section[@class='nieuws']") == []
    ATOM.assertValid(feed(built))
