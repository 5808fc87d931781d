"""Values in the words of a sentence, and texts as the sentences that came and went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from ..beheer.words import label
from ..dutch import datum
from ..model import ROL, SOORT_SCHOOL, SOORT_VOORZIENING, Portal, Record
from ..model.fields import Adres, Bereik, Bron, Coordinaten
from ..taal.zin import sentences
from ..urls import resolve

_LONG = 90
_SHOWN = 4
_STAAT = {"nu": "ja", "op_aanvraag": "op aanvraag", "met_partner": "samen met een partner", "in_opbouw": "in opbouw", "niet": "nee"}
_CHOICES = {"staat": _STAAT, "wie": ROL, "soort": SOORT_SCHOOL | SOORT_VOORZIENING}
# What a record in a list is known by, best first.
KEYS = ("id", "onderdeel", "schooljaar", "titel", "term", "naam", "antwoord", "tekst", "waarde", "beter", "wie", "van")


def field_name(name: str) -> str:
    """Return the name of a field as the forms call it, for in a sentence."""
    words = label(name).rstrip("?")
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def in_words(portal: Portal, name: str, kind: str, value: Any) -> str:
    """Return a value of the field `name` as people write it; `kind` is the kind of record that it names, or ''."""
    if value in (None, "", "onbekend"):
        return "onbekend"
    if isinstance(value, tuple):
        return ", ".join(in_words(portal, name, kind, item) for item in value) or "leeg"
    if isinstance(value, Record):
        return _record_in_words(portal, value)
    if isinstance(value, bool | dt.date):
        return datum(value) if isinstance(value, dt.date) else "ja" if value else "nee"
    return _named(portal, kind, value) if kind else _CHOICES.get(name, {}).get(value, str(value))


def _record_in_words(portal: Portal, value: Record) -> str:
    match value:
        case Adres():
            return f"{value.straat} {value.huisnummer}, {value.postcode} {value.plaats}"
        case Bereik():
            return f"{value.van} tot en met {value.tot}"
        case Coordinaten():
            return f"{value.lat}, {value.lon} ({value.nauwkeurig})"
        case Bron():
            return _named(portal, "bron", value.id) + (f" ({value.plek})" if value.plek else "")
    return title_of(portal, value)


def _named(portal: Portal, kind: str, value: str) -> str:
    """Return the title of the record that a field names, or what was typed where it is not there."""
    if kind == "ref":
        return link.titel if (link := resolve(portal, value)) else value
    record = portal.records(kind).get(value)
    return record.titel if record else value


def key_of(record: Record) -> str:
    """Return what a record in a list is known by, so that it is found again when its neighbours change."""
    return next((str(getattr(record, name)) for name in KEYS if getattr(record, name, None)), "")


def title_of(portal: Portal, record: Record) -> str:
    """Return how a sentence names a record in a list."""
    if isinstance(record, Bron):
        return _record_in_words(portal, record)
    name = next((name for name in ("titel", *KEYS) if getattr(record, name, None)), "")
    value = getattr(record, name, "")
    return f"schooljaar {value}" if name == "schooljaar" else in_words(portal, name, "onderdeel" if name == "onderdeel" else "", value)


def is_running_text(value: Any) -> bool:
    """Tell whether a text is better compared sentence by sentence."""
    return isinstance(value, str) and (len(value) > _LONG or value.rstrip().endswith((".", "?", "!")))


def came_and_went(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the sentences that only the new text has, and those that only the old text had."""
    before, after = ([zin.text for zin in sentences(text)] for text in (old, new))
    return [text for text in after if text not in set(before)], [text for text in before if text not in set(after)]


def quoted(texts: Iterable[str]) -> str:
    """Return texts between quotes, the first few of them."""
    texts = list(texts)
    more = f" en nog {len(texts) - _SHOWN}" if len(texts) > _SHOWN else ""
    return ", ".join(f"“{text}”" for text in texts[:_SHOWN]) + more


def count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
