"""The same promises with seven thousand records: every school of DUO's file, or made-up ones where that is absent."""

from __future__ import annotations

import csv
import os
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from acts import REPO, write_all
from chromium import THROTTLE, browser, percentile, worked
from finder import finder_page, measure_finder, typed
from golden_bank import load_golden, read_region
from maat import Maat, beside, in_words
from peers import rows
from searching import OURS, measure, peers, with_index, work_beside, working

from local_server import served
from portaal import pages, pipeline, search, steps
from portaal.model import Portal, School
from portaal.page import Site
from portaal.search.documents import Document, collect_documents
from portaal.skin import read_skin
from portaal.urls import slugify

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
    assets, files = steps.build_assets()
    plan = list(pages.zoeken.zoeken_pages(portal, today))
    site = Site(skin.url, portal.organisatie, skin.menu, skin.voet, assets, today, False)
    files |= pipeline.Workshop(folder / "cache").renderer.render(plan, site, pages.build_glossary(portal))
    return write_all(files | search.build_files(portal, None), folder / "site")


def write_pages(documents: Sequence[Document], to: Path) -> Path:
    """Write what each page of the portal tells as a plain page, for an engine that reads pages."""
    texts: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        texts[document.url.partition("#")[0]] += [document.titel, *(text for _, text in document.fields)]
    return write_all({
        f"{url}index.html": f'<html lang="nl"><title>{escape(found[0])}</title><main><h1>{escape(found[0])}</h1><p>{escape(" ".join(found[1:]))}</p></main></html>'.encode()
        for url, found in texts.items()
    }, to)  # fmt: skip


def bench_large(work: Path) -> Iterator[Maat]:
    """Yield what the finder takes with `RECORDS` places, beside peers that get the same documents."""
    site = make_large(work)
    (site / "contact").mkdir()
    (site / "contact" / "index.html").write_text("<!doctype html><title>leeg</title>", encoding="utf-8")
    documents = collect_documents(large_portal())
    queries = [query.vraag for query in load_golden("weggezet")]
    with browser() as chromium, served(site) as address:
        if chromium is None:
            return
        ours = measure_finder(chromium, address, queries, THROTTLE)
        pages = write_pages(documents, work / "pages")
        tried = [with_index(chromium, address, engine) for engine in peers(pages, site, address, rows(documents, {}))]
        told = {engine.title: measure(chromium, address, engine, queries) for engine in tried}
        yield beside("voor het eerste resultaat", ours.kilobytes, "kB", {title: peer.size for title, peer in told.items()}, 450)
        p95 = {title: percentile(peer.took, 95) for title, peer in told.items()}
        yield Maat("vraag met keuzes en afstand, p95, trage telefoon", ours.p95(1), "ms", f"{in_words(p95)}, zonder keuzes en afstand", grens=16)
        asked = typed(queries)
        with finder_page(chromium, address, asked, 1) as (line, ask), working(chromium, address, tried, asked) as acts:
            # What a browser makes of a program once (its compiled parts) holds for a whole session and differs in the next: in six sessions
            # with the same questions this was 1.1 to 2.1 times the work of MiniSearch. So it is told, without a ratio to hold on to.
            work = work_beside(f"werk voor {len(asked)} vragen, met keuzes, afstand en pagina", {OURS: lambda: worked(line, ask), **acts})
            yield replace(work, verhouding=None)
        # The memory of an engine that works outside the page differs from run to run: told, and no ratio.
        yield Maat("geheugen", ours.megabytes, "MB", in_words({title: peer.memory for title, peer in told.items()}), grens=60)
        yield Maat("eerste resultaat na de index, opgemaakt, trage telefoon", ours.first[1], "ms")
