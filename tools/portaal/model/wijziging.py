"""What changed for visitors, in one sentence with its day and place; git knows it, no file holds it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Change:
    """One change: the day on which it came to the portal, a Dutch sentence, and the url it leads to ('' where it is gone)."""

    date: dt.date
    tekst: str
    url: str
