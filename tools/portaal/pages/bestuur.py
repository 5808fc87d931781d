"""A page per school board with its schools, and the list of boards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from ..model import Bestuur, Portal, School
from ..page import Page
from ..plekken import MAX_CARDS
from ..urls import GENERATED, url_of
from .herkomst import herkomst_of, herkomst_of_all
from .parts import Item, TegenspraakView, crumbs, open_schools, school_item, tegenspraken_over


class BestuurView(Struct, frozen=True):
    bestuur: Bestuur
    schools: tuple[Item, ...]
    tegenspraken: tuple[TegenspraakView, ...]


class BesturenView(Struct, frozen=True):
    """All boards, and the schools whose board no source names: their number only where they are too many for one page."""

    besturen: tuple[Item, ...]
    zonder_bestuur: tuple[Item, ...]
    aantal_zonder: int


def bestuur_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the list of boards and a page per board."""
    by_bestuur: dict[str | None, list[School]] = {}
    for school in open_schools(portal.schools):
        by_bestuur.setdefault(school.bestuur, []).append(school)
    without = by_bestuur.get(None, [])
    yield Page(
        url="bestuur/",
        template="besturen.html",
        titel=GENERATED["bestuur"],
        beschrijving="De schoolbesturen die samenwerken, en de scholen die bij hen horen.",
        view=BesturenView(
            tuple(_item(bestuur, len(by_bestuur.get(bestuur.id, ()))) for bestuur in portal.besturen.values()),
            tuple(school_item(school) for school in without) if len(without) <= MAX_CARDS else (),
            len(without),
        ),
        kruimels=crumbs(),
        herkomst=herkomst_of_all(portal, portal.besturen.values(), today),
    )
    for bestuur in portal.besturen.values():
        yield Page(
            url=url_of("bestuur", bestuur),
            template="bestuur.html",
            titel=bestuur.naam,
            beschrijving=f"Schoolbestuur {bestuur.naam} in {bestuur.plaats} en de scholen die erbij horen.",
            view=BestuurView(
                bestuur,
                tuple(school_item(school) for school in by_bestuur.get(bestuur.id, ())),
                tegenspraken_over(portal, f"bestuur:{bestuur.id}"),
            ),
            kruimels=crumbs("bestuur"),
            herkomst=herkomst_of(portal, bestuur, today),
            source=portal.place("bestuur", bestuur.id),
        )


def _item(bestuur: Bestuur, number: int) -> Item:
    # Zero would say that a board has no schools; it only means that no source links one to it.
    label = f"{number} {'school' if number == 1 else 'scholen'}" if number else "Scholen onbekend"
    return Item(bestuur.naam, url_of("bestuur", bestuur), bestuur.plaats, (label,))
