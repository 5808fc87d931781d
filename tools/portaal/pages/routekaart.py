"""A page per route map as one complete numbered list, and the list of route maps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from ..chart import draw_routekaart
from ..model import ROL, Bron, Portal, Routekaart, Stap
from ..page import Herkomst, Page
from ..termijn import Termijn, by_gebeurtenis, in_short, termijnen_of
from ..urls import GENERATED, LEZERS, Link, pdf_url, stap_url, url_of
from .herkomst import BronLink, bron_links, herkomst_of, herkomst_of_all
from .parts import (
    Item,
    RegelView,
    TegenspraakView,
    crumbs,
    links,
    regel_view,
    routekaart_item,
    tegenspraken_over,
    with_phones,
)


class Sprong(Struct, frozen=True):
    """The way to another step: an answer (or '') and the step's number, title and id; `stand` as of `StapView`."""

    antwoord: str
    nummer: int
    titel: str
    id: str
    stand: str = "goed"


class StapView(Struct, frozen=True):
    """A step with its number; `daarna` is None where the next step is simply the next in the list.

    `stand` tells on a page in another language why the step is not in it (`vertaling.Stand`).
    """

    nummer: int
    stap: Stap
    wie: tuple[tuple[str, str], ...]
    documenten: tuple[Link, ...]
    regels: tuple[RegelView, ...]
    zie: tuple[Link, ...]
    bronnen: tuple[BronLink, ...]
    keuzes: tuple[Sprong, ...]
    daarna: Sprong | None
    contact: tuple[tuple[str, bool], ...]
    uitkomst_contact: tuple[tuple[str, bool], ...]
    stand: str = "goed"


class RoutekaartView(Struct, frozen=True):
    """A route map in its forms: the list, the drawing, the way to the helper, the papers and the terms to compute.

    `papieren` holds (reader, url) of each PDF; `termijnen` is what `termijn.by_gebeurtenis` gives.
    """

    routekaart: Routekaart
    stappen: tuple[StapView, ...]
    tegenspraken: tuple[TegenspraakView, ...]
    tekening: Markup
    hulp: str
    papieren: tuple[tuple[str, str], ...]
    termijnen: tuple[tuple[str, str, tuple[Termijn, ...]], ...]


class RoutekaartenView(Struct, frozen=True):
    routekaarten: tuple[Item, ...]


def routekaart_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the list of route maps and a page per route map."""
    yield Page(
        url="routekaart/",
        template="routekaarten.html",
        titel=GENERATED["routekaart"],
        beschrijving="Routes in stappen: wie doet wat, wanneer, en bij wie u terecht kunt.",
        view=RoutekaartenView(tuple(routekaart_item(routekaart) for routekaart in portal.routekaarten.values())),
        kruimels=crumbs(),
        herkomst=herkomst_of_all(portal, portal.routekaarten.values(), today),
    )
    for routekaart in portal.routekaarten.values():
        yield Page(
            url=url_of("routekaart", routekaart),
            template="routekaart.html",
            titel=routekaart.titel,
            beschrijving=routekaart.samenvatting,
            view=routekaart_view(portal, routekaart),
            kruimels=crumbs("routekaart"),
            herkomst=_herkomst(portal, routekaart, today),
            source=portal.place("routekaart", routekaart.id),
        )


def _herkomst(portal: Portal, routekaart: Routekaart, today: dt.date) -> Herkomst:
    """Return the origin of the map, with the sources of its steps and rules: on paper this list is the only one."""
    rules = [portal.regels[id_] for stap in routekaart.stappen for id_ in stap.regels]
    more = [bron for part in (*routekaart.stappen, *rules) for bron in part.bron]
    ids = dict.fromkeys(bron.id for bron in (*routekaart.bron, *more))
    whole = herkomst_of(portal, routekaart, today)
    return replace(whole, bronnen=bron_links(portal, (Bron(id=id_) for id_ in ids)))


def routekaart_view(portal: Portal, routekaart: Routekaart) -> RoutekaartView:
    """Return a route map with numbered steps, in the order of its file."""
    weeks = {stap.id: in_short(portal.regels[id_] for id_ in stap.regels) for stap in routekaart.stappen}
    return RoutekaartView(
        routekaart,
        stap_views(portal, routekaart),
        tegenspraken_over(portal, f"routekaart:{routekaart.id}"),
        tekening=Markup(draw_routekaart(routekaart, weeks)),
        hulp=stap_url(routekaart, routekaart.begin),
        papieren=tuple((naam, pdf_url(routekaart, lezer)) for lezer, naam in LEZERS.items()),
        termijnen=by_gebeurtenis(termijnen_of(routekaart, portal.regels)),
    )


def stap_views(portal: Portal, routekaart: Routekaart) -> tuple[StapView, ...]:
    """Return the steps of a route map with their numbers, links and rules."""
    numbers = {stap.id: number for number, stap in enumerate(routekaart.stappen, 1)}
    titles = {stap.id: stap.titel for stap in routekaart.stappen}

    def jump(id_: str, answer: str = "") -> Sprong:
        return Sprong(answer, numbers[id_], titles[id_], id_)

    def step(stap: Stap) -> StapView:
        number = numbers[stap.id]
        goes_elsewhere = stap.daarna and numbers[stap.daarna] != number + 1
        return StapView(
            nummer=number,
            stap=stap,
            wie=tuple((rol, ROL[rol]) for rol in stap.wie),
            documenten=links(portal, (f"document:{id_}" for id_ in stap.documenten)),
            regels=tuple(regel_view(portal, portal.regels[id_]) for id_ in stap.regels),
            zie=links(portal, stap.zie),
            bronnen=bron_links(portal, stap.bron),
            keuzes=tuple(jump(keuze.naar, keuze.antwoord) for keuze in stap.keuzes),
            daarna=jump(stap.daarna) if goes_elsewhere else None,
            contact=with_phones(stap.contact),
            uitkomst_contact=with_phones(stap.uitkomst.contact) if stap.uitkomst else (),
        )

    return tuple(step(stap) for stap in routekaart.stappen)
