"""The partnerships of an edition side by side, and a page for each with its routes, places and schools."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from ..editie import verband_of
from ..model import Portal, Routekaart, Samenwerkingsverband, School, Voorziening
from ..page import Page
from ..urls import SAMENWERKINGSVERBAND, Link, generated, url_of, verband_url
from .herkomst import herkomst_of_all
from .parts import HOME, Group, Item, routekaart_item, school_item, sort_schools
from .voorziening import grouped

_SIGNED = ("school", "voorziening", "routekaart", "bestuur")


class VerbandView(Struct, frozen=True):
    """One partnership: how to reach it, and what comes from its portal. `plaatsen` holds its schools by place."""

    verband: Samenwerkingsverband
    url: str
    routekaarten: tuple[Item, ...]
    voorzieningen: tuple[Group, ...]
    plaatsen: tuple[Group, ...]
    aantal_scholen: int
    aantal_voorzieningen: int


class VerbandenView(Struct, frozen=True):
    samenwerkingsverbanden: tuple[VerbandView, ...]


def verband_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the page of all partnerships and one for each; nothing for a portal that is no edition."""
    if not portal.samenwerkingsverbanden:
        return
    titel = generated(portal)[SAMENWERKINGSVERBAND]
    views = [_view(portal, verband) for verband in portal.samenwerkingsverbanden]
    names = ", ".join(view.verband.kort for view in views)
    yield Page(
        url=f"{SAMENWERKINGSVERBAND}/",
        template="samenwerkingsverbanden.html",
        titel=titel,
        beschrijving=f"Wie u belt, en welke scholen, plekken en routes er zijn, per samenwerkingsverband: {names}.",
        view=VerbandenView(tuple(views)),
        kruimels=(HOME,),
        marks_words=False,
    )
    for view in views:
        yield Page(
            url=view.url,
            template="samenwerkingsverband.html",
            titel=view.verband.naam,
            beschrijving=f"Contact, routes, speciale plekken en scholen van {view.verband.naam}.",
            view=view,
            kruimels=(HOME, Link(titel, f"{SAMENWERKINGSVERBAND}/")),
            herkomst=herkomst_of_all(portal, [*_own(portal, view.verband, "school"), *_own(portal, view.verband, "voorziening")], today),
        )


def signed(portal: Portal, pages: Iterator[Page]) -> Iterator[Page]:
    """Yield pages; in an edition those of a record (and of its parts) lead to the partnership that it is from."""
    if not portal.samenwerkingsverbanden:
        yield from pages
        return
    homes = {url_of(kind, record): Link(verband.naam, verband_url(verband)) for kind in _SIGNED for id_, record in portal.records(kind).items()
             if (verband := verband_of(portal, kind, id_))}  # fmt: skip
    for page in pages:
        yield replace(page, van=homes.get("/".join((*page.url.split("/")[:2], ""))))


def _own(portal: Portal, verband: Samenwerkingsverband, kind: str) -> list:
    return [record for id_, record in portal.records(kind).items() if verband_of(portal, kind, id_) == verband]


def _view(portal: Portal, verband: Samenwerkingsverband) -> VerbandView:
    schools: list[School] = sort_schools(_own(portal, verband, "school"))
    voorzieningen: list[Voorziening] = _own(portal, verband, "voorziening")
    routekaarten: list[Routekaart] = _own(portal, verband, "routekaart")
    by_place: dict[str, list[Item]] = {}
    for school in sorted(schools, key=lambda school: school.place):
        by_place.setdefault(school.place, []).append(school_item(school, with_place=False))
    return VerbandView(
        verband=verband,
        url=verband_url(verband),
        routekaarten=tuple(map(routekaart_item, routekaarten)),
        voorzieningen=grouped(portal, voorzieningen),
        plaatsen=tuple(Group(f"in-{number}", place, tuple(items)) for number, (place, items) in enumerate(by_place.items(), 1)),
        aantal_scholen=len(schools),
        aantal_voorzieningen=len(voorzieningen),
    )
