"""What `portaal new` asks, and the record that follows from the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from msgspec import Struct

from .clock import today_from_environment
from .model import CATEGORIE, SOORT_AGENDAPUNT, SOORT_SCHOOL, SOORT_VOORZIENING, Portal
from .model.fields import ONBEKEND, Datum, MaybeTekst, MaybeTijd, Postcode, Tekst, Voor
from .model.school import Brin, Vestiging
from .urls import slugify


class Question(Struct, frozen=True):
    """One question: the name of the answer, what is asked, its type, and the words that may be chosen."""

    name: str
    text: str
    type: Any = Tekst
    choices: Callable[[Portal], Mapping[str, Any]] = lambda portal: {}
    several: bool = False


_BRON = Question("bron", "Uit welke bron komt dit? (sleutel uit data/bronnen.yaml)", choices=lambda portal: portal.bronnen)
QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "school": (
        Question("naam", "Hoe heet de school?"),
        Question("brin", "Wat is het BRIN? (twee cijfers en twee hoofdletters)", Brin),
        Question("vestiging", "Wat is het nummer van de vestiging? (twee cijfers)", Vestiging),
        Question("soort", "Wat voor school is het?", choices=lambda portal: SOORT_SCHOOL),
        Question("straat", "In welke straat staat de school?"),
        Question("huisnummer", "Op welk huisnummer?"),
        Question("postcode", "Wat is de postcode? (bijvoorbeeld 1234 AB)", Postcode),
        Question("plaats", "In welke plaats?"),
        _BRON,
    ),
    "voorziening": (
        Question("titel", "Hoe heet de voorziening?"),
        Question("soort", "Wat voor voorziening is het?", choices=lambda portal: SOORT_VOORZIENING),
        Question("samenvatting", "Wat is het en voor wie? Eén zin."),
        Question("hulpvragen", "Bij welke hulpvragen past het? (sleutels, met komma's)", choices=lambda portal: portal.hulpvragen, several=True),
        _BRON,
    ),
    "nieuws": (
        Question("titel", "Wat is de titel van het bericht?"),
        Question("beschrijving", "Waar gaat het over? Eén zin, voor in de lijst."),
        Question("datum", "Van welke dag is het bericht? Vóór die dag is het niet te zien. (bijvoorbeeld 2026-08-31)", Datum),
        Question("categorie", "Waar hoort het bij?", choices=lambda portal: CATEGORIE),
        Question("voor", "Voor wie is het?", choices=lambda portal: dict.fromkeys(get_args(Voor))),
        Question("tekst", "Wat is het nieuws? Schrijf de eerste zinnen."),
    ),
    "agenda": (
        Question("titel", "Hoe heet de bijeenkomst?"),
        Question("soort", "Wat voor bijeenkomst is het?", choices=lambda portal: SOORT_AGENDAPUNT),
        Question("van", "Op welke dag is het? (bijvoorbeeld 2026-08-31)", Datum),
        Question("begin", "Hoe laat begint het? (bijvoorbeeld 19:30, of onbekend)", MaybeTijd),
        Question("einde", "Hoe laat is het klaar? (bijvoorbeeld 21:00, of onbekend)", MaybeTijd),
        Question("plaats", "Waar is het? (of onbekend)", MaybeTekst),
        Question("voor", "Voor wie is het?", choices=lambda portal: dict.fromkeys(get_args(Voor))),
    ),
    "routekaart": (
        Question("titel", "Hoe heet de route?"),
        Question("samenvatting", "Waarheen leidt deze route? Eén zin."),
        Question("voor_wie", "Voor wie is de route?"),
        _BRON,
    ),
}


def _common(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {"bron": [{"id": answers["bron"]}], "gecontroleerd_op": today_from_environment().isoformat()}


def _school(portal: Portal, answers: Mapping[str, Any]) -> dict[str, Any]:
    address = {name: answers[name] for name in ("straat", "huisnummer", "postcode", "plaats")}
    names = {name: answers[name] for name in ("brin", "vestiging")}
    slug = slugify(answers["naam"])
    if any(school.slug == slug for school in portal.schools.values()):
        slug = slugify(f"{answers['naam']} {answers['plaats']}")
    return names | {"slug": slug, "naam": answers["naam"], "soort": answers["soort"], "adres": address} | _common(answers)


def _voorziening(portal: Portal, answers: Mapping[str, Any]) -> dict[str, Any]:
    own = {name: answers[name] for name in ("titel", "soort", "samenvatting", "hulpvragen")}
    return {"id": slugify(answers["titel"])} | own | {"toegang": {"tlv_nodig": "onbekend", "wie": "onbekend"}} | _common(answers)


def _routekaart(portal: Portal, answers: Mapping[str, Any]) -> dict[str, Any]:
    """A route of two steps that passes every rule, so that an editor changes what works."""
    source = {"bron": [{"id": answers["bron"]}]}
    first = {
        "id": "praat-met-school", "titel": "U praat met school", "wie": ["ouder", "school"], "wat": "U vertelt wat u ziet bij uw kind.",
        "ouder_doet": "U maakt een afspraak met de leerkracht.", "school_doet": "De school luistert en legt afspraken vast.",
        "contact": "de leerkracht van uw kind",
    } | source | {"daarna": "afspraken"}
    last = {
        "id": "afspraken", "titel": "U maakt afspraken", "wie": ["school"], "wat": "De school schrijft op wat er gaat gebeuren.",
        "school_doet": "De school geeft u de afspraken op papier.", "contact": "de intern begeleider",
    } | source | {"uitkomst": {"contact": "De intern begeleider van de school.", "recht": "U mag weten wat de school doet.",
                               "volgende": "U spreekt samen af wanneer u weer praat."}}
    return {
        "id": slugify(answers["titel"]), "titel": answers["titel"], "samenvatting": answers["samenvatting"],
        "voor_wie": [answers["voor_wie"]], "begin": first["id"], "stappen": [first, last],
    } | _common(answers)


def _agenda(portal: Portal, answers: Mapping[str, Any]) -> dict[str, Any]:
    known = {name: answers[name] for name in ("begin", "einde", "plaats") if answers[name] != ONBEKEND}
    tijd = {"van": known["begin"]} | ({"tot": known["einde"]} if "einde" in known else {}) if "begin" in known else None
    record = {"id": slugify(answers["titel"])} | {name: answers[name] for name in ("titel", "soort", "van")}
    return record | ({"tijd": tijd} if tijd else {}) | ({"plaats": known["plaats"]} if "plaats" in known else {}) | {"voor": answers["voor"]}


# Kind -> maker: (portal, answers) -> the fields of a record of data/.
RECORDS: Mapping[str, Callable[[Portal, Mapping[str, Any]], dict[str, Any]]] = {"school": _school, "voorziening": _voorziening, "routekaart": _routekaart, "agenda": _agenda}
