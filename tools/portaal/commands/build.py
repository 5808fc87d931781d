"""`portaal build`: make the site and put it in its place."""

from __future__ import annotations

import argparse
from pathlib import Path

from .exits import GOOD
from .parser import Parser
from .terminal import progress, tell

ABOUT = "Maakt de site en zet hem in één keer op zijn plaats."
EXAMPLE = "portaal build --out build/site"


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_root()
    parser.add_argument("--out", type=Path, metavar="MAP", help="waar de site komt (standaard: build/site in de map van het portaal)")


def run(args: argparse.Namespace) -> int:
    """Build and publish; raises Refused when something is wrong, and then the last good site stays."""
    from .. import pipeline

    out = args.out or args.root / "build" / "site"
    with progress() as step:
        built = pipeline.build(args.root, out, today=pipeline.today_from_environment(), workshop=pipeline.Workshop.of(args.root), progress=step)
    tell(built.findings)
    pages = sum(path.endswith(".html") for path in built.files)
    print(f"De site staat in {out}: {pages} pagina's, {built.changed} bestanden veranderd.")
    return GOOD
