"""Postcode areas for the finder: small enough to send whole, so that a visitor's postcode need not be sent at all."""

from __future__ import annotations

import json

from ..geo import is_inside
from ..model import Portal


def pack_postcodes(portal: Portal) -> bytes:
    """Return the middles of the postcode areas as JSON; theme/js/zoek/afstand.js reads it.

    Columns: `pc4` (differences), `lat` and `lon` (degrees times 10,000), and `plaats`: a number in `plaatsen`, which
    holds the places of the region; -1 is an area outside the region.
    """
    gemeenten = portal.organisatie.gemeenten
    plaatsen: list[str] = []
    columns: dict[str, list] = {"pc4": [], "lat": [], "lon": [], "plaats": [], "plaatsen": plaatsen}
    last = 0
    for pc4, (lat, lon, plaats) in sorted(portal.gebied.postcodes.items()):
        is_ours = is_inside(portal.gebied, gemeenten, lon, lat)
        if is_ours and plaats not in plaatsen:
            plaatsen.append(plaats)
        columns["pc4"].append(int(pc4) - last)
        columns["lat"].append(round(lat * 10_000))
        columns["lon"].append(round(lon * 10_000))
        columns["plaats"].append(plaatsen.index(plaats) if is_ours else -1)
        last = int(pc4)
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()
