"""Words, rules, documents and sources: what explains and what proves."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .fields import (
    Adres,
    Bron,
    Contact,
    Datum,
    Getal,
    JaNee,
    MaybeDatum,
    MaybeEmail,
    MaybeTekst,
    MaybeTelefoon,
    MaybeWebadres,
    Record,
    Ref,
    Slug,
    Tekst,
    Traceable,
)


class BronDocument(Record):
    """A source that records refer to: a register, a document, a web page or a law."""

    id: Slug = Field(description="Sleutel van de bron.")
    titel: Tekst = Field(description="Titel van de bron.")
    soort: Literal["register", "document", "website", "wet"] = Field(description="register, document, website of wet.")
    uitgever: Tekst = Field(description="Wie de bron uitgeeft.")
    url: MaybeWebadres = Field(None, description="Webadres van de bron.")
    peildatum: MaybeDatum = Field(None, description="Datum waarop de inhoud van de bron slaat.")
    licentie: MaybeTekst = Field(None, description="Voorwaarden voor hergebruik.")
    taal: Literal["nl", "en", "de", "fr"] = Field("nl", description="Taal van de titel: nl, en, de of fr. Zo leest een schermlezer hem goed voor.")


class Begrip(Traceable):
    """A word of the field, explained in one plain sentence."""

    id: Slug = Field(description="Sleutel van het begrip.")
    term: Tekst = Field(description="Het woord, voluit.")
    afkorting: str = Field("", description="Afkorting, als die er is.")
    uitleg: Tekst = Field(description="Eén zin in gewone taal (B1).")
    synoniemen: tuple[Tekst, ...] = Field((), description="Andere woorden en vormen die u ook tegenkomt.")
    zie: tuple[Ref, ...] = Field((), description="Waar u verder leest, bijvoorbeeld routekaart:ccp.")
    landelijk: JaNee = Field(False, description="ja als het woord in heel Nederland hetzelfde betekent. Het gaat dan mee naar een nieuw portaal (portaal start).")

    @property
    def titel(self) -> str:
        return f"{self.term} ({self.afkorting})" if self.afkorting else self.term


class Regel(Traceable):
    """A legal or regional rule with its term; pages and route steps pull it in, they never retype it."""

    id: Slug = Field(description="Sleutel van de regel.")
    titel: Tekst = Field(description="Korte naam van de regel.")
    tekst: Tekst = Field(description="De regel in één of twee gewone zinnen.")
    soort: Literal["wet", "afspraak", "streven"] = Field(description="wet, afspraak (in de regio) of streven.")
    weken: Getal | None = Field(None, description="Termijn in weken, als de regel er een heeft.")
    telt_vanaf: Slug | None = Field(None, description="Waar de weken beginnen: aanmelding, inschrijving, besluit, gewenste-datum, of de sleutel van de regel die eraan voorafgaat.")
    vooraf: JaNee = Field(False, description="ja als de weken vóór die datum liggen.")
    zeker: JaNee = Field(description="ja als het artikel of de bron zelf is gelezen, nee als het nog nagekeken moet worden.")


class Document(Traceable):
    """A document that sources name, whether or not a reader can get it."""

    id: Slug = Field(description="Sleutel van het document.")
    titel: Tekst = Field(description="Titel van het document.")
    soort: Tekst = Field(description="Bijvoorbeeld plan, werkproces, notitie of begroting.")
    eigenaar: Tekst = Field(description="Welke organisatie het document beheert.")
    periode: MaybeTekst = Field(None, description="Jaren waarover het gaat.")
    staat: Literal["beschikbaar", "op_te_vragen", "onbekend"] = Field(description="beschikbaar, op_te_vragen of onbekend.")
    url: MaybeWebadres = Field(None, description="Webadres, als het document online staat.")
    uitleg: Tekst = Field(description="Waar het document over gaat, in gewone taal.")
    zie: tuple[Ref, ...] = Field((), description="Wat op dit portaal hetzelfde vertelt.")


class TegenspraakWaarde(Record):
    """What one source says."""

    waarde: Tekst = Field(description="Wat deze bron zegt.")
    bron: Bron = Field(description="Welke bron dat zegt.")


class Tegenspraak(Record):
    """Two sources that do not agree, for staff to settle; shown on the record it is about."""

    id: Slug = Field(description="Sleutel van de tegenspraak.")
    over: Ref = Field(description="Waar het over gaat, bijvoorbeeld school:23FA01 of organisatie:openingstijden.")
    veld: Tekst = Field(description="Welk gegeven verschilt.")
    waarden: tuple[TegenspraakWaarde, ...] = Field(min_length=2, description="Wat de bronnen zeggen.")
    gekozen: MaybeTekst = Field(None, description="Wat de site nu toont.")
    toelichting: Tekst = Field(description="Wie dit kan uitzoeken, en hoe.")


class Zoektaal(Record):
    """What people type, and what they should find."""

    zegt: tuple[Tekst, ...] = Field(min_length=1, description="Woorden en zinnen die mensen typen.")
    vindt: tuple[Ref, ...] = Field(min_length=1, description="Wat zij moeten vinden, bijvoorbeeld hulpvraag:autisme.")


class Uitzondering(Record):
    """Something that looks like a fact about a person; somebody has looked at it and says that it is none."""

    wat: Tekst = Field(description="Het nummer, het adres of de naam van het bestand, zoals het er staat.")
    waarom: Tekst = Field(description="Waarom dit er mag staan.")
    door: Tekst = Field(description="Welke functie dit heeft bekeken, geen naam.")
    op: Datum = Field(description="Wanneer dit is bekeken.")


class Steunpunt(Traceable):
    """The parents' and young people's support point (ouder- en jeugdsteunpunt)."""

    naam: Tekst = Field(description="Naam van het steunpunt.")
    website: MaybeWebadres = Field(None, description="Website van het steunpunt.")
    telefoon: MaybeTelefoon = Field(None, description="Telefoonnummer van het steunpunt.")
    email: MaybeEmail = Field(None, description="E-mailadres van het steunpunt.")
    openingstijden: MaybeTekst = Field(None, description="Wanneer het steunpunt bereikbaar is.")
    belofte: Tekst = Field(description="Wat het steunpunt voor ouders doet, in één zin.")
    samen_met: tuple[Tekst, ...] = Field((), description="Samenwerkingsverbanden die het steunpunt delen.")


class Organisatie(Traceable):
    """The partnership whose portal this is: one record."""

    naam: Tekst = Field(description="Volledige naam van het samenwerkingsverband.")
    korte_naam: Tekst = Field(description="Naam voor boven aan de pagina.")
    adres: Adres | None = Field(None, description="Bezoekadres.")
    telefoon: MaybeTelefoon = Field(None, description="Telefoonnummer van het kantoor.")
    email: MaybeEmail = Field(None, description="Algemeen e-mailadres.")
    email_beveiliging: MaybeEmail = Field(None, description="Waar iemand een lek in de site meldt (security.txt); zonder dit adres het algemene.")
    website: MaybeWebadres = Field(None, description="Huidige website.")
    openingstijden: MaybeTekst = Field(None, description="Wanneer het kantoor bereikbaar is.")
    gemeenten: tuple[Tekst, ...] = Field(min_length=1, description="Gemeenten van het gebied, zoals in data/gebied.geojson.")
    postcodes: tuple[Tekst, ...] = Field(min_length=1, description="Begin van de postcodes in de provincies van het gebied, bijvoorbeeld 1 of 21.")
    steunpunt: Steunpunt = Field(description="Het ouder- en jeugdsteunpunt.")
    ccp: Contact = Field(description="Hoe u het Centraal Coördinatiepunt bereikt.")

    @property
    def titel(self) -> str:
        return self.naam
