"""The helper: a route map as one question per page, static, so that it works without JavaScript and leaves no trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from ..model import Portal, Routekaart
from ..page import Page
from ..urls import Link, stap_url, url_of
from .parts import crumbs
from .routekaart import Sprong, StapView, routekaart_view


class Weg(Struct, frozen=True):
    """A way on or back: what it says and the page it leads to."""

    tekst: str
    url: str


class RoutehulpView(Struct, frozen=True):
    """One step as a page; `verder` are the ways on, `terug` the questions or steps that lead here."""

    routekaart: Routekaart
    stap: StapView
    verder: tuple[Weg, ...]
    terug: tuple[Weg, ...]
    begin: Weg | None
    lijst: str


def routehulp_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield a page per step of every route map."""
    for kaart in portal.routekaarten.values():
        views = {view.stap.id: view for view in routekaart_view(portal, kaart).stappen}
        for view in views.values():
            yield Page(
                url=stap_url(kaart, view.stap.id),
                template="routehulp.html",
                titel=f"{view.stap.titel} – {kaart.titel}",
                beschrijving=f"Een stap uit de route: {kaart.titel}.",
                view=_view(kaart, view, views),
                kruimels=(*crumbs("routekaart"), Link(kaart.titel, url_of("routekaart", kaart))),
                source=portal.place("routekaart", kaart.id, "stappen", view.nummer - 1),
                is_listed=False,
            )


def _view(kaart: Routekaart, view: StapView, views: dict[str, StapView]) -> RoutehulpView:
    def way(id_: str, text: str) -> Weg:
        return Weg(text, stap_url(kaart, id_))

    stap = view.stap
    on: tuple[Weg, ...] = tuple(way(keuze.id, keuze.antwoord) for keuze in view.keuzes)
    if stap.daarna:
        on = (way(stap.daarna, views[stap.daarna].stap.titel),)
    back = tuple(
        way(other.stap.id, _answer(other, stap.id)) for other in views.values() if stap.id in other.stap.next_ids
    )
    begin = way(kaart.begin, "Begin opnieuw") if stap.id != kaart.begin else None
    return RoutehulpView(kaart, view, on, back, begin, f"{url_of('routekaart', kaart)}#stap-{stap.id}")


def _answer(view: StapView, target: str) -> str:
    """The question that led here with the answer given, or the step that came before."""
    given: list[Sprong] = [keuze for keuze in view.keuzes if keuze.id == target]
    return f"{view.stap.vraag} {given[0].antwoord}" if given else view.stap.titel
