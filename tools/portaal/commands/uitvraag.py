"""`portaal uitvraag`: a form per school about the support it offers."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from ..finding import did_you_mean
from .exits import GOOD, WRONG_USE
from .parser import Parser
from .terminal import progress

ABOUT = "Maakt per school een formulier (Excel) met vragen over de hulp die de school biedt."
EXAMPLE = "portaal uitvraag --alle\n  portaal uitvraag --school 15JN00 --schooljaar 2026-2027 --out ../formulieren"


def add_school(parser: Parser) -> None:
    """Declare for which schools: one, several or all that are open."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--school", action="append", metavar="ID", help="BRIN en vestiging, bijvoorbeeld 15JN00; mag vaker")
    which.add_argument("--alle", action="store_true", help="alle scholen die open zijn")


def schooljaar(text: str) -> str:
    """Read a school year, for the `type` of an option; raises ArgumentTypeError in Dutch."""
    years = re.fullmatch(r"(20\d\d)-(20\d\d)", text)
    if not years or int(years[2]) != int(years[1]) + 1:
        raise argparse.ArgumentTypeError(f"'{text}' is geen schooljaar. Schrijf twee jaren na elkaar: 2026-2027.")
    return text


def chosen(portal: object, args: argparse.Namespace) -> list | None:
    """Return the schools that were asked for; None, and a word on standard error, where one does not exist."""
    if args.alle:
        return [school for school in portal.schools.values() if school.is_open]
    by_name = {school.slug: id_ for id_, school in portal.schools.items()}
    found = []
    for asked in args.school:
        school = portal.schools.get(by_name.get(asked, asked.upper()))
        if school is None:
            hint = did_you_mean(asked, [*portal.schools, *by_name], otherwise="De nummers staan in data/schools.yaml.")
            print(f"portaal: er is geen school '{asked}'. {hint}", file=sys.stderr)
            return None
        found.append(school)
    return found


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_root()
    add_school(parser)
    parser.add_argument("--schooljaar", type=schooljaar, metavar="JJJJ-JJJJ", help="waarover u vraagt (standaard: het schooljaar van nu)")
    parser.add_argument("--out", type=Path, metavar="MAP", help="waar de formulieren komen (standaard: build/uitvraag in de map van het portaal)")
    parser.add_argument("--csv", action="store_true", help="maak CSV in plaats van Excel")


def run(args: argparse.Namespace) -> int:
    """Write the forms."""
    with progress("feiten en teksten lezen"):
        from ..clock import today_from_environment
        from ..facts import read_facts
        from ..model.fields import schooljaar_of
        from ..textfile import write_whole
        from ..uitvraag import make_formulier, write_csv, write_xlsx

        today = today_from_environment()
        portal = read_facts(args.root, today, "school", "onderdeel", "organisatie")
        schools = chosen(portal, args)
    if schools is None:
        return WRONG_USE
    out, year = args.out or args.root / "build" / "uitvraag", args.schooljaar or schooljaar_of(today)
    with progress() as step:
        for number, school in enumerate(schools, start=1):
            step(f"formulier {number} van {len(schools)}: {school.naam}")
            formulier = make_formulier(portal, school, year)
            made = write_csv(formulier) if args.csv else write_xlsx(formulier, portal.organisatie)
            write_whole(out / f"{formulier.name}.{'csv' if args.csv else 'xlsx'}", made)
    forms = "1 formulier" if len(schools) == 1 else f"{len(schools)} formulieren"
    print(f"In {out} staan {forms} voor schooljaar {year}. Komen ze terug? Draai dan: portaal inlezen BESTANDEN")
    return GOOD
