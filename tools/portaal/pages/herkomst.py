"""Where the facts of a page come from, and when somebody last looked at the source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from ..model import (
    KINDS,
    Bron,
    BronDocument,
    Ondersteuningsaanbod,
    Ondersteuningsplan,
    PageMeta,
    Portal,
    Record,
    School,
)
from ..model.fields import Traceable, is_stale, next_check
from ..page import Herkomst
from ..urls import Link

BronLink = tuple[Link, str]

_KIND_OF = {model: kind for kind, (_, model) in KINDS.items()}


def bron_links(portal: Portal, bronnen: Iterable[Bron]) -> tuple[BronLink, ...]:
    """Return (link, place in the source) of each source once; the url is '' where a source is not online."""
    found = {(bron.id, bron.plek): (_link(portal.bronnen[bron.id]), bron.plek) for bron in bronnen}
    return tuple(found.values())


def _link(source: BronDocument) -> Link:
    return Link(source.titel, source.url or "", source.taal)


def herkomst_of(portal: Portal, record: Traceable | PageMeta, today: dt.date, id_: str = "") -> Herkomst:
    """Return the origin of one record; it is stale when its source was last checked over a year before `today`.

    The head of a page does not know whose it is: its page is named by `id_`.
    """
    checked = record.gecontroleerd_op
    return Herkomst(
        bronnen=bron_links(portal, record.bron),
        gecontroleerd_op=checked,
        bevestigd_op=record.bevestigd.op if record.bevestigd else None,
        bevestigd_door=record.bevestigd.door if record.bevestigd else "",
        is_stale=is_stale(checked, today),
        next_check_on=next_check(checked),
        changed_on=portal.changed_on.get(("pagina", id_) if id_ else _key(record)),
        shown_from=portal.restored.get(("pagina", id_) if id_ else _key(record)),
        valid_for=_valid_for(record),
    )


def herkomst_of_all(portal: Portal, records: Iterable[Traceable], today: dt.date, *others: Record) -> Herkomst | None:
    """Return the origin of a page made of many records: every source once, the oldest check and the newest change.

    `others` are on the page too, and have no source of their own.
    """
    records = list(records)
    if not records:
        return None
    sources = dict.fromkeys([bron.id for record in records for bron in record.bron])
    oldest = min([record.gecontroleerd_op for record in records if record.gecontroleerd_op], default=None)
    on_page = (*records, *others)
    return Herkomst(
        bronnen=bron_links(portal, [Bron(id=id_) for id_ in sources]),
        gecontroleerd_op=oldest,
        is_stale=is_stale(oldest, today),
        next_check_on=next_check(oldest),
        changed_on=max(_days_of(on_page, portal.changed_on), default=None),
        shown_from=min(_days_of(on_page, portal.restored), default=None),
    )


def _days_of(records: Iterable[Record], days: Mapping[tuple[str, str], dt.date]) -> list[dt.date]:
    return [day for record in records if (day := days.get(_key(record)))] if days else []


def _key(record: Record) -> tuple[str, str]:
    """Return (kind, id) of a record, by which git knows it."""
    kind = _KIND_OF.get(type(record), "")
    return kind, "organisatie" if kind == "organisatie" else getattr(record, "id", "")


def _valid_for(record: Traceable | PageMeta) -> str:
    """Return a sentence on the years for which a record says that it holds, '' where it does not say so."""
    match record:
        case School(latest_aanbod=Ondersteuningsaanbod(schooljaar=jaar)):
            return f"De hulp die de school opgaf, geldt voor schooljaar {jaar}."
        case Ondersteuningsplan(eerste_jaar=first, laatste_jaar=last):
            return f"Geldig voor {first} tot en met {last}."
    return ""
