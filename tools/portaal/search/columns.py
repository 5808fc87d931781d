"""The places of a large portal as columns: too many for one page, so the browser makes a card when it shows one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from ..plekken import Plek, shared_facets
from .documents import Document


def pack_plekken(plekken: Sequence[Plek], documents: Iterable[Document], facetten: Iterable[str]) -> bytes:
    """Return places as JSON; theme/js/zoek/groot.js reads it.

    `document` holds numbers of documents in the search index (differences), which know name and address; `lat` and
    `lon` are degrees times 1,000, precise enough for a distance from a postcode. A column of words is a list of
    different texts (`lijst`) and a number in it for each place (`nummer`).
    """
    number_of = {document.ref: number for number, document in enumerate(documents)}
    rows = sorted((number_of[plek.ref], plek) for plek in plekken if plek.ref in number_of)
    numbers, found = [number for number, _ in rows], [plek for _, plek in rows]
    columns = {
        "document": [number - last for number, last in zip(numbers, [0, *numbers], strict=False)],
        "lat": [round(plek.punt.lat * 1000) if plek.punt else None for plek in found],
        "lon": [round(plek.punt.lon * 1000) if plek.punt else None for plek in found],
        # The place stands in its own column.
        "tekst": [plek.tekst.removesuffix(plek.plaats) + "*" if plek.plaats and plek.tekst.endswith(plek.plaats) else plek.tekst for plek in found],
        "plaats": _words(plek.plaats for plek in found),
        "soort": _words(plek.soort for plek in found),
        "waarom": _words(" · ".join(plek.waarom) for plek in found),
        "onbekend": _words(", ".join(plek.onbekend) for plek in found),
        "facetten": {facet: _words(_joined(facet, found)) for facet in facetten},
    }
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()


def _joined(facet: str, plekken: Sequence[Plek]) -> Iterator[str]:
    """Yield what each place has of a facet; most share their facets with others."""
    known = {key: " ".join(facetten[facet]) for key, facetten in shared_facets(plekken).items()}
    return (known[id(plek.facetten)] for plek in plekken)


def _words(texts: Iterable[str]) -> dict[str, list]:
    numbers: dict[str, int] = {}
    found = [numbers.setdefault(text, len(numbers)) for text in texts]
    return {"lijst": list(numbers), "nummer": found}
