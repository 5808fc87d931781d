"""Pages at addresses that moved: a link for people, and the same for browsers and search engines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ..finding import Location
from ..model import Portal
from ..page import Page
from ..urls import redirect_url
from .parts import HOME


class VerhuisdView(Struct, frozen=True):
    naar: str


def verhuisd_pages(portal: Portal, redirects: Mapping[str, str]) -> Iterator[Page]:
    """Yield a page per redirect (old url -> new url); a link that leads nowhere is found where its record stands."""
    places = {redirect_url(moved): portal.place("verhuizing", id_, "naar") for id_, moved in portal.verhuizingen.items()}
    for old, new in redirects.items():
        yield Page(
            url=old, template="verhuisd.html", titel="Deze pagina is verhuisd", beschrijving="Deze pagina heeft een nieuw adres.",
            view=VerhuisdView(new), kruimels=(HOME,), source=places.get(old, Location("data/.urls")), is_listed=False, moved_to=new,
        )
