"""What staff should look at: overdue, unknown, contradicted, hard to find, hard to read, heavy; and what changed this month."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from .catalogus import catalogus, keys
from .model import Change, ContentPage, Portal, Tegenspraak
from .model.fields import is_stale, next_check
from .taal.pagina import page_texts
from .taal.zin import sentences
from .urls import Link, resolve, url_of
from .vertaling import Stand, delen_of, original_changed_on

NIEMAND = "nog niemand"
# A need with fewer ways of saying it than this is hard to find; the check already warns below five.
_MANY_PHRASES = 12
_HEAVY = 200_000
_SHOWN = 10


class Werk(Struct, frozen=True):
    """One thing to look at: where it is (url '' where it has no page), since or until when, and whose it is."""

    link: Link
    dag: dt.date | None
    eigenaar: str


class Vertaalwerk(Struct, frozen=True):
    """A language: how many of its files nobody confirmed, and each part that is shown in Dutch, with the day of its Dutch text."""

    taal: Link
    onbevestigd: int
    delen: tuple[tuple[str, Stand, dt.date | None], ...]


class Overzicht(Struct, frozen=True):
    """All lists, the most urgent first. `per_eigenaar` maps a role to (overdue, due within a quarter)."""

    op: dt.date
    verlopen: tuple[Werk, ...]
    binnenkort: tuple[Werk, ...]
    nooit_nagekeken: tuple[Werk, ...]
    per_eigenaar: Mapping[str, tuple[int, int]]
    zwijgende_scholen: tuple[Link, ...]
    open_vragen: int
    tegenspraken: tuple[Tegenspraak, ...]
    weinig_zoektaal: tuple[tuple[Link, int], ...]
    vertalingen: tuple[Vertaalwerk, ...]
    zware_bestanden: tuple[tuple[str, int], ...]
    lange_zinnen: tuple[tuple[Link, float], ...]
    deze_maand: tuple[Change, ...]


def build_overzicht(portal: Portal, today: dt.date, sizes: Mapping[str, int]) -> Overzicht:
    """Look through a portal; `sizes` maps a published photo, drawing or PDF to its bytes."""
    work = sorted(_work(portal), key=lambda item: (item.dag or dt.date.min, item.link.titel))
    quarter = today + dt.timedelta(days=91)
    overdue = tuple(item for item in work if item.dag and item.dag < today)
    soon = tuple(item for item in work if item.dag and today <= item.dag <= quarter)
    late, due = Counter(item.eigenaar for item in overdue), Counter(item.eigenaar for item in soon)
    return Overzicht(
        op=today,
        verlopen=overdue,
        binnenkort=soon,
        nooit_nagekeken=tuple(item for item in work if item.dag is None),
        per_eigenaar={owner: (late[owner], due[owner]) for owner in sorted({*late, *due}, key=lambda owner: (-late[owner], -due[owner], owner))},
        zwijgende_scholen=tuple(Link(school.naam, f"school/{school.slug}/") for school in portal.schools.values() if school.is_open and not _told(school, today)),
        open_vragen=sum(len(voorziening.nog_onbekend) for voorziening in portal.voorzieningen.values()),
        tegenspraken=tuple(tegenspraak for tegenspraak in portal.tegenspraken.values() if not tegenspraak.gekozen),
        weinig_zoektaal=tuple(sorted(_weak_words(portal), key=lambda row: row[1])),
        vertalingen=tuple(_vertaalwerk(portal)),
        zware_bestanden=tuple(sorted(((path, size) for path, size in sizes.items() if size > _HEAVY), key=lambda row: -row[1])[:_SHOWN]),
        lange_zinnen=tuple(sorted(_sentence_lengths(portal), key=lambda row: -row[1])[:_SHOWN]),
        deze_maand=tuple(change for change in portal.changes if change.date >= today.replace(day=1)),
    )


def _work(portal: Portal) -> Iterator[Werk]:
    """Yield everything that must be looked at once a year, with the last day for it (None: nobody ever looked)."""
    for kind, id_, record in portal.all_records():
        if hasattr(record, "gecontroleerd_op"):
            yield _one(resolve(portal, f"{kind}:{id_}") or Link(getattr(record, "titel", id_), ""), record)
    for page in portal.pages.values():
        if not page.nieuws:
            yield _one(Link(page.titel, page.url), page.meta)


def _one(link: Link, record: Any) -> Werk:
    return Werk(link, next_check(record.gecontroleerd_op), record.bevestigd.door if record.bevestigd else NIEMAND)


def _told(school: Any, today: dt.date) -> bool:
    latest = school.latest_aanbod
    return latest is not None and not is_stale(latest.bevestigd.op, today)


def _weak_words(portal: Portal) -> Iterator[tuple[Link, int]]:
    for id_, hulpvraag in portal.hulpvragen.items():
        said = portal.said_for(id_)
        if len(said) < _MANY_PHRASES:
            yield Link(hulpvraag.titel, f"hulpvraag/{id_}/"), len(said)


def _vertaalwerk(portal: Portal) -> Iterator[Vertaalwerk]:
    for leestaal in portal.leestalen.values():
        if leestaal.id in keys():
            made = [leestaal, *(own for own in portal.vertalingen.values() if own.leestaal == leestaal.id)]
            behind = tuple((deel.naam, deel.stand, original_changed_on(portal, deel)) for deel in delen_of(portal, leestaal) if deel.stand != "goed")
            yield Vertaalwerk(Link(catalogus(leestaal.id).naam_nl, url_of("leestaal", leestaal)), sum(not own.bevestigd for own in made), behind)


def _sentence_lengths(portal: Portal) -> Iterator[tuple[Link, float]]:
    """Yield each page with the mean number of words in its sentences."""
    for page in portal.pages.values():
        if mean := _mean_length(page):
            yield Link(page.titel, page.url), mean


@lru_cache(maxsize=512)
def _mean_length(page: ContentPage) -> float:
    """Return the mean number of words of the sentences on a page, 0 where it has none; a page that stays is read once."""
    counts = [len(zin.words) for text in page_texts(page) for zin in sentences(text)]
    return round(sum(counts) / len(counts), 1) if counts else 0
