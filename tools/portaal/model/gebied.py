"""Where a region lies: the boundaries of its municipalities and the middles of its postcodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

_Ring = tuple[tuple[float, float], ...]
_Box = tuple[float, float, float, float]
Boxed = tuple[tuple[tuple[_Ring, _Box], ...], dict[tuple[float, float], bool]]


@dataclass(frozen=True)
class Gebied:
    """Geography: municipality boundaries and postcode points, all in WGS84 degrees.

    `grenzen` maps a municipality to its rings of (lon, lat); `postcodes` maps PC4 to (lat, lon, place,
    municipality).
    """

    grenzen: Mapping[str, tuple[_Ring, ...]] = field(default_factory=dict)
    postcodes: Mapping[str, tuple[float, float, str, str]] = field(default_factory=dict)

    def boxed(self, gemeenten: tuple[str, ...]) -> Boxed:
        """Return each ring of some municipalities with the box it fits in (west, south, east, north), and room for what is known of points."""
        if gemeenten not in self._boxes:
            self._boxes[gemeenten] = tuple((ring, _box(ring)) for name in gemeenten for ring in self.grenzen.get(name, ()) if ring), {}
        return self._boxes[gemeenten]

    @cached_property
    def _boxes(self) -> dict[tuple[str, ...], Boxed]:
        return {}


def _box(ring: _Ring) -> _Box:
    lons, lats = zip(*ring, strict=True)
    return min(lons), min(lats), max(lons), max(lats)
