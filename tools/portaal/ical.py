"""The calendar for phones and computers: iCalendar (RFC 5545), with stable names and the rules of our time zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from .actueel import coming_agenda, past_agenda
from .kalender import keren, last_day, nth_weekday, planned, utc_offset
from .model import SOORT_AGENDAPUNT, Agendapunt, Portal
from .urls import AGENDA_FEED, ics_url, url_of

_ZONE = "Europe/Amsterdam"
# The rules that hold since 1996 (directive 2000/84/EC): last Sunday of March and of October.
_VTIMEZONE = (
    "BEGIN:VTIMEZONE", f"TZID:{_ZONE}",
    "BEGIN:DAYLIGHT", "DTSTART:19960331T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
    "TZNAME:CEST", "END:DAYLIGHT",
    "BEGIN:STANDARD", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
    "TZNAME:CET", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MAX_OCTETS = 75


def build_agenda(portal: Portal, site_url: str, today: dt.date) -> dict[str, bytes]:
    """Return the file of the whole calendar, and one per event that still comes; `today` is the stamp of the build."""
    coming = coming_agenda(portal, today)
    name = f"Agenda {portal.organisatie.korte_naam}"
    files = {AGENDA_FEED: _calendar(name, [*coming, *past_agenda(portal, today)], site_url, today)}
    return files | {ics_url(punt): _calendar(punt.titel, [punt], site_url, today) for punt in coming}


def _calendar(name: str, punten: Iterable[Agendapunt], site_url: str, today: dt.date) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//portaal passend onderwijs//NL", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
             f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT12H", *_VTIMEZONE]
    for punt in sorted(punten, key=lambda punt: punt.id):
        if keren(punt):
            lines += _vevent(punt, site_url, today)
    return "".join(f"{part}\r\n" for line in (*lines, "END:VCALENDAR") for part in _fold(line)).encode()


def _vevent(punt: Agendapunt, site_url: str, today: dt.date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{punt.id}@{urlsplit(site_url).hostname}"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    # Most programs show no status, so the title says it too.
    yield f"SUMMARY:{_text(f'Afgelast: {punt.titel}' if punt.is_afgelast else punt.titel)}"
    yield f"STATUS:{'CANCELLED' if punt.is_afgelast else 'CONFIRMED'}"
    yield from _when(punt)
    if punt.plaats:
        yield f"LOCATION:{_text(punt.plaats)}"
    aanmelden = f"Aanmelden: {punt.aanmelden}" if punt.aanmelden else ""
    if about := [text for text in (punt.afgelast, punt.uitleg, aanmelden, punt.website) if text]:
        yield f"DESCRIPTION:{_text(chr(10).join(about))}"
    yield f"CATEGORIES:{_text(SOORT_AGENDAPUNT[punt.soort])}"
    yield f"URL:{urljoin(site_url, url_of('agendapunt', punt))}"
    if punt.is_afgelast:
        yield "SEQUENCE:1"
    yield "END:VEVENT"


def _when(punt: Agendapunt) -> Iterator[str]:
    days = tuple(planned(punt))
    last = last_day(punt, days[0])
    if punt.tijd is None:
        yield f"DTSTART;VALUE=DATE:{days[0]:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{last + dt.timedelta(days=1):%Y%m%d}"
    else:
        yield f"DTSTART;TZID={_ZONE}:{days[0]:%Y%m%d}T{punt.tijd.van:%H%M%S}"
        if punt.tijd.tot:
            yield f"DTEND;TZID={_ZONE}:{last:%Y%m%d}T{punt.tijd.tot:%H%M%S}"
    if punt.herhaling:
        yield f"RRULE:{_rule(punt, days[-1])}"
        for day in sorted(set(days) - set(keren(punt))):
            yield f"EXDATE;VALUE=DATE:{day:%Y%m%d}" if punt.tijd is None else f"EXDATE;TZID={_ZONE}:{day:%Y%m%d}T{punt.tijd.van:%H%M%S}"


def _rule(punt: Agendapunt, last: dt.date) -> str:
    """Return the RRULE of a series; it ends on its last time, in UTC where that has a time (RFC 5545, 3.3.10)."""
    assert punt.herhaling is not None
    until = f"{last:%Y%m%d}"
    if punt.tijd is not None:
        clock = dt.datetime.combine(last, punt.tijd.van)
        until = f"{clock - utc_offset(clock):%Y%m%dT%H%M%SZ}"
    match punt.herhaling.elke:
        case "week":
            how = f"FREQ=WEEKLY;BYDAY={_DAYS[punt.van.weekday()]}"
        case "maand":
            how = f"FREQ=MONTHLY;BYMONTHDAY={punt.van.day}"
        case _:
            how = f"FREQ=MONTHLY;BYDAY={nth_weekday(punt.van)}{_DAYS[punt.van.weekday()]}"
    return f"{how};INTERVAL={punt.herhaling.om_de};UNTIL={until}"


def _text(text: str) -> str:
    """Return a text with the marks of the format escaped (RFC 5545, 3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 octets, never within a character; what follows begins with a space."""
    part, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _MAX_OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + character, size + octets
    yield part
