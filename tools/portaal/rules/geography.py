"""Rules on where things lie."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..finding import did_you_mean
from ..geo import is_inside
from ..model import Portal
from .problem import Problem


def _located(portal: Portal) -> Iterator[tuple[str, str, object]]:
    for kind in ("school", "voorziening"):
        for id_, record in portal.records(kind).items():
            yield kind, id_, record


def postcode_outside_region(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een postcode ligt in de provincies van het gebied (organisatie.yaml, postcodes)."""
    for kind, id_, record in _located(portal):
        if record.adres and not record.adres.postcode.startswith(portal.organisatie.postcodes):
            yield Problem(portal.place(kind, id_, "adres", "postcode"),
                          f"De postcode {record.adres.postcode} ligt buiten de provincies van dit samenwerkingsverband.",
                          "Kijk de cijfers na.")


def point_outside_region(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Een punt ligt binnen de grens van de gemeenten van het gebied."""
    gemeenten = portal.organisatie.gemeenten
    if not any(portal.gebied.grenzen.get(name) for name in gemeenten):
        return
    sides = portal.gebied.sides(gemeenten)
    for kind, id_, record in _located(portal):
        punt = record.coordinaten
        if punt and not is_inside(sides, punt.lon, punt.lat):
            yield Problem(portal.place(kind, id_, "coordinaten"),
                          f"Het punt {punt.lat}, {punt.lon} ligt niet in {' of '.join(gemeenten)}.",
                          "Kijk na of lat (ongeveer 52) en lon (ongeveer 4) niet zijn verwisseld.")


def unknown_gemeente(portal: Portal, today: dt.date) -> Iterator[Problem]:
    """Elke gemeente van het gebied heeft een grens in data/gebied.geojson."""
    for number, name in enumerate(portal.organisatie.gemeenten):
        if portal.gebied.grenzen and name not in portal.gebied.grenzen:
            yield Problem(portal.place("organisatie", "organisatie", "gemeenten", number),
                          f"De gemeente '{name}' staat niet in data/gebied.geojson.",
                          did_you_mean(name, portal.gebied.grenzen, otherwise="Schrijf de naam zoals het CBS hem schrijft."))
