"""The facts for anybody to reuse: schools and provisions as JSON, CSV and GeoJSON.

The published shape stands here and nowhere else, apart from the YAML that editors write: either can change alone.

- JSON: `licentie` (text), `bron` (the sources, each with its licence), `datum` (of the build), `aantal`, `records`.
  What is unknown is null. `url` is relative to the site. See `school_record` and `voorziening_record`.
- GeoJSON (RFC 7946): the records that have a point, the same fields as properties, the same head beside `features`.
- CSV: for a Dutch spreadsheet, so UTF-8 with a byte order mark, `;` between cells, a decimal comma, ja/nee, and
  `onbekend` for what is unknown. A cell is empty where the question does not apply. Lists are joined by ` | `.
  A spreadsheet would drop the zero of a phone number, take house number 7-13 for a date and run what looks like a
  formula (OWASP, CSV injection): so phone numbers stand in groups, house numbers behind their street, and formulas
  get an apostrophe. JSON has every school year and every count; CSV the latest.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Collection, Iterable
from typing import Any

from msgspec import Struct

from .dutch import telefoon
from .memo import per_school
from .model import SOORT_SCHOOL, SOORT_VOORZIENING, Portal, School, Voorziening
from .model.fields import ONBEKEND, Adres, Bereik, Contact, Coordinaten
from .model.school import Aanbod
from .urls import url_of

# For what the partnership itself wrote down; each source keeps its own terms.
OWN_LICENCE = "CC BY 4.0 (Creative Commons Naamsvermelding 4.0)"
# A spreadsheet takes a cell that starts like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOT_APPLICABLE = ""

Row = dict[str, Any]


def build_open_data(portal: Portal, built_on: dt.date) -> dict[str, bytes]:
    """Return path -> content of the six files of open data. Same portal and day, same bytes.

    Records are sorted by id; `built_on` is the day of the build.
    """
    schools = dict(sorted(zip(portal.schools, _school_lines(portal), strict=True)))
    voorzieningen = {id_: _voorziening_lines(voorziening, portal) for id_, voorziening in sorted(portal.voorzieningen.items())}
    return _files("scholen", _head(portal, portal.schools.values(), built_on), schools.values()) | _files(
        "voorzieningen", _head(portal, portal.voorzieningen.values(), built_on), voorzieningen.values())


class _Lines(Struct, frozen=True):
    """One record as a line of JSON, of GeoJSON (None where nobody knows where it is) and of CSV, and the names of its cells."""

    record: str
    feature: str | None
    cells: str
    names: tuple[str, ...]


_write = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


@per_school
def _school_lines(school: School, portal: Portal) -> _Lines:
    record = school_record(portal, school)
    return _lines(record, _school_row(school, record))


def _voorziening_lines(voorziening: Voorziening, portal: Portal) -> _Lines:
    record = voorziening_record(portal, voorziening)
    return _lines(record, _voorziening_row(voorziening, record))


def _lines(record: Row, row: Row) -> _Lines:
    written, feature = _write(record), None
    if punt := record["punt"]:
        geometry = {"type": "Point", "coordinates": [punt["lon"], punt["lat"]]}
        head = _write({"type": "Feature", "id": record["id"], "geometry": geometry})
        feature = f'{head[:-1]}, "properties": {written}}}'
    return _Lines(written, feature, _csv_line(map(_cell, row.values())), tuple(row))


def school_record(portal: Portal, school: School) -> Row:
    """Return a school as published: `leerlingen` maps a year to a count, `open` says that it did not close.

    `ondersteuningsaanbod` has one entry per school year; an empty list means that the school has not told yet.
    """
    bestuur = portal.besturen.get(school.bestuur or "")
    return {
        "id": school.id, "brin": school.brin, "vestiging": school.vestiging, "naam": school.naam,
        "soort": school.soort, "soort_naam": SOORT_SCHOOL[school.soort], "url": url_of("school", school),
        "open": school.is_open, "gesloten_op": _day(school.gesloten_op),
        "adres": _dump(school.adres), "punt": _dump(school.coordinaten),
        "telefoon": school.telefoon, "website": school.website,
        "denominatie": school.denominatie, "bevoegd_gezag": school.bevoegd_gezag,
        "bestuur": {"id": bestuur.id, "naam": bestuur.naam} if bestuur else None,
        "cluster": school.cluster, "onderwijs": school.onderwijs,
        "leerlingen": {str(year): count for year, count in sorted(school.leerlingen.items())},
        "ondersteuningsaanbod": [
            {
                "schooljaar": aanbod.schooljaar, "bron": aanbod.bron, "vindplaats": aanbod.vindplaats,
                "bevestigd_op": _day(aanbod.bevestigd.op), "bevestigd_door": aanbod.bevestigd.door,
                "aanbod": _aanbod(portal, aanbod.aanbod), "hb": _aanbod(portal, aanbod.hb),
                "grenzen": list(aanbod.grenzen), "contact": _reach(aanbod.contact),
            }
            for aanbod in sorted(school.ondersteuningsaanbod, key=lambda aanbod: aanbod.schooljaar)
        ],
        **_trace(school),
    }


def voorziening_record(portal: Portal, voorziening: Voorziening) -> Row:
    """Return a provision as published. `adres` and `punt` are its own or its school's.

    `contact` is its own, else its school's.
    """
    school = portal.schools.get(voorziening.school or "")
    toegang = voorziening.toegang
    return {
        "id": voorziening.id, "titel": voorziening.titel, "soort": voorziening.soort,
        "soort_naam": SOORT_VOORZIENING[voorziening.soort], "url": url_of("voorziening", voorziening),
        "samenvatting": voorziening.samenvatting, "beschrijving": list(voorziening.beschrijving),
        "doelgroep": voorziening.doelgroep, "hulpvragen": sorted(voorziening.hulpvragen),
        "leeftijd": _dump(voorziening.leeftijd), "groep": _dump(voorziening.groep),
        "staat": _staat(voorziening.staat), "hb_vorm": voorziening.hb_vorm,
        "toegang": {
            "tlv_nodig": toegang.tlv_nodig, "wie": toegang.wie, "hoe": toegang.hoe, "routekaart": toegang.routekaart,
        },
        "school": voorziening.school,
        "adres": _dump(voorziening.adres or (school.adres if school else None)),
        "punt": _dump(voorziening.coordinaten or (school.coordinaten if school and not voorziening.adres else None)),
        "contact": _contact(voorziening, school),
        "nog_onbekend": list(voorziening.nog_onbekend),
        **_trace(voorziening),
    }


def _school_row(school: School, record: Row) -> Row:
    year = max(school.leerlingen, default=None)
    latest = school.latest_aanbod
    is_special = school.soort in ("so", "vso")
    return {
        **{name: record[name] for name in ("id", "brin", "naam", "soort", "soort_naam", "url", "open")},
        "gesloten_op": record["gesloten_op"] if not school.is_open else _NOT_APPLICABLE,
        **_place_cells(record), "telefoon": _phone(school.telefoon),
        **{name: record[name] for name in ("website", "denominatie", "bevoegd_gezag")},
        "bestuur": record["bestuur"]["naam"] if record["bestuur"] else None,
        "cluster": school.cluster if is_special else _NOT_APPLICABLE,
        "onderwijs": school.onderwijs if school.soort != "bao" else _NOT_APPLICABLE,
        "leerlingen_jaar": year, "leerlingen": school.leerlingen.get(year) if year else None,
        "aanbod_schooljaar": latest.schooljaar if latest else None,
        "aanbod": [f"{part.onderdeel}: {part.staat}" for part in (*latest.aanbod, *latest.hb)] if latest else None,
        "grenzen": list(latest.grenzen) if latest else None,
        **_trace(school),
    }


def _voorziening_row(voorziening: Voorziening, record: Row) -> Row:
    contact = record["contact"]

    def ends(name: str) -> Row:
        bereik = record[name] or {"van": None, "tot": None}
        return {f"{name}_van": bereik["van"], f"{name}_tot": bereik["tot"]}

    return {
        **{name: record[name] for name in ("id", "titel", "soort", "soort_naam", "url", "samenvatting")},
        **{name: record[name] for name in ("doelgroep", "hulpvragen", "staat")}, **ends("leeftijd"), **ends("groep"),
        "hb_vorm": voorziening.hb_vorm if voorziening.soort == "hb" else _NOT_APPLICABLE,
        **{name: record["toegang"][name] for name in ("tlv_nodig", "wie", "hoe", "routekaart")},
        "school": voorziening.school or _NOT_APPLICABLE, **_place_cells(record),
        "telefoon": _phone(contact["telefoon"]), "email": contact["email"], "website": contact["website"],
        **_trace(voorziening),
    }


def _contact(voorziening: Voorziening, school: School | None) -> Row:
    own = voorziening.contact
    if school and not (own.telefoon or own.email or own.website):
        return {"telefoon": school.telefoon, "email": None, "website": school.website}
    return _reach(own)


def _reach(contact: Contact) -> Row:
    return {"telefoon": contact.telefoon, "email": contact.email, "website": contact.website}


def _place_cells(record: Row) -> Row:
    adres, punt = record["adres"], record["punt"] or {}
    return {
        "adres": f"{adres['straat']} {adres['huisnummer']}" if adres else None,
        "postcode": adres and adres["postcode"], "plaats": adres and adres["plaats"],
        **{name: punt.get(name) for name in ("lat", "lon", "nauwkeurig")},
    }


def _head(portal: Portal, records: Iterable[School | Voorziening], built_on: dt.date) -> Row:
    """Return what precedes the records: the terms, and every source that a record names."""
    used = sorted({bron.id for record in records for bron in record.bron} & set(portal.bronnen))
    sources = [portal.bronnen[id_] for id_ in used]
    terms = [(f"Eigen gegevens van {portal.organisatie.korte_naam}", OWN_LICENCE)]
    terms += [(source.titel, source.licentie) for source in sources if source.licentie]
    return {
        "licentie": " ".join(f"{what}: {licence.rstrip('.')}." for what, licence in terms),
        "bron": [
            {
                "id": source.id, "titel": source.titel, "uitgever": source.uitgever, "url": source.url,
                "peildatum": _day(source.peildatum), "licentie": source.licentie,
            }
            for source in sources
        ],
        "datum": built_on.isoformat(),
    }


def _files(name: str, head: Row, rows: Collection[_Lines]) -> dict[str, bytes]:
    features = [row.feature for row in rows if row.feature]
    cells = [_csv_line(next(iter(rows)).names), *(row.cells for row in rows)] if rows else []
    return {
        f"data/{name}.json": _json({**head, "aantal": len(rows)}, "records", [row.record for row in rows]),
        f"data/{name}.csv": "".join(cells).encode("utf-8-sig"),
        f"data/{name}.geojson": _json({"type": "FeatureCollection", **head, "aantal": len(features)}, "features", features),
    }


def _json(head: Row, name: str, lines: list[str]) -> bytes:
    """Return an object that ends with a list of which every row has a line: as easy to compare, and far quicker to write."""
    rows = ",\n".join(lines)
    return f"{_write(head)[:-1]}, {_write(name)}: [\n{rows}\n]}}\n".encode()


def _csv_line(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cell(value: Any) -> str:
    match value:
        case None:
            return ONBEKEND
        case bool():
            return "ja" if value else "nee"
        case int():
            return str(value)
        case float():
            return f"{value}".replace(".", ",")
        case list():
            value = " | ".join(value)
    return f"'{value}" if value.startswith(_FORMULA) else value


def _aanbod(portal: Portal, aanbod: Iterable[Aanbod]) -> list[Row]:
    def titel(id_: str) -> str | None:
        return portal.onderdelen[id_].titel if id_ in portal.onderdelen else None

    return [
        {
            "onderdeel": part.onderdeel, "titel": titel(part.onderdeel), "staat": _staat(part.staat),
            "toelichting": part.toelichting or None, "sinds": part.sinds,
        }
        for part in aanbod
    ]


def _trace(record: School | Voorziening) -> Row:
    return {
        "bron": [bron.id for bron in record.bron], "gecontroleerd_op": _day(record.gecontroleerd_op),
        "bevestigd_op": _day(record.bevestigd.op if record.bevestigd else None),
    }


def _dump(part: Adres | Coordinaten | Bereik | None) -> Row | None:
    return part.model_dump() if part else None


def _staat(staat: str) -> str | None:
    return None if staat == ONBEKEND else staat


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _phone(number: str | None) -> str | None:
    return telefoon(number) if number else None
