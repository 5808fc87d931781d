"""Plain language as a check: rules like those of `rules/`, on what a visitor reads; run by `portaal check --taal`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..finding import Finding
from ..model import Portal
from ..rules.problem import Problem
from . import lengte, vorm, woord
from .teksten import Teksten

Rule = Callable[[Teksten], Iterator[Problem]]

# The name that editors see -> the rule. Docstrings are the rule in one Dutch sentence; docs/controles.md shows them.
RULES: Mapping[str, Rule] = {
    "lange-zin": lengte.long_sentence,
    "lange-alinea": lengte.wall_of_text,
    "afkorting": woord.unknown_abbreviation,
    "stijf-woord": woord.stiff_word,
    "vaktaal": woord.trade_word,
    "lijdende-zin": woord.passive,
    "linktekst": vorm.vague_link,
    "kopniveau": vorm.heading_jump,
    "eigen-termijn": vorm.term_in_own_words,
}


def check_taal(portal: Portal) -> list[Finding]:
    """Return every finding of every rule on language, sorted by place."""
    teksten = Teksten(portal)
    return sorted(
        Finding(problem.where, name, problem.message, problem.repair, problem.level) for name, rule in RULES.items() for problem in rule(teksten)
    )
