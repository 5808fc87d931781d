"""What day it is: the one place that looks at the clock."""

from __future__ import annotations

import datetime as dt
import os

from .finding import Finding, Location, Refused


def today_from_environment() -> dt.date:
    """Return today, or the day of SOURCE_DATE_EPOCH (seconds, UTC) so that a build can be repeated to the byte."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return dt.date.today()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise Refused([Finding(Location("SOURCE_DATE_EPOCH"), "datum", f"'{epoch[:40]}' is geen aantal seconden sinds 1970.",
                               "Haal de variabele weg, of geef een geheel getal.")]) from None
