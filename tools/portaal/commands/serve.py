"""`portaal serve`: show the site while it is being written."""

from __future__ import annotations

import argparse

from .parser import Parser

ABOUT = "Toont de site op uw eigen computer en ververst hem bij elke wijziging."
EXAMPLE = "portaal serve --port 8000"


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_root()
    parser.add_argument("--port", type=int, default=8000, metavar="GETAL", help="poort (standaard: 8000)")


def run(args: argparse.Namespace) -> int:
    """Serve until it is stopped."""
    from ..serve import serve

    return serve(args.root, args.port)
