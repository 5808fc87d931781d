"""What changed lately for visitors, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ..model import Change, Portal
from ..page import Page
from ..urls import GENERATED
from .parts import crumbs


@dataclass(frozen=True, slots=True)
class WijzigingenView:
    """The changes of each day, newest first."""

    dagen: tuple[tuple[dt.date, tuple[Change, ...]], ...]


def wijzigingen_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the one page of changes; without git it says that none are known."""
    yield Page(
        url="wijzigingen/",
        template="wijzigingen.html",
        titel=GENERATED["wijzigingen"],
        beschrijving="Welke gegevens en teksten zijn nieuw, veranderd of weg? Per dag, van het laatste half jaar.",
        view=WijzigingenView(tuple((day, tuple(changes)) for day, changes in groupby(portal.changes, key=lambda change: change.date))),
        kruimels=crumbs("actualiteit"),
    )
