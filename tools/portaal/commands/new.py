"""`portaal new`: questions in, a record out that is right at once."""

from __future__ import annotations

import argparse

from .exits import GOOD
from .parser import Parser

ABOUT = "Stelt een paar vragen en maakt een nieuw record of bericht dat meteen klopt."
EXAMPLE = 'portaal new nieuws\n  portaal new routekaart --antwoord "titel=Naar het voortgezet onderwijs"'


def add_arguments(parser: Parser) -> None:
    """Declare what can be made."""
    parser.add_root()
    parser.add_argument("soort", choices=("school", "voorziening", "routekaart", "nieuws", "agenda"), help="wat u wilt maken")
    parser.add_argument("--antwoord", action="append", default=[], metavar="NAAM=TEKST", help="antwoord vooraf, bijvoorbeeld titel=Taalklas; mag vaker")


def run(args: argparse.Namespace) -> int:
    """Ask what was not answered beforehand, and write the record."""
    from ..new import make

    given = dict(answer.partition("=")[::2] for answer in args.antwoord)
    path = make(args.root, args.soort, given)
    print(f"Gemaakt in {path}. Vul in wat u verder weet en draai daarna: portaal check")
    return GOOD
