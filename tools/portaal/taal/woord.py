"""Rules on words: those that a reader knows, and sentences that say who does what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..rules.problem import Problem
from .passage import Passage
from .teksten import Phrases, Teksten
from .zin import Zin, without_quotes

# Two capitals or more in a word of at most seven letters: TLV, RvT, TLV's, SBO-school, PO-VO (each part by itself); not 1234 AB.
_ABBREVIATION = re.compile(r"(?<![\w.@/])(?<!\d{4} )(?=\w{2,7}\b)[A-Z]\w*[A-Z]\w*+(?!\.\w|@)")
_ROMAN = re.compile(r"[IVX]+")
# "Landelijk Werkverband (LWV)" and "LWV (Landelijk Werkverband)" explain themselves.
_EXPLAINED = r"\({0}\)|\b{0}(?:'?s)? \(|\*\[{0}\]|\b{0} (?:staat voor|betekent|is de|is het|is een)|\bheet (?:een |het |de )?{0}\b"
_PARTICIPLE = re.compile(
    r"(?:aan|achter|af|bij|binnen|bloot|buiten|deel|door|goed|in|klaar|los|mee|mis|na|om|onder|op|over|plaats|rond|samen|tegen|terug|toe|"
    r"tussen|uit|vast|vol|voor|vrij|waar|weg)?ge\w{2,}(?:d|t|n)|(?:be|er|her|ont|ver)\w{3,}(?:d|t)|"
    r"(?:be|ver|ont)(?:boden|bonden|dreven|geven|grepen|houden|keken|laten|loren|meten|nomen|schoven|schreven|sloten|sproken|staan|vangen|"
    r"wezen|worpen|zonden)|onder(?:nomen|steund|vonden|zocht)|over(?:handigd|legd|tuigd)|voorkomen|aanbevolen"
)
_CLAUSE = re.compile(r"[^;:(),–]+")


def unknown_abbreviation(teksten: Teksten) -> Iterator[Problem]:
    """Een afkorting staat in de begrippen, wordt ter plekke uitgelegd of is bij iedereen bekend."""
    # Whoever explains the first use explains them all, so a page or a record gives one finding for each abbreviation.
    seen: set[tuple[str, str]] = set()
    for passage in teksten.passages:
        for found in _ABBREVIATION.finditer(without_quotes(passage.text)):
            word = found[0] if found[0].isupper() else re.sub(r"'?s$", "", found[0])
            if (passage.owner, word) in seen or not teksten.known.isdisjoint((word.lower(), found[0].lower())) or _ROMAN.fullmatch(word):
                continue
            if any(found[0] in name and name in passage.text for name in teksten.names):
                continue
            seen.add((passage.owner, word))
            if not re.search(_EXPLAINED.format(re.escape(word)), teksten.whole[passage.owner]):
                yield Problem(passage.place(found.start()), f"De afkorting '{word}' wordt hier niet uitgelegd.",
                              "Schrijf het woord voluit, zet de afkorting in data/begrippen.yaml of in data/taal.yaml bij geen_uitleg_nodig.")


def stiff_word(teksten: Teksten) -> Iterator[Problem]:
    """Een stijf woord uit data/taal.yaml (formeel) staat nergens."""
    for passage, zinnen in teksten.each:
        yield from _words(teksten.formeel, passage, zinnen, "Dit is een stijf woord")


def trade_word(teksten: Teksten) -> Iterator[Problem]:
    """Een woord van het vak (data/taal.yaml, vaktaal) staat alleen in teksten voor scholen en partners."""
    for passage, zinnen in teksten.each:
        if passage.voor not in ("scholen", "partners"):
            yield from _words(teksten.vaktaal, passage, zinnen, "Dit woord kennen veel ouders niet")


def _words(phrases: Phrases, passage: Passage, zinnen: tuple[Zin, ...], complaint: str) -> Iterator[Problem]:
    if passage.soort == "citaat":
        return
    for zin in zinnen:
        for offset, words, beter in phrases.find(without_quotes(zin.text)):
            # A capital inside a sentence makes it a name: Stichting Meer Samen.
            if offset == 0 or words[0].islower():
                yield Problem(passage.place(zin.start), f"{complaint}: '{words}', in '{zin.short(50)}'.", f"Schrijf liever: {beter}.", "waarschuwing")


def passive(teksten: Teksten) -> Iterator[Problem]:
    """Een zin zegt wie iets doet: geen 'wordt', 'worden' of 'werd' met een voltooid deelwoord."""
    helpers = frozenset(teksten.portal.taal.lijdend)
    allowed = frozenset(teksten.portal.taal.niet_lijdend)
    for passage, zinnen in teksten.each:
        if passage.soort == "citaat":
            continue
        for zin in zinnen:
            if found := next(filter(None, (_passive(clause, helpers, allowed) for clause in _CLAUSE.findall(zin.text.lower()))), None):
                yield Problem(passage.place(zin.start), f"Deze zin is lijdend ('{found[0]} … {found[1]}'): '{zin.short()}'.",
                              "Zeg wie het doet, bijvoorbeeld: de school, u, de gemeente.", "waarschuwing")


def _passive(clause: str, helpers: frozenset[str], allowed: frozenset[str]) -> tuple[str, str] | None:
    words = re.findall(r"[\w-]+", clause)
    helper = next((word for word in words if word in helpers), None)
    if helper is None:
        return None
    participle = next((word for word in words if word not in allowed and word not in helpers and _PARTICIPLE.fullmatch(word)), None)
    return (helper, participle) if participle else None
