"""What a reader gets for an address that does not exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..model import Portal
from ..page import Page
from .parts import HOME


def niet_gevonden_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the page that a web server sends with status 404."""
    yield Page(
        url="404.html",
        template="404.html",
        titel="Deze pagina is er niet",
        beschrijving="Dit adres bestaat niet. Hier vindt u wat u zoekt.",
        view=None,
        kruimels=(HOME,),
        is_listed=False,
    )
