"""Draws a route map as a railway line: stations in the order of the list, branches where a choice is made.

The drawing stands beside the numbered list and says the same; all text in it is text, and its colours come from
theme/css/routekaart.css, so it follows light, dark and paper.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from functools import lru_cache
from html import escape

from msgspec import Struct

from .model import ROL, Routekaart, Stap

WIDTH = 360
_TRACK = 22  # distance between two tracks
_LEFT = 18
_LINE = 20  # height of a line of a title
_SMALL = 17  # height of a line of small text
_GAP = 26  # free height between two stations
_CHAR, _SMALL_CHAR = 8.6, 7.0  # width of a character that fits in the common sans-serif faces


class _Row(Struct, frozen=True):
    """One station: its step, its track, the tracks that pass it, and the tracks that leave it (track, target)."""

    stap: Stap
    track: int
    passing: tuple[int, ...]
    joining: tuple[int, ...]
    leaving: tuple[int, ...]


def _rows(kaart: Routekaart) -> list[_Row]:
    """Give every step a track: a way on keeps its track until it arrives, a choice opens the next free one."""
    tracks: list[str | None] = []
    rows = []
    for stap in kaart.stappen:
        arriving = [number for number, target in enumerate(tracks) if target == stap.id]
        track = arriving[0] if arriving else _free(tracks)
        for number in arriving:
            tracks[number] = None
        passing = tuple(number for number, target in enumerate(tracks) if target)
        leaving = []
        for target in dict.fromkeys(stap.next_ids):
            if target in tracks:
                number = tracks.index(target)
            else:
                number = track if not leaving and _is_free(tracks, track) else _free(tracks, after=track)
                tracks += [None] * (number + 1 - len(tracks))
                tracks[number] = target
            leaving.append(number)
        rows.append(_Row(stap, track, passing, tuple(arriving[1:]), tuple(leaving)))
    return rows


def _is_free(tracks: list[str | None], number: int) -> bool:
    return number >= len(tracks) or tracks[number] is None


def _free(tracks: list[str | None], after: int = -1) -> int:
    number = after + 1
    while not _is_free(tracks, number):
        number += 1
    return number


def draw_routekaart(kaart: Routekaart, termijnen: Mapping[str, str]) -> str:
    """Return the SVG of a route map; `termijnen` maps the id of a step to its terms in short ("6 weken")."""
    rows = _rows(kaart)
    most = max((max((row.track, *row.passing, *row.leaving)) for row in rows), default=0)
    text_x = _LEFT + most * _TRACK + 24
    numbers = {stap.id: number for number, stap in enumerate(kaart.stappen, start=1)}
    lines: list[str] = []
    stations: list[str] = []
    y = 24
    for number, row in enumerate(rows, start=1):
        texts = _texts(row.stap, numbers, termijnen.get(row.stap.id, ""), WIDTH - text_x - 6)
        height = sum(_LINE if name == "titel" else _SMALL for name, _ in texts) + _GAP
        lines += _edges(row, y, y + height)
        stations.append(_station(row, number, y))
        stations += _labels(texts, text_x, y)
        y += height
    height = y - 8
    title = f"Routekaart: {kaart.titel}"
    about = f"Een lijn met {len(rows)} stations. De lijst met stappen op deze pagina vertelt hetzelfde in woorden."
    return (
        f'<svg class="routekaart-svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-labelledby="rk-{kaart.id}-titel rk-{kaart.id}-uitleg">'
        f'<title id="rk-{kaart.id}-titel">{escape(title)}</title><desc id="rk-{kaart.id}-uitleg">{escape(about)}</desc>'
        f"{''.join(lines)}{''.join(stations)}</svg>"
    )


def _x(track: int) -> int:
    return _LEFT + track * _TRACK


def _edges(row: _Row, top: int, bottom: int) -> list[str]:
    """The lines between this station and the height of the next one."""
    paths = []
    for track in row.passing:
        paths.append(f"M{_x(track)} {top}V{bottom}")
    for track in row.leaving:
        if track == row.track:
            paths.append(f"M{_x(track)} {top}V{bottom}")
        else:
            paths.append(f"M{_x(row.track)} {top}C{_x(row.track)} {top + 16} {_x(track)} {top + 6} {_x(track)} {top + 24}V{bottom}")
    for track in row.joining:
        paths.append(f"M{_x(track)} {top - 24}C{_x(track)} {top - 8} {_x(row.track)} {top - 14} {_x(row.track)} {top}")
    return [f'<path class="rk-spoor rk-spoor-{_color(path, row)}" d="{path}"/>' for path in paths]


def _color(path: str, row: _Row) -> int:
    """Main track or side track, by where the line ends."""
    return 0 if path.startswith(f"M{_x(0)} ") and "C" not in path else 1


def _station(row: _Row, number: int, y: int) -> str:
    kind = "einde" if row.stap.uitkomst else "keuze" if row.stap.keuzes else "halte"
    x = _x(row.track)
    shape = {
        "halte": f'<circle cx="{x}" cy="{y}" r="11"/>',
        "keuze": f'<rect x="{x - 10}" y="{y - 10}" width="20" height="20" rx="3" transform="rotate(45 {x} {y})"/>',
        "einde": f'<rect x="{x - 12}" y="{y - 11}" width="24" height="22" rx="3"/>',
    }[kind]
    return f'<g class="rk-station rk-{kind}">{shape}<text x="{x}" y="{y + 4.5}" text-anchor="middle">{number}</text></g>'


def _texts(stap: Stap, numbers: Mapping[str, int], termijn: str, width: int) -> list[tuple[str, str]]:
    """The lines beside a station, as (class, text)."""

    def wrap(name: str, text: str, char: float) -> list[tuple[str, str]]:
        return [(name, line) for line in _wrap(text, int(width / char))]

    texts = wrap("titel", stap.titel, _CHAR)
    texts += wrap("wie", "Wie: " + ", ".join(ROL[rol].lower() for rol in stap.wie), _SMALL_CHAR)
    if termijn:
        texts += wrap("termijn", f"Termijn: {termijn}", _SMALL_CHAR)
    for keuze in stap.keuzes:
        texts += wrap("antwoord", f"{keuze.antwoord} →\u00a0{numbers.get(keuze.naar, '?')}", _SMALL_CHAR)
    if stap.daarna and numbers.get(stap.daarna) != numbers[stap.id] + 1:
        texts += wrap("antwoord", f"Verder bij {numbers.get(stap.daarna, '?')}", _SMALL_CHAR)
    return texts


@lru_cache(maxsize=4096)
def _wrap(text: str, width: int) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, width, break_long_words=False))


def _labels(texts: list[tuple[str, str]], x: int, y: int) -> list[str]:
    labels = []
    y += 5
    for name, text in texts:
        labels.append(f'<text class="rk-{name}" x="{x}" y="{y}">{escape(text)}</text>')
        y += _LINE if name == "titel" else _SMALL
    return labels
