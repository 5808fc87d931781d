"""Nothing of a person is published: four hundred made-up data of nobody are put in a text and all found, and what looks like them is not."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from stdnum.iso7064 import mod_97_10

from miniature import MINIATURE, TODAY
from portaal import pipeline
from portaal.finding import Refused

from .frame import Bewijs, Werkplaats

_ONDERWERP = "persoon"
_RULE = "persoonsgegeven"
_NUMBER = 100
# In the file the text begins below its front matter.
_PAGE = "---\nbeschrijving: Een proef.\n---\n# Proef\n\n"
Maker = Callable[[random.Random], str]


def _digits(chance: random.Random, number: int) -> str:
    return "".join(chance.choices("0123456789", k=number))


def _bsn(chance: random.Random, *, valid: bool = True) -> str:
    """Nine digits that pass (or fail) the test of eleven, written in one of the ways of people."""
    while True:
        number = str(chance.randrange(1, 10)) + _digits(chance, 8)
        weighed = sum(int(digit) * weight for digit, weight in zip(number, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
        if (weighed % 11 == 0) is valid:
            return chance.choice((number, f"{number[:4]}.{number[4:6]}.{number[6:]}", f"{number[:3]} {number[3:6]} {number[6:]}"))


def _iban(chance: random.Random) -> str:
    rest = chance.choice(("ABNA", "INGB", "RABO", "TRIO")) + _digits(chance, 10)
    number = f"NL{mod_97_10.calc_check_digits(rest + 'NL')}{rest}"
    return chance.choice((number, " ".join(number[at : at + 4] for at in range(0, len(number), 4))))


def _mobile(chance: random.Random) -> str:
    return chance.choice(("06-{}", "06{}", "06 {}", "+31 6 {}", "+316{}", "0031 6 {}", "+31(0)6{}")).format(_digits(chance, 8))


def _home_mail(chance: random.Random) -> str:
    return f"proef{_digits(chance, 4)}@{chance.choice(('gmail.com', 'hotmail.nl', 'ziggo.nl', 'kpnmail.nl', 'outlook.com', 'xs4all.nl'))}"


GUILTY: dict[str, Maker] = {"burgerservicenummers": _bsn, "rekeningnummers": _iban, "mobiele nummers": _mobile, "privéadressen voor e-mail": _home_mail}
INNOCENT: dict[str, Maker] = {
    "nummers van de Kamer van Koophandel": lambda chance: f"KvK {_digits(chance, 8)}",
    "vaste telefoonnummers": lambda chance: chance.choice(("023-{}", "023 {}", "023{}")).format(_digits(chance, 7)),
    "getallen van negen cijfers": lambda chance: _bsn(chance, valid=False),
    "adressen van een organisatie": lambda chance: f"{chance.choice(('info', 'steunpunt', 'secretariaat'))}@school{_digits(chance, 3)}.invalid",
}
Reader = Callable[[Path], set[int]]


def told_lines(root: Path) -> set[int]:
    """Return the lines of the page with plants of which the portal says that they hold something of a person."""
    try:
        findings = pipeline.read_portal(root, TODAY)[3]
    except Refused as refused:
        findings = list(refused.findings)
    return {finding.where.line for finding in findings if finding.rule == _RULE and finding.where.path == "content/proef.md"}


def _found(root: Path, lines: Iterable[str], reader: Reader) -> set[int]:
    """Put lines on a page; return which of them are told, counted from 0."""
    (root / "content" / "proef.md").write_text(_PAGE + "".join(f"{line}\n\n" for line in lines), encoding="utf-8")
    begin = _PAGE.count("\n") + 1
    return {(line - begin) // 2 for line in reader(root)}


def bewijs(werkplaats: Werkplaats, reader: Reader = told_lines) -> Iterator[Bewijs]:
    """Yield per kind how many are found, and how many that only look like it."""
    root = Path(shutil.copytree(MINIATURE, werkplaats.folder / "persoon", ignore=shutil.ignore_patterns("build")))
    chance = random.Random(TODAY.toordinal())
    for is_guilty, makers in ((True, GUILTY), (False, INNOCENT)):
        for name, make in makers.items():
            lines = [make(chance) for _ in range(_NUMBER)]
            found = _found(root, lines, reader)
            wrong = [line for number, line in enumerate(lines) if (number in found) is not is_guilty]
            vraag = f"Worden {name} gevonden voor ze op de site staan?" if is_guilty else f"Blijven {name} met rust?"
            yield Bewijs(_ONDERWERP, vraag, f"{len(found)} van {_NUMBER} gevonden", f"{_NUMBER if is_guilty else 0} van {_NUMBER}", not wrong, "; ".join(wrong[:5]))
