"""The chapter on support for the schoolgids of one school, from the same record as its page: they cannot differ.

What nobody told is not made up: it stands in a list of what the school has to decide.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from .dutch import datum, telefoon
from .model import Onderdeel, Ondersteuningsaanbod, Portal, School
from .model.fields import ONBEKEND
from .model.school import Aanbod

# How a school says of itself what `STAAT` says about it.
WIJ = {
    "nu": "Dit bieden wij nu.",
    "op_aanvraag": "Dit bieden wij als uw kind het nodig heeft.",
    "met_partner": "Dit bieden wij samen met een partner.",
    "in_opbouw": "Dit zijn wij aan het opbouwen.",
    "niet": "Dit bieden wij niet.",
}
_SOORTEN = {
    "basis": "Hulp voor alle kinderen (basisondersteuning)", "extra": "Extra ondersteuning", "hb": "Voor kinderen die hoogbegaafd zijn",
}


class Deel(Struct, frozen=True):
    """A heading with points under it: what each is about, and what is said of it."""

    titel: str
    punten: tuple[tuple[str, str], ...]


class Hoofdstuk(Struct, frozen=True):
    """The chapter (`delen`, empty where the school told nothing) and what the school has to decide (`invullen`)."""

    titel: str
    schooljaar: str
    inleiding: str
    delen: tuple[Deel, ...]
    slot: str
    invullen: tuple[Deel, ...]


def make_hoofdstuk(portal: Portal, school: School, schooljaar: str) -> Hoofdstuk:
    """Return the chapter of a school: about its latest school year, or the empty one of `schooljaar`."""
    jaar = school.latest_aanbod
    said = {aanbod.onderdeel: aanbod for aanbod in (*jaar.aanbod, *jaar.hb) if aanbod.staat != ONBEKEND} if jaar else {}
    delen = tuple(deel for deel in (*_known(portal, said), *_rest(portal, jaar)) if deel.punten) if jaar else ()
    year = jaar.schooljaar if jaar else schooljaar
    return Hoofdstuk(
        titel=f"Welke hulp biedt {school.naam}?",
        schooljaar=year,
        inleiding=f"Hier leest u welke hulp wij bieden in schooljaar {year}.",
        delen=delen,
        slot=f"Deze tekst is bevestigd op {datum(jaar.bevestigd.op)}. Functie: {jaar.bevestigd.door}." if jaar else "",
        invullen=tuple(deel for deel in _open(portal, said, jaar) if deel.punten),
    )


def _of_soort(portal: Portal) -> Iterator[tuple[str, list[Onderdeel]]]:
    for soort, titel in _SOORTEN.items():
        yield titel, [onderdeel for onderdeel in portal.onderdelen.values() if onderdeel.soort == soort]


def _known(portal: Portal, said: dict[str, Aanbod]) -> Iterator[Deel]:
    for titel, onderdelen in _of_soort(portal):
        yield Deel(titel, tuple((onderdeel.titel, _says(said[onderdeel.id])) for onderdeel in onderdelen if onderdeel.id in said))


def _says(aanbod: Aanbod) -> str:
    since = f"Wij doen dit sinds schooljaar {aanbod.sinds}." if aanbod.sinds else ""
    return " ".join(part for part in (WIJ[aanbod.staat], aanbod.toelichting, since) if part)


def _rest(portal: Portal, jaar: Ondersteuningsaanbod) -> Iterator[Deel]:
    yield Deel("Wat wij niet kunnen bieden", tuple(("", grens) for grens in jaar.grenzen))
    contact, steunpunt = jaar.contact, portal.organisatie.steunpunt
    yield Deel("Bij wie kunt u terecht?", tuple((who, text) for who, text in (
        ("Op school", _ways(contact.toelichting, contact.telefoon, contact.email, contact.website)),
        (steunpunt.naam, _ways(steunpunt.belofte, steunpunt.telefoon, steunpunt.email, steunpunt.website)),
    ) if text))


def _ways(text: str, phone: str | None, email: str | None, website: str | None) -> str:
    ways = (text, f"Telefoon: {telefoon(phone)}." if phone else "", f"E-mail: {email}" if email else "", f"Website: {website}" if website else "")
    return " ".join(way for way in ways if way)


def _open(portal: Portal, said: dict[str, Aanbod], jaar: Ondersteuningsaanbod | None) -> Iterator[Deel]:
    for titel, onderdelen in _of_soort(portal):
        yield Deel(titel, tuple((onderdeel.titel, " ".join(onderdeel.vastleggen)) for onderdeel in onderdelen if onderdeel.id not in said))
    contact = jaar.contact if jaar else None
    rest = []
    if not (jaar and jaar.grenzen):
        rest.append(("Grenzen", "Wat de school niet kan bieden, en wie dan wel helpt."))
    if not (contact and (contact.telefoon or contact.email or contact.toelichting)):
        rest.append(("Contact", "Bij welke functie ouders terechtkunnen, met een telefoonnummer van de school."))
    yield Deel("Over de school", tuple(rest))
