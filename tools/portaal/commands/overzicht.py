"""`portaal overzicht`: what staff should look at, most urgent first."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable

from .exits import GOOD
from .parser import Parser
from .terminal import progress

ABOUT = "Toont wat nagekeken, aangevuld of verbeterd kan worden, met wie erover gaat."
EXAMPLE = "portaal overzicht      (dezelfde lijst staat op de site onder /beheer/overzicht/)"


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_root()
    parser.add_argument("--json", action="store_true", help="toon de aantallen als JSON")


def run(args: argparse.Namespace) -> int:
    """Print the overview; what is overdue is no mistake, so the exit code is 0."""
    with progress("feiten en teksten lezen"):
        from .. import media, pipeline, story, weblinks
        from ..host import cache_of
        from ..overzicht import build_overzicht

        today = pipeline.today_from_environment()
        portal, *_ = pipeline.read_portal(args.root, today)
        cache = cache_of(args.root)
        portal = story.with_history(args.root, portal, today, cache)
        files = media.read_media(args.root, portal.media, [entry.wat for entry in portal.uitzonderingen], cache).files
        found = build_overzicht(portal, today, {path: len(content) for path, content in files.items()})
    if args.json:
        counts = {name: len(value) if isinstance(value, tuple | dict) else value for name in found.__slots__ if name != "op" for value in [getattr(found, name)]}
        print(json.dumps(counts, ensure_ascii=False, indent=2))
        return GOOD
    print(f"Stand van {today:%d-%m-%Y}")
    _tell("Verlopen", (f"{item.dag:%d-%m-%Y}  {item.link.titel}  ({item.eigenaar})" for item in found.verlopen))
    _tell("Binnen drie maanden na te kijken", (f"{item.dag:%d-%m-%Y}  {item.link.titel}  ({item.eigenaar})" for item in found.binnenkort))
    _tell("Per eigenaar", (f"{owner}: {late} verlopen, {due} binnenkort" for owner, (late, due) in found.per_eigenaar.items()))
    _tell("Nooit nagekeken", (item.link.titel for item in found.nooit_nagekeken))
    _tell("Scholen zonder opgave van het afgelopen jaar", (link.titel for link in found.zwijgende_scholen))
    _tell("Tegenspraken zonder keuze", (f"{item.over}: {item.veld}" for item in found.tegenspraken))
    _tell("Hulpvragen met weinig zoektaal", (f"{link.titel}: {number}" for link, number in found.weinig_zoektaal))
    _tell("Andere talen", (f"{work.taal.titel}: {work.onbevestigd} niet bevestigd, {len(work.delen)} in het Nederlands" for work in found.vertalingen))
    _tell("Niet (meer) vertaald", (f"{work.taal.titel}: {name}, {stand}{f', Nederlands van {day:%d-%m-%Y}' if day else ''}" for work in found.vertalingen for name, stand, day in work.delen))
    _tell("Langste zinnen, gemiddeld aantal woorden", (f"{link.titel}: {number}" for link, number in found.lange_zinnen))
    _tell("Zware bestanden", (f"{path}: {size // 1000} kB" for path, size in found.zware_bestanden))
    dead = {url: said for url, said in weblinks.Known(cache / "links.json", today).broken().items() if url in weblinks.collect_links(portal)}
    _tell("Dode links naar andere sites, toen u het laatst keek", (f"{url}  ({said})" for url, said in dead.items()))
    _tell("Deze maand veranderd", (f"{change.date:%d-%m-%Y}  {change.tekst}" for change in found.deze_maand))
    print(f"\nOpen vragen bij plekken en hulp: {found.open_vragen}. Links naar andere sites: portaal links --extern.")
    return GOOD


def _tell(title: str, lines: Iterable[str]) -> None:
    rows = list(lines)
    print(f"\n{title}: {len(rows) or 'geen'}")
    for row in rows:
        print(f"  {row}")
