"""Rules on what one record says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from ..finding import did_you_mean
from ..model import Portal, Regel
from ..termijn import GEBEURTENIS
from .problem import Problem

_LIMITS = {"leeftijd": (0, 21), "groep": (1, 8)}
# With fewer, parents who say it in another way find nothing.
_ENOUGH_PHRASES = 5


def impossible_range(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een bereik loopt op, en een groep ligt tussen 1 en 8."""
    for id_, voorziening in portal.voorzieningen.items():
        for name, (low, high) in _LIMITS.items():
            bereik = getattr(voorziening, name)
            if bereik and not low <= bereik.van <= bereik.tot <= high:
                yield Problem(portal.place("voorziening", id_, name), f"Van {bereik.van} tot en met {bereik.tot} kan niet bij {name}.",
                              f"Schrijf eerst het laagste getal; het bereik is {low} tot en met {high}.")


def cluster_without_so(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Alleen een school voor speciaal onderwijs heeft een cluster, 1 tot en met 4."""
    for id_, school in portal.schools.items():
        if school.cluster is not None and (school.soort not in ("so", "vso") or not 1 <= school.cluster <= 4):
            yield Problem(portal.place("school", id_, "cluster"), f"Cluster {school.cluster} past niet bij soort '{school.soort}'.",
                          "Haal het veld weg, of zet de soort op so of vso.")


def term_from_nowhere(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """De weken van een regel tellen vanaf een gebeurtenis, of vanaf een regel die zelf een termijn heeft."""
    for id_, regel in portal.regels.items():
        begin = regel.telt_vanaf
        if not begin or begin in GEBEURTENIS or portal.is_broken("regel", begin):
            continue
        before = portal.regels.get(begin)
        if before is None or not before.telt_vanaf or id_ in _chain(portal.regels, begin):
            yield Problem(portal.place("regel", id_, "telt_vanaf"), f"Vanaf '{begin}' kan niemand deze weken tellen.",
                          did_you_mean(begin, [*GEBEURTENIS, *portal.regels], otherwise=f"Kies uit: {', '.join(GEBEURTENIS)}.")
                          if before is None else f"Kies uit: {', '.join(GEBEURTENIS)}.")


def law_without_article(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een zekere regel uit de wet noemt zijn wetsartikel: een bron van soort wet, met het artikel als plek."""
    for id_, regel in portal.regels.items():
        is_known = regel.soort == "wet" and regel.zeker and not any(portal.is_broken("bron", bron.id) for bron in regel.bron)
        if is_known and not portal.artikelen_of(regel):
            yield Problem(portal.place("regel", id_, "bron"), "Deze regel komt uit de wet, maar hier staat niet welk artikel.",
                          "Noem een bron van soort wet, met plek: artikel 40, lid 6. Weet u het artikel niet? Schrijf dan zeker: nee.")


def _chain(regels: Mapping[str, Regel], id_: str | None) -> set[str]:
    """The rules that a term counts through, until an event or a rule that was seen."""
    seen: set[str] = set()
    while id_ in regels and id_ not in seen:
        seen.add(id_)
        id_ = regels[id_].telt_vanaf
    return seen


def double_aanbod(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een school beschrijft elk schooljaar één keer, en daarin elk onderdeel één keer."""
    for id_, school in portal.schools.items():
        jaren: set[str] = set()
        for number, jaar in enumerate(school.ondersteuningsaanbod):
            place = ("ondersteuningsaanbod", number)
            if jaar.schooljaar in jaren:
                yield Problem(portal.place("school", id_, *place, "schooljaar"), f"Schooljaar {jaar.schooljaar} staat hier twee keer.",
                              "Voeg de twee samen.")
            jaren.add(jaar.schooljaar)
            seen: set[str] = set()
            for name in ("aanbod", "hb"):
                for row, aanbod in enumerate(getattr(jaar, name)):
                    if aanbod.onderdeel in seen:
                        yield Problem(portal.place("school", id_, *place, name, row, "onderdeel"),
                                      f"'{aanbod.onderdeel}' staat twee keer in {jaar.schooljaar}.", "Houd één regel over.")
                    seen.add(aanbod.onderdeel)


def term_with_two_meanings(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een woord of afkorting in de begrippenlijst heeft één uitleg."""
    owners: dict[str, str] = {}
    for id_, begrip in portal.begrippen.items():
        for form in {begrip.term, begrip.afkorting, *begrip.synoniemen} - {""}:
            key = form if form.isupper() else form.lower()
            if owners.setdefault(key, id_) != id_:
                yield Problem(portal.place("begrip", id_), f"'{form}' staat ook bij het begrip '{owners[key]}'.",
                              "Haal de vorm weg bij een van de twee.")


def few_phrases(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Elke hulpvraag heeft ten minste vijf manieren waarop mensen het zeggen (zoektaal)."""
    if any(kind == "zoektaal" for kind, _ in portal.broken):
        return
    for id_ in portal.hulpvragen:
        said = portal.said_for(id_)
        if len(said) < _ENOUGH_PHRASES:
            number = {0: "is er nog geen zoektaal", 1: "is er 1 manier van zeggen"}.get(len(said), f"zijn er {len(said)} manieren van zeggen")
            yield Problem(portal.place("hulpvraag", id_, "id"), f"Voor deze hulpvraag {number}; {_ENOUGH_PHRASES} is het minste.",
                          f"Schrijf in data/zoektaal.yaml wat ouders typen, met vindt: [hulpvraag:{id_}].", "waarschuwing")
