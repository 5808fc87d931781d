"""Two versions of one record, field by field, in Dutch clauses: "telefoon was 023 - 1, is nu 023 - 2"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from ..dutch import datum, telefoon
from ..model import BY_ID, REFS, Portal, Record
from ..model.fields import Adres, Bereik, Coordinaten
from .woorden import came_and_went, field_name, in_words, is_running_text, key_of, quoted, title_of

# What staff must see in a review, and no visitor asks about.
_FOR_STAFF = frozenset(("bron", "gecontroleerd_op", "bevestigd", "vast", "coordinaten", "zoekwoorden", "bevoegd_gezag", "duo_nummers", "gekozen", "zeker",
                        "synoniemen", "zie", "hierna"))  # fmt: skip
_ONE_VALUE = (Adres, Bereik, Coordinaten)


class Punt(Struct, frozen=True):
    """One difference: the name of its field, whether that came, went or changed, the whole clause, and whether visitors care."""

    naam: str
    wat: str
    zin: str
    is_public: bool


def compare_records(old: Record, new: Record, before: Portal, after: Portal) -> tuple[Punt, ...]:
    """Return what differs between two versions of a record, in the order of its fields; what is for staff comes last."""
    found = []
    for name in sorted(type(new).model_fields, key=_FOR_STAFF.__contains__):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            what = "toegevoegd" if _is_empty(was) else "vervallen" if _is_empty(now) else "gewijzigd"
            clauses = _Fields(before, after).field("", name, was, now)
            found += [Punt(field_name(name), what, clause, name not in _FOR_STAFF) for clause in clauses]
    return tuple(found)


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", "onbekend", ()) or value == {}


class _Fields(Struct, frozen=True):
    """Words for the fields of a record; titles come from the portal of before or after."""

    before: Portal
    after: Portal

    def field(self, of: str, name: str, was: Any, now: Any) -> Iterator[str]:
        """Yield a clause for each difference in one field; `of` names what the field is a part of."""
        subject = f"{of}{field_name(name)}"
        kind = BY_ID.get(name, "ref" if name in REFS else "")
        if name == "gesloten_op":
            yield f"{of}gesloten op {datum(now)}" if now else f"{of}niet meer gesloten"
        elif name == "gecontroleerd_op" and now:
            yield f"{of}nagekeken op {datum(now)}" + (f", eerder op {datum(was)}" if was else "")
        elif name == "bevestigd" and now:
            yield f"{of}bevestigd door {now.door} op {datum(now.op)}"
        elif isinstance(was, Mapping):
            for key in sorted(key for key in {*was, *now} if was.get(key) != now.get(key)):
                yield from self.field(f"{subject} ", str(key), was.get(key), now.get(key))
        elif isinstance(was, tuple):
            yield from self._list(subject, name, kind, was, now)
        elif isinstance(was, Record) and isinstance(now, Record) and not isinstance(now, _ONE_VALUE):
            yield from self._record(f"{subject}, ", was, now)
        elif is_running_text(was) or is_running_text(now):
            yield f"{subject}: {_sentences(was or '', now or '')}"
        else:
            yield self._value(subject, name, kind, was, now)

    def _record(self, of: str, was: Record, now: Record) -> Iterator[str]:
        for name in type(now).model_fields:
            if getattr(was, name) != getattr(now, name):
                yield from self.field(of, name, getattr(was, name), getattr(now, name))

    def _value(self, subject: str, name: str, kind: str, was: Any, now: Any) -> str:
        if name == "telefoon":
            was, now = (telefoon(value) if value else value for value in (was, now))
        old, new = in_words(self.before, name, kind, was), in_words(self.after, name, kind, now)
        were, are = ("waren", "zijn") if subject.endswith("en") else ("was", "is")
        return f"{subject} {were} {old}, {are} nu {new}"

    def _list(self, subject: str, name: str, kind: str, was: tuple[Any, ...], now: tuple[Any, ...]) -> Iterator[str]:
        if any(isinstance(item, Record) for item in (*was, *now)):
            yield from self._records(subject, was, now)
            return
        if any(is_running_text(item) for item in (*was, *now)):
            yield f"{subject}: {_sentences(' '.join(was), ' '.join(now))}"
            return
        came = [in_words(self.after, name, kind, item) for item in now if item not in was]
        went = [in_words(self.before, name, kind, item) for item in was if item not in now]
        if came:
            yield f"{subject}: {quoted(came)} toegevoegd"
        if went:
            yield f"{subject}: {quoted(went)} vervallen"
        if not came and not went:
            yield f"{subject}: de volgorde is anders"

    def _records(self, subject: str, was: tuple[Record, ...], now: tuple[Record, ...]) -> Iterator[str]:
        old, new = _by_key(was), _by_key(now)
        for key in new:
            title = title_of(self.after, new[key])
            if key not in old:
                yield f"{subject}: {title} toegevoegd{self._staat(new[key])}"
            elif old[key] != new[key]:
                yield from self._record(f"{subject}, {title}: ", old[key], new[key])
        gone = [title_of(self.before, old[key]) for key in old if key not in new]
        if gone:
            yield f"{subject}: {', '.join(gone)} vervallen"
        if [key for key in old if key in new] != [key for key in new if key in old]:
            yield f"{subject}: de volgorde is anders"

    def _staat(self, record: Record) -> str:
        return f" ({in_words(self.after, 'staat', '', staat)})" if (staat := getattr(record, "staat", "")) else ""


def _sentences(was: str, now: str) -> str:
    came, went = came_and_went(was, now)
    parts = [f"nieuw {quoted(came)}" if came else "", f"vervallen {quoted(went)}" if went else ""]
    return "; ".join(part for part in parts if part) or "zinnen verplaatst"


def _by_key(records: tuple[Record, ...]) -> dict[str, Record]:
    """Return records by what they are known by; where two are known by the same, by their place."""
    keys = [key_of(record) for record in records]
    return {key if keys.count(key) == 1 and key else f"{key}#{number}": record for number, (key, record) in enumerate(zip(keys, records, strict=True))}
