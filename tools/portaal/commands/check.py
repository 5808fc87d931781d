"""`portaal check`: judge everything, publish nothing."""

from __future__ import annotations

import argparse

from ..finding import FORMATS, Finding, Location, Refused, did_you_mean, has_errors
from .exits import FINDINGS, GOOD
from .parser import Parser
from .terminal import count, progress

ABOUT = "Kijkt feiten, teksten en pagina's na, zonder iets te publiceren."
EXAMPLE = "portaal check --format json"


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_root()
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="hoe de bevindingen worden getoond")
    parser.add_argument("--taal", action="store_true", help="kijk ook of alles in gewone taal staat (woorden: data/taal.yaml)")
    parser.add_argument("--teken", metavar="ROUTEKAART", help="teken ook deze routekaart in letters, bijvoorbeeld ccp")


def run(args: argparse.Namespace) -> int:
    """Print every finding on standard output."""
    from .. import pipeline, sitefiles

    today = pipeline.today_from_environment()
    if args.teken:
        _draw(args)
    with progress() as step:
        try:
            findings = pipeline.make_site(args.root, today=today, workshop=pipeline.Workshop.of(args.root), progress=step).findings
        except Refused as refused:
            findings = refused.findings
        findings = (*findings, *sitefiles.stale_site(args.root / "build" / "site", today))
        if args.taal:
            findings = (*findings, *pipeline.read_taal(args.root))
    print(FORMATS[args.format](findings), end="\n" if findings or args.format == "json" else "")
    if args.format == "text":
        print(count(findings) if findings else "Alles klopt.")
    return FINDINGS if has_errors(findings) else GOOD


def _draw(args: argparse.Namespace) -> None:
    """Draw one route map from the files as they are, so that a mistake in it can be seen."""
    from ..load import load
    from ..model import RECORD_FILES
    from ..routetekst import draw_text
    from ..validate import build_portal

    raw, findings = load(args.root, RECORD_FILES)
    portal, found = build_portal(raw)
    kaarten = portal.routekaarten if portal else {}
    if args.teken not in kaarten:
        unknown = Finding(Location("data/routekaarten"), "onbekende-routekaart", f"Er is geen leesbare routekaart '{args.teken}'.",
                            did_you_mean(args.teken, kaarten, otherwise=f"Kies uit: {', '.join(kaarten)}."))
        raise Refused([unknown, *(f for f in findings + found if f.where.path.startswith("data/routekaarten"))])
    print(draw_text(kaarten[args.teken]))
