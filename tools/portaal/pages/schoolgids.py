"""A page per school with the chapter for its schoolgids, to copy; found through the school, not through search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from ..memo import per_school
from ..model import Portal, School
from ..model.fields import schooljaar_of
from ..page import Page
from ..schoolgids import Hoofdstuk, make_hoofdstuk
from ..urls import GENERATED, Link, schoolgids_url, url_of
from .parts import HOME


class SchoolgidsView(Struct, frozen=True):
    """The chapter; `is_old` where it is about a school year that is over."""

    school: School
    hoofdstuk: Hoofdstuk
    is_old: bool


def schoolgids_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the chapter of every school that is open."""
    yield from filter(None, _pages(portal, schooljaar_of(today)))


@per_school
def _pages(school: School, portal: Portal, now: str) -> Page | None:
    if not school.is_open:
        return None
    hoofdstuk = make_hoofdstuk(portal, school, now)
    return Page(
        url=schoolgids_url(school),
        template="schoolgids.html",
        titel=f"Tekst voor de schoolgids van {school.naam}",
        beschrijving=f"Het hoofdstuk over hulp voor de schoolgids van {school.naam}, om over te nemen.",
        view=SchoolgidsView(school, hoofdstuk, hoofdstuk.schooljaar < now),
        kruimels=(HOME, Link(GENERATED["school"], "school/"), Link(school.naam, url_of("school", school))),
        voor="scholen",
        source=("school", school.id),
        is_listed=False,
        marks_words=False,
    )
