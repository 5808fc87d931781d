"""A page per school, and the list of all schools by place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from ..memo import per_school
from ..model import SOORT_SCHOOL, Onderdeel, Ondersteuningsaanbod, Portal, School
from ..model.school import Aanbod
from ..page import Page
from ..plekken import MAX_CARDS
from ..urls import GENERATED, Link, place_url, schoolgids_url, slugify, url_of
from .herkomst import herkomst_of, herkomst_of_all
from .parts import (
    Group,
    Item,
    TegenspraakView,
    alphabetic,
    crumbs,
    open_by_place,
    open_schools,
    school_item,
    tegenspraken_over,
    voorziening_item,
)

YEARS_SHOWN = 5


class AanbodView(Struct, frozen=True):
    """One part of the support as a school offers it."""

    onderdeel: Link
    staat: str
    toelichting: str = ""
    sinds: str | None = None


class SchooljaarView(Struct, frozen=True):
    """The offer of one school year; `basis` holds every regional part, said or not."""

    jaar: Ondersteuningsaanbod
    basis: tuple[AanbodView, ...]
    extra: tuple[AanbodView, ...]
    hb: tuple[AanbodView, ...]


class SchoolView(Struct, frozen=True):
    school: School
    soort: str
    plaats: Link
    bestuur: Link | None
    leerlingen: tuple[tuple[int, int], ...]
    voorzieningen: tuple[Item, ...]
    schooljaren: tuple[SchooljaarView, ...]
    basis: tuple[Link, ...]
    tegenspraken: tuple[TegenspraakView, ...]
    schoolgids: Link | None


class SchoolsView(Struct, frozen=True):
    """All schools by place; where they are too many for one page, all places by letter (`is_large`)."""

    groepen: tuple[Group, ...]
    aantal: int
    is_large: bool


def school_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the list of schools and a page per school; a closed school keeps its page and its address."""
    yield _list_page(portal, today)
    yield from _pages(portal, today, frozenset(open_by_place(portal.schools)))


@per_school
def _pages(school: School, portal: Portal, today: dt.date, places: frozenset[str]) -> Page:
    """Return the page of one school; `places` are those that have a page."""
    soort = SOORT_SCHOOL[school.soort]
    return Page(
        url=url_of("school", school),
        template="school.html",
        titel=school.naam,
        beschrijving=f"{soort} in {school.place}: adres, telefoon, schoolbestuur en hulp voor leerlingen.",
        view=_view(portal, school, places),
        kruimels=crumbs("school"),
        herkomst=herkomst_of(portal, school, today),
        jsonld=_jsonld(school),
        source=("school", school.id),
        is_listed=school.is_open,
    )


def _list_page(portal: Portal, today: dt.date) -> Page:
    schools = open_schools(portal.schools)
    is_large = len(schools) > MAX_CARDS
    return Page(
        url="school/",
        template="schools.html",
        titel=GENERATED["school"],
        beschrijving="Alle scholen in het gebied, per plaats: basisscholen en scholen voor speciaal onderwijs.",
        view=SchoolsView((_places_by_letter if is_large else _by_place)(open_by_place(portal.schools)), len(schools), is_large),
        kruimels=crumbs(),
        herkomst=herkomst_of_all(portal, schools, today),
    )


def _by_place(schools: Mapping[str, Sequence[School]]) -> tuple[Group, ...]:
    return tuple(
        Group(slugify(place), place, tuple(school_item(school, with_place=False) for school in schools[place])) for place in sorted(schools, key=alphabetic)
    )


def _places_by_letter(schools: Mapping[str, Sequence[School]]) -> tuple[Group, ...]:
    """Return the places, each with the number of its schools; the page of a place shows them."""
    by_letter: dict[str, list[Item]] = {}
    for place in sorted(schools, key=alphabetic):
        number = len(schools[place])
        by_letter.setdefault(alphabetic(place)[:1], []).append(Item(place, place_url(place), f"{number} {'school' if number == 1 else 'scholen'}"))
    return tuple(Group(f"letter-{letter}", letter.upper(), tuple(items)) for letter, items in by_letter.items())


def _view(portal: Portal, school: School, places: frozenset[str]) -> SchoolView:
    bestuur = portal.besturen.get(school.bestuur or "")
    years = sorted(school.ondersteuningsaanbod, key=lambda jaar: jaar.schooljaar, reverse=True)
    return SchoolView(
        school=school,
        soort=SOORT_SCHOOL[school.soort],
        # One where only closed schools stand has no page to link to.
        plaats=Link(school.place, place_url(school.place) if school.place in places else ""),
        bestuur=Link(bestuur.naam, url_of("bestuur", bestuur)) if bestuur else None,
        leerlingen=tuple(sorted(school.leerlingen.items(), reverse=True)[:YEARS_SHOWN]),
        voorzieningen=tuple(
            voorziening_item(portal, v) for v in portal.voorzieningen.values() if v.school == school.id
        ),
        schooljaren=tuple(_schooljaar(portal, year) for year in years),
        basis=tuple(_link(onderdeel) for onderdeel in _onderdelen(portal, "basis")),
        tegenspraken=tegenspraken_over(portal, f"school:{school.id}"),
        schoolgids=Link("Tekst voor de schoolgids", schoolgids_url(school)) if school.is_open else None,
    )


def _onderdelen(portal: Portal, soort: str) -> list[Onderdeel]:
    return [onderdeel for onderdeel in portal.onderdelen.values() if onderdeel.soort == soort]


def _link(onderdeel: Onderdeel) -> Link:
    return Link(onderdeel.titel, url_of("onderdeel", onderdeel))


def _schooljaar(portal: Portal, jaar: Ondersteuningsaanbod) -> SchooljaarView:
    said = {aanbod.onderdeel: aanbod for aanbod in jaar.aanbod}

    def shown(aanbod: Aanbod) -> AanbodView:
        return AanbodView(
            _link(portal.onderdelen[aanbod.onderdeel]), aanbod.staat, aanbod.toelichting, aanbod.sinds
        )

    def shown_all(onderdelen: Iterable[Onderdeel]) -> tuple[AanbodView, ...]:
        # What every school must offer is listed even where this school was silent: silence is "onbekend", not "nee".
        return tuple(shown(said[o.id]) if o.id in said else AanbodView(_link(o), "onbekend") for o in onderdelen)

    return SchooljaarView(
        jaar=jaar,
        basis=shown_all(_onderdelen(portal, "basis")),
        extra=tuple(shown(a) for a in jaar.aanbod if portal.onderdelen[a.onderdeel].soort != "basis"),
        hb=tuple(shown(a) for a in jaar.hb),
    )


def _jsonld(school: School) -> Mapping[str, Any]:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ElementarySchool" if school.soort in ("bao", "sbo") else "School",
        "name": school.naam,
        "identifier": school.id,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": f"{school.adres.straat} {school.adres.huisnummer}",
            "postalCode": school.adres.postcode,
            "addressLocality": school.adres.plaats,
            "addressCountry": "NL",
        },
    }
    if school.telefoon:
        data["telephone"] = school.telefoon
    if school.website:
        data["url"] = school.website
    if punt := school.coordinaten:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": punt.lat, "longitude": punt.lon}
    return data
