"""Rules on what stands in other languages: nothing half, nothing overtaken by the Dutch without somebody hearing of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..catalogus import NL, keys
from ..finding import did_you_mean
from ..model import Portal
from ..vertaling import Deel, delen_of
from .problem import Problem


def language_without_words(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Het portaal heeft eigen woorden voor elke taal die bezoekers kunnen kiezen."""
    known = [key for key in keys() if key != NL]
    for id_ in portal.leestalen:
        if id_ not in known:
            yield Problem(portal.place("leestaal", id_, "id"), f"Voor de taal '{id_}' heeft het portaal geen woorden in theme/woorden/.",
                          did_you_mean(id_, known, otherwise=f"Kies uit: {', '.join(known)}."))


def untranslated(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Wat lezers van een taal nodig hebben, is vertaald; anders staat er Nederlands."""
    for deel in _parts_in(portal, "ontbreekt"):
        yield Problem(portal.place(*deel.place), f"Van {deel.naam} is nog geen vertaling. Bezoekers zien het Nederlands.",
                      f"Vertaal dit stuk, met kenmerk: {deel.kenmerk}.", "waarschuwing")
    for deel in _parts_in(portal, "onvolledig"):
        yield Problem(portal.place(*deel.place), f"De vertaling van {deel.naam} is niet volledig: {', '.join(deel.missing)}. Bezoekers zien het Nederlands.",
                      "Vul aan wat het Nederlands ook heeft, en haal weg wat het niet heeft.", "waarschuwing")


def overtaken(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een vertaling hoort bij de Nederlandse tekst van nu; anders staat er Nederlands."""
    for deel in _parts_in(portal, "verouderd"):
        kind, id_ = deel.place[:2]
        made = portal.records(kind)[id_].gemaakt_op
        yield Problem(portal.place(*deel.place), f"Van {deel.naam} is het Nederlands veranderd na de vertaling van {made}. Bezoekers zien nu het Nederlands.",
                      f"Kijk de vertaling na, schrijf dan kenmerk: {deel.kenmerk} en zet gemaakt_op op vandaag.", "waarschuwing")


def without_original(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een vertaalde stap staat ook in de routekaart, en een vertaalde route in de lijst van haar taal."""
    for id_, vertaling in portal.vertalingen.items():
        kaart = portal.routekaarten.get(vertaling.routekaart)
        leestaal = portal.leestalen.get(vertaling.leestaal)
        if leestaal and kaart and kaart.id not in leestaal.routekaarten:
            yield Problem(portal.place("vertaling", id_, "routekaart"), f"De taal '{leestaal.id}' noemt de route '{kaart.id}' niet.",
                          f"Zet '{kaart.id}' bij routekaarten in {portal.place('leestaal', leestaal.id).path}.", "waarschuwing")
        known = {stap.id for stap in kaart.stappen} if kaart else {stap.id for stap in vertaling.stappen}
        for number, stap in enumerate(vertaling.stappen):
            if stap.id not in known:
                yield Problem(portal.place("vertaling", id_, "stappen", number, "id"), f"De routekaart heeft geen stap '{stap.id}'.",
                              did_you_mean(stap.id, known, otherwise="Haal deze stap weg."), "waarschuwing")


def made_in_the_future(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een vertaling is niet na vandaag gemaakt of bevestigd."""
    for kind in ("leestaal", "vertaling"):
        for id_, record in portal.records(kind).items():
            if record.gemaakt_op > today:
                yield Problem(portal.place(kind, id_, "gemaakt_op"), "Deze datum moet nog komen.", "Kijk het jaar na.")
            if record.bevestigd and record.bevestigd.op > today:
                yield Problem(portal.place(kind, id_, "bevestigd", "op"), "Deze datum moet nog komen.", "Kijk het jaar na.")


def _parts_in(portal: Portal, stand: str) -> Iterator[Deel]:
    for leestaal in portal.leestalen.values():
        if leestaal.id not in keys():
            continue  # nobody can choose it yet
        # A part of a file that could not be read is wrong already; telling all of it is missing would be a second mistake.
        yield from (deel for deel in delen_of(portal, leestaal) if deel.stand == stand and not _was_refused(portal, leestaal.id, deel))


def _was_refused(portal: Portal, leestaal: str, deel: Deel) -> bool:
    return deel.place[2:3] == ("routekaarten",) and portal.is_broken("vertaling", f"{leestaal}-{deel.original.id}")  # type: ignore[attr-defined]
