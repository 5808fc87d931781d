"""`portaal build`: make the site and put it in its place."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..host import Host, cache_of
from .exits import GOOD
from .parser import Parser
from .terminal import progress, tell

ABOUT = "Maakt de site en zet hem in één keer op zijn plaats."
EXAMPLE = "portaal build --out build/site"


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_root()
    parser.add_argument("--out", type=Path, metavar="MAP", help="waar de site komt (standaard: build/site in de map van het portaal)")
    parser.add_argument("--coulant", action="store_true", help="toon van wat fout is de laatste goede versie uit git, in plaats van te stoppen")


def run(args: argparse.Namespace) -> int:
    """Build and publish; raises Refused when something is wrong, and then the last good site stays."""
    out = args.out or args.root / "build" / "site"
    # The host is at work on the other core while we load the rest of the program.
    with Host(args.root, cache_of(args.root)) as host, progress() as step:
        from .. import pipeline

        built = pipeline.build(args.root, out, today=pipeline.today_from_environment(), workshop=pipeline.Workshop.of(args.root), progress=step, host=host,
                               is_lenient=args.coulant)
    tell(built.findings)
    print(f"De site staat in {out}: {built.pages} pagina's, {built.changed} bestanden veranderd.")
    return GOOD
