"""Where a point lies."""

from __future__ import annotations

import math
from collections.abc import Iterable

from .model import Gebied

_EARTH_KM = 6371


def is_inside(gebied: Gebied, gemeenten: Iterable[str], lon: float, lat: float) -> bool:
    """Say whether a point lies in one of the municipalities.

    Even-odd rule: a ray to the east crosses a boundary an odd number of times. A ring that the point lies beside, it crosses
    never or twice, so its sides are not looked at: in the whole country that is nearly every ring.
    """
    boxed, known = gebied.boxed(tuple(gemeenten))
    if (lon, lat) not in known:
        known[lon, lat] = _is_inside(boxed, lon, lat)
    return known[lon, lat]


def _is_inside(boxed: Iterable[tuple], lon: float, lat: float) -> bool:
    inside = False
    for ring, (west, south, east, north) in boxed:
        if south <= lat <= north and west <= lon <= east:
            for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
                if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                    inside = not inside
    return inside


def distance_km(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Return the distance between two points (lat, lon) in km as the crow flies (haversine, as theme/js/zoek/afstand.js has it)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*here, *there))
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(a))
