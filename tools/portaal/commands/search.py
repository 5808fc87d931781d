"""`portaal search`: search as a visitor does."""

from __future__ import annotations

import argparse

from .exits import GOOD
from .parser import Parser
from .terminal import progress

ABOUT = "Zoekt zoals een bezoeker zoekt."
EXAMPLE = 'portaal search "mijn kind wil niet naar school"'


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_root()
    parser.add_argument("words", metavar="WOORDEN", nargs="+", help="wat een bezoeker typt")
    parser.add_argument("--json", action="store_true", help="toon de uitkomst als JSON")
    parser.add_argument("--limit", type=int, default=10, metavar="GETAL", help="hoeveel resultaten hoogstens (standaard: 10)")
    parser.add_argument("--explain", action="store_true", help="toon welk woord waarom telde")


def run(args: argparse.Namespace) -> int:
    """Print the hits, best first."""
    import json

    with progress("zoeken"):
        from .. import pipeline, search
        from ..host import cache_of

        today = pipeline.today_from_environment()
        portal, *_ = pipeline.read_portal(args.root, today)
        hits = search.search_portal(portal, " ".join(args.words), args.limit, cache_of(args.root))
    if args.json:
        rows = [{"type": hit.type, "id": hit.id, "titel": hit.titel, "url": hit.url, "score": hit.score} for hit in hits]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return GOOD
    for hit in hits:
        print(f"{hit.score:>6}  {hit.titel}  ({hit.type}) /{hit.url}")
        if args.explain:
            print(f"        {search.explain(hit)}")
    if hits:
        print(f"{len(hits)} gevonden, het best passende bovenaan.")
    else:
        print("Niets gevonden. Voeg de woorden toe aan data/zoektaal.yaml als ouders ze gebruiken.")
    return GOOD
