"""Where a region lies: the boundaries of its municipalities and the middles of its postcodes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

_Ring = tuple[tuple[float, float], ...]
# A side of a boundary: from a longitude and latitude to another.
_Side = tuple[float, float, float, float]
# Bands of latitude in a degree: one is a hundred metres high. A side of a boundary seldom lies in more than a few.
_BANDS = 1_000
_TALL = 100


class Sides:
    """The sides of the boundaries of some municipalities, by the bands of latitude that they lie in, and what is `known` of points."""

    def __init__(self, rings: Iterable[_Ring]):
        self.known: dict[tuple[float, float], bool] = {}
        self._bands: dict[int, list[_Side]] = {}
        self._tall: list[_Side] = []
        for ring in rings:
            for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
                self._add((x1, y1, x2, y2), math.floor(min(y1, y2) * _BANDS), math.floor(max(y1, y2) * _BANDS))

    def _add(self, side: _Side, first: int, last: int) -> None:
        if last - first > _TALL:
            self._tall.append(side)
            return
        for band in range(first, last + 1):
            self._bands.setdefault(band, []).append(side)

    def at(self, lat: float) -> list[_Side]:
        """Return the few sides that a parallel may cross."""
        return self._bands.get(math.floor(lat * _BANDS), []) + self._tall


@dataclass(frozen=True)
class Gebied:
    """Geography: municipality boundaries and postcode points, all in WGS84 degrees.

    `grenzen` maps a municipality to its rings of (lon, lat); `postcodes` maps PC4 to (lat, lon, place,
    municipality).
    """

    grenzen: Mapping[str, tuple[_Ring, ...]] = field(default_factory=dict)
    postcodes: Mapping[str, tuple[float, float, str, str]] = field(default_factory=dict)

    def sides(self, gemeenten: Iterable[str]) -> Sides:
        """Return the sides of the boundaries of some municipalities."""
        names = tuple(gemeenten)
        if names not in self._sides:
            self._sides[names] = Sides(ring for name in names for ring in self.grenzen.get(name, ()))
        return self._sides[names]

    @cached_property
    def _sides(self) -> dict[tuple[str, ...], Sides]:
        return {}
