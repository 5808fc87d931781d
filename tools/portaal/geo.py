"""Where a point lies."""

from __future__ import annotations

from collections.abc import Iterable

from .model import Gebied


def is_inside(gebied: Gebied, gemeenten: Iterable[str], lon: float, lat: float) -> bool:
    """Say whether a point lies in one of the municipalities.

    Even-odd rule: a ray to the east crosses a boundary an odd number of times.
    """
    inside = False
    for name in gemeenten:
        for ring in gebied.grenzen.get(name, ()):
            for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
                if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                    inside = not inside
    return inside
