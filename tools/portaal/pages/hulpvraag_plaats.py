"""A page per need and place that has help for it: what there is in that place, what is nearest, and its schools."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..geo import distance_km
from ..model import Hulpvraag, Portal, Voorziening
from ..model.fields import Coordinaten
from ..page import Page
from ..plekken import place_of
from ..urls import Link, hulpvraag_plaats_url, place_url, url_of
from .herkomst import herkomst_of_all
from .parts import Group, Item, alphabetic, crumbs, open_by_place, school_item, voorziening_item
from .voorziening import grouped

# More of what is elsewhere stands on the page of the need itself.
_ELSEWHERE = 5


class HulpvraagPlaatsView(Struct, frozen=True):
    """Help with a need: in a place, elsewhere (nearest first) and at no fixed place; and the schools of that place."""

    hulpvraag: Link
    plaats: Link
    uitleg: str
    hier: tuple[Group, ...]
    elders: tuple[Item, ...]
    overal: tuple[Item, ...]
    schools: tuple[Item, ...]


def hulpvraag_plaats_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield a page for each need and place with at least one provision; where there is nothing, a page would only mislead."""
    for need in portal.hulpvragen.values():
        serving = [voorziening for voorziening in portal.voorzieningen.values() if need.id in voorziening.hulpvragen]
        for plaats in places_for(portal, need):
            here = [voorziening for voorziening in serving if place_of(portal, voorziening) == plaats]
            yield Page(
                url=combination_item(need, plaats).url,
                template="hulpvraag-plaats.html",
                titel=combination_item(need, plaats).titel,
                beschrijving=f"Speciale plekken en hulp in {plaats} en dichtbij. Voor ouders die zeggen: {need.titel.rstrip('.?!')}.",
                view=_view(portal, need, plaats, here, [voorziening for voorziening in serving if voorziening not in here]),
                kruimels=(*crumbs("hulpvraag"), Link(need.titel, url_of("hulpvraag", need))),
                voor="ouders",
                herkomst=herkomst_of_all(portal, serving, today),
                source=portal.place("hulpvraag", need.id),
            )


def combination_item(need: Hulpvraag, plaats: str) -> Item:
    return Item(f"{need.kort}: hulp in {plaats}", hulpvraag_plaats_url(need, plaats))


def places_for(portal: Portal, need: Hulpvraag) -> list[str]:
    """Return the places with a provision for a need."""
    serving = (voorziening for voorziening in portal.voorzieningen.values() if need.id in voorziening.hulpvragen)
    return sorted({plaats for voorziening in serving if (plaats := place_of(portal, voorziening))}, key=alphabetic)


def _view(portal: Portal, need: Hulpvraag, plaats: str, here: Iterable[Voorziening], others: list[Voorziening]) -> HulpvraagPlaatsView:
    schools = open_by_place(portal.schools).get(plaats, ())
    middle = _middle([school.coordinaten for school in schools if school.coordinaten])
    placed = [(_km(portal, middle, voorziening), voorziening) for voorziening in others if place_of(portal, voorziening)]
    placed.sort(key=lambda pair: (pair[0] is None, pair[0] or 0))
    return HulpvraagPlaatsView(
        hulpvraag=Link(need.titel, url_of("hulpvraag", need)),
        plaats=Link(plaats, place_url(plaats)),
        uitleg=need.uitleg,
        hier=grouped(portal, here),
        elders=tuple(_with_distance(portal, voorziening, km) for km, voorziening in placed[:_ELSEWHERE]),
        overal=tuple(voorziening_item(portal, voorziening) for voorziening in others if not place_of(portal, voorziening)),
        schools=tuple(school_item(school, with_place=False) for school in schools if school.soort == "bao"),
    )


def _middle(points: list[Coordinaten]) -> tuple[float, float] | None:
    if not points:
        return None
    return sum(point.lat for point in points) / len(points), sum(point.lon for point in points) / len(points)


def _km(portal: Portal, middle: tuple[float, float] | None, voorziening: Voorziening) -> float | None:
    school = portal.schools.get(voorziening.school or "")
    point = voorziening.coordinaten or (school.coordinaten if school else None)
    return distance_km(middle, (point.lat, point.lon)) if middle and point else None


def _with_distance(portal: Portal, voorziening: Voorziening, km: float | None) -> Item:
    item = voorziening_item(portal, voorziening)
    far = () if km is None else (f"ongeveer {max(1, round(km))} km",)
    return Item(item.titel, item.url, item.tekst, (*item.labels, *far))
