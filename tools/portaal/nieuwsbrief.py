"""A draft of the newsletter from what the portal knows: news, what changed in the facts, and what comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from html import escape
from urllib.parse import urljoin

from msgspec import Struct

from .actueel import berichten, coming_agenda
from .agendatekst import wanneer
from .dutch import datum, telefoon
from .kalender import next_time
from .model import Portal
from .urls import WIJZIGINGEN, url_of

# How far ahead the calendar of the letter looks.
AHEAD = dt.timedelta(weeks=8)


class Stuk(Struct, frozen=True):
    """One item of the letter: a title that leads to a page, and a line of text."""

    titel: str
    url: str
    tekst: str


class Nieuwsbrief(Struct, frozen=True):
    """The letter: sections of (heading, items), each with at least one item, and where questions go."""

    titel: str
    inleiding: str
    delen: tuple[tuple[str, tuple[Stuk, ...]], ...]
    slot: str
    url: str


def draft(portal: Portal, site_url: str, since: dt.date, today: dt.date) -> Nieuwsbrief:
    """Return the letter of everything since a day, that day included; `portal` is the one of today."""
    delen = (
        ("Nieuws", tuple(_news(portal, since))),
        ("Nieuw en veranderd op de site", tuple(_changed(portal, since, today))),
        ("Agenda", tuple(_coming(portal, today))),
    )
    office = portal.organisatie
    reach = [text for text in (office.email, telefoon(office.telefoon) if office.telefoon else None) if text]
    return Nieuwsbrief(
        titel=f"Nieuws van {office.korte_naam}",
        inleiding=f"Dit is er gebeurd van {datum(since)} tot en met {datum(today)}.",
        delen=tuple((kop, tuple(Stuk(stuk.titel, urljoin(site_url, stuk.url), stuk.tekst) for stuk in stukken)) for kop, stukken in delen if stukken),
        slot=f"Vragen? {office.naam}{': ' if reach else ''}{' of '.join(reach)}.",
        url=site_url,
    )


def _news(portal: Portal, since: dt.date) -> Iterator[Stuk]:
    for page in berichten(portal):
        if page.nieuws and page.nieuws.begins >= since:
            yield Stuk(page.titel, page.url, f"{datum(page.nieuws.datum)}. {page.meta.beschrijving}")


def _changed(portal: Portal, since: dt.date, today: dt.date) -> Iterator[Stuk]:
    for change in portal.changes:
        if since <= change.date <= today:
            what, _, happened = change.tekst.rpartition(": ")
            yield Stuk(what, change.url or WIJZIGINGEN, f"{happened[:1].upper()}{happened[1:]} ({datum(change.date)})")


def _coming(portal: Portal, today: dt.date) -> Iterator[Stuk]:
    for punt in coming_agenda(portal, today):
        day = next_time(punt, today)
        if day and day - today <= AHEAD:
            text = f"Afgelast: {punt.afgelast}" if punt.is_afgelast else f"{wanneer(punt, day)}{f', {punt.plaats}' if punt.plaats else ''}."
            yield Stuk(punt.titel, url_of("agendapunt", punt), text[:1].upper() + text[1:])


def as_markdown(brief: Nieuwsbrief) -> str:
    """Return the letter as Markdown, to paste into a mail program or a text."""
    lines = [f"# {brief.titel}", "", brief.inleiding, ""]
    for kop, stukken in brief.delen:
        lines += [f"## {kop}", ""]
        for stuk in stukken:
            lines += [f"**[{_plain(stuk.titel)}]({stuk.url})**  ", _plain(stuk.tekst), ""]
    if not brief.delen:
        lines += ["Er is niets te melden.", ""]
    return "\n".join([*lines, "---", "", _plain(brief.slot), ""])


def _plain(text: str) -> str:
    """Return a text of which Markdown makes nothing but text."""
    return "".join(f"\\{character}" if character in "\\`*_[]<>#" else character for character in text)


_BODY = "margin:0;padding:24px 16px;background:#fcfaf5;color:#1c2b29;font:17px/1.5 Arial,Helvetica,sans-serif"
_STYLES = {
    "h1": "margin:0 0 12px;font-size:26px;line-height:1.25;color:#0f4640",
    "h2": "margin:28px 0 8px;padding-top:16px;border-top:1px solid #d8d4c7;font-size:20px;line-height:1.3;color:#1c2b29",
    "h3": "margin:16px 0 2px;font-size:17px;line-height:1.4",
    "p": "margin:0 0 12px",
    "a": "color:#0f4f48",
}


def as_html(brief: Nieuwsbrief) -> str:
    """Return the letter as an HTML mail: no tables, no pictures, nothing fetched from anywhere."""
    parts = [_tag("h1", brief.titel), _tag("p", brief.inleiding)]
    for kop, stukken in brief.delen:
        parts.append(_tag("h2", kop))
        for stuk in stukken:
            parts += [_tag("h3", stuk.titel, lambda title, url=stuk.url: _link(title, url)), _tag("p", stuk.tekst)]
    if not brief.delen:
        parts.append(_tag("p", "Er is niets te melden."))
    parts += [_tag("p", brief.slot), _tag("p", brief.url, lambda url: _link(url, brief.url))]
    return _page(brief.titel, parts)


def _page(titel: str, parts: Iterable[str]) -> str:
    head = f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(titel)}</title>'
    body = "\n".join(parts)
    return (f'<!doctype html>\n<html lang="nl">\n<head>\n{head}\n</head>\n<body style="{_BODY}">\n'
            f'<div style="max-width:600px;margin:0 auto">\n{body}\n</div>\n</body>\n</html>\n')


def _tag(name: str, text: str, inner: Callable[[str], str] = escape) -> str:
    return f'<{name} style="{_STYLES[name]}">{inner(text)}</{name}>'


def _link(title: str, url: str) -> str:
    return f'<a style="{_STYLES["a"]}" href="{escape(url)}">{escape(title)}</a>'
