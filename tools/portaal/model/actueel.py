"""What belongs to a day: events of the calendar, and a word above every page for as long as it holds."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from .fields import Bron, Datum, Getal, MaybeTekst, MaybeTijd, MaybeWebadres, Record, Ref, Slug, Tekst, Tijd, Voor

SoortAgendapunt = Literal["bijeenkomst", "netwerk", "scholing", "inloop", "opr", "alv"]
SOORT_AGENDAPUNT = {
    "bijeenkomst": "Bijeenkomst",
    "netwerk": "Netwerk",
    "scholing": "Scholing",
    "inloop": "Inloop",
    "opr": "Vergadering van de ondersteuningsplanraad",
    "alv": "Algemene ledenvergadering",
}


class Tijden(Record):
    """From when until when on the clock of the Netherlands."""

    van: Tijd = Field(description="Begin, bijvoorbeeld 19:30.")
    tot: MaybeTijd = Field(None, description="Einde, bijvoorbeeld 21:00.")


class Vervallen(Record):
    """A day on which something that repeats does not take place."""

    op: Datum = Field(description="De dag waarop het niet doorgaat.")
    reden: str = Field("", description="Waarom niet, bijvoorbeeld: kerstvakantie.")


class Herhaling(Record):
    """How an event comes back. It always ends: nobody knows now what happens in three years."""

    elke: Literal["week", "maand", "weekdag-van-de-maand"] = Field(
        description="week, maand (op hetzelfde getal) of weekdag-van-de-maand (bijvoorbeeld elke tweede dinsdag).")
    om_de: Getal = Field(1, description="Om de hoeveel weken of maanden; 2 is om de week.")
    tot: Datum = Field(description="Laatste dag waarop het nog kan zijn.")
    behalve: tuple[Vervallen, ...] = Field((), description="Dagen waarop het niet doorgaat.")


class Agendapunt(Record):
    """An event: when, where, for whom, and how one takes part."""

    id: Slug = Field(description="Sleutel van het agendapunt. Verander dit nooit meer: agenda's op telefoons herkennen het hieraan.")
    titel: Tekst = Field(description="Waar het over gaat.")
    soort: SoortAgendapunt = Field(description="bijeenkomst, netwerk, scholing, inloop, opr of alv.")
    van: Datum = Field(description="De dag. Bij herhaling: de eerste keer.")
    tot: Datum | None = Field(None, description="Laatste dag, alleen als het langer duurt dan één dag.")
    tijd: Tijden | None = Field(None, description="Begin en einde. Laat weg als het de hele dag is of nog niet bekend.")
    plaats: MaybeTekst = Field(None, description="Waar het is: gebouw en plaats, of online.")
    voor: Voor = Field("iedereen", description="Voor wie het is.")
    uitleg: str = Field("", description="Wat er gebeurt, in één of twee zinnen.")
    aanmelden: MaybeTekst = Field(None, description="Hoe iemand zich aanmeldt, of dat dit niet nodig is.")
    website: MaybeWebadres = Field(None, description="Webadres om aan te melden of meer te lezen.")
    herhaling: Herhaling | None = Field(None, description="Hoe vaak het terugkomt en tot wanneer.")
    afgelast: str = Field("", description="Waarom het niet doorgaat. Invullen betekent: het is afgelast.")
    zie: tuple[Ref, ...] = Field((), description="Waar u verder leest, bijvoorbeeld pagina:ouders/meepraten.")
    bron: tuple[Bron, ...] = Field((), description="Waar dit staat, als het niet van het samenwerkingsverband zelf komt.")

    @property
    def is_afgelast(self) -> bool:
        return bool(self.afgelast)


class Mededeling(Record):
    """One line above every page, from its first day up to and including its last."""

    id: Slug = Field(description="Sleutel van de mededeling.")
    tekst: Tekst = Field(description="Eén of twee korte zinnen, samen hoogstens 160 tekens.")
    van: Datum = Field(description="Eerste dag waarop de mededeling er staat.")
    tot: Datum = Field(description="Laatste dag waarop de mededeling er staat.")
    zie: Ref | None = Field(None, description="Waar iemand meer leest, bijvoorbeeld pagina:contact.")

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether the announcement stands above the pages on a day."""
        return self.van <= day <= self.tot
