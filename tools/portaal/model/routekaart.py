"""A route map: the steps that a family or a school walks, who acts, and what may be expected."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .fields import Bron, Record, Ref, Slug, Tekst, Traceable

Rol = Literal["ouder", "school", "samenwerkingsverband", "partner"]
ROL = {
    "ouder": "Ouder",
    "school": "School",
    "samenwerkingsverband": "Samenwerkingsverband",
    "partner": "Partner",
}


class Keuze(Record):
    """One answer to the question of a step, and the step it leads to."""

    antwoord: Tekst = Field(description="Het antwoord in gewone woorden.")
    naar: Slug = Field(description="Sleutel van de stap die dan volgt.")


class Uitkomst(Record):
    """An ending: nobody leaves a route without a contact, a right and a next date."""

    contact: Tekst = Field(description="Bij wie u nu terecht kunt.")
    recht: Tekst = Field(description="Waar u recht op heeft.")
    volgende: Tekst = Field(description="Wanneer er weer iets gebeurt, of wat u afspreekt.")


class Stap(Record):
    """One step; it goes on to `daarna`, or asks a `vraag` with `keuzes`, or ends in an `uitkomst`."""

    id: Slug = Field(description="Sleutel van de stap.")
    titel: Tekst = Field(description="Wat er in deze stap gebeurt, in een paar woorden.")
    wie: tuple[Rol, ...] = Field(min_length=1, description="Wie handelt: ouder, school, samenwerkingsverband of partner.")
    wat: Tekst = Field(description="Wat er gebeurt, in gewone zinnen.")
    ouder_doet: str = Field("", description="Wat u als ouder in deze stap kunt doen.")
    school_doet: str = Field("", description="Wat de school in deze stap doet.")
    nodig: tuple[Tekst, ...] = Field((), description="Wat u bij de hand heeft.")
    documenten: tuple[Slug, ...] = Field((), description="Sleutels uit data/documenten.yaml.")
    regels: tuple[Slug, ...] = Field((), description="Regels met hun termijn, sleutels uit data/regels.yaml.")
    contact: Tekst = Field(description="Bij wie u in deze stap terecht kunt.")
    zie: tuple[Ref, ...] = Field((), description="Waar u verder leest, bijvoorbeeld voorziening:sbo-de-klimboom.")
    bron: tuple[Bron, ...] = Field(min_length=1, description="Waar deze stap vandaan komt.")
    daarna: Slug | None = Field(None, description="Sleutel van de volgende stap.")
    vraag: str = Field("", description="De vraag waarop de keuzes het antwoord zijn.")
    keuzes: tuple[Keuze, ...] = Field((), description="Antwoorden en de stap die dan volgt.")
    uitkomst: Uitkomst | None = Field(None, description="Einde van de route.")

    @property
    def next_ids(self) -> tuple[str, ...]:
        return tuple(keuze.naar for keuze in self.keuzes) + ((self.daarna,) if self.daarna else ())


class Routekaart(Traceable):
    """One route map, in one file of `data/routekaarten/`."""

    id: Slug = Field(description="Sleutel en laatste deel van het webadres.")
    titel: Tekst = Field(description="Naam van de route.")
    samenvatting: Tekst = Field(description="Eén zin: waarheen leidt deze route?")
    voor_wie: tuple[Tekst, ...] = Field(min_length=1, description="Voor wie deze route is.")
    goed_om_te_weten: tuple[Tekst, ...] = Field((), description="Wat een lezer vooraf moet weten.")
    begin: Slug = Field(description="Sleutel van de eerste stap.")
    stappen: tuple[Stap, ...] = Field(min_length=1, description="De stappen, in de volgorde van de lijst.")
