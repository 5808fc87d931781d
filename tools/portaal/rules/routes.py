"""Proofs on route maps: every step is reached, every way ends, nobody walks in a circle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from ..finding import did_you_mean
from ..model import Portal, Routekaart
from .problem import Problem


def unknown_step(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Elke stap waar een routekaart naar verwijst staat in die routekaart, en elke sleutel is er één keer."""
    for id_, kaart in portal.routekaarten.items():
        known = [stap.id for stap in kaart.stappen]
        named = [(("begin",), kaart.begin)]
        for number, stap in enumerate(kaart.stappen):
            if stap.id in known[:number]:
                yield Problem(portal.place("routekaart", id_, "stappen", number, "id"), f"Stap '{stap.id}' staat hier twee keer.",
                              "Geef een van de twee een eigen sleutel.")
            if stap.daarna:
                named.append((("stappen", number, "daarna"), stap.daarna))
            named += [(("stappen", number, "keuzes", row, "naar"), keuze.naar) for row, keuze in enumerate(stap.keuzes)]
        for path, name in named:
            if name not in known:
                yield Problem(portal.place("routekaart", id_, *path), f"Er is geen stap '{name}'.",
                              did_you_mean(name, known, otherwise=f"Kies uit: {', '.join(dict.fromkeys(known))}."))


def _edges(kaart: Routekaart) -> Mapping[str, tuple[str, ...]]:
    known = {stap.id for stap in kaart.stappen}
    return {stap.id: tuple(name for name in stap.next_ids if name in known) for stap in kaart.stappen}


def unreachable_step(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Elke stap is vanaf het begin te bereiken."""
    for id_, kaart in portal.routekaarten.items():
        edges = _edges(kaart)
        # Where a way leads to an unknown step, that is the mistake; what lies beyond it may well be reached.
        if kaart.begin not in edges or any(name not in edges for stap in kaart.stappen for name in stap.next_ids):
            continue
        reached, todo = set(), [kaart.begin]
        while todo:
            step = todo.pop()
            if step not in reached:
                reached.add(step)
                todo += edges.get(step, ())
        for number, stap in enumerate(kaart.stappen):
            if stap.id not in reached:
                yield Problem(portal.place("routekaart", id_, "stappen", number, "id"), f"Niemand komt ooit bij stap '{stap.id}'.",
                              "Laat een andere stap hierheen gaan (daarna of keuzes), of haal de stap weg.")


def step_without_one_way_on(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een stap gaat op precies één manier verder: daarna, een vraag met keuzes, of een uitkomst."""
    for id_, kaart in portal.routekaarten.items():
        for number, stap in enumerate(kaart.stappen):
            where = portal.place("routekaart", id_, "stappen", number, "id")
            ways = [name for name in ("daarna", "keuzes", "uitkomst") if getattr(stap, name)]
            if len(ways) != 1:
                said = f"heeft {' en '.join(ways)} tegelijk" if ways else "loopt dood"
                yield Problem(where, f"Stap '{stap.id}' {said}.", "Geef de stap één van: daarna, keuzes of uitkomst.")
            if bool(stap.keuzes) != bool(stap.vraag) or len(stap.keuzes) == 1:
                yield Problem(where, f"Stap '{stap.id}' heeft geen vraag met minstens twee keuzes.",
                              "Schrijf bij 'vraag' wat iemand kiest, en bij 'keuzes' de antwoorden.")


def cycle(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een routekaart loopt niet in een kring."""
    for id_, kaart in portal.routekaarten.items():
        if ring := _find_cycle(kaart.begin, _edges(kaart)):
            number = next(n for n, stap in enumerate(kaart.stappen) if stap.id == ring[0])
            yield Problem(portal.place("routekaart", id_, "stappen", number, "id"), f"De route loopt rond: {' → '.join(ring)}.",
                          "Laat de laatste stap verder gaan of eindigen in een uitkomst.")


def _find_cycle(begin: str, edges: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Depth-first walk with a stack of its own; returns the steps of the first circle, or nothing.

    A step whose ways on were all walked is done and never walked again: ways that part and meet double with
    every question.
    """
    path: list[str] = []
    done: set[str] = set()
    todo = [(begin, True)]
    while todo:
        step, is_entered = todo.pop()
        if not is_entered:
            done.add(path.pop())
        elif step in path:
            return (*path[path.index(step) :], step)
        elif step not in done:
            path.append(step)
            todo += [(step, False), *((name, True) for name in reversed(edges.get(step, ())))]
    return ()


def lane_without_act(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Wie in een stap handelt, leest daar ook wat hij doet."""
    for id_, kaart in portal.routekaarten.items():
        for number, stap in enumerate(kaart.stappen):
            for rol, name in (("ouder", "ouder_doet"), ("school", "school_doet")):
                if rol in stap.wie and not getattr(stap, name):
                    yield Problem(portal.place("routekaart", id_, "stappen", number, "wie"),
                                  f"In stap '{stap.id}' handelt '{rol}', maar er staat niet wat.", f"Vul '{name}' in, of haal '{rol}' weg bij wie.")
