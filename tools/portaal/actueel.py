"""The portal as it is on a day: what may not be seen yet is out of it, what is over is marked.

Rules look at everything that was written; whoever makes something for readers gets what `as_of` returns.
"""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from .kalender import next_time, over_since, school_year
from .markdowntext import LINK, visible_lines
from .model import Agendapunt, ContentPage, Mededeling, Portal


def as_of(portal: Portal, today: dt.date) -> Portal:
    """Return the portal without news of later days and without the files that only such news shows.

    News that is past its last day and events that are over stay, since an address answers for ever; `verlopen` names
    them, so that lists, feeds and search leave them out.
    """
    later = {id_ for id_, page in portal.pages.items() if is_later(page, today)}
    over = {("pagina", id_) for id_, page in portal.pages.items() if is_over(page, today)}
    over |= {("agendapunt", id_) for id_, punt in portal.agenda.items() if over_since(punt, today)}
    if not later and not over:
        return portal
    pages = {id_: page for id_, page in portal.pages.items() if id_ not in later}
    hidden = {file for id_ in later for file in _files_of(portal.pages[id_])}
    hidden -= {file for page in pages.values() for file in _files_of(page)} if hidden else set()
    media = tuple(file for file in portal.media if file not in hidden)
    return replace(portal, pages=pages, media=media, verlopen=frozenset(over))


def is_later(page: ContentPage, today: dt.date) -> bool:
    """Tell whether a page is news that may not be seen yet."""
    return page.nieuws is not None and page.nieuws.begins > today


def is_over(page: ContentPage, today: dt.date) -> bool:
    """Tell whether a page is news that is no longer of the day."""
    return page.nieuws is not None and page.nieuws.zichtbaar_tot is not None and page.nieuws.zichtbaar_tot < today


def berichten(portal: Portal) -> list[ContentPage]:
    """Return the news that is of the day, newest first; `portal` is what `as_of` returned."""
    found = [page for id_, page in portal.pages.items() if page.nieuws and ("pagina", id_) not in portal.verlopen]
    return sorted(found, key=lambda page: (-page.nieuws.datum.toordinal(), page.id))  # type: ignore[union-attr]


def coming_agenda(portal: Portal, today: dt.date) -> list[Agendapunt]:
    """Return the events that run or come, soonest first."""
    found = [(day, punt) for punt in portal.agenda.values() if (day := next_time(punt, today))]
    return [punt for _, punt in sorted(found, key=lambda pair: (pair[0], pair[1].id))]


def past_agenda(portal: Portal, today: dt.date) -> list[Agendapunt]:
    """Return the events that ended in this school year, latest first."""
    return [punt for punt, day in _over(portal, today) if day >= school_year(today)]


def old_agenda(portal: Portal, today: dt.date) -> list[Agendapunt]:
    """Return the events that ended before this school year, latest first."""
    return [punt for punt, day in _over(portal, today) if day < school_year(today)]


def _over(portal: Portal, today: dt.date) -> list[tuple[Agendapunt, dt.date]]:
    found = [(punt, day) for punt in portal.agenda.values() if (day := over_since(punt, today))]
    return sorted(found, key=lambda pair: (-pair[1].toordinal(), pair[0].id))


def mededeling_of(portal: Portal, today: dt.date) -> Mededeling | None:
    """Return the announcement that stands above every page today."""
    return next((mededeling for mededeling in portal.mededelingen.values() if mededeling.holds_on(today)), None)


def image_of(page: ContentPage) -> str:
    """Return the path of the picture of a news item, below the root; '' where it has none."""
    image = page.nieuws.afbeelding if page.nieuws else None
    return _below(page, image.bestand) if image else ""


def _files_of(page: ContentPage) -> Iterator[str]:
    """Yield every path that a page shows or links to; what is no file is harmless here."""
    if image := image_of(page):
        yield image
    for _, line in visible_lines(page):
        yield from (_below(page, match[3]) for match in LINK.finditer(line))


def _below(page: ContentPage, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(target.partition("#")[0])))
