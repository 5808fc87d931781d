"""Accessibility: every kind of page in every state, and a walk with the Tab key through each at both widths."""

from __future__ import annotations

from collections.abc import Iterator

from toegang.kijken import look, walks
from toegang.soorten import kinds
from toegang.staten import STATEN
from toegang.toetsen import RING

from .frame import Bewijs, Werkplaats

_ONDERWERP = "toegang"


def bewijs(werkplaats: Werkplaats) -> Iterator[Bewijs]:
    """Yield what axe and the layout say per state, and what the walks met."""
    if (browser := werkplaats.browser) is None:
        yield Bewijs(_ONDERWERP, "Is de site te gebruiken voor iedereen?", "niets", "een browser", None, "Er is hier geen Chromium.")
        return
    pages = kinds(werkplaats.site)
    for staat in STATEN:
        seen = sum(staat.is_for(kind) for kind in pages)
        troubles = look(browser, werkplaats.base_url, pages, staat)
        yield Bewijs(_ONDERWERP, f"Vindt axe iets, of loopt er iets buiten beeld? ({staat.naam})", f"{len(troubles)} keer, op {seen} soorten pagina's",
                     "0 keer", bool(seen) and not troubles, "; ".join(troubles[:5]))
    for width, scheme in ((320, "light"), (1280, "dark")):
        done = walks(browser, werkplaats.base_url, pages.values(), width, scheme)
        troubles = [f"{path}: {one}" for path, tocht in done.items() for one in tocht.troubles]
        stops, ring = sum(tocht.stops for tocht in done.values()), min(tocht.ring for tocht in done.values())
        yield Bewijs(_ONDERWERP, f"Is elke halte van de Tab-toets te zien, en eindigt de tocht? ({width} punten breed)",
                     f"{stops} haltes, {len(troubles)} keer iets; zwakste ring {ring:.1f} op 1".replace(".", ","), f"0 keer iets, een ring van {RING:.0f} op 1",
                     not troubles and ring >= RING, "; ".join(troubles[:5]))
