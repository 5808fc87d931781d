"""An event of the calendar in words: when it is and how it repeats."""

from __future__ import annotations

import datetime as dt

from .dutch import WEEKDAYS, dag, datum, klok
from .kalender import last_day, nth_weekday
from .model import Agendapunt


def wanneer(punt: Agendapunt, day: dt.date) -> str:
    """Return when an event is that begins on `day`: dinsdag 1 december 2026, van 19.30 tot 21.00 uur."""
    last, tijd = last_day(punt, day), punt.tijd
    if tijd is None:
        return dag(day) if last == day else f"{dag(day)} tot en met {dag(last)}"
    if tijd.tot is None:
        return f"{dag(day)}, {klok(tijd.van)} uur"
    if last == day:
        return f"{dag(day)}, van {klok(tijd.van)} tot {klok(tijd.tot)} uur"
    return f"van {dag(day)}, {klok(tijd.van)} uur tot {dag(last)}, {klok(tijd.tot)} uur"


def herhaling_in_words(punt: Agendapunt) -> str:
    """Return how an event repeats: elke 2 weken op dinsdag, tot en met 1 juli 2027; '' where it does not."""
    herhaling = punt.herhaling
    if herhaling is None:
        return ""
    weekday, number = WEEKDAYS[punt.van.weekday()], herhaling.om_de
    match herhaling.elke:
        case "week":
            how = f"elke {weekday}" if number == 1 else f"elke {number} weken op {weekday}"
        case "maand":
            how = f"{'elke maand' if number == 1 else f'elke {number} maanden'} op de {punt.van.day}e"
        case _:
            which = {1: "eerste", 2: "tweede", 3: "derde", 4: "vierde", -1: "laatste"}[nth_weekday(punt.van)]
            how = f"elke {which} {weekday} van de maand" if number == 1 else f"elke {number} maanden op de {which} {weekday}"
    return f"{how}, tot en met {datum(herhaling.tot)}"
