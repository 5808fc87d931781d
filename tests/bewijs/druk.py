"""On paper: what the site says of routes, places and words stands whole in print, without JavaScript."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

from playwright.sync_api import Browser
from pypdf import PdfReader

from miniature import REPO
from portaal.clock import today_from_environment
from portaal.model import Portal
from portaal.pipeline import read_portal
from portaal.urls import url_of

from .frame import Bewijs, Werkplaats

_ONDERWERP = "druk"
# Where Markdown leads elsewhere, paper may show the address between the words.
# Of a text in two pieces, the letters that each holds at least: fewer stand somewhere by chance.
_PART = 8
_BREAKS = re.compile(r"\]\([^)]*\)|[\[\n*]")


def bare(text: str) -> str:
    """Return only the letters and figures of a text: how lines are broken and words are cut is no matter."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def missing(texts: Iterable[str], paper: str) -> list[str]:
    """Return the texts that do not stand whole on paper; an empty text is always there."""
    printed = bare(paper)
    return [text for text in texts if not all(_stands(bare(piece), printed) for piece in _BREAKS.split(text))]


def _stands(piece: str, printed: str) -> bool:
    """Tell whether a piece is there, whole or in two: between them stands the column beside it, or the foot of a sheet."""
    return piece in printed or any(piece[:cut] in printed and piece[cut:] in printed for cut in range(_PART, len(piece) - _PART))


def texts_of(portal: Portal) -> dict[str, tuple[str, ...]]:
    """Return site path -> all that must stand on paper there: steps with who does what, places by name, words with what they mean."""
    routes = {url_of("routekaart", route): tuple(text for stap in route.stappen for text in (stap.titel, stap.wat, stap.ouder_doet, stap.school_doet, *stap.nodig))
              for route in portal.routekaarten.values()}  # fmt: skip
    places = {"voorziening/": tuple(place.titel for place in portal.voorzieningen.values())}
    words = {"begrippen/": tuple(text for begrip in portal.begrippen.values() for text in (begrip.titel, begrip.uitleg))}
    return routes | places | words


def printed(browser: Browser, base_url: str, urls: Iterable[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Print pages with JavaScript off; yield address, text of the paper, and the summaries of boxes that stay closed there."""
    context = browser.new_context(locale="nl-NL", java_script_enabled=False, service_workers="block")
    page = context.new_page()
    for url in urls:
        page.goto(base_url + url)
        page.emulate_media(media="print")
        # What is inside a closed box has no place on paper, so its height says whether the look for print opens it.
        boxes = page.locator("details")
        closed = [box.locator("summary").first.inner_text() for box in boxes.all()
                  if box.is_visible() and not any(one.is_visible() for one in box.locator(":scope > :not(summary)").all())]
        paper = PdfReader(BytesIO(page.pdf()))
        yield url, "\n".join(sheet.extract_text() for sheet in paper.pages), closed
    context.close()


def judge(texts: Mapping[str, tuple[str, ...]], papers: Iterable[tuple[str, str, list[str]]]) -> Iterator[Bewijs]:
    """Yield per page whether all of it stands on paper."""
    for url, paper, closed in papers:
        lost = missing(texts[url], paper)
        number = len([text for text in texts[url] if text])
        yield Bewijs(_ONDERWERP, f"Staat alles van /{url} ook op papier, zonder JavaScript?", f"{number - len(lost)} van {number} teksten, {len(closed)} dichte vakken",
                     "alle teksten, 0 dichte vakken", bool(number) and not lost and not closed, "; ".join([*(text[:80] for text in lost[:3]), *closed[:3]]))


def bewijs(werkplaats: Werkplaats) -> Iterator[Bewijs]:
    """Yield what stands on paper of every route, the list of places and the list of words."""
    if werkplaats.browser is None:
        yield Bewijs(_ONDERWERP, "Staat alles ook op papier?", "niets", "alle teksten", None, "Er is hier geen Chromium.")
        return
    texts = texts_of(read_portal(REPO, today_from_environment())[0])
    yield from judge(texts, printed(werkplaats.browser, werkplaats.base_url, texts))
