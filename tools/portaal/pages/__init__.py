"""Plans every page of the site: an address, a template and a view. Knows no HTML and no disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from ..model import Portal
from ..page import Page
from .actualiteit import actualiteit_pages
from .agenda import agenda_pages
from .begrippen import begrippen_pages, build_glossary
from .bestuur import bestuur_pages
from .dekking import dekking_pages
from .documenten import documenten_pages
from .hulpvraag import hulpvraag_pages
from .hulpvraag_plaats import hulpvraag_plaats_pages
from .leestaal import leestaal_pages, talen_of
from .niet_gevonden import niet_gevonden_pages
from .nieuws import mededeling_balk, nieuws_pages
from .ondersteuning import ondersteuning_pages
from .open_data import open_data_pages
from .overzicht import overzicht_page
from .plaats import plaats_pages
from .plan import plan_pages
from .planproces import planproces_pages
from .prose import block_findings, has_block, prose_pages
from .routehulp import routehulp_pages
from .routekaart import routekaart_pages
from .samenwerkingsverbanden import signed, verband_pages
from .school import school_pages
from .schoolgids import schoolgids_pages
from .verhuisd import verhuisd_pages
from .voorziening import voorziening_pages
from .wijzigingen import wijzigingen_page
from .zoeken import zoeken_pages

__all__ = [
    "PAGE_MAKERS", "block_findings", "build_glossary", "data_pages", "has_block", "mededeling_balk", "overzicht_page", "prose_pages", "talen_of", "verhuisd_pages",
    "wijzigingen_page",
]

# One line per kind of page that comes from data alone.
PAGE_MAKERS: tuple[Callable[[Portal, dt.date], Iterator[Page]], ...] = (
    zoeken_pages,
    hulpvraag_pages,
    hulpvraag_plaats_pages,
    voorziening_pages,
    school_pages,
    schoolgids_pages,
    plaats_pages,
    bestuur_pages,
    routekaart_pages,
    routehulp_pages,
    verband_pages,
    leestaal_pages,
    ondersteuning_pages,
    begrippen_pages,
    documenten_pages,
    open_data_pages,
    plan_pages,
    planproces_pages,
    actualiteit_pages,
    nieuws_pages,
    agenda_pages,
    dekking_pages,
    niet_gevonden_pages,
)


def data_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield every page that follows from data; `today` decides what is stale."""
    for make in PAGE_MAKERS:
        yield from signed(portal, make(portal, today))
