"""What anybody may download: the shape, the terms, and a spreadsheet that nothing in it can harm."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import Any

import pytest

from portaal.model import Bestuur, BronDocument, Gebied, Onderdeel, Organisatie, Portal, School, Voorziening
from portaal.opendata import OWN_LICENCE, build_open_data

DAY = dt.date(2026, 11, 21)
ADRES = {"straat": "Teststraat", "huisnummer": "7-13", "postcode": "9999 XA", "plaats": "Testdorp"}
BRON = [{"id": "proefregister"}]

SCHOOL = {
    "brin": "99XA", "vestiging": "00", "slug": "testvlinder", "naam": "Voorbeeldschool De Testvlinder", "soort": "bao",
    "adres": ADRES, "coordinaten": {"lat": "52.25", "lon": "4.5", "nauwkeurig": "adres"}, "telefoon": "0230000001",
    "bevoegd_gezag": "09001", "bestuur": "proefbestuur", "leerlingen": {"2025": "12", "2024": "11"}, "bron": BRON,
    "gecontroleerd_op": "2026-11-01",
    "ondersteuningsaanbod": [{
        "schooljaar": "2026-2027", "bron": "schoolgids", "bevestigd": {"op": "2026-09-01", "door": "directeur"},
        "aanbod": [{"onderdeel": "proefdeel", "staat": "onbekend"}, {"onderdeel": "weg", "staat": "nu", "toelichting": "Ja; \"echt\"."}],
        "grenzen": ["Geen lift."],
    }],
}
SPECIAL = {**SCHOOL, "brin": "99XB", "slug": "testgeit", "naam": "=CMD|' /C calc'!A1", "soort": "so", "cluster": "3",
           "coordinaten": None, "telefoon": "onbekend", "bestuur": "onbekend", "leerlingen": {}, "ondersteuningsaanbod": [],
           "gesloten_op": "2026-08-01"}
VOORZIENING = {
    "id": "proefklas", "titel": "Voorbeeldklas", "soort": "groep", "samenvatting": "-1 is ook een getal.",
    "hulpvragen": ["taal", "leren"], "toegang": {"tlv_nodig": "nee"}, "school": "99XA00", "bron": BRON,
}
ELSEWHERE = {**VOORZIENING, "id": "buiten", "school": "onbekend", "adres": {**ADRES, "plaats": "Elders"}, "bron": [{"id": "eigen"}],
             "contact": {"website": "https://buiten.example"}}


@pytest.fixture
def portal() -> Portal:
    def by_id(model: type, *records: dict[str, Any]) -> dict[str, Any]:
        return {record.id: record for record in map(model.model_validate, records)}

    organisatie = Organisatie.model_validate({
        "naam": "Voorbeeldverband", "korte_naam": "Voorbeeld", "adres": ADRES, "gemeenten": ["Testmeer"], "postcodes": ["99"],
        "steunpunt": {"naam": "Proefsteunpunt", "website": "https://steunpunt.example", "belofte": "Wij helpen.", "bron": BRON},
        "ccp": {}, "bron": BRON,
    })
    bron = {"soort": "register", "uitgever": "Proefdienst"}
    return Portal(
        organisatie=organisatie,
        bronnen=by_id(
            BronDocument, {"id": "eigen", "titel": "Eigen opgave", **bron}, {"id": "ongebruikt", "titel": "Ongebruikt", **bron},
            {"id": "proefregister", "titel": "Proefregister", "licentie": "CC0", "peildatum": "2026-01-01", **bron},
        ),
        besturen=by_id(Bestuur, {"id": "proefbestuur", "naam": "Proefbestuur", "plaats": "Testdorp", "bron": BRON}),
        schools=by_id(School, SPECIAL, SCHOOL),
        onderdelen=by_id(Onderdeel, {"id": "proefdeel", "titel": "Proefdeel", "soort": "basis", "uitleg": "Uitleg.", "bron": BRON}),
        voorzieningen=by_id(Voorziening, VOORZIENING, ELSEWHERE),
        hulpvragen={}, routekaarten={}, regels={}, begrippen={}, documenten={}, tegenspraken={}, zoektaal=(), pages={},
        gebied=Gebied(),
    )


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def test_six_files_that_are_the_same_every_time(portal: Portal):
    files = build_open_data(portal, DAY)
    assert sorted(files) == [
        f"data/{name}.{suffix}" for name in ("scholen", "voorzieningen") for suffix in ("csv", "geojson", "json")
    ]
    assert files == build_open_data(portal, DAY)


def test_head_names_terms_and_only_the_sources_in_use(portal: Portal):
    found = json.loads(build_open_data(portal, DAY)["data/scholen.json"])
    assert list(found) == ["licentie", "bron", "datum", "aantal", "records"]
    assert found["licentie"] == f"Eigen gegevens van Voorbeeld: {OWN_LICENCE}. Proefregister: CC0."
    assert [bron["id"] for bron in found["bron"]] == ["proefregister"]
    assert (found["datum"], found["aantal"]) == ("2026-11-21", 2)


def test_school_in_json(portal: Portal):
    first, second = json.loads(build_open_data(portal, DAY)["data/scholen.json"])["records"]
    assert (first["id"], second["id"]) == ("99XA00", "99XB00")
    assert first["url"] == "school/testvlinder/"
    assert first["punt"] == {"lat": 52.25, "lon": 4.5, "nauwkeurig": "adres"}
    assert first["bestuur"] == {"id": "proefbestuur", "naam": "Proefbestuur"}
    assert first["leerlingen"] == {"2024": 11, "2025": 12}
    aanbod = first["ondersteuningsaanbod"][0]
    assert (aanbod["bevestigd_op"], aanbod["bevestigd_door"]) == ("2026-09-01", "directeur")
    assert aanbod["aanbod"][0] == {"onderdeel": "proefdeel", "titel": "Proefdeel", "staat": None, "toelichting": None, "sinds": None}
    assert second["telefoon"] is second["bestuur"] is second["punt"] is second["website"] is None
    assert (second["open"], second["gesloten_op"]) == (False, "2026-08-01")
    assert first.keys() == second.keys()
    assert not {"slug", "vast"} & first.keys()


def test_voorziening_in_json_stands_where_its_school_stands(portal: Portal):
    buiten, klas = json.loads(build_open_data(portal, DAY)["data/voorzieningen.json"])["records"]
    assert (klas["adres"]["plaats"], klas["punt"]["lat"], klas["contact"]["telefoon"]) == ("Testdorp", 52.25, "0230000001")
    assert (buiten["adres"]["plaats"], buiten["punt"]) == ("Elders", None)
    assert buiten["contact"] == {"telefoon": None, "email": None, "website": "https://buiten.example"}
    assert (klas["toegang"]["tlv_nodig"], klas["staat"], klas["leeftijd"]) == (False, None, None)
    assert klas["hulpvragen"] == ["leren", "taal"]


def test_geojson_has_the_records_with_a_point(portal: Portal):
    files = build_open_data(portal, DAY)
    for name, ids in (("scholen", ["99XA00"]), ("voorzieningen", ["proefklas"])):
        found = json.loads(files[f"data/{name}.geojson"])
        assert (found["type"], found["aantal"]) == ("FeatureCollection", 1)
        assert [feature["id"] for feature in found["features"]] == ids
        assert found["features"][0]["geometry"] == {"type": "Point", "coordinates": [4.5, 52.25]}
        assert found["features"][0]["properties"]["id"] == ids[0]


def test_csv_opens_in_a_dutch_spreadsheet(portal: Portal):
    content = build_open_data(portal, DAY)["data/scholen.csv"]
    assert content.startswith(b"\xef\xbb\xbfid;brin;naam;")
    assert content.count(b"\r\n") == 3
    first, second = rows(content)
    assert (first["lat"], first["lon"], first["telefoon"], first["adres"]) == ("52,25", "4,5", "023 - 000 00 01", "Teststraat 7-13")
    assert (first["leerlingen_jaar"], first["leerlingen"], first["open"]) == ("2025", "12", "ja")
    assert (first["aanbod"], first["grenzen"]) == ("proefdeel: onbekend | weg: nu", "Geen lift.")
    assert (first["cluster"], first["gesloten_op"], first["website"]) == ("", "", "onbekend")
    assert (second["cluster"], second["telefoon"], second["leerlingen"], second["lat"]) == ("3", "onbekend", "onbekend", "onbekend")


@pytest.mark.parametrize("name", ["scholen", "voorzieningen"])
def test_no_cell_is_a_formula(portal: Portal, name: str):
    cells = [cell for row in rows(build_open_data(portal, DAY)[f"data/{name}.csv"]) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [cell for cell in cells if cell.startswith(("'=", "'-"))]


def test_an_empty_portal_has_empty_files(portal: Portal):
    empty = Portal(**{**{name: getattr(portal, name) for name in portal.__dataclass_fields__}, "schools": {}, "voorzieningen": {}})
    files = build_open_data(empty, DAY)
    assert json.loads(files["data/scholen.json"])["records"] == []
    assert rows(files["data/scholen.csv"]) == []
