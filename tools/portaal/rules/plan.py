"""Rules on the plan of several years and on plans in the making."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..finding import Location
from ..model import Portal
from ..model.plan import Besluit, Doel
from .problem import Problem

Place = tuple[str | int, ...]


def phases_out_of_order(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een fase eindigt niet vóór haar begin, fasen staan op volgorde, en elke fase heeft een eigen sleutel."""
    for id_, proces in portal.planprocessen.items():
        seen: set[str] = set()
        begin = dt.date.min
        for number, fase in enumerate(proces.fasen):
            place = ("planproces", id_, "fasen", number)
            if fase.id in seen:
                yield Problem(portal.place(*place, "id"), f"Fase '{fase.id}' staat hier twee keer.", "Geef een van de twee een eigen sleutel.")
            seen.add(fase.id)
            if fase.van and fase.tot and fase.tot < fase.van:
                yield Problem(portal.place(*place, "tot"), "Deze fase eindigt voor zij begint.", "Kijk de datums na.")
            if fase.van and fase.van < begin:
                yield Problem(portal.place(*place, "van"), "Deze fase begint eerder dan de fase erboven.", "Zet de fasen op volgorde van hun begin.")
            begin = fase.van or begin
        if proces.geldt_tot and proces.geldt_tot < proces.geldt_vanaf:
            yield Problem(portal.place("planproces", id_, "geldt_tot"), "Het plan is afgelopen voor het begint.", "Kijk de datums na.")


def impossible_plan(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een plan loopt van vroeg naar laat, en elk onderwerp en focusgebied heeft een eigen sleutel."""
    plan = portal.ondersteuningsplan
    if plan is None:
        return
    if plan.laatste_jaar < plan.eerste_jaar:
        yield Problem(_place(portal, "laatste_jaar"), "Het plan is afgelopen voor het begint.", "Kijk de jaren na.")
    groups = [(("pijlers", number, "onderwerpen"), pijler.onderwerpen) for number, pijler in enumerate(plan.pijlers)]
    if plan.ambitie:
        groups.append((("ambitie", "focusgebieden"), plan.ambitie.focusgebieden))
    for path, records in groups:
        seen: set[str] = set()
        for number, record in enumerate(records):
            if record.id in seen:
                yield Problem(_place(portal, *path, number, "id"), f"'{record.id}' staat hier twee keer.", "Geef een van de twee een eigen sleutel.")
            seen.add(record.id)


def result_from_the_future(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Voortgang en de uitslag van een besluit hebben geen datum die nog moet komen."""
    if portal.ondersteuningsplan:
        for path, doel in _doelen(portal):
            if doel.voortgang and doel.voortgang.op and doel.voortgang.op > today:
                yield Problem(_place(portal, *path, "voortgang", "op"), "Deze datum moet nog komen.", "Kijk het jaar na.")
    for where, besluit in _besluiten(portal):
        if besluit.uitslag and besluit.op and besluit.op > today:
            yield Problem(portal.place(*where, "uitslag"), "Dit besluit moet nog komen, maar er staat al een uitslag.",
                          "Kijk de datum na, of haal de uitslag weg.")


def _place(portal: Portal, *path: str | int) -> Location:
    return portal.place("ondersteuningsplan", "ondersteuningsplan", *path)


def _doelen(portal: Portal) -> Iterator[tuple[Place, Doel]]:
    """Yield (path, goal or indicator) of everything in the plan that can have progress."""
    plan = portal.ondersteuningsplan
    for number, pijler in enumerate(plan.pijlers):
        for row, onderwerp in enumerate(pijler.onderwerpen):
            for at, indicator in enumerate(onderwerp.indicatoren):
                yield ("pijlers", number, "onderwerpen", row, "indicatoren", at), indicator
    for number, focus in enumerate(plan.ambitie.focusgebieden if plan.ambitie else ()):
        for name in ("doelen", "indicatoren"):
            for at, doel in enumerate(getattr(focus, name)):
                yield ("ambitie", "focusgebieden", number, name, at), doel


def _besluiten(portal: Portal) -> Iterator[tuple[tuple[str, ...], Besluit]]:
    """Yield (kind, id and path, decision) of every decision on a plan."""
    if plan := portal.ondersteuningsplan:
        for number, besluit in enumerate(plan.vaststelling):
            yield (plan.id, plan.id, "vaststelling", number), besluit
    for id_, proces in portal.planprocessen.items():
        for number, fase in enumerate(proces.fasen):
            for at, besluit in enumerate(fase.besluiten):
                yield ("planproces", id_, "fasen", number, "besluiten", at), besluit
