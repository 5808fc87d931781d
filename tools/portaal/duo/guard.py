"""Files that are whole and well-formed, yet cannot be right: nothing may come of them."""

from __future__ import annotations

import re
from typing import Any

from ..finding import Finding, Location, Refused
from ..model.fields import ONBEKEND
from .match import id_of
from .read import DuoFiles
from .region import FILE, Region

# UTF-8 that was read as cp1252 and saved again: é became Ã©.
_MANGLED = re.compile("\ufffd|Ã[^A-Za-z ]|Â[^A-Za-z ]|ï¿½")


def refuse_strange(records: list[dict[str, Any]], files: DuoFiles, region: Region) -> None:
    """Raise Refused if the files are about another region, have broken letters or miss half of our schools."""
    known = {id_of(record) for record in records}
    rows = [row for row in files.vestigingen if row.id in known or region.has(row.gemeente)]
    if not any(row.soort == "bao" for row in rows):
        where = Location(f"data/{FILE['organisatie']}")
        message = "Bij DUO ligt geen enkele basisschool in deze gemeenten."
        raise _refused(where, "duo-gebied", message, "Schrijf de namen zoals DUO.")
    for row in rows:
        if _MANGLED.search(f"{row.naam} {row.straat} {row.plaats}"):
            message = f"De letters zijn verminkt: '{row.naam}, {row.straat}'. Het bestand is verkeerd bewaard."
            repair = "Download het bestand opnieuw bij DUO en open het niet eerst in een ander programma."
            raise _refused(row.where, "duo-codering", message, repair)
    for is_special in (False, True):
        _refuse_half(records, files, is_special)


def _refuse_half(records: list[dict[str, Any]], files: DuoFiles, is_special: bool) -> None:
    """Half a register looks like a wave of closures; no real year comes near it. One or two schools may be all."""
    present = {row.id for row in files.vestigingen}
    ours = [
        id_of(record) for record in records
        if (record.get("soort") != "bao") == is_special and record.get("gesloten_op", ONBEKEND) == ONBEKEND
    ]
    gone = [id_ for id_ in ours if id_ not in present]
    if len(gone) >= 3 and 2 * len(gone) > len(ours):
        file = next((row.where.path for row in files.vestigingen if (row.soort != "bao") == is_special), "")
        message = f"Van onze {len(ours)} scholen staan er {len(gone)} niet in dit bestand. Is het wel heel?"
        raise _refused(Location(file), "duo-verdwenen", message, "Download het bestand opnieuw bij DUO.")


def _refused(where: Location, rule: str, message: str, repair: str) -> Refused:
    return Refused([Finding(where, rule, message, repair)])
