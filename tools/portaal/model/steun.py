"""What helps a child: needs in parents' words, provisions, and the parts of the regional support."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .fields import (
    Adres,
    Bereik,
    Contact,
    Coordinaten,
    MaybeJaNee,
    MaybeSlug,
    MaybeTekst,
    Record,
    Slug,
    Staat,
    Tekst,
    Traceable,
)

SoortVoorziening = Literal["sbo", "so", "hb", "taalklas", "groep", "zorg", "advies"]
SOORT_VOORZIENING = {
    "sbo": "Speciaal basisonderwijs",
    "so": "Speciaal onderwijs",
    "hb": "Aanbod voor hoogbegaafde kinderen",
    "taalklas": "Taalklas voor nieuwkomers",
    "groep": "Extra ondersteuning in een groep",
    "zorg": "Onderwijs samen met zorg",
    "advies": "Advies en onderzoek",
}


class Toegang(Record):
    """How a child gets in."""

    tlv_nodig: MaybeJaNee = Field(None, description="Is een toelaatbaarheidsverklaring nodig? ja, nee of onbekend.")
    wie: MaybeTekst = Field(None, description="Wie meldt het kind aan?")
    hoe: MaybeTekst = Field(None, description="Wat gebeurt er, in één of twee zinnen.")
    routekaart: MaybeSlug = Field(None, description="Sleutel van de routekaart die hierheen leidt.")


class Voorziening(Traceable):
    """A special place, group, form of teaching or service that a child can get."""

    id: Slug = Field(description="Sleutel en laatste deel van het webadres. Verander dit nooit meer.")
    titel: Tekst = Field(description="Naam zoals ouders hem tegenkomen.")
    soort: SoortVoorziening = Field(description="sbo, so, hb, taalklas, groep, zorg of advies.")
    samenvatting: Tekst = Field(description="Eén zin: wat is het en voor wie?")
    beschrijving: tuple[Tekst, ...] = Field((), description="Korte alinea's in gewone taal.")
    doelgroep: MaybeTekst = Field(None, description="Voor welke kinderen?")
    hulpvragen: tuple[Slug, ...] = Field(min_length=1, description="Sleutels uit data/hulpvragen.yaml.")
    leeftijd: Bereik | None = Field(None, description="Leeftijd in jaren, van en tot en met.")
    groep: Bereik | None = Field(None, description="Groep op de basisschool, 1 tot en met 8.")
    staat: Staat = Field("onbekend", description="nu, op_aanvraag, met_partner, in_opbouw, niet of onbekend.")
    hb_vorm: MaybeSlug = Field(None, description="Bij hoogbegaafdheid: onderdeel (soort hb) uit data/ondersteuning.yaml.")
    toegang: Toegang = Field(description="Wie aanmeldt en of er een TLV nodig is.")
    school: MaybeTekst = Field(None, description="BRIN en vestiging van de school waar dit is, bijvoorbeeld 05PE00.")
    adres: Adres | None = Field(None, description="Adres, alleen als het niet op een school uit schools.yaml is.")
    coordinaten: Coordinaten | None = Field(None, description="Punt op de kaart, alleen bij een eigen adres.")
    contact: Contact = Field(default_factory=Contact, description="Contact. Leeg: gebruik dat van de school of het samenwerkingsverband.")
    nog_onbekend: tuple[Tekst, ...] = Field((), description="Wat nog niemand heeft opgegeven, in gewone zinnen.")


class Hulpvraag(Record):
    """A need in the words of parents: the first thing they choose."""

    id: Slug = Field(description="Sleutel van de hulpvraag.")
    titel: Tekst = Field(description="De vraag in woorden van ouders.")
    kort: Tekst = Field(description="Eén of twee woorden voor in een lijst.")
    uitleg: Tekst = Field(description="Wat hieronder valt, in gewone taal.")
    eerste_stappen: tuple[Tekst, ...] = Field(min_length=1, description="Wat ouders nu kunnen doen, in volgorde.")
    onderdelen: tuple[Slug, ...] = Field((), description="Onderdelen van de ondersteuning die hierbij horen.")
    routekaarten: tuple[Slug, ...] = Field((), description="Routekaarten die hierbij helpen.")


class Onderdeel(Traceable):
    """A part of the support that the region agreed on; schools refer to it by id."""

    id: Slug = Field(description="Sleutel van het onderdeel.")
    titel: Tekst = Field(description="Naam van het onderdeel.")
    soort: Literal["basis", "extra", "hb"] = Field(description="basis, extra of hb.")
    uitleg: Tekst = Field(description="Wat een ouder hiervan op school merkt.")
    vragen: tuple[Tekst, ...] = Field((), description="Vragen die een ouder aan school kan stellen.")
    vastleggen: tuple[Tekst, ...] = Field((), description="Wat een school hierover vastlegt.")
    hulpvragen: tuple[Slug, ...] = Field((), description="Hulpvragen waar dit bij helpt.")
