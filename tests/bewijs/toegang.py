"""Accessibility: every kind of page in every state, walks with the Tab key, and what axe does not judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from playwright.sync_api import Browser

from toegang.kijken import look, walks
from toegang.oordelen import HANDEN, METINGEN
from toegang.soorten import MOVED, kinds
from toegang.staten import STATEN, TOCHTEN, Staat
from toegang.toetsen import RING, Tocht

from .frame import Bewijs, Werkplaats

_ONDERWERP = "toegang"
_WALKS = {f"tocht, {staat.naam}": staat for staat in TOCHTEN}
# A phone in the light and a desk in the dark.
_JUDGED = {f"oordelen, {staat.naam}": staat for staat in TOCHTEN[:2]}
# A walk takes longest, so those come first.
DELEN = (*_WALKS, *_JUDGED, *(staat.naam for staat in STATEN))


def bewijs(werkplaats: Werkplaats, deel: str) -> Iterator[Bewijs]:
    """Yield what axe and the layout say in one state, what the walks of one met, or what axe does not judge."""
    if (browser := werkplaats.browser) is None:
        yield Bewijs(_ONDERWERP, f"Is de site te gebruiken voor iedereen? ({deel})", "niets", "een browser", None, "Er is hier geen Chromium.")
        return
    pages = kinds(werkplaats.site)
    if deel in _WALKS:
        staat = _WALKS[deel]
        yield judge_walks(f"{staat.naam}, {staat.width} punten breed", walks(browser, werkplaats.base_url, pages, staat))
    elif deel in _JUDGED:
        yield from _judge(browser, werkplaats.base_url, pages, _JUDGED[deel])
    else:
        staat = next(one for one in STATEN if one.naam == deel)
        yield judge_state(staat.naam, sum(staat.is_for(kind) for kind in pages), look(browser, werkplaats.base_url, pages, staat))


def judge_state(name: str, seen: int, troubles: list[str]) -> Bewijs:
    """Judge a state; one in which no page was seen proves nothing."""
    return Bewijs(_ONDERWERP, f"Vindt axe iets, of loopt er iets buiten beeld? ({name})", f"{len(troubles)} keer, op {seen} soorten pagina's",
                  "0 keer", bool(seen) and not troubles, "; ".join(troubles[:5]))


def judge_walks(name: str, done: Mapping[str, Tocht]) -> Bewijs:
    """Judge walks by Tab, each from the top of a page to its end."""
    troubles = [f"{path}: {one}" for path, tocht in done.items() for one in tocht.troubles]
    stops, ring = sum(tocht.stops for tocht in done.values()), min((tocht.ring for tocht in done.values()), default=0.0)
    return Bewijs(_ONDERWERP, f"Is elke halte van de Tab-toets te zien, en eindigt de tocht? ({name})",
                  f"{stops} haltes op {len(done)} soorten pagina's, {len(troubles)} keer iets; zwakste ring {ring:.1f} op 1".replace(".", ","), f"0 keer iets, een ring van {RING:.0f} op 1",
                  bool(stops) and not troubles and ring >= RING, "; ".join(troubles[:5]))


def _judge(browser: Browser, base_url: str, pages: Mapping[str, str], staat: Staat) -> Iterator[Bewijs]:
    """Yield what axe does not judge on every kind of page; a hand tries each look of the site once."""
    found: dict[str, list[str]] = {question: [] for question in (*METINGEN, *HANDEN)}
    known: dict[str, set[str]] = {question: set() for question in HANDEN}
    with staat.open(browser) as page:
        for kind, path in pages.items():
            staat.show(page, f"{base_url}{path}", is_moved=kind == MOVED)
            for question, (_, measure) in METINGEN.items():
                found[question] += [f"{kind}: {one}" for one in measure(page)]
            for question, (_, try_out) in HANDEN.items():
                found[question] += [f"{kind}: {one}" for one in try_out(page, known[question])]
    for question, troubles in found.items():
        yield Bewijs(_ONDERWERP, f"{question} ({staat.naam})", f"{len(troubles)} keer iets, op {len(pages)} soorten pagina's", "0 keer iets", bool(pages) and not troubles, "; ".join(troubles[:5]))
