"""Terms that a visitor can compute: a rule's weeks become days from an event, so that only adding is left to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from msgspec import Struct

from .model import Regel, Routekaart

# The event a term counts from -> how a visitor is asked for its date.
GEBEURTENIS = {
    "aanmelding": "Wanneer meldde u uw kind schriftelijk aan, of wanneer doet u dat?",
    "inschrijving": "Wanneer is uw kind ingeschreven op de school?",
    "besluit": "Welke datum staat op het besluit?",
    "gewenste-datum": "Wanneer wilt u dat uw kind op school begint?",
}


_ANKER = {
    "aanmelding": "de aanmelding", "inschrijving": "de inschrijving", "besluit": "het besluit", "gewenste-datum": "de eerste schooldag",
}


class Termijn(Struct, frozen=True):
    """One term: it ends `dagen` days after (or before, when negative) the day of `gebeurtenis`."""

    regel: Regel
    gebeurtenis: str
    dagen: int

    @property
    def woorden(self) -> str:
        """The term in words: `6 weken na de aanmelding`."""
        return f"{abs(self.dagen) // 7} weken {'voor' if self.dagen < 0 else 'na'} {_ANKER[self.gebeurtenis]}"

    def uiterlijk(self, day: dt.date) -> dt.date:
        """Return the last day of the term when the event falls on `day`."""
        return day + dt.timedelta(days=self.dagen)


def termijnen_of(kaart: Routekaart, regels: Mapping[str, Regel]) -> tuple[Termijn, ...]:
    """Return the terms of a route map, in the order of its steps, each once.

    A term that counts from another rule begins where that rule's term ends (6 weeks, then 4 more: day 70).
    """
    names = dict.fromkeys(id_ for stap in kaart.stappen for id_ in stap.regels)
    return tuple(termijn for id_ in names if (termijn := termijn_of(regels[id_], regels)))


def termijn_of(regel: Regel, regels: Mapping[str, Regel]) -> Termijn | None:
    """Return the term of a rule, or None where it has no weeks, no known event, or counts in a circle."""
    days, seen, at = 0, set(), regel
    while at.weken is not None and at.telt_vanaf and at.id not in seen:
        seen.add(at.id)
        days += at.weken * (-7 if at.vooraf else 7)
        if at.telt_vanaf in GEBEURTENIS:
            return Termijn(regel, at.telt_vanaf, days)
        if at.telt_vanaf not in regels:
            return None
        at = regels[at.telt_vanaf]
    return None


def by_gebeurtenis(termijnen: Iterable[Termijn]) -> tuple[tuple[str, str, tuple[Termijn, ...]], ...]:
    """Return (event, question for its date, its terms) for every event that has terms."""
    found = list(termijnen)
    groups = ((name, vraag, tuple(t for t in found if t.gebeurtenis == name)) for name, vraag in GEBEURTENIS.items())
    return tuple(group for group in groups if group[2])


def in_short(regels: Iterable[Regel]) -> str:
    """Return the weeks of rules as they stand beside a station: `6 weken, 4 weken`."""
    return ", ".join(dict.fromkeys(f"{regel.weken} weken" for regel in regels if regel.weken))
