"""What the portal says in another language than Dutch: the start page of a language, and route maps in it.

Every translated part bears a `kenmerk` of the Dutch text that it was made from (`vertaling.kenmerk_of`), so that a part
whose original has changed since is known without anybody keeping count.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .fields import Bevestigd, Datum, Record, Slug, Tekst
from .uitleg import Zoektaal

Kenmerk = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]

_KENMERK = "Kenmerk van de Nederlandse tekst die vertaald is. Bij een verouderde vertaling noemt portaal check het nieuwe."


class Gemaakt(Record):
    """Who made a translation and when, and who says that it is right."""

    gemaakt_door: Literal["machine", "mens"] = Field(description="machine of mens. Machinewerk krijgt een waarschuwing tot een rol het bevestigt.")
    gemaakt_op: Datum = Field(description="Dag waarop de vertaling het laatst met het Nederlands is vergeleken.")
    bevestigd: Bevestigd | None = Field(None, description="Wie (rol) wanneer zei dat de vertaling klopt.")


class HulpvraagVertaling(Record):
    """A need in the words of parents who speak the language."""

    hulpvraag: Slug = Field(description="Sleutel uit data/hulpvragen.yaml.")
    kenmerk: Kenmerk = Field(description=_KENMERK)
    titel: Tekst = Field(description="De vraag in woorden van ouders, in deze taal.")


class BegripVertaling(Record):
    """A Dutch word that parents will meet; the word itself stays Dutch."""

    begrip: Slug = Field(description="Sleutel uit data/begrippen.yaml.")
    kenmerk: Kenmerk = Field(description=_KENMERK)
    uitleg: Tekst = Field(description="Wat het Nederlandse woord betekent, in één of twee zinnen in deze taal.")


class RegelVertaling(Record):
    """A rule with a term."""

    regel: Slug = Field(description="Sleutel uit data/regels.yaml.")
    kenmerk: Kenmerk = Field(description=_KENMERK)
    titel: Tekst = Field(description="Korte naam van de regel, in deze taal.")
    tekst: Tekst = Field(description="De regel in één of twee zinnen, in deze taal.")


class Leestaal(Gemaakt):
    """A language that visitors can choose, in one file of `data/leestalen/`."""

    id: Slug = Field(description="Sleutel van de taal, zoals het bestand in theme/woorden/: en, ar, uk, pl, tr of makkelijk.")
    routekaarten: tuple[Slug, ...] = Field(description="De routes die lezers van deze taal het meest nodig hebben, de belangrijkste eerst.")
    hulpvragen_vertaald: tuple[HulpvraagVertaling, ...] = Field((), description="De hulpvragen in deze taal.")
    begrippen_vertaald: tuple[BegripVertaling, ...] = Field((), description="Nederlandse woorden die ouders tegenkomen, in deze taal uitgelegd.")
    regels_vertaald: tuple[RegelVertaling, ...] = Field((), description="Regels met een termijn, in deze taal.")
    zoektaal: tuple[Zoektaal, ...] = Field((), description="Wat mensen in deze taal typen, en wat zij dan moeten vinden.")

    @property
    def titel(self) -> str:
        return self.id


class StapVertaling(Record):
    """One step of a route map. What the original has, the translation has too; else the step is shown in Dutch."""

    id: Slug = Field(description="Sleutel van de stap in de routekaart.")
    kenmerk: Kenmerk = Field(description=_KENMERK)
    titel: Tekst = Field(description="Wat er in deze stap gebeurt, in een paar woorden.")
    wat: Tekst = Field(description="Wat er gebeurt.")
    ouder_doet: str = Field("", description="Wat een ouder in deze stap kan doen.")
    nodig: tuple[Tekst, ...] = Field((), description="Wat een ouder bij de hand heeft.")
    vraag: str = Field("", description="De vraag waarop de antwoorden het antwoord zijn.")
    antwoorden: tuple[Tekst, ...] = Field((), description="De antwoorden, in de volgorde van de keuzes van de stap.")
    recht: str = Field("", description="Bij een einde: waar een ouder recht op heeft.")
    volgende: str = Field("", description="Bij een einde: wanneer er weer iets gebeurt.")


class Vertaling(Gemaakt):
    """A route map in another language, in one file of `data/vertalingen/`."""

    leestaal: Slug = Field(description="Sleutel uit data/leestalen/.")
    routekaart: Slug = Field(description="Sleutel van de routekaart.")
    kenmerk: Kenmerk = Field(description=_KENMERK)
    titel: Tekst = Field(description="Naam van de route in deze taal.")
    samenvatting: Tekst = Field(description="Eén zin: waarheen leidt deze route?")
    stappen: tuple[StapVertaling, ...] = Field((), description="De stappen in deze taal.")

    @property
    def id(self) -> str:
        return f"{self.leestaal}-{self.routekaart}"
