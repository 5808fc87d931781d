"""The partnerships that an edition is made of."""

from __future__ import annotations

from msgspec import Struct

from .uitleg import Organisatie


class Samenwerkingsverband(Struct, frozen=True):
    """A partnership of an edition, as mkdocs.yml names it; `map` is the folder of its own portal, seen from the edition.

    `organisatie` is what that portal says of it, None where that cannot be read.
    """

    id: str
    naam: str
    kort: str
    map: str
    organisatie: Organisatie | None = None
