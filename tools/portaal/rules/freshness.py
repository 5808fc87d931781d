"""Rules on when facts were checked; "changed" is never taken for "checked"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from ..model import Portal
from ..model.fields import is_stale
from .problem import Problem


def _checked(portal: Portal) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield (kind, id and path, record) of everything that bears a date of checking."""
    for kind, id_, record in portal.all_records():
        if hasattr(record, "gecontroleerd_op"):
            yield (kind, id_), record
    yield ("organisatie", "organisatie", "steunpunt"), portal.organisatie.steunpunt
    for id_, page in portal.pages.items():
        if not page.nieuws:  # news is of its day, and nobody looks at it again every year
            yield ("pagina", id_), page.meta


def check_expired(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een feit is korter dan een jaar geleden nagekeken."""
    for path, record in _checked(portal):
        if is_stale(record.gecontroleerd_op, today):
            days = (today - record.gecontroleerd_op).days
            yield Problem(portal.place(*path, "gecontroleerd_op"),
                          f"Dit is {days} dagen geleden voor het laatst nagekeken.",
                          "Kijk de bron na en zet de datum van vandaag.", "waarschuwing")


def checked_in_the_future(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een datum van controle of bevestiging ligt niet in de toekomst."""
    for path, record in _checked(portal):
        if record.gecontroleerd_op and record.gecontroleerd_op > today:
            yield Problem(portal.place(*path, "gecontroleerd_op"), "Deze datum moet nog komen.", "Kijk het jaar na.")
        if record.bevestigd and record.bevestigd.op > today:
            yield Problem(portal.place(*path, "bevestigd", "op"), "Deze datum moet nog komen.", "Kijk het jaar na.")
    for id_, school in portal.schools.items():
        for number, jaar in enumerate(school.ondersteuningsaanbod):
            if jaar.bevestigd.op > today:
                yield Problem(portal.place("school", id_, "ondersteuningsaanbod", number, "bevestigd", "op"),
                              "Deze datum moet nog komen.", "Kijk het jaar na.")
