"""The page on coverage for the board: need by age and by place, as tables and as a drawing; staff find it, search engines do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from ..dekking import BOUWEN, Dekking, bouw_titel, build_dekking
from ..model import Portal
from ..page import Page
from ..urls import DEKKING, DEKKING_CSV
from .parts import crumbs

# The drawing: room for the words of a row, and the size of a cell.
_LEFT, _TOP, _CELL_WIDTH, _CELL_HEIGHT = 190, 44, 130, 34


class Cel(Struct, frozen=True):
    """A cell of the drawing; `sterkte` (0 to 3) is how much there is: none, one (or perhaps), two, more."""

    x: int
    y: int
    woord: str
    sterkte: int


class DekkingView(Struct, frozen=True):
    """`rijen` and `kolommen` are the words of the drawing with their place; `width` and `height` its size."""

    dekking: Dekking
    bouwen: tuple[str, ...]
    csv: str
    cellen: tuple[Cel, ...]
    rijen: tuple[tuple[int, str], ...]
    kolommen: tuple[tuple[int, str], ...]
    width: int
    height: int
    cel: tuple[int, int] = (_CELL_WIDTH, _CELL_HEIGHT)


def dekking_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the one page on coverage."""
    dekking = build_dekking(portal)
    cells = tuple(
        Cel(_LEFT + column * _CELL_WIDTH, _TOP + row * _CELL_HEIGHT, vak.woord, 0 if vak.is_leeg else max(1, min(vak.aantal, 3)))
        for row, vakken in enumerate(dekking.per_bouw) for column, vak in enumerate(vakken)
    )
    yield Page(
        url=DEKKING,
        template="dekking.html",
        titel="Dekkend aanbod",
        beschrijving="Voor welke hulpvraag, groep en plaats er een plek is, en waar niemand er een kent.",
        view=DekkingView(
            dekking, tuple(map(bouw_titel, BOUWEN)), DEKKING_CSV, cells,
            tuple((_TOP + number * _CELL_HEIGHT, hulpvraag.kort) for number, hulpvraag in enumerate(dekking.hulpvragen)),
            tuple((_LEFT + number * _CELL_WIDTH, f"groep {bouw.van}-{bouw.tot}") for number, bouw in enumerate(BOUWEN)),
            _LEFT + len(BOUWEN) * _CELL_WIDTH, _TOP + len(dekking.hulpvragen) * _CELL_HEIGHT,
        ),
        kruimels=crumbs(),
        is_listed=False,
    )
