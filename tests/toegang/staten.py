"""The states in which a page is looked at: how wide, which colours, what was opened, how large the letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, Route, TimeoutError

# WCAG 2.2, 1.4.12: what a reader may set without losing anything.
SPACING = """*, ::before, ::after { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p, li { margin-block-end: 2em !important; }"""
_REFRESH = re.compile(r'<meta http-equiv="refresh"[^>]*>')
# Letters twice as large while the window stays as it is, as the text setting of a phone does.
LARGE = "html { font-size: 200% !important; }"


def nothing(page: Page) -> None:
    """Leave the page as it was loaded."""


@dataclass(frozen=True)
class Staat:
    """A way to look at pages. `kinds` names the kinds it is for (empty: all); `options` go to the browser context."""

    naam: str
    width: int
    height: int = 800
    options: dict[str, Any] = field(default_factory=dict)
    prepare: Callable[[Page], None] = nothing
    css: str = ""
    kinds: frozenset[str] = frozenset()
    query: str = ""

    def is_for(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds

    @contextmanager
    def open(self, browser: Browser) -> Iterator[Page]:
        """Give a page that looks as this state says; `show` then leads it to an address."""
        context = browser.new_context(viewport={"width": self.width, "height": self.height}, locale="nl-NL", **self.options)
        # On a machine that is busy a picture of the screen may wait; late is not wrong.
        context.set_default_timeout(120_000)
        try:
            yield context.new_page()
        finally:
            context.close()

    def show(self, page: Page, address: str, *, is_moved: bool = False) -> None:
        """Load an address and bring the page into this state; one that moved, and sends its visitor on at once, waits."""
        if is_moved:  # only here: a page of which questions are caught fetches all of it again each time
            page.route(address, _stay)
        try:
            page.goto(f"{address}{self.query}", timeout=30_000)
        except TimeoutError:  # a busy machine may lose a question; a page that does not come the second time either is wrong
            page.goto(f"{address}{self.query}")
        page.unroute_all()
        if self.css:
            page.add_style_tag(content=self.css)
        self.prepare(page)


def _stay(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=_REFRESH.sub("", answer.text()))


def _print(page: Page) -> None:
    page.emulate_media(media="print")


def _unfold(page: Page) -> None:
    """Open all that a visitor can open at once: folded steps, boxes and the filters of the finder."""
    if (button := page.get_by_role("button", name="Toon alle stappen")).count():
        button.click()
    page.evaluate("document.querySelectorAll('details').forEach((box) => (box.open = true))")


def _word(page: Page) -> None:
    if (word := page.locator("a.woord:visible").first).count():
        word.click()
        page.locator(".uitleg").wait_for()


def _suggest(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("autis")
    page.locator("#zoekbalk-lijst [role=option], .zoekbalk-lijst li").first.wait_for()


def _found(page: Page) -> None:
    page.locator("#vinder .vinder-lijst .plek").first.wait_for()


def _none(page: Page) -> None:
    page.locator(".vinder-niets").wait_for()


def _kept(page: Page) -> None:
    _found(page)
    for position in (0, 1, 2):
        page.locator("#vinder .vinder-lijst .bewaar").nth(position).click()
    page.locator("#lijstje").wait_for()


def _postcode(page: Page) -> None:
    page.fill("#postcode", "2151")
    page.locator(".volgorde").wait_for()


_ZOEKEN = frozenset({"zoeken"})
STATEN = (
    Staat("smal, licht", 320, options={"color_scheme": "light"}),
    Staat("smal, donker", 320, options={"color_scheme": "dark"}),
    Staat("breed, licht", 1280, options={"color_scheme": "light"}),
    Staat("breed, donker", 1280, options={"color_scheme": "dark"}),
    Staat("alles open", 320, prepare=_unfold),
    Staat("woord open", 1280, prepare=_word, kinds=frozenset({"proza", "voorziening", "hulpvraag"})),
    Staat("voorstellen open", 320, prepare=_suggest, kinds=frozenset({"proza", "school"})),
    Staat("gevonden", 320, prepare=_found, kinds=_ZOEKEN, query="?q=autisme"),
    Staat("keuzes open", 320, prepare=_unfold, kinds=_ZOEKEN, query="?hulpvraag=autisme&soort=sbo"),
    Staat("niets gevonden", 320, prepare=_none, kinds=_ZOEKEN, query="?hulpvraag=autisme&plaats=abbenes&soort=sbo"),
    Staat("op afstand", 320, prepare=_postcode, kinds=_ZOEKEN),
    Staat("lijstje", 320, prepare=_kept, kinds=_ZOEKEN, query="?soort=sbo&soort=so"),
    Staat("druk", 720, prepare=_print),
    Staat("eigen kleuren", 1280, options={"forced_colors": "active"}),
    Staat("letters 200%", 360, css=LARGE),
    # 1280 by 800 px at 400% is 320 by 200: little height is what it adds to "smal".
    Staat("zoom 400%", 320, 200),
    Staat("ruime regels", 320, css=SPACING),
    Staat("zonder JavaScript", 320, options={"java_script_enabled": False}),
)
# A walk by Tab goes low: what is fixed below then covers the most. 320 by 256 is a phone of which the keyboard is open.
TOCHTEN = (
    Staat("smal, licht", 320, 640, options={"color_scheme": "light"}),
    Staat("breed, donker", 1280, 640, options={"color_scheme": "dark"}),
    Staat("telefoon, donker", 360, 640, options={"color_scheme": "dark"}, kinds=frozenset({"voorblad", "school", "routekaart", "voorziening", "proza"})),
    Staat("zoom 400%", 320, 200, kinds=frozenset({"voorblad", "school", "routekaart", "proza"})),
    Staat("letters 200%", 360, 640, css=LARGE, kinds=frozenset({"voorblad", "school", "routekaart"})),
    Staat("alles open", 320, 640, prepare=_unfold, kinds=frozenset({"routekaart", "proza", "school"})),
    Staat("gevonden", 320, 640, prepare=_found, kinds=_ZOEKEN, query="?q=autisme"),
    Staat("keuzes open", 320, 640, prepare=_unfold, kinds=_ZOEKEN, query="?hulpvraag=autisme&soort=sbo"),
    Staat("niets gevonden", 320, 640, prepare=_none, kinds=_ZOEKEN, query="?hulpvraag=autisme&plaats=abbenes&soort=sbo"),
    Staat("op afstand", 320, 640, prepare=_postcode, kinds=_ZOEKEN),
    Staat("lijstje", 360, 640, prepare=_kept, kinds=_ZOEKEN, query="?soort=sbo&soort=so"),
)
