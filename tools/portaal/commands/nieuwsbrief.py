"""`portaal nieuwsbrief`: a draft of the newsletter, to be read and sent by a person."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .exits import FINDINGS, GOOD, WRONG_USE
from .parser import Parser, date
from .terminal import progress

ABOUT = "Maakt een concept van de nieuwsbrief: nieuws, wat er veranderde en wat eraan komt."
EXAMPLE = "portaal nieuwsbrief --sinds 2026-11-01\n  portaal nieuwsbrief --sinds 2026-11-01 --html nieuwsbrief.html"


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_root()
    parser.add_argument("--sinds", type=date, required=True, metavar="DATUM", help="vanaf welke dag, bijvoorbeeld 2026-11-01")
    parser.add_argument("--html", type=Path, metavar="BESTAND", help="schrijf ook een e-mail in dit bestand (HTML)")


def run(args: argparse.Namespace) -> int:
    """Print the draft as Markdown on standard output."""
    from ..clock import today_from_environment

    today = today_from_environment()
    if args.sinds > today:
        print(f"portaal: {args.sinds} moet nog komen. Kies bij --sinds een dag die geweest is.", file=sys.stderr)
        return WRONG_USE
    with progress("feiten en teksten lezen"):
        from .. import pipeline, story
        from ..host import cache_of
        from ..nieuwsbrief import as_html, as_markdown, draft

        portal, skin, *_ = pipeline.read_portal(args.root, today)
        cache = cache_of(args.root)
        portal = story.with_history(args.root, portal, today, cache)
        brief = draft(portal, skin.url, args.sinds, today)
    if args.html:
        try:
            args.html.write_text(as_html(brief), encoding="utf-8")
        except OSError as error:
            print(f"portaal: {args.html} kan niet worden geschreven: {error.strerror}. Kies een andere plaats.", file=sys.stderr)
            return FINDINGS
    print(as_markdown(brief), end="")
    # Beside what is copied: the draft itself goes to standard output.
    print(f"De e-mail staat in {args.html}. Lees hem eerst zelf." if args.html else "Dit is een concept. Lees het na voor u het verstuurt.", file=sys.stderr)
    return GOOD
