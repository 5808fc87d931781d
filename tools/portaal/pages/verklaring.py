"""The accessibility statement in the Dutch model form, made from the record of criteria and never rosier than that."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from msgspec import Struct

from ..model import Portal
from ..model.criterium import Criterium

_WORDS = {
    "voldoet": "De site voldoet", "voldoet_niet": "De site voldoet niet", "niet_van_toepassing": "Niet van toepassing",
    "niet_beoordeeld": "Nog niet beoordeeld",
}
# WCAG 2.2, level A and AA.
CRITERIA = 55


class VerklaringView(Struct, frozen=True):
    """`op` is the day of the oldest verdict: a statement is as old as its oldest part."""

    status: str
    uitleg: str
    op: dt.date | None
    totaal: int
    telling: tuple[tuple[str, int], ...]
    afwijkingen: tuple[Criterium, ...]
    open: tuple[Criterium, ...]


def status_of(criteria: tuple[Criterium, ...]) -> tuple[str, str]:
    """Return the status of digitoegankelijk.nl and what it means; without an audit by others of all criteria it is D."""
    if len(criteria) < CRITERIA or any(one.door != "onafhankelijk" or one.oordeel == "niet_beoordeeld" for one in criteria):
        return "D", "wij keken zelf. Een onafhankelijk bureau heeft de site nog niet onderzocht."
    if any(one.oordeel == "voldoet_niet" for one in criteria):
        return "B", "een onafhankelijk bureau onderzocht de site. Zij voldoet voor een deel."
    return "A", "een onafhankelijk bureau onderzocht de site. Zij voldoet aan alle regels."


def verklaring_view(portal: Portal) -> VerklaringView:
    """Return the statement of a portal."""
    criteria = tuple(portal.criteria.values())
    counted = Counter(one.oordeel for one in criteria)
    return VerklaringView(
        *status_of(criteria),
        op=min((one.op for one in criteria if one.op), default=None),
        totaal=CRITERIA,
        telling=tuple((word, counted[key]) for key, word in _WORDS.items()),
        afwijkingen=tuple(one for one in criteria if one.oordeel == "voldoet_niet"),
        open=tuple(one for one in criteria if one.oordeel == "niet_beoordeeld"),
    )
