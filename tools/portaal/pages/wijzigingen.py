"""What changed lately for visitors, day by day."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from msgspec import Struct

from ..model import Change, Portal
from ..page import Page
from ..urls import GENERATED, WIJZIGINGEN
from .parts import crumbs


class WijzigingenView(Struct, frozen=True):
    """The changes of each day, newest first."""

    dagen: tuple[tuple[dt.date, tuple[Change, ...]], ...]


def wijzigingen_page(portal: Portal) -> Page:
    """Return the page of changes; without git it says that none are known."""
    return Page(
        url=WIJZIGINGEN,
        template="wijzigingen.html",
        titel=GENERATED["wijzigingen"],
        beschrijving="Welke gegevens en teksten zijn nieuw, veranderd of weg? Per dag, van het laatste half jaar.",
        view=WijzigingenView(tuple((day, tuple(changes)) for day, changes in groupby(portal.changes, key=lambda change: change.date))),
        kruimels=crumbs("actualiteit"),
    )
