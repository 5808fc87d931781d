"""The command line `portaal`: words in, exit code out (0 good, 1 findings, 2 wrong use)."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from .commands import COMMANDS
from .commands.exits import FINDINGS, GOOD
from .commands.parser import Parser, example
from .commands.terminal import tell
from .finding import Refused


def build_parser() -> Parser:
    """Return the parser of the whole command line; each command names the function that does it."""
    parser = Parser(prog="portaal", description="Maakt van feiten en teksten de site van een samenwerkingsverband passend onderwijs.",
                    epilog=example("portaal check      (kijk alles na)\n  portaal build      (maak de site in build/site)"))
    commands = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True, dest="command")
    for name, module in COMMANDS.items():
        command = commands.add_parser(name, help=module.ABOUT, description=module.ABOUT, epilog=example(module.EXAMPLE))
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


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
        tell(refused.findings)
        return FINDINGS
    except BrokenPipeError:
        return GOOD  # who reads the answer has seen enough
    except OSError as error:
        return _cannot(error)
    except KeyboardInterrupt:
        return GOOD if args.command in ("serve", "beheer") else FINDINGS


def _cannot(error: OSError) -> int:
    """Tell what cannot be read or written; return the exit code."""
    where = f" ({error.filename})" if error.filename else ""
    print(f"portaal: een bestand kan niet worden gelezen of geschreven: {error.strerror or error}{where}. Kijk naar vrije ruimte en rechten.", file=sys.stderr)
    return FINDINGS


def program() -> NoReturn:
    """Be the program `portaal`: run the command line, and end at once.

    A whole portal stands in memory by then. Python would take it apart value by value, for a tenth of a second, to give back
    what the system takes back anyway. Every command has ended its own threads and processes when it returns.
    """
    code = main()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        pass  # nobody reads any more
    except OSError as error:
        code = _cannot(error)
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    program()
