"""`portaal diff REV`: what changes for visitors between an earlier version and the files as they are now."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .exits import GOOD, WRONG_USE
from .parser import Parser
from .terminal import progress

ABOUT = "Vertelt wat er voor bezoekers verandert sinds een eerdere versie, in gewone zinnen."
EXAMPLE = "portaal diff main      (wat verandert er als dit naar main gaat?)\n  portaal diff 2026-11-01 --html verschil.html"


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_root()
    parser.add_argument("rev", metavar="VERSIE", help="een tak, label of commit van git, of een dag zoals 2026-11-01")
    parser.add_argument("--format", choices=("json", "markdown", "text"), default="text", help="hoe de verschillen worden getoond (standaard: text)")
    parser.add_argument("--html", type=Path, metavar="BESTAND", help="schrijf de verschillen ook als pagina in dit bestand")


def run(args: argparse.Namespace) -> int:
    """Compare and print; a difference is no mistake, so the exit code is 0 whatever was found."""
    with progress("in git kijken"):
        from ..clock import today_from_environment
        from ..historie import Git, find_commit, verslag
        from ..vergelijk import compare_with

        git = Git.open(args.root)
    if git is None:
        return _wrong("In deze map is geen geschiedenis van git.", "Ga naar de map van het portaal, of wijs hem aan met --root.")
    commit = find_commit(git, args.rev)
    if commit is None:
        shallow = " Deze map kent alleen de laatste versies; haal de rest op met: git fetch --unshallow." if git.is_shallow else ""
        return _wrong(f"De versie '{args.rev}' ken ik niet.{shallow}", "Geef een tak, een label, een commit (git log toont ze) of een dag: portaal diff 2026-11-01")
    with progress() as step:
        found = compare_with(args.root, git, commit, args.rev, today=today_from_environment(), progress=step)
    if found is None:
        return _wrong(f"In de versie '{args.rev}' of in de bestanden van nu is geen leesbaar portaal.", "Kijk met portaal check wat er mis is, of kies een andere versie.")
    report, site_url = found
    print({"text": verslag.as_text, "markdown": verslag.as_markdown, "json": verslag.as_json}[args.format](report))
    if args.html:
        try:
            args.html.write_text(verslag.as_html(report, site_url), encoding="utf-8")
        except OSError as error:
            return _wrong(f"{args.html} kan niet worden geschreven: {error.strerror}.", "Kies een andere plaats.")
        print(f"De pagina staat in {args.html}.", file=sys.stderr)
    return GOOD


def _wrong(message: str, repair: str) -> int:
    print(f"portaal: {message} {repair}", file=sys.stderr)
    return WRONG_USE
