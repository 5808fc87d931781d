"""Rules on the record behind the accessibility statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..model import Portal
from ..model.fields import is_stale
from .problem import Problem


def statement_expired(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Elk oordeel in de toegankelijkheidsverklaring is korter dan een jaar oud."""
    for id_, criterium in portal.criteria.items():
        if criterium.oordeel != "niet_beoordeeld" and (criterium.op is None or is_stale(criterium.op, today)):
            yield Problem(portal.place("criterium", id_, "op"), f"Het oordeel over {criterium.titel} is ouder dan een jaar of heeft geen datum.",
                          "Loop docs/wcag-protocol.md na en zet de datum van vandaag.", "waarschuwing")


def deviation_without_plan(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Waar de site niet voldoet, staan oorzaak, gevolg, alternatief en maatregel."""
    for id_, criterium in portal.criteria.items():
        missing = [name for name in ("oorzaak", "gevolg", "alternatief", "maatregel") if getattr(criterium, name) is None]
        if criterium.oordeel == "voldoet_niet" and missing:
            yield Problem(portal.place("criterium", id_), f"Bij {criterium.titel} ontbreekt: {', '.join(missing)}.",
                          "De verklaring moet dat noemen. Vul het aan.")
