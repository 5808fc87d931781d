"""DUO's cells in the spelling that readers know: place names, school names, web addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..urls import slugify

_SMALL = frozenset([
    "'s", "'t", "aan", "ad", "bij", "ca", "de", "den", "der", "en", "gem", "gem.", "het", "in", "of", "op", "over",
    "te", "ten", "ter", "van", "voor",
])
# Provinces that the national address register (BAG) keeps in capitals behind a place name: Velp NB.
PROVINCES = frozenset(["NB", "NH", "ZH"])
_SCHOOL_TYPES = frozenset([
    "BS", "CBS", "GBS", "IBS", "ICBS", "IKC", "KBS", "KC", "OBS", "PC", "PCBS", "RK", "RKBS", "SBO", "SO", "VSO",
])
# What everybody, or DUO, calls a municipality -> the name that CBS gives it, both as slugs.
COMMON = {"den-haag": "s-gravenhage", "den-bosch": "s-hertogenbosch"}
_GEMEENTE = {"bergen-lb": "bergen-l", "nuenen-ca": "nuenen-gerwen-en-nederwetten", **COMMON}


def gemeente_key(name: str) -> str:
    """Return the same key for every way in which registers and people write the name of a municipality."""
    slug = slugify(name)
    return _GEMEENTE.get(slug, slug)


def _capitalize(word: str) -> str:
    """Return a word in lower case with a capital; Dutch writes IJ as one letter: IJmuiden."""
    low = word.lower()
    return "IJ" + low[2:] if low.startswith("ij") else low[:1].upper() + low[1:]


def _place_word(word: str, first: bool) -> str:
    if word in PROVINCES and not first:
        return word
    if word.lower() in _SMALL and (not first or word.startswith("'")):
        return word.lower()
    head, *tail = word.split("-")
    head = head.lower() if head.startswith("'") else _capitalize(head)
    return "-".join([head, *(part.lower() if part.lower() in _SMALL else _capitalize(part) for part in tail)])


def place_name(text: str, known: Mapping[str, str]) -> str:
    """Return a place name that DUO gives in capitals in its usual spelling.

    `known` maps a slug to a spelling that a register already gives (2e Exloërmond); without it the rules decide:
    's-Gravenhage, 't Harde, IJmuiden, Alphen aan den Rijn.
    """
    if spelling := known.get(slugify(text)):
        return spelling
    if not text.isupper():
        return text
    return " ".join(_place_word(word, first=not index) for index, word in enumerate(text.split()))


def school_name(text: str) -> str:
    """Return a school's name; one that is shouted (OBS DE VOORBEELDSCHOOL) gets ordinary capitals.

    A name of short words only stays as it is: ASVO or DOK12 are names in capitals.
    """
    text = text.replace('"', "").strip()
    words = text.split()
    if not text.isupper() or not any(len(word) > 6 for word in words):
        return text
    spelled = []
    for index, word in enumerate(words):
        small = word.lower() in _SMALL - {"de", "het"} and index > 0
        whole = "-".join(map(_capitalize, word.split("-")))
        spelled.append(word if word in _SCHOOL_TYPES else word.lower() if small else whole)
    return " ".join(spelled)


def web_address(text: str) -> str:
    """Return a web address that starts with https:// (or the http:// that DUO gives), `` if there is none."""
    text = text.rstrip(".")
    if not text:
        return ""
    scheme, host, path = re.fullmatch(r"(?:(https?)://)?([^/]*)(.*)", text, re.I | re.S).groups()
    return f"{(scheme or 'https').lower()}://{host.lower()}{path}"
