"""Postcode areas for the finder: small enough to send whole, so that a visitor's postcode need not be sent at all."""

from __future__ import annotations

import json

from ..geo import is_inside
from ..memo import while_same
from ..model import Gebied, Portal


def pack_postcodes(portal: Portal) -> bytes:
    """Return the middles of the postcode areas as JSON; theme/js/zoek/afstand.js reads it.

    Columns: `pc4` (differences), `lat` and `lon` (degrees times 10,000), and `plaats`: a number in `plaatsen`, which
    holds the places of the region; -1 is an area outside the region, which has a `gemeente`: a number in `gemeenten`,
    -1 where nobody said.
    """
    return _pack(portal.gebied, portal.organisatie.gemeenten)


@while_same
def _pack(gebied: Gebied, gemeenten: tuple[str, ...]) -> bytes:
    plaatsen: dict[str, int] = {}
    elsewhere: dict[str, int] = {}
    columns: dict[str, list] = {name: [] for name in ("pc4", "lat", "lon", "plaats", "gemeente")}
    sides, last = gebied.sides(gemeenten), 0
    for pc4, (lat, lon, plaats, gemeente) in sorted(gebied.postcodes.items()):
        is_ours = is_inside(sides, lon, lat)
        columns["pc4"].append(int(pc4) - last)
        columns["lat"].append(round(lat * 10_000))
        columns["lon"].append(round(lon * 10_000))
        columns["plaats"].append(plaatsen.setdefault(plaats, len(plaatsen)) if is_ours else -1)
        columns["gemeente"].append(elsewhere.setdefault(gemeente, len(elsewhere)) if gemeente and not is_ours else -1)
        last = int(pc4)
    columns |= {"plaatsen": list(plaatsen), "gemeenten": list(elsewhere)}
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()
