"""What the portal's own files say that an import needs: the schools there are, municipalities, boards, postcodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..finding import Finding, Location, Refused
from ..load import Raw, load
from ..model import KINDS
from ..node import RawRecord
from ..urls import slugify
from .spelling import COMMON, PROVINCES, gemeente_key

FILE = {kind: KINDS[kind][0] for kind in ("organisatie", "bestuur", "school")}
_NEEDED = frozenset({"mkdocs.yml", "data/postcodes.csv", *(f"data/{name}" for name in FILE.values())})


class Region(Struct, frozen=True):
    """`gemeenten` holds keys as `gemeente_key` makes them, `besturen` maps DUO's board number to our id, `places` a slug to a spelling, `centres` PC4 to (lat, lon)."""

    schools: tuple[RawRecord, ...]
    gemeenten: frozenset[str]
    besturen: Mapping[str, str]
    places: Mapping[str, str]
    centres: Mapping[str, tuple[float, float]]

    def has(self, gemeente: str) -> bool:
        """Say whether a municipality, in DUO's capitals or in usual spelling, belongs to the region."""
        return gemeente_key(gemeente) in self.gemeenten


def read_region(root: Path) -> Region:
    """Read what an import needs from the files of `root`.

    Raises Refused for a mistake in one of those files; mistakes elsewhere are for `portaal check`.
    """
    raw, findings = load(root, tuple(FILE.values()))
    wrong = [finding for finding in findings if finding.where.path in _NEEDED and finding.level == "fout"]
    if wrong:
        raise Refused(wrong)
    return Region(
        schools=raw.records[FILE["school"]],
        gemeenten=_gemeenten(raw),
        besturen=_numbers(record.node.plain() for record in raw.records[FILE["bestuur"]]),
        places=spellings(raw.postcodes),
        centres={pc4: (lat, lon) for pc4, (lat, lon, *_) in raw.postcodes.items()},
    )


def spellings(postcodes: Mapping[str, tuple[float, float, str, str]]) -> dict[str, str]:
    """Return the slug of each way in which registers write a place -> how we spell it.

    The address register puts a province behind a name that the country has twice (Velp NB); where this area has it once,
    that says nothing.
    """
    gemeenten: dict[str, set[str]] = {}
    for _, _, place, gemeente in postcodes.values():
        gemeenten.setdefault(place, set()).add(gemeente)
    once = {slugify(f"{place} {province}"): place for place, names in gemeenten.items() if len(names) == 1 for province in PROVINCES}
    known = {slugify(place): place for place in gemeenten}
    return once | {official: known[common] for common, official in COMMON.items() if common in known} | known


def _gemeenten(raw: Raw) -> frozenset[str]:
    for record in raw.records[FILE["organisatie"]]:
        names = record.node.plain().get("gemeenten")
        if isinstance(names, list) and names:
            return frozenset(gemeente_key(str(name)) for name in names)
    raise Refused([Finding(
        Location(f"data/{FILE['organisatie']}"), "duo-gebied", "Hier staat niet voor welke gemeenten dit portaal is.",
        "Vul 'gemeenten' in met een lijst van namen.",
    )])


def _numbers(besturen: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Return board number to id. A number that two boards claim proves nothing, so it links to neither."""
    claims: dict[str, set[str]] = {}
    for bestuur in besturen:
        numbers = bestuur.get("duo_nummers")
        for number in numbers if isinstance(numbers, list) else []:
            claims.setdefault(str(number), set()).add(str(bestuur.get("id")))
    return {number: ids.pop() for number, ids in claims.items() if len(ids) == 1}
