"""A school location, its board, and the support it offers in a school year."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .fields import (
    Adres,
    Bevestigd,
    Contact,
    Coordinaten,
    Getal,
    MaybeDatum,
    MaybeGetal,
    MaybeSlug,
    MaybeTekst,
    MaybeTelefoon,
    MaybeWebadres,
    Record,
    Schooljaar,
    Slug,
    Staat,
    Tekst,
    Traceable,
)

Brin = Annotated[str, StringConstraints(pattern=r"^\d\d[A-Z]{2}$")]
Vestiging = Annotated[str, StringConstraints(pattern=r"^\d\d$")]
SoortSchool = Literal["bao", "sbo", "so", "vso"]
SOORT_SCHOOL = {
    "bao": "Basisschool",
    "sbo": "School voor speciaal basisonderwijs",
    "so": "School voor speciaal onderwijs",
    "vso": "School voor voortgezet speciaal onderwijs",
}


class Aanbod(Record):
    """How far a school offers one part of the support: a graded state and a sentence, never a score."""

    onderdeel: Slug = Field(description="Sleutel van het onderdeel in data/ondersteuning.yaml.")
    staat: Staat = Field(description="nu, op_aanvraag, met_partner, in_opbouw, niet of onbekend.")
    toelichting: str = Field("", description="Eén of twee zinnen: wat ziet een ouder hiervan?")
    sinds: Schooljaar | None = Field(None, description="Schooljaar waarin dit begon.")


class Ondersteuningsaanbod(Record):
    """The support that a school offers in one school year.

    The separate profile (SOP) lapses by law; the offer stands in the yearly schoolgids (Kamerstuk 36 443).
    """

    schooljaar: Schooljaar = Field(description="Schooljaar waarvoor dit geldt.")
    bron: Literal["schoolgids", "sop"] = Field(description="Waar de school dit heeft vastgelegd.")
    vindplaats: MaybeWebadres = Field(None, description="Webadres van de schoolgids of het SOP.")
    bevestigd: Bevestigd = Field(description="Wie (rol) dit namens de school bevestigde.")
    aanbod: tuple[Aanbod, ...] = Field((), description="Onderdelen van basis- en extra ondersteuning.")
    hb: tuple[Aanbod, ...] = Field((), description="Vormen van aanbod voor hoogbegaafde leerlingen.")
    grenzen: tuple[Tekst, ...] = Field((), description="Wat de school niet kan bieden, in gewone zinnen.")
    contact: Contact = Field(default_factory=Contact, description="Bij wie ouders op school terechtkunnen over hulp: een functie, geen naam.")


class School(Traceable):
    """One school location (BRIN and vestiging), as DUO knows it, with what staff added."""

    brin: Brin = Field(description="BRIN: twee cijfers en twee hoofdletters.")
    vestiging: Vestiging = Field(description="Nummer van de vestiging, twee cijfers.")
    slug: Slug = Field(description="Laatste deel van het webadres. Verander dit nooit meer.")
    naam: Tekst = Field(description="Naam van de school.")
    soort: SoortSchool = Field(description="bao, sbo, so of vso.")
    adres: Adres = Field(description="Bezoekadres.")
    wijk: MaybeTekst = Field(None, description="Wijk of stadsdeel, in een stad waar de plaats alleen te groot is om in te zoeken.")
    coordinaten: Coordinaten | None = Field(None, description="Punt op de kaart.")
    telefoon: MaybeTelefoon = Field(None, description="Telefoonnummer van de school.")
    website: MaybeWebadres = Field(None, description="Website van de school.")
    denominatie: MaybeTekst = Field(None, description="Richting, bijvoorbeeld Openbaar of Rooms-Katholiek.")
    bevoegd_gezag: MaybeTekst = Field(None, description="Nummer van het bevoegd gezag bij DUO.")
    bestuur: MaybeSlug = Field(None, description="Sleutel uit data/besturen.yaml, of onbekend als geen bron het zegt.")
    cluster: MaybeGetal = Field(None, description="Cluster van het speciaal onderwijs, 1 tot en met 4.")
    onderwijs: MaybeTekst = Field(None, description="Onderwijssoorten volgens DUO, alleen bij speciaal onderwijs.")
    leerlingen: dict[Getal, Getal] = Field(default_factory=dict, description="Aantal leerlingen per jaar (1 oktober).")
    gesloten_op: MaybeDatum = Field(None, description="Datum waarop de school niet meer bij DUO stond.")
    vast: tuple[Tekst, ...] = Field((), description="Velden die de import van DUO niet mag wijzigen.")
    ondersteuningsaanbod: tuple[Ondersteuningsaanbod, ...] = Field((), description="Per schooljaar wat de school biedt.")

    @property
    def id(self) -> str:
        return self.brin + self.vestiging

    @property
    def titel(self) -> str:
        return self.naam

    @property
    def place(self) -> str:
        """Where visitors look for the school: in its place, or in a part of it where that is known."""
        return f"{self.adres.plaats}, {self.wijk}" if self.wijk else self.adres.plaats

    @property
    def is_open(self) -> bool:
        return self.gesloten_op is None

    @property
    def latest_aanbod(self) -> Ondersteuningsaanbod | None:
        return max(self.ondersteuningsaanbod, key=lambda aanbod: aanbod.schooljaar, default=None)


class Bestuur(Traceable):
    """A school board that is a member of the partnership."""

    id: Slug = Field(description="Sleutel van het bestuur.")
    naam: Tekst = Field(description="Naam van het bestuur.")
    plaats: Tekst = Field(description="Plaats van vestiging.")
    duo_nummers: tuple[Tekst, ...] = Field((), description="Nummers bevoegd gezag bij DUO, voor zover een bron ze noemt.")
    website: MaybeWebadres = Field(None, description="Website van het bestuur.")
    toelichting: str = Field("", description="Wat een lezer over dit bestuur moet weten.")

    @property
    def titel(self) -> str:
        return self.naam
