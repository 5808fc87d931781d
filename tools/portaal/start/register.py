"""The registers that a new portal begins with: DUO's schools, and the municipalities and postcodes of the whole country."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..duo.read import DuoFiles, read_folder

# The extract that comes with the generator; `extract` makes it.
FOLDER = Path(__file__).resolve().parents[3] / "start" / "register"
GEMEENTEN, POSTCODES = "gemeenten2023.topo.json.gz", "postcodes.csv.gz"

Ring = tuple[tuple[float, float], ...]
Grenzen = Mapping[str, tuple[Ring, ...]]


class Register(Struct, frozen=True):
    """`grenzen` maps a municipality to its outer rings (lon, lat), `postcodes` PC4 to (lat, lon, place, municipality)."""

    duo: DuoFiles
    grenzen: Grenzen
    postcodes: Mapping[str, tuple[float, float, str, str]]


@cache
def read_register(duo: Path | None = None) -> Register:
    """Read the extract, with the schools from newer files in the folder `duo` where that is given.

    Raises Refused for what is wrong with those files.
    """
    return Register(read_folder(duo or FOLDER), read_gemeenten(FOLDER / GEMEENTEN), _read_postcodes(FOLDER / POSTCODES))


def read_gemeenten(path: Path) -> dict[str, tuple[Ring, ...]]:
    """Return the outer rings of each municipality from a TopoJSON: lines that two neighbours share stand in it once."""
    topo = json.loads(gzip.decompress(path.read_bytes()))
    (scale_x, scale_y), (west, south) = topo["transform"]["scale"], topo["transform"]["translate"]
    arcs = []
    for arc in topo["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((round(west + x * scale_x, 6), round(south + y * scale_y, 6)))
        arcs.append(points)
    shapes = next(iter(topo["objects"].values()))["geometries"]
    return {shape["properties"]["statnaam"]: tuple(_ring(arcs, polygon[0]) for polygon in _polygons(shape)) for shape in shapes}


def _polygons(shape: Mapping[str, Any]) -> list[Any]:
    return shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]


def _ring(arcs: list[list[tuple[float, float]]], numbers: list[int]) -> Ring:
    """Join arcs end to end; a number below zero (~n) is arc n the other way round."""
    points: list[tuple[float, float]] = []
    for number in numbers:
        points += (arcs[number] if number >= 0 else arcs[~number][::-1])[1 if points else 0:]
    return tuple(points)


def _read_postcodes(path: Path) -> dict[str, tuple[float, float, str, str]]:
    rows = csv.DictReader(gzip.decompress(path.read_bytes()).decode("utf-8").splitlines())
    return {row["pc4"]: (float(row["lat"]), float(row["lon"]), row["plaats"], row["gemeente"]) for row in rows}
