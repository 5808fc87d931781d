"""Where a point lies."""

from __future__ import annotations

import math

from .model.gebied import Sides

_EARTH_KM = 6371


def is_inside(sides: Sides, lon: float, lat: float) -> bool:
    """Say whether a point lies in one of the municipalities that the `sides` are of (`Gebied.sides`).

    Even-odd rule: a ray to the east crosses a boundary an odd number of times.
    """
    if (lon, lat) not in sides.known:
        crossed = ((y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1 for x1, y1, x2, y2 in sides.at(lat))
        sides.known[lon, lat] = sum(crossed) % 2 == 1
    return sides.known[lon, lat]


def distance_km(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Return the distance between two points (lat, lon) in km as the crow flies (haversine, as theme/js/zoek/afstand.js has it)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*here, *there))
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(a))
