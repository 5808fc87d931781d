"""From a row of DUO to the fields of a school as they stand in data/schools.yaml (all values as text)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from typing import Any

from pydantic import ValidationError

from ..finding import Finding
from ..model import School
from ..model.fields import ONBEKEND
from ..urls import slugify
from .match import IMPORTED, ORDER, DuoSchool
from .points import BRON as BRON_POINTS
from .points import CENTRE, Points
from .read import DuoFiles, Vestiging
from .region import Region
from .spelling import place_name, school_name, web_address

YEARS = 3
# Ids in data/bronnen.yaml.
BRON = {"bao": "duo-vestigingen", "sbo": "duo-sbo-so", "so": "duo-sbo-so", "vso": "duo-sbo-so"}
BRON_PUPILS = "duo-leerlingen"
# Without these a school is no school: the row is skipped. Any other field may be left out.
NEEDED = frozenset({"brin", "vestiging", "naam", "soort", "adres"})


def facts_of(row: Vestiging, files: DuoFiles, region: Region, points: Points, years: Sequence[int]) -> dict[str, Any]:
    """Return the imported fields of a location, with the pupils of `years`; what DUO leaves empty is not in it."""
    pupils = files.pupils.get(row.id, {})
    facts: dict[str, Any] = {
        "naam": school_name(row.naam),
        "soort": row.soort,
        "adres": {
            "straat": row.straat, "huisnummer": row.huisnummer, "postcode": row.postcode,
            "plaats": place_name(row.plaats, region.places),
        },
        "coordinaten": points.find(row.id, row.postcode, row.huisnummer),
        "telefoon": row.telefoon,
        "website": web_address(row.website),
        "denominatie": row.denominatie,
        "bevoegd_gezag": row.bevoegd_gezag,
        "bestuur": region.besturen.get(row.bevoegd_gezag, ""),
        "cluster": row.cluster,
        "onderwijs": row.onderwijs,
        "leerlingen": {str(year): str(pupils[year]) for year in years if year in pupils},
    }
    return {field: value for field, value in facts.items() if value}


def last_years(pupils: Mapping[str, Mapping[int, int]]) -> list[int]:
    """Return the latest years of the register; earlier years that a record already has stay in it."""
    return sorted({year for counts in pupils.values() for year in counts})[-YEARS:]


def check_facts(row: Vestiging, facts: dict[str, Any]) -> tuple[dict[str, Any] | None, list[Finding]]:
    """Return the fields that the model accepts, None if the school cannot do without one, and what was wrong."""
    record = {"brin": row.id[:4], "vestiging": row.id[4:], "slug": "proef", "bron": [{"id": "proef"}], **facts}
    try:
        School.model_validate(record)
        return facts, []
    except ValidationError as error:
        wrong = sorted({str(problem["loc"][0]) for problem in error.errors()})
    findings = [_finding(row, field, record.get(field, "")) for field in wrong]
    if NEEDED & set(wrong):
        return None, findings
    return {field: value for field, value in facts.items() if field not in wrong}, findings


def _finding(row: Vestiging, field: str, value: Any) -> Finding:
    said = ", ".join(value.values()) if isinstance(value, dict) else value
    result = "De school is overgeslagen." if field in NEEDED else "Het veld is weggelaten."
    message = f"{row.id} {row.naam}: '{said}' is geen bruikbare waarde voor {field}. {result}"
    repair = "Meld de fout bij DUO, of zet het veld zelf en noem het in 'vast'."
    return Finding(row.where, "duo-waarde", message, repair, "waarschuwing")


def with_sources(soort: str, facts: dict[str, Any], points_name: str) -> DuoSchool:
    """Return the fields with, per field, the register that says so.

    The file with points carries its date in its name (scholen20241122.geo.json), and so does its id. The centre of
    a postcode comes from data/postcodes.csv, which the portal names itself.
    """
    year = re.search(r"20\d\d", points_name)
    points = {"id": f"{BRON_POINTS}-{year[0]}" if year else BRON_POINTS, "plek": "punt op de kaart"}
    sources = {field: {"id": BRON[soort]} for field in facts}
    if "leerlingen" in facts:
        sources["leerlingen"] = {"id": BRON_PUPILS}
    if facts.get("coordinaten", {}).get("nauwkeurig", CENTRE) == CENTRE:
        sources.pop("coordinaten", None)
    else:
        sources["coordinaten"] = points
    return DuoSchool(facts, sources)


def new_record(row: Vestiging, school: DuoSchool, slug: str, date: str) -> dict[str, Any]:
    """Return a whole record in the order of the file."""
    bron = {source["id"]: source for field in IMPORTED if (source := school.sources.get(field))}
    record = {
        "bestuur": ONBEKEND, **school.fields, "brin": row.id[:4], "vestiging": row.id[4:], "slug": slug,
        "bron": list(bron.values()), "gecontroleerd_op": date,
    }
    return {field: record[field] for field in ORDER if field in record}


def make_slug(row: Vestiging, facts: dict[str, Any], taken: Set[str]) -> str:
    """Return a slug that is free: the name, then with the place, the vestiging, and at last the BRIN."""
    parts = [facts["naam"], facts["adres"]["plaats"], row.id[4:], row.id[:4]]
    for count in range(1, len(parts) + 1):
        slug = slugify(" ".join(parts[:count]))[:80].strip("-")
        if slug and slug not in taken:
            return slug
    return slugify(f"{facts['naam'][:60]} {row.id}").strip("-")
