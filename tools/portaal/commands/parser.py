"""argparse in Dutch."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from pathlib import Path
from typing import NoReturn

from .exits import WRONG_USE

_DUTCH = (
    ("the following arguments are required", "dit ontbreekt"),
    ("unrecognized arguments", "dit ken ik niet"),
    ("invalid choice", "dat kan hier niet"),
    ("expected one argument", "hier hoort een waarde achter"),
    ("expected at least one argument", "hier hoort minstens één waarde achter"),
    ("invalid int value", "dit is geen getal"),
    ("invalid float value", "dit is geen getal"),
    ("choose from", "kies uit"),
    ("ignored explicit argument", "hier hoort geen waarde achter:"),
    ("ambiguous option", "dit kan meer dan één keuze zijn"),
    ("could match", "bijvoorbeeld"),
    ("one of the arguments", "een van deze ontbreekt:"),
    ("not allowed with argument", "dat gaat niet samen met"),
    (" is required", ""),
    ("argument ", "bij "),
)


class Parser(argparse.ArgumentParser):
    """argparse in Dutch, with `--root` where a command works on a portal."""

    def __init__(self, *args: object, **options: object):
        super().__init__(*args, add_help=False, formatter_class=argparse.RawDescriptionHelpFormatter, **options)
        self._positionals.title, self._optionals.title = "wat u erbij schrijft", "keuzes"
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")

    def add_root(self) -> None:
        """Declare the folder that a command works on."""
        self.add_argument("--root", type=Path, default=Path("."), metavar="MAP", help="map met mkdocs.yml, data/ en content/ (standaard: hier)")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "gebruik:")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "gebruik:")

    def error(self, message: str) -> NoReturn:
        for english, dutch in _DUTCH:
            message = message.replace(english, dutch)
        self.exit(WRONG_USE, f"portaal: {message}\nMeer uitleg: {self.prog} --help\n")


def example(words: str) -> str:
    """Return the end of a help text: how to type it."""
    return f"voorbeeld:\n  {words}"


def date(text: str) -> dt.date:
    """Read a day as editors write it, for the `type` of an option; raises ArgumentTypeError in Dutch."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"'{text}' is geen datum. Schrijf jaar-maand-dag, bijvoorbeeld 2026-08-31.")
