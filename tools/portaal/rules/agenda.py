"""Rules on the calendar: days and times in order, series that end, and days that exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from ..dutch import datum
from ..kalender import LONGEST, clock_exists, keren, last_day, months_without, over_since, planned
from ..model import Agendapunt, Portal
from .problem import Problem

# After this an event tells nobody anything any more, also not what was on in the school year.
_KEEP = dt.timedelta(days=365)
_STEPS = {"week": 26, "maand": 12, "weekdag-van-de-maand": 12}


def days_in_order(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een agendapunt eindigt na zijn begin, ook op de klok."""
    for id_, punt in portal.agenda.items():
        if punt.tot and punt.tot < punt.van:
            yield Problem(portal.place("agendapunt", id_, "tot"), "De laatste dag ligt voor de eerste.", "Kijk de datums na.")
        elif punt.tijd and punt.tijd.tot and punt.tijd.tot <= punt.tijd.van and last_day(punt, punt.van) == punt.van:
            yield Problem(portal.place("agendapunt", id_, "tijd", "tot"), "Het einde ligt niet na het begin.",
                          "Kijk de tijden na. Gaat het door na middernacht? Zet dan bij 'tot' de dag erna.")


def series_ends(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een herhaling loopt hoogstens twee jaar, en geen keer begint terwijl de vorige nog bezig is."""
    for id_, punt in portal.agenda.items():
        if not (herhaling := punt.herhaling):
            continue
        if herhaling.tot < punt.van:
            yield Problem(portal.place("agendapunt", id_, "herhaling", "tot"), "De herhaling is voorbij voor de eerste keer.", "Kijk de datums na.")
        if herhaling.tot > punt.van + LONGEST:
            yield Problem(portal.place("agendapunt", id_, "herhaling", "tot"), f"Deze herhaling loopt door tot {datum(herhaling.tot)}.",
                          "Laat haar uiterlijk na twee jaar eindigen, bijvoorbeeld aan het eind van het schooljaar.")
        if not 1 <= herhaling.om_de <= _STEPS[herhaling.elke]:
            yield Problem(portal.place("agendapunt", id_, "herhaling", "om_de"), f"Om de {herhaling.om_de} kan hier niet.",
                          f"Schrijf een getal van 1 tot en met {_STEPS[herhaling.elke]}.")
        elif _overlaps(punt):
            yield Problem(portal.place("agendapunt", id_, "tot"), "Dit duurt nog als de volgende keer al begint.", "Kijk de dagen en de herhaling na.")


def _overlaps(punt: Agendapunt) -> bool:
    days = keren(punt)
    return any(last_day(punt, day) >= following for day, following in pairwise(days))


def days_exist(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Elke dag en tijd van een agendapunt bestaat, en een uitzondering noemt een dag waarop het anders was doorgegaan."""
    for id_, punt in portal.agenda.items():
        if missing := months_without(punt):
            yield Problem(portal.place("agendapunt", id_, "van"), f"In {datum(missing[0]).partition(' ')[2]} is er geen dag {punt.van.day}.",
                          "Kies een dag tot en met 28, of schrijf: elke: weekdag-van-de-maand.")
        days = set(planned(punt))
        for number, uitzondering in enumerate(punt.herhaling.behalve if punt.herhaling else ()):
            if uitzondering.op not in days:
                yield Problem(portal.place("agendapunt", id_, "herhaling", "behalve", number, "op"),
                              f"Op {datum(uitzondering.op)} zou het ook zonder uitzondering niet zijn.", "Kijk de datum na.")
        if punt.herhaling and days and not keren(punt):
            yield Problem(portal.place("agendapunt", id_, "herhaling", "behalve"), "Zo gaat het geen enkele keer door.",
                          "Schrijf bij 'afgelast' waarom, of haal het agendapunt weg.")
        if punt.tijd and (wrong := next((day for day in keren(punt) if not clock_exists(dt.datetime.combine(day, punt.tijd.van))), None)):
            yield Problem(portal.place("agendapunt", id_, "tijd", "van"), f"Op {datum(wrong)} gaat de klok van 2 naar 3 uur: deze tijd is er dan niet.",
                          "Kies een andere tijd.")


def long_over(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een agendapunt is niet langer dan een jaar voorbij."""
    for id_, punt in portal.agenda.items():
        ended = over_since(punt, today)
        if ended and today - ended > _KEEP:
            yield Problem(portal.place("agendapunt", id_, "van"), f"Dit was voorbij op {datum(ended)}.",
                          "Haal het agendapunt weg, of zet de nieuwe datum.", "waarschuwing")
