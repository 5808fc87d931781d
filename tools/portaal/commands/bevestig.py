"""`portaal bevestig`: one act says that a record still holds."""

from __future__ import annotations

import argparse

from .exits import GOOD, WRONG_USE
from .parser import Parser, date
from .terminal import tell

ABOUT = "Zet bij een record wie (functie) op welke dag zei dat het nog klopt. De rest van het bestand blijft zoals het was."
EXAMPLE = 'portaal bevestig school 15JN00 --door "directeur"\n  portaal bevestig pagina ouders/steunpunt --door "redactie" --op 2026-11-20'


def add_arguments(parser: Parser) -> None:
    """Declare what is confirmed, by whom and when."""
    parser.add_root()
    parser.add_argument("soort", metavar="SOORT", help="school, voorziening, regel, routekaart, pagina, steunpunt, …")
    parser.add_argument("id", metavar="ID", nargs="?", default="", help="de sleutel van het record, bijvoorbeeld 15JN00 of ouders/steunpunt")
    parser.add_argument("--door", required=True, metavar="FUNCTIE", help="wie dit zegt: een functie, geen naam")
    parser.add_argument("--op", type=date, metavar="JJJJ-MM-DD", help="dag waarop dit is gezegd (standaard vandaag)")


def run(args: argparse.Namespace) -> int:
    """Write the confirmation."""
    from ..bevestig import ENKEL, SOORTEN, confirm
    from ..clock import today_from_environment
    from ..dutch import datum
    from ..finding import Finding, Location, Refused, did_you_mean

    try:
        if args.soort not in SOORTEN:
            raise Refused([Finding(Location("portaal bevestig"), "bevestig-soort", f"De soort '{args.soort}' kunt u niet bevestigen.",
                                   did_you_mean(args.soort, SOORTEN, otherwise=f"Kies uit: {', '.join(SOORTEN)}."))])
        if not args.id and args.soort not in ENKEL:
            raise Refused([Finding(Location("portaal bevestig"), "bevestig-onbekend", f"Welke {args.soort} bedoelt u?", "Zet de sleutel achter de soort.")])
        today = today_from_environment()
        day = args.op or today
        path, findings = confirm(args.root, args.soort, args.id, args.door, day, today)
    except Refused as refused:
        tell(refused.findings)
        return WRONG_USE
    tell(findings)
    print(f"In {path} staat nu: bevestigd door {args.door.strip()} op {datum(day)}. Verder is er niets veranderd.")
    return GOOD
