"""Answers back into a school year as it stands in YAML; what did not change keeps its very text."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from ..model import Ondersteuningsaanbod
from ..model.school import Aanbod
from .vragen import Vraag, antwoorden_of

_ORDER = tuple(Ondersteuningsaanbod.model_fields)


def changed_entry(entry: Mapping[str, Any] | None, changes: Mapping[str, str], vragen: tuple[Vraag, ...], schooljaar: str) -> dict[str, Any]:
    """Return a school year after `changes` (question -> answer; no text takes an answer away)."""
    new: dict[str, Any] = copy.deepcopy(dict(entry)) if entry else {"schooljaar": schooljaar}
    before = antwoorden_of(new, vragen)
    for sleutel, text in changes.items():
        steps = sleutel.split("/")
        match steps:
            case [name]:
                _put(new, name, text)
            case [name, number] if number.isdigit():
                continue
            case [name, part]:
                _put_part(new, name, part, text)
            case [name, onderdeel, part]:
                _put_aanbod(new, name, onderdeel, part, text)
    for name in {sleutel.split("/")[0] for sleutel in changes if sleutel.split("/")[-1].isdigit()}:
        _put_list(new, name, before | changes)
    return _sorted(new, _ORDER)


def _sorted(fields: Mapping[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    return {name: fields[name] for name in sorted(fields, key=order.index)}


def _put(fields: dict[str, Any], name: str, text: str) -> None:
    if text:
        fields[name] = text
    else:
        fields.pop(name, None)


def _put_part(new: dict[str, Any], name: str, part: str, text: str) -> None:
    group = new.setdefault(name, {})
    _put(group, part, text)
    new[name] = _sorted(group, tuple(Ondersteuningsaanbod.model_fields[name].annotation.model_fields))
    if not group:
        del new[name]


def _put_aanbod(new: dict[str, Any], name: str, onderdeel: str, part: str, text: str) -> None:
    items = new.setdefault(name, [])
    item = next((item for item in items if item["onderdeel"] == onderdeel), None)
    if item is None:
        item = {"onderdeel": onderdeel}
        items.append(item)
    _put(item, part, text)
    if len(item) == 1:
        items.remove(item)
    else:
        items[items.index(item)] = _sorted(item, tuple(Aanbod.model_fields))
    if not items:
        del new[name]


def _put_list(new: dict[str, Any], name: str, answers: Mapping[str, str]) -> None:
    """Put the rows of a list in their order; a row that was emptied is gone, one that did not change keeps its text."""
    old = {str(number): text for number, text in enumerate(new.get(name, []), start=1)}
    rows = sorted((int(key.split("/")[1]), text) for key, text in answers.items() if key.startswith(f"{name}/") and text)
    known = {" ".join(text.split()): text for text in old.values()}
    new[name] = [known.get(text, text) for _, text in rows]
    if not new[name]:
        del new[name]
