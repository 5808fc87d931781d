"""Rules on form: links that say where they go, headings that nest, and terms that come from the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Portal
from ..rules.problem import Problem
from .teksten import Phrases, Teksten
from .zin import Zin, sentences

_URL = re.compile(r"(?:https?://|www\.)[^\s)>\]]+")
_NUMBER = {
    "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10,
    "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "twintig": 20, "dertig": 30, "veertig": 40,
}
# "Een week" is seldom a term, "één week" is.
_TERMIJN = re.compile(
    rf"\b(\d+|{'|'.join(sorted(set(_NUMBER) - {'een'}, key=len, reverse=True))})\s+"
    r"(?:\w+\s+)?((?:school|werk|kalender)?(?:week|weken|dag|dagen|maand|maanden))\b(?!\s+(?:per|in de)\b)", re.I,
)


def vague_link(teksten: Teksten) -> Iterator[Problem]:
    """De tekst van een link zegt waar hij heen gaat: geen 'klik hier' en geen kaal webadres."""
    vague = frozenset(text.lower() for text in teksten.portal.taal.linkteksten)
    for passage in teksten.passages:
        for offset, text in passage.links:
            if " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split()) in vague:
                yield Problem(passage.place(offset), f"De link '{text}' zegt niet waar hij heen gaat.",
                              "Gebruik woorden van de pagina waar hij naartoe gaat.")
        # In the data a text is no Markdown: an address can only be written as it is, and on paper that is what helps.
        for url in _URL.finditer(passage.text) if passage.is_exact else ():
            yield Problem(passage.place(url.start()), f"Hier staat een kaal webadres: '{url[0].rstrip('.,;:')}'.",
                          "Maak er een link van met gewone woorden: [naam van de pagina](adres).")


def heading_jump(teksten: Teksten) -> Iterator[Problem]:
    """Koppen gaan per stap dieper: na ## komt ###, geen ####."""
    depth: dict[str, int] = {}
    for passage in teksten.passages:
        if not passage.niveau:
            continue
        above = depth.get(passage.path, 0)
        if above and passage.niveau > above + 1:
            yield Problem(passage.place(), f"Deze kop slaat een stap over: '{passage.text.strip()}' heeft {passage.niveau} hekjes, de kop erboven {above}.",
                          f"Begin de kop met {'#' * (above + 1)}.")
        depth[passage.path] = passage.niveau


def term_in_own_words(teksten: Teksten) -> Iterator[Problem]:
    """Een termijn komt uit data/regels.yaml; een tekst noemt zelf geen aantal weken, dagen of maanden."""
    allowed = Phrases((phrase, "") for phrase in teksten.portal.taal.geen_termijn)
    for passage in teksten.passages:
        if passage.states_terms or passage.soort == "citaat":
            continue
        for found in _TERMIJN.finditer(passage.text):
            zin = next((zin for zin in reversed(tuple(sentences(passage.text))) if zin.start <= found.start()), Zin(passage.text, 0))
            if any(found[0].lower() in words.lower() for _, words, _ in allowed.find(zin.text)):
                continue
            yield Problem(passage.place(found.start()), f"Hier staat een termijn in eigen woorden ('{found[0]}'): '{zin.short()}'.", _use(teksten.portal, found))


def _use(portal: Portal, found: re.Match[str]) -> str:
    """Return a repair that names the rules with the same number of weeks."""
    number = _NUMBER.get(found[1].lower()) or int(found[1])
    same = [regel.id for regel in portal.regels.values() if "we" in found[2].lower() and regel.weken == number]
    named = f" Deze passen misschien: {', '.join(same[:3])}." if same else ""
    return f"Haal de termijn uit de regels, met {{{{ regel … }}}} op een eigen regel of met het veld regels.{named}"
