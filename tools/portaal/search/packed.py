"""The search index as the browser fetches it: the same words and weights, packed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..urls import slugify
from .analysis import RULES
from .documents import KINDS, Document
from .index import SearchIndex
from .weights import MAX_WEIGHT

FORMAT = 3
# From this many documents on, lists of places come in parts of so many terms, fetched when a question needs them.
LARGE, PART_TERMS = 3_000, 250
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def pack(index: SearchIndex) -> dict[str, bytes]:
    """Return the files of the index by name: `index.json`, and where it is large also `deel-0.json` and so on."""
    if len(index.documents) < LARGE:
        return {"index.json": to_json(index)}
    data = _columns_of(index)
    lists = data.pop("plaatsen")
    parts = [lists[start : start + PART_TERMS] for start in range(0, len(lists), PART_TERMS)]
    # Tens of thousands of words: here size counts for more than the time of the first answer.
    lists_of_words = {name: _front_code(data[name].split(" ")) for name in ("woorden", "termen")}
    whole = {**data, **lists_of_words, "plaatsen": [], "delen": PART_TERMS}
    return {"index.json": _json(whole)} | {f"deel-{number}.json": _json(part) for number, part in enumerate(parts)}


def to_json(index: SearchIndex) -> bytes:
    """Return the index for the browser in one file; theme/js/zoek/index.js reads it back."""
    return _json(_columns_of(index))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _columns_of(index: SearchIndex) -> dict[str, Any]:
    """Return the index in columns.

    Words and terms are sorted and stand whole, so that a browser can look one up without reading them all; the place of
    a term is its number. Lists of numbers hold differences, so that they pack well; a posting is the difference in
    document number times 16, plus the weight.
    """
    terms = sorted(index.known_terms)
    return {
        "versie": FORMAT,
        "regels": dict(RULES),
        "soorten": [[kind, *about] for kind, about in KINDS.items()],
        "documenten": _columns(index.documents),
        "hulp": [[hulpvraag, *_deltas(targets)] for hulpvraag, targets in sorted(index.lifts.items())],
        "woorden": " ".join(index.words),
        "termen": " ".join(terms),
        "gewicht": [index.rarity[term] for term in terms],
        "plaatsen": [_packed(index.postings.get(term, {})) for term in terms],
        "frasen": [_deltas(index.phrase_postings.get(term, ())) for term in terms],
        "doelen": [_deltas(frase.targets) for frase in index.phrases],
        "synoniemen": [[frase.said, [terms.index(term) for term in frase.terms], frase.words] for frase in index.phrases if frase.words],
    }


def _columns(documents: Sequence[Document]) -> dict[str, list]:
    kinds = list(KINDS)
    return {
        "soort": [kinds.index(document.type) for document in documents],
        "id": [document.id for document in documents],
        "titel": [document.titel for document in documents],
        "url": [_short_url(document) for document in documents],
    }


def _short_url(document: Document) -> str:
    """Return an address without what the rest of the document tells: `*` is the kind, `~` the id, `^` the title as a slug."""
    kind, rest = f"{document.type}/", document.url
    short = ""
    if rest.startswith(kind):
        short, rest = "*", rest[len(kind) :]
    if (id_ := document.id) and rest.startswith(id_):
        return f"{short}~{rest[len(id_) :]}"
    slug = slugify(document.titel)
    return f"{short}^{rest[len(slug) :]}" if slug and rest.startswith(slug) else short + rest


def _deltas(numbers: Iterable[int]) -> list[int]:
    deltas, last = [], 0
    for number in numbers:
        deltas.append(number - last)
        last = number
    return deltas


def _packed(weights: Mapping[int, int]) -> list[int]:
    packed, last = [], 0
    for number, weight in sorted(weights.items()):
        packed.append((number - last) * (MAX_WEIGHT + 1) + weight)
        last = number
    return packed


def _front_code(words: Sequence[str]) -> str:
    """Return sorted words as `<letters shared with the word before, base 36><rest>`, parted by spaces."""
    coded, last = [], ""
    for word in words:
        shared = 0
        for a, b in zip(last, word, strict=False):
            if a != b:
                break
            shared += 1
        coded.append(_DIGITS[shared] + word[shared:])
        last = word
    return " ".join(coded)
