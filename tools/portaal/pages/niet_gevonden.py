"""What a reader gets where a page is not there: no such address, or no internet and not kept on the device."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from ..model import Portal
from ..offline import OFFLINE, kept_pages
from ..page import Page
from ..urls import Link
from .parts import HOME


def niet_gevonden_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the page that a web server sends with status 404, and the one that theme/sw.js shows, which lists what was kept."""
    yield _instead("404.html", "Deze pagina is er niet", "Dit adres bestaat niet. Hier vindt u wat u zoekt.", kruimels=(HOME,))
    yield _instead(OFFLINE, "U heeft nu geen internet", "Deze pagina is niet bewaard. Hier staat wat u wel kunt lezen.", kept_pages(portal))


def _instead(url: str, titel: str, beschrijving: str, view: Any = None, kruimels: tuple[Link, ...] = ()) -> Page:
    """A page in the place of another: template and address have the same name, and nobody finds it by searching."""
    return Page(url, url, titel, beschrijving, view, kruimels=kruimels, is_listed=False)
