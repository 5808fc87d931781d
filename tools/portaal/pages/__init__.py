"""Plans every page of the site: an address, a template and a view. Knows no HTML and no disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from ..model import Portal
from ..page import Page
from .begrippen import begrippen_pages, build_glossary
from .bestuur import bestuur_pages
from .documenten import documenten_pages
from .herkomst import herkomst_of
from .hulpvraag import hulpvraag_pages
from .niet_gevonden import niet_gevonden_pages
from .ondersteuning import ondersteuning_pages
from .open_data import open_data_pages
from .plaats import plaats_pages
from .prose import prose_pages
from .routekaart import routekaart_pages
from .school import school_pages
from .voorziening import voorziening_pages
from .zoeken import zoeken_pages

__all__ = ["PAGE_MAKERS", "build_glossary", "herkomst_of", "plan_pages"]

# One line per kind of page that comes from data alone.
PAGE_MAKERS: tuple[Callable[[Portal, dt.date], Iterator[Page]], ...] = (
    zoeken_pages,
    hulpvraag_pages,
    voorziening_pages,
    school_pages,
    plaats_pages,
    bestuur_pages,
    routekaart_pages,
    ondersteuning_pages,
    begrippen_pages,
    documenten_pages,
    open_data_pages,
    niet_gevonden_pages,
)


def plan_pages(portal: Portal, prose: Mapping[str, str], today: dt.date) -> list[Page]:
    """Return every page of the site; `prose` maps a content page to its HTML, `today` decides what is stale."""
    pages = list(prose_pages(portal, prose, today))
    for make in PAGE_MAKERS:
        pages.extend(make(portal, today))
    return pages
