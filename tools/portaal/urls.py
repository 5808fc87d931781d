"""The only maker of web addresses and the only reader of references such as `routekaart:ccp`.

A url is site-relative, without a leading slash, and ends in `/` (`school/de-klimboom/`); the home page is ``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from msgspec import Struct

from .finding import did_you_mean
from .model import Agendapunt, Hulpvraag, Portal, Routekaart, Samenwerkingsverband, School, Verhuizing

# Pages that the generator makes itself, beside one per record: reference `pagina:<key>` and url `<key>/`.
GENERATED = {
    "zoeken": "Zoek een plek",
    "hulpvraag": "Waar heeft uw kind hulp bij nodig?",
    "voorziening": "Speciale plekken en hulp",
    "school": "Alle scholen",
    "plaats": "Plaatsen",
    "bestuur": "Schoolbesturen",
    "routekaart": "Stap voor stap",
    "ondersteuning/basis": "Basisondersteuning",
    "ondersteuning/extra": "Extra ondersteuning",
    "hoogbegaafd": "Aanbod voor hoogbegaafde kinderen",
    "begrippen": "Begrippen",
    "documenten": "Documenten",
    "open-data": "Open data",
    "actualiteit": "Hoe actueel is deze site?",
    "wijzigingen": "Wat is er veranderd?",
    "nieuws": "Nieuws",
    "agenda": "Agenda",
}
# The same for what follows from the plan, which a portal may leave out; each pillar is `<PLAN>/pijler-<number>`.
PLAN = "ondersteuningsplan"
AMBITIE = f"{PLAN}/ambitie"
# The page on which an edition shows its partnerships side by side; each has a page below it.
SAMENWERKINGSVERBAND = "samenwerkingsverband"
# The page on which visitors choose a language, where a portal has more than one.
TALEN = "taal"
# Kind -> the page that lists its records, which have no page of their own.
_LISTED_ON = {"begrip": "begrippen", "document": "documenten", "agendapunt": "agenda"}


class Link(Struct, frozen=True):
    """A title, the url that it leads to, and the language of the title."""

    titel: str
    url: str
    taal: str = "nl"


@lru_cache(maxsize=1 << 15)
def slugify(text: str) -> str:
    """Return the last part of a web address for a name: lower case, a-z, 0-9 and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def url_of(kind: str, record: Any) -> str:
    """Return the url of a record's page, or of its place on the page that lists its kind."""
    match kind:
        case "school":
            return f"school/{record.slug}/"
        case "voorziening" | "hulpvraag" | "bestuur" | "routekaart" | "planproces":
            return f"{kind}/{record.id}/"
        case "begrip" | "document" | "agendapunt":
            return f"{_LISTED_ON[kind]}/#{record.id}"
        case "onderdeel":
            return f"{'hoogbegaafd' if record.soort == 'hb' else f'ondersteuning/{record.soort}'}/#{record.id}"
        case "pagina":
            return record.url
        case "organisatie":
            return "contact/"
        case "leestaal":
            return f"{record.id}/"
        case "vertaling":
            return vertaald_url(record.leestaal, f"routekaart/{record.routekaart}/")
    raise KeyError(kind)


def vertaald_url(leestaal: str, url: str) -> str:
    """Return the url of a Dutch page in another language: the same, with the key of the language before it."""
    return f"{leestaal}/{url}"


def stap_url(routekaart: Routekaart, stap: str) -> str:
    """Return the url of the page on which the helper shows one step."""
    return f"{url_of('routekaart', routekaart)}hulp/{stap}/"


# Who reads a route map on paper -> the plural in the name of the file.
LEZERS = {"ouder": "ouders", "school": "scholen"}


def pdf_url(routekaart: Routekaart, lezer: str) -> str:
    """Return the site path of the PDF of a route map for `ouder` or `school`."""
    return f"{url_of('routekaart', routekaart)}{routekaart.id}-{LEZERS[lezer]}.pdf"


# Feeds: the news and the changes for a news reader, the calendar for a phone.
NIEUWS_FEED = "nieuws.xml"
WIJZIGINGEN = "wijzigingen/"
WIJZIGINGEN_FEED = "wijzigingen.xml"
AGENDA_FEED = "agenda.ics"


# Pages for the board and for staff, which search engines do not list.
DEKKING = "beheer/dekkend-aanbod/"
DEKKING_CSV = "beheer/dekkend-aanbod.csv"
OVERZICHT = "beheer/overzicht/"


def ics_url(punt: Agendapunt) -> str:
    """Return the site path of the file that puts one event in a calendar."""
    return f"agenda/{punt.id}.ics"


def schoolgids_url(school: School) -> str:
    """Return the url of the chapter for the schoolgids of a school."""
    return f"{url_of('school', school)}schoolgids/"


def place_url(plaats: str) -> str:
    return f"plaats/{slugify(plaats)}/"


def verband_url(verband: Samenwerkingsverband) -> str:
    return f"{SAMENWERKINGSVERBAND}/{verband.id}/"


def pijler_key(number: int) -> str:
    """Return the key of the page of a pillar; the first has number 1."""
    return f"{PLAN}/pijler-{number}"


def generated(portal: Portal) -> dict[str, str]:
    """Return key -> title of every page that the generator makes for this portal itself, beside one per record."""
    choice = {TALEN: "Andere talen"} if portal.leestalen else {}
    if portal.samenwerkingsverbanden:
        choice |= {SAMENWERKINGSVERBAND: "Regio's naast elkaar"}
        choice |= {verband_url(verband).rstrip("/"): verband.naam for verband in portal.samenwerkingsverbanden}
    plan = portal.ondersteuningsplan
    if plan is None:
        # A plan with a mistake in it is no reason to call every link to it a mistake too.
        keys = (PLAN, AMBITIE, *map(pijler_key, range(1, 10))) if portal.is_broken(PLAN, PLAN) else ()
        return GENERATED | choice | dict.fromkeys(keys, "")
    titles = GENERATED | choice | {PLAN: plan.titel}
    titles |= {pijler_key(number): f"Pijler {number}: {pijler.titel}" for number, pijler in enumerate(plan.pijlers, 1)}
    return titles | ({AMBITIE: plan.ambitie.titel} if plan.ambitie else {})


def hulpvraag_plaats_url(hulpvraag: Hulpvraag, plaats: str) -> str:
    return f"{url_of('hulpvraag', hulpvraag)}{slugify(plaats)}/"


def resolve(portal: Portal, ref: str) -> Link | None:
    """Return the link that a reference such as `voorziening:sbo-het-kompas` stands for, None if there is none."""
    kind, _, id_ = ref.partition(":")
    if kind == "pagina":
        if page := portal.pages.get(id_):
            return Link(page.titel, page.url)
        titles = generated(portal)
        return Link(titles[id_], f"{id_}/") if id_ in titles else None
    try:
        record = portal.records(kind).get(id_)
        # The url comes first: it is refused for kinds that have no page, and those need no title either.
        return Link(url=url_of(kind, record), titel=record.titel) if record else None
    except KeyError:
        return None


def near_ref(portal: Portal, ref: str) -> str:
    """Return a Dutch repair for a reference that leads nowhere."""
    kind, _, id_ = ref.partition(":")
    kinds = ["voorziening", "school", "hulpvraag", "routekaart", "begrip", "document", "onderdeel", "bestuur", "pagina", "planproces", "agendapunt"]
    if kind not in kinds:
        return did_you_mean(kind, kinds, otherwise=f"Begin met een van: {', '.join(kinds)}.")
    known = [*portal.records(kind), *(generated(portal) if kind == "pagina" else ())]
    return did_you_mean(id_, known, otherwise=f"Kijk welke sleutels er zijn bij soort '{kind}'.")


def fixed_urls(portal: Portal) -> set[str]:
    """Return the urls of pages that one record, place or text makes, or the portal itself; combinations are not among them."""
    kinds = ("school", "voorziening", "hulpvraag", "bestuur", "routekaart", "planproces", "pagina", "leestaal", "vertaling")
    records = {url_of(kind, record) for kind in kinds for record in portal.records(kind).values()}
    return records | {f"{key}/" for key in generated(portal)} | {place_url(school.place) for school in portal.schools.values() if school.is_open}


def redirect_url(moved: Verhuizing) -> str:
    """Return the url of an address that moved: a page lies in a folder, so the address of one ends in `/`."""
    url = moved.van.removeprefix("/")
    return url if url.endswith(("/", ".html")) else f"{url}/"


def moved_target(portal: Portal, moved: Verhuizing) -> str:
    """Return the url that a moved address names; one that leads nowhere gives the home page, and is a finding."""
    if moved.naar.startswith("/"):
        return moved.naar.removeprefix("/")
    link = resolve(portal, moved.naar)
    return link.url if link else ""


def redirects(portal: Portal) -> dict[str, str]:
    """Return old url -> the url where a visitor ends, past every address that moved again; circles are left out."""
    steps = {redirect_url(moved): moved_target(portal, moved) for moved in portal.verhuizingen.values()}
    ends = {}
    for old, new in steps.items():
        seen = {old}
        while new in steps and new not in seen:
            seen.add(new)
            new = steps[new]
        if new not in seen:
            ends[old] = new
    return ends
