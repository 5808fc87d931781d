"""The questions that a school gets, made from the model: a new field or onderdeel is a new question by itself."""

from __future__ import annotations

import datetime as dt
import re
import typing
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Any, Literal

from msgspec import Struct

from ..model import Onderdeel, Ondersteuningsaanbod, Portal, Record, School
from ..model.fields import ONBEKEND, STAAT, Staat
from ..model.school import Aanbod
from ..rollen import ROLLEN

# Raise this when the form changes in a way that answers to an old one can no longer be read.
VERSIE = 1
# A school names few limits; a form with more on record has a row for each, and some to spare.
_ROWS, _SPARE = 8, 3
_YEARS_BACK = 10

# Where other words serve a school better than the name of the field and its description in the model.
_TITELS = {
    "bron": ("Waar staat dit aanbod?", "Kies het stuk waarin uw school dit heeft vastgelegd."),
    "vindplaats": ("Webadres van dat stuk", "Begin met https://. Staat het niet op internet? Laat het vak leeg."),
    "bevestigd/door": ("Wie bevestigt dit namens de school?", "Kies een functie. Schrijf geen naam van een persoon."),
    "bevestigd/op": ("Op welke dag?", "Schrijf dag, maand en jaar, bijvoorbeeld 30-10-2026."),
    "contact/telefoon": ("Telefoonnummer voor vragen over hulp", "Een nummer van de school, geen nummer van een persoon."),
    "contact/email": ("E-mailadres voor vragen over hulp", "Een algemeen adres van de school, zonder naam van een persoon."),
    "contact/website": ("Webpagina over hulp op uw school", "Begin met https://. Is er geen? Laat het vak leeg."),
    "contact/toelichting": ("Naar wie vragen ouders?", "Noem een functie, bijvoorbeeld: Vraag naar de intern begeleider."),
    "grenzen": ("Wat kan uw school niet bieden?", "Eén grens per vak, in een gewone zin."),
    "staat": ("Stand", ""), "toelichting": ("Toelichting", ""), "sinds": ("Sinds schooljaar", ""),
}
_BLADEN = {"aanbod": "Ondersteuning", "hb": "Hoogbegaafd"}
REST = "Over uw school"
_SOORTEN = {"basis": "Basisondersteuning: dit biedt elke school", "extra": "Extra ondersteuning", "hb": "Voor hoogbegaafde kinderen"}
# Headings over the single questions; who stands for the answers comes last.
_GROEPEN = {"contact": "Bij wie kunnen ouders terecht?", "bevestigd": "Wie bevestigt dit formulier?"}
_GROEP = "Waar staat dit?"
_WOORDEN = {
    "schoolgids": "In de schoolgids", "sop": "In het schoolondersteuningsprofiel (SOP)", "ja": "Ja", "nee": "Nee",
}
# A school reads the words that parents will read, but for what it does not know itself.
STANDEN = STAAT | {ONBEKEND: "Dat weten wij nog niet"}

Antwoorden = dict[str, str]


class Vraag(Struct, frozen=True):
    """One question; `sleutel` is the path of its answer in an ondersteuningsaanbod: `aanbod/lezen/staat`.

    `keuzes` maps what is stored to the words on the form; where it is not `is_streng`, another text is allowed too.
    """

    sleutel: str
    blad: str
    groep: str
    onderwerp: str
    titel: str
    uitleg: str
    keuzes: Mapping[str, str] = {}
    is_streng: bool = True
    is_datum: bool = False
    telt: bool = False

    @property
    def label(self) -> str:
        """What stands beside and above the answer; a form in which this changed is not ours any more."""
        return f"{self.onderwerp} | {self.titel}"


class Formulier(Struct, frozen=True):
    """The form of one school for one school year, with what it answered before."""

    school: School
    schooljaar: str
    vragen: tuple[Vraag, ...]
    antwoorden: Mapping[str, str]
    eerder: str = ""

    @property
    def name(self) -> str:
        """The name of the file, without its ending."""
        return f"uitvraag-{self.schooljaar}-{self.school.id}-{self.school.slug}"


def make_formulier(portal: Portal, school: School, schooljaar: str) -> Formulier:
    """Return the form of a school, with its answers of that year or else of the latest year before it."""
    years = [year for year in entries(portal, school.id) if year["schooljaar"] <= schooljaar]
    latest = max(years, key=lambda year: year["schooljaar"], default={})
    rows = max(_ROWS, len(latest.get("grenzen", ())) + _SPARE)
    vragen = tuple(make_vragen(portal, schooljaar, rows))
    antwoorden = antwoorden_of(latest, vragen)
    eerder = latest.get("schooljaar", "")
    if eerder != schooljaar:
        # Last year's word of honour and last year's booklet say nothing about this year.
        antwoorden = {key: text for key, text in antwoorden.items() if key.split("/")[0] not in ("bevestigd", "vindplaats")}
    return Formulier(school, schooljaar, vragen, antwoorden, eerder)


def entries(portal: Portal, school: str) -> list[dict[str, Any]]:
    """Return the years that a school told about, as they were typed."""
    found = portal.places["school", school].node.plain().get("ondersteuningsaanbod", [])
    return found if isinstance(found, list) else []


def make_vragen(portal: Portal, schooljaar: str, rows: int) -> Iterator[Vraag]:
    """Yield every question for a school year; a list of sentences gets `rows` rows."""
    for name in sorted(Ondersteuningsaanbod.model_fields, key=lambda name: name == "bevestigd"):
        if name == "schooljaar":
            continue
        info = Ondersteuningsaanbod.model_fields[name]
        parts = typing.get_args(info.annotation)
        is_list = typing.get_origin(info.annotation) is tuple
        if is_list and parts[0] is Aanbod:
            yield from _of_onderdelen(portal, name, schooljaar)
        elif is_list:
            titel, uitleg = _said(name, info.description)
            for number in range(1, rows + 1):
                yield Vraag(f"{name}/{number}", REST, titel, f"{number}.", "Antwoord", uitleg if number == 1 else "")
        elif isinstance(info.annotation, type) and issubclass(info.annotation, Record):
            for sub, part in sorted(info.annotation.model_fields.items(), key=lambda item: item[0] == "op"):
                yield _simple(f"{name}/{sub}", part, info.is_required() and part.is_required())
        else:
            yield _simple(name, info, info.is_required())


def _of_onderdelen(portal: Portal, name: str, schooljaar: str) -> Iterator[Vraag]:
    for soort, heading in _SOORTEN.items():
        for onderdeel in portal.onderdelen.values():
            if onderdeel.soort == soort and (soort == "hb") == (name == "hb"):
                yield from _of_onderdeel(name, onderdeel, heading, schooljaar)


def _of_onderdeel(name: str, onderdeel: Onderdeel, heading: str, schooljaar: str) -> Iterator[Vraag]:
    for sub, part in Aanbod.model_fields.items():
        if sub == "onderdeel":
            continue
        titel, _ = _said(sub, part.description)
        keuzes = _years(schooljaar) if sub == "sinds" else _choices(part.annotation)
        yield Vraag(f"{name}/{onderdeel.id}/{sub}", _BLADEN.get(name, name.capitalize()), heading, onderdeel.titel, titel, onderdeel.uitleg,
                    keuzes, is_datum=_is_date(part.annotation), telt=part.is_required())


def _simple(sleutel: str, info: Any, is_required: bool) -> Vraag:
    titel, uitleg = _said(sleutel, info.description)
    is_role = sleutel == "bevestigd/door"
    keuzes = {role: role for role in ROLLEN} if is_role else _choices(info.annotation)
    return Vraag(sleutel, REST, _GROEPEN.get(sleutel.split("/")[0], _GROEP), titel, "Antwoord", uitleg, keuzes, not is_role, _is_date(info.annotation), is_required)


def _said(sleutel: str, description: str | None) -> tuple[str, str]:
    return _TITELS.get(sleutel) or (sleutel.split("/")[-1].replace("_", " ").capitalize(), description or "")


def _years(schooljaar: str) -> dict[str, str]:
    first = int(schooljaar[:4])
    return {year: year for year in (f"{first - back}-{first - back + 1}" for back in range(_YEARS_BACK))}


def _leaves(annotation: Any) -> Iterator[Any]:
    """Yield the types that an annotation such as `Annotated[Staat | None, …]` is made of."""
    if typing.get_origin(annotation) in (typing.Union, UnionType, typing.Annotated):
        for part in typing.get_args(annotation):
            yield from _leaves(part)
    else:
        yield annotation


def _choices(annotation: Any) -> dict[str, str]:
    if annotation == Staat:
        return STANDEN
    for leaf in _leaves(annotation):
        if typing.get_origin(leaf) is Literal:
            return {code: _WOORDEN.get(code, code.replace("_", " ").capitalize()) for code in typing.get_args(leaf)}
        if leaf is bool:
            return {code: _WOORDEN[code] for code in ("ja", "nee")}
    return {}


def _is_date(annotation: Any) -> bool:
    return dt.date in _leaves(annotation)


def clean(text: str) -> str:
    """Return a text with one space wherever there is any white space: an answer is one paragraph."""
    return " ".join(text.split())


def date_of(text: str) -> dt.date | None:
    """Return the day that a text names, as people or as our files write it; None where it names none."""
    found = re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", text) or re.fullmatch(r"(\d\d?)[-/. ](\d\d?)[-/. ](\d{4})", text)
    if not found:
        return None
    parts = [int(part) for part in found.groups()]
    try:
        return dt.date(*(parts if parts[0] > 31 else parts[::-1]))
    except ValueError:
        return None


def antwoorden_of(entry: Mapping[str, Any], vragen: tuple[Vraag, ...]) -> Antwoorden:
    """Return question -> answer of what was typed for one school year; what is not there has no answer."""
    found: Antwoorden = {}
    for vraag in vragen:
        text = clean(_look_up(entry, vraag.sleutel.split("/")))
        if text and (text != ONBEKEND or ONBEKEND in vraag.keuzes):
            found[vraag.sleutel] = text
    return found


def _look_up(entry: Mapping[str, Any], steps: list[str]) -> str:
    value: Any = entry.get(steps[0], "")
    for step in steps[1:]:
        if isinstance(value, list):
            value = _item(value, step)
        elif isinstance(value, dict):
            value = value.get(step, "")
    return value if isinstance(value, str) else ""


def _item(items: list[Any], step: str) -> Any:
    if step.isdigit():
        return items[int(step) - 1] if int(step) <= len(items) else ""
    return next((item for item in items if isinstance(item, dict) and item.get("onderdeel") == step), {})
