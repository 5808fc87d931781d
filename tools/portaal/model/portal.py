"""The whole portal as one value: every record by id, every page, with its place in the files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct
from pydantic import Field

from ..finding import Location
from ..node import RawRecord
from .actueel import Agendapunt, Mededeling
from .criterium import Criterium
from .fields import Bevestigd, Bron, Datum, JaNee, MaybeDatum, Record, Ref, Slug, Tekst, Voor
from .gebied import Gebied
from .leestaal import Leestaal, Vertaling
from .plan import Ondersteuningsplan, Planproces
from .routekaart import Routekaart
from .samenwerkingsverband import Samenwerkingsverband
from .school import Bestuur, School
from .steun import Hulpvraag, Onderdeel, Voorziening
from .taal import Taal
from .uitleg import Begrip, BronDocument, Document, Organisatie, Regel, Tegenspraak, Uitzondering, Zoektaal
from .verhuizing import Verhuizing
from .wijziging import Change

# Kind -> (file under data/, model). One line per kind of record; a `*` means one record per file.
KINDS: Mapping[str, tuple[str, type[Record]]] = {
    "bron": ("bronnen.yaml", BronDocument),
    "organisatie": ("organisatie.yaml", Organisatie),
    "bestuur": ("besturen.yaml", Bestuur),
    "school": ("schools.yaml", School),
    "hulpvraag": ("hulpvragen.yaml", Hulpvraag),
    "onderdeel": ("ondersteuning.yaml", Onderdeel),
    "voorziening": ("voorzieningen.yaml", Voorziening),
    "routekaart": ("routekaarten/*.yaml", Routekaart),
    "regel": ("regels.yaml", Regel),
    "begrip": ("begrippen.yaml", Begrip),
    "document": ("documenten.yaml", Document),
    "tegenspraak": ("tegenspraken.yaml", Tegenspraak),
    "zoektaal": ("zoektaal.yaml", Zoektaal),
    "ondersteuningsplan": ("ondersteuningsplan.yaml", Ondersteuningsplan),
    "planproces": ("planprocessen/*.yaml", Planproces),
    "criterium": ("toegankelijkheid.yaml", Criterium),
    "taal": ("taal.yaml", Taal),
    "uitzondering": ("uitzonderingen.yaml", Uitzondering),
    "agendapunt": ("agenda.yaml", Agendapunt),
    "mededeling": ("mededelingen.yaml", Mededeling),
    "verhuizing": ("verhuisd.yaml", Verhuizing),
    "leestaal": ("leestalen/*.yaml", Leestaal),
    "vertaling": ("vertalingen/*.yaml", Vertaling),
}
# What `load` reads: the files of records under data/, by name or pattern.
RECORD_FILES = tuple(file for file, _ in KINDS.values())

# Field name -> kind of the record that it names by id.
BY_ID = {
    "hulpvragen": "hulpvraag", "onderdelen": "onderdeel", "routekaarten": "routekaart", "routekaart": "routekaart",
    "documenten": "document", "regels": "regel", "school": "school", "bestuur": "bestuur", "hb_vorm": "onderdeel",
    "onderdeel": "onderdeel", "hulpvraag": "hulpvraag", "begrip": "begrip", "regel": "regel", "leestaal": "leestaal",
}
# Fields that hold references such as `routekaart:ccp`.
REFS = ("zie", "vindt", "over", "hierna")


class PageMeta(Record):
    """Front matter of a Markdown page."""

    beschrijving: Tekst = Field(description="Eén zin voor zoekmachines en lijsten.")
    voor: Voor = Field("iedereen", description="Voor wie de pagina is.")
    bron: tuple[Bron, ...] = Field((), description="Waar de feiten op deze pagina vandaan komen.")
    gecontroleerd_op: MaybeDatum = Field(None, description="Wanneer de bronnen zijn nagekeken.")
    bevestigd: Bevestigd | None = Field(None, description="Wie (rol) de pagina bevestigde.")
    hulpvragen: tuple[Slug, ...] = Field((), description="Hulpvragen waar deze pagina bij helpt.")
    hierna: tuple[Ref, ...] = Field((), description="Wat u hierna leest, bijvoorbeeld routekaart:ccp of pagina:ouders/steunpunt.")
    zoekwoorden: tuple[Tekst, ...] = Field((), description="Extra woorden waarmee iemand deze pagina zoekt.")
    landelijk: JaNee = Field(False, description="ja als de tekst in heel Nederland klopt. Zij gaat dan mee naar een nieuw portaal (portaal start).")


# Folder of the news: every Markdown page in it is an item, with the front matter of `NieuwsMeta`.
NIEUWS_MAP = "content/nieuws/"
CATEGORIE = {
    "organisatie": "Over ons",
    "aanbod": "Scholen en plekken",
    "meepraten": "Meepraten",
    "regels": "Wet en afspraken",
    "agenda": "Bijeenkomsten",
}


class Afbeelding(Record):
    """A picture, and what it shows for who cannot see it."""

    bestand: Tekst = Field(description="Pad naar de afbeelding, gezien vanaf het bericht, bijvoorbeeld img/avond.jpg.")
    alt: Tekst = Field(description="Wat er te zien is, in één zin.")


class NieuwsMeta(PageMeta):
    """Front matter of a news item."""

    datum: Datum = Field(description="Dag van het bericht. Vóór die dag staat het niet op de site.")
    categorie: Literal["organisatie", "aanbod", "meepraten", "regels", "agenda"] = Field(
        description="organisatie, aanbod, meepraten, regels of agenda.")
    zichtbaar_vanaf: MaybeDatum = Field(None, description="Eerste dag op de site, als dat later is dan de datum.")
    zichtbaar_tot: MaybeDatum = Field(None, description="Laatste dag waarop het bericht nog actueel is. Daarna verdwijnt het uit de lijsten.")
    afbeelding: Afbeelding | None = Field(None, description="Afbeelding boven het bericht.")

    @property
    def begins(self) -> dt.date:
        """The first day on which the item may be on the site."""
        return self.zichtbaar_vanaf or self.datum


class ContentPage(Struct, frozen=True):
    """A Markdown page: `path` under content/, `url` without leading slash, the text after the front matter."""

    path: str
    url: str
    titel: str
    meta: PageMeta
    body: str
    body_line: int

    @property
    def id(self) -> str:
        return self.url.rstrip("/") or "home"

    @property
    def nieuws(self) -> NieuwsMeta | None:
        """The front matter of a news item, None for any other page."""
        return self.meta if isinstance(self.meta, NieuwsMeta) else None


def _of_no_school(days: Mapping[tuple[str, str], dt.date]) -> dict[tuple[str, str], dt.date]:
    return {key: day for key, day in days.items() if key[0] != "school"}


@dataclass(frozen=True)
class Portal:
    """Everything that the files say. Mappings keep file order; `places` maps (kind, id) to what was typed.

    `broken` names the records that were refused, so that a reference to one is not a second mistake.
    `changed_on` maps (kind, id) to the day of the last change, for what git knows; `changes` tells what changed, newest first.
    `restored` maps what is shown in an earlier version, since the newest is wrong, to the day of that version.
    `comments` (path, line, text) is what stands behind a `#` in the files: on no page, yet public.
    `samenwerkingsverbanden` are those of an edition; every other portal is of one, and has none here.
    `verlopen` names (kind, id) what keeps its address but belongs in no list any more; see `actueel.as_of`.
    """

    organisatie: Organisatie
    bronnen: Mapping[str, BronDocument]
    besturen: Mapping[str, Bestuur]
    schools: Mapping[str, School]
    hulpvragen: Mapping[str, Hulpvraag]
    onderdelen: Mapping[str, Onderdeel]
    voorzieningen: Mapping[str, Voorziening]
    routekaarten: Mapping[str, Routekaart]
    regels: Mapping[str, Regel]
    begrippen: Mapping[str, Begrip]
    documenten: Mapping[str, Document]
    tegenspraken: Mapping[str, Tegenspraak]
    zoektaal: tuple[Zoektaal, ...]
    pages: Mapping[str, ContentPage]
    gebied: Gebied
    media: tuple[str, ...] = ()
    places: Mapping[tuple[str, str], RawRecord] = field(default_factory=dict, compare=False)
    broken: frozenset[tuple[str, str]] = frozenset()
    taal: Taal = field(default_factory=Taal)
    ondersteuningsplan: Ondersteuningsplan | None = None
    planprocessen: Mapping[str, Planproces] = field(default_factory=dict)
    criteria: Mapping[str, Criterium] = field(default_factory=dict)
    uitzonderingen: tuple[Uitzondering, ...] = ()
    verhuizingen: Mapping[str, Verhuizing] = field(default_factory=dict)
    changed_on: Mapping[tuple[str, str], dt.date] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    restored: Mapping[tuple[str, str], dt.date] = field(default_factory=dict)
    agenda: Mapping[str, Agendapunt] = field(default_factory=dict)
    mededelingen: Mapping[str, Mededeling] = field(default_factory=dict)
    verlopen: frozenset[tuple[str, str]] = frozenset()
    leestalen: Mapping[str, Leestaal] = field(default_factory=dict)
    vertalingen: Mapping[str, Vertaling] = field(default_factory=dict)
    comments: tuple[tuple[str, int, str], ...] = field(default=(), compare=False)
    samenwerkingsverbanden: tuple[Samenwerkingsverband, ...] = ()

    def records(self, kind: str) -> Mapping[str, Any]:
        """Return the records of a kind by id (kinds as in `KINDS`, and `pagina`)."""
        return self._by_kind[kind]

    @cached_property
    def _by_kind(self) -> Mapping[str, Mapping[str, Any]]:
        return {
            "bron": self.bronnen,
            "bestuur": self.besturen,
            "school": self.schools,
            "hulpvraag": self.hulpvragen,
            "onderdeel": self.onderdelen,
            "voorziening": self.voorzieningen,
            "routekaart": self.routekaarten,
            "regel": self.regels,
            "begrip": self.begrippen,
            "document": self.documenten,
            "tegenspraak": self.tegenspraken,
            "pagina": self.pages,
            "organisatie": {"organisatie": self.organisatie},
            "zoektaal": {str(number): entry for number, entry in enumerate(self.zoektaal)},
            "taal": {self.taal.id: self.taal},
            "ondersteuningsplan": {plan.id: plan} if (plan := self.ondersteuningsplan) else {},
            "planproces": self.planprocessen,
            "criterium": self.criteria,
            "verhuizing": self.verhuizingen,
            "uitzondering": {str(number): entry for number, entry in enumerate(self.uitzonderingen)},
            "agendapunt": self.agenda,
            "mededeling": self.mededelingen,
            "leestaal": self.leestalen,
            "vertaling": self.vertalingen,
        }

    def all_records(self) -> Iterator[tuple[str, str, Any]]:
        """Yield (kind, id, record) of every record in file order."""
        for kind in KINDS:
            for id_, record in self.records(kind).items():
                yield kind, id_, record

    def artikelen_of(self, regel: Regel) -> tuple[Bron, ...]:
        """Return the sources of a rule that are an article of a law; a bill or a chapter of its notes is not."""
        return tuple(
            bron for bron in regel.bron
            if bron.plek.startswith("artikel") and bron.id in self.bronnen and self.bronnen[bron.id].soort == "wet"
        )

    @cached_property
    def all_zoektaal(self) -> tuple[Zoektaal, ...]:
        """What people type, in Dutch and then in every language that they can choose."""
        return (*self.zoektaal, *(entry for leestaal in self.leestalen.values() for entry in leestaal.zoektaal))

    def said_for(self, hulpvraag: str) -> set[str]:
        """Return every way of saying (zoektaal) that leads to a need."""
        return {zegt for entry in self.zoektaal if f"hulpvraag:{hulpvraag}" in entry.vindt for zegt in entry.zegt}

    @cached_property
    def written(self) -> tuple[tuple[str, int, int, str], ...]:
        """Every value and every line that somebody wrote (path, line, column, text), without the reviewed exceptions."""
        nodes = [(raw, raw.node) for (kind, _), raw in self.places.items() if kind != "uitzondering"]
        written = []
        while nodes:
            raw, node = nodes.pop()
            if node.value is not None:
                written.append((raw.path, raw.above + node.line, node.column, node.value))
            nodes += [(raw, child) for child in (*(node.items or ()), *(node.fields or {}).values())]
        for page in self.pages.values():
            written += [(page.path, number, 1, line) for number, line in enumerate(page.body.split("\n"), start=page.body_line)]
        return tuple(written)

    @cached_property
    def beside_schools(self) -> Portal:
        """All that what we tell of one school may hang on, beside that school: other records, and the schools that a provision is at.

        What is made of a school out of this alone stays the same while this and the school do.
        """
        named = {voorziening.school for voorziening in self.voorzieningen.values()}
        return replace(
            self, schools={id_: school for id_, school in self.schools.items() if id_ in named}, zoektaal=(), pages={}, gebied=Gebied(), media=(),
            places={}, broken=frozenset(), changed_on=_of_no_school(self.changed_on), restored=_of_no_school(self.restored), changes=(), comments=(),
        )

    def is_broken(self, kind: str, id_: str) -> bool:
        """Tell whether a record was refused, by itself or (id `*`) with the whole file of its kind."""
        return not self.broken.isdisjoint({(kind, id_), (kind, "*")})

    def place(self, kind: str, id_: str, *path: str | int) -> Location:
        """Return where a record, or a field of it, stands in the files."""
        raw = self.places.get((kind, id_))
        return raw.place(path) if raw else Location("data")

