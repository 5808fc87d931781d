"""How fresh the site is: what is confirmed, checked, overdue and unknown, and where sources do not agree."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from ..memo import per_school
from ..model import Organisatie, Portal, Regel, School
from ..model.fields import is_stale, next_check
from ..model.school import Aanbod, Ondersteuningsaanbod
from ..page import Page
from ..plekken import MAX_CARDS
from ..urls import GENERATED, PLAN, Link, resolve, url_of
from .parts import TegenspraakView, alphabetic, crumbs, open_schools, tegenspraak_view

# Everything that is counted is in exactly one of these.
STATES = ("bevestigd", "nagekeken", "verlopen", "onbekend")
# What a reader looks for on the page of a school; see also the parts of its support, which count one by one.
SCHOOL_FACTS = ("naam", "adres", "telefoon", "website", "denominatie", "bestuur")
# Kind -> what the page calls its records, and the page that shows them all ('' where there is none).
_SUBJECTS = {
    "voorziening": ("Speciale plekken en hulp", "voorziening/"),
    "onderdeel": ("Afspraken over hulp op school", "ondersteuning/basis/"),
    "routekaart": ("Stap voor stap", "routekaart/"),
    "regel": ("Regels en termijnen", ""),
    "begrip": ("Begrippen", "begrippen/"),
    "document": ("Documenten", "documenten/"),
    "bestuur": ("Schoolbesturen", "bestuur/"),
    "planproces": ("Plannen in de maak", ""),
}


class Telling(Struct, frozen=True):
    """How many facts of a subject or a school are in each state, in the order of `STATES`.

    `uiterlijk` is the last day on which the oldest of them is not yet overdue.
    """

    link: Link
    aantallen: tuple[int, ...]
    uiterlijk: dt.date | None = None

    @property
    def totaal(self) -> int:
        return sum(self.aantallen)


class SchoolStand(Struct, frozen=True):
    """A school: its facts counted, the year of its latest offer (None: never told), and what is not known of it."""

    telling: Telling
    schooljaar: str | None
    is_stale: bool
    ontbreekt: tuple[str, ...]


class _Fact(Struct, frozen=True):
    """A record that bears a date of checking: the state that it is in, the day of the check, and the day that told most lately."""

    link: Link
    state: str
    checked: dt.date | None
    since: dt.date | None


class _SchoolFacts(Struct, frozen=True):
    """What these pages tell of a school; `over` is its latest offer where that is of a year that is past, with the day on which it was confirmed."""

    fact: _Fact
    stand: SchoolStand
    over: tuple[Link, dt.date] | None
    is_silent: bool
    letter: str


class OpenTegenspraak(Struct, frozen=True):
    """Sources that do not agree, and the link to what they speak of (None where it has no page)."""

    over: Link | None
    view: TegenspraakView


class ActualiteitView(Struct, frozen=True):
    """`verlopen` names what is overdue, with the day it was last checked.

    Where there are too many schools for one page, `schools` is empty and `letters` leads to the pages that have them.
    """

    op: dt.date
    onderwerpen: tuple[Telling, ...]
    totaal: Telling
    schools: tuple[SchoolStand, ...]
    letters: tuple[Link, ...]
    aantal_scholen: int
    zwijgende_scholen: int
    verlopen: tuple[tuple[Link, dt.date], ...]
    onzekere_regels: tuple[Regel, ...]
    open_vragen: tuple[tuple[Link, int], ...]
    tegenspraken: tuple[OpenTegenspraak, ...]
    zonder_keuze: int


class LetterView(Struct, frozen=True):
    """The schools in the places that begin with a letter."""

    op: dt.date
    schools: tuple[SchoolStand, ...]


def actualiteit_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the page that counts how fresh everything is on `today`; very many schools have a page for each letter of their places."""
    known = dict(zip(portal.schools, _school_facts(portal, today), strict=True))
    schools = [known[school.id] for school in open_schools(portal.schools)]
    by_letter: dict[str, list[SchoolStand]] = {}
    for school in schools if len(schools) > MAX_CARDS else ():
        by_letter.setdefault(school.letter, []).append(school.stand)
    letters = {letter: f"actualiteit/{letter}/" for letter in sorted(by_letter)}
    for letter, url in letters.items():
        yield Page(
            url=url,
            template="actualiteit_letter.html",
            titel=f"Scholen bij de {letter.upper()}: hoe actueel is dit?",
            beschrijving=f"Wat is nagekeken, verlopen en onbekend van de scholen in plaatsen die beginnen met een {letter.upper()}?",
            view=LetterView(today, tuple(by_letter[letter])),
            kruimels=crumbs("actualiteit"),
            is_listed=False,
        )
    yield Page(
        url="actualiteit/",
        template="actualiteit.html",
        titel=GENERATED["actualiteit"],
        beschrijving="Wat is nagekeken, wat is verlopen en wat is nog onbekend? Per onderwerp en per school.",
        view=_view(portal, today, schools, tuple(Link(letter.upper(), url) for letter, url in letters.items())),
        kruimels=crumbs(),
    )


def state_of(record: Any, today: dt.date) -> str:
    """Return the one of `STATES` that a record is in: a check that is too old outweighs a confirmation."""
    checked, confirmed = record.gecontroleerd_op, record.bevestigd
    if is_stale(checked, today):
        return "verlopen"
    if confirmed and not is_stale(confirmed.op, today):
        return "bevestigd"
    if checked:
        return "nagekeken"
    return "verlopen" if confirmed else "onbekend"


def _view(portal: Portal, today: dt.date, schools: Sequence[_SchoolFacts], letters: tuple[Link, ...]) -> ActualiteitView:
    subjects = [(link, facts) for link, facts in _subjects(portal, schools, today) if facts]
    tellingen = tuple(_count(link, [fact.state for fact in facts], [fact.checked for fact in facts if fact.checked]) for link, facts in subjects)
    overdue = [(fact.link, fact.since) for _, facts in subjects for fact in facts if fact.state == "verlopen" and fact.since]
    overdue += [school.over for school in schools if school.over]
    return ActualiteitView(
        op=today,
        onderwerpen=tellingen,
        totaal=Telling(Link("Alles samen", ""), tuple(map(sum, zip(*(telling.aantallen for telling in tellingen), strict=True)))),
        schools=() if letters else tuple(school.stand for school in schools),
        letters=letters,
        aantal_scholen=len(schools),
        zwijgende_scholen=sum(school.is_silent for school in schools),
        verlopen=tuple(sorted(overdue, key=lambda row: (row[1], alphabetic(row[0].titel)))),
        onzekere_regels=tuple(regel for regel in portal.regels.values() if not regel.zeker),
        open_vragen=tuple((Link(v.titel, url_of("voorziening", v)), len(v.nog_onbekend)) for v in portal.voorzieningen.values() if v.nog_onbekend),
        tegenspraken=tuple(OpenTegenspraak(_about(portal, t.over), tegenspraak_view(portal, t)) for t in portal.tegenspraken.values()),
        zonder_keuze=sum(1 for tegenspraak in portal.tegenspraken.values() if not tegenspraak.gekozen),
    )


def _subjects(portal: Portal, schools: Sequence[_SchoolFacts], today: dt.date) -> Iterator[tuple[Link, Sequence[_Fact]]]:
    """Yield (subject, its facts) of everything that bears a date of checking."""

    def facts(rows: Iterable[tuple[Link, Any]]) -> list[_Fact]:
        return [_fact(link, record, today) for link, record in rows]

    yield Link("Pagina's met uitleg", ""), facts((Link(page.titel, page.url), page.meta) for page in portal.pages.values() if not page.nieuws)
    yield Link(GENERATED["school"], "school/"), [school.fact for school in schools]
    for kind, (titel, url) in _SUBJECTS.items():
        yield Link(titel, url), facts((_link(kind, record), record) for record in portal.records(kind).values())
    if plan := portal.ondersteuningsplan:
        yield Link(plan.titel, f"{PLAN}/"), facts([(Link(plan.titel, f"{PLAN}/"), plan)])
    office = portal.organisatie
    yield Link("Contact", "contact/"), facts((Link(who.naam, "contact/"), who) for who in (office, office.steunpunt))


def _fact(link: Link, record: Any, today: dt.date) -> _Fact:
    checked, confirmed = record.gecontroleerd_op, record.bevestigd
    return _Fact(link, state_of(record, today), checked, checked or (confirmed.op if confirmed else None))


def _link(kind: str, record: Any) -> Link:
    try:
        return Link(record.titel, url_of(kind, record))
    except KeyError:
        return Link(record.titel, "")


def _count(link: Link, states: Iterable[str], checked: Iterable[dt.date] = ()) -> Telling:
    counts = Counter(states)
    return Telling(link, tuple(counts[state] for state in STATES), next_check(min(checked, default=None)))


@per_school
def _school_facts(school: School, portal: Portal, today: dt.date) -> _SchoolFacts:
    link, latest = Link(school.naam, url_of("school", school)), school.latest_aanbod
    fact, is_over = _fact(link, school, today), bool(latest) and _is_over(latest, today)
    missing = [name for name in SCHOOL_FACTS if getattr(school, name) is None]
    states = ["onbekend" if name in missing else fact.state for name in SCHOOL_FACTS]
    said = {aanbod.onderdeel: aanbod for aanbod in (*latest.aanbod, *latest.hb)} if latest else {}
    states += [_offer_state(latest, said.get(id_), today) for id_ in portal.onderdelen]
    return _SchoolFacts(
        fact,
        SchoolStand(_count(link, states), latest.schooljaar if latest else None, is_over, tuple(missing)),
        (Link(f"{school.naam}: hulp op school", f"{link.url}#ondersteuning"), latest.bevestigd.op) if latest and is_over else None,
        not school.ondersteuningsaanbod,
        alphabetic(school.place)[:1],
    )


def _offer_state(latest: Ondersteuningsaanbod | None, aanbod: Aanbod | None, today: dt.date) -> str:
    """Return the state of one part of the support: a school confirms its offer, and every school year anew."""
    if latest is None or aanbod is None or aanbod.staat == "onbekend":
        return "onbekend"
    return "verlopen" if _is_over(latest, today) else "bevestigd"


def _is_over(latest: Ondersteuningsaanbod, today: dt.date) -> bool:
    # A school year ends on 31 July (Wet op het primair onderwijs, artikel 1).
    return today > dt.date(int(latest.schooljaar[-4:]), 7, 31) or is_stale(latest.bevestigd.op, today)


def _about(portal: Portal, ref: str) -> Link | None:
    """Return the link of what a contradiction is about; one field of the organisation stands on its page."""
    kind, _, id_ = ref.partition(":")
    if kind == "organisatie" and id_ in Organisatie.model_fields:
        ref = "organisatie:organisatie"
    return resolve(portal, ref)
