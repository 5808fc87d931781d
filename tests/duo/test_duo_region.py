"""The real registers beside the repository, against a list of the region's schools that was made by other means."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
import yaml

from portaal.model import School

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not (SHARED / "duo").is_dir(), reason="de bestanden van DUO (map shared/data naast de repository) zijn hier niet",
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, import_duo) -> Path:
    """A portal without schools yet, after a first import."""
    root = tmp_path_factory.mktemp("portaal")
    (root / "data").mkdir()
    (root / "mkdocs.yml").write_text("site_name: Proef\n")
    for name in ("organisatie.yaml", "besturen.yaml", "postcodes.csv"):
        if (ROOT / "data" / name).is_file():
            (root / "data" / name).write_bytes((ROOT / "data" / name).read_bytes())
    code, report = import_duo(root, SHARED / "duo", "--write")
    assert code == 0, report
    return root


@pytest.fixture(scope="module")
def schools(root: Path) -> dict[str, School]:
    records = yaml.load((root / "data" / "schools.yaml").read_bytes(), Loader=yaml.BaseLoader)
    return {school.id: school for school in map(School.model_validate, records)}


def test_every_location_is_there(schools: dict[str, School]):
    assert Counter(school.soort for school in schools.values()) == {"bao": 46, "sbo": 4, "so": 4}
    assert list(schools) == sorted(schools)
    assert len({school.slug for school in schools.values()}) == 54


def test_agrees_with_the_list(schools: dict[str, School]):
    soort = {"BO": "bao", "SBO": "sbo", "SO": "so", "SO/VSO": "so"}
    differences = []
    with (SHARED / "haarlemmermeer_schools.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["vestigingscode"]: row for row in csv.DictReader(file)}
    assert rows.keys() == schools.keys()
    for id_, row in rows.items():
        school = schools[id_]
        website = row["website"].rstrip(".")
        expected = {
            "soort": soort[row["soort"]], "naam": row["naam_duo"],
            "adres": (row["straat"], row["huisnummer"], row["postcode"], row["plaats"]),
            "denominatie": row["denominatie"], "bevoegd_gezag": row["bevoegd_gezag"], "telefoon": row["telefoon"] or None,
            "website": (website and (website if "://" in website else f"https://{website}")) or None,
            "cluster": int(row["cluster"]) if row["cluster"] else None, "onderwijs": row["onderwijs_so"] or None,
            # DUO writes 0 for the years before a school opened.
            "leerlingen": {year: int(row[f"leerlingen_{year}"]) for year in (2023, 2024, 2025) if row[f"leerlingen_{year}"] != "0"},
            "punt": (float(row["lat"]), float(row["lon"])), "is_adres": row["coord_kwaliteit"].startswith("BAG-adres"),
        }
        adres, punt = school.adres, school.coordinaten
        found = {
            **{field: getattr(school, field) for field in expected if hasattr(school, field)},
            "adres": (adres.straat, adres.huisnummer, adres.postcode, adres.plaats.upper()),
            "punt": (punt.lat, punt.lon), "is_adres": punt.nauwkeurig == "adres",
        }
        differences += [(id_, field, found[field], expected[field]) for field in expected if found[field] != expected[field]]
    assert differences == []


def test_importing_again_changes_nothing_and_keeps_what_staff_wrote(root: Path, import_duo):
    path = root / "data" / "schools.yaml"
    first = path.read_bytes()
    assert import_duo(root, SHARED / "duo", "--write")[0] == 0
    assert path.read_bytes() == first

    edited = first.replace(b"  slug: twickel\n", b"  slug: twickel   # niet wijzigen\n  # gebeld: klopt\n")
    edited = edited.replace(b"  naam: Twickel\n", b"  naam: 'OBS Twickel'\n  vast: [ naam ]\n")
    path.write_bytes(edited)
    code, report = import_duo(root, SHARED / "duo", "--write")
    assert code == 0
    assert "naam blijft OBS Twickel. DUO zegt Twickel." in report
    assert path.read_bytes() == edited
    path.write_bytes(first)


def test_the_schools_of_this_portal_come_from_duo(root: Path):
    ours = yaml.load((ROOT / "data" / "schools.yaml").read_bytes(), Loader=yaml.BaseLoader)
    duo = yaml.load((root / "data" / "schools.yaml").read_bytes(), Loader=yaml.BaseLoader)
    ids = [record["brin"] + record["vestiging"] for record in ours]
    assert {record["brin"] + record["vestiging"] for record in duo} <= set(ids)
    assert ids == sorted(ids)
