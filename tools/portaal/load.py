"""Files in, text with places out. Knows folders and formats; knows no schools, no rules and no HTML."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import Any

from . import editie
from .finding import Finding, Location, did_you_mean
from .node import Node, Raw, RawPage, RawRecord
from .textfile import as_text, check_link, read_content, read_text, walk
from .yamllist import comments_in, read_list
from .yamltext import read_yaml

# Files under data/ that are no records.
_OTHER_DATA = ("data/gebied.geojson", "data/postcodes.csv", "data/README.md")
# (path, line, text)
_Comment = tuple[str, int, str]
_MEDIA = (".png", ".jpg", ".jpeg", ".webp", ".svg", ".pdf")


def load(root: Path, files: tuple[str, ...]) -> tuple[Raw, list[Finding]]:
    """Read a root folder: mkdocs.yml, the record files of data/ named in `files`, and content/.

    Never raises for what an editor wrote; everything that is wrong is a finding.
    """
    if not (root / "mkdocs.yml").is_file():
        return Raw(), [Finding(Location("mkdocs.yml"), "geen-portaal", "In deze map staat geen mkdocs.yml.",
                               "Ga naar de map van het portaal, of wijs hem aan met --root.")]
    findings: list[Finding] = []
    comments: list[_Comment] = []
    skin = _load_skin(root, findings, comments)
    records, refused = _load_records(root, files, findings, comments)
    pages, media = _load_content(root, findings, comments)
    raw = Raw(records, refused, pages, media, skin, _load_grenzen(root, findings), _load_postcodes(root, findings), tuple(comments))
    raw, found = editie.merge(root, raw, files, load)
    return raw, list(dict.fromkeys([*findings, *found]))


def _load_skin(root: Path, findings: list[Finding], comments: list[_Comment]) -> RawRecord | None:
    number = len(findings)
    findings += check_link(root, "mkdocs.yml")
    node = _read_yaml(root, "mkdocs.yml", findings, comments, allow_tags=True)
    if node is not None and node.fields is not None:
        return RawRecord("mkdocs.yml", node)
    if len(findings) == number:
        findings.append(Finding(Location("mkdocs.yml"), "geen-portaal", "In dit bestand staan geen instellingen.",
                                "Schrijf ze als naam: waarde, bijvoorbeeld: site_name: Voorbeeld."))
    return None


def _read_yaml(root: Path, path: str, findings: list[Finding], comments: list[_Comment], *, allow_tags: bool = False) -> Node | None:
    text, found = read_text(root, path)
    findings += found
    if text is None:
        return None
    comments += _comments(text, path)
    node, found = _parsed(text, path, allow_tags=allow_tags)
    findings += found
    return node


def _comments(text: str, path: str, first_line: int = 1) -> Iterator[_Comment]:
    return ((path, first_line + line - 1, said) for line, said in comments_in(text))


@lru_cache(maxsize=1024)
def _parsed(text: str, path: str, *, first_line: int = 1, allow_tags: bool = False) -> tuple[Node | None, tuple[Finding, ...]]:
    """A file that did not change gives the very same nodes again; in the preview that is nearly every file."""
    node, findings = read_yaml(text, path, first_line=first_line, allow_tags=allow_tags)
    return node, tuple(findings)


def _load_records(
    root: Path, files: tuple[str, ...], findings: list[Finding], comments: list[_Comment],
) -> tuple[dict[str, tuple[RawRecord, ...]], frozenset[str]]:
    paths, found = walk(root, "data")
    findings += found
    records: dict[str, list[RawRecord]] = {name: [] for name in files}
    # A link that was refused stands in a finding and not in the paths.
    refused = {finding.where.path.removeprefix("data/") for finding in found}
    for path in paths:
        name = path.removeprefix("data/")
        pattern = next((pattern for pattern in files if fnmatch(name, pattern)), None)
        if pattern is None:
            if path not in _OTHER_DATA:
                findings.append(_stray(path, [f"data/{name}" for name in files]))
            continue
        found_here, was_refused = _read_records(root, path, findings, comments)
        records[pattern] += found_here
        if was_refused:
            refused.add(name)
    return {name: tuple(found_there) for name, found_there in records.items()}, frozenset(refused)


def _read_records(root: Path, path: str, findings: list[Finding], comments: list[_Comment]) -> tuple[tuple[RawRecord, ...], bool]:
    """Return the records of a file, and whether something in it could not be read."""
    content, found = read_content(root, path)
    findings += found
    if content is None:
        return (), True
    if (listed := read_list(content)) is not None:
        records, said = listed
        comments += [(path, *comment) for comment in said]
        return tuple(RawRecord(path, node, above) for node, above in records), False
    number = len(findings)
    text, found = as_text(content, path)
    findings += found
    if text is None:
        return (), True
    comments += _comments(text, path)
    node, found = _parsed(text, path)
    findings += found
    split = _split(path, node, findings) if node is not None else ()
    return tuple(split), any(node is None or finding.rule == "geen-record" for finding in findings[number:])


def _stray(path: str, known: list[str]) -> Finding:
    return Finding(Location(path), "onbekend-bestand", "Dit bestand hoort niet in deze map en wordt niet gelezen.",
                   did_you_mean(path, known, otherwise="Haal het weg of geef het de goede naam."), "waarschuwing")


def _split(path: str, node: Node, findings: list[Finding]) -> list[RawRecord]:
    """A file holds one record (a mapping) or a list of them; what is no record is a finding."""
    if node.fields is not None:
        return [RawRecord(path, node)]
    if node.items is None:
        if node.value:
            findings.append(Finding(Location(path, node.line, node.column), "geen-record", "Hier hoort een lijst van records.",
                                    "Begin elk record op een nieuwe regel met een streepje."))
        return []
    for item in node.items:
        if item.fields is None:
            findings.append(Finding(Location(path, item.line, item.column), "geen-record",
                                    "Dit streepje hoort bij een record, maar er staan geen velden onder.",
                                    "Schrijf velden als naam: waarde, even ver ingesprongen."))
    return [RawRecord(path, item) for item in node.items if item.fields is not None]


def _load_content(root: Path, findings: list[Finding], comments: list[_Comment]) -> tuple[tuple[RawPage, ...], tuple[str, ...]]:
    paths, found = walk(root, "content")
    findings += found
    pages, media = [], []
    for path in paths:
        if path.endswith(".md"):
            text, found = read_text(root, path)
            findings += found
            pages.append(RawPage(path, None, "", 1) if text is None else _split_front_matter(path, text, findings, comments))
        elif path.lower().endswith(_MEDIA):
            media.append(path)
        else:
            findings.append(Finding(Location(path), "onbekend-bestand", "Dit soort bestand publiceert het portaal niet.",
                                    f"Gebruik een van: .md {' '.join(_MEDIA)}.", "waarschuwing"))
    return tuple(pages), tuple(media)


def _split_front_matter(path: str, text: str, findings: list[Finding], comments: list[_Comment]) -> RawPage:
    empty = RawRecord(path, Node(None, 1, 1, fields={}))
    if not text.startswith("---\n"):
        return RawPage(path, empty, text, 1)
    end = re.search(r"^---[ \t]*$", text[4:], re.M)
    if end is None:
        findings.append(Finding(Location(path), "paginakop", "De kop van de pagina begint met --- maar eindigt niet.",
                                "Zet een regel met --- onder de laatste regel van de kop."))
        return RawPage(path, None, "", 1)
    head, body = text[4 : 4 + end.start()], text[4 + end.end() :].removeprefix("\n")
    comments += _comments(head, path, 2)
    node, found = _parsed(head, path, first_line=2)
    findings += found
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    is_refused = node is None and bool(found)
    meta = RawRecord(path, node) if node is not None and node.fields is not None else empty
    return RawPage(path, None if is_refused else meta, body, body_line)


def _load_grenzen(root: Path, findings: list[Finding]) -> dict[str, Any]:
    """Return municipality name -> its outer rings, from GeoJSON polygons in WGS84."""
    path = "data/gebied.geojson"
    if not (root / path).is_file():
        return {}
    text, found = read_text(root, path)
    findings += found
    if text is None:
        return {}
    try:
        return _rings(text)
    except (ValueError, KeyError, TypeError, IndexError, OverflowError, RecursionError):
        findings.append(Finding(Location(path), "kaart", "Dit is geen GeoJSON met gemeenten (statnaam en Polygon).",
                                "Zet het bestand van het CBS terug."))
        return {}


@lru_cache(maxsize=16)
def _rings(text: str) -> dict[str, Any]:
    grenzen = {}
    for feature in json.loads(text)["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings = tuple(tuple((float(lon), float(lat)) for lon, lat, *_ in polygon[0]) for polygon in polygons)
        if not all(abs(lon) <= 180 and abs(lat) <= 90 for ring in rings for lon, lat in ring):
            raise ValueError("not in degrees")
        grenzen[str(feature["properties"]["statnaam"])] = rings
    return grenzen


def _load_postcodes(root: Path, findings: list[Finding]) -> dict[str, tuple[float, float, str, str]]:
    """Return PC4 -> (lat, lon, place, municipality) from a CSV with the columns pc4, plaats, gemeente, lat and lon."""
    path = "data/postcodes.csv"
    if not (root / path).is_file():
        return {}
    text, found = read_text(root, path)
    findings += found
    rows, wrong = _postcodes(text or "")
    if wrong:
        findings.append(Finding(Location(path, wrong), "postcodes", "Deze regel is geen postcode met een punt.",
                                "Schrijf pc4,plaats,gemeente,lat,lon, bijvoorbeeld 1234,Voorbeelddorp,Voorbeeldland,52.30,4.69."))
    return rows


@lru_cache(maxsize=16)
def _postcodes(text: str) -> tuple[dict[str, tuple[float, float, str, str]], int]:
    """Return the rows up to the first that is wrong, and the line of that one (0 where all are good)."""
    rows = {}
    lines = csv.DictReader(text.split("\n"))
    try:
        for row in lines:
            lat, lon = float(row["lat"]), float(row["lon"])
            if not re.fullmatch(r"[1-9][0-9]{3}", row["pc4"]) or not (-90 <= lat <= 90 and -180 <= lon <= 180):
                raise ValueError
            rows[row["pc4"]] = (lat, lon, row["plaats"], row.get("gemeente") or "")
    except (ValueError, KeyError, TypeError, csv.Error):
        return rows, lines.line_num
    return rows, 0
