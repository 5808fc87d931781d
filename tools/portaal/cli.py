"""The command line `portaal`: words in, exit code out (0 good, 1 findings, 2 wrong use)."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from .finding import FORMATS, Finding, Location, Refused, did_you_mean, has_errors

GOOD, FINDINGS, WRONG_USE = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """argparse in Dutch."""

    def __init__(self, *args: object, **options: object):
        super().__init__(*args, add_help=False, formatter_class=argparse.RawDescriptionHelpFormatter, **options)
        self._positionals.title, self._optionals.title = "wat u erbij schrijft", "keuzes"
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "gebruik:")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "gebruik:")

    def error(self, message: str) -> NoReturn:
        for english, dutch in _DUTCH:
            message = message.replace(english, dutch)
        self.exit(WRONG_USE, f"portaal: {message}\nMeer uitleg: {self.prog} --help\n")


_DUTCH = (
    ("the following arguments are required", "dit ontbreekt"),
    ("unrecognized arguments", "dit ken ik niet"),
    ("invalid choice", "dat kan hier niet"),
    ("expected one argument", "hier hoort een waarde achter"),
    ("expected at least one argument", "hier hoort minstens één waarde achter"),
    ("invalid int value", "dit is geen getal"),
    ("choose from", "kies uit"),
    ("ignored explicit argument", "hier hoort geen waarde achter:"),
    ("ambiguous option", "dit kan meer dan één keuze zijn"),
    ("could match", "bijvoorbeeld"),
    ("argument ", "bij "),
)


def _example(words: str) -> str:
    return f"voorbeeld:\n  {words}"


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; each command names the function that does it."""
    parser = _Parser(prog="portaal", description="Maakt van feiten en teksten de site van een samenwerkingsverband passend onderwijs.",
                     epilog=_example("portaal check      (kijk alles na)\n  portaal build      (maak de site in build/site)"))
    commands = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True, dest="command")

    def command(name: str, about: str, example: str) -> argparse.ArgumentParser:
        return _with_root(commands.add_parser(name, help=about, description=about, epilog=_example(example)))

    made = command("build", "Maakt de site en zet hem in één keer op zijn plaats.", "portaal build --out build/site")
    made.add_argument("--out", type=Path, metavar="MAP", help="waar de site komt (standaard: build/site in de map van het portaal)")
    made.set_defaults(run=_build)
    made = command("check", "Kijkt feiten, teksten en pagina's na, zonder iets te publiceren.", "portaal check --format json")
    made.add_argument("--format", choices=sorted(FORMATS), default="text", help="hoe de bevindingen worden getoond")
    made.add_argument("--taal", action="store_true", help="kijk ook of alles in gewone taal staat (woorden: data/taal.yaml)")
    made.add_argument("--teken", metavar="ROUTEKAART", help="teken ook deze routekaart in letters, bijvoorbeeld ccp")
    made.set_defaults(run=_check)
    made = command("serve", "Toont de site op uw eigen computer en ververst hem bij elke wijziging.", "portaal serve --port 8000")
    made.add_argument("--port", type=int, default=8000, metavar="GETAL", help="poort (standaard: 8000)")
    made.set_defaults(run=_serve)
    made = command("search", "Zoekt zoals een bezoeker zoekt.", 'portaal search "mijn kind wil niet naar school"')
    made.add_argument("words", metavar="WOORDEN", nargs="+", help="wat een bezoeker typt")
    made.add_argument("--json", action="store_true", help="toon de uitkomst als JSON")
    made.add_argument("--limit", type=int, default=10, metavar="GETAL", help="hoeveel resultaten hoogstens (standaard: 10)")
    made.add_argument("--explain", action="store_true", help="toon welk woord waarom telde")
    made.set_defaults(run=_search)
    _add_import(commands)
    made = command("new", "Stelt een paar vragen en maakt een nieuw record dat meteen klopt.",
                   'portaal new voorziening\n  portaal new routekaart --antwoord "titel=Naar het voortgezet onderwijs"')
    made.add_argument("soort", choices=("school", "voorziening", "routekaart"), help="wat u wilt maken")
    made.add_argument("--antwoord", action="append", default=[], metavar="NAAM=TEKST", help="antwoord vooraf, bijvoorbeeld titel=Taalklas; mag vaker")
    made.set_defaults(run=_new)
    return parser


def _with_root(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--root", type=Path, default=Path("."), metavar="MAP", help="map met mkdocs.yml, data/ en content/ (standaard: hier)")
    return parser


def _add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from . import duo

    about = "Haalt feiten uit open bestanden."
    example = _example("portaal import duo --map ../duo      (alleen kijken)\n  portaal import duo --map ../duo --write")
    sources = commands.add_parser("import", help=about, description=about, epilog=example).add_subparsers(
        title="bronnen", metavar="BRON", required=True, dest="source")
    about = "Vergelijkt data/schools.yaml met de bestanden van DUO; met --write worden de verschillen verwerkt."
    source = _with_root(sources.add_parser("duo", help=about, description=about, epilog=example))
    duo.add_arguments(source)
    source.set_defaults(run=lambda args: duo.run(args.root, args, sys.stdout))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; a mistake is told in Dutch, never as a traceback."""
    # Everything that a command makes lives until it ends, so looking for garbage only costs time.
    gc.disable()
    try:
        args = build_parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return args.run(args)
    except Refused as refused:
        _tell(refused.findings)
        return FINDINGS
    except KeyboardInterrupt:
        return GOOD if args.command == "serve" else FINDINGS
    except BrokenPipeError:
        sys.stderr.close()
        return GOOD


def _tell(findings: Sequence[Finding]) -> None:
    """Print findings and their number on standard error."""
    if findings:
        print(FORMATS["text"](findings), file=sys.stderr)
        print(f"\n{_count(findings)}", file=sys.stderr)


def _count(findings: Sequence[Finding]) -> str:
    errors = sum(finding.level == "fout" for finding in findings)
    warnings = len(findings) - errors
    return f"{errors} {'fout' if errors == 1 else 'fouten'}, {warnings} {'waarschuwing' if warnings == 1 else 'waarschuwingen'}."


def _progress(step: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K… {step}", end="" if step else "\r\033[K", file=sys.stderr, flush=True)


def _end_progress() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _workshop(root: Path) -> object:
    from .pipeline import Workshop

    return Workshop(root / "build" / "cache")


def _build(args: argparse.Namespace) -> int:
    from . import pipeline

    out = args.out or args.root / "build" / "site"
    try:
        built = pipeline.build(args.root, out, today=pipeline.today_from_environment(), workshop=_workshop(args.root), progress=_progress)
    finally:
        _end_progress()
    _tell(built.findings)
    pages = sum(path.endswith(".html") for path in built.files)
    print(f"De site staat in {out}: {pages} pagina's, {built.changed} bestanden veranderd.")
    return GOOD


def _check(args: argparse.Namespace) -> int:
    from . import pipeline

    if args.teken:
        _draw(args)
    try:
        findings = pipeline.make_site(args.root, today=pipeline.today_from_environment(), workshop=_workshop(args.root), progress=_progress).findings
    except Refused as refused:
        findings = refused.findings
    finally:
        _end_progress()
    if args.taal:
        findings = (*findings, *pipeline.read_taal(args.root))
    print(FORMATS[args.format](findings), end="\n" if findings or args.format == "json" else "")
    if args.format == "text":
        print(_count(findings) if findings else "Alles klopt.")
    return FINDINGS if has_errors(findings) else GOOD


def _draw(args: argparse.Namespace) -> None:
    """Draw one route map from the files as they are, so that a mistake in it can be seen."""
    from .load import load
    from .model import KINDS
    from .routetekst import draw_text
    from .validate import build_portal

    raw, findings = load(args.root, tuple(file for file, _ in KINDS.values()))
    portal, found = build_portal(raw)
    kaarten = portal.routekaarten if portal else {}
    if args.teken not in kaarten:
        unknown = Finding(Location("data/routekaarten"), "onbekende-routekaart", f"Er is geen leesbare routekaart '{args.teken}'.",
                            did_you_mean(args.teken, kaarten, otherwise=f"Kies uit: {', '.join(kaarten)}."))
        raise Refused([unknown, *(f for f in findings + found if f.where.path.startswith("data/routekaarten"))])
    print(draw_text(kaarten[args.teken]))


def _serve(args: argparse.Namespace) -> int:
    from .serve import serve

    return serve(args.root, args.port)


def _search(args: argparse.Namespace) -> int:
    import json

    from . import pipeline, search

    today = pipeline.today_from_environment()
    portal, *_ = pipeline.read_portal(args.root, today)
    hits = search.search_portal(portal, " ".join(args.words), args.limit, args.root / "build" / "cache")
    if args.json:
        rows = [{"type": hit.type, "id": hit.id, "titel": hit.titel, "url": hit.url, "score": hit.score} for hit in hits]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return GOOD
    for hit in hits:
        print(f"{hit.score:>6}  {hit.titel}  ({hit.type}) /{hit.url}")
        if args.explain:
            print(f"        {search.explain(hit)}")
    if not hits:
        print("Niets gevonden. Voeg de woorden toe aan data/zoektaal.yaml als ouders ze gebruiken.")
    return GOOD


def _new(args: argparse.Namespace) -> int:
    from .new import make

    given = dict(answer.partition("=")[::2] for answer in args.antwoord)
    path = make(args.root, args.soort, given)
    print(f"Gemaakt in {path}. Vul in wat u verder weet en draai daarna: portaal check")
    return GOOD


if __name__ == "__main__":
    raise SystemExit(main())
