"""The plan that holds now: an overview, a page per pillar, and the ambition as one matrix."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from ..model import Focusgebied, Ondersteuningsplan, Pijler, Portal
from ..model.fields import Bron
from ..model.plan import Besluit, Doel, Voortgang
from ..page import Herkomst, Page
from ..urls import AMBITIE, PLAN, Link, generated, pijler_key, url_of
from .herkomst import BronLink, bron_links, herkomst_of
from .parts import HOME, Item, RegelView, links, regel_view


class VoortgangView(Struct, frozen=True):
    """How far something is, and who says so."""

    voortgang: Voortgang
    bronnen: tuple[BronLink, ...]


class DoelView(Struct, frozen=True):
    """A goal (with its number) or an indicator (number 0); `voortgang` is None where no source tells any."""

    tekst: str
    voortgang: VoortgangView | None
    nummer: int = 0
    streefdoel: str | None = None


class OnderwerpView(Struct, frozen=True):
    """A subject of a pillar; `id` is the anchor of its heading."""

    id: str
    titel: str
    doen: tuple[str, ...]
    indicatoren: tuple[DoelView, ...]
    zie: tuple[Link, ...]


class PijlerView(Struct, frozen=True):
    """A pillar, and the pillars before and after it (None at the ends)."""

    nummer: int
    pijler: Pijler
    onderwerpen: tuple[OnderwerpView, ...]
    plan: Link
    vorige: Link | None
    volgende: Link | None


class FocusView(Struct, frozen=True):
    """One row of the matrix."""

    focus: Focusgebied
    doelen: tuple[DoelView, ...]
    indicatoren: tuple[DoelView, ...]


class AmbitieView(Struct, frozen=True):
    """`bekend` of `gevraagd` goals and indicators have progress that a source tells."""

    belofte: tuple[str, ...]
    focusgebieden: tuple[FocusView, ...]
    plan: Link
    bekend: int
    gevraagd: int


class PlanView(Struct, frozen=True):
    """`stand` is straks, nu or geweest; `bekend` of `indicatoren` have progress that a source tells."""

    plan: Ondersteuningsplan
    stand: str
    pijlers: tuple[Item, ...]
    ambitie: Item | None
    vaststelling: tuple[Besluit, ...]
    regels: tuple[RegelView, ...]
    processen: tuple[Item, ...]
    documenten: tuple[Link, ...]
    zie: tuple[Link, ...]
    indicatoren: int
    bekend: int


def plan_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the pages of the plan; a portal without a plan has none."""
    plan = portal.ondersteuningsplan
    if plan is None:
        return
    titles = generated(portal)
    source = portal.place(PLAN, PLAN)
    above = (HOME, Link(plan.titel, f"{PLAN}/"))
    herkomst = herkomst_of(portal, plan, today)
    yield Page(f"{PLAN}/", "plan.html", plan.titel, plan.samenvatting, _overview(portal, plan, titles, today), (HOME,), herkomst=herkomst, source=source)
    for number, pijler in enumerate(plan.pijlers, 1):
        key = pijler_key(number)
        yield Page(f"{key}/", "pijler.html", titles[key], pijler.samenvatting, _pijler(portal, plan, number, titles), above,
                   herkomst=_origin_of_part(portal, herkomst, pijler.bron), source=source)
    if plan.ambitie:
        yield Page(f"{AMBITIE}/", "ambitie.html", plan.ambitie.titel, "Wat het samenwerkingsverband op de lange termijn wil, per focusgebied.",
                   _ambitie(portal, plan), above, herkomst=_origin_of_part(portal, herkomst, plan.ambitie.bron), source=source)


def _origin_of_part(portal: Portal, whole: Herkomst, bron: Iterable[Bron]) -> Herkomst:
    """A part has its own place in the source; it was checked when the whole was."""
    return replace(whole, bronnen=bron_links(portal, bron))


def _overview(portal: Portal, plan: Ondersteuningsplan, titles: dict[str, str], today: dt.date) -> PlanView:
    indicators = [indicator for pijler in plan.pijlers for indicator in _indicators(pijler)]
    ambitie = plan.ambitie
    return PlanView(
        plan=plan,
        stand="straks" if today.year < plan.eerste_jaar else "nu" if today.year <= plan.laatste_jaar else "geweest",
        pijlers=tuple(_pijler_item(pijler, number, titles) for number, pijler in enumerate(plan.pijlers, 1)),
        ambitie=Item(ambitie.titel, f"{AMBITIE}/", f"{len(ambitie.focusgebieden)} focusgebieden, met doelen en wat er gebeurt.") if ambitie else None,
        vaststelling=plan.vaststelling,
        regels=tuple(regel_view(portal, portal.regels[id_]) for id_ in plan.regels),
        processen=tuple(Item(proces.titel, url_of("planproces", proces), proces.samenvatting) for proces in portal.planprocessen.values()),
        documenten=links(portal, (f"document:{id_}" for id_ in plan.documenten)),
        zie=links(portal, plan.zie),
        indicatoren=len(indicators),
        bekend=_known(indicators),
    )


def _indicators(pijler: Pijler) -> list[Doel]:
    return [indicator for onderwerp in pijler.onderwerpen for indicator in onderwerp.indicatoren]


def _known(doelen: Iterable[Doel]) -> int:
    return sum(1 for doel in doelen if doel.voortgang)


def _pijler_item(pijler: Pijler, number: int, titles: dict[str, str]) -> Item:
    labels = (_count(len(pijler.onderwerpen), "onderwerp", "onderwerpen"), _count(len(_indicators(pijler)), "punt", "punten"))
    return Item(titles[pijler_key(number)], f"{pijler_key(number)}/", pijler.samenvatting, labels)


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _pijler(portal: Portal, plan: Ondersteuningsplan, number: int, titles: dict[str, str]) -> PijlerView:
    def neighbour(other: int) -> Link | None:
        return Link(titles[pijler_key(other)], f"{pijler_key(other)}/") if 1 <= other <= len(plan.pijlers) else None

    pijler = plan.pijlers[number - 1]
    return PijlerView(
        nummer=number,
        pijler=pijler,
        onderwerpen=tuple(
            OnderwerpView(f"onderwerp-{o.id}", o.titel, o.doen, _doel_views(portal, o.indicatoren), links(portal, o.zie)) for o in pijler.onderwerpen
        ),
        plan=Link(plan.titel, f"{PLAN}/"),
        vorige=neighbour(number - 1),
        volgende=neighbour(number + 1),
    )


def _ambitie(portal: Portal, plan: Ondersteuningsplan) -> AmbitieView:
    rows, first = [], 1
    for focus in plan.ambitie.focusgebieden:
        rows.append(FocusView(focus, _doel_views(portal, focus.doelen, first), _doel_views(portal, focus.indicatoren)))
        first += len(focus.doelen)
    asked = [doel for focus in plan.ambitie.focusgebieden for doel in (*focus.doelen, *focus.indicatoren)]
    return AmbitieView(plan.ambitie.belofte, tuple(rows), Link(plan.titel, f"{PLAN}/"), _known(asked), len(asked))


def _doel_views(portal: Portal, doelen: Iterable[Doel], first: int = 0) -> tuple[DoelView, ...]:
    """Return views of goals, numbered from `first`, or of indicators, which have no numbers."""
    return tuple(
        DoelView(
            doel.tekst,
            VoortgangView(doel.voortgang, bron_links(portal, doel.voortgang.bron)) if doel.voortgang else None,
            first + place if first else 0,
            getattr(doel, "streefdoel", None),
        )
        for place, doel in enumerate(doelen)
    )
