"""What changed for visitors, in one sentence with its day and place; git knows it, no file holds it."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct


class Change(Struct, frozen=True, order=True):
    """One change: the day on which it came to the portal, a Dutch sentence, and the url it leads to ('' where it is gone)."""

    date: dt.date
    tekst: str
    url: str
