"""Where the facts of a page come from, and when somebody last looked at the source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ..model import Bron, Portal
from ..model.fields import Traceable, is_stale
from ..page import Herkomst
from ..urls import Link

BronLink = tuple[Link, str]


def bron_links(portal: Portal, bronnen: Iterable[Bron]) -> tuple[BronLink, ...]:
    """Return (link, place in the source) of each source once; the url is '' where a source is not online."""
    found = {
        (bron.id, bron.plek): (Link(portal.bronnen[bron.id].titel, portal.bronnen[bron.id].url or ""), bron.plek)
        for bron in bronnen
    }
    return tuple(found.values())


def herkomst_of(portal: Portal, record: Traceable, today: dt.date) -> Herkomst:
    """Return the origin of one record; it is stale when its source was last checked over a year before `today`."""
    checked = record.gecontroleerd_op
    return Herkomst(
        bronnen=bron_links(portal, record.bron),
        gecontroleerd_op=checked,
        bevestigd_op=record.bevestigd.op if record.bevestigd else None,
        bevestigd_door=record.bevestigd.door if record.bevestigd else "",
        is_stale=is_stale(checked, today),
    )


def herkomst_of_all(portal: Portal, records: Iterable[Traceable], today: dt.date) -> Herkomst | None:
    """Return the origin of a page made of many records: every source once, and the oldest date of checking."""
    records = list(records)
    if not records:
        return None
    sources = {bron.id: Bron(id=bron.id) for record in records for bron in record.bron}
    oldest = min((record.gecontroleerd_op for record in records if record.gecontroleerd_op), default=None)
    return Herkomst(
        bronnen=bron_links(portal, sources.values()),
        gecontroleerd_op=oldest,
        is_stale=is_stale(oldest, today),
    )
