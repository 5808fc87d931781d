"""How people in the Netherlands write dates, times and phone numbers."""

from __future__ import annotations

import datetime as dt

WEEKDAYS = "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split()
_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()


def datum(value: dt.date | None) -> str:
    """Return a date as people write it: 3 mei 2026."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if value else "onbekend"


def dag(value: dt.date) -> str:
    """Return a date with its weekday: zondag 3 mei 2026."""
    return f"{WEEKDAYS[value.weekday()]} {datum(value)}"


def klok(value: dt.time) -> str:
    """Return a time as people write it: 19.30."""
    return f"{value:%H.%M}".removeprefix("0")


def telefoon(value: str) -> str:
    """Return a Dutch phone number in its usual groups: 023 - 303 01 02, 06 - 12 34 56 78."""
    digits = "".join(c for c in value if c.isdigit())
    if len(digits) != 10 or digits.startswith(("0800", "0900")):
        return value
    area = 2 if digits.startswith("06") else 3 if digits[:3] in _AREA_3 else 4
    rest = digits[area:]
    groups = [rest[:3], rest[3:5], rest[5:]] if len(rest) == 7 else [rest[i : i + 2] for i in range(0, len(rest), 2)]
    return f"{digits[:area]} - {' '.join(groups)}"


# Area codes of three digits (Nummerplan telefoon- en ISDN-diensten, bijlage); all others have four.
_AREA_3 = frozenset(
    "010 013 014 015 020 023 024 026 030 033 035 036 038 040 043 045 046 050 053 055 058 070 071 072 073 074 "
    "075 076 077 078 079 085 088".split()
)


def tel_href(value: str) -> str:
    """Return the `tel:` address of a Dutch number."""
    digits = "".join(c for c in value if c.isdigit())
    return f"tel:+31{digits[1:]}" if len(digits) == 10 and not digits.startswith(("0800", "0900")) else f"tel:{digits}"
