"""The page that says which data anybody may reuse, and on what terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from ..model import BronDocument, Portal
from ..page import Page
from ..urls import GENERATED, Link
from .parts import crumbs

_FORMATS = (("json", "JSON, voor programma's"), ("csv", "CSV, voor een rekenblad"), ("geojson", "GeoJSON, voor een kaart"))


class Dataset(Struct, frozen=True):
    """A set of records in every format in which it is published."""

    titel: str
    aantal: int
    bestanden: tuple[Link, ...]


class OpenDataView(Struct, frozen=True):
    datasets: tuple[Dataset, ...]
    bronnen: tuple[BronDocument, ...]


def open_data_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the page of open data: the files, and the terms of the sources that set any."""
    yield Page(
        url="open-data/",
        template="open-data.html",
        titel=GENERATED["open-data"],
        beschrijving="Download de gegevens van scholen en speciale plekken, en lees wat u ermee mag.",
        view=OpenDataView(
            datasets=(
                _dataset("Scholen", "scholen", len(portal.schools)),
                _dataset("Speciale plekken en hulp", "voorzieningen", len(portal.voorzieningen)),
            ),
            bronnen=tuple(bron for bron in portal.bronnen.values() if bron.licentie),
        ),
        kruimels=crumbs(),
    )


def _dataset(titel: str, name: str, number: int) -> Dataset:
    return Dataset(titel, number, tuple(Link(text, f"data/{name}.{suffix}") for suffix, text in _FORMATS))
