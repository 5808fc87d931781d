"""Coverage (dekkend aanbod): for which need, age and place there is help, and where nobody knows of any.

The law asks of a partnership that every child finds a fitting place (Wet op het primair onderwijs, artikel 18a).
What is counted are provisions that are open or can be asked for; a school's own support is not among them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from .model import Hulpvraag, Portal, Voorziening
from .model.fields import Bereik
from .plekken import place_of

# Groups of the primary school that are counted together.
BOUWEN = (Bereik(van=1, tot=2), Bereik(van=3, tot=5), Bereik(van=6, tot=8))
# A child in group 1 is four or five years old, and so on.
_YEARS = 3
OVERAL = "hele gebied"


class Vak(Struct, frozen=True):
    """What there is for one need in one column (a bouw or a place); `misschien` counts what may be for it: nobody said for whom."""

    voorzieningen: tuple[Voorziening, ...]
    misschien: int = 0

    @property
    def aantal(self) -> int:
        return len(self.voorzieningen)

    @property
    def is_leeg(self) -> bool:
        """Tell whether nobody knows of anything here."""
        return not self.aantal and not self.misschien

    @property
    def woord(self) -> str:
        """What a cell says."""
        return str(self.aantal or ("misschien" if self.misschien else "geen"))


@dataclass(frozen=True)
class Dekking:
    """Need by bouw and need by place; the rows of both follow `hulpvragen`.

    `zonder_leeftijd` names provisions that say neither group nor age: they are counted nowhere by age.
    """

    hulpvragen: tuple[Hulpvraag, ...]
    plaatsen: tuple[str, ...]
    per_bouw: tuple[tuple[Vak, ...], ...]
    per_plaats: tuple[tuple[Vak, ...], ...]
    zonder_leeftijd: tuple[Voorziening, ...]

    @cached_property
    def witte_vlekken(self) -> tuple[tuple[Hulpvraag, Bereik], ...]:
        """Every need and bouw for which no provision is known."""
        return tuple(
            (hulpvraag, bouw)
            for hulpvraag, row in zip(self.hulpvragen, self.per_bouw, strict=True)
            for bouw, vak in zip(BOUWEN, row, strict=True) if vak.is_leeg
        )


def build_dekking(portal: Portal) -> Dekking:
    """Count the provisions of a portal that a child can get now or on request."""
    open_ = [voorziening for voorziening in portal.voorzieningen.values() if voorziening.staat not in ("niet", "in_opbouw")]
    hulpvragen = tuple(portal.hulpvragen.values())
    plaatsen = (*sorted({_place(portal, voorziening) for voorziening in open_} - {OVERAL}), OVERAL)
    serving = [[voorziening for voorziening in open_ if hulpvraag.id in voorziening.hulpvragen] for hulpvraag in hulpvragen]
    return Dekking(
        hulpvragen, plaatsen,
        tuple(tuple(Vak(tuple(v for v in row if _is_for(v, bouw)), sum(map(_is_silent, row))) for bouw in BOUWEN) for row in serving),
        tuple(tuple(Vak(tuple(v for v in row if _place(portal, v) == plaats)) for plaats in plaatsen) for row in serving),
        tuple(filter(_is_silent, open_)),
    )


def _place(portal: Portal, voorziening: Voorziening) -> str:
    return place_of(portal, voorziening) or OVERAL


def _is_silent(voorziening: Voorziening) -> bool:
    return not voorziening.groep and not voorziening.leeftijd


def _is_for(voorziening: Voorziening, bouw: Bereik) -> bool:
    if voorziening.groep:
        return _meet(voorziening.groep, bouw)
    return bool(voorziening.leeftijd) and _meet(voorziening.leeftijd, Bereik(van=bouw.van + _YEARS, tot=bouw.tot + _YEARS + 1))


def _meet(one: Bereik, other: Bereik) -> bool:
    return one.van <= other.tot and other.van <= one.tot


def bouw_titel(bouw: Bereik) -> str:
    """Return the heading of a column."""
    return f"groep {bouw.van} tot en met {bouw.tot}"


def build_csv(portal: Portal) -> bytes:
    """Return all cells for a Dutch spreadsheet (UTF-8 with a byte order mark, `;`): need, column, number, names, blank spot."""
    dekking = build_dekking(portal)
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(("hulpvraag", "naar", "waarde", "aantal", "leeftijd_onbekend", "voorzieningen", "witte_vlek"))
    for hulpvraag, bouwen, plaatsen in zip(dekking.hulpvragen, dekking.per_bouw, dekking.per_plaats, strict=True):
        rows.writerows(_rows(hulpvraag, "bouw", zip(map(bouw_titel, BOUWEN), bouwen, strict=True)))
        rows.writerows(_rows(hulpvraag, "plaats", zip(dekking.plaatsen, plaatsen, strict=True)))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _rows(hulpvraag: Hulpvraag, axis: str, cells: Iterable[tuple[str, Vak]]) -> Iterable[tuple[object, ...]]:
    for titel, vak in cells:
        names = " | ".join(voorziening.titel for voorziening in vak.voorzieningen)
        yield hulpvraag.kort, axis, titel, vak.aantal, vak.misschien, names, "ja" if vak.is_leeg else "nee"
