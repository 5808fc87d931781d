"""Points on the map for addresses, and how exact they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from .read import AddressPoint

ADDRESS = "adres"
NEIGHBOUR = "zelfde postcode, ander huisnummer"
CENTRE = "midden van het postcodegebied"
# Start of the id in data/bronnen.yaml; the year in the name of the file with points follows.
BRON = "scholen-geo"
# What this import writes itself; a point described in other words is one that staff placed.
OURS = frozenset({ADDRESS, NEIGHBOUR, CENTRE})


class Points:
    """Looks up a point: first the address itself, then the nearest number with that postcode, then the PC4 centre."""

    def __init__(self, addresses: Iterable[AddressPoint], centres: Mapping[str, tuple[float, float]]):
        self._by_postcode: dict[str, list[AddressPoint]] = defaultdict(list)
        for point in addresses:
            self._by_postcode[point.postcode].append(point)
        self._centres = centres

    def find(self, id_: str, postcode: str, huisnummer: str) -> dict[str, str]:
        """Return the `coordinaten` of a school as they stand in YAML, empty if nothing is known.

        DUO writes ranges and letters in one cell (`15-17`, `16-A`): the first number and a letter right behind it
        count. A school that shares the building gives the point as well.
        """
        number, letter = _split(huisnummer)
        here = self._by_postcode.get(postcode.replace(" ", ""), [])

        def distance(point: AddressPoint) -> tuple:
            near = abs(point.number - number), point.number
            return *near, point.letter != letter, point.id != id_, point.letter, point.id

        if number and here:
            best = min(here, key=distance)
            return _yaml(best.lat, best.lon, ADDRESS if best.number == number else NEIGHBOUR)
        if centre := self._centres.get(postcode[:4]):
            return _yaml(*centre, CENTRE)
        return {}


def _split(huisnummer: str) -> tuple[int, str]:
    found = re.match(r"(\d+)(?:-?([A-Za-z])\b)?", huisnummer)
    return (int(found[1]), (found[2] or "").upper()) if found else (0, "")


def _yaml(lat: float, lon: float, nauwkeurig: str) -> dict[str, str]:
    return {"lat": repr(lat), "lon": repr(lon), "nauwkeurig": nauwkeurig}
