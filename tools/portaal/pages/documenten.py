"""The page of documents that sources name, whether or not a reader can get them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from ..model import Document, Portal
from ..page import Page
from ..urls import GENERATED, Link
from .herkomst import herkomst_of_all
from .parts import TegenspraakView, alphabetic, crumbs, links, tegenspraken_over


class DocumentView(Struct, frozen=True):
    document: Document
    zie: tuple[Link, ...]
    tegenspraken: tuple[TegenspraakView, ...]


class DocumentenView(Struct, frozen=True):
    documenten: tuple[DocumentView, ...]


def documenten_pages(portal: Portal, today: dt.date) -> Iterator[Page]:
    """Yield the page of documents, A to Z."""
    documents = sorted(portal.documenten.values(), key=lambda document: alphabetic(document.titel))
    yield Page(
        url="documenten/",
        template="documenten.html",
        titel=GENERATED["documenten"],
        beschrijving="Plannen, werkprocessen en notities: waar ze over gaan en hoe u ze krijgt.",
        view=DocumentenView(
            tuple(
                DocumentView(document, links(portal, document.zie), tegenspraken_over(portal, f"document:{document.id}"))
                for document in documents
            )
        ),
        kruimels=crumbs(),
        herkomst=herkomst_of_all(portal, documents, today),
    )
