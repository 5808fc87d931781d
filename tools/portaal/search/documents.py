"""What can be found: every record and page of the portal as one plain document with weighted text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from ..markdowntext import visible_lines
from ..memo import per_school
from ..model import SOORT_AGENDAPUNT, SOORT_SCHOOL, SOORT_VOORZIENING, ContentPage, Portal, School
from ..urls import AMBITIE, PLAN, generated, pijler_key, place_url, slugify, url_of

# How much a word tells, by where it stands.
TITEL, KERN, UITLEG, TEKST = 10, 6, 4, 2

# What a visitor calls it, and how much the kind counts for (percent): a parent wants the need and the place first.
KINDS = {
    "hulpvraag": ("Hulpvraag", 135),
    "voorziening": ("Plek of hulp", 125),
    "pagina": ("Uitleg", 115),
    "routekaart": ("Stap voor stap", 105),
    "school": ("School", 100),
    "onderdeel": ("Ondersteuning op school", 100),
    "plaats": ("Plaats", 100),
    "begrip": ("Begrip", 95),
    "document": ("Document", 90),
    "bestuur": ("Schoolbestuur", 85),
    "nieuws": ("Nieuws", 80),
    "agendapunt": ("Agenda", 85),
    "stap": ("Stap in een route", 75),
}


class Document(Struct, frozen=True):
    """One thing that can be found.

    `fields` are (weight, text) pairs. `namen` are whole names, which count extra when all their words are asked for.
    `hulpvragen` are the needs it serves: who finds the need, is led here too.
    """

    type: str
    id: str
    titel: str
    url: str
    fields: tuple[tuple[int, str], ...]
    namen: tuple[str, ...] = ()
    hulpvragen: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        return f"{self.type}:{self.id}"


def collect_documents(portal: Portal) -> list[Document]:
    """Return everything that can be found, in an order that never depends on chance."""
    makers = (
        _hulpvragen, _voorzieningen, _pages, _routekaarten, _schools, _onderdelen, _plaatsen, _begrippen, _documenten,
        _besturen, _agenda,
    )
    return [document for make in makers for document in make(portal)]


def _hulpvraag_words(portal: Portal, ids: tuple[str, ...]) -> str:
    return " ".join(f"{hulpvraag.kort} {hulpvraag.titel}" for id_ in ids if (hulpvraag := portal.hulpvragen.get(id_)))


def _hulpvragen(portal: Portal) -> Iterator[Document]:
    for record in portal.hulpvragen.values():
        yield Document(
            "hulpvraag", record.id, record.titel, url_of("hulpvraag", record),
            ((TITEL, f"{record.titel} {record.kort}"), (KERN, record.uitleg), (TEKST, " ".join(record.eerste_stappen))),
            (record.kort, record.titel),
        )


def _voorzieningen(portal: Portal) -> Iterator[Document]:
    for record in portal.voorzieningen.values():
        school = portal.schools.get(record.school or "")
        adres = record.adres or (school.adres if school else None)
        yield Document(
            "voorziening", record.id, record.titel, url_of("voorziening", record),
            (
                (TITEL, record.titel),
                (KERN, f"{record.samenvatting} {SOORT_VOORZIENING[record.soort]} {record.soort}"),
                (UITLEG, f"{record.doelgroep or ''} {_hulpvraag_words(portal, record.hulpvragen)}"),
                (UITLEG, f"{school.naam if school else ''} {_place_text(portal, school, adres)}"),
                (TEKST, " ".join(record.beschrijving)),
            ),
            (record.titel,), record.hulpvragen,
        )


def _place_text(portal: Portal, school: School | None, adres) -> str:
    bestuur = portal.besturen.get(school.bestuur or "") if school else None
    where = f"{adres.plaats} {adres.straat} {adres.postcode}" if adres else ""
    return f"{where} {bestuur.naam if bestuur else ''}"


@per_school
def _schools(record: School, portal: Portal) -> Document:
    offers = [portal.onderdelen[offer.onderdeel] for offer in _offers(record) if offer.onderdeel in portal.onderdelen]
    hulpvragen = tuple(dict.fromkeys(id_ for offer in offers for id_ in offer.hulpvragen))
    return Document(
        "school", record.id, record.naam, url_of("school", record),
        (
            (TITEL, record.naam),
            (KERN, f"{record.place} {SOORT_SCHOOL[record.soort]}"),
            (UITLEG, f"{_place_text(portal, record, record.adres)} {record.denominatie or ''} {record.onderwijs or ''}"),
            (UITLEG, f"cluster {record.cluster}" if record.cluster else ""),
            (TEKST, f"{record.soort} {record.id} {' '.join(offer.titel for offer in offers)}"),
        ),
        (record.naam,), hulpvragen,
    )


def _offers(school: School):
    """What a school says it has, in its latest year; what it says it has not, is left out."""
    if not (latest := school.latest_aanbod):
        return ()
    return tuple(offer for offer in (*latest.aanbod, *latest.hb) if offer.staat not in ("niet", "onbekend"))


def _pages(portal: Portal) -> Iterator[Document]:
    for page in portal.pages.values():
        if ("pagina", page.id) in portal.verlopen:
            continue
        yield Document(
            "nieuws" if page.nieuws else "pagina", page.id, page.titel, page.url,
            (
                (TITEL, page.titel),
                (KERN, f"{page.meta.beschrijving} {' '.join(page.meta.zoekwoorden)}"),
                (UITLEG, _headings(page)),
                (TEKST, running_text(page)),
            ),
            (page.titel, *page.meta.zoekwoorden), page.meta.hulpvragen,
        )
    told = _plan_texts(portal)
    for key, titel in generated(portal).items():
        yield Document("pagina", key, titel, f"{key}/", ((TITEL, titel), (KERN, key), *told.get(key, ())), (titel,))


def _plan_texts(portal: Portal) -> dict[str, tuple[tuple[int, str], ...]]:
    """What the pages of the plan tell, by their key; the indicators stay out: they repeat the words of what is done."""
    plan = portal.ondersteuningsplan
    if not plan:
        return {}
    told = {PLAN: ((KERN, f"{plan.titel} {plan.samenvatting}"),)}
    for number, pijler in enumerate(plan.pijlers, 1):
        subjects = " ".join(onderwerp.titel for onderwerp in pijler.onderwerpen)
        done = " ".join(sentence for onderwerp in pijler.onderwerpen for sentence in onderwerp.doen)
        told[pijler_key(number)] = ((KERN, f"{pijler.naam} {pijler.samenvatting} {subjects}"), (TEKST, f"{' '.join(pijler.doel)} {done}"))
    if plan.ambitie:
        areas = plan.ambitie.focusgebieden
        told[AMBITIE] = ((KERN, " ".join(f"{area.titel} {area.uitleg}" for area in areas)),
                         (TEKST, " ".join((*plan.ambitie.belofte, *(doel.tekst for area in areas for doel in area.doelen)))))
    return told


def _agenda(portal: Portal) -> Iterator[Document]:
    for punt in portal.agenda.values():
        if ("agendapunt", punt.id) not in portal.verlopen:
            yield Document(
                "agendapunt", punt.id, punt.titel, url_of("agendapunt", punt),
                ((TITEL, punt.titel), (KERN, f"agenda {SOORT_AGENDAPUNT[punt.soort]} {punt.soort}"), (TEKST, f"{punt.uitleg} {punt.plaats or ''}")),
                (punt.titel,),
            )


def _headings(page: ContentPage) -> str:
    return " ".join(line.lstrip("# ") for _, line in visible_lines(page) if line.startswith("##"))


def running_text(page: ContentPage) -> str:
    """Return the words of a Markdown page: no building blocks, no addresses of links, no marks."""
    text = "\n".join(line for _, line in visible_lines(page))
    text = re.sub(r"\{\{.*?\}\}", " ", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"<[^>]+>|[#*_|>\[\]]", " ", text)


def _routekaarten(portal: Portal) -> Iterator[Document]:
    for kaart in portal.routekaarten.values():
        url = url_of("routekaart", kaart)
        yield Document(
            "routekaart", kaart.id, kaart.titel, url,
            ((TITEL, kaart.titel), (KERN, kaart.samenvatting), (TEKST, " ".join((*kaart.voor_wie, *kaart.goed_om_te_weten)))),
            (kaart.titel, kaart.id),
        )
        for stap in kaart.stappen:
            yield Document(
                "stap", f"{kaart.id}#stap-{stap.id}", stap.titel, f"{url}#stap-{stap.id}",
                ((TITEL, stap.titel), (UITLEG, f"{kaart.titel} {stap.vraag}"),
                 (TEKST, " ".join((stap.wat, stap.ouder_doet, stap.school_doet, *stap.nodig)))),
            )


def _onderdelen(portal: Portal) -> Iterator[Document]:
    for record in portal.onderdelen.values():
        yield Document(
            "onderdeel", record.id, record.titel, url_of("onderdeel", record),
            ((TITEL, record.titel), (KERN, record.uitleg), (UITLEG, _hulpvraag_words(portal, record.hulpvragen)),
             (TEKST, " ".join((*record.vragen, *record.vastleggen)))),
            (record.titel,), record.hulpvragen,
        )


def _plaatsen(portal: Portal) -> Iterator[Document]:
    for plaats in sorted({school.place for school in portal.schools.values() if school.is_open}):
        text = f"Scholen en plekken in {plaats}"
        yield Document("plaats", slugify(plaats), plaats, place_url(plaats), ((TITEL, plaats), (UITLEG, text)), (plaats, f"scholen {plaats}"))


def _begrippen(portal: Portal) -> Iterator[Document]:
    for record in portal.begrippen.values():
        yield Document(
            "begrip", record.id, record.titel, url_of("begrip", record),
            ((TITEL, record.titel), (UITLEG, " ".join(record.synoniemen)), (TEKST, record.uitleg)),
            (record.term, record.afkorting, *record.synoniemen),
        )


def _documenten(portal: Portal) -> Iterator[Document]:
    for record in portal.documenten.values():
        yield Document(
            "document", record.id, record.titel, url_of("document", record),
            ((TITEL, record.titel), (UITLEG, f"{record.soort} document {record.periode or ''}"), (TEKST, f"{record.uitleg} {record.eigenaar}")),
            (record.titel,),
        )


def _besturen(portal: Portal) -> Iterator[Document]:
    for record in portal.besturen.values():
        schools = [school.naam for school in portal.schools.values() if school.bestuur == record.id]
        yield Document(
            "bestuur", record.id, record.naam, url_of("bestuur", record),
            ((TITEL, record.naam), (KERN, f"bestuur schoolbestuur {record.plaats}"), (TEKST, " ".join((record.toelichting, *schools)))),
            (record.naam,),
        )
