"""`portaal beheer`: the site on one's own computer, with forms to change it."""

from __future__ import annotations

import argparse
import sys

from .exits import WRONG_USE
from .parser import Parser

ABOUT = "Toont de site op uw eigen computer, met formulieren om feiten en teksten te wijzigen."
EXAMPLE = "portaal beheer --port 8000"


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_root()
    parser.add_argument("--port", type=int, default=8000, metavar="GETAL", help="poort (standaard: 8000)")


def run(args: argparse.Namespace) -> int:
    """Serve until it is stopped; without the packages of the forms there is nothing to serve."""
    from ..beheer.files import is_installed
    from ..serve import serve

    if not is_installed():
        print("De formulieren zijn er nog niet. Haal ze op met: make beheer", file=sys.stderr)
        return WRONG_USE
    return serve(args.root, args.port, has_forms=True)
