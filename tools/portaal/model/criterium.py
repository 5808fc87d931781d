"""How the site does on the criteria of WCAG 2.2, level A and AA; the accessibility statement is made from it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .fields import MaybeDatum, MaybeTekst, Record, Slug, Tekst


class Criterium(Record):
    """One success criterion and what was found; what nobody looked at is `niet_beoordeeld`, never a pass."""

    id: Slug = Field(description="Nummer van het criterium met streepjes, bijvoorbeeld 1-4-10.")
    naam: Tekst = Field(description="Naam van het criterium in de Nederlandse vertaling van WCAG 2.2.")
    niveau: Literal["A", "AA"] = Field(description="A of AA.")
    oordeel: Literal["voldoet", "voldoet_niet", "niet_van_toepassing", "niet_beoordeeld"] = Field(
        description="voldoet, voldoet_niet, niet_van_toepassing of niet_beoordeeld.")
    bewijs: Tekst = Field(description="Waaruit dat blijkt: welke meting, of wat iemand bekeek. Bij niet_beoordeeld: wie dit nog moet bekijken.")
    op: MaybeDatum = Field(None, description="Datum waarop dit is gemeten of bekeken.")
    door: Literal["zelf", "onafhankelijk"] = Field("zelf", description="zelf, of onafhankelijk als een bureau van buiten het onderzocht.")
    oorzaak: MaybeTekst = Field(None, description="Bij voldoet_niet: waardoor het komt.")
    gevolg: MaybeTekst = Field(None, description="Bij voldoet_niet: wie er last van heeft, en hoe.")
    alternatief: MaybeTekst = Field(None, description="Bij voldoet_niet: hoe iemand het nu toch kan.")
    maatregel: MaybeTekst = Field(None, description="Bij voldoet_niet: wat er gebeurt om het op te lossen.")
    klaar_op: MaybeDatum = Field(None, description="Bij voldoet_niet: wanneer het is opgelost.")

    @property
    def nummer(self) -> str:
        return self.id.replace("-", ".")

    @property
    def titel(self) -> str:
        return f"{self.nummer} {self.naam}"
