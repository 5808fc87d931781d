"""DUO's files as rows. Everything that is not what DUO publishes is refused, with a message an editor understands.

The files are told apart by the start of their name, as DUO names them. Layout as seen in the files of 2026: `;`
between cells, an empty cell is one space, codes keep their leading zeros. Register 02 is cp1252, 06 is UTF-8 with
a BOM; a file that somebody saved again as UTF-8 is read as well.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..finding import Finding, Location, Refused

SOORT = {"SBAO": "sbo", "SBO": "sbo", "SO": "so", "(V)SO": "so", "SO/VSO": "so", "VSO": "vso"}

ADDRESS_COLUMNS = {
    "bevoegd_gezag": "BEVOEGD GEZAG NUMMER",
    "id": "VESTIGINGSCODE",
    "naam": "VESTIGINGSNAAM",
    "straat": "STRAATNAAM",
    "huisnummer": "HUISNUMMER-TOEVOEGING",
    "postcode": "POSTCODE",
    "plaats": "PLAATSNAAM",
    "gemeente": "GEMEENTENAAM",
    "denominatie": "DENOMINATIE",
    "telefoon": "TELEFOONNUMMER",
    "website": "INTERNETADRES",
}
SPECIAL_COLUMNS = {
    **ADDRESS_COLUMNS, "soort": "SOORT PRIMAIR ONDERWIJS", "cluster": "CLUSTER", "onderwijs": "ONDERWIJS",
}

_AGAIN = "Download het bestand opnieuw bij DUO (open onderwijsdata) als csv."


class Vestiging(Struct, frozen=True):
    """One school location as DUO writes it: text only, `` where DUO leaves the cell empty."""

    id: str
    soort: str
    naam: str
    straat: str
    huisnummer: str
    postcode: str
    plaats: str
    gemeente: str
    denominatie: str
    bevoegd_gezag: str
    telefoon: str
    website: str
    cluster: str
    onderwijs: str
    where: Location


class AddressPoint(Struct, frozen=True):
    """A geocoded school address: postcode without space, WGS84 degrees."""

    id: str
    postcode: str
    number: int
    letter: str
    lat: float
    lon: float


class DuoFiles(Struct, frozen=True):
    """The content of a folder with DUO files. `pupils` maps a location to its count per year."""

    vestigingen: tuple[Vestiging, ...]
    pupils: dict[str, dict[int, int]]
    points: tuple[AddressPoint, ...]
    points_name: str


def refuse(path: Path | str, rule: str, message: str, repair: str = _AGAIN, line: int = 1) -> Refused:
    """Return the exception that ends the import; only the file's name is shown, not where it lies."""
    return Refused([Finding(Location(Path(path).name or str(path), line), rule, message, repair)])


def read_folder(folder: Path) -> DuoFiles:
    """Read registers 02 and 06, the sbo/so register and, if it is there, the file with points.

    Raises Refused when a file is missing, doubled, or not what its name says.
    """
    if not folder.is_dir():
        raise refuse(folder, "duo-map", "Deze map bestaat niet.", "Geef met --map de map met bestanden van DUO.")
    regular = _find(folder, ("02.",), ".csv", "alle schoolvestigingen basisonderwijs")
    special = _find(folder, ("sbo_so", "09."), ".csv", "vestigingen speciaal (basis)onderwijs")
    pupils = _find(folder, ("06.",), ".csv", "historisch overzicht aantal leerlingen")
    points = [path for path in folder.iterdir() if _is_named(path, ("scholen",), ".geo.json")]
    points_path = _find(folder, ("scholen",), ".geo.json", "punten van scholen") if points else None
    return DuoFiles(
        vestigingen=_without_doubles(
            [*_vestigingen(regular, ADDRESS_COLUMNS), *_vestigingen(special, SPECIAL_COLUMNS)]
        ),
        pupils=_pupils(pupils),
        points=_points(points_path) if points_path else (),
        points_name=points_path.name if points_path else "",
    )


def _is_named(path: Path, starts: tuple[str, ...], end: str) -> bool:
    return path.name.lower().startswith(starts) and path.name.lower().removesuffix(".gz").endswith(end)


def _find(folder: Path, starts: tuple[str, ...], end: str, what: str) -> Path:
    found = sorted(path for path in folder.iterdir() if _is_named(path, starts, end))
    shape = " of ".join(f"'{start}…{end}'" for start in starts)
    if not found:
        raise refuse(
            folder, "duo-bestand", f"In deze map staat geen bestand {shape} ({what}).",
            "Zet het bestand in de map en laat de naam beginnen zoals bij DUO.",
        )
    if len(found) > 1:
        raise refuse(
            found[1], "duo-bestand", f"Er zijn {len(found)} bestanden {shape}. Welk geldt, is niet te zien.",
            "Laat alleen het nieuwste in de map staan.",
        )
    return found[0]


def _text(path: Path) -> str:
    raw = path.read_bytes()
    if path.suffix == ".gz":
        raw = gzip.decompress(raw)
    start = raw[:400].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if not raw.strip():
        raise refuse(path, "duo-leeg", "Het bestand is leeg.")
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise refuse(path, "duo-bestand", "Dit is een webpagina die als bestand is bewaard, geen bestand van DUO.")
    if start.startswith(b"pk\x03\x04"):
        raise refuse(path, "duo-bestand", "Dit is een Excel-bestand.", "Kies bij DUO de csv.")
    try:
        if b"\0" in raw:
            raise ValueError("UTF-16")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    except ValueError:
        raise refuse(path, "duo-codering", "De tekens in dit bestand zijn niet te lezen (UTF-16).") from None
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refuse(path, "duo-codering", "De tekens in dit bestand zijn niet te lezen.", line=line) from None


def clean(cell: str) -> str:
    """Return a cell without outer or double spaces and without invisible characters."""
    visible = (char for char in cell if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf"))
    return " ".join("".join(visible).split())


def table(path: Path, columns: list[str]) -> list[tuple[int, dict[str, str]]]:
    """Return (line, row) for each row of a table that has at least these columns; raises Refused where it is none."""
    reader = csv.reader(io.StringIO(_text(path), newline=""), delimiter=";")
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        header = [clean(name) for name in next(reader)]
        if missing := [name for name in columns if name not in header]:
            message = f"De eerste regel mist deze kolommen: {', '.join(missing)}. Tussen kolommen hoort een ';'."
            raise refuse(path, "duo-kolom", message)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                message = f"Deze regel heeft {len(cells)} kolommen, geen {len(header)}. Het bestand is niet heel."
                raise refuse(path, "duo-regel", message, line=reader.line_num)
            rows.append((reader.line_num, dict(zip(header, map(clean, cells), strict=True))))
    except csv.Error:
        raise refuse(path, "duo-regel", "Deze regel is niet als tabel te lezen.", line=reader.line_num) from None
    if not rows:
        raise refuse(path, "duo-leeg", "Onder de eerste regel staat niets.")
    return rows


def _vestigingen(path: Path, columns: dict[str, str]) -> list[Vestiging]:
    found = []
    for line, row in table(path, list(columns.values())):
        cells = {"soort": "", "cluster": "", "onderwijs": ""} | {name: row[column] for name, column in columns.items()}
        cells["soort"] = SOORT.get(cells["soort"].upper(), cells["soort"]) if "soort" in columns else "bao"
        found.append(Vestiging(**cells, where=Location(path.name, line)))
    return found


def _without_doubles(found: list[Vestiging]) -> tuple[Vestiging, ...]:
    seen: dict[str, Vestiging] = {}
    for vestiging in found:
        if vestiging.id in seen:
            where, first = vestiging.where, seen[vestiging.id].where
            message = f"Vestiging {vestiging.id} staat er twee keer, ook in {first.path} op regel {first.line}."
            raise refuse(where.path, "duo-dubbel", message, line=where.line)
        seen[vestiging.id] = vestiging
    return tuple(found)


def _pupils(path: Path) -> dict[str, dict[int, int]]:
    """Return counts per location. `<9` is not a number, and 0 means that there was no school there that year."""
    counts: dict[str, dict[int, int]] = {}
    rows = table(path, ["VESTIGINGSCODE"])
    years = {name: int(name[-4:]) for name in rows[0][1] if re.fullmatch(r"LEERLINGEN_\d{4}", name)}
    if not years:
        raise refuse(path, "duo-kolom", "De eerste regel mist kolommen als LEERLINGEN_2025.")
    for _, row in rows:
        counts[row["VESTIGINGSCODE"]] = {
            year: int(row[name]) for name, year in years.items() if row[name].isdecimal() and int(row[name]) > 0
        }
    return counts


def _points(path: Path) -> tuple[AddressPoint, ...]:
    try:
        features = json.loads(_text(path))["features"]
        points = [point for feature in features if (point := _point(feature))]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        message = "Dit is geen GeoJSON met een lijst 'features'."
        raise refuse(path, "duo-punten", message, "Haal het bestand opnieuw op.") from None
    if not points:
        message = "Er staat geen enkel bruikbaar punt in (graden, in Nederland)."
        raise refuse(path, "duo-punten", message, "Haal het bestand opnieuw op.")
    return tuple(points)


def _point(feature: dict[str, Any]) -> AddressPoint | None:
    """Return the point of a feature, None where it has no address or does not lie in the Netherlands."""
    cells, shape = feature["properties"], feature["geometry"] or {}
    lon, lat = (shape.get("coordinates") or (0, 0))[:2]
    if not (3 < lon < 8 and 50 < lat < 54 and cells.get("postcode") and cells.get("huisnummer")):
        return None
    return AddressPoint(
        id=str(cells.get("vestigingscode") or ""),
        postcode=str(cells["postcode"]).replace(" ", "").upper(),
        number=int(cells["huisnummer"]),
        letter=str(cells.get("huisletter") or "").upper(),
        lat=round(float(lat), 6),
        lon=round(float(lon), 6),
    )
