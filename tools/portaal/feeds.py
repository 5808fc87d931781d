"""Feeds for news readers: Atom (RFC 4287), of what is published only."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import urljoin

from msgspec import Struct

from .actueel import berichten
from .kalender import midnight
from .model import CATEGORIE, Portal
from .urls import NIEUWS_FEED, WIJZIGINGEN, WIJZIGINGEN_FEED


class Entry(Struct, frozen=True):
    """One message of a feed; `id` is an address that never changes, `categorie` (term, label) or None."""

    id: str
    titel: str
    url: str
    datum: dt.date
    tekst: str = ""
    categorie: tuple[str, str] | None = None


def news_feed(portal: Portal, site_url: str, today: dt.date) -> dict[str, bytes]:
    """Return the feed of the news that is of the day."""
    entries = []
    for page in berichten(portal):
        meta = page.nieuws
        assert meta is not None
        url = urljoin(site_url, page.url)
        entries.append(Entry(url, page.titel, url, meta.begins, meta.beschrijving, (meta.categorie, CATEGORIE[meta.categorie])))
    title = f"Nieuws van {portal.organisatie.korte_naam}"
    return {NIEUWS_FEED: atom(title, NIEUWS_FEED, "nieuws/", entries, portal, site_url, today)}


def changes_feed(portal: Portal, site_url: str, today: dt.date) -> dict[str, bytes]:
    """Return the feed of what changed lately in the facts and texts, as `portal.changes` tells it."""
    page = urljoin(site_url, WIJZIGINGEN)
    entries: dict[str, Entry] = {}
    for change in portal.changes:
        # A change has no page of its own: its day and its words are what it is.
        name = f"{page}#{change.date.isoformat()}-{hashlib.sha256(change.tekst.encode()).hexdigest()[:12]}"
        entries[name] = Entry(name, change.tekst, urljoin(site_url, change.url) if change.url else page, change.date)
    title = f"Wijzigingen op de site van {portal.organisatie.korte_naam}"
    return {WIJZIGINGEN_FEED: atom(title, WIJZIGINGEN_FEED, WIJZIGINGEN, entries.values(), portal, site_url, today)}


def atom(title: str, path: str, page: str, entries: Iterable[Entry], portal: Portal, site_url: str, today: dt.date) -> bytes:
    """Return an Atom document: `path` is its own place in the site, `page` the page that shows the same to people."""
    entries = list(entries)
    # An empty feed has to bear a date too; then it is that of the build.
    updated = max((entry.datum for entry in entries), default=today)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl">',
        f"  <id>{escape(urljoin(site_url, path))}</id>",
        f"  <title>{escape(title)}</title>",
        f"  <updated>{midnight(updated)}</updated>",
        f"  <author><name>{escape(portal.organisatie.naam)}</name></author>",
        f'  <link rel="self" type="application/atom+xml" href="{escape(urljoin(site_url, path))}"/>',
        f'  <link rel="alternate" type="text/html" hreflang="nl" href="{escape(urljoin(site_url, page))}"/>',
        *(line for entry in entries for line in _entry(entry)),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _entry(entry: Entry) -> Iterator[str]:
    yield "  <entry>"
    yield f"    <id>{escape(entry.id)}</id>"
    yield f"    <title>{escape(entry.titel)}</title>"
    yield f"    <updated>{midnight(entry.datum)}</updated>"
    yield f"    <published>{midnight(entry.datum)}</published>"
    yield f'    <link rel="alternate" type="text/html" href="{escape(entry.url)}"/>'
    if entry.tekst:
        yield f"    <summary>{escape(entry.tekst)}</summary>"
    if entry.categorie:
        yield f'    <category term="{escape(entry.categorie[0])}" label="{escape(entry.categorie[1])}"/>'
    yield "  </entry>"
