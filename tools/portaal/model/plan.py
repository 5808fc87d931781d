"""The partnership's plan of several years as data, and how a new plan comes about."""

from __future__ import annotations

from pydantic import Field

from .fields import Bron, Datum, Getal, MaybeDatum, MaybeTekst, Record, Ref, Slug, Tekst, Traceable


class Voortgang(Record):
    """How far something is, only as a source tells it; where none does, the field is left out and shown as onbekend."""

    tekst: Tekst = Field(description="Hoe het ervoor staat, in één of twee zinnen.")
    op: MaybeDatum = Field(None, description="Datum waarop dat zo was.")
    bron: tuple[Bron, ...] = Field(min_length=1, description="Waar dat staat.")


class Doel(Record):
    """Something the partnership wants to reach."""

    tekst: Tekst = Field(description="Wat er bereikt moet zijn, in gewone zinnen.")
    voortgang: Voortgang | None = Field(None, description="Hoe het ervoor staat, alleen als een bron dat zegt.")


class Indicator(Doel):
    """What one looks at to see whether a goal comes nearer."""

    tekst: Tekst = Field(description="Waar men naar kijkt, in gewone zinnen.")
    streefdoel: MaybeTekst = Field(None, description="Het getal of de stand waar men naartoe wil, als een bron die noemt.")


class Onderwerp(Record):
    """One subject of a pillar: what is done, and how one sees whether it helps."""

    id: Slug = Field(description="Sleutel van het onderwerp.")
    titel: Tekst = Field(description="Naam van het onderwerp in gewone woorden.")
    doen: tuple[Tekst, ...] = Field(min_length=1, description="Wat het samenwerkingsverband doet, per zin of korte alinea.")
    indicatoren: tuple[Indicator, ...] = Field(min_length=1, description="Hoe men zicht houdt: elk punt uit het plan.")
    zie: tuple[Ref, ...] = Field((), description="Waar u verder leest, bijvoorbeeld pagina:scholen/consulenten.")


class Pijler(Record):
    """One of the main lines of the plan. Its place in the list is its number."""

    titel: Tekst = Field(description="Waar de pijler over gaat, in gewone woorden.")
    naam: Tekst = Field(description="Hoe de pijler in het plan heet.")
    samenvatting: Tekst = Field(description="Eén zin: wat levert dit op?")
    doel: tuple[Tekst, ...] = Field(min_length=1, description="Wat het samenwerkingsverband wil bereiken, in korte alinea's.")
    onderwerpen: tuple[Onderwerp, ...] = Field(min_length=1, description="De onderwerpen, in de volgorde van het plan.")
    bron: tuple[Bron, ...] = Field(min_length=1, description="Waar de pijler in het plan staat.")


class Focusgebied(Record):
    """One of the areas in which the ambition for the long term is worked out."""

    id: Slug = Field(description="Sleutel van het focusgebied.")
    titel: Tekst = Field(description="Naam van het focusgebied.")
    uitleg: Tekst = Field(description="Eén zin: waar gaat het over?")
    principes: tuple[Tekst, ...] = Field(min_length=1, description="Leidende principes.")
    doelen: tuple[Doel, ...] = Field(min_length=1, description="Doelen; zij zijn genummerd over alle focusgebieden heen.")
    activiteiten: tuple[Tekst, ...] = Field(min_length=1, description="Wat er gebeurt om de doelen te halen.")
    indicatoren: tuple[Indicator, ...] = Field(min_length=1, description="Voorlopige indicatoren.")


class Ambitie(Record):
    """What the partnership promises for the long term."""

    titel: Tekst = Field(description="Titel van de pagina.")
    belofte: tuple[Tekst, ...] = Field(min_length=1, description="De belofte in korte alinea's.")
    focusgebieden: tuple[Focusgebied, ...] = Field(min_length=1, description="De focusgebieden, in de volgorde van de bron.")
    bron: tuple[Bron, ...] = Field(min_length=1, description="Waar de ambitie staat.")


class Besluit(Record):
    """Who agreed, decided or will decide; an `uitslag` that nobody gave is onbekend, also after the date."""

    wie: Tekst = Field(description="Wie besluit of meepraat: een raad, vergadering of bestuur.")
    wat: Tekst = Field(description="Wat er te besluiten is of was.")
    op: MaybeDatum = Field(None, description="Datum van het besluit.")
    uitslag: MaybeTekst = Field(None, description="Wat het werd, als een bron dat zegt.")


class Ondersteuningsplan(Traceable):
    """The plan that holds now: one record, in a file that a portal may leave out."""

    titel: Tekst = Field(description="Titel van het plan.")
    samenvatting: Tekst = Field(description="Eén zin: wat staat erin?")
    eerste_jaar: Getal = Field(description="Eerste jaar waarvoor het plan geldt.")
    laatste_jaar: Getal = Field(description="Laatste jaar waarvoor het plan geldt.")
    vaststelling: tuple[Besluit, ...] = Field((), description="Wie wanneer instemde en vaststelde, in volgorde.")
    cyclus: tuple[Tekst, ...] = Field((), description="Wat er elk jaar met het plan gebeurt.")
    pijlers: tuple[Pijler, ...] = Field(min_length=1, description="De pijlers, in de volgorde van het plan.")
    ambitie: Ambitie | None = Field(None, description="De ambitie voor de lange termijn.")
    regels: tuple[Slug, ...] = Field((), description="Regels over het plan, sleutels uit data/regels.yaml.")
    documenten: tuple[Slug, ...] = Field((), description="Elk document dat het plan noemt, sleutels uit data/documenten.yaml.")
    zie: tuple[Ref, ...] = Field((), description="Waar u verder leest, bijvoorbeeld pagina:ouders/meepraten.")

    @property
    def id(self) -> str:
        return "ondersteuningsplan"


class Resultaat(Record):
    """What a phase brought."""

    tekst: Tekst = Field(description="Wat de fase opleverde, of op moet leveren.")
    zie: tuple[Ref, ...] = Field((), description="Waar het staat, bijvoorbeeld document:jaarplan.")


class Fase(Record):
    """A stretch of time in which a plan is made. Whether it is over follows from its dates and today."""

    id: Slug = Field(description="Sleutel van de fase.")
    titel: Tekst = Field(description="Naam van de fase.")
    van: MaybeDatum = Field(None, description="Eerste dag. Weet u alleen de maand? Neem de eerste dag van die maand.")
    tot: MaybeDatum = Field(None, description="Laatste dag, die telt mee. Laat weg als de fase doorloopt.")
    wat: tuple[Tekst, ...] = Field(min_length=1, description="Wat er in deze fase gebeurt, in korte alinea's.")
    wie: tuple[Tekst, ...] = Field(min_length=1, description="Wie meedoen.")
    resultaten: tuple[Resultaat, ...] = Field((), description="Wat de fase oplevert.")
    besluiten: tuple[Besluit, ...] = Field((), description="Wie in deze fase waarover besluit.")
    open_vragen: tuple[Tekst, ...] = Field((), description="Waarover nog gepraat wordt.")
    bron: tuple[Bron, ...] = Field(min_length=1, description="Waar deze fase staat.")


class Uitgangspunten(Record):
    """What the new plan starts from, on one subject."""

    titel: Tekst = Field(description="Het onderwerp.")
    punten: tuple[Tekst, ...] = Field(min_length=1, description="De uitgangspunten, elk in een paar zinnen.")


class Planproces(Traceable):
    """A plan in the making: one process, in one file of `data/planprocessen/`."""

    id: Slug = Field(description="Sleutel en laatste deel van het webadres.")
    titel: Tekst = Field(description="Naam, bijvoorbeeld Naar een nieuw ondersteuningsplan 2028-2031.")
    samenvatting: Tekst = Field(description="Eén of twee zinnen: welk plan komt er, en hoe?")
    geldt_vanaf: Datum = Field(description="Eerste dag waarop het nieuwe plan geldt.")
    geldt_tot: MaybeDatum = Field(None, description="Laatste dag waarop het nieuwe plan geldt, die telt mee.")
    volgen: Tekst = Field(description="Waar iedereen kan volgen wat er gebeurt.")
    meedoen: MaybeTekst = Field(None, description="Hoe een lezer mee kan praten.")
    fasen: tuple[Fase, ...] = Field(min_length=1, description="De fasen, op volgorde van hun begin.")
    uitgangspunten: tuple[Uitgangspunten, ...] = Field((), description="Waar het nieuwe plan van uitgaat, per onderwerp.")
    open_vragen: tuple[Tekst, ...] = Field((), description="Wat over het hele plan nog open is.")
    zie: tuple[Ref, ...] = Field((), description="Waar u verder leest.")
