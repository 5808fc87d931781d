"""Rules on length: what is short is read, what is long is skipped."""

from __future__ import annotations

from collections.abc import Iterator

from ..rules.problem import Problem
from .passage import Passage
from .teksten import Teksten

# Words in a sentence: more than the first is a warning, more than the second a mistake.
ZIN = (20, 25)
MAKKELIJKE_ZIN = (12, 12)
ALINEA_ZINNEN, ALINEA_WOORDEN = 6, 90


def long_sentence(teksten: Teksten) -> Iterator[Problem]:
    """Een zin heeft hoogstens 20 woorden, en op een pagina die extra makkelijk is hoogstens 12; meer dan 25 is een fout."""
    for passage, zinnen in teksten.each:
        if passage.soort == "citaat":
            continue
        aim, limit = MAKKELIJKE_ZIN if passage.is_easy else ZIN
        for zin in zinnen:
            # Names are looked up only where it matters: that is slow.
            if zin.count() <= aim or (count := zin.count(teksten.names)) <= aim:
                continue
            at = zin.cut()
            yield Problem(passage.place(zin.start), f"Deze zin heeft {count} woorden, hoogstens {aim} leest prettig: '{zin.short()}'.",
                          f"Maak er twee zinnen van; begin een nieuwe bij '{at}'." if at else "Maak er twee zinnen van.",
                          "fout" if count > limit else "waarschuwing")


def wall_of_text(teksten: Teksten) -> Iterator[Problem]:
    """Een alinea heeft hoogstens 6 zinnen en 90 woorden."""
    for passage, zinnen in teksten.each:
        words = sum(zin.count() for zin in zinnen)
        if _is_prose(passage) and (len(zinnen) > ALINEA_ZINNEN or words > ALINEA_WOORDEN):
            yield Problem(passage.place(), f"Deze alinea heeft {len(zinnen)} zinnen en {words} woorden: '{zinnen[0].short(40)}'.",
                          "Zet een lege regel waar iets nieuws begint, of maak er een lijst van.", "waarschuwing")


def _is_prose(passage: Passage) -> bool:
    return passage.soort in ("alinea", "punt", "cel")
