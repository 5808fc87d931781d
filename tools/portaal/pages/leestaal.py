"""Pages in other languages: where a visitor chooses one, the start of each, and its routes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from ..catalogus import NL, Catalogus, catalogus
from ..model import Leestaal, Portal, Vertaling
from ..model.leestaal import Gemaakt
from ..page import Page, Taalkeuze, Talen
from ..urls import TALEN, Link, url_of
from ..vertaling import Vertaald, terms_of, vertaal, vertaling_of
from .parts import HOME
from .routekaart import StapView, stap_views

# Examples of words to search with: enough to see that it works.
_EXAMPLES = 6


class Regel(Struct, frozen=True):
    """A line that leads to a page; `in_dutch` says that the line itself is Dutch, for want of a translation."""

    titel: str
    url: str
    tekst: str = ""
    in_dutch: bool = False


class Woord(Struct, frozen=True):
    """A Dutch word that readers will meet, and what it means in their language."""

    woord: str
    uitleg: str
    in_dutch: bool = False


class LeestaalView(Struct, frozen=True):
    """The start page of a language."""

    gemaakt: Gemaakt
    routes: tuple[Regel, ...]
    hulpvragen: tuple[Regel, ...]
    woorden: tuple[Woord, ...]
    zoekwoorden: tuple[str, ...]


class VertalingView(Struct, frozen=True):
    """A route map in a language; `changed_on` is the day of its last change in Dutch, where git knows, `rules_made_on` that of the translation of rules."""

    vertaling: Vertaling
    titel: Regel
    stappen: tuple[StapView, ...]
    origineel: Link
    changed_on: dt.date | None
    rules_made_on: dt.date


class TalenView(Struct, frozen=True):
    """Every language that a visitor can choose, with its own words."""

    talen: tuple[Catalogus, ...]


def _in_use(portal: Portal) -> tuple[tuple[Leestaal, Catalogus], ...]:
    """Return the languages of a portal with their words, forms of Dutch first; one that the generator has no words for is a finding."""
    found = []
    for leestaal in portal.leestalen.values():
        try:
            found.append((leestaal, catalogus(leestaal.id)))
        except KeyError:
            continue
    return tuple(sorted(found, key=lambda pair: (not pair[1].is_nederlands, pair[1].id)))


def _keuze(taal: Catalogus, url: str) -> Taalkeuze:
    return Taalkeuze(taal.id, taal.tag, taal.naam, taal.richting, url)


def talen_of(portal: Portal) -> Talen:
    """Return where each language begins, and the languages of every page that stands in more than one of them."""
    in_use = _in_use(portal)
    if not in_use:
        return Talen()
    dutch = catalogus(NL)
    begin = (_keuze(dutch, ""), *(_keuze(taal, url_of("leestaal", leestaal)) for leestaal, taal in in_use))
    pagina = {keuze.url: begin for keuze in begin}
    for kaart in portal.routekaarten.values():
        made = [(taal, vertaling) for leestaal, taal in in_use if (vertaling := vertaling_of(portal, leestaal.id, kaart.id))]
        if made:
            url = url_of("routekaart", kaart)
            keuzes = (_keuze(dutch, url), *(_keuze(taal, url_of("vertaling", vertaling)) for taal, vertaling in made))
            pagina |= {keuze.url: keuzes for keuze in keuzes}
    menus = {leestaal.id: _menu(portal, taal) for leestaal, taal in in_use if not taal.is_nederlands}
    return Talen(begin, pagina, menus)


def _menu(portal: Portal, taal: Catalogus) -> tuple[Link, ...]:
    """Return what stands above the pages in a language: all else of the menu leads to Dutch pages that its readers did not ask for."""
    contact = (Link(taal.woord("contact"), "contact/"),) if "contact" in portal.pages else ()
    return (Link(taal.woord("start"), f"{taal.id}/"), Link(taal.woord("zoeken"), "zoeken/"), *contact)


def leestaal_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the page on which to choose a language, and per language its start and its routes."""
    in_use = _in_use(portal)
    if not in_use:
        return
    yield Page(
        url=f"{TALEN}/", template="talen.html", titel="Andere talen", beschrijving="Kies een taal. Choose your language.",
        view=TalenView((catalogus(NL), *(taal for _, taal in in_use))), kruimels=(HOME,), source=portal.place("leestaal", in_use[0][0].id),
    )
    for leestaal, taal in in_use:
        vertaald = vertaal(portal, leestaal)
        # Somebody may have written a page of its own at this address.
        if leestaal.id not in portal.pages:
            yield _start(portal, leestaal, taal, vertaald)
        for kaart in vertaald.portal.routekaarten.values():
            if vertaling := vertaling_of(portal, leestaal.id, kaart.id):
                yield _route(portal, vertaling, taal, vertaald)


def _page(portal: Portal, url: str, template: str, titel: str, view: object, taal: Catalogus, source: tuple[str, str]) -> Page:
    start = Link(taal.woord("start"), f"{taal.id}/")
    return Page(
        url, template, titel, taal.woord("beschrijving", naam=portal.organisatie.korte_naam), view,
        kruimels=(start,) if url != start.url else (), voor="ouders", source=portal.place(*source),
        marks_words=taal.is_nederlands, leestaal=taal.id,
    )


def _start(portal: Portal, leestaal: Leestaal, taal: Catalogus, vertaald: Vertaald) -> Page:
    needs = tuple(
        Regel(record.titel, url_of("hulpvraag", record), in_dutch=("hulpvraag", id_) in vertaald.dutch)
        for id_, record in vertaald.portal.hulpvragen.items()
    )
    words = tuple(
        Woord(portal.begrippen[entry.begrip].titel, vertaald.portal.begrippen[entry.begrip].uitleg, ("begrip", entry.begrip) in vertaald.dutch)
        for entry in leestaal.begrippen_vertaald if entry.begrip in portal.begrippen
    )
    said = tuple(islice((entry.zegt[0] for entry in leestaal.zoektaal), _EXAMPLES))
    view = LeestaalView(leestaal, routes_of(portal, leestaal, vertaald), needs, words, said)
    return _page(portal, url_of("leestaal", leestaal), "leestaal.html", taal.woord("start_titel"), view, taal, ("leestaal", leestaal.id))


def routes_of(portal: Portal, leestaal: Leestaal, vertaald: Vertaald) -> tuple[Regel, ...]:
    """Return the routes of a language; one that is not translated leads to its Dutch page, and says so."""
    rows = []
    for id_ in leestaal.routekaarten:
        if kaart := vertaald.portal.routekaarten.get(id_):
            own = vertaling_of(portal, leestaal.id, id_)
            url = url_of("vertaling", own) if own else url_of("routekaart", kaart)
            rows.append(Regel(kaart.titel, url, kaart.samenvatting, ("routekaart", id_) in vertaald.dutch))
    return tuple(rows)


def _route(portal: Portal, vertaling: Vertaling, taal: Catalogus, vertaald: Vertaald) -> Page:
    id_, leestaal = vertaling.routekaart, portal.leestalen[vertaling.leestaal]
    kaart, terms = vertaald.portal.routekaarten[id_], terms_of(portal, leestaal)
    view = VertalingView(
        vertaling,
        Regel(kaart.titel, "", kaart.samenvatting, ("routekaart", id_) in vertaald.dutch),
        tuple(_step(step, id_, vertaald, terms) for step in stap_views(vertaald.portal, kaart)),
        Link(portal.routekaarten[id_].titel, url_of("routekaart", kaart)),
        portal.changed_on.get(("routekaart", id_)),
        leestaal.gemaakt_op,
    )
    return _page(portal, url_of("vertaling", vertaling), "vertaling.html", kaart.titel, view, taal, ("vertaling", vertaling.id))


def _step(step: StapView, kaart: str, vertaald: Vertaald, terms: tuple[str, ...]) -> StapView:
    """Return a step as readers of a language get it; what the school does, whom to call and all sources are told on the Dutch page."""
    def stand(id_: str) -> str:
        return vertaald.dutch.get(("stap", f"{kaart}/{id_}"), "goed")

    return replace(
        step,
        stap=step.stap.model_copy(update={"school_doet": ""}),
        regels=tuple(replace(regel, stand=vertaald.dutch.get(("regel", regel.regel.id), "goed")) for regel in step.regels if regel.regel.id in terms),
        keuzes=tuple(replace(keuze, stand=stand(keuze.id)) for keuze in step.keuzes),
        daarna=step.daarna and replace(step.daarna, stand=stand(step.daarna.id)),
        documenten=(), zie=(), bronnen=(), contact=(), uitkomst_contact=(),
        stand=stand(step.stap.id),
    )
