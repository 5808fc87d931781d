"""A page per provision, and the list of all provisions by kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from ..model import SOORT_VOORZIENING, Portal, Voorziening
from ..model.fields import Adres
from ..page import Page
from ..urls import GENERATED, Link, url_of
from .herkomst import herkomst_of, herkomst_of_all
from .parts import (
    ContactView,
    Group,
    Item,
    TegenspraakView,
    contact_of,
    crumbs,
    routekaart_item,
    tegenspraken_over,
    voorziening_item,
)


class VoorzieningView(Struct, frozen=True):
    """A provision with what follows from it; `vragen` are what a parent can ask because nobody said it yet."""

    voorziening: Voorziening
    soort: str
    hulpvragen: tuple[Link, ...]
    hb_vorm: Link | None
    school: Link | None
    adres: Adres | None
    contact: ContactView
    routekaart: Item | None
    vragen: tuple[str, ...]
    tegenspraken: tuple[TegenspraakView, ...]


class VoorzieningenView(Struct, frozen=True):
    groepen: tuple[Group, ...]
    aantal: int


def voorziening_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the list of provisions and a page per provision."""
    yield Page(
        url="voorziening/",
        template="voorzieningen.html",
        titel=GENERATED["voorziening"],
        beschrijving="Scholen, groepen en diensten voor kinderen die meer hulp nodig hebben, per soort.",
        view=VoorzieningenView(grouped(portal, portal.voorzieningen.values()), len(portal.voorzieningen)),
        kruimels=crumbs(),
        herkomst=herkomst_of_all(portal, portal.voorzieningen.values(), today),
    )
    for voorziening in portal.voorzieningen.values():
        yield Page(
            url=url_of("voorziening", voorziening),
            template="voorziening.html",
            titel=voorziening.titel,
            beschrijving=voorziening.samenvatting,
            view=_view(portal, voorziening),
            kruimels=crumbs("voorziening"),
            herkomst=herkomst_of(portal, voorziening, today),
            jsonld=_jsonld(portal, voorziening),
            source=portal.place("voorziening", voorziening.id),
        )


def grouped(portal: Portal, voorzieningen: Iterable[Voorziening]) -> tuple[Group, ...]:
    """Return provisions grouped by kind, in the order of `SOORT_VOORZIENING`; empty kinds are left out."""
    by_kind: dict[str, list[Item]] = {soort: [] for soort in SOORT_VOORZIENING}
    for voorziening in voorzieningen:
        item = voorziening_item(portal, voorziening)
        # The heading says the kind already.
        by_kind[voorziening.soort].append(Item(item.titel, item.url, item.tekst, item.labels[1:]))
    return tuple(
        Group(soort, SOORT_VOORZIENING[soort], tuple(items)) for soort, items in by_kind.items() if items
    )


def _view(portal: Portal, voorziening: Voorziening) -> VoorzieningView:
    school = portal.schools.get(voorziening.school or "")
    routekaart = portal.routekaarten.get(voorziening.toegang.routekaart or "")
    hb_vorm = portal.onderdelen.get(voorziening.hb_vorm or "")
    needs = [portal.hulpvragen[id_] for id_ in voorziening.hulpvragen]
    return VoorzieningView(
        voorziening=voorziening,
        soort=SOORT_VOORZIENING[voorziening.soort],
        hulpvragen=tuple(Link(need.kort, url_of("hulpvraag", need)) for need in needs),
        hb_vorm=Link(hb_vorm.titel, url_of("onderdeel", hb_vorm)) if hb_vorm else None,
        school=Link(school.naam, url_of("school", school)) if school else None,
        adres=school.adres if school else voorziening.adres,
        contact=contact_of(portal, voorziening),
        routekaart=routekaart_item(routekaart) if routekaart else None,
        vragen=_vragen(voorziening),
        # Address and name come from the school, so what differs there matters here too.
        tegenspraken=tegenspraken_over(portal, f"voorziening:{voorziening.id}")
        + (tegenspraken_over(portal, f"school:{school.id}") if school else ()),
    )


def _vragen(voorziening: Voorziening) -> tuple[str, ...]:
    toegang = voorziening.toegang
    unknown = (
        (voorziening.doelgroep is None, "Voor welke kinderen is dit?"),
        (voorziening.leeftijd is None and voorziening.groep is None, "Voor welke leeftijd of groep is dit?"),
        (toegang.tlv_nodig is None, "Heeft mijn kind hiervoor een TLV nodig?"),
        (toegang.wie is None, "Wie meldt mijn kind aan: de school of ikzelf?"),
        (toegang.hoe is None, "Wat gebeurt er na de aanmelding?"),
        (voorziening.school is None and voorziening.adres is None, "Waar is dit precies?"),
        (voorziening.staat in ("onbekend", "in_opbouw"), "Kan mijn kind hier nu al terecht?"),
    )
    # Whether there is room changes by the week, so no record can hold it.
    return (*(vraag for is_unknown, vraag in unknown if is_unknown), "Is er nu plek, of is er een wachtlijst?")


def _jsonld(portal: Portal, voorziening: Voorziening) -> Mapping[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Service",
        "name": voorziening.titel,
        "description": voorziening.samenvatting,
        "serviceType": SOORT_VOORZIENING[voorziening.soort],
        "areaServed": list(portal.organisatie.gemeenten),
    }
