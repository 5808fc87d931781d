"""The domain as frozen, typed objects; knows no disk, no HTML and not what day it is."""

from .actueel import SOORT_AGENDAPUNT, Agendapunt, Mededeling
from .fields import Bron, Record, Staat
from .gebied import Gebied
from .leestaal import Leestaal, Vertaling
from .plan import Fase, Focusgebied, Ondersteuningsplan, Pijler, Planproces
from .portal import (
    BY_ID,
    CATEGORIE,
    KINDS,
    NIEUWS_MAP,
    RECORD_FILES,
    REFS,
    ContentPage,
    NieuwsMeta,
    PageMeta,
    Portal,
)
from .routekaart import ROL, Routekaart, Stap
from .samenwerkingsverband import Samenwerkingsverband
from .school import SOORT_SCHOOL, Bestuur, Ondersteuningsaanbod, School
from .steun import SOORT_VOORZIENING, Hulpvraag, Onderdeel, Voorziening
from .taal import Taal, Woordkeus
from .uitleg import Begrip, BronDocument, Document, Organisatie, Regel, Tegenspraak, Zoektaal
from .verhuizing import Verhuizing
from .wijziging import Change

__all__ = [
    "BY_ID", "CATEGORIE", "KINDS", "NIEUWS_MAP", "RECORD_FILES", "REFS", "ROL", "SOORT_AGENDAPUNT", "SOORT_SCHOOL", "SOORT_VOORZIENING",
    "Agendapunt", "Begrip", "Bestuur", "Bron", "BronDocument", "Change", "ContentPage", "Document", "Fase", "Focusgebied",
    "Gebied", "Hulpvraag", "Leestaal", "Mededeling", "NieuwsMeta", "Onderdeel", "Ondersteuningsaanbod", "Ondersteuningsplan",
    "Organisatie", "PageMeta", "Pijler",
    "Planproces", "Portal", "Record", "Regel", "Routekaart", "Samenwerkingsverband", "School", "Staat", "Stap", "Taal", "Tegenspraak",
    "Verhuizing", "Vertaling", "Voorziening", "Woordkeus", "Zoektaal",
]
