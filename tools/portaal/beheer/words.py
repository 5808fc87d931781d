"""What editors read in forms and schemas: names of kinds and fields, the titles of choices, and the form of a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from ..catalogus import catalogus, keys
from ..model import (
    CATEGORIE,
    KINDS,
    ROL,
    SOORT_AGENDAPUNT,
    SOORT_SCHOOL,
    SOORT_VOORZIENING,
    Leestaal,
    Portal,
    Vertaling,
)
from ..urls import generated

# Kind -> (name of the list, name of one record).
KIND_NAMES: Mapping[str, tuple[str, str]] = {
    "bron": ("Bronnen", "bron"),
    "organisatie": ("Organisatie en steunpunt", "organisatie"),
    "bestuur": ("Schoolbesturen", "schoolbestuur"),
    "school": ("Scholen", "school"),
    "hulpvraag": ("Hulpvragen", "hulpvraag"),
    "onderdeel": ("Onderdelen van de ondersteuning", "onderdeel"),
    "voorziening": ("Voorzieningen", "voorziening"),
    "routekaart": ("Routekaarten", "routekaart"),
    "regel": ("Regels en termijnen", "regel"),
    "begrip": ("Begrippen", "begrip"),
    "document": ("Documenten", "document"),
    "tegenspraak": ("Tegenspraken", "tegenspraak"),
    "zoektaal": ("Zoektaal", "regel zoektaal"),
    "ondersteuningsplan": ("Ondersteuningsplan", "ondersteuningsplan"),
    "planproces": ("Plannen in de maak", "plan in de maak"),
    "criterium": ("Toegankelijkheid", "criterium"),
    "taal": ("Gewone taal", "woordenlijst"),
    "agendapunt": ("Agenda", "agendapunt"),
    "mededeling": ("Mededelingen", "mededeling"),
    "uitzondering": ("Bekeken en goed (privacy)", "uitzondering"),
    "verhuizing": ("Verhuisde adressen", "verhuisd adres"),
    "leestaal": ("Andere talen", "taal"),
    "vertaling": ("Vertaalde routes", "vertaalde route"),
    "pagina": ("Pagina's", "pagina"),
}

# A name of a field that says too little, or too much, for somebody who never saw the file.
_LABELS = {
    "id": "Sleutel", "slug": "Webadres (laatste deel)", "bron": "Bronnen", "gecontroleerd_op": "Nagekeken op", "brin": "BRIN",
    "hb": "Aanbod voor hoogbegaafdheid", "hb_vorm": "Vorm van hb-aanbod", "tlv_nodig": "TLV nodig?", "url": "Webadres",
    "zie": "Lees verder", "hierna": "Lees hierna", "vast": "Vast: niet wijzigen bij import van DUO", "lat": "Breedtegraad",
    "lon": "Lengtegraad", "email": "E-mailadres", "telefoon": "Telefoonnummer", "ccp": "CCP", "wie": "Wie", "zegt": "Dit typen mensen",
    "vindt": "Dit moeten zij vinden", "zeker": "Zeker?", "vooraf": "Liggen de weken vóór die datum?", "bevestigd": "Bevestigd",
    "duo_nummers": "Nummers bij DUO", "bevoegd_gezag": "Nummer bevoegd gezag", "plek": "Plek in de bron", "op": "Datum",
    "door": "Door (rol)", "naar": "Naar stap", "Verhuizing.naar": "Naar", "Bron.id": "Bron",
}

_STAAT = {
    "nu": "Nu", "op_aanvraag": "Op aanvraag", "met_partner": "Met een partner", "in_opbouw": "In opbouw", "niet": "Niet",
    "onbekend": "Onbekend", "op_te_vragen": "Op te vragen",
}
_CHOICES = SOORT_SCHOOL | SOORT_VOORZIENING | SOORT_AGENDAPUNT | CATEGORIE | ROL | _STAAT | {"hb": "Hoogbegaafdheid", "sop": "SOP", "advies": "Advies en onderzoek"}


class Form(NamedTuple):
    """How a single value is written: a pattern for JavaScript and Python alike, and what to say when it does not fit."""

    pattern: str
    message: str


# The model has the last word (`model/fields.py`); these tell a mistake while it is being typed. A test holds them together.
FORMS: Mapping[str, Form] = {
    "Datum": Form(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "Schrijf jaar-maand-dag, bijvoorbeeld 2026-08-31."),
    "Getal": Form(r"-?(0|[1-9]\d{0,8})", "Schrijf alleen cijfers, zonder nul vooraan."),
    "Graden": Form(r"-?\d{1,3}\.\d{1,9}", "Schrijf een getal met een punt, bijvoorbeeld 52.3015."),
    "Webadres": Form(r"[hH][tT][tT][pP][sS]?:\/\/[a-zA-Z0-9.\-]+\.[a-zA-Z]{2,}(:\d+)?(\/[^\s\"<>]*)?", "Begin met https:// en laat spaties weg."),
    "Postcode": Form(r"[1-9]\d{3} [A-Z]{2}", "Schrijf vier cijfers, een spatie en twee letters: 1234 AB."),
    "Telefoon": Form(r"0([ \-]*\d){9}|0[89]00([ \-]*\d){4,7}|14([ \-]*\d){3,4}", "Schrijf tien cijfers, de eerste is een 0: 012-3456789."),
    "Email": Form(r"[^@\s<>\"]+@[a-z0-9.\-]+\.[a-z]{2,}", "Schrijf een e-mailadres: info@voorbeeld.nl."),
    "Schooljaar": Form(r"20\d\d-20\d\d", "Schrijf twee jaren na elkaar: 2026-2027."),
    "Tijd": Form(r"([01]\d|2[0-3]):[0-5]\d", "Schrijf uren en minuten met een dubbele punt: 19:30."),
    "Slug": Form(r"[a-z0-9]+(-[a-z0-9]+)*", "Gebruik kleine letters, cijfers en streepjes."),
    "Ref": Form(r"[a-z]+:\S.*", "Schrijf soort:sleutel, bijvoorbeeld routekaart:ccp."),
    "Brin": Form(r"\d\d[A-Z]{2}", "Schrijf twee cijfers en twee hoofdletters: 05PE."),
    "Vestiging": Form(r"\d\d", "Schrijf twee cijfers: 00."),
}


def label(name: str, model: str = "") -> str:
    """Return what a form calls a field, of the group `model` where that makes a difference."""
    words = name.replace("_", " ")
    return _LABELS.get(f"{model}.{name}") or _LABELS.get(name, words[:1].upper() + words[1:])


def choice_title(word: str) -> str:
    """Return what a form calls a fixed choice."""
    return _CHOICES.get(word, word.replace("_", " ").capitalize())


def translation_title(record: Leestaal | Vertaling) -> str:
    """Return the Dutch name of a language, with the route that is translated into it."""
    key = record.leestaal if isinstance(record, Vertaling) else record.id
    taal = catalogus(key).naam_nl if key in keys() else key
    return f"{record.routekaart} in het {taal}" if isinstance(record, Vertaling) else taal


def title_of(kind: str, record: object) -> str:
    """Return how an editor recognises a record, and the place with it where names are not unique."""
    if kind in ("zoektaal", "uitzondering"):
        return record.zegt[0] if kind == "zoektaal" else record.wat  # type: ignore[attr-defined]
    if kind == "tegenspraak":
        return f"{record.over}: {record.veld}"  # type: ignore[attr-defined]
    if kind in ("leestaal", "vertaling"):
        return translation_title(record)  # an editor need not read the language to find it
    title = str(getattr(record, "titel", "") or getattr(record, "naam", ""))
    return f"{title} ({record.adres.plaats})" if kind == "school" else title  # type: ignore[attr-defined]


def names(portal: Portal) -> dict[str, dict[str, str]]:
    """Return kind -> id -> title of everything that a field may name; under `ref` every reference of every kind."""
    found = {kind: {id_: title_of(kind, record) for id_, record in portal.records(kind).items()}
             for kind in (*KINDS, "pagina") if kind not in ("zoektaal", "taal", "uitzondering")}
    refs = {f"pagina:{key}": f"Pagina: {title}" for key, title in generated(portal).items()}
    for kind, titles in found.items():
        if kind not in ("bron", "regel", "tegenspraak", "ondersteuningsplan"):
            refs |= {f"{kind}:{id_}": f"{KIND_NAMES.get(kind, (kind, kind))[1].capitalize()}: {title}" for id_, title in titles.items()}
    return found | {"ref": refs}


def fits(type_: str, text: str) -> bool:
    """Tell whether a text has the form of a type of single value."""
    return type_ not in FORMS or re.fullmatch(FORMS[type_].pattern, text) is not None
