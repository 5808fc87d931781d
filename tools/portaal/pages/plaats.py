"""A page per place with its schools and provisions, and the list of places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ..memo import per_group
from ..model import SOORT_SCHOOL, Portal, School, Voorziening
from ..page import Page
from ..plekken import place_of
from ..urls import GENERATED, place_url
from .herkomst import herkomst_of_all
from .hulpvraag_plaats import combination_item, places_for
from .parts import Group, Item, alphabetic, crumbs, open_by_place, school_item
from .voorziening import grouped


class PlaatsView(Struct, frozen=True):
    plaats: str
    schools: tuple[Group, ...]
    voorzieningen: tuple[Group, ...]
    hulpvragen: tuple[Item, ...]


class PlaatsenView(Struct, frozen=True):
    plaatsen: tuple[Item, ...]


def plaats_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the list of places and a page for each place that has a school or a provision."""
    schools = open_by_place(portal.schools)
    voorzieningen: dict[str, list[Voorziening]] = {}
    for voorziening in portal.voorzieningen.values():
        if place := place_of(portal, voorziening):
            voorzieningen.setdefault(place, []).append(voorziening)
    needs: dict[str, list[Item]] = {}
    for need in portal.hulpvragen.values():
        for place in places_for(portal, need):
            needs.setdefault(place, []).append(combination_item(need, place))
    groups = {place: schools.get(place, ()) for place in sorted({**schools, **voorzieningen}, key=alphabetic)}

    yield Page(
        url="plaats/",
        template="plaatsen.html",
        titel=GENERATED["plaats"],
        beschrijving="Zoek scholen en speciale plekken bij u in de buurt, per plaats.",
        view=PlaatsenView(tuple(Item(place, place_url(place), _count(found, voorzieningen.get(place, ()))) for place, found in groups.items())),
        kruimels=crumbs(),
    )
    yield from _pages(portal, groups, voorzieningen, needs, today)


@per_group
def _pages(
    place: str, schools: Sequence[School], portal: Portal, all_voorzieningen: Mapping[str, list[Voorziening]], needs: Mapping[str, list[Item]], today: dt.date,
) -> Page:
    voorzieningen = all_voorzieningen.get(place, ())
    return Page(
        url=place_url(place),
        template="plaats.html",
        titel=f"Scholen en hulp in {place}",
        beschrijving=f"Alle scholen en speciale plekken in {place}: {_count(schools, voorzieningen)}.",
        view=PlaatsView(place, _schools_by_kind(schools), grouped(portal, voorzieningen), tuple(needs.get(place, ()))),
        kruimels=crumbs("plaats"),
        herkomst=herkomst_of_all(portal, [*schools, *voorzieningen], today),
    )


def _count(schools: Sequence[School], voorzieningen: Sequence[Voorziening]) -> str:
    def counted(number: int, one: str, more: str) -> str:
        return f"{number} {one if number == 1 else more}"

    parts = [counted(len(schools), "school", "scholen")] if schools else []
    if voorzieningen:
        parts.append(counted(len(voorzieningen), "speciale plek of hulp", "speciale plekken en hulp"))
    return ", ".join(parts)


def _schools_by_kind(schools: Sequence[School]) -> tuple[Group, ...]:
    return tuple(
        Group(soort, titel, items)
        for soort, titel in SOORT_SCHOOL.items()
        if (items := tuple(Item(i.titel, i.url) for s in schools if s.soort == soort for i in [school_item(s)]))
    )
