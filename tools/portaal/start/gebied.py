"""The area of a new portal: its municipalities by any name, their boundaries with the neighbours, and the postcodes around."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..duo.spelling import gemeente_key
from ..finding import Finding, Location, Refused, did_you_mean
from ..geo import distance_km
from ..model import Gebied
from .register import Grenzen, Register

# How far around the region a postcode may lie that visitors measure distances from.
AROUND_KM = 40


def choose_gemeenten(wanted: Sequence[str], grenzen: Grenzen) -> dict[str, str]:
    """Return name on the site -> name of CBS for every municipality that was asked for.

    A name that everybody uses (Den Haag) stays as it was typed; any other gets the spelling of CBS.

    Raises:
        Refused: a name is of no municipality, with the nearest one as repair.
    """
    known = {gemeente_key(name): name for name in grenzen}
    chosen, findings = {}, []
    for name in filter(None, (name.strip() for name in wanted)):
        if official := known.get(gemeente_key(name)):
            is_common = gemeente_key(name) != gemeente_key(official) or _is_common(name, official)
            chosen[name if is_common else official] = official
        else:
            findings.append(Finding(Location("portaal start"), "onbekende-gemeente", f"Er is geen gemeente '{name}'.",
                                    did_you_mean(name, [*grenzen, "Den Haag", "Den Bosch"], otherwise="Schrijf de naam zoals het CBS hem schrijft.")))
    if not chosen and not findings:
        findings.append(Finding(Location("portaal start"), "onbekende-gemeente", "Er is geen gemeente genoemd.", "Schrijf bijvoorbeeld: --gemeenten Delft,Westland"))
    if findings:
        raise Refused(findings)
    return chosen


def _is_common(name: str, official: str) -> bool:
    """Tell whether a name is another word for the municipality, and not the same word in another spelling."""
    return official.startswith("'s-") and name.lower().startswith("den ")


def boundaries(chosen: Mapping[str, str], grenzen: Grenzen) -> str:
    """Return the GeoJSON of the chosen municipalities and of those that touch them, so that a reader recognises the map.

    Neighbours share their points: both come from one TopoJSON.
    """
    own = {official: name for name, official in chosen.items()}
    points = {point for official in own for ring in grenzen[official] for point in ring}
    shown = [official for official, rings in grenzen.items() if official in own or any(point in points for ring in rings for point in ring)]
    features = [
        {"type": "Feature", "properties": {"statnaam": own.get(official, official)},
         "geometry": {"type": "MultiPolygon", "coordinates": [[[list(point) for point in ring]] for ring in grenzen[official]]}}
        for official in sorted(shown)
    ]
    rows = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n{rows}\n]}}\n'


def postcodes(chosen: Mapping[str, str], register: Register) -> dict[str, tuple[float, float, str, str]]:
    """Return the centres of the postcodes in the municipalities and of those around, with the names of the new portal.

    A city is called as its municipality: who says Den Haag, reads Den Haag.
    """
    own = {official: name for name, official in chosen.items()}
    here = [(lat, lon) for lat, lon, _, gemeente in register.postcodes.values() if gemeente in own]
    near = _Near(here)
    return {
        pc4: (lat, lon, own.get(place, place), own.get(gemeente, gemeente)) for pc4, (lat, lon, place, gemeente) in register.postcodes.items()
        if gemeente in own or near.has(lat, lon)
    }


class _Near:
    """Answers whether a point lies within `AROUND_KM` of one of many; a coarse grid keeps the whole country quick."""

    def __init__(self, points: Iterable[tuple[float, float]]):
        # Of points in one square of some two kilometres one will do: postcodes are no finer.
        self._points = [*{(round(lat * 50), round(lon * 30)): (lat, lon) for lat, lon in points}.values()]

    def has(self, lat: float, lon: float) -> bool:
        return any(abs(lat - y) < AROUND_KM / 111 and distance_km((lat, lon), (y, x)) <= AROUND_KM for y, x in self._points)


def postcode_rows(codes: Mapping[str, tuple[float, float, str, str]]) -> str:
    """Return data/postcodes.csv."""
    def rows() -> Iterator[str]:
        yield "pc4,plaats,gemeente,lat,lon"
        for pc4, (lat, lon, place, gemeente) in sorted(codes.items()):
            yield f"{pc4},{_cell(place)},{_cell(gemeente)},{lat},{lon}"

    return "\n".join(rows()) + "\n"


def _cell(text: str) -> str:
    return f'"{text}"' if "," in text else text


def gebied_of(chosen: Mapping[str, str], grenzen: Grenzen) -> Gebied:
    """Return the boundaries of the chosen municipalities only, under the names of the new portal."""
    return Gebied({name: grenzen[official] for name, official in chosen.items()})
