"""The same promises with seven thousand records: every school of DUO's file, or made-up ones where that is absent."""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from chromium import browser, served, write_all
from finder import bench_finder
from golden_bank import load_golden, read_region

from portaal import pages, pipeline, search
from portaal.model import Portal, School
from portaal.page import Site
from portaal.skin import read_skin
from portaal.urls import slugify

REPO = Path(__file__).resolve().parents[2]
RECORDS = 7_000
# Somewhere in the Netherlands: south, north, west, east. DUO's file has no points, and what they are does not matter here.
BOX = (51.3, 53.2, 4.0, 6.9)


def large_portal() -> Portal:
    """Return the portal of the region with so many schools that there are `RECORDS` places."""
    region = read_region()
    number = RECORDS - len(region.voorzieningen)
    made = dict(school for school, _ in zip(_schools(region), range(number), strict=False))
    return replace(region, schools={**region.schools, **made})


def _schools(region: Portal) -> Iterator[tuple[str, School]]:
    chance = random.Random(7)
    model = next(school for school in region.schools.values() if school.soort == "bao")
    besturen = list(region.besturen)
    for number, (naam, straat, huisnummer, postcode, plaats, denominatie) in enumerate(_rows(chance)):
        brin = f"{number // 676 + 10:02}{chr(65 + number // 26 % 26)}{chr(65 + number % 26)}"
        yield f"{brin}00", model.model_copy(update={
            "brin": brin, "vestiging": "00", "slug": f"{slugify(naam)}-{slugify(plaats)}-{number}", "naam": naam,
            "adres": model.adres.model_copy(update={"straat": straat, "huisnummer": huisnummer, "postcode": postcode, "plaats": plaats}),
            "coordinaten": model.coordinaten.model_copy(update={"lat": round(chance.uniform(*BOX[:2]), 5), "lon": round(chance.uniform(*BOX[2:]), 5)}),
            "denominatie": denominatie, "bestuur": chance.choice(besturen),
        })  # fmt: skip


def _rows(chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Yield (naam, straat, huisnummer, postcode, plaats, denominatie) of real schools first, then of made-up ones."""
    for path in sorted(Path(os.environ.get("MAP", REPO.parent / "shared" / "data" / "duo")).glob("02*.csv")):
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                yield (row["VESTIGINGSNAAM"], row["STRAATNAAM"], row["HUISNUMMER-TOEVOEGING"], row["POSTCODE"],
                       row["PLAATSNAAM"].title(), row["DENOMINATIE"])  # fmt: skip
    parts = [piece for piece in "linde wilgen berg water molen sterren regen vogel rozen eiken zonne maan tuin veld bos duin".split()]
    while True:
        naam = f"De {chance.choice(parts).title()}{chance.choice(parts)}"
        yield naam, f"{chance.choice(parts).title()}straat", str(chance.randint(1, 200)), "1234 AB", f"{chance.choice(parts).title()}dorp", "Openbaar"


def make_large(folder: Path) -> Path:
    """Write the finder of the large portal, with all that it fetches; its other pages do not matter here."""
    portal = large_portal()
    today = pipeline.today_from_environment()
    raw, _ = pipeline.load(REPO, ())
    skin, _ = read_skin(raw.skin, read_region())
    assets, files = pipeline._assets()
    plan = list(pages.zoeken.zoeken_pages(portal, today))
    site = Site(skin.url, portal.organisatie, skin.menu, skin.voet, assets, today, False)
    files |= pipeline.Workshop(folder / "cache").renderer.render(plan, site, pages.build_glossary(portal))
    return write_all(files | search.build_files(portal, None), folder / "site")


def bench_large(work: Path) -> None:
    """Print what the finder takes with `RECORDS` records."""
    site = make_large(work)
    print(f"vinder met {RECORDS} plekken (doel: hoogstens 450 kB gzip voor het eerste resultaat, p95 onder 16 ms bij een vier keer zo trage processor)")
    with browser() as chromium, served(site) as address:
        if chromium is None:
            print("  niet gemeten: Chromium ontbreekt")
            return
        bench_finder(chromium, site, address, [query.vraag for query in load_golden("weggezet")], (4,))
