"""The support that the region agreed on: basis, extra, and for gifted children, stated once for all schools."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from ..model import Onderdeel, Portal, School
from ..page import Page
from ..urls import GENERATED, Link, url_of
from .herkomst import herkomst_of_all
from .parts import Group, crumbs, open_schools
from .voorziening import grouped

# Key of the page -> (kind of onderdeel, description). The pages differ in words only; see ondersteuning.html.
_PAGES = {
    "ondersteuning/basis": ("basis", "De hulp die elke school biedt: wat u ervan merkt en wat u kunt vragen."),
    "ondersteuning/extra": ("extra", "Hulp die verder gaat dan wat elke school biedt, en wat u kunt vragen."),
    "hoogbegaafd": ("hb", "Welke hulp is er voor hoogbegaafde kinderen, op school en op een speciale plek?"),
}


class OnderdeelView(Struct, frozen=True):
    """A part of the support; `schools` holds (school, state, sentence) of what schools said for the latest year."""

    onderdeel: Onderdeel
    hulpvragen: tuple[Link, ...]
    schools: tuple[tuple[Link, str, str], ...]


class OndersteuningView(Struct, frozen=True):
    soort: str
    onderdelen: tuple[OnderdeelView, ...]
    voorzieningen: tuple[Group, ...]
    zwijgende_scholen: int


def ondersteuning_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the pages of basisondersteuning, extra ondersteuning and the offer for gifted children."""
    schools = open_schools(portal.schools)
    telling = [school for school in schools if school.ondersteuningsaanbod]
    for key, (soort, beschrijving) in _PAGES.items():
        onderdelen = [onderdeel for onderdeel in portal.onderdelen.values() if onderdeel.soort == soort]
        voorzieningen = [v for v in portal.voorzieningen.values() if soort == "hb" and v.soort == "hb"]
        yield Page(
            url=f"{key}/",
            template="ondersteuning.html",
            titel=GENERATED[key],
            beschrijving=beschrijving,
            view=OndersteuningView(
                soort=soort,
                onderdelen=tuple(_onderdeel(portal, onderdeel, telling) for onderdeel in onderdelen),
                voorzieningen=grouped(portal, voorzieningen),
                zwijgende_scholen=len(schools) - len(telling),
            ),
            kruimels=crumbs(),
            herkomst=herkomst_of_all(portal, [*onderdelen, *voorzieningen], today),
        )


def _onderdeel(portal: Portal, onderdeel: Onderdeel, schools: list[School]) -> OnderdeelView:
    return OnderdeelView(
        onderdeel,
        tuple(
            Link(need.kort, url_of("hulpvraag", need))
            for need in portal.hulpvragen.values()
            if need.id in onderdeel.hulpvragen or onderdeel.id in need.onderdelen
        ),
        tuple(
            (Link(school.naam, url_of("school", school)), aanbod.staat, aanbod.toelichting)
            for school in schools
            if (latest := school.latest_aanbod)
            for aanbod in (*latest.aanbod, *latest.hb)
            if aanbod.onderdeel == onderdeel.id and aanbod.staat != "onbekend"
        ),
    )
