"""`portaal inlezen`: forms that schools sent back into data/schools.yaml."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .exits import FINDINGS, GOOD, WRONG_USE
from .parser import Parser
from .terminal import progress

ABOUT = "Leest formulieren van scholen terug. Zonder --write is het een proef: u ziet wat er verandert."
EXAMPLE = "portaal inlezen retour/*.xlsx            (alleen kijken)\n  portaal inlezen retour --write           (ook verwerken)"


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_root()
    parser.add_argument("bestanden", metavar="BESTANDEN", nargs="+", type=Path, help="formulieren (.xlsx of .csv), of een map vol")
    parser.add_argument("--write", action="store_true", help="verwerk de antwoorden; zonder dit is het een proef")


def run(args: argparse.Namespace) -> int:
    """Read, compare, report and, if asked, write; files that are refused never stop the others."""
    files: list[Path] = []
    for path in args.bestanden:
        if not path.exists():
            print(f"portaal: '{path}' bestaat niet. Kijk de naam na.", file=sys.stderr)
            return WRONG_USE
        # What a program leaves beside an open file (~$…, .~lock…) is no form.
        inside = sorted(item for item in path.iterdir() if item.is_file() and not item.name.startswith(("~$", "."))) if path.is_dir() else [path]
        files += inside
    if not files:
        print("portaal: in deze map staan geen bestanden.", file=sys.stderr)
        return WRONG_USE
    with progress("feiten en teksten lezen") as step:
        from ..uitvraag.ronde import read_round

        said, is_good = read_round(args.root, files, write=args.write, progress=step)
    print(said, end="")
    return GOOD if is_good else FINDINGS
