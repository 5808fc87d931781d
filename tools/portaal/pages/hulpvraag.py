"""A page per need in parents' words, and the list of all needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from ..model import Hulpvraag, Onderdeel, Portal, Voorziening
from ..page import Page
from ..urls import GENERATED, url_of
from .herkomst import herkomst_of_all
from .hulpvraag_plaats import combination_item, places_for
from .parts import Group, Item, crumbs, hulpvraag_item, onderdeel_item, page_item, routekaart_item
from .voorziening import grouped


class HulpvraagView(Struct, frozen=True):
    """A need with everything that helps."""

    hulpvraag: Hulpvraag
    routekaarten: tuple[Item, ...]
    onderdelen: tuple[Item, ...]
    voorzieningen: tuple[Group, ...]
    paginas: tuple[Item, ...]
    plaatsen: tuple[Item, ...]


class HulpvragenView(Struct, frozen=True):
    hulpvragen: tuple[Item, ...]


def hulpvraag_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the list of needs and a page per need."""
    yield Page(
        url="hulpvraag/",
        template="hulpvragen.html",
        titel=GENERATED["hulpvraag"],
        beschrijving="Kies waar uw kind hulp bij nodig heeft. U ziet wat u kunt doen en welke hulp er is.",
        view=HulpvragenView(tuple(hulpvraag_item(need) for need in portal.hulpvragen.values())),
        kruimels=crumbs(),
    )
    for need in portal.hulpvragen.values():
        voorzieningen = voorzieningen_for(portal, need)
        onderdelen = _onderdelen_for(portal, need)
        yield Page(
            url=url_of("hulpvraag", need),
            template="hulpvraag.html",
            titel=need.titel,
            beschrijving=need.uitleg,
            view=HulpvraagView(
                hulpvraag=need,
                routekaarten=tuple(routekaart_item(portal.routekaarten[id_]) for id_ in need.routekaarten),
                onderdelen=tuple(onderdeel_item(onderdeel) for onderdeel in onderdelen),
                voorzieningen=grouped(portal, voorzieningen),
                paginas=tuple(page_item(p) for p in portal.pages.values() if need.id in p.meta.hulpvragen),
                plaatsen=tuple(combination_item(need, plaats) for plaats in places_for(portal, need)),
            ),
            kruimels=crumbs("hulpvraag"),
            voor="ouders",
            herkomst=herkomst_of_all(portal, [*voorzieningen, *onderdelen], today, need),
            source=portal.place("hulpvraag", need.id),
        )


def voorzieningen_for(portal: Portal, need: Hulpvraag) -> list[Voorziening]:
    return [voorziening for voorziening in portal.voorzieningen.values() if need.id in voorziening.hulpvragen]


def _onderdelen_for(portal: Portal, need: Hulpvraag) -> list[Onderdeel]:
    # Either side may name the other, so that editors need not write it twice.
    return [o for o in portal.onderdelen.values() if o.id in need.onderdelen or need.id in o.hulpvragen]
