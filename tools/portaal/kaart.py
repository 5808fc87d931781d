"""Draws the map of the region as plain shapes for an inline SVG: no tiles, no script, no other server."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from .model import Gebied
from .plekken import Plek
from .urls import place_url, slugify

WIDTH = 600
# Room around the region, as a share of its size, so that the neighbours are recognised.
MARGIN = 0.07
# The room that a circle with its name takes, in the drawing; and without it, where so many names would cover each other.
LABEL, BARE = (110, 58), (38, 38)
MAX_NAMES = 25

Ring = Sequence[tuple[float, float]]


class Vlak(Struct, frozen=True):
    """A municipality; `path` is the `d` of an SVG path."""

    naam: str
    path: str
    is_own: bool


class Punt(Struct, frozen=True):
    """A dot; `ref` names what stands there."""

    ref: str
    x: float
    y: float


class Plaats(Struct, frozen=True):
    """A place with the number of dots in it, in the middle of them; `id` is the value of the facet `plaats`."""

    id: str
    naam: str
    url: str
    aantal: int
    x: float
    y: float


class Kaart(Struct, frozen=True):
    """A drawing of `width` by `height`; where it does not show them, the names of places are there for who hears or points."""

    width: int
    height: int
    vlakken: tuple[Vlak, ...]
    punten: tuple[Punt, ...]
    plaatsen: tuple[Plaats, ...]
    has_names: bool = True


def draw_map(gebied: Gebied, gemeenten: Sequence[str], plekken: Iterable[Plek]) -> Kaart | None:
    """Return the map of some municipalities and their neighbours; None where their boundaries are unknown."""
    own = [point for name in gemeenten for ring in gebied.grenzen.get(name, ()) for point in ring]
    if not own:
        return None
    project, height = _projection(own)
    vlakken = [
        Vlak(name, "".join(_path(ring, project) for ring in rings), name in gemeenten)
        for name, rings in sorted(gebied.grenzen.items(), key=lambda pair: (pair[0] in gemeenten, pair[0]))
    ]
    punten, by_place = [], defaultdict(list)
    for plek in plekken:
        if plek.punt:
            x, y = project(plek.punt.lon, plek.punt.lat)
            punten.append(Punt(plek.ref, x, y))
            by_place[plek.plaats].append((x, y))
    plaatsen = (
        Plaats(slugify(naam), naam, place_url(naam), len(points), _mean(x for x, _ in points), _mean(y for _, y in points))
        for naam, points in sorted(by_place.items())
    )
    has_names = len(by_place) <= MAX_NAMES
    return Kaart(WIDTH, height, tuple(vlakken), tuple(punten), tuple(_spread(plaatsen, LABEL if has_names else BARE)), has_names)


def _spread(plaatsen: Iterable[Plaats], room: tuple[int, int]) -> list[Plaats]:
    """Move circles that would cover each other down until each is free; the dots still tell the exact places."""
    free: list[Plaats] = []
    for plaats in sorted(plaatsen, key=lambda plaats: (plaats.y, plaats.naam)):
        for other in free:
            if abs(plaats.x - other.x) < room[0] and abs(plaats.y - other.y) < room[1]:
                plaats = replace(plaats, y=round(other.y + room[1], 1))
        free.append(plaats)
    return free


def _projection(points: Sequence[tuple[float, float]]):
    """Return a function from degrees to the drawing, and its height. At this size the earth is flat enough."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    margin = MARGIN * max((east - west) * squeeze, north - south)
    scale = WIDTH / ((east - west) * squeeze + 2 * margin)

    def project(lon: float, lat: float) -> tuple[float, float]:
        return round(((lon - west) * squeeze + margin) * scale, 1), round((north - lat + margin) * scale, 1)

    return project, round((north - south + 2 * margin) * scale)


def _path(ring: Ring, project) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in (project(lon, lat) for lon, lat in ring)) + "Z"


def _mean(values: Iterable[float]) -> float:
    values = list(values)
    return round(sum(values) / len(values), 1)
