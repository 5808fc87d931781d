"""The search index: words, where they stand and how much they tell, as one plain value."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from msgspec import Struct

from ..memo import kept
from ..model import Portal
from .analysis import drop_stop_words, split_compound, split_words, to_term
from .documents import Document, collect_documents
from .weights import Text, find_parts, weigh

_WORD_REF = "woord:"


class Frase(Struct, frozen=True):
    """What people say (`said`, and its terms), and what it leads to: documents by number, or other words."""

    said: str
    terms: tuple[str, ...]
    targets: tuple[int, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchIndex:
    """Everything that answering needs, and nothing that came from the disk.

    `words` are the folded words of all texts, sorted; `postings` maps a term to {document number: weight 1-15};
    `phrase_postings` maps a term to numbers of `phrases`; `lifts` maps a need to what serves it.
    """

    documents: tuple[Document, ...]
    words: tuple[str, ...]
    postings: Mapping[str, Mapping[int, int]]
    phrases: tuple[Frase, ...]
    phrase_postings: Mapping[str, tuple[int, ...]]
    lifts: Mapping[int, tuple[int, ...]]

    @cached_property
    def terms(self) -> dict[str, str]:
        """Every word with its term, words in order."""
        return {word: to_term(word) for word in self.words}

    @cached_property
    def known_terms(self) -> frozenset[str]:
        return frozenset(self.terms.values())

    @cached_property
    def rarity(self) -> dict[str, int]:
        """How much a term tells (8 to about 70): the fewer documents it leads to, the more."""
        return {term: self.rarity_of(term) for term in self.known_terms}

    def rarity_of(self, term: str) -> int:
        in_texts, frases = self.postings.get(term, {}), self.phrase_postings.get(term, ())
        reach = len(set(in_texts).union(*(self.phrases[number].targets for number in frases)) if frases else in_texts)
        return round(8 * math.log2(1 + len(self.documents) / max(1, reach)))

    def split(self, word: str) -> tuple[str, ...]:
        """Return the parts of a compound in the words of this index."""
        return split_compound(word, self.terms.__contains__, lambda end: end in self.terms or to_term(end) in self.known_terms)


def build_index(portal: Portal, urls: Collection[str] | None = None) -> SearchIndex:
    """Return the index of a portal.

    Args:
        portal: what can be found, and `zoektaal`: what people call it.
        urls: the pages that exist; what has no page is left out, so that a result always leads somewhere.
    """
    documents = [d for d in collect_documents(portal) if urls is None or d.url.partition("#")[0] in urls]
    number_of = {document.ref: number for number, document in enumerate(documents)}
    texts = [_read(document) for document in documents]
    frases, phrase_postings = number_phrases(_phrases(portal, documents, number_of))
    words = set().union(*(text.words for text in texts))
    spoken = {word for frase in frases for word in (*_bearing(frase.said), *frase.words)}
    return SearchIndex(
        documents=tuple(documents),
        words=tuple(sorted(words | spoken)),
        postings=weigh(texts, find_parts(words)),
        phrases=frases,
        phrase_postings=phrase_postings,
        lifts=find_lifts(documents),
    )


# A preview builds the index again after each change, and nearly all texts are the same as before.
@kept
def _read(document: Document) -> Text:
    return Text([(weight, split_words(text)) for weight, text in document.fields if text])


@lru_cache(maxsize=1 << 14)
def _bearing(text: str) -> tuple[str, ...]:
    return tuple(drop_stop_words(split_words(text)))


@lru_cache(maxsize=1 << 14)
def _terms(text: str) -> tuple[str, ...]:
    return tuple(sorted({to_term(word) for word in _bearing(text)}))


def _phrases(portal: Portal, documents: Sequence[Document], number_of: Mapping[str, int]) -> Iterator[Frase]:
    """Yield every name of a document and every phrase of `zoektaal`, each once, with all that it leads to."""
    targets: dict[tuple[str, ...], dict[int | str, None]] = {}
    texts: dict[tuple[str, ...], str] = {}

    def add(text: str, *found: int | str) -> None:
        if terms := _terms(text):
            targets.setdefault(terms, {}).update(dict.fromkeys(found))
            texts.setdefault(terms, text)

    for number, document in enumerate(documents):
        for naam in document.namen:
            add(naam, number)
    for entry in portal.all_zoektaal:
        found = [number_of.get(ref, ref) for ref in entry.vindt if ref in number_of or ref.startswith(_WORD_REF)]
        for said in entry.zegt:
            add(said, *found)
    for terms, found in targets.items():
        if found:
            words = [word for target in found if isinstance(target, str) for word in split_words(target.removeprefix(_WORD_REF))]
            yield Frase(texts[terms], terms, tuple(sorted(target for target in found if isinstance(target, int))), tuple(words))


def number_phrases(made: Iterable[Frase]) -> tuple[tuple[Frase, ...], dict[str, tuple[int, ...]]]:
    """Return the phrases in their order, and the numbers of the phrases that have a term."""
    # Ordered by what they lead to, the numbers of one term lie close together and pack well.
    frases = tuple(sorted(made, key=lambda frase: (frase.targets, frase.words, frase.terms)))
    postings: dict[str, list[int]] = defaultdict(list)
    for number, frase in enumerate(frases):
        for term in frase.terms:
            postings[term].append(number)
    return frases, {term: tuple(numbers) for term, numbers in postings.items()}


def find_lifts(documents: Sequence[Document]) -> dict[int, tuple[int, ...]]:
    """Return for each need the provisions that serve it."""
    hulpvragen = {document.id: number for number, document in enumerate(documents) if document.type == "hulpvraag"}
    lifts: dict[int, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        if document.type == "voorziening":
            for id_ in document.hulpvragen:
                if id_ in hulpvragen:
                    lifts[hulpvragen[id_]].append(number)
    return {hulpvraag: tuple(numbers) for hulpvraag, numbers in lifts.items()}
