"""The dashboard of staff as a page: what is overdue, unknown, contradicted, hard to find, hard to read, and heavy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ..model import Portal
from ..overzicht import build_overzicht
from ..page import Page
from ..urls import OVERZICHT
from .parts import crumbs


def overzicht_page(portal: Portal, today: dt.date, sizes: Mapping[str, int]) -> Page:
    """Return the page; `sizes` maps a published photo, drawing or PDF to its bytes."""
    return Page(
        url=OVERZICHT,
        template="overzicht.html",
        titel="Overzicht voor de redactie",
        beschrijving="Wat nagekeken, aangevuld of verbeterd kan worden.",
        view=build_overzicht(portal, today, sizes),
        kruimels=crumbs(),
        is_listed=False,
        marks_words=False,
    )
