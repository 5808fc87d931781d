"""`portaal schoolgids`: the chapter on support of each school on paper."""

from __future__ import annotations

import argparse
from pathlib import Path

from .exits import GOOD, WRONG_USE
from .parser import Parser
from .terminal import progress
from .uitvraag import add_school, chosen

ABOUT = "Maakt per school het hoofdstuk over hulp voor de schoolgids als PDF. De tekst om te kopiëren staat op de pagina van de school."
EXAMPLE = "portaal schoolgids --school 15JN00 --pdf schoolgids\n  portaal schoolgids --alle"


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_root()
    add_school(parser)
    parser.add_argument("--pdf", type=Path, metavar="MAP", help="waar de bestanden komen (standaard: build/schoolgids in de map van het portaal)")


def run(args: argparse.Namespace) -> int:
    """Write a PDF per school."""
    with progress("feiten en teksten lezen"):
        from json import dumps

        from msgspec import to_builtins

        from ..clock import today_from_environment
        from ..dutch import datum
        from ..facts import read_facts
        from ..model.fields import schooljaar_of
        from ..pdf import TEMPLATE, compile_pdf
        from ..schoolgids import make_hoofdstuk
        from ..textfile import write_whole

        today = today_from_environment()
        portal = read_facts(args.root, today, "school", "onderdeel", "organisatie")
        schools = chosen(portal, args)
    if schools is None:
        return WRONG_USE
    out = args.pdf or args.root / "build" / "schoolgids"
    template = TEMPLATE.with_name("schoolgids.typ").read_bytes()
    with progress() as step:
        for number, school in enumerate(schools, start=1):
            step(f"schoolgids {number} van {len(schools)}: {school.naam}")
            hoofdstuk = make_hoofdstuk(portal, school, schooljaar_of(today))
            words = to_builtins(hoofdstuk) | {"school": school.naam, "van": portal.organisatie.korte_naam, "gemaakt": datum(today)}
            made = compile_pdf(template, dumps(words, ensure_ascii=False), portal.place("school", school.id))
            write_whole(out / f"schoolgids-{hoofdstuk.schooljaar}-{school.id}-{school.slug}.pdf", made)
    print(f"In {out} staat voor {'1 school' if len(schools) == 1 else f'{len(schools)} scholen'} het hoofdstuk voor de schoolgids.")
    return GOOD
