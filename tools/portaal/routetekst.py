"""A route map as a picture in letters, for an editor who wants to see in the terminal where every answer leads."""

from __future__ import annotations

from .model import ROL, Routekaart, Stap


def draw_text(kaart: Routekaart) -> str:
    """Return the picture: a line per step, a branch per answer, a block where the route ends."""
    numbers = {stap.id: number for number, stap in enumerate(kaart.stappen, start=1)}
    lines = [f"{kaart.titel} ({kaart.id})", ""]
    for number, stap in enumerate(kaart.stappen, start=1):
        mark = "■" if stap.uitkomst else "◇" if stap.keuzes else "○"
        lines.append(f"{number:>3} {mark} {stap.titel}  [{', '.join(ROL[rol].lower() for rol in stap.wie)}]")
        lines += [f"      {line}" for line in _ways(stap, numbers)]
    return "\n".join(lines) + "\n"


def _ways(stap: Stap, numbers: dict[str, int]) -> list[str]:
    if stap.uitkomst:
        return [f"einde: {stap.uitkomst.volgende}"]
    if not stap.keuzes:
        return [f"↓ {_name(stap.daarna, numbers)}"]
    last = len(stap.keuzes) - 1
    ways = [f"{'└' if number == last else '├'} {keuze.antwoord} → {_name(keuze.naar, numbers)}" for number, keuze in enumerate(stap.keuzes)]
    return [stap.vraag, *ways]


def _name(id_: str | None, numbers: dict[str, int]) -> str:
    return f"{numbers[id_]} ({id_})" if id_ in numbers else f"? ({id_ or 'geen vervolg'})"
