"""`portaal urls`: the addresses that were published, and whether all of them still answer."""

from __future__ import annotations

import argparse

from .exits import GOOD
from .parser import Parser
from .terminal import progress

ABOUT = "Houdt bij welke adressen gepubliceerd zijn, zodat er nooit een verdwijnt."
EXAMPLE = "portaal urls            (hoeveel adressen zijn er, en welke zijn nieuw?)\n  portaal urls --write    (na het publiceren: bewaar ze in data/.urls)"


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_root()
    parser.add_argument("--write", action="store_true", help="zet de nieuwe adressen in data/.urls; doe dit na het publiceren")


def run(args: argparse.Namespace) -> int:
    """List or keep the addresses of the site; raises Refused when the site cannot be made, or has lost an address."""
    with progress("feiten en teksten lezen") as step:
        from .. import adressen, pipeline

        built = pipeline.make_site(args.root, today=pipeline.today_from_environment(), workshop=pipeline.Workshop.of(args.root), progress=step)
    known = adressen.read_kept(args.root)
    new = sorted(built.addresses - known.keys())
    if args.write:
        number = adressen.keep(args.root, set(built.addresses))
        print(f"{number} {'nieuw adres' if number == 1 else 'nieuwe adressen'} bewaard in {adressen.KEPT}.")
        return GOOD
    for url in new if known else ():
        print(f"nieuw  /{url}")
    print(f"{len(known)} adressen bewaard, {len(new)} nieuw." if known else f"{len(new)} adressen; er is er nog geen bewaard. Doe dat met: portaal urls --write")
    return GOOD
