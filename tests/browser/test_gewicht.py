"""What a first view weighs and what comes out of the printer; the slow line and Lighthouse are for `make bewijs`."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from bewijs.druk import judge, printed, texts_of
from bewijs.frame import Werkplaats
from bewijs.gewicht import asked_for, first_views, slow_paint, weigh
from miniature import REPO
from portaal.clock import today_from_environment
from portaal.pipeline import read_portal
from portaal.theme import without_frame

pytestmark = pytest.mark.browser
PAGE = '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Proef</title><link rel="icon" href="data:,">{}</head><body>{}</body></html>'


def test_first_views_are_light(context: BrowserContext, base_url: str, site: Path) -> None:
    for name, url in first_views(site).items():
        page = context.new_page()
        found = weigh(site, base_url, asked_for(page, base_url + url))
        assert found.is_good and found.bestanden > 4 and found.script > 0, (name, found)
        page.close()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of which each page has one fault."""
    folder = tmp_path_factory.mktemp("proef")
    for name, (head, body) in {
        "zwaar": ('<script type="module" src="../a.js"></script>', "<h1>Zwaar</h1>"),
        "zonder-kop": ("", "<p>Geen kop</p>"),
        "weg-in-druk": ('<link rel="stylesheet" href="../p.css" media="print">', "<h1>Bel de school</h1><p>Neem iemand mee.</p>"),
        "dicht": ("", "<h1>Bel de school</h1><details><summary>Meer</summary><p>Neem iemand mee.</p></details>"),
    }.items():
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(PAGE.format(head, body), encoding="utf-8")
    noise = "".join(f"// {zlib.crc32(str(number).encode())}\n" for number in range(20_000))
    for name, text in {"a.js": "import './b.js';\n", "b.js": noise, "p.css": "p { display: none; }"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def planted_url(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    werkplaats = Werkplaats(tmp_path_factory.mktemp("werk"), planted)
    yield werkplaats.serve(planted)
    werkplaats.close()


def test_a_script_that_another_fetches_is_weighed_too(context: BrowserContext, planted: Path, planted_url: str) -> None:
    found = weigh(planted, planted_url, asked_for(context.new_page(), f"{planted_url}zwaar/"))
    assert found.bestanden == 3 and found.script > 45_000 and not found.is_good


def test_a_heading_that_is_not_painted_is_seen(browser: Browser, planted_url: str) -> None:
    text, heading = slow_paint(browser, f"{planted_url}zonder-kop/")
    assert 0.3 < text < 30 and heading == float("inf")


@pytest.mark.parametrize("name", ["weg-in-druk", "dicht"])
def test_what_print_leaves_out_is_seen(browser: Browser, planted_url: str, name: str) -> None:
    texts = {f"{name}/": ("Bel de school", "Neem iemand mee.")}
    assert [bewijs.voldoet for bewijs in judge(texts, printed(browser, planted_url, texts))] == [False]


def test_a_route_stands_whole_on_paper_without_javascript(browser: Browser, base_url: str) -> None:
    texts = {url: texts for url, texts in texts_of(read_portal(REPO, today_from_environment())[0]).items() if url == "routekaart/ccp/"}
    done = list(judge(texts, printed(browser, base_url, texts)))
    assert [(bewijs.voldoet, bewijs.toelichting) for bewijs in done] == [(True, "")]


def test_no_page_uses_what_is_left_out_of_the_sheet_of_the_theme(site: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    rules = {f".{name} {{}}" for page in pages for names in re.findall(r'class="([^"]*)"', page) for name in names.split()}
    assert len(rules) > 100
    assert [rule for rule in rules if not without_frame(rule.encode())] == []
    # From right to left we write only what our own sheet dresses: no page that somebody wrote in Markdown.
    turned = [page for page in pages if re.search(r'<html[^>]* dir="rtl"', page)]
    assert turned and not [page for page in turned if 'class="blad-proza' in page]
