"""Compares DUO with the schools that the files already have; the outcome is a plan, nothing is changed here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from ..model.fields import ONBEKEND
from .points import BRON, CENTRE, OURS

# The order of keys in a new record, and where a key that is new to a record goes. What staff add comes last.
ORDER = (
    "brin", "vestiging", "slug", "naam", "soort", "adres", "coordinaten", "telefoon", "website", "denominatie",
    "bevoegd_gezag", "bestuur", "cluster", "onderwijs", "leerlingen", "bron", "gecontroleerd_op", "gesloten_op", "wijk", "vast",
    "bevestigd", "ondersteuningsaanbod",
)
# What DUO decides, unless a record lists it in `vast`.
IMPORTED = ORDER[3:15]

Value = str | dict[str, str] | list[dict[str, str]] | None


class DuoSchool(Struct, frozen=True):
    """What DUO says about a location: its fields as YAML values, and per field the `bron` that says so."""

    fields: dict[str, Any]
    sources: dict[str, dict[str, str]]


class Change(Struct, frozen=True):
    """A field whose value becomes another one; None means that the field was not there, or goes."""

    path: tuple[str, ...]
    old: Value
    new: Value


class SchoolDiff(Struct, frozen=True):
    """What DUO says differently about a school: to change, held by `vast`, and what DUO leaves empty."""

    index: int
    id: str
    naam: str
    changes: tuple[Change, ...] = ()
    held: tuple[Change, ...] = ()
    kept: tuple[Change, ...] = ()
    gone: bool = False
    returned: bool = False

    @property
    def moved(self) -> bool:
        return any(change.path[0] == "adres" for change in self.changes)


class Plan(Struct, frozen=True):
    """All that an import will do: records to add, and what changes in the records that are there."""

    new: tuple[dict[str, Any], ...]
    diffs: tuple[SchoolDiff, ...]
    checked: tuple[int, ...]
    date: str

    @property
    def unchanged(self) -> int:
        return sum(not (diff.changes or diff.held) for diff in self.diffs)


def id_of(record: Mapping[str, Any]) -> str:
    return str(record.get("brin")) + str(record.get("vestiging"))


def held_fields(record: Mapping[str, Any]) -> set[str]:
    """Return the fields that staff keep to themselves (`vast`)."""
    vast = record.get("vast")
    return set(vast) if isinstance(vast, list) else set()


def make_plan(
    records: list[dict[str, Any]], schools: Mapping[str, DuoSchool], new: Iterable[dict[str, Any]],
    present: Iterable[str], date: dt.date,
) -> Plan:
    """Compare the records of the file with DUO.

    `schools` has the usable locations by id; `new` are whole records to add; `present` are all locations that DUO
    lists, usable or not, so that a row with a mistake never closes a school.
    """
    present = set(present)
    day = date.isoformat()
    diffs = [
        _diff(number, record, schools.get(id_of(record)), id_of(record) in present, day)
        for number, record in enumerate(records)
    ]
    return Plan(
        new=tuple(sorted(new, key=id_of)),
        diffs=tuple(diffs),
        checked=tuple(
            number for number, record in enumerate(records)
            if id_of(record) in schools and "gecontroleerd_op" not in held_fields(record)
            and str(record.get("gecontroleerd_op", "")) < day
        ),
        date=day,
    )


def _diff(index: int, record: dict[str, Any], school: DuoSchool | None, present: bool, day: str) -> SchoolDiff:
    vast = held_fields(record)
    closed = record.get("gesloten_op", ONBEKEND)
    changes: list[Change] = []
    kept: list[Change] = []
    if school:
        changes, kept = compare(record, school.fields)
        changes += _bron_changes(record, {change.path[0] for change in changes} - vast, school.sources)
    gone, returned = not present and closed == ONBEKEND, present and closed != ONBEKEND
    if gone or returned:
        changes.append(Change(("gesloten_op",), record.get("gesloten_op"), day if gone else None))
    return SchoolDiff(
        index=index, id=id_of(record), naam=str(record.get("naam", "")),
        changes=tuple(change for change in changes if change.path[0] not in vast),
        held=tuple(change for change in changes if change.path[0] in vast),
        kept=tuple(change for change in kept if change.path[0] not in vast),
        gone=gone and "gesloten_op" not in vast, returned=returned and "gesloten_op" not in vast,
    )


def compare(record: dict[str, Any], facts: dict[str, Any]) -> tuple[list[Change], list[Change]]:
    """Return what changes in a record, and what it has that DUO leaves empty (an empty cell proves nothing)."""
    changes: list[Change] = []
    kept: list[Change] = []

    def is_changed(field: str) -> bool:
        return any(change.path[0] == field for change in changes)

    for field in IMPORTED:
        old, new = record.get(field), facts.get(field)
        if field == "coordinaten":
            changes += _point_changes(record, facts, moved=is_changed("adres"))
        elif _unknown(new):
            if field == "bestuur" and is_changed("bevoegd_gezag") and not _unknown(old):
                # The old board ran the school under another number: keeping it would state what no source says.
                changes.append(Change((field,), old, ONBEKEND))
            elif not _unknown(old) and field not in ("bestuur", "leerlingen"):
                kept.append(Change((field,), old, None))
        elif isinstance(new, dict) and isinstance(old, dict) and old:
            changes += _parts(field, old, new)
        elif not _same(field, old, new):
            changes.append(Change((field,), old, new))
    return changes, kept


def _point_changes(record: dict[str, Any], facts: dict[str, Any], moved: bool) -> list[Change]:
    """Return how the point on the map changes. It never gets less exact, and a point that staff placed stays.

    Only a move makes an old point wrong: then it is replaced, or taken away where no new one is known.
    """
    old, new = record.get("coordinaten"), facts.get("coordinaten")
    if not isinstance(old, dict) or not old:
        return [Change(("coordinaten",), None, new)] if new else []
    if not new:
        return [Change(("coordinaten",), old, None)] if moved else []
    placed = old.get("nauwkeurig") not in OURS
    if not moved and (placed or (new["nauwkeurig"] == CENTRE and old.get("nauwkeurig") != CENTRE)):
        return []
    return _parts("coordinaten", old, new)


def _parts(field: str, old: dict[str, str], new: dict[str, str]) -> list[Change]:
    different = (key for key, part in new.items() if not _same(key, old.get(key), part))
    return [Change((field, key), old.get(key), new[key]) for key in different]


def _bron_changes(record: dict[str, Any], changed: set[str], sources: Mapping[str, dict[str, str]]) -> list[Change]:
    """Return how `bron` changes: whatever the import changes, the register that says so is named."""
    old = record.get("bron")
    if not isinstance(old, list) or not all(isinstance(entry, dict) for entry in old):
        return []
    used = [bron for field, bron in sources.items() if field in changed]
    ids = {bron["id"] for bron in used}
    # The old point is gone, so the file that it came from proves nothing any more.
    stale = "coordinaten" in changed
    new = [entry for entry in old if entry.get("id") in ids or not (stale and str(entry.get("id")).startswith(BRON))]
    for bron in used:
        if bron["id"] not in {entry.get("id") for entry in new}:
            new.append(bron)
    return [Change(("bron",), old, new)] if new != old else []


def _unknown(value: Any) -> bool:
    return value in (None, "", ONBEKEND, {}, [])


def _same(field: str, old: Any, new: Any) -> bool:
    """Say whether two spellings mean the same: 023-5550001 and 0235550001, https://x.nl/ and https://x.nl."""
    if not isinstance(old, str) or not isinstance(new, str):
        return old == new
    if field == "telefoon":
        return re.sub(r"[ -]", "", old) == re.sub(r"[ -]", "", new)
    if field == "website":
        return old.lower().rstrip("/") == new.lower().rstrip("/")
    if field in ("lat", "lon"):
        try:
            return float(old) == float(new)
        except ValueError:
            return False
    return old == new
