"""Accessibility: every kind of page in every state, and a walk with the Tab key through each at both widths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toegang.kijken import look, walks
from toegang.soorten import kinds
from toegang.staten import STATEN
from toegang.toetsen import RING, Tocht

from .frame import Bewijs, Werkplaats

_ONDERWERP = "toegang"
_TOCHTEN = {"tocht, smal": (320, "light"), "tocht, breed": (1280, "dark")}
# A walk takes longest, so those come first.
DELEN = (*_TOCHTEN, *(staat.naam for staat in STATEN))


def bewijs(werkplaats: Werkplaats, deel: str) -> Iterator[Bewijs]:
    """Yield what axe and the layout say in one state, or what a walk met."""
    if (browser := werkplaats.browser) is None:
        yield Bewijs(_ONDERWERP, f"Is de site te gebruiken voor iedereen? ({deel})", "niets", "een browser", None, "Er is hier geen Chromium.")
        return
    pages = kinds(werkplaats.site)
    if deel in _TOCHTEN:
        width, scheme = _TOCHTEN[deel]
        yield judge_walks(width, walks(browser, werkplaats.base_url, pages.values(), width, scheme))
    else:
        staat = next(one for one in STATEN if one.naam == deel)
        yield judge_state(staat.naam, sum(staat.is_for(kind) for kind in pages), look(browser, werkplaats.base_url, pages, staat))


def judge_state(name: str, seen: int, troubles: list[str]) -> Bewijs:
    """Judge a state; one in which no page was seen proves nothing."""
    return Bewijs(_ONDERWERP, f"Vindt axe iets, of loopt er iets buiten beeld? ({name})", f"{len(troubles)} keer, op {seen} soorten pagina's",
                  "0 keer", bool(seen) and not troubles, "; ".join(troubles[:5]))


def judge_walks(width: int, done: Mapping[str, Tocht]) -> Bewijs:
    """Judge walks by Tab, each from the top of a page to its end."""
    troubles = [f"{path}: {one}" for path, tocht in done.items() for one in tocht.troubles]
    stops, ring = sum(tocht.stops for tocht in done.values()), min((tocht.ring for tocht in done.values()), default=0.0)
    return Bewijs(_ONDERWERP, f"Is elke halte van de Tab-toets te zien, en eindigt de tocht? ({width} punten breed)",
                  f"{stops} haltes op {len(done)} soorten pagina's, {len(troubles)} keer iets; zwakste ring {ring:.1f} op 1".replace(".", ","), f"0 keer iets, een ring van {RING:.0f} op 1",
                  bool(stops) and not troubles and ring >= RING, "; ".join(troubles[:5]))
