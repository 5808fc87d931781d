"""What must be true of the whole portal. One rule is one generator; `RULES` is the list of them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from ..finding import Finding
from ..model import Portal
from . import (
    actueel,
    agenda,
    freshness,
    geography,
    meaning,
    persoon,
    plan,
    prose,
    references,
    routes,
    toegankelijkheid,
    verhuizingen,
    vertalingen,
)
from .again import Unjudged
from .problem import Problem

Rule = Callable[[Portal, dt.date], Iterator[Problem]]

# The name that editors see -> the rule. Docstrings are the rule in one Dutch sentence; docs/controles.md shows them.
RULES: Mapping[str, Rule] = {
    "onbekende-verwijzing": references.unknown_reference,
    "verkeerd-soort-onderdeel": references.wrong_soort_onderdeel,
    "dubbel-webadres": references.two_pages_one_url,
    "buiten-de-provincie": geography.postcode_outside_region,
    "buiten-het-gebied": geography.point_outside_region,
    "onbekende-gemeente": geography.unknown_gemeente,
    "bereik": meaning.impossible_range,
    "cluster": meaning.cluster_without_so,
    "onbekend-begin-van-termijn": meaning.term_from_nowhere,
    "wet-zonder-artikel": meaning.law_without_article,
    "dubbel-aanbod": meaning.double_aanbod,
    "dubbele-vorm": meaning.term_with_two_meanings,
    "weinig-zoektaal": meaning.few_phrases,
    "datum-in-de-toekomst": freshness.checked_in_the_future,
    "verlopen-controle": freshness.check_expired,
    "onbekende-stap": routes.unknown_step,
    "onbereikbare-stap": routes.unreachable_step,
    "geen-einde": routes.step_without_one_way_on,
    "kring": routes.cycle,
    "rol-zonder-taak": routes.lane_without_act,
    "volgorde-van-fasen": plan.phases_out_of_order,
    "onmogelijk-plan": plan.impossible_plan,
    "uitslag-in-de-toekomst": plan.result_from_the_future,
    "nieuwsdatum": actueel.news_days,
    "nieuwsbestand": actueel.news_place,
    "te-vroege-link": actueel.link_to_later,
    "mededeling": actueel.one_announcement,
    "agendadatum": agenda.days_in_order,
    "herhaling": agenda.series_ends,
    "dag-bestaat-niet": agenda.days_exist,
    "lang-voorbij": agenda.long_over,
    "verhuisd-naar-niets": verhuizingen.leads_nowhere,
    "verhuisd-in-een-kring": verhuizingen.goes_in_circles,
    "verhuisd-over-een-pagina": verhuizingen.stands_in_the_way,
    "verlopen-verklaring": toegankelijkheid.statement_expired,
    "afwijking-zonder-maatregel": toegankelijkheid.deviation_without_plan,
    "leestaal-zonder-woorden": vertalingen.language_without_words,
    "niet-vertaald": vertalingen.untranslated,
    "verouderde-vertaling": vertalingen.overtaken,
    "vertaling-zonder-origineel": vertalingen.without_original,
    "vertaling-in-de-toekomst": vertalingen.made_in_the_future,
    "titel": prose.one_title,
    "link": prose.dead_link,
    "afbeelding": prose.bad_image,
    "persoonsgegeven": persoon.personal_data,
    "naam-van-een-persoon": persoon.name_for_role,
    "naam-in-bestandsnaam": persoon.name_of_child,
    "uitzondering-zonder-doel": persoon.exception_without_use,
}


# These look at each school by itself, beside records of other kinds, and say nothing of one without its place.
OF_ONE_SCHOOL = frozenset({
    "verkeerd-soort-onderdeel", "buiten-de-provincie", "buiten-het-gebied", "cluster", "dubbel-aanbod", "datum-in-de-toekomst", "verlopen-controle",
    "naam-van-een-persoon",
})  # fmt: skip
_unjudged = Unjudged()


def run_rules(portal: Portal, today: dt.date) -> list[Finding]:
    """Return every finding of every rule, sorted by place."""
    unjudged = _unjudged.of(portal, today)
    findings = [
        Finding(problem.where, name, problem.message, problem.repair, problem.level)
        for name, rule in RULES.items()
        for problem in rule(unjudged if name in OF_ONE_SCHOOL else portal, today)
    ]
    _unjudged.learn(unjudged)
    return sorted(findings)
