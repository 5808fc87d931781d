"""The known flaws of the theme that ours grew from, each shown to be mended: see issue 7.

The walk with Tab (test_toegang) shows the sixth: no drawer that is out of sight takes the focus.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from toegang.pixels import contrasts
from toegang.soorten import kinds

pytestmark = pytest.mark.browser

_LABELS = """() => [...document.querySelectorAll('label')].filter((e) => e.checkVisibility() && !(e.control?.checkVisibility())).map((e) => e.outerHTML.slice(0, 120))"""
_OUTSIDE = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')].filter((e) => {
  const b = e.getBoundingClientRect();
  return e.checkVisibility({ visibilityProperty: true }) && !e.matches('.sprong') && b.width && (b.right <= 0 || b.left >= innerWidth) && !e.closest('.lijstje-tabel, .tabelrol, .schuift');
}).map((e) => e.outerHTML.slice(0, 120))"""
_STUCK = """() => [...document.querySelectorAll('main *')].filter((e) => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1 && e.checkVisibility()
  && !(e.tabIndex === 0 && e.role === 'region' && (e.ariaLabel || document.getElementById(e.getAttribute('aria-labelledby'))))).map((e) => e.outerHTML.slice(0, 120))"""
_FLAWS = {
    "a label that does what a button should": (_LABELS, '<input type="checkbox" id="la" hidden><label for="la">Menu</label>'),
    "a drawer beside the page": (_OUTSIDE, '<nav style="position: fixed; left: -20rem; width: 15rem"><a href="#">Ouders</a></nav>'),
    "a table that keys cannot move": (_STUCK, '<main><div style="overflow-x: auto"><table><td style="min-width: 200rem">Breed</table></div></main>'),
}


def test_no_page_has_them(page: Page, base_url: str, site: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    pages = kinds(site)
    del pages["verhuisd"]
    found = []
    for kind, path in pages.items():
        page.goto(f"{base_url}{path}", wait_until="domcontentloaded")
        found += [(flaw, kind, html) for flaw, (find, _) in _FLAWS.items() for html in page.evaluate(find)]
    assert found == []


@pytest.mark.parametrize("flaw", _FLAWS)
def test_each_is_found_where_it_is_planted(page: Page, flaw: str) -> None:
    find, planted = _FLAWS[flaw]
    page.set_content(planted)
    assert page.evaluate(find)


def test_a_wide_table_moves_with_the_arrows(page: Page, base_url: str, site: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{base_url}{kinds(site)['proza']}")
    # A word that no line can break makes the table wider than the screen, as it is in letters of 200%.
    page.add_style_tag(content=".md-typeset .tabelrol td { min-width: 20rem !important }")
    table = page.locator(".tabelrol").first
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.tabelrol').scrollLeft > 0", timeout=3000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_footer_can_be_read(browser: Browser, base_url: str, scheme: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640}, color_scheme=scheme)
    page.goto(base_url)
    parts = [".voet h2", ".voet p", ".voet li a", ".voet .klein", ".voet .nummer"]
    assert min(contrasts(page, parts)) >= 4.5
    page.add_style_tag(content=".voet .klein { color: #54716d !important }")
    assert min(contrasts(page, parts)) < 4.5
    page.close()


def test_a_closed_box_is_open_on_paper_without_javascript(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)

    def paper(page: Page) -> str:
        page.goto(f"{base_url}voorziening/internationale-taalklas/")
        return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages).split())

    page = context.new_page()
    assert "Op deze site staat nu" in paper(page)
    assert not page.get_by_text("Op deze site staat nu").first.is_visible(), "on the screen the box is closed"
    page.route("**/print.css", lambda route: route.abort())
    assert "Op deze site staat nu" not in paper(page), "what opens it is our style for paper"
    context.close()
