"""The page that explains words, and the glossary that explains them where they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from ..glossary import Glossary, Word
from ..model import Begrip, Portal
from ..page import Page
from ..urls import GENERATED, Link
from .herkomst import herkomst_of_all
from .parts import alphabetic, crumbs, links


class BegripView(Struct, frozen=True):
    begrip: Begrip
    zie: tuple[Link, ...]


class BegrippenView(Struct, frozen=True):
    """Words under their first letter, A to Z."""

    letters: tuple[tuple[str, tuple[BegripView, ...]], ...]


def begrippen_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the page of words."""
    by_letter: dict[str, list[BegripView]] = {}
    for begrip in sorted(portal.begrippen.values(), key=lambda begrip: alphabetic(begrip.term)):
        view = BegripView(begrip, links(portal, begrip.zie))
        by_letter.setdefault(alphabetic(begrip.term)[:1].upper(), []).append(view)
    yield Page(
        url="begrippen/",
        template="begrippen.html",
        titel=GENERATED["begrippen"],
        beschrijving="Moeilijke woorden en afkortingen uit het onderwijs, uitgelegd in gewone taal.",
        view=BegrippenView(tuple((letter, tuple(views)) for letter, views in by_letter.items())),
        kruimels=crumbs(),
        herkomst=herkomst_of_all(portal, portal.begrippen.values(), today),
    )


def build_glossary(portal: Portal) -> Glossary:
    """Return the glossary with every form of every term: in full, abbreviated, and its synonyms."""
    return Glossary(
        (
            Word(begrip.id, begrip.titel, begrip.uitleg),
            tuple(form for form in (begrip.term, begrip.afkorting, *begrip.synoniemen) if form),
        )
        for begrip in portal.begrippen.values()
    )
