"""Fields of records as passages: every text that a visitor reads, found by the types of the model."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

from ..model import Portal, Record
from ..model.fields import MaybeTekst, Tekst
from .passage import Passage

# Records that visitors do not read as text: what a source is called, what people type, and our own word lists.
_UNREAD = ("bron", "zoektaal", "taal", "leestaal", "vertaling")
# Fields that hold a name, a number or the words of another.
_NAMES = frozenset(
    "naam korte_naam straat huisnummer plaats nauwkeurig term afkorting synoniemen eigenaar periode gemeenten postcodes samen_met "
    "denominatie bevoegd_gezag onderwijs duo_nummers vast school soort veld waarde plek door uitgever licentie zoekwoorden".split()
)
# Kinds whose title is a name.
_NAMED = ("voorziening", "document")
_FOR_SCHOOLS = ("school_doet", "vastleggen")
# A rule is where a term belongs, and who records a contradiction must say what a source says.
_STATES_TERMS = ("regel", "tegenspraak")
_TEXTS = (str, Tekst, MaybeTekst, tuple[Tekst, ...])
Step = str | int


def field_passages(portal: Portal) -> Iterator[Passage]:
    """Yield a passage for every text in every record, in file order."""
    for kind, id_, record in portal.all_records():
        if kind in _UNREAD:
            continue
        for steps, text in _texts(record):
            name = next(str(step) for step in reversed(steps) if isinstance(step, str))
            if name == "titel" and kind in _NAMED and len(steps) == 1:
                continue
            where = portal.place(kind, id_, *steps)
            voor = "scholen" if kind == "tegenspraak" or name in _FOR_SCHOOLS else "ouders"
            yield Passage(f"{kind}:{id_}", where.path, "kop" if name == "titel" else "alinea", text, ((where.line, where.column),), voor,
                          is_exact=False, states_terms=kind in _STATES_TERMS)


def _texts(value: Any, steps: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], str]]:
    if isinstance(value, str):
        if value.strip():
            yield steps, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, (*steps, number))
    elif isinstance(value, Record):
        for name in _read_fields(type(value)):
            yield from _texts(getattr(value, name), (*steps, name))


@cache
def _read_fields(model: type[Record]) -> tuple[str, ...]:
    """Return the fields of a model that hold text, or other records that may."""
    hints = typing.get_type_hints(model, include_extras=True)
    return tuple(name for name in model.model_fields if name not in _NAMES and (hints[name] in _TEXTS or _holds_records(hints[name])))


def _holds_records(hint: Any) -> bool:
    if isinstance(hint, type):
        return issubclass(hint, Record)
    return any(_holds_records(argument) for argument in typing.get_args(hint))
