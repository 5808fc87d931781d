"""Rules on addresses that moved: each leads to a page that is there, and none stands in the way of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..model import Portal
from ..urls import fixed_urls, moved_target, near_ref, redirect_url, resolve
from .problem import Problem


def leads_nowhere(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een verhuisd adres leidt naar iets dat bestaat."""
    for id_, moved in portal.verhuizingen.items():
        kind, _, name = moved.naar.partition(":")
        if not moved.naar.startswith("/") and not resolve(portal, moved.naar) and not portal.is_broken(kind, name):
            yield Problem(portal.place("verhuizing", id_, "naar"), f"'{moved.naar}' bestaat niet.", near_ref(portal, moved.naar))


def goes_in_circles(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Verhuisde adressen leiden niet naar elkaar terug."""
    steps = {redirect_url(moved): moved_target(portal, moved) for moved in portal.verhuizingen.values()}
    for id_, moved in portal.verhuizingen.items():
        seen, here = set(), redirect_url(moved)
        while here in steps and here not in seen:
            seen.add(here)
            here = steps[here]
        if here == redirect_url(moved) and here in seen:
            yield Problem(portal.place("verhuizing", id_, "naar"), f"'{moved.van}' leidt langs een omweg naar zichzelf.",
                          "Laat een van deze adressen naar een pagina leiden.")


def stands_in_the_way(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Op een verhuisd adres staat geen pagina meer."""
    taken = fixed_urls(portal) if portal.verhuizingen else ()
    for id_, moved in portal.verhuizingen.items():
        if redirect_url(moved) in taken:
            yield Problem(portal.place("verhuizing", id_, "van"), f"Op '{moved.van}' staat een pagina.",
                          "Haal deze verhuizing weg, of geef de pagina een ander adres.")
