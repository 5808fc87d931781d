"""`portaal build`: make the site and put it in its place."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from ..clock import today_from_environment
from ..finding import Finding
from ..host import Host, cache_of
from ..lastbuild import LastBuild
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
    today, cache = today_from_environment(), cache_of(args.root)
    last = LastBuild(args.root, out, today, cache)
    if not args.coulant and (known := last.result()) is not None:
        pages, findings = known
        return _tell(out, pages, 0, findings)
    # The host is at work on the other core while we load the rest of the program.
    with Host(args.root, cache) as host, progress() as step:
        from .. import pipeline

        built = pipeline.build(args.root, out, today=today, workshop=pipeline.Workshop.of(args.root), progress=step, host=host,
                               is_lenient=args.coulant)
    if not args.coulant:
        last.keep(built.pages, built.findings)
    return _tell(out, built.pages, built.changed, built.findings)


def _tell(out: Path, pages: int, changed: int, findings: Sequence[Finding]) -> int:
    tell(findings)
    print(f"De site staat in {out}: {pages} pagina's, {changed} bestanden veranderd.")
    return GOOD
