"""What a page is before it is HTML: an address, a template and one frozen view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from .finding import Location
from .kleuren import LUCHT
from .model import Organisatie
from .urls import Link


class Herkomst(Struct, frozen=True):
    """Where the facts of a page come from and how fresh they are; `bronnen` holds (link, place in it).

    `next_check_on` is the last day on which the check is not overdue, `valid_for` a sentence on the years of the facts,
    `changed_on` the day of the last change of any kind: a page that changed was not checked by that.
    `shown_from` is the day of the version that is shown, where the newest one is wrong.
    """

    bronnen: tuple[tuple[Link, str], ...]
    gecontroleerd_op: dt.date | None
    bevestigd_op: dt.date | None = None
    bevestigd_door: str = ""
    is_stale: bool = False
    next_check_on: dt.date | None = None
    changed_on: dt.date | None = None
    shown_from: dt.date | None = None
    valid_for: str = ""


class Page(Struct, frozen=True):
    """One page to be rendered; `url` as in `urls`, `template` a file in theme/templates/.

    `kruimels` are the links above the page, without the page itself. `jsonld` is published as schema.org data.
    `source` is the place that the page comes from, or the kind and id of the record: lines move while the page stays as it is.
    A page that is not `is_listed` is part of another one and stays out of search engines.
    Where `marks_words` is false, terms are not explained on the page itself.
    A page with `moved_to` sends its reader on to that url.
    `leestaal` is the key of the language that the page is in (see `catalogus`).
    `van` leads to the partnership whose record an edition shows.
    """

    url: str
    template: str
    titel: str
    beschrijving: str
    view: Any
    kruimels: tuple[Link, ...] = ()
    voor: str = "iedereen"
    herkomst: Herkomst | None = None
    jsonld: Mapping[str, Any] | None = None
    source: Location | tuple[str, str] = Location("data")
    is_listed: bool = True
    marks_words: bool = True
    moved_to: str | None = None
    leestaal: str = "nl"
    van: Link | None = None

    def bare(self) -> Page:
        """Return what is still asked of a page once it is written: its address, where it comes from, and whether it is listed."""
        return Page(self.url, self.template, "", "", None, source=self.source, is_listed=self.is_listed)

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing is left of the page but what `bare` keeps."""
        return self.view is None and not self.titel

    @property
    def path(self) -> str:
        """The file that a web server sends for this page."""
        return self.url if self.url.endswith(".html") else f"{self.url}index.html"


class MededelingBalk(Struct, frozen=True):
    """The announcement above every page, with its last day and where to read more."""

    tekst: str
    tot: dt.date
    link: Link | None = None


class Taalkeuze(Struct, frozen=True):
    """A language to choose: its key and tag, how it calls itself, which way it is written, and the url that it leads to."""

    id: str
    tag: str
    naam: str
    richting: str
    url: str


class Talen(Struct, frozen=True):
    """The languages of a site: where each begins, for every page that stands in more than one of them where those are, and
    the menu of those that have one of their own.
    """

    begin: tuple[Taalkeuze, ...] = ()
    pagina: Mapping[str, tuple[Taalkeuze, ...]] = {}
    menu: Mapping[str, tuple[Link, ...]] = {}


class Site(Struct, frozen=True):
    """What every page shares. `url` ends in `/`; `assets` is the site-relative folder of the theme's files, `lucht` the colour above the page.

    Where no page `has_sneltoets`, the way to turn the key `/` off, that key does nothing.
    """

    url: str
    organisatie: Organisatie
    menu: tuple[Link, ...]
    voet: tuple[Link, ...]
    assets: str
    built_on: dt.date
    is_preview: bool = False
    mededeling: MededelingBalk | None = None
    talen: Talen = Talen()
    lucht: str = LUCHT
    has_sneltoets: bool = False

    def menu_in(self, leestaal: str) -> tuple[Link, ...]:
        """Return the menu above the pages in a language."""
        return self.talen.menu.get(leestaal, self.menu)

    @property
    def base(self) -> str:
        """The path of the site on its host: `/`, or `/portaal/` where it lies in a folder."""
        return urlsplit(self.url).path or "/"
