"""News: the list of items, the head of one item, and the announcement above every page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from ..actueel import berichten, image_of, mededeling_of
from ..dutch import datum
from ..model import CATEGORIE, ContentPage, Portal
from ..page import MededelingBalk, Page
from ..urls import GENERATED, resolve
from .parts import VOOR, Group, Item, crumbs

# How many items the home page shows.
LATEST = 3


class NieuwsView(Struct, frozen=True):
    """The same items twice: by year, and by subject (none where there is only one subject)."""

    jaren: tuple[Group, ...]
    onderwerpen: tuple[Group, ...]


class BerichtKop(Struct, frozen=True):
    """What stands under the title of an item; `beeld` is the url of its picture, '' for none."""

    datum: dt.date
    categorie: str
    voor: str
    is_over: bool
    beeld: str
    alt: str


def nieuws_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the page that lists the news of the day, newest first."""
    yield Page(
        url="nieuws/",
        template="nieuws.html",
        titel=GENERATED["nieuws"],
        beschrijving="Nieuws over hulp op school, het samenwerkingsverband en het steunpunt.",
        view=_view(portal),
        kruimels=crumbs(),
    )


def _view(portal: Portal) -> NieuwsView:
    items = [(page.nieuws, bericht_item(page)) for page in berichten(portal)]
    years = sorted({meta.datum.year for meta, _ in items}, reverse=True)
    jaren = tuple(Group(f"jaar-{year}", str(year), tuple(item for meta, item in items if meta.datum.year == year)) for year in years)
    onderwerpen = tuple(
        Group(f"over-{id_}", titel, found) for id_, titel in CATEGORIE.items() if (found := tuple(item for meta, item in items if meta.categorie == id_))
    )
    return NieuwsView(jaren, onderwerpen if len(onderwerpen) > 1 else ())


def bericht_item(page: ContentPage) -> Item:
    """Return the row of a news item."""
    meta = page.nieuws
    assert meta is not None
    labels = (datum(meta.datum), CATEGORIE[meta.categorie], VOOR[meta.voor])
    return Item(page.titel, page.url, meta.beschrijving, tuple(label for label in labels if label))


def latest(portal: Portal) -> tuple[Item, ...]:
    """Return the rows of the newest items."""
    return tuple(bericht_item(page) for page in berichten(portal)[:LATEST])


def bericht_kop(portal: Portal, page: ContentPage) -> BerichtKop:
    """Return the head of a news item."""
    meta = page.nieuws
    assert meta is not None
    return BerichtKop(
        meta.datum, CATEGORIE[meta.categorie], VOOR[meta.voor], ("pagina", page.id) in portal.verlopen,
        image_of(page).removeprefix("content/"), meta.afbeelding.alt if meta.afbeelding else "",
    )


def mededeling_balk(portal: Portal, today: dt.date) -> MededelingBalk | None:
    """Return the announcement of today, None where there is none."""
    found = mededeling_of(portal, today)
    return MededelingBalk(found.tekst, found.tot, resolve(portal, found.zie) if found.zie else None) if found else None
