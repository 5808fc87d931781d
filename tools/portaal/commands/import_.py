"""`portaal import`: facts out of open registers, one word per register."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .parser import Parser, date, example
from .terminal import progress

ABOUT = "Haalt feiten uit open bestanden."
EXAMPLE = "portaal import duo --map ../duo      (alleen kijken)\n  portaal import duo --map ../duo --write"
DUO = "Vergelijkt data/schools.yaml met de bestanden van DUO; met --write worden de verschillen verwerkt."


def add_arguments(parser: Parser) -> None:
    """Declare the registers and their options."""
    sources = parser.add_subparsers(title="bronnen", metavar="BRON", required=True, dest="source")
    duo = sources.add_parser("duo", help=DUO, description=DUO, epilog=example(EXAMPLE))
    duo.add_root()
    duo.add_argument("--map", type=Path, required=True, metavar="MAP", help="map met de bestanden van DUO")
    duo.add_argument("--write", action="store_true", help="schrijf de wijzigingen; zonder dit is het een proef")
    duo.add_argument("--datum", type=date, metavar="JJJJ-MM-DD", help="dag waarop u DUO nakeek (standaard vandaag)")


def run(args: argparse.Namespace) -> int:
    """Run the import of the register that was named."""
    from io import StringIO

    said = StringIO()
    with progress("de bestanden van DUO lezen"):
        from .. import duo

        code = duo.run(args.root, args, said)
    sys.stdout.write(said.getvalue())
    return code
