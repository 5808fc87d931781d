"""The finder: every school and provision on one page, which a script makes searchable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..kaart import Kaart, draw_map
from ..model import Portal
from ..page import Page
from ..plekken import Facet, Plek, collect_facets, collect_plekken, split_large
from ..urls import GENERATED, Link, place_url, slugify, url_of
from .parts import RegelView, crumbs, regel_view

# What helps in a talk about a place, on the sheet that a visitor prints.
_RECHTEN = ("zorgplicht-beslistermijn", "opp-instemming", "hoorrecht", "geschillen-termijn")


class Ingang(Struct, frozen=True):
    """A way in without JavaScript: a link and how many places lie behind it."""

    link: Link
    aantal: int


class PlekGroep(Struct, frozen=True):
    """Places of one kind, or schools in one place; `id` is the anchor of its heading."""

    id: str
    titel: str
    plekken: tuple[Plek, ...]


class ZoekenView(Struct, frozen=True):
    """All that can be found, the ways in, what can be chosen, and the map (None where boundaries are unknown).

    `vorm` is an empty place: the form of the cards that the script makes where there are too many for one page.
    """

    groepen: tuple[PlekGroep, ...]
    hulpvragen: tuple[Ingang, ...]
    plaatsen: tuple[Ingang, ...]
    facetten: tuple[Facet, ...]
    kaart: Kaart | None
    rechten: tuple[RegelView, ...]
    aantal: int
    vorm: Plek | None = None


def zoeken_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the one page of the finder."""
    plekken = collect_plekken(portal)
    facetten = collect_facets(portal, plekken)
    on_page, rest = split_large(plekken)
    yield Page(
        url="zoeken/",
        template="zoeken.html",
        titel=GENERATED["zoeken"],
        beschrijving="Zoek met uw eigen woorden een school, een speciale plek of hulp, ook dicht bij huis.",
        view=ZoekenView(
            groepen=tuple(_groups(on_page)),
            hulpvragen=tuple(_hulpvraag_links(portal, facetten)),
            plaatsen=tuple(_place_links(on_page)),
            facetten=facetten,
            kaart=None if rest else draw_map(portal.gebied, portal.organisatie.gemeenten, plekken),
            rechten=tuple(regel_view(portal, portal.regels[id_]) for id_ in _RECHTEN if id_ in portal.regels),
            aantal=len(plekken),
            vorm=Plek("", "", "", "", "", "", (), ("…",), {}) if rest else None,
        ),
        kruimels=crumbs(),
        # Most cards are hidden most of the time; words that nobody sees need no explanation below.
        marks_words=False,
    )


def _groups(plekken: Sequence[Plek]) -> Iterator[PlekGroep]:
    """Provisions by kind, then schools by place: the order of the list without JavaScript."""
    by_heading: dict[tuple[str, str], list[Plek]] = {}
    for plek in plekken:
        if plek.ref.startswith("school:"):
            heading = (f"in-{slugify(plek.plaats)}", f"Scholen in {plek.plaats}")
        else:
            heading = (f"soort-{slugify(plek.soort)}", plek.soort)
        by_heading.setdefault(heading, []).append(plek)
    for (id_, titel), found in by_heading.items():
        yield PlekGroep(id_, titel, tuple(found))


def _hulpvraag_links(portal: Portal, facetten: Sequence[Facet]) -> Iterator[Ingang]:
    counts = {waarde.id: waarde.aantal for facet in facetten if facet.id == "hulpvraag" for waarde in facet.waarden}
    for hulpvraag in portal.hulpvragen.values():
        yield Ingang(Link(hulpvraag.titel, url_of("hulpvraag", hulpvraag)), counts.get(hulpvraag.id, 0))


def _place_links(plekken: Sequence[Plek]) -> Iterator[Ingang]:
    names = [plek.plaats for plek in plekken if plek.plaats]
    for naam in sorted(set(names)):
        yield Ingang(Link(naam, place_url(naam)), names.count(naam))
