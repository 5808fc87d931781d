"""Rules that keep what belongs to a person off the site: numbers, addresses and names that a reader can trace to somebody.

A BSN may be used only where a law says so (Uitvoeringswet AVG, article 46), and a child's name beside a photo is one too many.
What a person has looked at and found to be fine stands in data/uitzonderingen.yaml, with the reason.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath

from ..finding import Level, Location
from ..memo import by_identity
from ..model import ContentPage, Portal
from ..node import Node
from ..rollen import ROLLEN, looks_like_a_person
from .problem import Problem

# Nine digits, in one piece or parted as people write them, that are no part of a longer number or of a fraction.
_BSN = re.compile(r"(?<![\w.,/=-])\d(?:[ .-]?\d){8}(?![\w/]|[.,-]\d)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}(?!\w)")
_MOBILE = re.compile(r"(?:(?:\+|00)31[ -]?(?:\(0\))?|(?<!\w)0)[ -]?6(?:[ -]?\d){8}(?!\d)")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
# Nine digits, an at sign, or a country with its check digits: what none of the patterns above can do without.
_SUSPECT = re.compile(r"\d(?:[ .()-]{0,3}\d){8}|@|[A-Z]{2}\d{2}")
# Providers where people, not organisations, have their mail.
_HOME_MAIL = frozenset(
    "casema chello freedom gmail gmx home hetnet hotmail icloud kpnmail kpnplanet live mac me msn online outlook planet"
    " proton protonmail quicknet solcon tele2 telfort tiscali upcmail versatel xmsnet xs4all yahoo zeelandnet ziggo zonnet".split()
)
_Steps = tuple[str | int, ...]
_PARTING = str.maketrans("", "", " .-\u00a0\n")
_EXCEPTION = "Is dit geen gegeven van een persoon? Zet het dan met de reden in data/uitzonderingen.yaml."


def _plain(text: str) -> str:
    return text.translate(_PARTING).lower()


def _suspects(portal: Portal) -> Iterator[tuple[Location, str]]:
    """Yield the few texts that may hold one of the patterns, with their places."""
    for (kind, _), raw in portal.places.items():
        for node in _in_record(raw.node) if kind != "uitzondering" else ():
            yield raw.location(node), node.value
    for page in portal.pages.values():
        yield from _in_page(page)
    for path, line, text in portal.comments:
        if _SUSPECT.search(text):
            yield Location(path, line), text


@by_identity
def _in_record(record: Node) -> tuple[Node, ...]:
    """Look through a record once, wherever it moves; in a preview nearly all of them are the same as before."""
    found, nodes = [], [record]
    while nodes:
        node = nodes.pop()
        if node.value is None:
            nodes += node.items if node.items is not None else (node.fields or {}).values()
        elif _SUSPECT.search(node.value):
            found.append(node)
    return tuple(found)


@lru_cache(maxsize=512)
def _in_page(page: ContentPage) -> tuple[tuple[Location, str], ...]:
    lines = enumerate(page.body.split("\n"), start=page.body_line)
    return tuple((Location(page.path, number), line) for number, line in lines if _SUSPECT.search(line))


def personal_data(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Nergens staat een BSN, rekeningnummer, mobiel nummer of e-mailadres van een persoon, ook niet achter een # in een bestand."""
    allowed = {_plain(uitzondering.wat) for uitzondering in portal.uitzonderingen}
    told = set()
    for where, text in _suspects(portal):
        for found, (message, repair, level) in _judged(text):
            if _plain(found) not in allowed and (where.path, where.line, found) not in told:
                told.add((where.path, where.line, found))
                yield Problem(where, f"'{found}' {message}.", f"{repair} {_EXCEPTION}", level)


_Said = tuple[str, str, Level] | None


@lru_cache(maxsize=50_000)
def _judged(text: str) -> tuple[tuple[str, tuple[str, str, Level]], ...]:
    """Return what in a text is of a person, and what is said of it; nearly every number is the telephone of a school, and stays so."""
    return tuple((match[0], said) for pattern, judge in _JUDGES for match in pattern.finditer(text) if (said := judge(match[0])))


def _citizen_number(found: str) -> _Said:
    from stdnum.nl import bsn

    if not bsn.is_valid(re.sub(r"\D", "", found)):
        return None
    return "kan een BSN zijn: negen cijfers die kloppen met de elfproef", "Haal het weg, ook uit eerdere versies.", "fout"


def _bank_account(found: str) -> _Said:
    from stdnum import iban  # loads a table of all countries, which a text without such a number does not need

    return ("is een rekeningnummer", "Haal het weg.", "fout") if iban.is_valid(found) else None


def _mobile_number(found: str) -> _Said:
    return "is een mobiel nummer, en dat is vaak van één persoon", "Gebruik het nummer van de organisatie.", "fout"


def _mail_address(found: str) -> _Said:
    name, _, domain = found.lower().partition("@")
    repair = "Gebruik een adres van de organisatie of functie, zoals info@."
    if domain.split(".")[-2] in _HOME_MAIL:
        return "is een privéadres", repair, "fout"
    if re.match(r"[a-z]\.", name) or set(re.split(r"[._+-]", name)) & _first_names():
        return "lijkt het adres van één persoon", repair, "waarschuwing"
    return None


_JUDGES: tuple[tuple[re.Pattern[str], Callable[[str], _Said]], ...] = (
    (_BSN, _citizen_number), (_IBAN, _bank_account), (_MOBILE, _mobile_number), (_MAIL, _mail_address),
)


def name_for_role(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Wie iets bevestigt of bekijkt, staat er met een functie en nooit met een naam."""
    for kind, id_, steps, door in _roles(portal):
        if looks_like_a_person(door):
            yield Problem(portal.place(kind, id_, *steps), f"'{door}' lijkt de naam van een persoon. Hier staat alleen een functie.",
                          f"Schrijf een functie met kleine letters, zoals {ROLLEN[0]}.")


def _roles(portal: Portal) -> Iterator[tuple[str, str, _Steps, str]]:
    """Yield every role that stands under a record, a page or a part of one: kind, id and steps to it, and the role."""
    parts: list[tuple[str, str, _Steps, object]] = [(kind, id_, (), record) for kind, id_, record in portal.all_records()]
    parts += [("pagina", id_, (), page.meta) for id_, page in portal.pages.items()]
    parts += [("school", id_, ("ondersteuningsaanbod", number), aanbod)
              for id_, school in portal.schools.items() for number, aanbod in enumerate(school.ondersteuningsaanbod)]
    parts += [("organisatie", "organisatie", ("steunpunt",), portal.organisatie.steunpunt)]
    for kind, id_, steps, part in parts:
        if (bevestigd := getattr(part, "bevestigd", None)) is not None:
            yield kind, id_, (*steps, "bevestigd", "door"), bevestigd.door
    for number, uitzondering in enumerate(portal.uitzonderingen):
        yield "uitzondering", str(number), ("door",), uitzondering.door


def name_of_child(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """De naam van een bestand bevat geen voornaam: die is te lezen in het adres van een foto."""
    allowed = {_plain(uitzondering.wat) for uitzondering in portal.uitzonderingen}
    for path in portal.media:
        names = set(re.split(r"[^a-zà-ÿ]+", PurePosixPath(path).stem.lower())) & _first_names()
        if names and _plain(path) not in allowed:
            yield Problem(Location(path), f"In de naam van dit bestand staat '{min(names)}', en dat kan een voornaam zijn.",
                          f"Geef het bestand een naam die zegt wat er te zien is. {_EXCEPTION}")


def exception_without_use(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een uitzondering geldt voor iets dat er nog staat."""
    if not portal.uitzonderingen:
        return
    written = _plain("\0".join([*portal.media, *(text for _, text in _suspects(portal))]))
    for number, uitzondering in enumerate(portal.uitzonderingen):
        if _plain(uitzondering.wat) not in written:
            yield Problem(portal.place("uitzondering", str(number), "wat"), f"'{uitzondering.wat}' staat nergens meer.",
                          "Haal deze uitzondering weg.", "waarschuwing")


@cache
def _first_names() -> frozenset[str]:
    """Common first names in the Netherlands that are no ordinary Dutch words; a list, so neither complete nor proof."""
    return frozenset(Path(__file__).with_name("voornamen.txt").read_text(encoding="utf-8").split())
