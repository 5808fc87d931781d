"""A school of which nothing was wrong is not judged again, while it and all around it are the same: a preview judges the whole portal at each change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from .. import memo
from ..model import Portal, School
from ..node import RawRecord


class Unjudged:
    """Knows of which schools the rules that look at each school by itself said nothing."""

    def __init__(self) -> None:
        self._around: list[Any] = []
        self._sound: dict[str, School] = {}

    def of(self, portal: Portal, today: dt.date) -> Portal:
        """Return a portal with only the schools that are still to be judged; `learn` tells how that went. A single build judges all of them."""
        if not memo.remembers():
            return portal
        around = [today, portal.beside_schools, portal.gebied, portal.broken]
        if self._around != around:
            self._around, self._sound = around, {}
        new = {id_: school for id_, school in portal.schools.items() if self._sound.get(id_) is not school}
        return replace(portal, schools=new, places=_Places(portal.places))

    def learn(self, judged: Portal) -> None:
        """Take note of the schools of which no rule asked the place: only what is wrong is told with its place."""
        if isinstance(judged.places, _Places):
            told = judged.places.asked
            self._sound |= {id_: school for id_, school in judged.schools.items() if ("school", id_) not in told}


class _Places(Mapping[tuple[str, str], RawRecord]):
    """Where everything stands, and of what that was `asked`."""

    def __init__(self, places: Mapping[tuple[str, str], RawRecord]):
        self._places = places
        self.asked: set[tuple[str, str]] = set()

    def __getitem__(self, key: tuple[str, str]) -> RawRecord:
        self.asked.add(key)
        return self._places[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
