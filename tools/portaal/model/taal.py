"""What staff decide about plain language: words to avoid with something better, and what is allowed."""

from __future__ import annotations

from pydantic import Field

from .fields import Record, Slug, Tekst


class Woordkeus(Record):
    """Words that few readers use, and what to write instead."""

    woorden: tuple[Tekst, ...] = Field(min_length=1, description="Het woord in alle vormen, bijvoorbeeld [middels, door middel van].")
    beter: Tekst = Field(description="Wat u beter schrijft.")


class Taal(Record):
    """The word lists of `portaal check --taal`: one record, in a file that a portal may leave out."""

    makkelijk: tuple[Slug, ...] = Field((), description="Mappen onder content/ waar zinnen extra kort moeten zijn.")
    formeel: tuple[Woordkeus, ...] = Field((), description="Stijve woorden, die nergens nodig zijn.")
    vaktaal: tuple[Woordkeus, ...] = Field((), description="Woorden van het vak, die alleen in teksten voor scholen en partners mogen.")
    lijdend: tuple[Tekst, ...] = Field((), description="Werkwoorden die een zin lijdend maken, bijvoorbeeld wordt.")
    niet_lijdend: tuple[Tekst, ...] = Field((), description="Woorden die op een voltooid deelwoord lijken of zo mogen, bijvoorbeeld gebied.")
    linkteksten: tuple[Tekst, ...] = Field((), description="Teksten die niet zeggen waar een link heen gaat, bijvoorbeeld klik hier.")
    geen_uitleg_nodig: tuple[Tekst, ...] = Field((), description="Afkortingen die iedereen kent, of die een naam zijn.")
    geen_termijn: tuple[Tekst, ...] = Field((), description="Getallen met weken, dagen of maanden die geen termijn zijn, bijvoorbeeld 'een dag in de week'.")

    @property
    def id(self) -> str:
        return "taal"
