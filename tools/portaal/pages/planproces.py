"""A plan in the making: its phases by date, who takes part, what came out and what is still open."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from ..dutch import datum
from ..model import Fase, Planproces, Portal
from ..page import Page
from ..urls import PLAN, Link, url_of
from .herkomst import BronLink, bron_links, herkomst_of
from .parts import HOME, links

Stand = Literal["geweest", "nu", "straks", "onbekend"]


class FaseView(Struct, frozen=True):
    """A phase with its dates in words; `resultaten` holds (text, links) of each result."""

    fase: Fase
    nummer: int
    wanneer: str
    stand: Stand
    resultaten: tuple[tuple[str, tuple[Link, ...]], ...]
    bronnen: tuple[BronLink, ...]


class PlanprocesView(Struct, frozen=True):
    """`nu` holds the titles of the phases that run today, `straks` the first that is still to come (None: none)."""

    proces: Planproces
    geldt: str
    stand: Stand
    fasen: tuple[FaseView, ...]
    nu: tuple[FaseView, ...]
    straks: FaseView | None
    zie: tuple[Link, ...]


def planproces_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield a page per plan in the making; a portal without one has none."""
    plan = portal.ondersteuningsplan
    above = (HOME, Link(plan.titel, f"{PLAN}/")) if plan else (HOME,)
    for proces in portal.planprocessen.values():
        yield Page(
            url=url_of("planproces", proces),
            template="planproces.html",
            titel=proces.titel,
            beschrijving=proces.samenvatting,
            view=_view(portal, proces, today),
            kruimels=above,
            herkomst=herkomst_of(portal, proces, today),
            source=portal.place("planproces", proces.id),
        )


def stand_of(van: dt.date | None, tot: dt.date | None, today: dt.date) -> Stand:
    """Tell whether a stretch of time is over, runs now, is still to come, or cannot be placed; the last day counts."""
    if tot and today > tot:
        return "geweest"
    if van is None:
        return "onbekend"
    return "straks" if today < van else "nu"


def period(van: dt.date | None, tot: dt.date | None) -> str:
    """Return a stretch of time in words; whole months are named as months, as plans do."""
    if van is None:
        return f"tot en met {datum(tot)}" if tot else ""
    if tot is None:
        return f"vanaf {datum(van)}"
    if van.day == 1 and tot.day == calendar.monthrange(tot.year, tot.month)[1]:
        first, last = datum(van).partition(" ")[2], datum(tot).partition(" ")[2]
        if first == last:
            return first
        return f"{first.removesuffix(f' {tot.year}')} tot en met {last}"
    return datum(van) if van == tot else f"{datum(van)} tot en met {datum(tot)}"


def _view(portal: Portal, proces: Planproces, today: dt.date) -> PlanprocesView:
    fasen = tuple(_fase(portal, fase, number, today) for number, fase in enumerate(proces.fasen, 1))
    return PlanprocesView(
        proces=proces,
        geldt=period(proces.geldt_vanaf, proces.geldt_tot),
        stand=stand_of(proces.geldt_vanaf, proces.geldt_tot, today),
        fasen=fasen,
        nu=tuple(fase for fase in fasen if fase.stand == "nu"),
        straks=next((fase for fase in fasen if fase.stand == "straks"), None),
        zie=links(portal, proces.zie),
    )


def _fase(portal: Portal, fase: Fase, number: int, today: dt.date) -> FaseView:
    return FaseView(
        fase=fase,
        nummer=number,
        wanneer=period(fase.van, fase.tot),
        stand=stand_of(fase.van, fase.tot, today),
        resultaten=tuple((resultaat.tekst, links(portal, resultaat.zie)) for resultaat in fase.resultaten),
        bronnen=bron_links(portal, fase.bron),
    )
