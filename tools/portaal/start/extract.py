"""Makes `start/register/`: of the open registers of the whole country only the rows and columns that a portal needs.

    python -m portaal.start.extract DUO SCHOLEN GEMEENTEN POSTCODES

DUO is a folder with registers 02 and 06, SCHOLEN the GeoJSON with points of all schools, GEMEENTEN a TopoJSON with the
municipalities (CBS) and POSTCODES a CSV with the centres of postcodes. The result has the names and columns of DUO itself, so
that `portaal import duo` and `portaal start` read it as they read DUO's own files.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..duo.read import ADDRESS_COLUMNS, SPECIAL_COLUMNS, table
from .register import FOLDER, GEMEENTEN, POSTCODES, read_gemeenten

Row = Mapping[str, str]
_SPECIAL = frozenset({"SBAO", "SO", "(V)SO", "VSO"})
_SOORT = {"SBO": "SBO", "SO": "SO", "SO/VSO": "SO/VSO"}
YEARS = 3


def extract(duo: Path, scholen: Path, gemeenten: Path, postcodes: Path, to: Path = FOLDER) -> None:
    """Write the extract to the folder `to`."""
    regular_path, pupils_path = next(duo.glob("02*.csv")), next(duo.glob("06*.csv"))
    regular = [row for _, row in table(regular_path, [*ADDRESS_COLUMNS.values(), "GEMEENTENUMMER"])]
    pupils = {row["VESTIGINGSCODE"]: row for _, row in table(pupils_path, ["VESTIGINGSCODE"])}
    features = json.loads(scholen.read_text(encoding="utf-8"))["features"]
    topo = json.loads(gemeenten.read_text(encoding="utf-8"))
    names = {shape["properties"]["statcode"].removeprefix("GM"): shape["properties"]["statnaam"] for shape in _shapes(topo)}
    regular = [row | {"GEMEENTENAAM": names.get(row["GEMEENTENUMMER"].zfill(4), row["GEMEENTENAAM"])} for row in regular]
    known = {row["VESTIGINGSCODE"] for row in regular}
    # The file with points names a few schools twice, with two house numbers; the first counts.
    found = reversed([row for row in _special(features, pupils, names) if row["VESTIGINGSCODE"] not in known])
    special = [*{row["VESTIGINGSCODE"]: row for row in found}.values()]
    ids = known | {row["VESTIGINGSCODE"] for row in special}
    years = sorted(name for name in next(iter(pupils.values())) if name.startswith("LEERLINGEN_"))[-YEARS:]
    to.mkdir(parents=True, exist_ok=True)
    _write_csv(to / f"{regular_path.name}.gz", list(ADDRESS_COLUMNS.values()), regular)
    _write_csv(to / f"sbo_so_{scholen.name.split('.')[0]}.csv.gz", list(SPECIAL_COLUMNS.values()), special)
    _write_csv(to / f"{pupils_path.name}.gz", ["VESTIGINGSCODE", *years], (row for id_, row in pupils.items() if id_ in ids))
    _write(to / f"{scholen.name}.gz", json.dumps({"features": _points(features, {row["POSTCODE"].replace(" ", "") for row in (*regular, *special)})}, **_SHORT))
    _write(to / GEMEENTEN, json.dumps({"transform": topo["transform"], "objects": {"gemeenten": {"geometries": _shapes(topo)}}, "arcs": topo["arcs"]}, **_SHORT))
    _write_csv(to / POSTCODES, ["pc4", "plaats", "gemeente", "lat", "lon"], _centres(postcodes, regular, read_gemeenten(to / GEMEENTEN)), ",")


_SHORT: dict[str, Any] = {"ensure_ascii": False, "separators": (",", ":")}


def _shapes(topo: Mapping[str, Any]) -> list[dict[str, Any]]:
    return next(iter(topo["objects"].values()))["geometries"]


def _special(features: Iterable[Mapping[str, Any]], pupils: Mapping[str, Row], gemeenten: Mapping[str, str]) -> Iterable[dict[str, str]]:
    """Yield the special schools for young children that still had pupils in the last year, in the columns of DUO's own register.

    The file with points says where they are; what kind they are, and of which board, the count of pupils tells more recently.
    """
    for feature in features:
        cells = feature["properties"]
        row = pupils.get(cells["vestigingscode"])
        if cells["type"] not in _SPECIAL or row is None or row["SOORT_VESTIGING"] not in _SOORT:
            continue
        if list(row.values())[-1] in ("", "0"):
            continue
        number = "-".join(str(cells[part]) for part in ("huisnummer", "huisletter", "huisnummertoevoeging") if cells[part])
        postcode = cells["postcode"]
        found = {
            "soort": _SOORT[row["SOORT_VESTIGING"]], "id": cells["vestigingscode"], "naam": cells["naam"], "straat": cells["straat"],
            "huisnummer": number, "postcode": f"{postcode[:4]} {postcode[4:]}", "plaats": cells["plaats"], "gemeente": gemeenten[row["GEMEENTECODE_VESTIGING"].zfill(4)],
            "denominatie": cells["denominatie"], "website": cells["internetadres"].strip(), "bevoegd_gezag": row["BEVOEGD_GEZAG_NUMMER"],
        }
        yield {column: found.get(name, "") for name, column in SPECIAL_COLUMNS.items()}


def _points(features: Iterable[Mapping[str, Any]], postcodes: set[str]) -> list[dict[str, Any]]:
    """Keep of each point what an address is found by; a school with the same postcode may stand for its neighbour."""
    fields = ("vestigingscode", "postcode", "huisnummer", "huisletter")
    return [
        {"properties": {name: feature["properties"][name] for name in fields},
         "geometry": {"coordinates": [round(degrees, 6) for degrees in feature["geometry"]["coordinates"][:2]]}}
        for feature in features if feature["geometry"] and feature["properties"]["postcode"] in postcodes
    ]


def _centres(path: Path, regular: Sequence[Row], grenzen: Mapping[str, Any]) -> Iterable[dict[str, str]]:
    """Yield the centres of postcodes, each with the municipality of today: the file is older than the last mergers.

    The schools with that postcode tell it, else the boundary that the centre lies in.
    """
    from ..geo import is_inside
    from ..model import Gebied

    told: dict[str, Counter[str]] = {}
    for row in regular:
        told.setdefault(row["POSTCODE"][:4], Counter())[row["GEMEENTENAAM"]] += 1
    gebied = Gebied(grenzen)
    sides = {name: gebied.sides([name]) for name in grenzen}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lat, lon = float(row["lat"]), float(row["lon"])
            inside = (name for name in grenzen if is_inside(sides[name], lon, lat))
            counts = told.get(row["pc4"])
            gemeente = counts.most_common(1)[0][0] if counts else next(inside, row["gemeente"])
            yield {"pc4": row["pc4"], "plaats": row["plaats"], "gemeente": gemeente, "lat": row["lat"], "lon": row["lon"]}


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Row], delimiter: str = ";") -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: [*row.values()] if delimiter == "," else row["VESTIGINGSCODE"]))
    _write(path, out.getvalue())


def _write(path: Path, text: str) -> None:
    """Write a compressed file; without a time in it, so that the same registers give the same bytes."""
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    extract(*map(Path, sys.argv[1:5]))
