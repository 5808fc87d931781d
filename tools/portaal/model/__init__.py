"""The domain as frozen, typed objects; knows no disk, no HTML and not what day it is."""

from .fields import Bron, Record, Staat
from .plan import Fase, Focusgebied, Ondersteuningsplan, Pijler, Planproces
from .portal import BY_ID, KINDS, REFS, ContentPage, Gebied, PageMeta, Portal
from .routekaart import ROL, Routekaart, Stap
from .school import SOORT_SCHOOL, Bestuur, Ondersteuningsaanbod, School
from .steun import SOORT_VOORZIENING, Hulpvraag, Onderdeel, Voorziening
from .taal import Taal, Woordkeus
from .uitleg import Begrip, BronDocument, Document, Organisatie, Regel, Tegenspraak, Zoektaal
from .wijziging import Change

__all__ = [
    "BY_ID", "KINDS", "REFS", "ROL", "SOORT_SCHOOL", "SOORT_VOORZIENING",
    "Begrip", "Bestuur", "Bron", "BronDocument", "Change", "ContentPage", "Document", "Fase", "Focusgebied", "Gebied",
    "Hulpvraag", "Onderdeel", "Ondersteuningsaanbod", "Ondersteuningsplan", "Organisatie", "PageMeta", "Pijler",
    "Planproces", "Portal", "Record", "Regel", "Routekaart", "School", "Staat", "Stap", "Taal", "Tegenspraak",
    "Voorziening", "Woordkeus", "Zoektaal",
]
