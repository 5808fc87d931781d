"""`portaal start`: the root of a new partnership, from open registers."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .exits import GOOD
from .parser import Parser
from .terminal import progress, tell

ABOUT = "Begint een nieuw portaal in een eigen map: scholen, kaart en postcodes uit open bestanden, met wet, woorden en teksten."
EXAMPLE = 'portaal start ../delft --naam "Passend Onderwijs Delft" --gemeenten Delft,Midden-Delfland\n  portaal start ../nederland --naam "Scholen in Nederland" --heel-nederland'


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("doel", type=Path, metavar="MAP", help="map voor het nieuwe portaal; die bestaat nog niet")
    parser.add_argument("--naam", required=True, help="naam van het samenwerkingsverband")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--gemeenten", metavar="A,B", help="gemeenten van het gebied, met komma's")
    where.add_argument("--heel-nederland", action="store_true", help="alle gemeenten: voor proeven en metingen")
    parser.add_argument("--map", type=Path, metavar="MAP", help="map met nieuwere bestanden van DUO, in plaats van die bij het portaal horen")


def run(args: argparse.Namespace) -> int:
    """Write the new root; raises Refused when it cannot be, and then nothing was written."""
    with progress("scholen, grenzen en postcodes lezen"):
        from ..clock import today_from_environment
        from ..start.root import Wens, start

        gemeenten = () if args.heel_nederland else tuple(args.gemeenten.split(","))
        begonnen = start(args.doel, Wens(args.naam, gemeenten, args.map), today_from_environment())
    tell(begonnen.findings)
    if begonnen.findings:
        print(file=sys.stderr)
    where = "heel Nederland" if args.heel_nederland else ", ".join(begonnen.gemeenten)
    print(f"Begonnen in {args.doel}: {begonnen.schools} scholen in {where}.\n"
          f"Kijk hoe het eruitziet:  portaal serve --root {args.doel}\n"
          f"Vul daarna aan wat u weet: begin met data/organisatie.yaml.")
    return GOOD
