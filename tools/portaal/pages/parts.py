"""What pages of several kinds show in the same way: crumbs, rows of a list, rules, contacts, contradictions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from ..memo import while_same
from ..model import (
    SOORT_SCHOOL,
    SOORT_VOORZIENING,
    ContentPage,
    Hulpvraag,
    Onderdeel,
    Portal,
    Regel,
    Routekaart,
    School,
    Tegenspraak,
    Voorziening,
)
from ..plekken import place_of
from ..urls import GENERATED, Link, resolve, url_of
from .herkomst import BronLink, bron_links

HOME = Link("Home", "")
# Who a page or event is for, as a label; '' for everybody.
VOOR = {"ouders": "Voor ouders", "jongeren": "Voor jongeren", "scholen": "Voor scholen", "partners": "Voor partners", "iedereen": ""}

_PHONE = re.compile(r"(\b0(?:[ -]?\d){9}\b)")


class Item(Struct, frozen=True):
    """A row or card in a list: where it leads, one line of text and a few labels."""

    titel: str
    url: str
    tekst: str = ""
    labels: tuple[str, ...] = ()


class Group(Struct, frozen=True):
    """Items under one heading; `id` is the anchor of the heading."""

    id: str
    titel: str
    items: tuple[Item, ...]


class RegelView(Struct, frozen=True):
    """A rule with the articles of law that it stands in, and the other sources that explain it.

    `stand` tells on a page in another language why the rule is not in it (`vertaling.Stand`).
    """

    regel: Regel
    artikelen: tuple[BronLink, ...]
    bronnen: tuple[BronLink, ...]
    stand: str = "goed"


class TegenspraakView(Struct, frozen=True):
    """Two sources that do not agree: (what it says, its link) of each."""

    tegenspraak: Tegenspraak
    waarden: tuple[tuple[str, BronLink], ...]


class ContactView(Struct, frozen=True):
    """Whom to call, mail or visit online; what is unknown is None."""

    naam: str
    telefoon: str | None
    email: str | None
    website: str | None
    toelichting: str = ""


def crumbs(*keys: str) -> tuple[Link, ...]:
    """Return the links above a page: home, then generated index pages by their key in `GENERATED`."""
    return (HOME, *(Link(GENERATED[key], f"{key}/") for key in keys))


@lru_cache(maxsize=1 << 15)
def alphabetic(text: str) -> str:
    """Return a key that sorts names as people do: case and accents do not count."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).lower() if c.isalnum() or c == " ")


def links(portal: Portal, refs: Iterable[str]) -> tuple[Link, ...]:
    """Return the links that references stand for; a reference that leads nowhere is a finding, not a link."""
    return tuple(link for ref in refs if (link := resolve(portal, ref)))


def with_phones(text: str) -> tuple[tuple[str, bool], ...]:
    """Return a text in pieces (text, is a phone number), so that a number in a sentence can be called."""
    return tuple((piece, bool(number % 2)) for number, piece in enumerate(_PHONE.split(text)) if piece)


@while_same
def open_schools(schools: Mapping[str, School]) -> tuple[School, ...]:
    """Return all schools that are open, by name; several pages list them."""
    return tuple(sort_schools(schools.values()))


@while_same
def open_by_place(schools: Mapping[str, School]) -> Mapping[str, tuple[School, ...]]:
    """Return the open schools of each place, by name."""
    by_place: dict[str, list[School]] = {}
    for school in open_schools(schools):
        by_place.setdefault(school.place, []).append(school)
    return {place: tuple(found) for place, found in by_place.items()}


def sort_schools(schools: Iterable[School]) -> list[School]:
    return sorted((school for school in schools if school.is_open), key=lambda school: alphabetic(school.naam))


def school_item(school: School, *, with_place: bool = True) -> Item:
    soort = SOORT_SCHOOL[school.soort]
    return Item(school.naam, url_of("school", school), f"{soort} in {school.place}" if with_place else soort)


def voorziening_item(portal: Portal, voorziening: Voorziening) -> Item:
    labels = [SOORT_VOORZIENING[voorziening.soort], place_of(portal, voorziening)]
    if voorziening.toegang.tlv_nodig:
        labels.append("TLV nodig")
    return Item(
        voorziening.titel,
        url_of("voorziening", voorziening),
        voorziening.samenvatting,
        tuple(label for label in labels if label),
    )


def hulpvraag_item(hulpvraag: Hulpvraag) -> Item:
    return Item(hulpvraag.titel, url_of("hulpvraag", hulpvraag), hulpvraag.uitleg, (hulpvraag.kort,))


def onderdeel_item(onderdeel: Onderdeel) -> Item:
    return Item(onderdeel.titel, url_of("onderdeel", onderdeel), onderdeel.uitleg)


def routekaart_item(routekaart: Routekaart) -> Item:
    steps = f"{len(routekaart.stappen)} stappen"
    return Item(routekaart.titel, url_of("routekaart", routekaart), routekaart.samenvatting, (steps,))


def page_item(page: ContentPage) -> Item:
    return Item(page.titel, page.url, page.meta.beschrijving)


def regel_view(portal: Portal, regel: Regel) -> RegelView:
    artikelen = portal.artikelen_of(regel)
    return RegelView(regel, bron_links(portal, artikelen), bron_links(portal, (bron for bron in regel.bron if bron not in artikelen)))


def tegenspraken_over(portal: Portal, ref: str) -> tuple[TegenspraakView, ...]:
    """Return the contradictions about a record."""
    return tuple(tegenspraak_view(portal, tegenspraak) for tegenspraak in portal.tegenspraken.values() if tegenspraak.over == ref)


def tegenspraak_view(portal: Portal, tegenspraak: Tegenspraak) -> TegenspraakView:
    return TegenspraakView(
        tegenspraak, tuple((waarde.waarde, bron_links(portal, [waarde.bron])[0]) for waarde in tegenspraak.waarden)
    )


def contact_of(portal: Portal, voorziening: Voorziening) -> ContactView:
    """Return the contact of a provision; where it has none, its school's, else that of the partnership."""
    own = voorziening.contact
    if own.telefoon or own.email or own.website:
        return ContactView(voorziening.titel, own.telefoon, own.email, own.website, own.toelichting)
    if school := portal.schools.get(voorziening.school or ""):
        return ContactView(school.naam, school.telefoon, None, school.website, own.toelichting)
    office = portal.organisatie
    return ContactView(office.naam, office.telefoon, office.email, office.website, own.toelichting)
