"""The calendar: what comes, and what was in this school year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from ..actueel import coming_agenda, old_agenda, past_agenda
from ..agendatekst import herhaling_in_words, wanneer
from ..dutch import datum
from ..kalender import keren, next_time, over_since
from ..model import SOORT_AGENDAPUNT, Agendapunt, Portal
from ..page import Page
from ..urls import GENERATED, Link, ics_url
from .herkomst import BronLink, bron_links
from .parts import VOOR, crumbs, links

# How many later times of a series are written out.
_SHOWN_TIMES = 3


class AgendaView(Struct, frozen=True):
    """An event in words: when it is next, how it repeats, which times follow and which do not take place."""

    punt: Agendapunt
    soort: str
    voor: str
    wanneer: str
    herhaling: str
    daarna: tuple[str, ...]
    vervalt: tuple[str, ...]
    zie: tuple[Link, ...]
    bronnen: tuple[BronLink, ...]
    ics: str


class AgendaPagina(Struct, frozen=True):
    """Events to come, soonest first, those of this school year that are over, and what was before, latest first.

    What was before stays, as a line, since pages may link to it.
    """

    straks: tuple[AgendaView, ...]
    geweest: tuple[AgendaView, ...]
    eerder: tuple[AgendaView, ...]


def agenda_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the one page of the calendar."""
    yield Page(
        url="agenda/",
        template="agenda.html",
        titel=GENERATED["agenda"],
        beschrijving="Bijeenkomsten en vergaderingen over hulp op school. Voor ouders, scholen en partners.",
        view=AgendaPagina(
            tuple(_view(portal, punt, today) for punt in coming_agenda(portal, today)),
            tuple(_view(portal, punt, today) for punt in past_agenda(portal, today)),
            tuple(_view(portal, punt, today) for punt in old_agenda(portal, today)),
        ),
        kruimels=crumbs(),
    )


def _view(portal: Portal, punt: Agendapunt, today: dt.date) -> AgendaView:
    day = next_time(punt, today) or (keren(punt) or (punt.van,))[-1]
    is_over = over_since(punt, today) is not None
    later = [datum(other) for other in keren(punt) if other > day]
    exceptions = punt.herhaling.behalve if punt.herhaling and not is_over else ()
    return AgendaView(
        punt,
        SOORT_AGENDAPUNT[punt.soort],
        VOOR[punt.voor],
        wanneer(punt, day),
        herhaling_in_words(punt) if not is_over else "",
        tuple(later[:_SHOWN_TIMES]) if not is_over else (),
        tuple(f"{datum(one.op)}{f' ({one.reden})' if one.reden else ''}" for one in exceptions if one.op >= today),
        links(portal, punt.zie),
        bron_links(portal, punt.bron),
        ics_url(punt) if not is_over else "",
    )
