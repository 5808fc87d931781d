"""`portaal links --extern`: ask other sites whether what we link to is still there."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..finding import FORMATS, has_errors
from .exits import FINDINGS, GOOD
from .parser import Parser
from .terminal import count, progress

ABOUT = "Kijkt of de links naar andere sites nog werken. Dat gaat rustig, en staat los van het maken van de site."
EXAMPLE = "portaal links --extern"


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_root()
    parser.add_argument("--extern", action="store_true", help="vraag het aan die sites; zonder deze keuze ziet u alleen welke links er zijn")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="hoe de bevindingen worden getoond")
    parser.add_argument("--pauze", type=float, default=2.0, metavar="SECONDEN", help="wachttijd tussen twee vragen aan dezelfde site (standaard: 2)")
    parser.add_argument("--verslag", type=Path, metavar="BESTAND", help="schrijf het verslag ook in dit bestand")


def run(args: argparse.Namespace) -> int:
    """List or ask; a link that is dead is a finding."""
    with progress("feiten en teksten lezen"):
        from .. import pipeline, weblinks
        from ..host import cache_of

        today = pipeline.today_from_environment()
        portal, *_ = pipeline.read_portal(args.root, today)
        links = weblinks.collect_links(portal)
    if not args.extern:
        for url, places in links.items():
            print(f"{url}  ({places[0]}{f' en {len(places) - 1} meer' if len(places) > 1 else ''})")
        print(f"{len(links)} links naar andere sites. Met --extern wordt gekeken of ze werken.")
        return GOOD
    with progress() as step:
        known = weblinks.Known(cache_of(args.root) / "links.json", today)
        answers = weblinks.ask_all(links, known, pause=max(0.0, args.pauze), progress=step)
    findings = weblinks.judge(links, answers)
    said = FORMATS[args.format](findings)
    print(said, end="\n" if findings or args.format == "json" else "")
    if args.format == "text":
        broken = sum(answer.is_broken for answer in answers.values())
        print(f"{len(answers)} links bekeken: {len(answers) - broken} werken, {broken} niet. {count(findings) if findings else ''}".strip())
    if args.verslag:
        args.verslag.write_text(f"{said}\n", encoding="utf-8")
    return FINDINGS if has_errors(findings) else GOOD
