"""The finder of a portal with thousands of places: cards made by the script, and lists that come in parts."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "bench"), str(TESTS / "search")]
import large  # noqa: E402
from chromium import kilobytes, worked  # noqa: E402
from finder import finder_page  # noqa: E402
from golden_bank import load_golden  # noqa: E402

from local_server import served  # noqa: E402
from portaal.search import build_index, search  # noqa: E402

pytestmark = pytest.mark.browser

ANSWER = """async ([queries, folder]) => {
    const { loadIndex, search } = await import(folder + "zoek.js");
    const index = await loadIndex();
    const found = [];
    for (const query of queries) {
        await index.prepare(query);
        const { hits, scores } = search(index, query);
        found.push(Array.from(hits.slice(0, 5), (number) => [index.document(number).ref, index.document(number).url, scores[number]]));
    }
    return found;
}"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[large.Portal, Path]]:
    """A portal that is just too large for one page and one file, with made-up schools."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large, "RECORDS", 3_100)
        patch.setenv("MAP", "/nergens")
        yield large.large_portal(), large.make_large(tmp_path_factory.mktemp("groot"))


@pytest.fixture(scope="module")
def address(portal: tuple[large.Portal, Path]) -> Iterator[str]:
    with served(portal[1]) as address:
        yield address


def test_the_page_stays_light_and_leads_on_without_javascript(portal: tuple[large.Portal, Path]) -> None:
    html = (portal[1] / "zoeken" / "index.html").read_text(encoding="utf-8")
    assert len(html) < 250_000
    assert 'href="../plaats/"' in html and 'href="../school/"' in html
    for voorziening in portal[0].voorzieningen:
        assert f'href="../voorziening/{voorziening}/"' in html


def test_what_comes_before_the_first_result_stays_small(portal: tuple[large.Portal, Path]) -> None:
    """At most 450 kB for seven thousand places, which `make bench` measures; here for the places of this portal."""
    files = [portal[1] / "zoeken" / "index.html", *(portal[1] / "zoek" / name for name in ("index.json", "plekken.json", "deel-0.json"))]
    assert kilobytes(*(path.read_bytes() for path in files)) < 450 * large.RECORDS / 7_000


def test_a_school_is_found_and_its_card_says_what_it_is(page: Page, address: str, portal: tuple[large.Portal, Path]) -> None:
    school = list(portal[0].schools.values())[-1]
    page.goto(f"{address}zoeken/?q={school.naam} {school.adres.plaats}")
    card = page.locator("#vinder .vinder-lijst .plek").filter(has=page.locator(f"a[href$='/{school.slug}/']"))
    page.evaluate("for (const button of document.querySelectorAll('.vinder-lijst > p > button:not([hidden])')) button.click()")
    expect(card).to_contain_text(f"Basisschool in {school.adres.plaats}")
    expect(card).to_contain_text(f"{school.adres.straat} {school.adres.huisnummer}, {school.adres.plaats}")
    expect(card).to_contain_text("Nog niet bekend: welke hulp de school biedt.")
    expect(card.locator(".plek-gevonden")).to_contain_text("Gevonden op")


def test_places_are_sorted_by_distance_and_kept(page: Page, address: str) -> None:
    page.goto(f"{address}zoeken/?soort=bao")
    expect(page.locator("#vinder .status")).to_have_text(re.compile(r"3\d{3} plekken"))
    page.fill("#postcode", "2151")
    expect(page.locator(".volgorde")).to_be_visible()
    far = [text for text in page.locator("#vinder .vinder-lijst .afstand").all_inner_texts() if " km" in text]
    assert [float(text.split(" km")[0].replace(",", ".")) for text in far] == sorted(float(text.split(" km")[0].replace(",", ".")) for text in far)
    page.locator("#vinder .vinder-lijst .bewaar").first.click()
    expect(page.locator("#lijstje thead th")).to_have_count(1)


def test_nothing_found_shows_what_is_near(page: Page, address: str) -> None:
    page.goto(f"{address}zoeken/?soort=taalklas&groep=8&tlv=ja")
    expect(page.locator(".bijna .plek")).to_have_count(3)


def test_browser_and_command_line_agree_in_parts_too(page: Page, address: str, portal: tuple[large.Portal, Path]) -> None:
    index = build_index(portal[0])
    queries = [query.vraag for query in load_golden("afgestemd")]
    page.goto(f"{address}zoeken/")
    folder = page.locator("script[src*=vinder]").evaluate("script => new URL('.', script.src).href")
    for query, hits in zip(queries, page.evaluate(ANSWER, [queries, folder]), strict=True):
        assert hits == [[f"{hit.type}:{hit.id}", hit.url, hit.score] for hit in search(index, query, 5)], query


def test_the_bench_times_answers_and_waiting_is_no_work(page: Page, address: str) -> None:
    with finder_page(page.context.browser, address, ["autisme", "basisschool"], 1) as (line, ask):
        assert all(0 < everything <= laid for _, everything, laid in ask())
        assert worked(line, ask) > 0
        assert worked(line, lambda: page.wait_for_timeout(500)) < 250


def test_the_bench_does_not_time_a_finder_that_hears_nothing(page: Page, portal: tuple[large.Portal, Path], tmp_path: Path) -> None:
    deaf = shutil.copytree(portal[1], tmp_path / "doof")
    script = next(deaf.glob("assets/*/js/zoek/vinder.js"))
    script.write_text(script.read_text(encoding="utf-8").replace('words.addEventListener("input"', 'words.addEventListener("nooit"'), encoding="utf-8")
    with served(deaf) as address, pytest.raises(Error), finder_page(page.context.browser, address, ["autisme"], 1):
        pass
